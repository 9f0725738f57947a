/**
 * The word that is being typed on a card, kept by the tab itself: a page that is loaded again, or killed and brought back, has no time to
 * write into the list.
 */
import type { Typed } from '$lib/grid/place.ts';

const KEPT = 'ra-soat.open-word';
/** Milliseconds that storing a write on the device takes, and far more. */
const STORED = 2_000;

/** @param by id of the person who types it. */
export function keepWord(by: string, word: Typed): void {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ by, ...word }));
  } catch (error) {
    console.warn('sessionStorage', error);
  }
}

/** It was written into the list: kept until the device has surely stored that. */
export function forgetWord(): void {
  const word = read();
  setTimeout(() => {
    if (word !== null && read() === word) sessionStorage.removeItem(KEPT);
  }, STORED);
}

function read(): string | null {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

/** The word that an earlier page of this tab has left, only for the person who typed it; another's is removed. */
export function leftWord(by: string): Typed | null {
  try {
    const word = JSON.parse(read() ?? 'null') as (Partial<Typed> & { by?: string }) | null;
    if (word?.by === by && typeof word.row === 'string' && typeof word.field === 'string' && typeof word.text === 'string')
      return word as Typed;
    sessionStorage.removeItem(KEPT);
    return null;
  } catch (error) {
    console.warn('sessionStorage', error);
    return null;
  }
}
