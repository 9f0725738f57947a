/**
 * What this device last knew of each room of a person: how many edits the commune had not confirmed, so that a page
 * which has not opened a room can still say what is not sent; and which lists were empty at the commune, because an
 * empty copy here may as well be one that never arrived.
 */
import * as v from 'valibot';

const Shape = v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(0)));
const PREFIX = 'ra-soat.rooms.';
const key = (person: string): string => PREFIX + person;

export function recallUnsent(person: string): Map<string, number> {
  try {
    const result = v.safeParse(Shape, JSON.parse(localStorage.getItem(key(person)) ?? '{}'));
    return new Map(result.success ? Object.entries(result.output) : []);
  } catch (error) {
    console.warn('localStorage', error);
    return new Map();
  }
}

/** Reads before it writes: another tab may have noted other rooms in the meantime. */
export function rememberUnsent(person: string, room: string, count: number): void {
  const known = recallUnsent(person);
  if (known.get(room) === count) return;
  known.set(room, count);
  try {
    localStorage.setItem(key(person), JSON.stringify(Object.fromEntries(known)));
  } catch (error) {
    console.warn('localStorage', error);
  }
}

const EMPTY_PREFIX = 'ra-soat.empty-rooms.';

export function recallEmpty(person: string): Set<string> {
  try {
    const result = v.safeParse(v.array(v.string()), JSON.parse(localStorage.getItem(EMPTY_PREFIX + person) ?? '[]'));
    return new Set(result.success ? result.output : []);
  } catch (error) {
    console.warn('localStorage', error);
    return new Set();
  }
}

/** @param isEmpty as the commune has just said. */
export function rememberEmpty(person: string, room: string, isEmpty: boolean): void {
  const known = recallEmpty(person);
  if (known.has(room) === isEmpty) return;
  if (isEmpty) known.add(room);
  else known.delete(room);
  try {
    localStorage.setItem(EMPTY_PREFIX + person, JSON.stringify([...known]));
  } catch (error) {
    console.warn('localStorage', error);
  }
}

export function forgetUnsent(person: string): void {
  try {
    localStorage.removeItem(key(person));
    localStorage.removeItem(EMPTY_PREFIX + person);
  } catch (error) {
    console.warn('localStorage', error);
  }
}

export const unsentOnDevice = (person: string): number => [...recallUnsent(person).values()].reduce((sum, count) => sum + count, 0);

/** Everybody who has copies on this device, with how many of their edits are unsent. */
export function peopleWithUnsent(): { personId: string; unsent: number }[] {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => {
        const personId = name.slice(PREFIX.length);
        return { personId, unsent: unsentOnDevice(personId) };
      });
  } catch (error) {
    console.warn('localStorage', error);
    return [];
  }
}
