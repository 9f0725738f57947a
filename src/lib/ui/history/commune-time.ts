/** The commune's clock compared with this device's, and when a person last visited a room here. */
import * as v from 'valibot';
import { recall, remember } from '../device/person-memory.ts';

/** How far this device's clock is ahead of the commune's, which stamps what it receives. */
let ahead = 0;
export const clockIsAhead = (ms: number): void => void (ahead = ms);
/** Converts this device's time to the commune's. */
export const communeTime = (ms: number): number => ms - ahead;

const Shape = v.record(v.string(), v.object({ before: v.nullable(v.number()), seen: v.number() }));
/** A shorter absence, such as a reload or another page, belongs to the same visit. */
const SAME_VISIT = 30 * 60_000;

/**
 * Remembers that the person is looking at the room now.
 * @returns when the previous visit ended; null if there was none.
 */
export function visit(person: string, room: string, now = Date.now()): number | null {
  const visits = recall('visits', person, Shape) ?? {};
  const known = visits[room];
  const before = !known ? null : now - known.seen > SAME_VISIT ? known.seen : known.before;
  remember('visits', person, { ...visits, [room]: { before, seen: now } });
  return before;
}
