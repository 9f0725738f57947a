/**
 * Everything a person writes into a village's list goes through here. It checks the right and the lock, says what the list
 * refuses, and can be undone.
 */
import { createSubscriber } from 'svelte/reactivity';
import { resolveWrites, type Comment } from '$lib/cells/comments.ts';
import { ListError } from '$lib/cells/list-error.ts';
import type { Lock } from '$lib/cells/review-rooms.ts';
import type { CellWrite, SharedList, UndoResult } from '$lib/cells/shared-list.ts';
import { isServerField } from '$lib/cells/server-fields.ts';
import { takingBack } from '$lib/cells/take-back.ts';
import { columnById, labelOf } from '$lib/grid/grid-columns.ts';
import type { GridPlace, Typed } from '$lib/grid/place.ts';
import type { WrittenBlock } from '$lib/grid/placing.ts';
import { isCardText } from '$lib/review/card-shape.ts';
import { readCell } from '$lib/review/cell-input.ts';
import { columnOf } from '$lib/review/columns.ts';
import type { CellValue, Row } from '$lib/review/types.ts';
import type { Writers } from '../../commune/writers.svelte.ts';
import { personOf } from '../../commune/wrote.ts';
import { blockNotice, blockWrites, refusals } from './block-writes.ts';
import type { Filtering } from './filtering.svelte.ts';
import type { LiveBook } from './live-book.svelte.ts';
import type { CardScan, Navigation } from './navigation.svelte.ts';
import { newHousehold, newMember, type NewRow } from './new-rows.ts';
import type { VillageBook } from './village-book.ts';
import {
  cellsWords,
  doubtWords,
  lateWords,
  notByHand,
  overtakenWords,
  rowName,
  skippedWords,
  unsettledWords,
  whyNotWords,
} from './write-words.ts';

/** The parts of the village that writing needs. */
export interface WritingHost {
  readonly book: VillageBook;
  readonly live: Pick<LiveBook, 'row' | 'columns'>;
  readonly navigation: Pick<Navigation, 'sheet' | 'place' | 'householdCode' | 'want' | 'show' | 'scan'>;
  readonly filtering: Pick<Filtering, 'admit'>;
  readonly writers: Writers;
  /** The right itself, whether or not the list is locked. */
  readonly mayEver: boolean;
  /** Whether an edit can be begun now. */
  readonly mayWrite: boolean;
  readonly lock: Lock | null;
  /** Whether this person may put a cell right although a step has closed the list. */
  readonly corrects: boolean;
  /** @param holds reactive: whether what is said is still true. */
  tell(text: string, kind: 'done' | 'warning', holds: () => boolean): void;
}

/** In cells: more than a block pasted by hand. */
const LARGE_UNDO = 500;

export class Writing {
  readonly #host: WritingHost;
  /** Counts undo and redo. */
  #undone = $state(0);
  /** The empty row added last, and whether the focus has been in it. */
  #bare: { row: string; reached: boolean } | null = null;
  /** What the next undo would do, while the person is asked. `goes`: names of households that it removes; `others`: cells in rows that stay. */
  undoAsked = $state.raw<{ goes: string[]; cells: number; others: number } | null>(null);

  readonly #subscribeToUndo = createSubscriber((update) => this.#list.undoStack.onChange(update));

  constructor(host: WritingHost) {
    this.#host = host;
  }

  get canUndo(): boolean {
    this.#subscribeToUndo();
    return this.#list.canUndo;
  }

  get canRedo(): boolean {
    this.#subscribeToUndo();
    return this.#list.canRedo;
  }

  get #list(): SharedList {
    return this.#host.book.list;
  }

  /** Shown while it holds, and until an undo or redo: it may be about what was undone. */
  say(text: string, kind: 'done' | 'warning' = 'done', holds: () => boolean = () => true): void {
    const undone = this.#undone;
    this.#host.tell(text, kind, () => this.#undone === undone && holds());
  }

  /** @param begun before the list was locked. */
  write(writes: readonly CellWrite[], begun = false): boolean {
    // An earlier version or a copied row may have what a meeting decided: only the commune's machine writes that.
    const own = writes.filter(({ field }) => !isServerField(field));
    return (begun ? this.#host.mayEver : this.#host.mayWrite) && this.#guard(() => this.#list.write(own));
  }

  /**
   * Text that was typed or pasted, read by its column. It is kept even where it cannot be read. What was being typed when
   * the list was locked is still written, so that it is not lost: the commune keeps it apart.
   */
  type(cells: readonly Typed[], done = 'Đã dán'): void {
    const [scanned] = cells;
    if (cells.length === 1 && scanned && isCardText(scanned.text)) return this.#scan(scanned.text, { row: scanned.row });
    const doubts: string[] = [];
    const overtaken: Promise<string>[] = [];
    const late: string[] = [];
    const writes: CellWrite[] = [];
    for (const { row: id, field, text, seen } of cells) {
      const row = this.#host.book.row(id);
      const column = row ? columnOf(row.sheet, field) : undefined;
      if (!column) continue;
      const { value, problem } = readCell(column, text);
      writes.push({ row: id, field, value });
      const now = this.#list.get(id, field);
      if (seen !== undefined && now !== seen && now !== value)
        overtaken.push(this.#host.writers.tellIn(id, field).then((who) => overtakenWords(row, column, who, now)));
      if (problem) doubts.push(doubtWords(row, column, problem.text));
      if (this.#host.lock) late.push(lateWords(row, column, value));
    }
    const begun = cells.every(({ seen }) => seen !== undefined);
    if (!this.write(writes, begun)) return;
    // About one cell: true while the cell has that value.
    const [only, ...others] = writes;
    const stands = (): boolean => others.length > 0 || !only || (this.#host.live.row(only.row)?.cells[only.field] ?? null) === only.value;
    for (const notice of overtaken) void notice.then((words) => this.say(words, 'warning', stands));
    for (const notice of late) this.say(notice, 'warning', () => this.#host.lock !== null);
    if (cells.length === 1 && doubts[0] !== undefined) this.say(doubts[0], 'warning', stands);
    if (cells.length > 1) {
      const { text, kind } = cellsWords(done, writes.length, doubts.length);
      this.say(text, kind);
    }
  }

  /** A block pasted, filled or emptied: one write, one undo. @returns the rows that were added. */
  writeBlock(block: WrittenBlock): string[] {
    const { book } = this.#host;
    const { sheet, householdCode } = this.#host.navigation;
    if (!this.#host.mayWrite) {
      this.#sayWhyNot();
      return [];
    }
    const written = blockWrites(block, { sheet, household: householdCode, codes: () => book.codes() });
    for (const row of written.added) this.#host.filtering.admit(row);
    if (!this.write(written.writes)) return [];
    const notice = blockNotice(block.deed, written, sheet);
    if (notice) this.say(notice.text, notice.kind);
    const label = (field: string): string => labelOf(this.#host.live.columns(sheet), field);
    for (const refusal of refusals(block, (row) => rowName(book.row(row)), label)) this.say(refusal, 'warning');
    return written.added;
  }

  /** Says why a cell takes no text: nobody writes it by hand, or this person may not write now. */
  refuse({ field }: GridPlace): void {
    const column = columnById(this.#host.live.columns(this.#host.navigation.sheet), field);
    if (!column) return;
    if (column.kind === 'input') this.#sayWhyNot();
    else this.say(notByHand(column), 'warning', () => this.#host.navigation.place?.field === field);
  }

  set(row: string, field: string, value: CellValue): void {
    this.write([{ row, field, value }]);
  }

  toggle(row: string, field: string): void {
    this.set(row, field, this.#list.get(row, field) === 'x' ? null : 'x');
  }

  /** Writes values of the past again, in one step. */
  bringBack(writes: readonly CellWrite[], said?: string): void {
    if (this.write(writes) && said) this.say(said, 'done');
  }

  settle(row: string, field: string, value: CellValue): void {
    if (this.#host.mayWrite) this.#guard(() => this.#list.settle(row, field, value));
  }

  /** Marks the commune's tasks as checked. */
  resolve(tasks: readonly Pick<Comment, 'id'>[]): void {
    this.write(resolveWrites(tasks));
  }

  /**
   * Without the name of its head, it is an empty row to type in; it goes again when it is left empty.
   * @param said what else is known of the head, by field: it comes and goes with the row, in one undo.
   */
  addHousehold(head: string | null = null, said: Row['cells'] = {}): string | null {
    if (head !== null && isCardText(head)) {
      this.#scan(head);
      return null;
    }
    const sheet = this.#host.navigation.sheet === 'list02' ? 'list02' : 'list01';
    const row = this.#add(newHousehold(this.#host.book.codes(), sheet, head), said);
    if (row === null) return null;
    if (head === null) this.#bare = { row, reached: false };
    this.#host.navigation.want({ row, field: 'head' }, head === null);
    return row;
  }

  /** An empty row for a member of the focused household, or of the last one that had the focus. */
  addMember(): void {
    const code = this.#host.navigation.householdCode;
    const row = this.#add(newMember(code));
    if (row === null) return;
    this.#bare = { row, reached: false };
    this.#host.navigation.want({ row, field: code === null ? 'code' : 'name' }, true);
  }

  /** A member with a name, in the household that is open. @returns the row; null if it could not be written. */
  addNamedMember(code: CellValue, name: string, said: Row['cells'] = {}): string | null {
    if (isCardText(name)) {
      this.#scan(name, { household: code });
      return null;
    }
    return this.#add(newMember(code, name), said);
  }

  /** A hand-held scanner types a whole card into one field: it is shown before anything of it is written. */
  #scan(text: string, place: Partial<CardScan> = {}): void {
    this.#host.navigation.scan = { row: null, household: null, ...place, text };
  }

  /** Takes back the row added last once the focus has left it empty, so that a click alone makes no household. @param focused the row that gets the focus. */
  dropBare(focused: string | null): void {
    if (this.#bare === null) return;
    const { row, reached } = this.#bare;
    if (row === focused) this.#bare.reached = true;
    if (row === focused || !reached) return;
    this.#bare = null;
    const deed = this.#list.undoStack.deeds.done.findLast(({ steps }) =>
      steps.some((step) => step.row === row && step.field === 'code' && step.before === null),
    );
    const bare =
      deed &&
      this.#list
        .fields(row)
        .every((field) => this.#list.get(row, field) === null || deed.steps.some((step) => step.row === row && step.field === field));
    if (bare && this.#host.mayWrite) this.#guard(() => this.#list.takeBack(deed.steps));
  }

  /** Asks first when it removes households or is large. */
  undo(): void {
    if (!this.#host.mayWrite) return;
    const steps = this.#list.undoStack.deeds.done.at(-1)?.steps ?? [];
    const plan = steps.some(({ before }) => before === null) || steps.length > LARGE_UNDO ? takingBack(this.#list, steps) : null;
    const goes = (plan?.goes ?? []).map((row) => this.#host.book.row(row)).filter((row) => (row?.cells.head ?? null) !== null);
    const gone = new Set(plan?.goes);
    if (goes.length > 0 || steps.length > LARGE_UNDO)
      this.undoAsked = {
        goes: goes.map(rowName),
        cells: steps.length,
        others: (plan?.steps ?? steps).filter(({ row }) => !gone.has(row)).length,
      };
    else this.undoNow();
  }

  undoNow(): void {
    this.undoAsked = null;
    this.#undone++;
    if (this.#host.mayWrite) this.#told(this.#list.undo(), 'Không hoàn tác');
  }

  redo(): void {
    this.#undone++;
    if (this.#host.mayWrite) this.#told(this.#list.redo(), 'Không làm lại');
  }

  /** The list may have been locked since the button was shown; then it says so. */
  #add({ row, writes }: NewRow, said: Row['cells'] = {}): string | null {
    if (!this.#host.mayWrite) this.#sayWhyNot();
    this.#host.filtering.admit(row);
    const more = Object.entries(said).map(([field, value]) => ({ row, field, value }));
    return this.write([...writes, ...more]) ? row : null;
  }

  #sayWhyNot(): void {
    this.say(whyNotWords(this.#host.lock !== null, this.#host.corrects), 'warning', () => !this.#host.mayWrite);
  }

  #guard(act: () => void): boolean {
    try {
      act();
      return true;
    } catch (error) {
      if (!(error instanceof ListError)) throw error;
      this.say(error.message, 'warning');
      return false;
    }
  }

  #told({ done, skipped, unsettled }: UndoResult, refusal: string): void {
    const { book } = this.#host;
    const [first] = done;
    // Bring what was undone into sight.
    if (first) this.#host.navigation.show(first);
    for (const { row, field, value, rivals } of unsettled) this.say(unsettledWords(book.row(row), field, value, rivals), 'warning');
    for (const { row, field } of skipped) this.say(skippedWords(refusal, book.row(row), field, this.#isMine(row, field)), 'warning');
  }

  #isMine(row: string, field: string): boolean {
    const { writers } = this.#host;
    const entry = this.#list.entries(row, field).at(-1);
    return entry !== undefined && personOf(writers.of(row, entry)) === writers.me;
  }
}
