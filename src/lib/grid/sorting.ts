/** Sorts the rows of a sheet by one or more columns, as a worksheet does. */
import { columnById, columnLabel, type GridColumn } from './grid-columns.ts';
import type { GridRow } from './grid-row.ts';
import { sortKey } from './column-value.ts';

export interface SortLevel {
  /** A grid column's id. */
  field: string;
  descending: boolean;
}

type Key = number | string;

/** Vietnamese order of letters and tones; digits in a Mã hộ compare as numbers. */
const collator = new Intl.Collator('vi', { numeric: true });

/** Numbers before texts; blanks are handled by the caller. */
function compareFilled(a: Key, b: Key): number {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  return typeof b === 'number' ? 1 : collator.compare(a, b);
}

/** Blanks come last in both directions. */
export function compareKeys(a: Key, b: Key, descending: boolean): number {
  if (a === '' || b === '') return Number(a === '') - Number(b === '');
  return descending ? compareFilled(b, a) : compareFilled(a, b);
}

/** Equal rows stay in the list's own order; columns that this version does not know are ignored. */
export function sortRows(rows: readonly GridRow[], levels: readonly SortLevel[], columns: readonly GridColumn[]): GridRow[] {
  const known = levels.flatMap(({ field, descending }) => {
    const column = columnById(columns, field);
    return column ? [{ column, descending }] : [];
  });
  const keyed = rows.map((row) => ({ row, keys: known.map(({ column }) => sortKey(row, column)) }));
  keyed.sort((a, b) => {
    for (const [index, { descending }] of known.entries()) {
      const order = compareKeys(a.keys[index] ?? '', b.keys[index] ?? '', descending);
      if (order !== 0) return order;
    }
    return a.row.number - b.row.number;
  });
  return keyed.map(({ row }) => row);
}

/** @param more adds the level behind the present ones; a column that is already among them is replaced in place. */
export function withLevel(levels: readonly SortLevel[], level: SortLevel, more: boolean): SortLevel[] {
  if (!more) return [level];
  if (!levels.some(({ field }) => field === level.field)) return [...levels, level];
  return levels.map((other) => (other.field === level.field ? level : other));
}

export const directionText = (column: GridColumn, descending: boolean): string =>
  `${columnLabel(column)} ${descending ? 'giảm dần' : 'tăng dần'}`;
