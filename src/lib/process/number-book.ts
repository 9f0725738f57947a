/**
 * The office's book of numbers (số văn bản), read from the acts of all rounds of a commune: one book for each symbol and year. Numbers that
 * people type with a decision, a sending or a refusal ('15/QĐ-UBND') stand in it too.
 */
import { dayText } from '../review/iso-day.ts';
import { fold } from '../review/text.ts';
import type { Act, WantedAct } from './acts.ts';
import { yearOf, type RoundActs } from './certificates.ts';
import type { Need } from './need.ts';
import { paperKind, type PaperId } from './paper-kinds.ts';
import { liveActs } from './standing.ts';

export interface Numbered {
  paper: PaperId;
  day: string;
  year: number;
  number: number;
  /** As it is written: 'QĐ-UBND'. */
  symbol: string;
}

export interface BookEntry extends Numbered {
  review: string;
  act: Act;
}
export type NumberBook = readonly BookEntry[];

/** Of which paper people type the number with another act. */
const TYPED = { recognised: 'decision', sent: 'opinion', refused: 'refusal' } as const;
type TypedKind = keyof typeof TYPED;

/** 'Số 05/QĐ-UBND', '15/2025/QĐ-UBND', '7'; null where no number is found. */
export function readNumber(text: string): { number: number; symbol: string | null } | null {
  const joined = text.normalize('NFC').replace(/\s*([-–/])\s*/g, '$1');
  const found = /(?<!\d)(\d{1,5})\/(?:\d{4}\/)?(\p{L}[\p{L}\p{N}.&–-]*)/u.exec(joined) ?? /^\D*(\d{1,5})\D*$/.exec(joined);
  const number = Number(found?.[1] ?? 0);
  return number > 0 ? { number, symbol: found?.[2] ?? null } : null;
}

/** null for an act without a number of the office's book. */
export function numberOf(act: Pick<WantedAct, 'kind' | 'data'>): Numbered | null {
  const { kind, data } = act as WantedAct;
  if (kind === 'paper') {
    const { symbol } = paperKind(data.paper);
    if (symbol === null || data.number === undefined) return null;
    return { paper: data.paper, day: data.day, year: yearOf(data.day), number: data.number, symbol };
  }
  if (kind !== 'recognised' && kind !== 'sent' && kind !== 'refused') return null;
  return typedNumber(kind, data.day, data.number);
}

function typedNumber(kind: TypedKind, day: string, text: string): Numbered | null {
  const paper = TYPED[kind];
  const read = readNumber(text);
  return read && { paper, day, year: yearOf(day), number: read.number, symbol: read.symbol ?? paperKind(paper).symbol ?? '' };
}

/** @param rounds all rounds of one commune. */
export const bookOf = (rounds: readonly RoundActs[]): NumberBook =>
  rounds.flatMap(({ review, acts }) =>
    liveActs(acts).flatMap((act): BookEntry[] => {
      const numbered = numberOf(act);
      return numbered ? [{ ...numbered, review, act }] : [];
    }),
  );

/** Symbols are compared without tones: 'QD-UBND' is typed for 'QĐ-UBND'. */
const bookName = ({ symbol, year }: Pick<Numbered, 'symbol' | 'year'>): string => `${year} ${fold(symbol)}`;

/**
 * One decision is recorded for several villages, one letter for several households, and then made as a paper: these acts share its number. Two acts that each make a paper
 * never do.
 */
const isSamePaper = (a: Numbered & { review: string; kind: string }, b: BookEntry): boolean =>
  a.paper === b.paper && a.day === b.day && a.review === b.review && !(a.kind === 'paper' && b.act.kind === 'paper');

/** After the highest number of that book. */
export const nextNumber = (book: NumberBook, of: Pick<Numbered, 'symbol' | 'year'>): number =>
  Math.max(0, ...book.filter((each) => bookName(each) === bookName(of)).map(({ number }) => number)) + 1;

/** Of every book that has a number. */
export const nextNumbers = (book: NumberBook): { symbol: string; year: number; next: number }[] =>
  [...new Map(book.map((each) => [bookName(each), each])).values()].map(({ symbol, year }) => ({
    symbol,
    year,
    next: nextNumber(book, { symbol, year }),
  }));

/** '05/QĐ-UBND'. */
export const numberText = ({ number, symbol }: Pick<Numbered, 'number' | 'symbol'>): string =>
  `${String(number).padStart(2, '0')}/${symbol}`;

/** A number is used once a year. */
export function numberNeeds(wanted: WantedAct, review: string, book: NumberBook): Need[] {
  const mine = numberOf(wanted);
  if (!mine) return [];
  const used = book.find(
    (each) =>
      each.number === mine.number && bookName(each) === bookName(mine) && !isSamePaper({ ...mine, review, kind: wanted.kind }, each),
  );
  if (!used) return [];
  const { paper, day, act } = used;
  return [
    {
      code: 'number-used',
      text: `Số ${numberText(mine)} năm ${mine.year} đã dùng cho: ${paperKind(paper).name}, ngày ${dayText(day)}, ${act.by} ghi. Số tiếp theo còn trống: ${nextNumber(book, mine)}.`,
    },
  ];
}
