/** The worksheet's status bar: how many cells of a column are filled, and the sum and average of those that are numbers. */
import { formatNumber } from '../review/cell-number.ts';
import { roundHalfUp } from '../formula/values.ts';
import type { CellValue } from '../review/types.ts';

export interface ColumnStats {
  count: number;
  /** null when no cell holds a number. */
  sum: number | null;
  average: number | null;
}

export function columnStats(values: readonly CellValue[]): ColumnStats {
  const filled = values.filter((value) => value !== null && value !== '');
  const numbers = filled.filter((value) => typeof value === 'number');
  const sum = numbers.length > 0 ? numbers.reduce((total, value) => total + value, 0) : null;
  return { count: filled.length, sum, average: sum === null ? null : sum / numbers.length };
}

export function statsText({ count, sum, average }: ColumnStats): string[] {
  const words = [`Đếm ${formatNumber(count)}`];
  if (sum !== null && average !== null) words.push(`Tổng ${formatNumber(sum)}`, `Trung bình ${formatNumber(roundHalfUp(average, 2))}`);
  return words;
}
