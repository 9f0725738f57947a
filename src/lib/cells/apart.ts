/**
 * Different cells of one household, written by two people neither of whom had seen the other's. No
 * conflict: both stand. They are asked about only where together they come to something else (review/together.ts).
 *
 * That somebody has looked and keeps both is a write like any other, in a row of its own beside the household's: it
 * travels, it can be taken back, and it holds for these two writes only; what is written later is asked about anew.
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

/** Two writes by different people, the later in the row second. */
export type ApartPair = readonly [ApartWrite, ApartWrite];

/**
 * @param concerns which cells are looked at; those in conflict are not, they are asked about anyway.
 * @param causes of the list's document as it is now; made once for many rows.
 * @param byOne whether one person wrote both. An entry holds a name and no account: who knows accounts compares those.
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

/** Whether somebody has looked at the two together and keeps both. */
export const isSeen = (list: SharedList, row: string, pair: ApartPair): boolean => list.get(SEEN_PREFIX + row, pairName(pair)) === 'x';

export const seenWrites = (row: string, pairs: readonly ApartPair[]): CellWrite[] =>
  pairs.map((pair) => ({ row: SEEN_PREFIX + row, field: pairName(pair), value: 'x' }));
