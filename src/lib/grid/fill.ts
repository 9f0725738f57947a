/**
 * Continues the selected values, as a worksheet does: numbers by their trend, dates by day, month or year, texts that end in a number and
 * Mã hộ by counting. Anything else is repeated.
 */
import { formatNumber } from '../review/cell-number.ts';
import type { ColumnType } from '../review/columns.ts';
import type { CellValue } from '../review/types.ts';
import type { Block } from './range.ts';

/** The cells that dragging the handle from a block to a cell would fill; null within the block itself. */
export function fillBlock(source: Block, row: number, column: number): Block | null {
  const down = row > source.bottom ? row - source.bottom : row < source.top ? row - source.top : 0;
  const across = column > source.right ? column - source.right : column < source.left ? column - source.left : 0;
  if (down === 0 && across === 0) return null;
  // Only in one direction: the one that was dragged farther.
  if (Math.abs(down) >= Math.abs(across))
    return down > 0 ? { ...source, top: source.bottom + 1, bottom: row } : { ...source, top: row, bottom: source.top - 1 };
  return across > 0 ? { ...source, left: source.right + 1, right: column } : { ...source, left: column, right: source.left - 1 };
}

/**
 * The cells that a double click on the handle fills: down along the filled column next to the block, left one first; null when there is
 * none.
 */
export function fillDownTo(
  isFilled: (row: number, column: number) => boolean,
  source: Block,
  lastRow: number,
  lastColumn: number,
): Block | null {
  for (const column of [source.left - 1, source.right + 1]) {
    if (column < 0 || column > lastColumn) continue;
    let end = source.bottom;
    while (end < lastRow && isFilled(end + 1, column)) end++;
    if (end > source.bottom) return { ...source, top: source.bottom + 1, bottom: end };
  }
  return null;
}

export interface FillManner {
  type: ColumnType;
  /** Filling up or left: `values` are given in that direction too, and a single value counts down. */
  back?: boolean;
  /** Ctrl was held: repeat instead of counting; for a single number, count instead of repeating. */
  other?: boolean;
}

/** The `count` values that follow `values`, nearest first. Numbers that identify a person are never counted on. */
export function continueValues(
  values: readonly CellValue[],
  count: number,
  { type, back = false, other = false }: FillManner,
): CellValue[] {
  const next = type === 'cccd' || type === 'yes' || type === 'choice' ? null : series(values, type, other, back ? -1 : 1);
  return Array.from({ length: count }, (_, index) => (next ? next(index) : (values[index % values.length] ?? null)));
}

type Series = (index: number) => CellValue;

/** @param one the step for a single value. */
function series(values: readonly CellValue[], type: ColumnType, other: boolean, one: number): Series | null {
  const numbers = values.map((value) => asNumber(value, type));
  // A single number is repeated; with Ctrl it counts on.
  if (all(numbers)) return (values.length === 1) === other ? trend(numbers, values, one) : null;
  if (other) return null;
  return dates(values, one) ?? counted(values, one);
}

/** As in a worksheet, a year alone in a column of dates is a number. */
const asNumber = (value: CellValue, type: ColumnType): number | null =>
  typeof value === 'number' ? value : type === 'date' && typeof value === 'string' && /^\d{4}$/.test(value) ? Number(value) : null;

const all = <T>(list: readonly (T | null)[]): list is T[] => list.length > 0 && list.every((item) => item !== null);

/** The straight line through the numbers; equal steps give that step. */
function trend(numbers: readonly number[], values: readonly CellValue[], one: number): Series {
  const at = line(numbers, one);
  return (index) => {
    const number = Number(at(numbers.length + index).toPrecision(12));
    // Beyond the largest number there is nothing to count to.
    if (!Number.isFinite(number)) return values.at(-1) ?? null;
    return values.every((value) => typeof value === 'string') ? formatNumber(number, false) : number;
  };
}

function line(numbers: readonly number[], one: number): (place: number) => number {
  const [first = 0] = numbers;
  if (numbers.length === 1) return (place) => first + one * place;
  const step = equalStep(numbers);
  // With equal steps, this sum has no rounding noise, unlike the regression below.
  if (step !== null) return (place) => first + step * place;
  const middle = (numbers.length - 1) / 2;
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  let [up, across] = [0, 0];
  numbers.forEach((number, place) => {
    up += (place - middle) * (number - mean);
    across += (place - middle) ** 2;
  });
  return (place) => mean + (up / across) * (place - middle);
}

function equalStep(numbers: readonly number[]): number | null {
  const [first = 0, second = first] = numbers;
  const step = second - first;
  const close = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
  return numbers.every((number, place) => close(number, first + step * place)) ? step : null;
}

const DAY = 86_400_000;

interface Day {
  day: number;
  month: number;
  year: number;
}

function dates(values: readonly CellValue[], one: number): Series | null {
  const months = values.map(asMonth);
  if (all(months)) return monthly(months, one, (month) => `${two((month % 12) + 1)}/${Math.floor(month / 12)}`);
  const days = values.map(asDay);
  if (!all(days)) return null;
  const [first, second] = days;
  if (!first) return null;
  const sameDay = days.every(({ day }) => day === first.day);
  // The same day in different months: step by month, and so also by year.
  if (second && sameDay)
    return monthly(
      days.map(({ month, year }) => year * 12 + month - 1),
      one,
      (month) => inMonth(first.day, month),
    );
  const numbers = days.map(({ day, month, year }) => Date.UTC(year, month - 1, day) / DAY);
  const step = days.length === 1 ? one : equalStep(numbers);
  if (step === null) return null;
  const last = numbers.at(-1) ?? 0;
  return (index) => {
    const date = new Date((last + step * (index + 1)) * DAY);
    return `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`;
  };
}

function monthly(months: readonly number[], one: number, write: (month: number) => string): Series | null {
  const step = months.length === 1 ? one : equalStep(months);
  if (step === null) return null;
  const last = months.at(-1) ?? 0;
  return (index) => write(last + step * (index + 1));
}

/** A month without a 31st gets its last day. */
function inMonth(day: number, month: number): string {
  const year = Math.floor(month / 12);
  const last = new Date(Date.UTC(year, (month % 12) + 1, 0)).getUTCDate();
  return `${two(Math.min(day, last))}/${two((month % 12) + 1)}/${year}`;
}

const two = (n: number): string => String(n).padStart(2, '0');

function asDay(value: CellValue): Day | null {
  const [, day, month, year] = (typeof value === 'string' && /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(value)) || [];
  return year === undefined ? null : { day: Number(day), month: Number(month), year: Number(year) };
}

function asMonth(value: CellValue): number | null {
  const [, month, year] = (typeof value === 'string' && /^(\d\d)\/(\d{4})$/.exec(value)) || [];
  return year === undefined ? null : Number(year) * 12 + Number(month) - 1;
}

/** 'Thôn 1' -> 'Thôn 2', 'NT-04-0009' -> 'NT-04-0010'. */
function counted(values: readonly CellValue[], one: number): Series | null {
  const parts = values.map((value) => (typeof value === 'string' && /^(.*?)(\d{1,15})$/.exec(value)) || null);
  if (!all(parts)) return null;
  const words = parts[0]?.[1] ?? '';
  if (parts.some((found) => found[1] !== words)) return null;
  const digits = parts[0]?.[2]?.length ?? 0;
  const padded = parts.some((found) => found[2]?.startsWith('0'));
  const numbers = parts.map((found) => Number(found[2]));
  const step = values.length === 1 ? one : equalStep(numbers);
  if (step === null) return null;
  const last = numbers.at(-1) ?? 0;
  // Counting down past zero, a worksheet counts up again.
  return (index) => `${words}${String(Math.abs(last + step * (index + 1))).padStart(padded ? digits : 0, '0')}`;
}
