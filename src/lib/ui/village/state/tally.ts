/** How many rows have each label. Updated row by row, never counted again from the start. */
import type { GridRow } from '$lib/grid/grid-row.ts';

/** The labels of a row. The same row always gives the same labels. */
export type Labels = (row: GridRow) => readonly string[];

export class Tally {
  readonly labels: Labels;
  readonly #counts = new Map<string, number>();

  constructor(labels: Labels, rows: readonly GridRow[]) {
    this.labels = labels;
    for (const row of rows) this.take(undefined, row);
  }

  count(label: string): number {
    return this.#counts.get(label) ?? 0;
  }

  take(before: GridRow | undefined, now: GridRow | undefined): void {
    if (before) for (const label of this.labels(before)) this.#counts.set(label, this.count(label) - 1);
    if (now) for (const label of this.labels(now)) this.#counts.set(label, this.count(label) + 1);
  }
}
