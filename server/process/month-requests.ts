/** The requests of one monthly review, read from the log as they stand now. */
import { readRound } from '../../src/lib/cells/round-record.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import { readActs } from '../../src/lib/process/act-rows.ts';
import { courseOf } from '../../src/lib/process/course.ts';
import { requestsOf, type HouseholdRequest, type VillageFacts } from '../../src/lib/process/requests.ts';
import { roomName } from '../../src/lib/review/people.ts';
import type { UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';
import { readRoundList } from './round-lists.ts';

export async function monthRequests(log: UpdateLog, review: string, inUse: InUse, today: string): Promise<HouseholdRequest[]> {
  const { round, acts } = await readRoom(log, roomName(review, null), (records) => ({
    round: readRound(records, inUse.standards, inUse.rules).round,
    acts: readActs(records),
  }));
  if (!round) return [];
  const villages = new Map<string, VillageFacts>();
  for (const village of new Set(acts.flatMap((act) => (act.kind === 'requested' ? [act.village] : [])))) {
    const list = await readRoundList(log, { review, village }, inUse, today);
    if (list) villages.set(village, list);
  }
  return requestsOf(acts, {
    plan: round.plan,
    course: courseOf(round, inUse.rules),
    calendar: { today, days: inUse.workingDays },
    village: (id) => villages.get(id),
  });
}
