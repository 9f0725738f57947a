/**
 * Where one window stores what it can undo. Two windows of one person never share a shelf. A new window takes the first free one, and so
 * finds what it had done before a reload, or what a closed window had done.
 */
import { windowLocks } from './address-abilities.ts';

export interface UndoShelf {
  readonly number: number;
  release(): void;
}

/**
 * A page being reloaded releases its shelf a moment after the new one asks for it. Ask repeatedly instead of waiting: on a busy device a
 * time limit would pass before the answer arrives.
 */
const TRIES = 10;
const PAUSE = 100;

/** @param locks null at a plain http address: then all windows share the first shelf, and the last one to write wins. */
export async function takeShelf(name: string, locks: LockManager | null = windowLocks()): Promise<UndoShelf> {
  if (!locks) return { number: 0, release: () => undefined };
  for (let number = 0; ; number++)
    for (let tries = number === 0 ? TRIES : 1; tries > 0; tries--) {
      const release = await hold(locks, `${name}/undo/${number}`);
      if (release) return { number, release };
      if (tries > 1) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
}

/** @returns a function that releases the lock; null when another window holds it. */
const hold = (locks: LockManager, name: string): Promise<(() => void) | null> =>
  new Promise((resolve, reject) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => (lock === null ? resolve(null) : new Promise<void>((release) => resolve(release))))
      .catch(reject);
  });
