/** The numbers that the sheet Thôn gives for each village, their sums, and what they contradict. */
import { checkCell } from './cell-input.ts';
import type { Classified } from './classify.ts';
import { ARRIVING, columnsOf, NEAR_POOR, NOT_POOR, POOR, type Column } from './columns.ts';
import type { CellValue, Row } from './types.ts';

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

const ARRIVED: ReadonlySet<unknown> = new Set(ARRIVING);
const OTHERS: ReadonlySet<unknown> = new Set([NEAR_POOR, NOT_POOR]);

/** Why a target cannot be met: it is of more households than the village's list has poor ones; '' if it can, or while there is no list. */
export function targetDoubt(column: string, target: CellValue, { data, results }: Classified): string {
  const listed = data.households.filter(({ sheet }) => sheet === 'list01');
  if (typeof target !== 'number' || listed.length === 0) return '';
  const more = (count: number, when: string): string =>
    target > count ? `Nhiều hơn số hộ nghèo ${when} trong danh sách của thôn: ${count} hộ. Hãy xem lại.` : '';
  if (column === 'poorTarget')
    return more(listed.filter(({ cells }) => cells.lastYear === POOR && !ARRIVED.has(cells.change)).length, 'đầu năm');
  // Whose class is not known yet may be poor.
  if (column === 'poorTargetNext') return more(listed.filter(({ id }) => !OTHERS.has(results.get(id)?.class)).length, 'cuối năm');
  return '';
}
