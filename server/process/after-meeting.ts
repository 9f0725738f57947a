/** What the meeting has agreed on changes only by an act that says why and sends the household before the meeting again. */
import { readVillages } from '../../src/lib/cells/review-rooms.ts';
import { readRound } from '../../src/lib/cells/round-record.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import { actsOf } from '../../src/lib/process/act-rows.ts';
import { courseOf } from '../../src/lib/process/course.ts';
import { standingOf } from '../../src/lib/process/standing.ts';
import { parseRoom, roomName } from '../../src/lib/review/people.ts';
import { vietnamDay } from '../../src/lib/review/vietnam-day.ts';
import type { UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';

/** Whether the meeting about a village's list is over, and nothing has sent it back since. */
export async function isAfterMeeting(log: UpdateLog, room: string, { standards, rules, workingDays: days }: InUse): Promise<boolean> {
  const place = parseRoom(room);
  if (!place?.village) return false;
  const { review, village } = place;
  return readRoom(log, roomName(review, null), (records) => {
    const { round } = readRound(records, standards);
    if (!round || !readVillages(records).some(({ id }) => id === village)) return false;
    const calendar = { today: vietnamDay(Date.now()), days };
    return standingOf(actsOf(records, village), calendar, courseOf(round, rules)).closed.has('meeting');
  });
}
