/** The commune's own records, read and written by the pages: the round, the locks. */
import { BESIDE_FIELD, besideCell, LOCKED_FIELD, ROUND_ROW, VILLAGE_PREFIX, type Village } from '$lib/cells/review-rooms.ts';
import { dayText } from '$lib/review/iso-day.ts';
import type { SharedList } from '$lib/cells/shared-list.ts';

/** An ordinary write into the commune's own list; one write for all the villages. */
export const setLocked = (list: SharedList, villages: readonly Pick<Village, 'id'>[], locked: boolean): void => {
  list.write(villages.map(({ id }) => ({ row: VILLAGE_PREFIX + id, field: LOCKED_FIELD, value: locked ? 'x' : null })));
};

/** Classifies by these standards as well; an ordinary write into the commune's own list. */
export const setBeside = (list: SharedList, standards: readonly string[]): void => list.set(ROUND_ROW, BESIDE_FIELD, besideCell(standards));

/** The commune's area, for villages without one; '' for none. An area of no day is simply so. */
export function setCommuneArea(list: SharedList, { area, areaFrom, areaBefore }: Record<'area' | 'areaFrom' | 'areaBefore', string>): void {
  const from = area === '' ? '' : areaFrom;
  const cells = { area, areaFrom: from === '' ? '' : dayText(from), areaBefore: from === '' ? '' : areaBefore };
  list.write(Object.entries(cells).map(([field, value]) => ({ row: ROUND_ROW, field, value: value || null })));
}

/** @param day yyyy-mm-dd: the villages' areas of this day count. */
export const setAreaDay = (list: SharedList, day: string): void => list.set(ROUND_ROW, 'areaDay', dayText(day));
