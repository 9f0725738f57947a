/**
 * Throttles: calls `tell` at once for the first change, then at most once in each interval while changes keep coming.
 * @param ms the interval, in milliseconds.
 */
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
