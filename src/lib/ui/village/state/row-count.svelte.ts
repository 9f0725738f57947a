/**
 * Whether every row has its results and problems. They are computed on first use; what reads those of all rows would keep a long list from
 * being shown, so it waits for this.
 */
import type { GridRow } from '$lib/grid/grid-row.ts';

/** Milliseconds of work, and those between in which keys and paints get their turn. */
const SLICE = 10;
const PAUSE = 4;
/** Milliseconds until a person is told that it takes a while. */
const PATIENCE = 400;

export class RowCount {
  readonly #rows: () => readonly GridRow[];
  readonly #now: () => number;
  #left: readonly GridRow[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #slow: ReturnType<typeof setTimeout> | undefined;
  #done = $state(false);
  #isSlow = $state(false);

  /** @param rows all rows of the list, when it begins. @param now milliseconds. */
  constructor(rows: () => readonly GridRow[], now: () => number = () => performance.now()) {
    this.#rows = rows;
    this.#now = now;
  }

  /** Reactive, like `isSlow`. Once true it stays true: rows that change later are computed by whoever reads them. */
  get done(): boolean {
    return this.#done;
  }

  /** It has begun, and is to be spoken of. */
  get isSlow(): boolean {
    return this.#isSlow && !this.#done;
  }

  /** Calling it again does nothing. */
  begin(): void {
    if (this.#done || this.#timer !== undefined) return;
    this.#left = this.#rows();
    this.#slow = setTimeout(() => (this.#isSlow = true), PATIENCE);
    this.#work(0);
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#slow);
  }

  #work(from: number): void {
    const end = this.#now() + SLICE;
    let at = from;
    while (at < this.#left.length && this.#now() < end) {
      void this.#left[at]?.results;
      void this.#left[at]?.problems;
      at++;
    }
    if (at < this.#left.length) {
      this.#timer = setTimeout(() => this.#work(at), PAUSE);
      return;
    }
    this.#left = [];
    clearTimeout(this.#slow);
    this.#done = true;
  }
}
