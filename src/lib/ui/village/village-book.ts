/**
 * One village's list as rows to show: each row's cells, results, problems and conflicts, rebuilt only where something
 * changed. Owns nothing: the shared list is the truth.
 */
import { HOUSEHOLD_PREFIX, MEMBER_PREFIX, readRow, rowsInOrder, SHEET_FIELD } from '$lib/cells/review-rooms.ts';
import type { CellChange, SharedList } from '$lib/cells/shared-list.ts';
import { GRID_SHEETS, type GridRow, type GridSheet } from '$lib/grid/grid-row.ts';
import { checkCell, type CellProblem } from '$lib/review/cell-input.ts';
import type { Classifier } from '$lib/review/classify.ts';
import { columnsOf } from '$lib/review/columns.ts';
import type { FormulaKey } from '$lib/review/formula-columns.ts';
import type { CellValue, Row } from '$lib/review/types.ts';
import { unsettledColumns } from '$lib/review/unsettled.ts';
import { Holders } from './holders.ts';

export interface BookChange {
  added: GridRow[];
  updated: GridRow[];
  removed: GridRow[];
  /** Sheets whose rows did not simply grow at the end. */
  reordered: ReadonlySet<GridSheet>;
  /** The cells that were written, for a flash. */
  cells: CellChange[];
  local: boolean;
}

const NOTHING: ReadonlySet<FormulaKey> = new Set();

export class VillageBook {
  readonly list: SharedList;
  readonly #village: string;
  #classifier: Classifier;
  readonly #rows = new Map<string, GridRow>();
  readonly #order: Record<GridSheet, string[]> = { list01: [], list02: [], members: [] };
  /** Mã hộ -> the households that carry it. */
  readonly #byCode = new Holders();
  /** CCCD -> the households and members that carry it. */
  readonly #byNumber = new Holders();
  readonly #listeners = new Set<(change: BookChange) => void>();
  readonly #stop: () => void;

  constructor(list: SharedList, classifier: Classifier, village: string) {
    this.list = list;
    this.#classifier = classifier;
    this.#village = village;
    this.#readAll();
    this.#stop = list.onChange((changes, local) => this.#take(changes, local));
  }

  get classifier(): Classifier {
    return this.#classifier;
  }

  rows(sheet: GridSheet): GridRow[] {
    return this.#order[sheet].flatMap((id) => this.#rows.get(id) ?? []);
  }

  row(id: string): GridRow | undefined {
    return this.#rows.get(id);
  }

  households(): GridRow[] {
    return [...this.rows('list01'), ...this.rows('list02')];
  }

  membersOf(code: CellValue | undefined): GridRow[] {
    return code === null || code === undefined ? [] : this.rows('members').filter((row) => row.cells.code === code);
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
    const updated = GRID_SHEETS.flatMap((sheet) => this.#order[sheet].map((id) => this.#build(id, sheet)));
    this.#tell({ added: [], updated, removed: [], reordered: new Set(), cells: [], local: false });
  }

  destroy(): void {
    this.#stop();
    this.#listeners.clear();
  }

  #readAll(): void {
    const households = rowsInOrder(this.list, HOUSEHOLD_PREFIX).filter((id) => this.#isFilled(id));
    for (const id of households) this.#byCode.learn(id, this.#code(id));
    for (const id of households) this.#order[this.#sheetOf(id)].push(id);
    this.#order.members = rowsInOrder(this.list, MEMBER_PREFIX).filter((id) => this.#isFilled(id));
    for (const sheet of GRID_SHEETS) for (const id of this.#order[sheet]) this.#byNumber.learn(id, this.list.get(id, 'cccd'));
    for (const sheet of GRID_SHEETS) for (const id of this.#order[sheet]) this.#build(id, sheet);
  }

  #take(changes: readonly CellChange[], local: boolean): void {
    const cells = changes.filter(({ row }) => row.startsWith(HOUSEHOLD_PREFIX) || row.startsWith(MEMBER_PREFIX));
    const touched = new Set(cells.map(({ row }) => row));
    const written = (...fields: string[]): string[] => [...new Set(cells.filter(({ field }) => fields.includes(field)).map(({ row }) => row))];
    for (const id of written('cccd', 'code')) for (const other of this.#withNumberOf(id)) touched.add(other);
    for (const other of this.#relatedTo(written('code', 'head').filter((id) => id.startsWith(HOUSEHOLD_PREFIX)))) touched.add(other);
    const change: BookChange = { added: [], updated: [], removed: [], reordered: new Set(), cells, local };
    for (const id of touched) this.#place(id, change);
    change.reordered = new Set(GRID_SHEETS.filter((sheet) => change.added.some((row) => row.sheet === sheet) && this.#reorder(sheet)));
    if (change.reordered.size + change.removed.length > 0) this.#renumber(change);
    this.#tell(change);
  }

  /** Many rows may come at once (the first visit, an import), in any order. @returns whether any stood out of place. */
  #reorder(sheet: GridSheet): boolean {
    const shown = new Set(this.#order[sheet]);
    const order = rowsInOrder(this.list, sheet === 'members' ? MEMBER_PREFIX : HOUSEHOLD_PREFIX).filter((id) => shown.has(id));
    const moved = order.some((id, index) => this.#order[sheet][index] !== id);
    this.#order[sheet] = order;
    return moved;
  }

  /** Rows that show or check another row's Mã hộ or head: other holders of the code, and its members. */
  #relatedTo(households: readonly string[]): string[] {
    const codes = new Set<string>();
    for (const id of households) {
      const before = this.#rows.get(id)?.cells.code;
      const now = this.#isFilled(id) ? this.#code(id) : null;
      this.#byCode.forget(id, before);
      this.#byCode.learn(id, now);
      for (const code of [before, now]) if (code !== null && code !== undefined) codes.add(String(code));
    }
    if (codes.size === 0) return [];
    const members = this.#order.members.filter((member) => codes.has(String(this.list.get(member, 'code'))));
    return [...members, ...[...codes].flatMap((code) => [...this.#byCode.of(code)])];
  }

  /** Rows that had, or have, the same CCCD as this one. */
  #withNumberOf(id: string): string[] {
    const before = this.#rows.get(id)?.cells.cccd;
    const now = this.list.get(id, 'cccd');
    this.#byNumber.forget(id, before);
    this.#byNumber.learn(id, now);
    return [...this.#byNumber.of(before), ...this.#byNumber.of(now)];
  }

  #place(id: string, change: BookChange): void {
    const before = this.#rows.get(id);
    const sheet = this.#isFilled(id) ? this.#sheetOf(id) : null;
    if (before && before.sheet !== sheet) {
      this.#order[before.sheet] = this.#order[before.sheet].filter((other) => other !== id);
      this.#rows.delete(id);
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
        if (this.#rows.get(id)?.number !== index + 1) change.updated.push(this.#build(id, sheet));
      });
  }

  /** A row whose every cell was taken back (an undone new household) is as good as not there. */
  #isFilled(id: string): boolean {
    return this.list.fields(id).some((field) => this.list.get(id, field) !== null);
  }

  #sheetOf(id: string): GridSheet {
    if (id.startsWith(MEMBER_PREFIX)) return 'members';
    return this.list.get(id, SHEET_FIELD) === 'list02' ? 'list02' : 'list01';
  }

  #code(id: string): CellValue {
    return this.list.get(id, 'code');
  }

  #build(id: string, sheet: GridSheet): GridRow {
    const conflicts: Record<string, ReturnType<SharedList['values']>> = {};
    for (const field of this.list.fields(id)) if (this.list.inConflict(id, field)) conflicts[field] = this.list.values(id, field);
    const isMember = sheet === 'members';
    const { cells } = isMember ? readRow(this.list, id, sheet) : this.household(id);
    const row: GridRow = {
      id,
      sheet,
      number: this.#number(id, sheet),
      cells,
      results: isMember ? null : this.#classifier.results({ id, sheet, cells }),
      problems: this.#problems(id, sheet, cells),
      conflicts,
      unsettled: isMember ? NOTHING : unsettledColumns(sheet, Object.keys(conflicts), this.#classifier.round),
      headName: isMember ? this.#headOf(cells.code ?? null) : '',
    };
    this.#rows.set(id, row);
    return row;
  }

  /** Where it stands in its sheet. A row that was there keeps its number until its sheet is numbered anew. */
  #number(id: string, sheet: GridSheet): number {
    const before = this.#rows.get(id);
    if (before?.sheet === sheet && this.#order[sheet][before.number - 1] === id) return before.number;
    // New rows are put last.
    const order = this.#order[sheet];
    return order.at(-1) === id ? order.length : order.indexOf(id) + 1;
  }

  #headOf(code: CellValue): string {
    const [id] = this.#byCode.of(code);
    return id === undefined ? '' : String(this.list.get(id, 'head') ?? '');
  }

  #problems(id: string, sheet: GridSheet, cells: Record<string, CellValue>): Record<string, CellProblem> {
    const problems: Record<string, CellProblem> = {};
    for (const column of columnsOf(sheet)) {
      const problem = checkCell(column, cells[column.key] ?? null);
      if (problem) problems[column.key] = problem;
    }
    const twice = problems.cccd ? undefined : this.#numberTwice(id, cells);
    if (twice) problems.cccd = twice;
    const code = cells.code ?? null;
    const holders = this.#byCode.of(code);
    if (code === null) return problems;
    if (sheet === 'members' && holders.size === 0) problems.code = { code: 'no-such-household', severity: 'error', text: `không có hộ nào trong thôn mang Mã hộ '${code}'` };
    const other = [...holders].find((holder) => holder !== id);
    if (sheet !== 'members' && other !== undefined)
      problems.code = { code: 'code-twice', severity: 'error', text: `Mã hộ '${code}' cũng là của hộ ${String(this.list.get(other, 'head') ?? 'chưa ghi tên')}` };
    return problems;
  }

  /** A head stands among the members of the same household as well: that is one person. */
  #numberTwice(id: string, { cccd, code }: Record<string, CellValue>): CellProblem | undefined {
    const isMember = (row: string): boolean => row.startsWith(MEMBER_PREFIX);
    const other = [...this.#byNumber.of(cccd)].find((row) => row !== id && (isMember(row) === isMember(id) || this.list.get(row, 'code') !== code));
    if (other === undefined) return undefined;
    const name = String(this.list.get(other, isMember(other) ? 'name' : 'head') ?? 'người chưa ghi tên');
    return { code: 'id-number-twice', severity: 'warning', text: `số CCCD '${cccd}' cũng là của ${name}` };
  }

  #tell(change: BookChange): void {
    if (change.added.length + change.updated.length + change.removed.length === 0) return;
    for (const listener of [...this.#listeners]) listener(change);
  }
}
