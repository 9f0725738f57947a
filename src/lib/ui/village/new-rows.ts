/** New households and members: an id of their own, made here and never changed, and a Mã hộ to begin with. */
import { HOUSEHOLD_PREFIX, MEMBER_PREFIX, SHEET_FIELD } from '$lib/cells/review-rooms.ts';
import type { CellValue } from '$lib/review/types.ts';
import type { VillageBook } from './village-book.ts';

/** Begins with the time, so that rows added one after another stand in that order everywhere. */
export const newId = (prefix: string): string => {
  const random = crypto.getRandomValues(new Uint32Array(2));
  return `${prefix}${Date.now().toString(36)}${[...random].map((part) => part.toString(36).padStart(7, '0')).join('')}`;
};

/** The next number in the manner of the codes already there: T3-045 -> T3-046; free in this village. */
export function proposeCode(codes: readonly CellValue[]): string {
  const taken = new Set(codes.map(String));
  let best: { prefix: string; number: number; digits: number } | null = null;
  for (const code of taken) {
    const [, prefix = '', digits] = /^(.*?)(\d{1,9})$/.exec(code) ?? [];
    if (digits !== undefined && (!best || Number(digits) > best.number)) best = { prefix, number: Number(digits), digits: digits.length };
  }
  const { prefix, digits, number } = best ?? { prefix: 'H', number: 0, digits: 3 };
  let next = number + 1;
  const written = (): string => `${prefix}${String(next).padStart(digits, '0')}`;
  while (taken.has(written())) next++;
  return written();
}

/** Hears of the row before it is written: whoever shows rows can make room for it. */
type Before = (row: string) => void;

export function newHousehold(book: VillageBook, sheet: 'list01' | 'list02', before?: Before): string {
  const row = newId(HOUSEHOLD_PREFIX);
  before?.(row);
  const code = proposeCode(book.households().flatMap(({ cells }) => cells.code ?? []));
  book.list.write([
    { row, field: SHEET_FIELD, value: sheet },
    { row, field: 'code', value: code },
  ]);
  return row;
}

export function newMember(book: VillageBook, code: CellValue, before?: Before): string {
  const row = newId(MEMBER_PREFIX);
  before?.(row);
  // A member without a household still has to be there to be seen.
  book.list.write([{ row, field: 'code', value: code ?? '' }]);
  return row;
}
