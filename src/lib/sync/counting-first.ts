/**
 * What lies here unsent is soon counted; reading a list takes long. So where many rooms are opened together none is read
 * before all are counted: what is safe is what people look for first.
 */
const PATIENCE = 1_000;

let counting = 0;
let waiting: (() => void)[] = [];

/** @returns what says that this room is counted; again, it does nothing. */
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

/** One that cannot be counted does not keep the others from being read for long. */
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
