/** New households and members, with a Mã hộ to begin with. */
import { newId } from '$lib/cells/new-ids.ts';
import { HOUSEHOLD_PREFIX, MEMBER_PREFIX, SHEET_FIELD } from '$lib/cells/review-rooms.ts';
import { proposeCode } from '$lib/review/next-code.ts';
import type { CellValue } from '$lib/review/types.ts';
import type { VillageBook } from './village-book.ts';

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
