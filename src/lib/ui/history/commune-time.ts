/** The commune's clock beside this device's, and when a person last looked at a room here. */
import * as v from 'valibot';
import { recall, remember } from '../device/person-memory.ts';

/** How far this device's clock is ahead of the commune's; what was received there is stamped by the latter. */
let ahead = 0;
export const clockIsAhead = (ms: number): void => void (ahead = ms);
/** A time of this device as the commune's clock had it. */
export const communeTime = (ms: number): number => ms - ahead;

const Shape = v.record(v.string(), v.object({ before: v.nullable(v.number()), seen: v.number() }));
/** Away for less than this is the same visit: a reload, another page. */
const SAME_VISIT = 30 * 60_000;

/**
 * Notes that the person looks at the room now.
 * @returns when the visit before this one ended; null where there was none.
 */
export function visit(person: string, room: string, now = Date.now()): number | null {
  const visits = recall('visits', person, Shape) ?? {};
  const known = visits[room];
  const before = !known ? null : now - known.seen > SAME_VISIT ? known.seen : known.before;
  remember('visits', person, { ...visits, [room]: { before, seen: now } });
  return before;
}
