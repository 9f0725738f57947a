/** Which rows a village's workbook shows: the filters of the toolbar, and the words searched for. */
import { NEAR_POOR, POOR } from '../review/columns.ts';
import { codeOf, MOVES } from '../review/formula-columns.ts';
import { fold } from '../review/text.ts';
import type { GridRow } from './grid-row.ts';

export type FilterId = 'all' | 'missing' | 'conflict' | 'poor' | 'near-poor' | 'changed';

const hasClass = (row: GridRow, name: string): boolean => !row.unsettled.has('class') && row.results?.class === name;
const STAYS = new Set(['', 'poor-stays', 'near-stays']);

export const FILTERS: readonly { id: FilterId; label: string; households?: boolean; shows(row: GridRow): boolean }[] = [
  { id: 'all', label: 'Tất cả', shows: () => true },
  { id: 'missing', label: 'Thiếu thông tin', shows: (row) => Boolean(row.results?.missing) || Object.values(row.problems).some((problem) => problem.severity === 'error') },
  { id: 'conflict', label: 'Hai người ghi khác nhau', shows: (row) => Object.keys(row.conflicts).length > 0 },
  { id: 'poor', label: 'Hộ nghèo', households: true, shows: (row) => hasClass(row, POOR) },
  { id: 'near-poor', label: 'Hộ cận nghèo', households: true, shows: (row) => hasClass(row, NEAR_POOR) },
  { id: 'changed', label: 'Thay đổi so với năm trước', households: true, shows: (row) => !STAYS.has(codeOf(MOVES, row.results?.move)) },
];

const SEARCHED = ['head', 'name', 'code', 'cccd'] as const;

/** Every word searched for must stand in the name, Mã hộ or CCCD, with or without marks. */
export function searchRows(query: string): (row: GridRow) => boolean {
  const words = fold(query).split(' ').filter(Boolean);
  if (words.length === 0) return () => true;
  return (row) => {
    const text = fold(`${SEARCHED.map((field) => row.cells[field] ?? '').join(' ')} ${row.headName}`);
    return words.every((word) => text.includes(word));
  };
}

/** One filter as asked for. What is added while it stands is let in: a new row must not vanish under the hand. */
export class RowFilter {
  readonly #shows: (row: GridRow) => boolean;
  readonly #found: (row: GridRow) => boolean;
  readonly #admitted = new Set<string>();

  constructor(filter: FilterId, query: string) {
    this.#shows = FILTERS.find(({ id }) => id === filter)?.shows ?? (() => true);
    this.#found = searchRows(query);
  }

  admit(row: string): void {
    this.#admitted.add(row);
  }

  readonly shows = (row: GridRow): boolean => this.#admitted.has(row.id) || (this.#shows(row) && this.#found(row));
}
