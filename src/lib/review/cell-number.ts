/** Numbers as they are written in Vietnam: dots between thousands, a comma before decimals. */
import { doubtful, invalid, type CellReading } from './cell-reading.ts';
import type { Column } from './columns.ts';

/** 1500000 -> '1.500.000', 1.5 -> '1,5'. Ungrouped it is what one would type: '1500000'. */
export function formatNumber(value: number, grouped = true): string {
  if (!Number.isFinite(value)) return String(value);
  const text = String(Math.abs(value));
  // Beyond 1e21 there is no plain notation; nobody's income is there.
  if (text.includes('e')) return String(value);
  const [whole = '0', decimals] = text.split('.');
  const shown = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, '.') : whole;
  return `${value < 0 ? '-' : ''}${shown}${decimals === undefined ? '' : `,${decimals}`}`;
}

interface Parsed {
  number: number;
  /** Another reading that is as likely. */
  or?: string;
}

/** null: not a number. NaN with `or`: a number, but which one cannot be told. */
function parse(text: string): Parsed | null {
  const compact = text.replace(/\s/g, '').replace(/(đồng|đ|vnđ|vnd)$/i, '');
  const sign = compact.startsWith('-') ? -1 : 1;
  const digits = compact.replace(/^[+-]/, '');
  if (/^\d{1,15}$/.test(digits)) return { number: sign * Number(digits) };
  if (/^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/.test(digits)) {
    const number = sign * Number(digits.replaceAll('.', '').replace(',', '.'));
    // One group of three after one dot may also be a decimal of a program set to English.
    return /^\d+\.\d{3}$/.test(digits) ? { number, or: formatNumber(sign * Number(digits)) } : { number };
  }
  if (/^[1-9]\d{0,2}(,\d{3}){2,}$/.test(digits)) return { number: sign * Number(digits.replaceAll(',', '')), or: '' };
  if (/^[1-9]\d{0,2},\d{3}$/.test(digits)) return { number: Number.NaN, or: formatNumber(sign * Number(digits.replace(',', ''))) };
  if (/^\d{1,15},\d+$/.test(digits)) return { number: sign * Number(digits.replace(',', '.')) };
  return null;
}

export function readNumber(column: Column, typed: unknown, text: string): CellReading {
  // A workbook's number may carry noise in the 16th digit.
  const parsed = typeof typed === 'number' ? { number: Number(typed.toPrecision(15)) } : parse(text);
  if (parsed === null || (!Number.isFinite(parsed.number) && parsed.or === undefined)) return invalid(text, 'not-a-number', `'${text}' không phải là số`);
  const { number, or } = parsed as Parsed;
  if (Number.isNaN(number)) return invalid(text, 'ambiguous-number', `'${text}' không rõ là ${or} hay số lẻ: hãy ghi lại`);
  if (column.type === 'integer' && !Number.isInteger(number)) return invalid(text, 'not-whole', `'${text}' không phải là số nguyên`);
  if (column.min !== undefined && number < column.min) return invalid(text, 'too-small', `${text} nhỏ hơn ${formatNumber(column.min)}`);
  if (column.max !== undefined && number > column.max) return invalid(text, 'too-large', `${text} lớn hơn ${formatNumber(column.max)}`);
  if (or === undefined) return { value: number };
  const doubt = or === '' ? '' : `, không phải ${or}`;
  return doubtful(number, 'ambiguous-number', `'${text}' được hiểu là ${formatNumber(number)}${doubt}: hãy xem lại`);
}
