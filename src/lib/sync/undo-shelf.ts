/**
 * Where one window keeps what it can undo. Two windows of one person never share a shelf; a window that opens takes the
 * first that is free, and so finds what it, or a window closed since, had done.
 */
export interface UndoShelf {
  readonly number: number;
  release(): void;
}

/** A page being reloaded lets go of its shelf a moment after the new one has asked. */
const PATIENCE = 250;

/** @param locks absent where the page is not secure (a hub over plain http): then windows share the first shelf, and the last to write is kept. */
export async function takeShelf(name: string, locks: LockManager | undefined = globalThis.navigator?.locks): Promise<UndoShelf> {
  if (!locks) return { number: 0, release: () => undefined };
  for (let number = 0; ; number++) {
    const release = await hold(locks, `${name}/undo/${number}`, number === 0 ? PATIENCE : 0);
    if (release) return { number, release };
  }
}

function hold(locks: LockManager, name: string, patience: number): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    const options: LockOptions = patience > 0 ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true };
    const held = locks.request(name, options, (lock) =>
      lock === null
        ? resolve(null)
        : new Promise<void>((release) => {
            resolve(release);
          }),
    );
    held.catch((error: unknown) => (error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError') ? resolve(null) : reject(error as Error)));
  });
}
