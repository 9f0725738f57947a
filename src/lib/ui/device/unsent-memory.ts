/**
 * The last known state of each room of a person on this device. How many edits the commune had not acknowledged, so
 * that a page can say what is unsent without opening the room. And which lists were empty at the commune, because an
 * empty copy here may also be one that never arrived.
 */
import * as v from 'valibot';
import { peopleWith, recall, remember } from './person-memory.ts';

const Shape = v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(0)));

export const recallUnsent = (person: string): Map<string, number> => new Map(Object.entries(recall('rooms', person, Shape) ?? {}));

/** Reads before it writes: another tab may have changed other rooms meanwhile. */
export function rememberUnsent(person: string, room: string, count: number): void {
  const known = recallUnsent(person);
  if (known.get(room) === count) return;
  known.set(room, count);
  remember('rooms', person, Object.fromEntries(known));
}

export const recallEmpty = (person: string): Set<string> => new Set(recall('empty-rooms', person, v.array(v.string())));

/** @param isEmpty as the server has just said. */
export function rememberEmpty(person: string, room: string, isEmpty: boolean): void {
  const known = recallEmpty(person);
  if (known.has(room) === isEmpty) return;
  if (isEmpty) known.add(room);
  else known.delete(room);
  remember('empty-rooms', person, [...known]);
}

export const unsentOnDevice = (person: string): number => [...recallUnsent(person).values()].reduce((sum, count) => sum + count, 0);

/** Everybody with copies on this device, and how many of their edits are unsent. */
export const peopleWithUnsent = (): { personId: string; unsent: number }[] =>
  peopleWith('rooms').map((personId) => ({ personId, unsent: unsentOnDevice(personId) }));
