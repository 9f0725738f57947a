/**
 * Concurrent writes in different cells of one household: neither writer had seen the other's write. This is no conflict; both values stand.
 * The user is asked only where the two together change a result (review/together.ts).
 *
 * "Seen, keep both" is an ordinary write, in a row of its own beside the household's row. It syncs and can be undone like any write. It
 * covers only these two writes; a later write is asked about again.
 */
import { Causes, idText, type WriteId } from './causes.ts';
import type { Entry } from './entry.ts';
import type { CellWrite, SharedList } from './shared-list.ts';

export const SEEN_PREFIX = 't:';

export interface ApartWrite {
  field: string;
  entry: Entry;
  id: WriteId & { met?: string };
}

/** Two writes by different people, in row order. */
export type ApartPair = readonly [ApartWrite, ApartWrite];

/**
 * @param concerns which cells to look at. Cells in conflict are skipped: the user is asked about them anyway.
 * @param causes built from the list's document as it is now; build it once for many rows.
 * @param byOne whether one person wrote both. An entry holds a name, not an account: a caller that knows the accounts compares those.
 */
export function apartPairs(
  list: SharedList,
  row: string,
  concerns: (field: string) => boolean,
  causes = new Causes(list.doc),
  byOne = (a: ApartWrite, b: ApartWrite): boolean => a.entry.author === b.entry.author,
): ApartPair[] {
  const ids = list.idsOf(row);
  const writes = list.fields(row).flatMap((field): ApartWrite[] => {
    const entry = concerns(field) && !list.inConflict(row, field) ? list.entries(row, field).at(-1) : undefined;
    const id = entry && ids.get(entry);
    return entry && id ? [{ field, entry, id: { ...id, ...(entry.met !== undefined && { met: entry.met }) } }] : [];
  });
  const pairs: ApartPair[] = [];
  writes.forEach((a, index) => {
    for (const b of writes.slice(index + 1)) {
      if (a.id.client === b.id.client || byOne(a, b)) continue;
      if (!causes.saw(a.id, b.id) && !causes.saw(b.id, a.id)) pairs.push([a, b]);
    }
  });
  return pairs;
}

const pairName = ([a, b]: ApartPair): string => [idText(a.id), idText(b.id)].sort().join(' ');

/** Whether somebody has looked at this pair and chosen to keep both values. */
export const isSeen = (list: SharedList, row: string, pair: ApartPair): boolean => list.get(SEEN_PREFIX + row, pairName(pair)) === 'x';

export const seenWrites = (row: string, pairs: readonly ApartPair[]): CellWrite[] =>
  pairs.map((pair) => ({ row: SEEN_PREFIX + row, field: pairName(pair), value: 'x' }));
