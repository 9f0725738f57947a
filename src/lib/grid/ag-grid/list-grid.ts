/**
 * The grid of one sheet, bound one way in each direction: rows come in by transactions, and what a person does goes out as wishes. It keeps
 * no data of its own and does not know how the list is stored. This class puts its parts together.
 */
import { createGrid, type GridApi } from 'ag-grid-community';
import type { CellValue } from '../../review/types.ts';
import { BlockDeeds } from './block-deeds.ts';
import { CellActs } from './cell-acts.ts';
import { CellTyping } from './cell-typing.ts';
import { ClipboardBinding, isIdle } from './clipboard-binding.ts';
import { ColumnLayout } from './column-layout.ts';
import { columnById, labelOf, type GridColumn } from '../grid-columns.ts';
import type { GridRow } from '../grid-row.ts';
import { GROUP_HEADING, gridSettings, HEADING } from './grid-settings.ts';
import { HeadingKeys } from './heading-keys.ts';
import { HeadingRows } from './heading-rows.ts';
import { Keyboard } from './keyboard.ts';
import type { ListGridOptions } from './list-grid-options.ts';
import type { GridPlace } from '../place.ts';
import { Ranges } from './range-binding.ts';
import { sortRows, type SortLevel } from '../sorting.ts';
import { Standing } from './standing.ts';
import { StillRows } from '../still-rows.ts';
import type { Layout } from '../views.ts';

export class ListGrid {
  readonly #api: GridApi<GridRow>;
  readonly #options: ListGridOptions;
  readonly #rows: StillRows;
  readonly #acts: CellActs;
  readonly #standing: Standing;
  readonly #ranges: Ranges;
  readonly #blocks: BlockDeeds;
  readonly #layout: ColumnLayout;
  readonly #headings: HeadingKeys;
  readonly #headingRows: HeadingRows;
  readonly #keyboard: Keyboard;
  readonly #typing: CellTyping;
  readonly #copying: ClipboardBinding;

  constructor(host: HTMLElement, options: ListGridOptions) {
    this.#options = options;
    const { sheet, columns, context } = options;
    const mayWrite = (): boolean => context.mayWrite;
    const focused = (): GridPlace | null => this.focused;
    this.#rows = new StillRows(options.filter);
    // Must listen to the pointer before the grid and the ranges, because they move the focus.
    this.#acts = new CellActs(host, options, {
      focused,
      focus: (place) => this.focus(place),
      retype: () => this.#typing.start(''),
    });
    this.#api = createGrid<GridRow>(
      host,
      gridSettings(host, options, {
        rows: this.#rows,
        focused,
        // Called while the first rows are drawn, before `#typing` exists.
        isHeld: (row, field) => this.#typing?.isHeld(row, field) ?? false,
        onEdited: (...edit) => this.#onEdited(...edit),
        onKey: (params) => this.#keyboard.onKey(params),
        onSize: (size) => this.#standing.resized(size),
        onClick: (...click) => this.#acts.click(...click),
        onRowMenu: (place, event) => this.#acts.openMenu(place, event),
      }),
    );
    this.#standing = new Standing(this.#api, host, {
      sheet,
      columns: () => this.columns,
      firstRow: () => this.shown[0]?.id,
      letIn: (row) => this.#rows.letIn(row),
    });
    this.#ranges = new Ranges(host, this.#api, {
      mayWrite,
      textOf: (row, field) => this.#blocks.textOf(row, field),
      labelOf: (field) => labelOf(columns, field),
      onSelect: options.onSelect,
      onFill: (source, over, other) => this.#blocks.fill(source, over, other),
      onFillDown: (source) => this.#blocks.fillDown(source),
    });
    this.#blocks = new BlockDeeds(this.#api, this.#ranges, { columns, mayWrite, onBlock: options.onBlock });
    this.#layout = new ColumnLayout(this.#api, host, { ...options, headerHeight: HEADING, groupHeaderHeight: GROUP_HEADING });
    this.#layout.set(options.layout);
    this.#headings = new HeadingKeys(host, {
      field: () => this.focused?.field,
      hasMenu: (field) => columnById(columns, field) !== undefined,
      isIdle: (event) => isIdle(this.#api, event),
      enterRows: () => this.takeFocus(),
      onColumnMenu: options.onColumnMenu,
    });
    this.#headingRows = new HeadingRows(host);
    const { onRefused } = options;
    this.#keyboard = new Keyboard(
      this.#api,
      { sheet, mayWrite, onRefused, do: (deed, place) => this.#acts.do(deed, place) },
      this.#ranges,
      this.#blocks,
    );
    this.#typing = new CellTyping(this.#api, host, { sheet, mayWrite, focused });
    this.#copying = new ClipboardBinding(this.#api, host, this.#blocks);
  }

  get focused(): GridPlace | null {
    return this.#standing.focused;
  }

  /** The rows that pass the filter, in the order shown. */
  get shown(): GridRow[] {
    const rows: GridRow[] = [];
    this.#api.forEachNodeAfterFilterAndSort(({ data }) => void (data && rows.push(data)));
    return rows;
  }

  /** Every row, in the list's own order. */
  get all(): GridRow[] {
    const rows: GridRow[] = [];
    this.#api.forEachNode(({ data }) => void (data && rows.push(data)));
    return rows;
  }

  /** Columns from left to right, without STT. */
  get columns(): GridColumn[] {
    return this.#api.getAllDisplayedColumns().flatMap((column) => columnById(this.#options.columns, column.getColId()) ?? []);
  }

  /** A row that is being typed in stays open, and is shown whatever the filter says. */
  setFilter(filter: (row: GridRow) => boolean): void {
    this.#rows.setFilter(filter);
    for (const { rowIndex } of this.#api.getEditingCells()) {
      const row = this.#api.getDisplayedRowAtIndex(rowIndex)?.data;
      if (row) this.#rows.letIn(row.id);
    }
    // The grid's own `onFilterChanged` would close the editor.
    this.#api.refreshClientSideRowModel('filter');
  }

  /**
   * Sorts once, by the rows' present values; [] restores the list's own order. As in a worksheet, the active cell keeps its position, not
   * its row.
   */
  setSort(levels: readonly SortLevel[]): void {
    if (levels.length === 0 && !this.#rows.isOrdered) return;
    this.#rows.setOrder(levels.length > 0 ? sortRows(this.all, levels, this.#options.columns) : null);
    this.#api.refreshClientSideRowModel('sort');
    const cell = this.#api.getFocusedCell();
    if (cell && this.#api.getEditingCells().length === 0) this.#api.setFocusedCell(cell.rowIndex, cell.column);
  }

  setLayout(layout: Layout): void {
    this.#layout.set(layout);
  }

  refreshHeadings(): void {
    this.#api.refreshHeader();
  }

  /** The element that a column's menu opens next to: the button in its heading, where it is in sight. */
  anchorOf(field: string): Element {
    return this.#headings.anchorOf(field);
  }

  /** @param flash cells that somebody else has just written. */
  take(change: { add: GridRow[]; update: GridRow[]; remove: GridRow[] }, flash: readonly GridPlace[]): void {
    const known = change.update.filter(({ id }) => this.#api.getRowNode(id));
    const apply = (): void => void this.#api.applyTransaction({ add: change.add, update: known, remove: change.remove });
    if (change.add.length + change.remove.length > 0) this.#standing.keepPlace(apply);
    else apply();
    for (const { row, field } of flash) {
      const node = this.#api.getRowNode(row);
      if (node) this.#api.flashCells({ rowNodes: [node], columns: [field] });
    }
  }

  /** Replaces all rows, in another order; the active cell stays with its row. */
  setRows(rows: readonly GridRow[]): void {
    this.#standing.keepPlace(() => this.#api.setGridOption('rowData', [...rows]));
  }

  /** Redraws what is not part of the rows: colleagues' marks, authors' names. */
  redraw(places: readonly GridPlace[]): void {
    for (const { row, field } of places) {
      const node = this.#api.getRowNode(row);
      if (node && this.#api.getColumn(field)) this.#api.refreshCells({ rowNodes: [node], columns: [field] });
    }
  }

  /** Redraws every cell in sight: marks of a search or of changes are not part of the rows. */
  redrawAll(): void {
    this.#api.refreshCells();
  }

  /** Focuses a cell. Shows its row whatever the filter says; in a hidden column, focuses the row's first cell. */
  focus(place: GridPlace): void {
    this.#standing.focus(place);
  }

  /**
   * Focuses the last active cell, or the first one.
   * @returns whether there is a cell to focus.
   */
  takeFocus(): boolean {
    return this.#standing.takeFocus();
  }

  /** Back from a column's menu: focuses the active row in that column. */
  focusColumn(field: string): void {
    this.#standing.focusColumn(field);
  }

  /** Scrolls to the cell; the focus stays where it is. */
  reveal(place: GridPlace): void {
    this.#standing.reveal(place);
  }

  edit(place: GridPlace): void {
    this.#standing.edit(place);
  }

  /** Writes what is being typed, and closes its editor. */
  finish(): void {
    this.#api.stopEditing();
  }

  destroy(): void {
    this.finish();
    this.#headings.destroy();
    this.#headingRows.destroy();
    this.#acts.destroy();
    this.#typing.destroy();
    this.#copying.destroy();
    this.#ranges.destroy();
    this.#api.destroy();
  }

  /** Runs once the grid has closed the editor, before anything is painted. */
  #onEdited(row: string, field: string, text: string, seen: CellValue): void {
    queueMicrotask(() => {
      this.#blocks.forgetCut();
      this.#options.onTyped([{ row, field, text, seen }]);
    });
  }
}
