/** What the meeting has agreed on changes only by an act that says why and sends the household before the meeting again. */
import type { InUse } from '../../src/lib/forms/own.ts';
import { parseRoom, roomName } from '../../src/lib/review/people.ts';
import { vietnamDay } from '../../src/lib/review/vietnam-day.ts';
import type { UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';
import { standingIn } from './village-standing.ts';

/** Whether the meeting about a village's list is over, and nothing has sent it back since. */
export async function isAfterMeeting(log: UpdateLog, room: string, inUse: InUse): Promise<boolean> {
  const place = parseRoom(room);
  if (!place?.village) return false;
  const { review, village } = place;
  const here = await readRoom(log, roomName(review, null), (records) => standingIn(records, village, inUse, vietnamDay(Date.now())));
  return here?.standing.closed.has('meeting') ?? false;
}
