/** Arrow keys in a row of tabs: only the open tab is a Tab stop, and moving opens the next one. */

/** @returns the index of the tab that the key goes to; null if the key goes to none. */
export function tabByKey({ key, altKey, ctrlKey, metaKey }: KeyboardEvent, open: number, count: number): number | null {
  if (altKey || ctrlKey || metaKey || count === 0) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  return step === 0 ? null : (open + step + count) % count;
}
