/**
 * Range selection on top of AG Grid Community, which has none: follows the mouse, keys and the grid's own focus. All computation is in
 * range.ts and its neighbours; this file asks the grid for the order it shows and sets its focus.
 */
import type { BodyScrollEvent, GridApi } from 'ag-grid-community';
import type { Move } from '../editing-keys.ts';
import { STT } from '../grid-columns.ts';
import type { GridRow } from '../grid-row.ts';
import {
  activeOf,
  axis,
  blockOf,
  columnsOf,
  extended,
  follow,
  isSingle,
  positionOf,
  rowsOf,
  single,
  sizeOf,
  stepWithin,
  type Block,
  type CellRange,
  type Corner,
  type Selected,
  type Sheet,
} from '../range.ts';
import { RangeDrag } from './range-drag.ts';
import { leavesRange, rangeAfter } from '../range-keys.ts';
import { RangeOverlay } from './range-overlay.ts';
import { RangeVoice } from './range-voice.ts';

export interface RangePort {
  mayWrite(): boolean;
  textOf(row: string, field: string): string;
  labelOf(field: string): string;
  onSelect(selected: Selected | null): void;
  /** The handle was released over this block. */
  onFill(source: Block, over: Block, other: boolean): void;
  onFillDown(source: Block): void;
}

/** The grid's events after which positions may have changed. */
const PLACES = ['modelUpdated', 'displayedColumnsChanged', 'columnResized', 'gridSizeChanged', 'firstDataRendered'] as const;

export class Ranges {
  readonly #host: HTMLElement;
  readonly #api: GridApi<GridRow>;
  readonly #port: RangePort;
  readonly #overlay: RangeOverlay;
  readonly #drag: RangeDrag;
  readonly #voice: RangeVoice;
  #range: CellRange | null = null;
  #sheet: Sheet;
  /** The grid's last known focus. Tells whether a person moved it, or rows moved under it. */
  #seen = '';
  #cut: CellRange | null = null;
  #preview: Block | null = null;
  #frame = 0;
  #told: Selected | null = null;

  constructor(host: HTMLElement, api: GridApi<GridRow>, port: RangePort) {
    this.#host = host;
    this.#api = api;
    this.#port = port;
    const { rows, columns } = this.#read();
    this.#sheet = { rows: axis(rows), columns: axis(columns) };
    this.#overlay = new RangeOverlay(host, api);
    this.#voice = new RangeVoice(host);
    this.#drag = new RangeDrag(host, api, this.#overlay.handle, this);
    api.addEventListener('cellFocused', this.#onFocused);
    api.addEventListener('bodyScroll', this.#onScroll);
    for (const event of PLACES) api.addEventListener(event, this.#onPlaces);
  }

  get sheet(): Sheet {
    return this.#sheet;
  }

  get range(): CellRange | null {
    return this.#range;
  }

  /** The selection at this moment. The grid reports changes a moment later, so refresh first: an act must not use stale positions. */
  current(): { range: CellRange; block: Block; sheet: Sheet } | null {
    this.#refresh();
    this.#followFocus();
    const block = this.#range && blockOf(this.#range, this.#sheet);
    return this.#range && block ? { range: this.#range, block, sheet: this.#sheet } : null;
  }

  /** @returns whether the selection handled the key. */
  onKey(event: KeyboardEvent): boolean {
    const now = this.current();
    if (!now) return false;
    if (event.key === 'Escape') this.markCut(null);
    if (leavesRange(event)) {
      this.select(single(activeOf(now.range)));
      return false;
    }
    const page = Math.max(1, Math.floor(this.#rowsInSight()) - 1);
    const next = rangeAfter(event, now.range, { sheet: now.sheet, page, isFilled: (row, field) => this.#port.textOf(row, field) !== '' });
    if (!next) return false;
    event.preventDefault();
    this.select(next, event.key !== ' ' && event.key !== 'Escape' && event.key.toLowerCase() !== 'a');
    return true;
  }

  /** Whether Enter and Tab stay within the selection. */
  get isMany(): boolean {
    // Called at every key: for a single cell, do not read the order of a long list.
    if (!this.#range || isSingle(this.#range)) return false;
    const now = this.current();
    return now !== null && sizeOf(now.block) > 1;
  }

  /** Moves the active cell within the selection, which stays. */
  step(move: Move): void {
    const now = this.current();
    if (!now) return;
    const { row, column } = stepWithin(now.block, positionOf(activeOf(now.range), now.sheet), move);
    const active = { row: now.sheet.rows.ids[row] ?? '', field: now.sheet.columns.ids[column] ?? '' };
    this.#show(active);
    this.select({ ...now.range, active });
  }

  /** @param show scrolls to the end that moved. */
  select(range: CellRange, show = false): void {
    this.#range = range;
    if (show) this.#show(range.head);
    this.#stand(activeOf(range));
    this.#draw();
  }

  extend(head: Partial<Corner>, show = false): void {
    if (this.#range) this.select(extended(this.#range, { ...this.#range.head, ...head }), show);
  }

  preview(block: Block | null): void {
    this.#preview = block;
    this.#draw();
  }

  /** Marks what the next paste will move. */
  markCut(range: CellRange | null): void {
    this.#cut = range;
    this.#draw();
  }

  get cut(): CellRange | null {
    return this.#cut;
  }

  fill(over: Block, other: boolean): void {
    const now = this.current();
    if (now) this.#port.onFill(now.block, over, other);
  }

  fillDown(): void {
    const now = this.current();
    if (now) this.#port.onFillDown(now.block);
  }

  mayFill(): boolean {
    return this.#port.mayWrite();
  }

  say(text: string): void {
    this.#voice.say(text);
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#drag.destroy();
    this.#voice.destroy();
    this.#overlay.remove();
  }

  #read(): { rows: string[]; columns: string[] } {
    const rows: string[] = [];
    this.#api.forEachNodeAfterFilterAndSort(({ data }) => void (data && rows.push(data.id)));
    return {
      rows,
      columns: this.#api
        .getAllDisplayedColumns()
        .map((column) => column.getColId())
        .filter((id) => id !== STT),
    };
  }

  #refresh(): void {
    const { rows, columns } = this.#read();
    const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((id, index) => id === b[index]);
    if (same(rows, this.#sheet.rows.ids) && same(columns, this.#sheet.columns.ids)) return;
    const before = this.#sheet;
    const now = { rows: axis(rows), columns: axis(columns) };
    this.#sheet = now;
    this.#range = this.#range && follow(this.#range, before, now);
    this.#cut = this.#cut && follow(this.#cut, before, now);
    // Rows moved under the grid's focus, which is by position: return it to the row it was in.
    if (
      this.#range &&
      this.#focusKey() === this.#seen &&
      this.#host.contains(document.activeElement) &&
      this.#api.getEditingCells().length === 0
    )
      this.#stand(activeOf(this.#range));
  }

  readonly #onPlaces = (): void => {
    if (this.#api.isDestroyed()) return;
    this.#refresh();
    this.#draw();
  };

  readonly #onScroll = ({ left }: BodyScrollEvent): void => {
    if (!this.#api.isDestroyed()) this.#overlay.scrolled(left);
  };

  readonly #onFocused = (): void => {
    if (this.#api.isDestroyed()) return;
    this.#followFocus();
    this.#draw();
  };

  /** When the focus moved to another cell, selects only that cell. */
  #followFocus(): void {
    const cell = this.#api.getFocusedCell();
    const row = cell && this.#api.getDisplayedRowAtIndex(cell.rowIndex)?.data?.id;
    if (!cell || row === undefined || row === null) return;
    this.#seen = this.#focusKey();
    const field = cell.column.getColId();
    const active = this.#range && activeOf(this.#range);
    if (active?.row === row && active.field === field) return;
    this.#range = field === STT ? null : single({ row, field });
  }

  #focusKey(): string {
    const cell = this.#api.getFocusedCell();
    return cell ? `${cell.rowIndex} ${cell.column.getColId()}` : '';
  }

  #stand({ row, field }: Corner): void {
    const index = this.#api.getRowNode(row)?.rowIndex;
    if (typeof index !== 'number') return;
    const cell = this.#api.getFocusedCell();
    if (cell?.rowIndex !== index || cell.column.getColId() !== field || !this.#host.contains(document.activeElement))
      this.#api.setFocusedCell(index, field);
    this.#seen = this.#focusKey();
  }

  #show({ row, field }: Corner): void {
    const index = this.#api.getRowNode(row)?.rowIndex;
    if (typeof index === 'number') this.#api.ensureIndexVisible(index);
    this.#api.ensureColumnVisible(field);
  }

  #rowsInSight(): number {
    const { top, bottom } = this.#api.getVerticalPixelRange();
    return (bottom - top) / (this.#api.getDisplayedRowAtIndex(0)?.rowHeight ?? 30);
  }

  /** At most once in each frame, however fast the pointer moves. */
  #draw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      if (!this.#api.isDestroyed()) this.#drawNow();
    });
  }

  #drawNow(): void {
    const block = this.#range && blockOf(this.#range, this.#sheet);
    const active = this.#range && activeOf(this.#range);
    this.#overlay.draw({
      selection: block,
      active: active && positionOf(active, this.#sheet),
      preview: this.#preview,
      cut: this.#cut && blockOf(this.#cut, this.#sheet),
      handle: this.#port.mayWrite(),
    });
    const selected =
      this.#range && block && !isSingle(this.#range) && sizeOf(block) > 1
        ? { rows: rowsOf(block, this.#sheet), columns: columnsOf(block, this.#sheet) }
        : null;
    if (sameSelection(selected, this.#told)) return;
    this.#told = selected;
    this.#port.onSelect(selected);
    this.#voice.select(block && selected ? this.#words(block) : '');
  }

  #words(block: Block): string {
    const { rows, columns } = this.#sheet;
    const place = (row: number, column: number): string =>
      `dòng ${this.#api.getRowNode(rows.ids[row] ?? '')?.data?.number ?? row + 1}, cột ${this.#port.labelOf(columns.ids[column] ?? '')}`;
    return `Đã chọn ${sizeOf(block)} ô, từ ${place(block.top, block.left)} đến ${place(block.bottom, block.right)}`;
  }
}

const sameSelection = (a: Selected | null, b: Selected | null): boolean =>
  a === b || (a !== null && b !== null && sameEnds(a.rows, b.rows) && sameEnds(a.columns, b.columns));
const sameEnds = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a[0] === b[0] && a.at(-1) === b.at(-1);
