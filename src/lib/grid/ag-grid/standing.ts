/** The active cell: focusing it, opening it, and keeping it in place and in sight while the grid changes around it. */
import type { GridApi } from 'ag-grid-community';
import { resultColumn, ROOM_FOR_RESULT } from './column-definitions.ts';
import { columnId, type GridColumn } from '../grid-columns.ts';
import type { GridRow, GridSheet } from '../grid-row.ts';
import { keepScroll } from './keep-scroll.ts';
import type { GridPlace } from '../place.ts';

export interface Size {
  width: number;
  height: number;
}

export interface Surroundings {
  sheet: GridSheet;
  /** Columns from left to right, without STT. */
  columns(): readonly GridColumn[];
  firstRow(): string | undefined;
  /** The filter must show this row from now on. */
  letIn(row: string): void;
}

/** How many frames to wait for a row to be drawn before it is opened. */
const FRAMES = 20;

export class Standing {
  readonly #api: GridApi<GridRow>;
  readonly #host: HTMLElement;
  readonly #around: Surroundings;
  #size: Size | null = null;

  constructor(api: GridApi<GridRow>, host: HTMLElement, around: Surroundings) {
    this.#api = api;
    this.#host = host;
    this.#around = around;
  }

  get focused(): GridPlace | null {
    const cell = this.#api.getFocusedCell();
    const row = cell ? this.#api.getDisplayedRowAtIndex(cell.rowIndex)?.data : undefined;
    return cell && row ? { row: row.id, field: cell.column.getColId() } : null;
  }

  /** Focuses a cell. Shows its row whatever the filter says; in a hidden column, focuses the row's first cell. */
  focus({ row, field: wanted }: GridPlace): void {
    const node = this.#api.getRowNode(row);
    if (node?.data && typeof node.rowIndex !== 'number') {
      this.#around.letIn(row);
      this.#api.onFilterChanged();
    }
    if (node?.rowIndex === null || node?.rowIndex === undefined) return;
    const [first] = this.#around.columns();
    const field = this.#api.getColumn(wanted)?.isVisible() || !first ? wanted : columnId(first);
    this.#showRow(node.rowIndex);
    this.#api.ensureColumnVisible(field);
    this.#api.setFocusedCell(node.rowIndex, field);
  }

  /**
   * Focuses the last active cell, or the first one.
   * @returns whether there is a cell to focus.
   */
  takeFocus(): boolean {
    const [first] = this.#around.columns();
    this.focus(this.focused ?? { row: this.#around.firstRow() ?? '', field: first ? columnId(first) : '' });
    return this.focused !== null;
  }

  /** Focuses the active row in that column. */
  focusColumn(field: string): void {
    const place = this.focused ?? { row: this.#around.firstRow() ?? '', field };
    this.focus({ ...place, field });
  }

  /** Scrolls to the cell; the focus stays where it is. */
  reveal({ row, field }: GridPlace): void {
    const index = this.#api.getRowNode(row)?.rowIndex;
    if (typeof index !== 'number' || !this.#api.getColumn(field)) return;
    this.#showRow(index);
    this.#api.ensureColumnVisible(field);
  }

  edit(place: GridPlace): void {
    this.focus(place);
    this.#openEditor(place, FRAMES);
  }

  /**
   * The grid knows its focus by row index: when rows shift, it would move the focus to another row.
   * @param change replaces rows of the grid, synchronously.
   */
  keepPlace(change: () => void): void {
    const place = this.#api.getFocusedCell();
    const row = place ? this.#api.getDisplayedRowAtIndex(place.rowIndex) : undefined;
    const active = document.activeElement;
    this.#api.setGridOption('suppressFocusAfterRefresh', true);
    keepScroll(this.#api, this.#host, change);
    this.#api.setGridOption('suppressFocusAfterRefresh', false);
    // During an edit, the cell takes the focus back itself when its editor closes.
    if (!place || typeof row?.rowIndex !== 'number' || row.rowIndex === place.rowIndex || this.#api.getEditingCells().length > 0) return;
    this.#api.setFocusedCell(row.rowIndex, place.column);
    // A person typing in a panel or a search box stays there.
    if (active instanceof HTMLElement && active !== document.body && !this.#host.contains(active)) active.focus({ preventScroll: true });
  }

  /** A panel, a message or the window takes room: a focused cell that was in sight stays in sight. */
  resized(size: Size): void {
    const before = this.#size;
    this.#size = size;
    this.#pinResult(size.width >= ROOM_FOR_RESULT);
    const place = this.focused;
    if (!before || !place) return;
    const column = this.#api.getColumn(place.field);
    const row = this.#api.getRowNode(place.row);
    const [lost, across, down] = [
      { width: before.width - size.width, height: before.height - size.height },
      this.#api.getHorizontalPixelRange(),
      this.#api.getVerticalPixelRange(),
    ];
    const [left, top] = [column?.isPinned() ? across.left : (column?.getLeft() ?? 0), row?.rowTop ?? 0];
    const wasSeen =
      left < across.right + lost.width &&
      left >= across.left - (column?.getActualWidth() ?? 0) &&
      top < down.bottom + lost.height &&
      top >= down.top - (row?.rowHeight ?? 0);
    // The grid knows what it shows only after it has laid itself out in the new size.
    if (wasSeen) requestAnimationFrame(() => !this.#api.isDestroyed() && this.reveal(place));
  }

  /** When there is no room to pin it, it scrolls with the others. */
  #pinResult(pinned: boolean): void {
    const result = resultColumn(this.#around.sheet);
    if (result && (this.#api.getColumn(result)?.getPinned() === 'right') !== pinned)
      this.#api.applyColumnState({ state: [{ colId: result, pinned: pinned ? 'right' : null }] });
  }

  /** Together with the next row: where a bar covers the last rows, the grid takes a row under it for visible. */
  #showRow(index: number): void {
    this.#api.ensureIndexVisible(Math.min(index + 1, this.#api.getDisplayedRowCount() - 1));
    this.#api.ensureIndexVisible(index);
  }

  /** A row just scrolled to, or just let through the filter, is drawn a few frames later; it cannot be opened before. */
  #openEditor(place: GridPlace, tries: number): void {
    requestAnimationFrame(() => {
      const node = this.#api.isDestroyed() ? undefined : this.#api.getRowNode(place.row);
      if (typeof node?.rowIndex !== 'number') return;
      this.#api.startEditingCell({ rowIndex: node.rowIndex, colKey: place.field });
      if (this.#api.getEditingCells().length === 0 && tries > 0) this.#openEditor(place, tries - 1);
    });
  }
}
