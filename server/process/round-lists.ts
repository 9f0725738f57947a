/** One village's list in several rounds, read from the log as it is now. */
import { readOneVillage, readVillages } from '../../src/lib/cells/review-rooms.ts';
import { readRound } from '../../src/lib/cells/round-record.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import { actsOf } from '../../src/lib/process/act-rows.ts';
import { courseOf } from '../../src/lib/process/course.ts';
import type { RoundList } from '../../src/lib/process/known-households.ts';
import { standingOf } from '../../src/lib/process/standing.ts';
import { classifyAll } from '../../src/lib/review/classify.ts';
import { roomName } from '../../src/lib/review/people.ts';
import type { UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';

/** @returns nothing for a round without a plan or without this village. */
export async function readRoundList(
  log: UpdateLog,
  { review, village }: { review: string; village: string },
  { standards, rules, workingDays: days }: InUse,
  today: string,
): Promise<RoundList | null> {
  return readRoom(log, roomName(review, village), (list) =>
    readRoom(log, roomName(review, null), (records) => {
      const { round } = readRound(records, standards);
      if (!round || !readVillages(records).some(({ id }) => id === village)) return null;
      const standing = standingOf(actsOf(records, village), { today, days }, courseOf(round, rules));
      return { review, village, standing, classified: classifyAll(readOneVillage(records, list, village), round) };
    }),
  );
}

/** In the order of the reviews. */
export async function readRoundLists(
  log: UpdateLog,
  reviews: readonly string[],
  village: string,
  inUse: InUse,
  today: string,
): Promise<RoundList[]> {
  const lists: RoundList[] = [];
  for (const review of reviews) {
    const list = await readRoundList(log, { review, village }, inUse, today);
    if (list) lists.push(list);
  }
  return lists;
}
