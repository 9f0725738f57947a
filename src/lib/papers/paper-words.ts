/** Days, numbers and rates as Nghị định 30/2020/NĐ-CP and the reports write them. */
import { roundHalfUp } from '../formula/values.ts';
import type { Term } from '../review/working-days.ts';

/** On the paper, where something is still written by hand. */
export const DOTS = '…………';

/** 'Xã Kim Sơn' -> 'XÃ KIM SƠN' */
export const capitals = (text: string): string => text.toLocaleUpperCase('vi');

/** The number in the office's book: below 10 with a zero (Phụ lục I mục II.3.a). */
export const bookNumber = (number: number): string => String(number).padStart(2, '0');

/** Day, month and year as the paper's date writes them: days below 10 and the months 1 and 2 with a zero (Phụ lục I mục II.4). */
export function dateParts(day: string): { day: string; month: string; year: string } {
  const [year = '', month = '', date = ''] = day.split('-');
  return { day: date, month: Number(month) <= 2 ? month : String(Number(month)), year };
}

/** 'ngày 05 tháng 9 năm 2026' */
export function dateWords(day: string): string {
  const { day: date, month, year } = dateParts(day);
  return `ngày ${date} tháng ${month} năm ${year}`;
}

/** '03 ngày làm việc', '15 ngày' */
export const termWords = ({ days, unit }: Term): string => `${few(days)} ngày${unit === 'working' ? ' làm việc' : ''}`;

/** 12299 -> '12.299' */
export const thousands = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, '.');

/** A count of few, as reports write it: 7 -> '07'; 0 -> '0'. */
export const few = (n: number): string => (n > 0 && n < 10 ? String(n).padStart(2, '0') : thousands(n));

/** A share in percent with two decimals: 242 of 12299 -> '1,97'. null of nothing. */
export const rate = (part: number, whole: number): string | null => (whole > 0 ? percent((part / whole) * 100) : null);
export const percent = (value: number): string => roundHalfUp(value, 2).toFixed(2).replace('.', ',');

/** Comparison with the year before: 'giảm 43 hộ', 'tăng 07 hộ', 'không tăng, không giảm'. */
export function change(now: number, before: number, unit = 'hộ'): string {
  if (now === before) return 'không tăng, không giảm';
  return `${now < before ? 'giảm' : 'tăng'} ${few(Math.abs(now - before))} ${unit}`;
}

/**
 * The same with the change of the rate, of which the sign is left out where it is that of the number: 'giảm 43 hộ (0,36%)', 'tăng 02 hộ (tỷ lệ
 * giảm 0,01%)'.
 * @param rate in percent; null where a year's rate is unknown.
 */
export function changeWithRate(now: number, before: number, rate: number | null): string {
  const words = change(now, before);
  if (rate === null || (rate === 0 && now === before)) return words;
  if (rate === 0) return `${words} (tỷ lệ không đổi)`;
  const by = `${percent(Math.abs(rate))}%`;
  return `${words} (${Math.sign(now - before) === Math.sign(rate) ? by : `tỷ lệ ${rate < 0 ? 'giảm' : 'tăng'} ${by}`})`;
}

/** In a table: '+7', '-43', '0'. */
export const signed = (n: number): string => (n > 0 ? `+${thousands(n)}` : n < 0 ? `-${thousands(-n)}` : '0');

/** A number as a person types it: '12.299', '12 299'. null for anything else. */
export const typedNumber = (text: string): number | null => (/^\d[\d.\s]*$/.test(text.trim()) ? Number(text.replace(/[.\s]/g, '')) : null);

/** Items of a list of legal bases, or of conditions: each ends with a semicolon, the last with a full stop. */
export const closedItems = (items: readonly string[]): string[] =>
  items.map((item, n) => `${item.replace(/[;.,\s]+$/u, '')}${n === items.length - 1 ? '.' : ';'}`);

/** What was written one item a line. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
