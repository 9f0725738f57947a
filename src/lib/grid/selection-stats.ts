/**
 * The worksheet's status bar for a selection: how many cells are filled, how many of them are numbers, and their sum, average, minimum and
 * maximum.
 */
import { roundHalfUp } from '../formula/values.ts';
import { formatNumber } from '../review/cell-number.ts';
import type { CellValue } from '../review/types.ts';

export interface SelectionStats {
  count: number;
  numbers: number;
  /** null when no cell holds a number. */
  sum: number | null;
  least: number | null;
  most: number | null;
}

export function selectionStats(values: Iterable<CellValue>): SelectionStats {
  const stats: SelectionStats = { count: 0, numbers: 0, sum: null, least: null, most: null };
  for (const value of values) {
    if (value === null || value === '') continue;
    stats.count++;
    if (typeof value !== 'number') continue;
    stats.numbers++;
    stats.sum = (stats.sum ?? 0) + value;
    stats.least = Math.min(stats.least ?? value, value);
    stats.most = Math.max(stats.most ?? value, value);
  }
  return stats;
}

/** As in Excel: without numbers only the count. */
export function selectionWords({ count, numbers, sum, least, most }: SelectionStats): string[] {
  const words = [`Đếm ${formatNumber(count)}`];
  if (sum === null || least === null || most === null) return words;
  const number = (value: number): string => formatNumber(roundHalfUp(value, 2));
  return [
    ...words,
    `Đếm số ${formatNumber(numbers)}`,
    `Tổng ${number(sum)}`,
    `Trung bình ${number(sum / numbers)}`,
    `Nhỏ nhất ${number(least)}`,
    `Lớn nhất ${number(most)}`,
  ];
}
