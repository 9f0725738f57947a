/** Counts a list from the log: as it is, and as it was at an act. */
import { readVillages, type Village } from '../../src/lib/cells/review-rooms.ts';
import type { SharedList } from '../../src/lib/cells/shared-list.ts';
import type { Act } from '../../src/lib/process/acts.ts';
import { roomName } from '../../src/lib/review/people.ts';
import { VillageCounting, type VillageSums } from '../../src/lib/summary/village-counting.ts';
import type { UpdateLog } from '../log/log.ts';
import { frozenList, placeOfAct } from '../process/frozen-list.ts';
import { hashOf } from '../process/list-hash.ts';
import { listBefore } from '../rooms/earlier.ts';
import { readRoom } from '../rooms/reader.ts';
import { rulesFor, type Rules, type Summary } from './commune-summaries.ts';

export const countingFor = ({ counting, classifier }: Rules, village: Village | undefined): VillageCounting =>
  new VillageCounting(counting, classifier, village?.row.cells.name ?? null);

function counted(list: SharedList, rules: Rules, village: Village | undefined): VillageCounting {
  const counting = countingFor(rules, village);
  counting.take(list, list.rows());
  return counting;
}

const sumsOf = ({ sums, conflicts, tasks }: VillageCounting): VillageSums => ({ sums, conflicts, tasks });

export async function countList(log: UpdateLog, review: string, village: Village, rules: Rules): Promise<Summary> {
  const name = roomName(review, village.id);
  const { counting, read } = await readRoom(log, name, (list, upTo) => ({ counting: counted(list, rules, village), read: upTo }));
  // A snapshot of an earlier version may say more than the room's own last row.
  const end = (await log.ends([name])).get(name) ?? 0;
  return { basis: rules.basis(village.row), upTo: Math.min(read, end), ...sumsOf(counting) };
}

/** @returns null when the log no longer gives the list that the act's hash names. */
export async function countFrozen(log: UpdateLog, review: string, village: Village, rules: Rules, act: Act): Promise<Summary | null> {
  const name = roomName(review, village.id);
  // Mostly the list is still the one that was sent or recognised.
  let counting = await readRoom(log, name, (list) => (hashOf(list) === act.hash ? counted(list, rules, village) : null));
  if (!counting) {
    const place = await placeOfAct(log, roomName(review, null), act.id);
    const list = place === null ? null : await frozenList(log, name, place, act.hash);
    if (place === null || !list) return null;
    const villages = readVillages(await listBefore(log, roomName(review, null), place));
    const then = rulesFor(
      rules.counting,
      villages.map(({ row }) => row),
    );
    counting = counted(
      list,
      then,
      villages.find(({ id }) => id === village.id),
    );
  }
  return { basis: rules.basis(village.row), upTo: 0, ...sumsOf(counting) };
}
