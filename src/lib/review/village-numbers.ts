/** What the sheet Thôn says of each village besides its name, and what the villages come to together. */
import { checkCell } from './cell-input.ts';
import { columnsOf, type Column } from './columns.ts';
import type { Row } from './types.ts';

/** A commune does not write its own name before each of its villages. */
const NOT_ASKED: ReadonlySet<string> = new Set(['name', 'commune']);

export const VILLAGE_COLUMNS: readonly Column[] = columnsOf('villages').filter(({ key }) => !NOT_ASKED.has(key));

export interface VillageSum {
  column: Column;
  /** Of the villages that say it; null where none does. */
  sum: number | null;
  /** Names of those that do not say it, or say something that is no number. */
  without: string[];
}

/** One for each column of numbers. */
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
