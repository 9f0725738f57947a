/** New households and members: an id of their own, made here and never changed, and a Mã hộ to begin with. */
import { HOUSEHOLD_PREFIX, MEMBER_PREFIX, SHEET_FIELD } from '$lib/cells/review-rooms.ts';
import type { CellValue } from '$lib/review/types.ts';
import type { VillageBook } from './village-book.ts';

/** Begins with the time and the place among those made at once, so that rows stand in the order they were added everywhere. */
export function newIds(prefix: string, count: number): string[] {
  const time = Date.now().toString(36);
  return Array.from({ length: count }, (_, index) => {
    const random = crypto.getRandomValues(new Uint32Array(2));
    const place = count === 1 ? '' : index.toString(36).padStart(4, '0');
    return `${prefix}${time}${place}${[...random].map((part) => part.toString(36).padStart(7, '0')).join('')}`;
  });
}

export const newId = (prefix: string): string => newIds(prefix, 1)[0] ?? '';

/** The next numbers in the manner of the codes already there: T3-045 -> T3-046, T3-047; free in this village. */
export function codesAfter(codes: readonly CellValue[]): () => string {
  const taken = new Set(codes.map(String));
  let best: { prefix: string; number: number; digits: number } | null = null;
  for (const code of taken) {
    const [, prefix = '', digits] = /^(.*?)(\d{1,9})$/.exec(code) ?? [];
    if (digits !== undefined && (!best || Number(digits) > best.number)) best = { prefix, number: Number(digits), digits: digits.length };
  }
  const { prefix, digits, number } = best ?? { prefix: 'H', number: 0, digits: 3 };
  let next = number;
  const written = (): string => `${prefix}${String(next).padStart(digits, '0')}`;
  return () => {
    do next++;
    while (taken.has(written()));
    return written();
  };
}

export const proposeCode = (codes: readonly CellValue[]): string => codesAfter(codes)();

/** Hears of the row before it is written: whoever shows rows can make room for it. */
type Before = (row: string) => void;

/** @param head of the household, where it is known already. */
export function newHousehold(book: VillageBook, sheet: 'list01' | 'list02', head: string | null = null, before?: Before): string {
  const row = newId(HOUSEHOLD_PREFIX);
  before?.(row);
  const code = proposeCode(book.households().flatMap(({ cells }) => cells.code ?? []));
  book.list.write([
    { row, field: SHEET_FIELD, value: sheet },
    { row, field: 'code', value: code },
    ...(head === null ? [] : [{ row, field: 'head', value: head }]),
  ]);
  return row;
}

export function newMember(book: VillageBook, code: CellValue, { name, before }: { name?: string; before?: Before } = {}): string {
  const row = newId(MEMBER_PREFIX);
  before?.(row);
  // A member without a household still has to be there to be seen.
  book.list.write([{ row, field: 'code', value: code ?? '' }, ...(name === undefined ? [] : [{ row, field: 'name', value: name }])]);
  return row;
}
