/** Finds rows by STT, Mã hộ or name, best match first. */
import { fold } from '../review/text.ts';
import type { GridRow } from './grid-row.ts';

export const nameIn = (row: GridRow): string => String(row.cells.head ?? row.cells.name ?? '');

function rank(row: GridRow, wanted: string): number {
  const name = fold(nameIn(row));
  const code = fold(String(row.cells.code ?? ''));
  if (String(row.number) === wanted || code === wanted || name === wanted) return 0;
  if (code.endsWith(` ${wanted}`) || code.endsWith(`0${wanted}`)) return 1;
  if (name.startsWith(wanted) || code.startsWith(wanted)) return 2;
  if (name.includes(` ${wanted}`)) return 3;
  return name.includes(wanted) || code.includes(wanted) ? 4 : -1;
}

/** Equal matches keep the given order; all rows when nothing is typed. */
export function rowsLike(rows: readonly GridRow[], typed: string): GridRow[] {
  const wanted = fold(typed);
  if (wanted === '') return [...rows];
  return rows
    .map((row) => ({ row, rank: rank(row, wanted) }))
    .filter((found) => found.rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ row }) => row);
}
