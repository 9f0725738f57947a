/** One village's list in several rounds, read from the log as it is now. */
import { readOneVillage } from '../../src/lib/cells/review-rooms.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import type { RoundList } from '../../src/lib/process/known-households.ts';
import type { MovedHomes } from '../../src/lib/process/moved-homes.ts';
import { classifyAll, type Classified } from '../../src/lib/review/classify.ts';
import { roomName } from '../../src/lib/review/people.ts';
import type { Row } from '../../src/lib/review/types.ts';
import type { UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';
import { standingIn } from './village-standing.ts';

/** @returns nothing for a round without a plan or without this village. */
export async function readRoundList(
  log: UpdateLog,
  { review, village }: { review: string; village: string },
  inUse: InUse,
  today: string,
): Promise<RoundList | null> {
  return readRoom(log, roomName(review, village), (list) =>
    readRoom(log, roomName(review, null), (records) => {
      const here = standingIn(records, village, inUse, today);
      if (!here) return null;
      const { round, standing } = here;
      return { review, village, standing, classified: classifyAll(readOneVillage(records, list, village), round) };
    }),
  );
}

/**
 * In the order of the reviews. Where villages were merged or split, what each review had of the households that live in this one now.
 */
export async function readRoundLists(
  log: UpdateLog,
  reviews: readonly string[],
  village: string,
  homes: MovedHomes,
  inUse: InUse,
  today: string,
): Promise<RoundList[]> {
  const sources = homes.sourcesOf(village);
  const lists: RoundList[] = [];
  for (const review of reviews) {
    for (const source of sources) {
      const list = await readRoundList(log, { review, village: source }, inUse, today);
      if (list) lists.push({ ...list, classified: only(list.classified, (household) => homes.homeOf(household, source) === village) });
    }
  }
  return lists;
}

const only = (classified: Classified, isWanted: (household: Row) => boolean): Classified => ({
  ...classified,
  data: { ...classified.data, households: classified.data.households.filter(isWanted) },
  ...(classified.beside && { beside: classified.beside.map((beside) => only(beside, isWanted)) }),
});
