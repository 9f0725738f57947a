/** The writes of a new household or member, with a Mã hộ. */
import { newId } from '$lib/cells/new-ids.ts';
import { HOUSEHOLD_PREFIX, MEMBER_PREFIX, SHEET_FIELD } from '$lib/cells/review-rooms.ts';
import type { CellWrite } from '$lib/cells/shared-list.ts';
import { proposeCode } from '$lib/review/next-code.ts';
import type { CellValue } from '$lib/review/types.ts';

export interface NewRow {
  row: string;
  writes: CellWrite[];
}

/** @param codes already used in the village. @param head name of the head, if it is known. */
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

/** @param code of the household; without one an empty text is written, so that the row exists. */
export function newMember(code: CellValue, name: string | null = null): NewRow {
  const row = newId(MEMBER_PREFIX);
  return { row, writes: [{ row, field: 'code', value: code ?? '' }, ...(name === null ? [] : [{ row, field: 'name', value: name }])] };
}
