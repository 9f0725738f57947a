/** What a list needs before a step can rest on it. */
import { checkReview } from '../review/checks.ts';
import type { Classified } from '../review/classify.ts';
import { unsettledHouseholds } from '../review/unsettled.ts';
import type { ActData } from './acts.ts';
import type { Need, Place } from './need.ts';
import type { Standing } from './standing.ts';

/** An empty list is closed on purpose only, in words of its own; a list with households is not called empty. */
export function closingNeeds({ none }: ActData<'reviewed'>, classified: Classified): Need[] {
  const isEmpty = classified.data.households.length === 0;
  if (none === undefined) return listNeeds(classified);
  return isEmpty
    ? []
    : [{ code: 'has-households', text: `Danh sách có ${classified.data.households.length} hộ, không chốt là không có hộ được.` }];
}

/**
 * A list that a meeting, an opinion or a decision can rest on.
 * @param standing of a list whose review is closed: it may have been closed without any household.
 */
export function listNeeds(classified: Classified, standing?: Standing): Need[] {
  const { households } = classified.data;
  const review = standing?.closed.get('review');
  if (households.length === 0)
    return review?.kind === 'reviewed' && review.data.none !== undefined
      ? []
      : [{ code: 'no-households', text: 'Danh sách chưa có hộ nào. Thôn thật sự không có hộ phải rà soát thì chốt là không có hộ.' }];
  const needs: Need[] = [];
  const unsettled = unsettledHouseholds(classified);
  if (unsettled.length > 0)
    needs.push({
      code: 'unsettled',
      text: `${unsettled.length} hộ chưa thống nhất: hai người ghi khác nhau, chưa ai chọn.`,
      places: placesOf(unsettled.map((row) => ({ text: String(row.cells.head ?? 'Hộ chưa có tên'), household: row.id }))),
    });
  const errors = checkReview(classified).filter(({ severity, code }) => severity === 'error' && code !== 'unsettled');
  if (errors.length > 0) {
    const ids = new Map(households.map(({ id, cells }) => [String(cells.code ?? ''), id]));
    const places = errors.map(({ text, household }) => ({ text, household: household === undefined ? undefined : ids.get(household) }));
    needs.push({ code: 'errors', text: `${errors.length} chỗ phải sửa:`, places: placesOf(places) });
  }
  return needs;
}

/** Nobody reads more than this many at once. */
const SHOWN = 10;

const placesOf = (all: readonly Place[]): Place[] => [
  ...all.slice(0, SHOWN),
  ...(all.length > SHOWN ? [{ text: `và ${all.length - SHOWN} chỗ nữa` }] : []),
];
