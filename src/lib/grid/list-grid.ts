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
import { BlockDeeds, type WrittenBlock } from './block-deeds.ts';
import { deedOf, wantsToWrite, type CellDeed } from './cell-keys.ts';
import { CellComposition, composedKey, isComposing } from './composition.ts';
import { CONFLICT_MARK, TOGGLE_MARK } from './cell-look.ts';
import { ColumnLayout } from './column-layout.ts';
import { moveOf, TabRun, type Move } from './editing-keys.ts';
import {
  columnById,
  columnId,
  definitions,
  inputOf,
  labelOf,
  nameWidth,
  resultColumn,
  ROOM_FOR_RESULT,
  type GridColumn,
} from './grid-columns.ts';
import type { GridContext } from './grid-context.ts';
import type { GridRow, GridSheet } from './grid-row.ts';
import { COLUMN_MENU, MENU_BUTTON } from './heading.ts';
import { keepScroll } from './keep-scroll.ts';
import { LOCALE } from './locale.ts';
import { Ranges, type Selected } from './range-binding.ts';
import { sortRows, type SortLevel } from './sorting.ts';
import { StillRows } from './still-rows.ts';
import { theme } from './theme.ts';
import type { Layout } from './views.ts';

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
  onDeed(deed: 'toggle' | 'mark' | 'clear' | 'settle', place: Place): void;
  /** Somebody typed into a cell that is not written by hand, or not by them. */
  onRefused(place: Place): void;
  onFocus(place: Place | null): void;
  /** How many rows there are to see, whenever that may have changed. */
  onShown(count: number): void;
  layout: Layout;
  onLayout(change: Partial<Layout>): void;
  /** @param anchor what the column's menu opens beside. */
  onColumnMenu(field: string, anchor: Element): void;
  /** Asks why: of a formula's cell. */
  onWhy(place: Place): void;
  /** Asks what can be done with the row; at the pointer, or beside the cell. */
  onRowMenu(place: Place, at: { x: number; y: number }): void;
  onComment(place: Place): void;
}

interface Size {
  width: number;
  height: number;
}

/** Heights of the headings: two lines of words and the menu's button; the rows have the rest of the screen. */
const HEADING = 62;
const GROUP_HEADING = 24;

export class ListGrid {
  readonly #api: GridApi<GridRow>;
  readonly #host: HTMLElement;
  readonly #options: ListGridOptions;
  readonly #ranges: Ranges;
  readonly #blocks: BlockDeeds;
  readonly #rows: StillRows;
  readonly #layout: ColumnLayout;
  readonly #composition: CellComposition;
  readonly #tabs = new TabRun();
  #size: Size | null = null;
  /** The cell that an input method may compose in. */
  #held: Place | null = null;
  /** Where one stood before the pointer went down: a first click only leads there. */
  #stoodIn: Place | null = null;

  constructor(host: HTMLElement, options: ListGridOptions) {
    this.#host = host;
    this.#options = options;
    this.#rows = new StillRows(options.filter);
    // Before anything that moves the focus.
    host.addEventListener('pointerdown', this.#onPointerDown, true);
    this.#api = createGrid<GridRow>(host, {
      theme,
      localeText: LOCALE,
      // Its overlays are read out before the rows are counted, and never taken back: the page says it (VillageDesk.svelte).
      suppressOverlays: ['noRows', 'noMatchingRows'],
      context: options.context,
      columnDefs: definitions(options.sheet, options.columns, {
        pinResult: host.clientWidth >= ROOM_FOR_RESULT,
        nameWidth: nameWidth(options.sheet, options.rows, host.clientWidth),
        onEdited: (...edit) => this.#onEdited(...edit),
        isHeld: (row, field) => this.#held?.row === row && this.#held.field === field,
      }),
      defaultColDef: {
        cellDataType: false,
        // Rows are sorted by still-rows.ts, so that they keep their places.
        sortable: false,
        suppressKeyboardEvent: (params) => this.#onKey(params),
      },
      // A drag along the headings selects columns.
      suppressMovableColumns: true,
      rowData: [...options.rows],
      getRowId: ({ data }) => data.id,
      headerHeight: HEADING,
      groupHeaderHeight: GROUP_HEADING,
      // The editors hand over what is written; the rows are the list's.
      readOnlyEdit: true,
      enterNavigatesVertically: true,
      enterNavigatesVerticallyAfterEdit: true,
      stopEditingWhenCellsLoseFocus: true,
      // A row that no longer fits the filter stays until the filter is asked again, as in a worksheet.
      suppressModelUpdateAfterUpdateTransaction: true,
      isExternalFilterPresent: () => true,
      doesExternalFilterPass: ({ data }) => data !== undefined && this.#rows.shows(data),
      postSortRows: ({ nodes }) => this.#rows.arrange(nodes),
      tooltipShowDelay: 400,
      tooltipShowMode: 'standard',
      cellFlashDuration: 1_200,
      // A fade keeps the whole page drawing for as long as others write.
      cellFadeDuration: 0,
      animateRows: false,
      // Rows out of sight are drawn and put together at every frame as well.
      rowBuffer: 2,
      // Each row with a transform is three layers for the browser to put together at every frame.
      suppressRowTransform: true,
      // As a worksheet: a row that lights up under the pointer is styled anew at every turn of the wheel.
      suppressRowHoverHighlight: true,
      onCellFocused: () => {
        host.classList.toggle('is-read', !options.context.mayWrite);
        options.onFocus(this.focused);
      },
      onModelUpdated: ({ api }) => options.onShown(api.getDisplayedRowCount()),
      onGridSizeChanged: ({ clientWidth, clientHeight }) => this.#onSize({ width: clientWidth, height: clientHeight }),
      preventDefaultOnContextMenu: true,
      onCellContextMenu: ({ event, data, column }) => {
        if (data && event instanceof MouseEvent) this.#openRowMenu({ row: data.id, field: column.getColId() }, event);
      },
      onCellDoubleClicked: ({ data, column }) => {
        if (data && !inputOf(options.sheet, column.getColId())) options.onWhy({ row: data.id, field: column.getColId() });
      },
      onCellClicked: ({ event, data, column }) => this.#onClick(event, data, column.getColId()),
      // Fifty headings are one stop, the arrows go from one to the next: out of the grid, or into the rows (#onHeadingKey).
      tabToNextHeader: () => false,
    });
    this.#ranges = new Ranges(host, this.#api, {
      mayWrite: () => options.context.mayWrite,
      textOf: (row, field) => this.#blocks.textOf(row, field),
      labelOf: (field) => labelOf(options.columns, field),
      onSelect: options.onSelect,
      onFill: (source, over, other) => this.#blocks.fill(source, over, other),
      onFillDown: (source) => this.#blocks.fillDown(source),
    });
    this.#blocks = new BlockDeeds(this.#api, this.#ranges, {
      columns: options.columns,
      mayWrite: () => options.context.mayWrite,
      onBlock: options.onBlock,
    });
    this.#layout = new ColumnLayout(this.#api, host, { ...options, headerHeight: HEADING, groupHeaderHeight: GROUP_HEADING });
    this.#layout.set(options.layout);
    host.addEventListener(COLUMN_MENU, this.#onColumnMenu);
    host.addEventListener('keydown', this.#onHeadingKey, true);
    host.addEventListener('keydown', this.#onColumnMenuKey, true);
    this.#composition = new CellComposition(host, {
      takes: () => this.#takesTyping(),
      open: (text) => this.#startTyping(text),
      hold: (isHeld) => this.#hold(isHeld),
    });
    host.addEventListener('copy', this.#onCopy);
    host.addEventListener('cut', this.#onCopy);
    document.addEventListener('paste', this.#onPaste);
    this.#api.addEventListener('rowDataUpdated', this.#onRows);
    this.#onRows();
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

  /** Every row, in the list's own order. */
  get all(): GridRow[] {
    const rows: GridRow[] = [];
    this.#api.forEachNode(({ data }) => void (data && rows.push(data)));
    return rows;
  }

  /** As they stand from left to right, without STT. */
  get columns(): GridColumn[] {
    return this.#api.getAllDisplayedColumns().flatMap((column) => columnById(this.#options.columns, column.getColId()) ?? []);
  }

  setFilter(filter: (row: GridRow) => boolean): void {
    this.#rows.setFilter(filter);
    this.#api.onFilterChanged();
  }

  /** Once, by what the rows hold now; [] is the list's own order. As in a worksheet, one stays in the place, not in the row. */
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

  /** What the menu of a column opens beside: its heading's button, where it is in sight. */
  anchorOf(field: string): Element {
    return [...this.#host.querySelectorAll<HTMLElement>(`.${MENU_BUTTON}`)].find(({ dataset }) => dataset.field === field) ?? this.#host;
  }

  /** @param flash cells that somebody else has just written. */
  take(change: { add: GridRow[]; update: GridRow[]; remove: GridRow[] }, flash: readonly Place[]): void {
    const known = change.update.filter(({ id }) => this.#api.getRowNode(id));
    const apply = (): void => void this.#api.applyTransaction({ add: change.add, update: known, remove: change.remove });
    if (change.add.length + change.remove.length > 0) this.#keepPlace(apply);
    else apply();
    for (const { row, field } of flash) {
      const node = this.#api.getRowNode(row);
      if (node) this.#api.flashCells({ rowNodes: [node], columns: [field] });
    }
  }

  /** All rows anew, in another order; who stands in a cell stays with its row. */
  setRows(rows: readonly GridRow[]): void {
    this.#keepPlace(() => this.#api.setGridOption('rowData', [...rows]));
  }

  /** The grid knows the cell one stands in by its line: when lines shift it would stand, and put the focus, elsewhere. */
  #keepPlace(change: () => void): void {
    const place = this.#api.getFocusedCell();
    const row = place ? this.#api.getDisplayedRowAtIndex(place.rowIndex) : undefined;
    const active = document.activeElement;
    this.#api.setGridOption('suppressFocusAfterRefresh', true);
    keepScroll(this.#api, this.#host, change);
    this.#api.setGridOption('suppressFocusAfterRefresh', false);
    // Editing, the cell itself takes the focus back when its editor closes.
    if (!place || typeof row?.rowIndex !== 'number' || row.rowIndex === place.rowIndex || this.#api.getEditingCells().length > 0) return;
    this.#api.setFocusedCell(row.rowIndex, place.column);
    // Whoever types in a panel or a search box stays there.
    if (active instanceof HTMLElement && active !== document.body && !this.#host.contains(active)) active.focus({ preventScroll: true });
  }

  /** Draws again what is not in the rows: colleagues' marks, the names of authors. */
  redraw(places: readonly Place[]): void {
    for (const place of places) this.#redraw(place, false);
  }

  /** Every cell in sight: marks of what was searched for, or of what has changed, are not in the rows. */
  redrawAll(): void {
    this.#api.refreshCells();
  }

  /** @param force also if it looks the same. */
  #redraw({ row, field }: Place, force: boolean): void {
    const node = this.#api.getRowNode(row);
    if (node && this.#api.getColumn(field)) this.#api.refreshCells({ rowNodes: [node], columns: [field], force });
  }

  /** Whoever is led to a row sees it, whatever the filter says; a hidden column's row by its first cell. */
  focus({ row, field: wanted }: Place): void {
    const node = this.#api.getRowNode(row);
    if (node?.data && typeof node.rowIndex !== 'number') {
      this.#rows.letIn(row);
      this.#api.onFilterChanged();
    }
    if (node?.rowIndex === null || node?.rowIndex === undefined) return;
    const [first] = this.columns;
    const field = this.#api.getColumn(wanted)?.isVisible() || !first ? wanted : columnId(first);
    this.#showRow(node.rowIndex);
    this.#api.ensureColumnVisible(field);
    this.#api.setFocusedCell(node.rowIndex, field);
  }

  /** Into the cell one stood in last, or the first one. @returns whether there is a cell to stand in. */
  takeFocus(): boolean {
    const [first] = this.columns;
    this.focus(this.focused ?? { row: this.shown[0]?.id ?? '', field: first ? columnId(first) : '' });
    return this.focused !== null;
  }

  /** Back from the menu of a column: to where one stood, in that column. */
  focusColumn(field: string): void {
    const place = this.focused ?? { row: this.shown[0]?.id ?? '', field };
    this.focus({ ...place, field });
  }

  /** Scrolls to the cell; the focus stays where it is. */
  reveal({ row, field }: Place): void {
    const index = this.#api.getRowNode(row)?.rowIndex;
    if (typeof index !== 'number' || !this.#api.getColumn(field)) return;
    this.#showRow(index);
    this.#api.ensureColumnVisible(field);
  }

  /** A panel beside it, a message beneath it or the window takes room: the cell one stands in and sees stays in sight. */
  #onSize(size: Size): void {
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
    // The grid knows what it shows only once it has laid itself out in its new size.
    if (wasSeen) requestAnimationFrame(() => !this.#api.isDestroyed() && this.reveal(place));
  }

  /** Where there is no room for it, it scrolls with the others. */
  #pinResult(pinned: boolean): void {
    const result = resultColumn(this.#options.sheet);
    if (result && (this.#api.getColumn(result)?.getPinned() === 'right') !== pinned)
      this.#api.applyColumnState({ state: [{ colId: result, pinned: pinned ? 'right' : null }] });
  }

  /** With the next one: where a bar lies over the foot of the rows, the grid takes a row under it for one in sight. */
  #showRow(index: number): void {
    this.#api.ensureIndexVisible(Math.min(index + 1, this.#api.getDisplayedRowCount() - 1));
    this.#api.ensureIndexVisible(index);
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
    this.#host.removeEventListener(COLUMN_MENU, this.#onColumnMenu);
    this.#host.removeEventListener('keydown', this.#onHeadingKey, true);
    this.#host.removeEventListener('keydown', this.#onColumnMenuKey, true);
    this.#host.removeEventListener('pointerdown', this.#onPointerDown, true);
    this.#composition.destroy();
    this.#host.removeEventListener('copy', this.#onCopy);
    this.#host.removeEventListener('cut', this.#onCopy);
    document.removeEventListener('paste', this.#onPaste);
    this.#ranges.destroy();
    this.#api.destroy();
  }

  readonly #onColumnMenu = ({ target }: Event): void => {
    if (target instanceof HTMLElement && target.dataset.field !== undefined) this.#options.onColumnMenu(target.dataset.field, target);
  };

  /** Tab on a heading leads into the rows. Before the grid takes the key: told to stay, it would give the focus back to the heading. */
  readonly #onHeadingKey = (event: KeyboardEvent): void => {
    const isHeading = event.target instanceof Element && event.target.closest('[role=columnheader]') !== null;
    if (event.key !== 'Tab' || event.shiftKey || !isHeading || !this.takeFocus()) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Alt+Down anywhere in a column, Enter on its heading; before the grid takes the key for a move. */
  readonly #onColumnMenuKey = (event: KeyboardEvent): void => {
    const heading = event.target instanceof Element ? event.target.closest('[role=columnheader]')?.getAttribute('col-id') : null;
    const opens = (event.key === 'ArrowDown' && event.altKey) || (event.key === 'Enter' && heading);
    const field = heading ?? this.focused?.field;
    if (!opens || !field || !columnById(this.#options.columns, field) || !this.#idle(event)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#options.onColumnMenu(field, this.anchorOf(field));
  };

  #onKey({ event, editing, column, data, node }: SuppressKeyboardEventParams<GridRow>): boolean {
    if (!editing && data && this.#refuses(event, { row: data.id, field: column.getColId() })) return true;
    if (isComposing(event)) return true;
    if (!data || node.rowIndex === null) return false;
    if (this.#onBlockKey(event, editing)) return true;
    const move = this.#moveOf(event, editing);
    if (move) {
      const within = (event.key === 'Enter' || event.key === 'Tab') && this.#ranges.isMany;
      const to = within ? null : this.#to({ row: node.rowIndex, column: column.getColId() }, move);
      // Past the last column of the row the grid's own Tab goes on, out of the grid in the end.
      if (to && !editing && move.right !== 0 && to.column === column.getColId()) return false;
      event.preventDefault();
      // Before what was typed changes the page, which would have to be laid out once more for this; and only what moves.
      if (to && to.row !== node.rowIndex) this.#api.ensureIndexVisible(to.row);
      if (to && to.column !== column.getColId()) this.#api.ensureColumnVisible(to.column);
      // First, or the editor would give the focus back to the cell it stood in, for nothing.
      if (to) this.#api.setFocusedCell(to.row, to.column);
      this.#api.stopEditing();
      if (!to) this.#ranges.step(move);
      return true;
    }
    if (editing) return false;
    const deed = deedOf(event, inputOf(this.#options.sheet, column.getColId()));
    if (deed === null) return false;
    event.preventDefault();
    this.#do(deed, { row: data.id, field: column.getColId() });
    return true;
  }

  /** F2 asks why of a formula; a space with Shift or Ctrl selects. */
  #refuses(event: KeyboardEvent, place: Place): boolean {
    if (!wantsToWrite(event) || (event.shiftKey && (event.key === ' ' || event.key === 'F2'))) return false;
    // What is emptied is the whole selection; it says by itself what of it may not be.
    if (event.key === 'Delete' && this.#ranges.isMany) return false;
    const isInput = inputOf(this.#options.sheet, place.field) !== undefined;
    if (isInput ? this.#options.context.mayWrite : event.key === 'F2') return false;
    event.preventDefault();
    this.#options.onRefused(place);
    return true;
  }

  /** Once the grid has closed the editor, and before anything is drawn. */
  #onEdited(row: string, field: string, text: string, seen: CellValue): void {
    queueMicrotask(() => {
      this.#blocks.forgetCut();
      this.#options.onTyped([{ row, field, text, seen }]);
    });
  }

  /** Keys of a whole selection. */
  #onBlockKey(event: KeyboardEvent, editing: boolean): boolean {
    const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const key = event.key.toLowerCase();
    if (control && key === 'enter' && editing && !event.isComposing) {
      const text = String(this.#api.getCellEditorInstances()[0]?.getValue() ?? '');
      this.#api.stopEditing(true);
      this.#blocks.spread(text);
    } else if (editing) return false;
    else if (control && (key === 'd' || key === 'r')) this.#blocks.repeat(key === 'd' ? 'down' : 'right');
    else if (!control && key === 'delete') {
      if (!this.#blocks.clear()) return false;
    } else return this.#ranges.onKey(event);
    event.preventDefault();
    return true;
  }

  /** Outside an editor the grid moves by itself; only Tab and Enter belong together. */
  #moveOf(event: KeyboardEvent, editing: boolean): Move | null {
    if (!editing && event.key !== 'Tab' && event.key !== 'Enter') return null;
    const [editor] = editing ? this.#api.getCellEditorInstances() : [];
    return moveOf(event, (editor as { replaces?: boolean } | undefined)?.replaces ?? false);
  }

  #to(from: { row: number; column: string }, { down, right, home }: Move): { row: number; column: string } {
    const to = {
      row: Math.max(0, Math.min(this.#api.getDisplayedRowCount() - 1, from.row + down)),
      column: home ? this.#tabs.home(from.row, from.column) : from.column,
    };
    const here = this.#api.getColumn(from.column);
    if (right !== 0 && here)
      to.column = (right > 0 ? this.#api.getDisplayedColAfter(here) : this.#api.getDisplayedColBefore(here))?.getColId() ?? from.column;
    if (right !== 0) this.#tabs.step(from, to);
    return to;
  }

  /** Whether the cell one stands in would open an editor for a key. */
  #takesTyping(): boolean {
    const cell = this.#api.getFocusedCell();
    const isOpen = (other: { rowIndex: number; column?: unknown }): boolean =>
      other.rowIndex === cell?.rowIndex && other.column === cell?.column;
    return (
      cell !== null &&
      this.#options.context.mayWrite &&
      !this.#api.getEditingCells().some(isOpen) &&
      inputOf(this.#options.sheet, cell.column.getColId()) !== undefined
    );
  }

  /** A cell of plain text would be emptied whenever it is written anew, and what is composed in it with it. */
  #hold(isHeld: boolean): void {
    this.#held = isHeld ? this.focused : null;
    if (this.#held) this.#redraw(this.#held, true);
  }

  #startTyping(text: string): void {
    const cell = this.#api.getFocusedCell();
    if (cell && this.#takesTyping()) this.#api.startEditingCell({ rowIndex: cell.rowIndex, colKey: cell.column, key: composedKey(text) });
  }

  #openRowMenu(place: Place, event: MouseEvent): void {
    this.focus(place);
    this.#options.onRowMenu(place, { x: event.clientX, y: event.clientY });
  }

  /** Beneath the cell one stands in. */
  #menuBeside(place: Place): void {
    const box = document.activeElement?.getBoundingClientRect();
    this.#options.onRowMenu(place, { x: (box?.left ?? 0) + 12, y: box?.bottom ?? 0 });
  }

  #do(deed: CellDeed, place: Place): void {
    if (deed === 'why') return this.#options.onWhy(place);
    if (deed === 'menu') return this.#menuBeside(place);
    if (deed === 'comment') return this.#options.onComment(place);
    if (deed === 'retype') return this.#startTyping('');
    if (deed !== 'settle' && !this.#options.context.mayWrite) return this.#options.onRefused(place);
    this.#options.onDeed(deed, place);
  }

  readonly #onPointerDown = (): void => {
    this.#stoodIn = this.focused;
  };

  /** A click leads to a cell. The box for a yes is drawn where one stands, and only a click on it there writes. */
  #onClick(event: Event | null | undefined, row: GridRow | undefined, field: string): void {
    if (!row || !(event instanceof MouseEvent) || !(event.target instanceof Element)) return;
    const place = { row: row.id, field };
    if (event.target.closest(`.${CONFLICT_MARK}`)) return this.#do('settle', place);
    const stood = this.#stoodIn?.row === place.row && this.#stoodIn.field === field;
    if (stood && !event.shiftKey && !event.ctrlKey && !event.metaKey && event.target.closest(`.${TOGGLE_MARK}`)) this.#do('toggle', place);
  }

  readonly #onCopy = (event: ClipboardEvent): void => {
    if (this.#idle(event) && event.clipboardData && this.#blocks.copy(event.clipboardData, event.type === 'cut')) event.preventDefault();
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    if (!this.#isHere() || !this.#idle(event) || !event.clipboardData) return;
    event.preventDefault();
    this.#blocks.paste(event.clipboardData);
  };

  /**
   * Into an empty sheet one also pastes from its tab, and where nothing has the focus. What has it is asked:
   * without a focus the event begins at the text last clicked, or what stands beside a dialog that has closed.
   */
  #isHere(): boolean {
    const stands = document.activeElement;
    const nowhere = stands === null || stands === document.body || stands.closest('[role=tab]') !== null;
    return this.#host.contains(stands) || (nowhere && this.#api.isRowDataEmpty() && this.#host.checkVisibility());
  }

  /** Without rows there is no cell to stand in: the sheet itself takes the focus. */
  readonly #onRows = (): void => {
    if (this.#api.isDestroyed()) return;
    if (this.#api.isRowDataEmpty()) this.#host.tabIndex = 0;
    else this.#host.removeAttribute('tabindex');
  };

  /** While a cell is being edited, copying and pasting are the editor's. */
  #idle(event: Event): boolean {
    return !(event.target instanceof HTMLInputElement) && this.#api.getEditingCells().length === 0;
  }
}
