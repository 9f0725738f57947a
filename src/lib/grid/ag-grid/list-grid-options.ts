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
  /** A cell typed. */
  onTyped(cells: Typed[]): void;
  /** A block pasted, filled or emptied. @returns the rows that were added, in order. */
  onBlock(block: WrittenBlock): string[];
  /** More than one cell is selected, or no longer. */
  onSelect(selected: Selected | null): void;
  onDeed(deed: 'toggle' | 'mark' | 'clear' | 'settle', place: GridPlace): void;
  /** Somebody typed into a cell that is not written by hand, or not by them. */
  onRefused(place: GridPlace): void;
  onFocus(place: GridPlace | null): void;
  /** How many rows there are to see, whenever that may have changed. */
  onShown(count: number): void;
  layout: Layout;
  onLayout(change: Partial<Layout>): void;
  /** @param anchor what the column's menu opens beside. */
  onColumnMenu(field: string, anchor: Element): void;
  /** Asks why: of a formula's cell. */
  onWhy(place: GridPlace): void;
  /** Asks what can be done with the row; at the pointer, or beside the cell. */
  onRowMenu(place: GridPlace, at: { x: number; y: number }): void;
  onComment(place: GridPlace): void;
}
