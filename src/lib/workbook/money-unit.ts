/** The unit of money amounts, from a heading or from the line 'Đơn vị tính: …' above the table. */
import { fold } from '../review/text.ts';

export interface MoneyUnit {
  /** How many đồng one unit is. */
  factor: number;
  per: 'month' | 'year' | null;
  ofHousehold: boolean;
  /** As written. */
  words: string;
}

const NAMES: readonly [RegExp, number][] = [
  [/\b(ty|ti) ?(dong|d|vnd)\b/, 1e9],
  [/\b(trieu|tr)( ?(dong|d|vnd))?\b/, 1e6],
  [/\b(nghin|ngan)( ?(dong|d|vnd))?\b|\bng ?d\b/, 1e3],
];
/** '1.000 đồng', '100.000đ'. */
const ROUND = /\b(1(?: ?0+)+) ?(?:dong|d|vnd)\b/;
const PLAIN = /\b(dong|vnd)\b/;

const factorOf = (folded: string): number | null => {
  const round = ROUND.exec(folded)?.[1];
  if (round) return Number(round.replaceAll(' ', ''));
  return NAMES.find(([name]) => name.test(folded))?.[1] ?? (PLAIN.test(folded) ? 1 : null);
};

/** @returns null if the words name no money. */
export function moneyUnitOf(text: string): MoneyUnit | null {
  const factor = factorOf(fold(text));
  if (factor === null) return null;
  const lower = text.toLowerCase();
  const per = /tháng/.test(lower) ? 'month' : /\/\s*năm|(1|một|hằng|hàng|cả|trong) năm\b/.test(lower) ? 'year' : null;
  const inBrackets = [...text.matchAll(/\(([^)]*)\)/g)].map((match) => match[1] ?? '').find((words) => factorOf(fold(words)) !== null);
  return { factor, per, ofHousehold: /\/\s*hộ(?!\p{L})/u.test(lower) && !/người|khẩu/.test(lower), words: inBrackets ?? text };
}

/** A line above the table that gives the unit of every amount below it. */
export const isUnitLine = (text: string): boolean => /^\(?(don vi( tinh)?|dvt)\b/.test(fold(text).trim());
