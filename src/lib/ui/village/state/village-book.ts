/**
 * One village's list as rows to show, each with its cells, results, problems and conflicts. A row is built again only if
 * something in it changed. The book owns no data: the shared list does.
 */
import {
  HOUSEHOLD_PREFIX,
  isListed,
  listedRows,
  MEMBER_PREFIX,
  openConflicts,
  readRow,
  readWholeRow,
  rowsInOrder,
  SHEET_FIELD,
} from '$lib/cells/review-rooms.ts';
import { isOfPeople } from '$lib/cells/restore.ts';
import type { CellChange, SharedList } from '$lib/cells/shared-list.ts';
import { gridColumns, type GridColumn } from '$lib/grid/grid-columns.ts';
import { GRID_SHEETS, type GridRow, type GridSheet } from '$lib/grid/grid-row.ts';
import type { Classifier } from '$lib/review/classify.ts';
import type { FormulaKey } from '$lib/review/formula-columns.ts';
import { columnsOf } from '$lib/review/columns.ts';
import { columnsIfFilled } from '$lib/review/round-columns.ts';
import type { CellValue, Row } from '$lib/review/types.ts';
import { unsettledColumns } from '$lib/review/unsettled.ts';
import { BookRow, type RowWork } from './book-row.ts';
import { Identities, isMemberId } from './identities.ts';
import { rowProblems } from './row-problems.ts';
import { Tally, type Labels } from './tally.ts';

export interface BookChange {
  added: GridRow[];
  updated: GridRow[];
  removed: GridRow[];
  /** Sheets in which rows moved, or were added before the end. */
  reordered: ReadonlySet<GridSheet>;
  /** The cells that were written, to flash them. */
  cells: CellChange[];
  local: boolean;
}

const NOTHING: ReadonlySet<FormulaKey> = new Set();
const NO_CONFLICTS: GridRow['conflicts'] = {};
const bySheet = <T>(make: (sheet: GridSheet) => T): Record<GridSheet, T> => ({
  list01: make('list01'),
  list02: make('list02'),
  members: make('members'),
});

const BLANK = bySheet((sheet): Row['cells'] => Object.fromEntries(columnsOf(sheet).map(({ key }) => [key, null])));
const IF_FILLED = bySheet(columnsIfFilled);
const FILLED = bySheet(
  (sheet): Labels =>
    ({ cells }) =>
      IF_FILLED[sheet].filter((key) => cells[key] !== undefined && cells[key] !== null),
);

export class VillageBook {
  readonly list: SharedList;
  readonly #village: string;
  readonly #added: (sheet: GridSheet) => readonly string[];
  #classifier: Classifier;
  #work: RowWork;
  readonly #rows = new Map<string, GridRow>();
  readonly #order: Record<GridSheet, string[]> = bySheet(() => []);
  /** The rows in order, until one of them changes. */
  readonly #inOrder = new Map<GridSheet, readonly GridRow[]>();
  readonly #columns = new Map<GridSheet, { asked: string; columns: readonly GridColumn[] }>();
  readonly #tallies: Record<GridSheet, Map<string, Tally>> = bySheet(() => new Map());
  readonly #identities: Identities;
  readonly #listeners = new Set<(change: BookChange) => void>();
  readonly #stop: () => void;

  /** @param added optional columns of a sheet that are shown although nothing is written in them. */
  constructor(list: SharedList, classifier: Classifier, village: string, added: (sheet: GridSheet) => readonly string[] = () => []) {
    this.list = list;
    this.#classifier = classifier;
    this.#work = this.#workWith(classifier);
    this.#village = village;
    this.#added = added;
    this.#identities = new Identities(list, (id) => this.#rows.get(id));
    this.#readAll();
    this.#stop = list.onChange((changes, local) => this.#take(changes, local));
  }

  get classifier(): Classifier {
    return this.#classifier;
  }

  /** CCCD, birth and income are not in this list for this person. */
  get withoutPersonal(): boolean {
    return this.#classifier.withoutPersonal;
  }

  rows(sheet: GridSheet): readonly GridRow[] {
    const known = this.#inOrder.get(sheet);
    if (known) return known;
    const rows = this.#order[sheet].flatMap((id) => this.#rows.get(id) ?? []);
    this.#inOrder.set(sheet, rows);
    return rows;
  }

  count(sheet: GridSheet): number {
    return this.#order[sheet].length;
  }

  /** As the grid shows them in this round; the same array until other columns are shown. */
  columns(sheet: GridSheet): readonly GridColumn[] {
    const { standard, beside } = this.#classifier.round;
    const filled = this.tally(sheet, 'filled', FILLED[sheet]);
    const added = this.#added(sheet);
    const isShown = (key: string): boolean => filled.count(key) > 0 || added.includes(key);
    const asked = IF_FILLED[sheet].filter(isShown).join();
    const known = this.#columns.get(sheet);
    if (known?.asked === asked) return known.columns;
    const columns = gridColumns(sheet, standard, isShown, beside).filter((column) => this.#has(column));
    this.#columns.set(sheet, { asked, columns });
    return columns;
  }

  /** Made at the first call, then kept up to date. @param labels a new function under the same name replaces the old one. */
  tally(sheet: GridSheet, name: string, labels: Labels): Tally {
    const known = this.#tallies[sheet].get(name);
    if (known?.labels === labels) return known;
    const made = new Tally(labels, this.rows(sheet));
    this.#tallies[sheet].set(name, made);
    return made;
  }

  row(id: string): GridRow | undefined {
    return this.#rows.get(id);
  }

  households(): GridRow[] {
    return [...this.rows('list01'), ...this.rows('list02')];
  }

  /** Each Mã hộ that a household here has, also one that is put aside: it may come back. */
  codes(): CellValue[] {
    return this.list.rows(HOUSEHOLD_PREFIX).flatMap((row) => this.list.get(row, 'code') ?? []);
  }

  /** In the order of the sheet Thành viên. */
  membersOf(code: CellValue | undefined): GridRow[] {
    const rows = this.#identities.membersWith(code).flatMap((id) => this.#rows.get(id) ?? []);
    return rows.sort((a, b) => a.number - b.number);
  }

  /** The household with this Mã hộ; if two have it, the one that its members are shown with. */
  householdOf(code: CellValue | undefined): GridRow | undefined {
    return this.row(this.#identities.householdsWith(code)[0] ?? '');
  }

  /** The household as the classifier reads it: the village is not stored in the village's own list. */
  household(id: string): Row {
    const row = readRow(this.list, id, this.list.get(id, SHEET_FIELD) === 'list02' ? 'list02' : 'list01');
    row.cells.village = this.#village;
    return row;
  }

  onChange(listener: (change: BookChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The round or a village's area has changed: every result may have. */
  setClassifier(classifier: Classifier): void {
    this.#classifier = classifier;
    this.#work = this.#workWith(classifier);
    for (const sheet of GRID_SHEETS) this.#tallies[sheet].clear();
    this.#columns.clear();
    const updated = GRID_SHEETS.flatMap((sheet) => this.#order[sheet].map((id) => this.#build(id, sheet)));
    this.#tell({ added: [], updated, removed: [], reordered: new Set(), cells: [], local: false });
  }

  destroy(): void {
    this.#stop();
    this.#listeners.clear();
  }

  #readAll(): void {
    for (const id of this.#filled(HOUSEHOLD_PREFIX)) this.#order[this.#sheetOf(id)].push(id);
    this.#order.members = this.#filled(MEMBER_PREFIX);
    // All are known before the first is built: a row is checked against the others.
    for (const sheet of GRID_SHEETS) for (const id of this.#order[sheet]) this.#identities.learn(id);
    for (const sheet of GRID_SHEETS) this.#order[sheet].forEach((id, index) => this.#build(id, sheet, index + 1));
  }

  #take(changes: readonly CellChange[], local: boolean): void {
    const cells = changes.filter(({ row }) => isOfPeople(row));
    const touched = new Set([...cells.map(({ row }) => row), ...this.#identities.change(cells)]);
    const change: BookChange = { added: [], updated: [], removed: [], reordered: new Set(), cells, local };
    // Members first: what is asked of a household may rest on them.
    for (const id of [...touched].sort((a, b) => Number(isMemberId(b)) - Number(isMemberId(a)))) this.#place(id, change);
    change.reordered = new Set(GRID_SHEETS.filter((sheet) => change.added.some((row) => row.sheet === sheet) && this.#reorder(sheet)));
    if (change.reordered.size + change.removed.length > 0) this.#renumber(change);
    this.#tell(change);
  }

  /** Many rows may come at once (the first visit, an import), in any order. @returns whether any was out of place. */
  #reorder(sheet: GridSheet): boolean {
    const shown = new Set(this.#order[sheet]);
    const order = rowsInOrder(this.list, sheet === 'members' ? MEMBER_PREFIX : HOUSEHOLD_PREFIX).filter((id) => shown.has(id));
    const moved = order.some((id, index) => this.#order[sheet][index] !== id);
    this.#order[sheet] = order;
    this.#inOrder.delete(sheet);
    return moved;
  }

  #place(id: string, change: BookChange): void {
    const before = this.#rows.get(id);
    const sheet = isListed(this.list, id) ? this.#sheetOf(id) : null;
    if (before && before.sheet !== sheet) {
      this.#order[before.sheet] = this.#order[before.sheet].filter((other) => other !== id);
      this.#keep(before.sheet, id, undefined);
      change.removed.push(before);
    }
    if (sheet === null) return;
    if (before?.sheet === sheet) change.updated.push(this.#build(id, sheet));
    else {
      this.#order[sheet].push(id);
      change.added.push(this.#build(id, sheet));
    }
  }

  #renumber(change: BookChange): void {
    for (const sheet of new Set([...change.reordered, ...change.removed.map((row) => row.sheet)]))
      this.#order[sheet].forEach((id, index) => {
        if (this.#rows.get(id)?.number !== index + 1) change.updated.push(this.#build(id, sheet, index + 1));
      });
  }

  /** Columns that this person may not see are absent, not empty. */
  #has(column: GridColumn): boolean {
    return !(this.withoutPersonal && column.kind === 'input' && column.column.personal);
  }

  #filled(prefix: string): string[] {
    return listedRows(this.list, prefix);
  }

  #sheetOf(id: string): GridSheet {
    if (isMemberId(id)) return 'members';
    return this.list.get(id, SHEET_FIELD) === 'list02' ? 'list02' : 'list01';
  }

  #build(id: string, sheet: GridSheet, number = this.#number(id, sheet)): GridRow {
    const disputed = openConflicts(this.list, id);
    const isMember = sheet === 'members';
    const cells = readWholeRow(this.list, id, BLANK[sheet]);
    if (!isMember) cells.village = this.#village;
    const row = new BookRow(
      {
        id,
        sheet,
        number,
        cells,
        conflicts: disputed.length === 0 ? NO_CONFLICTS : Object.fromEntries(disputed.map((field) => [field, this.list.values(id, field)])),
        unsettled: isMember ? NOTHING : unsettledColumns(sheet, disputed, this.#classifier.round),
        headName: isMember ? this.#headOf(cells.code ?? null) : '',
      },
      this.#work,
    );
    this.#keep(sheet, id, row);
    return row;
  }

  #workWith(classifier: Classifier): RowWork {
    return {
      results: ({ id, sheet, cells }) => (sheet === 'members' ? null : classifier.results({ id, sheet, cells })),
      problems: (row) => rowProblems(row, this.list, this.#identities),
    };
  }

  #keep(sheet: GridSheet, id: string, row: GridRow | undefined): void {
    const before = this.#rows.get(id);
    for (const tally of this.#tallies[sheet].values()) tally.take(before, row);
    this.#inOrder.delete(sheet);
    if (row) this.#rows.set(id, row);
    else this.#rows.delete(id);
  }

  /** Its number in the sheet. An existing row keeps its number until the sheet is numbered again. */
  #number(id: string, sheet: GridSheet): number {
    const before = this.#rows.get(id);
    if (before?.sheet === sheet && this.#order[sheet][before.number - 1] === id) return before.number;
    // New rows are last.
    const order = this.#order[sheet];
    return order.at(-1) === id ? order.length : order.indexOf(id) + 1;
  }

  #headOf(code: CellValue): string {
    const [id] = this.#identities.householdsWith(code);
    return id === undefined ? '' : String(this.list.get(id, 'head') ?? '');
  }

  #tell(change: BookChange): void {
    if (change.added.length + change.updated.length + change.removed.length === 0) return;
    for (const listener of [...this.#listeners]) listener(change);
  }
}
