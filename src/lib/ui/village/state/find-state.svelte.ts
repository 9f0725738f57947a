/** Find and replace in a sheet: the search text, the cells found, and the current one. */
import { columnId, type GridColumn } from '$lib/grid/grid-columns.ts';
import { findCells, type Found, type Wanted } from '$lib/grid/find.ts';
import type { GridRow } from '$lib/grid/grid-row.ts';
import type { GridPlace } from '$lib/grid/place.ts';

const keyOf = (row: string, field: string): string => `${row} ${field}`;

/** A sheet as it is shown, in that order. */
export interface Searched {
  readonly shown: readonly GridRow[];
  readonly columns: readonly GridColumn[];
  readonly focused: GridPlace | null;
}

/** A sheet in which text can also be replaced. */
export interface SearchedGrid extends Searched {
  /** Every row, in the list's own order. */
  readonly all: readonly GridRow[];
  redrawAll(): void;
}

export class FindState {
  text = $state('');
  by = $state('');
  marked = $state(false);
  whole = $state(false);
  /** A grid column's id; '' is the whole sheet. */
  column = $state('');
  #found = $state.raw<readonly Found[]>([]);
  #keys = $derived(new Set(this.#found.map(({ row, field }) => keyOf(row, field))));
  #at = $state.raw<Found | null>(null);

  get wanted(): Wanted {
    return { text: this.text, marked: this.marked, whole: this.whole };
  }

  get count(): number {
    return this.#found.length;
  }

  /** From 1; 0 when none is current. */
  get place(): number {
    const at = this.#at;
    return at ? this.#found.findIndex(({ row, field }) => row === at.row && field === at.field) + 1 : 0;
  }

  get here(): Found | null {
    return this.place > 0 ? this.#at : null;
  }

  /** Searches again in the current rows and columns. */
  look(grid: Searched): void {
    const columns = grid.columns.filter((column) => this.column === '' || columnId(column) === this.column);
    this.#found = findCells(grid.shown, columns, this.wanted);
  }

  clear(): void {
    this.#found = [];
    this.#at = null;
  }

  /** The next one after the current find or the focused cell; after the last one, the first. */
  step(grid: Searched, direction: 1 | -1): Found | null {
    this.look(grid);
    const from = this.here ?? grid.focused;
    const index = from ? this.#indexFrom(grid, from, direction) : direction > 0 ? 0 : this.count - 1;
    this.#at = this.#found.at(index % Math.max(1, this.count)) ?? null;
    return this.#at;
  }

  in(row: string, field: string): 'found' | 'here' | null {
    if (!this.#keys.has(keyOf(row, field))) return null;
    return this.#at?.row === row && this.#at.field === field ? 'here' : 'found';
  }

  #indexFrom(grid: Searched, from: Found, direction: 1 | -1): number {
    const place = this.#found.findIndex(({ row, field }) => row === from.row && field === from.field);
    if (place >= 0) return place + direction;
    const rows = new Map(grid.shown.map(({ id }, index) => [id, index]));
    const columns = new Map(grid.columns.map((column, index) => [columnId(column), index]));
    const order = ({ row, field }: Found): number => (rows.get(row) ?? 0) * columns.size + (columns.get(field) ?? 0);
    const next = this.#found.findIndex((found) => order(found) > order(from));
    if (direction > 0) return next < 0 ? 0 : next;
    return next < 0 ? this.count - 1 : next - 1;
  }
}
