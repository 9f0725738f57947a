/** Tells of the first change of a burst at once, and of the rest together when the time is over. */
export function burstsOf(tell: () => void, ms: number): { tell: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let more = false;
  const over = (): void => {
    timer = undefined;
    if (!more) return;
    more = false;
    tell();
    timer = setTimeout(over, ms);
  };
  return {
    tell: () => {
      more = timer !== undefined;
      if (more) return;
      tell();
      timer = setTimeout(over, ms);
    },
    stop: () => clearTimeout(timer),
  };
}
