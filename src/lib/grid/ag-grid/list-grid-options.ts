/** What the grid is given, and what it asks for in return. */
import type { GridColumn } from '../grid-columns.ts';
import type { GridContext } from '../grid-context.ts';
import type { GridRow, GridSheet } from '../grid-row.ts';
import type { GridPlace, Typed } from '../place.ts';
import type { WrittenBlock } from '../placing.ts';
import type { Selected } from '../range.ts';
import type { Layout } from '../views.ts';

export interface ListGridOptions {
  sheet: GridSheet;
  columns: readonly GridColumn[];
  rows: readonly GridRow[];
  context: GridContext;
  filter(row: GridRow): boolean;
  /** A cell was typed into. */
  onTyped(cells: Typed[]): void;
  /**
   * A block was pasted, filled or emptied.
   * @returns ids of the rows that were added, in order.
   */
  onBlock(block: WrittenBlock): string[];
  /** More than one cell is selected, or no longer (null). */
  onSelect(selected: Selected | null): void;
  onDeed(deed: 'toggle' | 'mark' | 'clear' | 'settle', place: GridPlace): void;
  /** Somebody typed into a formula cell, or where they may not write. */
  onRefused(place: GridPlace): void;
  onFocus(place: GridPlace | null): void;
  /** The number of rows shown, whenever it may have changed. */
  onShown(count: number): void;
  layout: Layout;
  onLayout(change: Partial<Layout>): void;
  /** @param anchor the element that the column's menu opens next to. */
  onColumnMenu(field: string, anchor: Element): void;
  /** Asks for the explanation of a formula cell. */
  onWhy(place: GridPlace): void;
  /** Asks for the row's menu, at the pointer or next to the cell. */
  onRowMenu(place: GridPlace, at: { x: number; y: number }): void;
  onComment(place: GridPlace): void;
}
