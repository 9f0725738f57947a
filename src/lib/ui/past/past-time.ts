/** Times of a history as people say them, and when a person last looked at a room on this device. */
import * as v from 'valibot';
import { recall, remember } from '../person-memory.ts';

const two = (n: number): string => String(n).padStart(2, '0');
const dayOf = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** '10:42 hôm qua', '10:42 ngày 12/10', with the year where it is another. */
export function pastText(ms: number, now = Date.now()): string {
  const [at, today] = [new Date(ms), new Date(now)];
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}`;
  const days = Math.round((dayOf(today) - dayOf(at)) / 86_400_000);
  if (days === 0) return `${clock} hôm nay`;
  if (days === 1) return `${clock} hôm qua`;
  const date = `${two(at.getDate())}/${two(at.getMonth() + 1)}`;
  return `${clock} ngày ${date}${at.getFullYear() === today.getFullYear() ? '' : `/${at.getFullYear()}`}`;
}

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
