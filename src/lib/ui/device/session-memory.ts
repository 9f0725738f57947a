/** What this device remembers about its user, so that the app opens without a network and tabs can tell each other. */
import * as v from 'valibot';
import { MeShape, type Me } from '$lib/api/account.ts';

const MEMORY = 'ra-soat.me';
/** The person signed out while the server was out of reach: it is told as soon as it is back. */
const PENDING = 'ra-soat.leave-pending';
/** People whose copies could not be removed yet. */
const REMAINS = 'ra-soat.to-remove';

export const remember = (me: Me): void => write(MEMORY, JSON.stringify(me));
export const forget = (): void => write(MEMORY, null);

export function recall(): Me | null {
  const result = v.safeParse(MeShape, parse(read(MEMORY)));
  return result.success ? result.output : null;
}

export const leavePending = (): boolean => read(PENDING) !== null;
export const setLeavePending = (pending: boolean): void => write(PENDING, pending ? '1' : null);

export function remains(): string[] {
  const result = v.safeParse(v.array(v.string()), parse(read(REMAINS)));
  return result.success ? result.output : [];
}

export const setRemains = (people: readonly string[]): void => write(REMAINS, people.length > 0 ? JSON.stringify(people) : null);

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch (error) {
    console.warn('localStorage', error);
    return null;
  }
}

function write(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch (error) {
    console.warn('localStorage', error);
  }
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    // Written by something else: counts as nothing remembered.
    return null;
  }
}
