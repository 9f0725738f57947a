/**
 * Counting unsent edits is fast; reading a list is slow. When many rooms are opened together, none is read until all are counted, because
 * people first look for what is safe.
 */
const PATIENCE = 1_000;

let counting = 0;
let waiting: (() => void)[] = [];

/** @returns a function that marks this room as counted. Calling it again does nothing. */
export function startCounting(): () => void {
  counting += 1;
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    counting -= 1;
    if (counting > 0) return;
    for (const go of waiting) go();
    waiting = [];
  };
}

/** A room that cannot be counted delays the reading of the others by PATIENCE at most. */
export function allCounted(): Promise<void> {
  if (counting === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE);
    waiting.push(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
