/**
 * The grid of one sheet, bound one way each: rows come in by transactions, what a person does goes out as wishes.
 * It keeps no data of its own and knows nothing of how the list is stored.
 */
import {
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  createGrid,
  CustomEditorModule,
  EventApiModule,
  ExternalFilterModule,
  HighlightChangesModule,
  LocaleModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  ScrollApiModule,
  TooltipModule,
  type GridApi,
  type SuppressKeyboardEventParams,
} from 'ag-grid-community';
import type { CellValue } from '../review/types.ts';
import { deedOf, type CellDeed } from './cell-keys.ts';
import { CONFLICT_MARK, TOGGLE_MARK } from './cell-view.ts';
import { readBlock, writeBlock } from './clipboard.ts';
import { cellText, columnById, columnId, definitions, gridColumns, inputOf } from './grid-columns.ts';
import type { GridContext } from './grid-context.ts';
import type { GridRow, GridSheet } from './grid-row.ts';
import { emptyText, LOCALE } from './locale.ts';
import { theme } from './theme.ts';

ModuleRegistry.registerModules([
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  CustomEditorModule,
  EventApiModule,
  ExternalFilterModule,
  HighlightChangesModule,
  LocaleModule,
  RenderApiModule,
  RowApiModule,
  ScrollApiModule,
  TooltipModule,
]);

export interface Place {
  row: string;
  /** A grid column's id: an input's key, a formula's with '=' before it. */
  field: string;
}

export interface Typed extends Place {
  /** As typed or pasted; not yet read. */
  text: string;
  /** What stood in the cell when its editor was opened: somebody may have written it meanwhile. */
  seen?: CellValue;
}

export interface ListGridOptions {
  sheet: GridSheet;
  rows: readonly GridRow[];
  context: GridContext;
  pinResult: boolean;
  filter(row: GridRow): boolean;
  /** One act of the person: a cell typed, a block pasted. */
  onTyped(cells: Typed[]): void;
  onDeed(deed: 'toggle' | 'mark' | 'clear' | 'settle', place: Place): void;
  onFocus(place: Place | null): void;
}

/** Height of the headings: what an upright heading of two lines needs. */
const HEADING = 158;
const GROUP_HEADING = 30;

export class ListGrid {
  readonly #api: GridApi<GridRow>;
  readonly #host: HTMLElement;
  readonly #options: ListGridOptions;
  #filter: (row: GridRow) => boolean;
  #seen: CellValue = null;

  constructor(host: HTMLElement, options: ListGridOptions) {
    this.#host = host;
    this.#options = options;
    this.#filter = options.filter;
    this.#api = createGrid<GridRow>(host, {
      theme,
      localeText: { ...LOCALE, noRowsToShow: emptyText(options.sheet, options.context.mayWrite) },
      context: options.context,
      columnDefs: definitions(options.sheet, options),
      defaultColDef: {
        cellDataType: false,
        sortable: false,
        suppressMovable: true,
        suppressKeyboardEvent: (params) => this.#onKey(params),
        // Every value is drawn from the row's data; a row is new whenever anything in it is.
        equals: () => false,
      },
      rowData: [...options.rows],
      getRowId: ({ data }) => data.id,
      headerHeight: options.sheet === 'members' ? 104 : HEADING,
      groupHeaderHeight: GROUP_HEADING,
      readOnlyEdit: true,
      onCellEditRequest: ({ data, column, newValue }) => options.onTyped([{ row: data.id, field: column.getColId(), text: String(newValue ?? ''), seen: this.#seen }]),
      onCellEditingStarted: ({ data, column }) => void (this.#seen = data?.cells[column.getColId()] ?? null),
      enterNavigatesVertically: true,
      enterNavigatesVerticallyAfterEdit: true,
      stopEditingWhenCellsLoseFocus: true,
      // A row that no longer fits the filter stays until the filter is asked again, as in a worksheet.
      suppressModelUpdateAfterUpdateTransaction: true,
      isExternalFilterPresent: () => true,
      doesExternalFilterPass: ({ data }) => data !== undefined && this.#filter(data),
      tooltipShowDelay: 400,
      tooltipShowMode: 'standard',
      cellFlashDuration: 900,
      cellFadeDuration: 900,
      animateRows: false,
      onCellFocused: () => options.onFocus(this.focused),
      onCellClicked: ({ event, data, column }) => this.#onClick(event?.target, data, column.getColId()),
    });
    host.addEventListener('copy', this.#onCopy);
    host.addEventListener('cut', this.#onCopy);
    host.addEventListener('paste', this.#onPaste);
  }

  get focused(): Place | null {
    const cell = this.#api.getFocusedCell();
    const row = cell ? this.#api.getDisplayedRowAtIndex(cell.rowIndex)?.data : undefined;
    return cell && row ? { row: row.id, field: cell.column.getColId() } : null;
  }

  /** Rows as the filter leaves them, in the order shown. */
  get shown(): GridRow[] {
    const rows: GridRow[] = [];
    this.#api.forEachNodeAfterFilterAndSort(({ data }) => void (data && rows.push(data)));
    return rows;
  }

  setFilter(filter: (row: GridRow) => boolean): void {
    this.#filter = filter;
    this.#api.onFilterChanged();
  }

  /** @param flash cells that somebody else has just written. */
  take(change: { add: GridRow[]; update: GridRow[]; remove: GridRow[] }, flash: readonly Place[]): void {
    const known = change.update.filter(({ id }) => this.#api.getRowNode(id));
    this.#api.applyTransactionAsync({ add: change.add, update: known, remove: change.remove }, () => {
      for (const { row, field } of flash) {
        const node = this.#api.getRowNode(row);
        if (node) this.#api.flashCells({ rowNodes: [node], columns: [field] });
      }
    });
    // One's own hand must be seen at once; others' edits may come together.
    if (flash.length === 0) this.#api.flushAsyncTransactions();
  }

  /** All rows anew, in another order; who stands in a cell stays with its row. */
  setRows(rows: readonly GridRow[]): void {
    const { focused } = this;
    this.#api.setGridOption('rowData', [...rows]);
    const index = focused ? this.#api.getRowNode(focused.row)?.rowIndex : undefined;
    if (focused && typeof index === 'number' && this.#api.getEditingCells().length === 0) this.#api.setFocusedCell(index, focused.field);
  }

  /** Draws again what is not in the rows: colleagues' marks, the names of authors. */
  redraw(places: readonly Place[]): void {
    for (const { row, field } of places) {
      const node = this.#api.getRowNode(row);
      if (node && this.#api.getColumn(field)) this.#api.refreshCells({ rowNodes: [node], columns: [field], force: true });
    }
  }

  /** Every cell in sight. */
  redrawAll(): void {
    this.#api.refreshCells({ force: true });
  }

  focus({ row, field }: Place): void {
    const node = this.#api.getRowNode(row);
    if (node?.rowIndex === null || node?.rowIndex === undefined) return;
    this.#api.ensureIndexVisible(node.rowIndex);
    this.#api.ensureColumnVisible(field);
    this.#api.setFocusedCell(node.rowIndex, field);
  }

  edit(place: Place): void {
    this.focus(place);
    this.#openEditor(place, 20);
  }

  /** A row just scrolled to, or let in by the filter, is drawn a few frames later; until then it cannot be opened. */
  #openEditor(place: Place, tries: number): void {
    requestAnimationFrame(() => {
      const node = this.#api.isDestroyed() ? undefined : this.#api.getRowNode(place.row);
      if (typeof node?.rowIndex !== 'number') return;
      this.#api.startEditingCell({ rowIndex: node.rowIndex, colKey: place.field });
      if (this.#api.getEditingCells().length === 0 && tries > 0) this.#openEditor(place, tries - 1);
    });
  }

  destroy(): void {
    this.#host.removeEventListener('copy', this.#onCopy);
    this.#host.removeEventListener('cut', this.#onCopy);
    this.#host.removeEventListener('paste', this.#onPaste);
    this.#api.destroy();
  }

  #onKey({ event, editing, column, data }: SuppressKeyboardEventParams<GridRow>): boolean {
    if (editing || !data) return false;
    const deed = deedOf(event, inputOf(this.#options.sheet, column.getColId()));
    if (deed === null) return false;
    event.preventDefault();
    this.#do(deed, { row: data.id, field: column.getColId() });
    return true;
  }

  #do(deed: CellDeed, place: Place): void {
    if (deed === 'ignore') return;
    if (deed !== 'settle' && !this.#options.context.mayWrite) return;
    this.#options.onDeed(deed, place);
  }

  #onClick(target: EventTarget | null | undefined, row: GridRow | undefined, field: string): void {
    if (!row || !(target instanceof Element)) return;
    if (target.closest(`.${CONFLICT_MARK}`)) this.#do('settle', { row: row.id, field });
    else if (target.closest(`.${TOGGLE_MARK}`)) this.#do('toggle', { row: row.id, field });
  }

  readonly #onCopy = (event: ClipboardEvent): void => {
    const place = this.#idle(event) ? this.focused : null;
    const node = place ? this.#api.getRowNode(place.row) : undefined;
    const column = place ? columnById(this.#options.sheet, place.field) : undefined;
    if (!place || !node?.data || !column) return;
    event.clipboardData?.setData('text/plain', writeBlock([[cellText(node.data, column)]]));
    event.preventDefault();
    if (event.type === 'cut') this.#do('clear', place);
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    const place = this.#idle(event) ? this.focused : null;
    if (!place || !this.#options.context.mayWrite) return;
    event.preventDefault();
    const cells = this.#spread(place, readBlock(event.clipboardData?.getData('text/plain') ?? ''));
    if (cells.length > 0) this.#options.onTyped(cells);
  };

  /** A pasted block over the rows shown, from the focused cell right and down; formula columns are passed over. */
  #spread({ row, field }: Place, block: string[][]): Typed[] {
    const rows = this.shown.map(({ id }) => id);
    const columns = gridColumns(this.#options.sheet);
    const top = rows.indexOf(row);
    const left = columns.findIndex((column) => columnId(column) === field);
    return block.flatMap((line, down) =>
      line.flatMap((text, right) => {
        const id = rows[top + down];
        const column = columns[left + right];
        return id !== undefined && column?.kind === 'input' ? [{ row: id, field: column.column.key, text }] : [];
      }),
    );
  }

  /** While a cell is being edited, copying and pasting are the editor's. */
  #idle(event: Event): boolean {
    return !(event.target instanceof HTMLInputElement) && this.#api.getEditingCells().length === 0;
  }
}

