/** A village's book, read reactively: an effect or a component that reads here runs again when the book changes. */
import { createSubscriber } from 'svelte/reactivity';
import type { GridColumn } from '$lib/grid/grid-columns.ts';
import type { GridRow, GridSheet } from '$lib/grid/grid-row.ts';
import type { Round } from '$lib/review/plans.ts';
import type { CellValue } from '$lib/review/types.ts';
import { burstsOf } from '$lib/sync/bursts.ts';
import type { Labels, Tally } from './tally.ts';
import type { VillageBook } from './village-book.ts';

/** Milliseconds between two runs of what reads the whole sheet, while edits stream in. */
const SELDOM = 400;

export class LiveBook {
  readonly #book: VillageBook;
  readonly #subscribe: () => void;
  readonly #subscribeSeldom: () => void;

  constructor(book: VillageBook) {
    this.#book = book;
    this.#subscribe = createSubscriber((update) => book.onChange(update));
    this.#subscribeSeldom = createSubscriber((update) => {
      const bursts = burstsOf(update, SELDOM);
      const stop = book.onChange(bursts.tell);
      return () => {
        stop();
        bursts.stop();
      };
    });
  }

  /** For what reads the whole sheet again after a change: at once after a pause, seldom while edits stream in. */
  followSeldom(): void {
    this.#subscribeSeldom();
  }

  rows(sheet: GridSheet): readonly GridRow[] {
    this.#subscribe();
    return this.#book.rows(sheet);
  }

  count(sheet: GridSheet): number {
    this.#subscribe();
    return this.#book.count(sheet);
  }

  row(id: string | undefined): GridRow | undefined {
    this.#subscribe();
    return id === undefined ? undefined : this.#book.row(id);
  }

  households(): GridRow[] {
    this.#subscribe();
    return this.#book.households();
  }

  membersOf(code: CellValue | undefined): GridRow[] {
    this.#subscribe();
    return this.#book.membersOf(code);
  }

  /** As the grid shows them: those of the standard, and any other column in which something is written. */
  columns(sheet: GridSheet): readonly GridColumn[] {
    this.#subscribe();
    return this.#book.columns(sheet);
  }

  tally(sheet: GridSheet, name: string, labels: Labels): Tally {
    this.#subscribe();
    return this.#book.tally(sheet, name, labels);
  }

  get round(): Round {
    this.#subscribe();
    return this.#book.classifier.round;
  }
}
