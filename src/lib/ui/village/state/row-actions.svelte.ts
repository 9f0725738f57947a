/** What can be done with a whole row: the menu's actions, the questions they ask first, and what is said afterwards. */
import { columnOf, DECIDED, type LEAVING } from '$lib/review/columns.ts';
import { MISTAKEN_FIELD } from '$lib/review/mistaken.ts';
import { monthOf } from '$lib/review/plans.ts';
import { NAME_FIELD } from '$lib/grid/grid-columns.ts';
import type { GridRow } from '$lib/grid/grid-row.ts';
import type { GridPlace } from '$lib/grid/place.ts';
import {
  bringBack,
  duplicateRow,
  hasChange,
  hasLeft,
  insertRow,
  leaveVillage,
  mergeHouseholds,
  splitHousehold,
  type RowDeed,
  type Side,
} from './row-deeds.ts';
import type { Filtering } from './filtering.svelte.ts';
import type { Navigation } from './navigation.svelte.ts';
import type { VillageBook } from './village-book.ts';
import { rowName } from './write-words.ts';
import type { Writing } from './writing.svelte.ts';

/** The parts of the village that the actions need. */
export interface RowActionsHost {
  readonly mayWrite: boolean;
  readonly book: VillageBook;
  readonly navigation: Pick<Navigation, 'sheet' | 'openSheet' | 'openTalk' | 'openWhy' | 'want' | 'mistaken'>;
  readonly filtering: Pick<Filtering, 'admit'>;
  readonly writing: Pick<Writing, 'say' | 'write'>;
}

export interface RowAction {
  id: string;
  label: string;
  /** Why it cannot be done here. */
  refusal?: string;
  act(): void;
}

export type Asked = { kind: 'split'; household: string; first?: string } | { kind: 'merge' | 'mistaken'; household: string };

const NO_CHANGE = 'Danh sách 02 không có cột Biến động';
/** Its result of last year must be told as a change of this year. */
const LAST_YEARS = 'Hộ có Kết quả năm trước: hãy ghi Biến động (chuyển đi, chết, nhập hộ)';

export class RowActions {
  readonly #village: RowActionsHost;
  /** The cell and the place of the open menu; `at` in pixels of the window. */
  menu = $state.raw<(GridPlace & { at: { x: number; y: number } }) | null>(null);
  asked = $state.raw<Asked | null>(null);

  constructor(village: RowActionsHost) {
    this.#village = village;
  }

  /** In groups, as the menu shows them. @param field of the focused cell, if there is one. */
  of(row: GridRow, field?: string): RowAction[][] {
    const column = field === undefined ? undefined : columnOf(row.sheet, field);
    const isMember = row.sheet === 'members';
    const talk: RowAction[] = [
      {
        id: 'talk-row',
        label: isMember ? 'Ý kiến về người này' : 'Ý kiến về hộ này',
        act: () => this.#village.navigation.openTalk({ row: row.id, field: null }),
      },
      ...(column
        ? [
            {
              id: 'talk-cell',
              label: `Ý kiến về ô ${column.label}`,
              act: () => this.#village.navigation.openTalk({ row: row.id, field: column.key }),
            },
          ]
        : []),
      ...(isMember
        ? []
        : [
            { id: 'why', label: 'Vì sao?', act: () => this.#village.navigation.openWhy({ row: row.id, field: field ?? 'head' }) },
            {
              id: 'scores',
              label: 'Phiếu chấm điểm',
              act: () => this.#village.navigation.openWhy({ row: row.id, field: field ?? 'head' }, 'scores'),
            },
          ]),
    ];
    if (!this.#village.mayWrite) return [talk];
    return isMember
      ? [this.#inserts(row, 'thành viên'), [this.#split(this.#householdOf(row), row.id)], talk]
      : [this.#inserts(row, 'hộ'), this.#changes(row), [this.#mistaken(row)], talk];
  }

  #inserts(row: GridRow, word: string): RowAction[] {
    const insert = (side: Side): void => void this.#write(insertRow(this.#village.book, row, side), true);
    return [
      { id: 'above', label: `Chèn ${word} phía trên`, act: () => insert('above') },
      { id: 'below', label: `Chèn ${word} phía dưới`, act: () => insert('below') },
      {
        id: 'double',
        label: `Nhân đôi ${word} này`,
        act: () =>
          this.#do(
            duplicateRow(this.#village.book, row),
            `Đã nhân đôi. ${row.sheet === 'members' ? 'Số CCCD' : 'Số CCCD và thành viên'} không chép theo.`,
          ),
      },
    ];
  }

  #changes(row: GridRow): RowAction[] {
    const refusal = hasChange(row) ? undefined : NO_CHANGE;
    const leave = (reason: (typeof LEAVING)[number], label: string): RowAction => ({
      id: reason,
      label,
      refusal,
      act: () => this.#do(leaveVillage(row, reason), `${this.#nameOf(row.id)}: ${reason}. Hộ vẫn còn trên danh sách.`),
    });
    return [
      this.#split(row),
      { id: 'merge', label: 'Nhập vào hộ khác…', refusal, act: () => (this.asked = { kind: 'merge', household: row.id }) },
      ...(hasLeft(row)
        ? [
            {
              id: 'back',
              label: 'Trở lại danh sách',
              act: () => this.#do(bringBack(row), `${this.#nameOf(row.id)} đã trở lại danh sách.`),
            },
          ]
        : [leave('Chuyển đi', 'Hộ đã chuyển đi'), leave('Chết', 'Cả hộ đã chết')]),
    ];
  }

  #mistaken(row: GridRow): RowAction {
    const { navigation, book } = this.#village;
    const id = 'mistaken';
    if (row.conflicts[MISTAKEN_FIELD])
      return { id, label: 'Hộ ghi nhầm: hai người ghi khác nhau…', act: () => (navigation.mistaken = true) };
    const refusal = monthOf(book.classifier.round.plan.id)
      ? 'Hộ vào danh sách theo giấy đề nghị: ghi rút giấy ở trang Rà soát thường xuyên'
      : (row.cells[DECIDED] ?? null) !== null
        ? 'Họp dân đã kết luận về hộ này'
        : (row.cells.lastYear ?? null) !== null
          ? LAST_YEARS
          : undefined;
    return { id, label: 'Hộ ghi nhầm: để riêng…', refusal, act: () => (this.asked = { kind: 'mistaken', household: row.id }) };
  }

  #split(household: GridRow | undefined, first?: string): RowAction {
    const count = household ? this.#village.book.membersOf(household.cells.code).length : 0;
    const refusal = !household ? 'Chưa rõ người này ở hộ nào' : count < 2 ? 'Cần ghi ít nhất hai thành viên ở trang Thành viên' : undefined;
    return {
      id: 'split',
      label: first === undefined ? 'Tách hộ…' : 'Tách ra hộ mới…',
      refusal,
      act: () => household && (this.asked = { kind: 'split', household: household.id, first }),
    };
  }

  split(household: GridRow, leaving: readonly GridRow[], head: GridRow): void {
    const deed = splitHousehold(this.#village.book, household, leaving, head);
    this.#do(
      deed,
      `Đã tách ${leaving.length} người thành hộ ${String(head.cells.name ?? '')}. Hãy ghi lại quan hệ với chủ hộ mới ở trang Thành viên.`,
    );
  }

  merge(from: GridRow, into: GridRow): void {
    this.#do(
      mergeHouseholds(this.#village.book, from, into),
      `${this.#nameOf(from.id)} đã nhập vào ${this.#nameOf(into.id)}. Hộ cũ vẫn còn trên danh sách.`,
    );
  }

  #do(deed: RowDeed, words: string): void {
    this.asked = null;
    if (this.#write(deed)) this.#village.writing.say(`${words} Bấm Hoàn tác để lấy lại.`);
  }

  /** One write, one undo; then the grid goes to the row. */
  #write({ writes, row }: RowDeed, edit = false): boolean {
    const { book, filtering, navigation, writing } = this.#village;
    filtering.admit(row);
    if (!writing.write(writes)) return false;
    navigation.openSheet(book.row(row)?.sheet ?? navigation.sheet);
    navigation.want({ row, field: NAME_FIELD[navigation.sheet] }, edit);
    return true;
  }

  #nameOf(row: string): string {
    return rowName(this.#village.book.row(row));
  }

  #householdOf({ cells }: GridRow): GridRow | undefined {
    return this.#village.book.householdOf(cells.code);
  }
}
