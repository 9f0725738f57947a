/**
 * All that a person writes into a village's list goes through here: the right and the lock are asked, what the list
 * refuses is said, and what has been done can be undone.
 */
import { resolveWrites, type Comment } from '$lib/cells/comments.ts';
import { ListError } from '$lib/cells/list-error.ts';
import type { Lock } from '$lib/cells/review-rooms.ts';
import type { CellWrite, SharedList, UndoResult } from '$lib/cells/shared-list.ts';
import { takingBack } from '$lib/cells/take-back.ts';
import { columnById, labelOf, type GridColumn } from '$lib/grid/grid-columns.ts';
import type { GridRow, GridSheet } from '$lib/grid/grid-row.ts';
import type { GridPlace, Typed } from '$lib/grid/place.ts';
import type { WrittenBlock } from '$lib/grid/placing.ts';
import { readCell } from '$lib/review/cell-input.ts';
import { columnOf } from '$lib/review/columns.ts';
import type { CellValue } from '$lib/review/types.ts';
import type { Writers } from '../../commune/writers.svelte.ts';
import { personOf } from '../../commune/wrote.ts';
import { blockNotice, blockWrites, refusals } from './block-writes.ts';
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

/** The village as its writing needs it. */
export interface WritingHost {
  readonly book: VillageBook;
  readonly writers: Writers;
  /** The right itself, whether or not the list is locked. */
  readonly mayEver: boolean;
  /** Whether something can be begun now. */
  readonly mayWrite: boolean;
  readonly lock: Lock | null;
  /** The list on show. */
  readonly sheet: GridSheet;
  readonly place: GridPlace | null;
  /** Mã hộ of the household one stands in, or stood in last. */
  readonly standingCode: CellValue;
  /** Reactive, as the next. */
  row(id: string): GridRow | undefined;
  columns(sheet: GridSheet): readonly GridColumn[];
  /** A row about to be added is shown, whatever the filter says. */
  admit(row: string): void;
  /** Asks the grid on show to go to a cell, and into it if it is to be edited. */
  want(to: GridPlace, edit: boolean): void;
  /** Leads to a cell of any list, that it is seen. */
  show(to: GridPlace): void;
  /** @param holds reactive: whether what is said is still so. */
  tell(text: string, kind: 'done' | 'warning', holds: () => boolean): void;
}

/** Cells; a block pasted by hand is smaller. */
const LARGE_UNDO = 500;

export class Writing {
  readonly #host: WritingHost;
  /** How often something was undone or done again here. */
  #undone = $state(0);
  /** The empty row added last, and whether the person has come to it. */
  #bare: { row: string; reached: boolean } | null = null;
  /** What the next undo would do, while the person is asked; `others` are cells of rows that stay. */
  undoAsked = $state.raw<{ goes: string[]; cells: number; others: number } | null>(null);

  constructor(host: WritingHost) {
    this.#host = host;
  }

  get #list(): SharedList {
    return this.#host.book.list;
  }

  /** Until it no longer holds, and never once the deed it tells of has been undone. */
  say(text: string, kind: 'done' | 'warning' = 'done', holds: () => boolean = () => true): void {
    const undone = this.#undone;
    this.#host.tell(text, kind, () => this.#undone === undone && holds());
  }

  /** @param begun before the list was locked. */
  write(writes: readonly CellWrite[], begun = false): boolean {
    return (begun ? this.#host.mayEver : this.#host.mayWrite) && this.#guard(() => this.#list.write(writes));
  }

  /**
   * What was typed or pasted, read as its columns are; kept even where it cannot be used. What was being typed when the
   * lock came is written all the same: the commune keeps it apart, and no word of it is lost.
   */
  type(cells: readonly Typed[], done = 'Đã dán'): void {
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
    // Of one cell: as long as that value stands in it.
    const [only, ...others] = writes;
    const stands = (): boolean => others.length > 0 || !only || (this.#host.row(only.row)?.cells[only.field] ?? null) === only.value;
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
    const { sheet, book } = this.#host;
    if (!this.#host.mayWrite) {
      this.#sayWhyNot();
      return [];
    }
    const written = blockWrites(block, { sheet, household: this.#host.standingCode, codes: () => codesOf(book) });
    for (const row of written.added) this.#host.admit(row);
    if (!this.write(written.writes)) return [];
    const notice = blockNotice(block.deed, written, sheet);
    if (notice) this.say(notice.text, notice.kind);
    const label = (field: string): string => labelOf(this.#host.columns(sheet), field);
    for (const refusal of refusals(block, (row) => rowName(book.row(row)), label)) this.say(refusal, 'warning');
    return written.added;
  }

  /** Typed into a cell that nobody writes by hand, or that this person may not write now. */
  refuse({ field }: GridPlace): void {
    const column = columnById(this.#host.columns(this.#host.sheet), field);
    if (!column) return;
    if (column.kind === 'input') this.#sayWhyNot();
    else this.say(notByHand(column), 'warning', () => this.#host.place?.field === field);
  }

  set(row: string, field: string, value: CellValue): void {
    this.write([{ row, field, value }]);
  }

  toggle(row: string, field: string): void {
    this.set(row, field, this.#list.get(row, field) === 'x' ? null : 'x');
  }

  /** Earlier values, written anew in one step. */
  bringBack(writes: readonly CellWrite[], said?: string): void {
    if (this.write(writes) && said) this.say(said, 'done');
  }

  settle(row: string, field: string, value: CellValue): void {
    if (this.#host.mayWrite) this.#guard(() => this.#list.settle(row, field, value));
  }

  /** What the commune asked for has been checked. */
  resolve(tasks: readonly Pick<Comment, 'id'>[]): void {
    this.write(resolveWrites(tasks));
  }

  /** Without a head an empty row to type in, which goes again when it is left empty. */
  addHousehold(head: string | null = null): void {
    const sheet = this.#host.sheet === 'list02' ? 'list02' : 'list01';
    const row = this.#add(newHousehold(codesOf(this.#host.book), sheet, head));
    if (row === null) return;
    if (head === null) this.#bare = { row, reached: false };
    this.#host.want({ row, field: 'head' }, head === null);
  }

  /** An empty row for a member of the household one stands in, or stood in last. */
  addMember(): void {
    const code = this.#host.standingCode;
    const row = this.#add(newMember(code));
    if (row === null) return;
    this.#bare = { row, reached: false };
    this.#host.want({ row, field: code === null ? 'code' : 'name' }, true);
  }

  /** A member whose name is known, of the household that is open. @returns the row; null where it could not be written. */
  addNamedMember(code: CellValue, name: string): string | null {
    return this.#add(newMember(code, name));
  }

  /** The row added last, left without a word in it: one click makes no household. @param standing the row one stands in. */
  dropBare(standing: string | null): void {
    if (this.#bare === null) return;
    const { row, reached } = this.#bare;
    if (row === standing) this.#bare.reached = true;
    if (row === standing || !reached) return;
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

  /** What takes households away, or is large, is asked about first. */
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

  /** The list may have been locked since the button was shown: that is said. */
  #add({ row, writes }: NewRow): string | null {
    if (!this.#host.mayWrite) this.#sayWhyNot();
    this.#host.admit(row);
    return this.write(writes) ? row : null;
  }

  #sayWhyNot(): void {
    this.say(whyNotWords(this.#host.lock !== null), 'warning', () => !this.#host.mayWrite);
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
    // What was taken back is to be seen.
    if (first) this.#host.show(first);
    for (const { row, field, value, rivals } of unsettled) this.say(unsettledWords(book.row(row), field, value, rivals), 'warning');
    for (const { row, field } of skipped) this.say(skippedWords(refusal, book.row(row), field, this.#isMine(row, field)), 'warning');
  }

  #isMine(row: string, field: string): boolean {
    const { writers } = this.#host;
    const entry = this.#list.entries(row, field).at(-1);
    return entry !== undefined && personOf(writers.of(row, entry)) === writers.me;
  }
}

const codesOf = (book: VillageBook): CellValue[] => book.households().map(({ cells }) => cells.code ?? null);
