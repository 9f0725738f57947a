/** The numbers that the sheet Thôn gives for each village, and their sums. */
import { checkCell } from './cell-input.ts';
import { columnsOf, type Column } from './columns.ts';
import type { Row } from './types.ts';

/** A commune does not write its own name before each of its villages. */
const NOT_ASKED: ReadonlySet<string> = new Set(['name', 'commune']);

export const VILLAGE_COLUMNS: readonly Column[] = columnsOf('villages').filter(({ key }) => !NOT_ASKED.has(key));

export interface VillageSum {
  column: Column;
  /** Sum over the villages that give a number; null when none does. */
  sum: number | null;
  /** Names of the villages that give none, or something that is no number. */
  without: string[];
}

/** One sum for each column of numbers. */
export const sumsOf = (villages: readonly Pick<Row, 'cells'>[]): VillageSum[] =>
  VILLAGE_COLUMNS.filter(({ type }) => type === 'integer').map((column): VillageSum => {
    const sum: VillageSum = { column, sum: null, without: [] };
    for (const { cells } of villages) {
      const value = cells[column.key] ?? null;
      if (typeof value === 'number' && checkCell(column, value)?.severity !== 'error') sum.sum = (sum.sum ?? 0) + value;
      else sum.without.push(String(cells.name ?? ''));
    }
    return sum;
  });
