/** Selecting with the mouse: drag, Shift, row numbers, headings, the fill handle; and scrolling on beyond the edge. */
import type { GridApi } from 'ag-grid-community';
import { fillBlock } from '../fill.ts';
import type { GridRow } from '../grid-row.ts';
import { activeOf, contains, extended, single, type Block, type CellRange, type Corner, type Sheet } from '../range.ts';
import { bodyOf, fieldNear, rowNear, spotOf, type Area, type Spot } from './range-spot.ts';

type Kind = Spot['kind'] | 'fill';

/** What the mouse does with the selection. */
export interface DragTarget {
  readonly sheet: Sheet;
  readonly range: CellRange | null;
  current(): { range: CellRange; block: Block; sheet: Sheet } | null;
  /** @param show scrolls its end into sight. */
  select(range: CellRange, show?: boolean): void;
  extend(head: Partial<Corner>, show?: boolean): void;
  preview(block: Block | null): void;
  mayFill(): boolean;
  fill(over: Block, other: boolean): void;
  fillDown(): void;
}

/** Beyond the edge, the selection grows by a row or column every PACE milliseconds, and by one more for each FAR pixels of distance. */
const PACE = 45;
const FAR = 40;

export class RangeDrag {
  readonly #host: HTMLElement;
  readonly #api: GridApi<GridRow>;
  readonly #handle: HTMLElement;
  readonly #ranges: DragTarget;
  #kind: Kind | null = null;
  #at = { x: 0, y: 0, ctrl: false };
  /** During a fill: the cell that the pointer has reached. */
  #reached: Corner | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #ownPress = false;
  #ownClick = false;

  constructor(host: HTMLElement, api: GridApi<GridRow>, handle: HTMLElement, ranges: DragTarget) {
    this.#host = host;
    this.#api = api;
    this.#handle = handle;
    this.#ranges = ranges;
    // Before the grid: with Shift the focus must stay where it is.
    host.addEventListener('pointerdown', this.#onDown, true);
    host.addEventListener('mousedown', this.#onMouseDown, true);
    host.addEventListener('click', this.#onClick, true);
    handle.addEventListener('dblclick', this.#onHandleTwice);
  }

  destroy(): void {
    this.#stop();
    this.#host.removeEventListener('pointerdown', this.#onDown, true);
    this.#host.removeEventListener('mousedown', this.#onMouseDown, true);
    this.#host.removeEventListener('click', this.#onClick, true);
  }

  /** The browser's mousedown of the same press would move the focus. */
  readonly #onMouseDown = (event: MouseEvent): void => {
    if (this.#ownPress || event.target === this.#handle) own(event);
  };

  readonly #onDown = (event: PointerEvent): void => {
    this.#ownPress = false;
    this.#ownClick = false;
    if (event.target === this.#handle) return this.#onHandle(event);
    const spot = spotOf(event.target);
    // A finger scrolls; a tap belongs to the grid.
    if (!spot || event.pointerType === 'touch') return;
    const now = this.#ranges.current();
    if (event.button === 2) {
      // A right-click within the selection opens the menu of the selection.
      if (now && spot.kind === 'cell' && contains(now.block, now.sheet.rows.indexOf(spot.row), now.sheet.columns.indexOf(spot.field)))
        this.#take(event);
      return;
    }
    if (event.button !== 0) return;
    const editing = this.#api.getEditingCells().length > 0;
    if (spot.kind === 'cell') {
      if (!event.shiftKey || !now || editing) {
        this.#ranges.select(single(spot));
        return this.#start('cell', event);
      }
      this.#ranges.select(extended(single(activeOf(now.range)), spot));
    } else if (spot.kind === 'row') this.#row(spot.row, event.shiftKey);
    else if (!this.#column(spot.field, event.shiftKey)) return;
    this.#ownClick = true;
    this.#take(event);
    this.#start(spot.kind, event);
  };

  #take(event: PointerEvent): void {
    event.stopPropagation();
    this.#ownPress = true;
  }

  #row(row: string, more: boolean): void {
    const { columns } = this.#ranges.sheet;
    const field = columns.ids[0];
    const range = this.#ranges.current()?.range;
    if (field === undefined) return;
    this.#ranges.select({
      anchor: more && range ? activeOf(range) : { row, field },
      head: { row, field: range && more ? range.head.field : field },
      allColumns: true,
    });
  }

  /** @returns false for a heading that spans several columns. */
  #column(field: string, more: boolean): boolean {
    const { columns, rows } = this.#ranges.sheet;
    if (columns.indexOf(field) < 0) return false;
    const range = this.#ranges.current()?.range;
    const row = this.#firstInSight() ?? rows.ids[0];
    if (row === undefined) return false;
    this.#ranges.select({
      anchor: more && range ? activeOf(range) : { row, field },
      head: { row: more && range ? range.head.row : row, field },
      allRows: true,
    });
    return true;
  }

  /** As in a worksheet, selecting a column does not scroll away from the rows in sight. */
  #firstInSight(): string | undefined {
    const { top } = this.#api.getVerticalPixelRange();
    const height = this.#api.getDisplayedRowAtIndex(0)?.rowHeight ?? 1;
    return this.#api.getDisplayedRowAtIndex(Math.ceil(top / height))?.data?.id;
  }

  #onHandle(event: PointerEvent): void {
    event.stopPropagation();
    if (event.button !== 0 || !this.#ranges.mayFill()) return;
    this.#reached = null;
    this.#start('fill', event);
  }

  readonly #onHandleTwice = (event: MouseEvent): void => {
    own(event);
    this.#ranges.fillDown();
  };

  /** A click that only selected cells must not press anything in them. */
  readonly #onClick = (event: MouseEvent): void => {
    if (this.#ownClick || event.target === this.#handle) event.stopPropagation();
    this.#ownClick = false;
  };

  #start(kind: Kind, { clientX: x, clientY: y }: MouseEvent): void {
    this.#stop();
    this.#kind = kind;
    this.#at = { x, y, ctrl: false };
    addEventListener('pointermove', this.#onMove);
    addEventListener('pointerup', this.#onUp);
    addEventListener('pointercancel', this.#onCancel);
    addEventListener('keydown', this.#onEscape, true);
    this.#timer = setInterval(() => this.#go(true), PACE);
  }

  #stop(): void {
    this.#kind = null;
    clearInterval(this.#timer);
    removeEventListener('pointermove', this.#onMove);
    removeEventListener('pointerup', this.#onUp);
    removeEventListener('pointercancel', this.#onCancel);
    removeEventListener('keydown', this.#onEscape, true);
    this.#host.classList.remove('is-filling');
  }

  readonly #onMove = (event: PointerEvent): void => {
    if ((event.buttons & 1) === 0) return this.#onCancel();
    this.#at = { x: event.clientX, y: event.clientY, ctrl: event.ctrlKey || event.metaKey };
    this.#go(false);
  };

  readonly #onUp = (event: PointerEvent): void => {
    const kind = this.#kind;
    this.#stop();
    if (kind !== 'fill') return;
    const now = this.#ranges.current();
    const over = now && this.#fillTo(now);
    this.#ranges.preview(null);
    if (over) this.#ranges.fill(over, event.ctrlKey || event.metaKey);
  };

  readonly #onCancel = (): void => {
    this.#stop();
    this.#ranges.preview(null);
  };

  readonly #onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.#kind !== 'fill') return;
    event.stopPropagation();
    this.#onCancel();
  };

  /** @param step true for a timer step: only then does a pointer beyond the edge move on. */
  #go(step: boolean): void {
    const body = bodyOf(this.#host);
    const { range, sheet } = this.#ranges;
    if (!body || !range || this.#kind === null) return;
    const head = this.#kind === 'fill' ? (this.#reached ?? range.head) : range.head;
    const row = this.#kind === 'column' ? null : this.#rowAt(body, head.row, step);
    const field = this.#kind === 'row' ? null : this.#fieldAt(body, head.field, step);
    const to = { row: row ?? head.row, field: field ?? head.field };
    if (to.row === head.row && to.field === head.field) return;
    if (this.#kind !== 'fill') {
      this.#ownClick = true;
      return this.#ranges.extend(to, step);
    }
    this.#reached = to;
    if (step) this.#api.ensureIndexVisible(Math.max(0, sheet.rows.indexOf(to.row)));
    if (step) this.#api.ensureColumnVisible(to.field);
    this.#host.classList.add('is-filling');
    const now = this.#ranges.current();
    this.#ranges.preview(now && this.#fillTo(now));
  }

  #fillTo({ block, sheet }: NonNullable<ReturnType<DragTarget['current']>>): ReturnType<typeof fillBlock> {
    return this.#reached ? fillBlock(block, sheet.rows.indexOf(this.#reached.row), sheet.columns.indexOf(this.#reached.field)) : null;
  }

  #rowAt(body: Area, head: string, step: boolean): string | null {
    const { rows } = this.#ranges.sheet;
    const beyond = this.#at.y < body.top ? this.#at.y - body.top : this.#at.y > body.bottom ? this.#at.y - body.bottom : 0;
    if (beyond === 0) return rowNear(body, this.#at.y) ?? rows.ids.at(-1) ?? null;
    if (!step) return null;
    const by = Math.sign(beyond) * (1 + Math.floor(Math.abs(beyond) / FAR));
    return rows.ids[Math.max(0, Math.min(rows.ids.length - 1, rows.indexOf(head) + by))] ?? null;
  }

  #fieldAt(body: Area, head: string, step: boolean): string | null {
    const { columns } = this.#ranges.sheet;
    const field = fieldNear(body, this.#at.x, columns.ids);
    const beyond = this.#at.x < body.left ? -1 : this.#at.x > body.right ? 1 : 0;
    const centre = this.#api.getDisplayedCenterColumns().map((column) => column.getColId());
    const frozen = field !== undefined && !centre.includes(field);
    const inCentre = centre.includes(head);
    if (beyond === 0 && !(frozen && inCentre)) return field ?? null;
    const by = beyond || Math.sign(columns.indexOf(field ?? head) - columns.indexOf(head));
    // The columns in between scroll past first; a frozen column counts only once the last of them is reached.
    const next = inCentre && by !== 0 ? centre[centre.indexOf(head) + by] : undefined;
    if (next === undefined) return field ?? null;
    return step ? next : null;
  }
}

function own(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
