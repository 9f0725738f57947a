/** Numbers as written in Vietnam: dots between thousands, a comma before decimals. */
import { doubtful, invalid, type CellReading } from './cell-reading.ts';
import type { Column } from './columns.ts';

/** 1500000 -> '1.500.000', 1.5 -> '1,5'. Ungrouped, it is what one would type: '1500000'. */
export function formatNumber(value: number, grouped = true): string {
  if (!Number.isFinite(value)) return String(value);
  const text = String(Math.abs(value));
  // From 1e21 on there is no plain notation; no income is that large.
  if (text.includes('e')) return String(value);
  const [whole = '0', decimals] = text.split('.');
  const shown = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, '.') : whole;
  return `${value < 0 ? '-' : ''}${shown}${decimals === undefined ? '' : `,${decimals}`}`;
}

interface Parsed {
  number: number;
  /** Another reading that is equally likely. */
  or?: string;
}

const FACTORS: readonly [RegExp, number][] = [
  [/(triệu|tr)$/i, 1_000_000],
  [/(nghìn|ngàn|k)$/i, 1_000],
];

/** An amount of money in spoken form: '2,1 triệu', '2tr1', '800 nghìn đồng/người/tháng'. */
function parseMoney(text: string): Parsed | null {
  const compact = text
    .replace(/\s/g, '')
    .replace(/(\/(người|khẩu|tháng))+$/i, '')
    .replace(/(đồng|vnđ|vnd|đ)$/i, '');
  const spoken = /^(\d{1,3})tr(?:iệu)?(\d)$/i.exec(compact);
  if (spoken) return { number: Number(spoken[1]) * 1_000_000 + Number(spoken[2]) * 100_000, or: '' };
  const [unit, factor] = FACTORS.find(([word]) => word.test(compact)) ?? [];
  if (!unit || !factor) return parse(compact);
  // '2.1 triệu' has one meaning, '1.500 triệu' has two.
  const parsed = parse(compact.replace(unit, ''));
  return parsed && !Number.isNaN(parsed.number)
    ? { number: times(parsed.number, factor), ...(parsed.or !== undefined && { or: '' }) }
    : null;
}

/** Without binary rounding noise: 1800.5 thousand is 1800500. */
export const times = (number: number, factor: number): number => Math.round(number * factor * 100) / 100;

/** @returns null when it is no number; NaN with `or` when it is a number, but an ambiguous one. */
function parse(compact: string): Parsed | null {
  const sign = compact.startsWith('-') ? -1 : 1;
  const digits = compact.replace(/^[+-]/, '');
  if (/^\d{1,15}$/.test(digits)) return { number: sign * Number(digits) };
  if (/^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/.test(digits)) {
    const number = sign * Number(digits.replaceAll('.', '').replace(',', '.'));
    // With one dot and one group of three, it may also be a decimal of a program set to English.
    return /^\d+\.\d{3}$/.test(digits) ? { number, or: formatNumber(sign * Number(digits)) } : { number };
  }
  if (/^[1-9]\d{0,2}(,\d{3}){2,}$/.test(digits)) return { number: sign * Number(digits.replaceAll(',', '')), or: '' };
  if (/^[1-9]\d{0,2},\d{3}$/.test(digits)) return { number: Number.NaN, or: formatNumber(sign * Number(digits.replace(',', ''))) };
  // Programs set to English: grouped thousands with decimals, or decimals that are no group of three.
  if (/^[1-9]\d{0,2}(,\d{3})+\.\d{1,2}$/.test(digits)) return { number: sign * Number(digits.replaceAll(',', '')), or: '' };
  if (/^\d{1,15}\.\d{1,2}$/.test(digits) || /^\d{4,15}\.\d+$/.test(digits)) return { number: sign * Number(digits) };
  if (/^\d{1,15},\d+$/.test(digits)) return { number: sign * Number(digits.replace(',', '.')) };
  return null;
}

/** @param column without a type: any number. */
export function readNumber(column: Pick<Column, 'min' | 'max'> & Partial<Pick<Column, 'type'>>, typed: unknown, text: string): CellReading {
  // A workbook's number may carry rounding noise in the 16th digit.
  const parsed =
    typeof typed === 'number'
      ? { number: Number(typed.toPrecision(15)) }
      : column.type === 'money'
        ? parseMoney(text)
        : parse(text.replace(/\s/g, ''));
  if (parsed === null || (!Number.isFinite(parsed.number) && parsed.or === undefined))
    return invalid(text, 'not-a-number', `'${text}' không phải là số`);
  const { number, or } = parsed as Parsed;
  if (Number.isNaN(number)) return invalid(text, 'ambiguous-number', `'${text}' không rõ là ${or} hay số lẻ: hãy ghi lại`);
  if (column.type === 'integer' && !Number.isInteger(number)) return invalid(text, 'not-whole', `'${text}' không phải là số nguyên`);
  if (column.min !== undefined && number < column.min) return invalid(text, 'too-small', `${text} nhỏ hơn ${formatNumber(column.min)}`);
  if (column.max !== undefined && number > column.max) return invalid(text, 'too-large', `${text} lớn hơn ${formatNumber(column.max)}`);
  if (or === undefined) return { value: number };
  const doubt = or === '' ? '' : `, không phải ${or}`;
  return doubtful(number, 'ambiguous-number', `'${text}' được hiểu là ${formatNumber(number)}${doubt}: hãy xem lại`);
}
