/** What monthly decisions recognised in a village whose yearly review still runs, read from the log as it is now. */
import type { InUse } from '../../src/lib/forms/own.ts';
import { monthResults, type MonthResult } from '../../src/lib/process/month-results.ts';
import { parseRoom, roomName } from '../../src/lib/review/people.ts';
import type { UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';
import { readHomes } from './moved-homes.ts';
import { readRoundLists } from './round-lists.ts';
import { standingIn } from './village-standing.ts';

/** @param sisters names of the commune's other rounds. */
export async function monthResultsNow(
  log: UpdateLog,
  sisters: (review: string) => Promise<readonly string[]>,
  room: string,
  inUse: InUse,
  today: string,
): Promise<MonthResult[]> {
  const { review = '', village = null } = parseRoom(room) ?? {};
  if (village === null) return [];
  const here = await readRoom(log, roomName(review, null), (records) => standingIn(records, village, inUse, today));
  if (!here || here.standing.step === null || (here.round.plan.procedure ?? 'yearly') !== 'yearly') return [];
  const others = await sisters(review);
  const lists = await readRoundLists(log, others, village, await readHomes(log, [review, ...others]), inUse, today);
  const oldestFirst = lists.sort((a, b) => (a.classified.round.lastDay < b.classified.round.lastDay ? -1 : 1));
  return monthResults(here.round, oldestFirst);
}
