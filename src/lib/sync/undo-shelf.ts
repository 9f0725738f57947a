/**
 * Where one window keeps what it can undo. Two windows of one person never share a shelf; a window that opens takes the
 * first that is free, and so finds what it, or a window closed since, had done.
 */
import { windowLocks } from './address-abilities.ts';

export interface UndoShelf {
  readonly number: number;
  release(): void;
}

/**
 * A page being reloaded lets go of its shelf a moment after the new one has asked. Asked again, not waited for: on a
 * busy device a time limit passes before the answer is heard.
 */
const TRIES = 10;
const PAUSE = 100;

/** @param locks null at a plain http address: then windows share the first shelf, and the last to write is kept. */
export async function takeShelf(name: string, locks: LockManager | null = windowLocks()): Promise<UndoShelf> {
  if (!locks) return { number: 0, release: () => undefined };
  for (let number = 0; ; number++)
    for (let tries = number === 0 ? TRIES : 1; tries > 0; tries--) {
      const release = await hold(locks, `${name}/undo/${number}`);
      if (release) return { number, release };
      if (tries > 1) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
}

/** @returns what lets go; null where another window has it. */
const hold = (locks: LockManager, name: string): Promise<(() => void) | null> =>
  new Promise((resolve, reject) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => (lock === null ? resolve(null) : new Promise<void>((release) => resolve(release))))
      .catch(reject);
  });
