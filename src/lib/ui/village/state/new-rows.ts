/** New households and members, with a Mã hộ to begin with: what is to be written, for `Writing` to write. */
import { newId } from '$lib/cells/new-ids.ts';
import { HOUSEHOLD_PREFIX, MEMBER_PREFIX, SHEET_FIELD } from '$lib/cells/review-rooms.ts';
import type { CellWrite } from '$lib/cells/shared-list.ts';
import { proposeCode } from '$lib/review/next-code.ts';
import type { CellValue } from '$lib/review/types.ts';

export interface NewRow {
  row: string;
  writes: CellWrite[];
}

/** @param codes taken in the village. @param head of the household, where it is known already. */
export function newHousehold(codes: readonly CellValue[], sheet: 'list01' | 'list02', head: string | null = null): NewRow {
  const row = newId(HOUSEHOLD_PREFIX);
  const code = proposeCode(codes.filter((each) => each !== null));
  return {
    row,
    writes: [
      { row, field: SHEET_FIELD, value: sheet },
      { row, field: 'code', value: code },
      ...(head === null ? [] : [{ row, field: 'head', value: head }]),
    ],
  };
}

/** @param code of the household; without one the member still has to be there to be seen. */
export function newMember(code: CellValue, name: string | null = null): NewRow {
  const row = newId(MEMBER_PREFIX);
  return { row, writes: [{ row, field: 'code', value: code ?? '' }, ...(name === null ? [] : [{ row, field: 'name', value: name }])] };
}
