/**
 * Which rows are shown and in which order, as of the last filter or sort. As in a worksheet, nothing that a person or a colleague writes
 * makes a row vanish or jump. Later rows are filtered when they arrive and come at the end.
 */
import type { GridRow } from './grid-row.ts';

export class StillRows {
  #filter: (row: GridRow) => boolean;
  #decided = new Map<string, boolean>();
  #places: ReadonlyMap<string, number> | null = null;

  constructor(filter: (row: GridRow) => boolean) {
    this.#filter = filter;
  }

  setFilter(filter: (row: GridRow) => boolean): void {
    this.#filter = filter;
    this.#decided = new Map();
  }

  shows(row: GridRow): boolean {
    const known = this.#decided.get(row.id);
    if (known !== undefined) return known;
    const shown = this.#filter(row);
    this.#decided.set(row.id, shown);
    return shown;
  }

  /** Shows a row that a person is led to, whatever the filter says. */
  letIn(row: string): void {
    this.#decided.set(row, true);
  }

  get isOrdered(): boolean {
    return this.#places !== null;
  }

  /** @param order null for the list's own. */
  setOrder(order: readonly GridRow[] | null): void {
    this.#places = order && new Map(order.map(({ id }, index) => [id, index]));
  }

  /** In place. */
  arrange(nodes: { data?: GridRow | undefined }[]): void {
    const places = this.#places;
    if (!places) return;
    const place = ({ data }: { data?: GridRow | undefined }): number => places.get(data?.id ?? '') ?? places.size;
    nodes.sort((a, b) => place(a) - place(b));
  }
}
