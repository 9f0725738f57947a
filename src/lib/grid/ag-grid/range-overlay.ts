/**
 * Draws the selection above the rows: a tint, an outline, the fill handle. An overlay is cheaper than cellClassRules: a rule would run for
 * every cell that scrolling brings in, and a selection of 300 rows would redraw all cells in sight at each step of a drag. Here a handful
 * of boxes moves, whatever the size, and no cell is touched. It lies in the rows' own container, so vertical scrolling moves it
 * automatically. Horizontal scrolling only moves the middle part, because the frozen columns stay in place above it.
 */
import type { Column, GridApi } from 'ag-grid-community';
import type { GridRow } from '../grid-row.ts';
import type { Block } from '../range.ts';

export interface Drawn {
  selection: Block | null;
  /** The active cell keeps its own colour, as in a worksheet. */
  active: { row: number; column: number } | null;
  /** What a drag of the handle would fill. */
  preview: Block | null;
  /** What was cut and not pasted yet. */
  cut: Block | null;
  handle: boolean;
}

const KINDS = ['selection', 'preview', 'cut'] as const;
type Kind = (typeof KINDS)[number];

/** A part of the grid that scrolls by itself: the columns frozen left, the ones between, those frozen right. */
class Layer {
  readonly element = part('range-layer');
  readonly inner = part('range-inner');
  readonly tint = part('range-tint');
  readonly boxes: Record<Kind, HTMLElement>;

  constructor() {
    const box = (kind: Kind): HTMLElement => part(`range-box range-${kind}`);
    this.boxes = { selection: box('selection'), preview: box('preview'), cut: box('cut') };
    this.inner.append(this.tint, ...Object.values(this.boxes));
    this.element.append(this.inner);
  }
}

function part(className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  return element;
}

export class RangeOverlay {
  readonly handle = part('range-handle');
  readonly #host: HTMLElement;
  readonly #api: GridApi<GridRow>;
  readonly #root = part('range-overlay');
  readonly #layers = [new Layer(), new Layer(), new Layer()] as const;
  #left = 0;

  constructor(host: HTMLElement, api: GridApi<GridRow>) {
    this.#host = host;
    this.#api = api;
    // Hidden from screen readers: RangeVoice says in words what is selected.
    this.#root.setAttribute('aria-hidden', 'true');
    this.#root.append(...this.#layers.map((layer) => layer.element));
  }

  draw(drawn: Drawn): void {
    const rows = this.#host.querySelector('[row-id]')?.parentElement;
    if (!rows || !(drawn.selection ?? drawn.cut)) return this.#root.remove();
    if (this.#root.parentElement !== rows) rows.append(this.#root);
    const sections = this.#sections();
    // Ask once: each call forces a layout.
    const range = this.#api.getHorizontalPixelRange();
    const widths = sections.map((section) => section.columns.reduce((sum, column) => sum + column.getActualWidth(), 0));
    widths[1] = Math.min(widths[1] ?? 0, range.right - range.left);
    this.handle.hidden = true;
    this.#layers.forEach((layer, index) => {
      const section = sections[index];
      if (!section) return;
      layer.element.style.width = `${widths[index]}px`;
      layer.element.style[index === 2 ? 'right' : 'left'] = `${index === 1 ? widths[0] : 0}px`;
      for (const kind of KINDS) this.#put(layer.boxes[kind], drawn[kind], section);
      this.#put(layer.tint, drawn.selection, section);
      this.#leaveOut(layer.tint, drawn, section);
      const corner = drawn.selection;
      if (drawn.handle && corner && section.from <= corner.right && corner.right < section.from + section.columns.length)
        this.#putHandle(layer, corner, section);
    });
    this.scrolled(range.left);
  }

  /** @param left scroll position in pixels. */
  scrolled(left: number): void {
    // Called at every turn of the wheel, also when scrolling vertically.
    if (left === this.#left) return;
    this.#left = left;
    this.#layers[1].inner.style.transform = `translateX(${-left}px)`;
  }

  remove(): void {
    this.#root.remove();
  }

  #sections(): { columns: Column[]; from: number }[] {
    // STT belongs to no selection and comes first: its index is -1.
    let from = -1;
    return [this.#api.getDisplayedLeftColumns(), this.#api.getDisplayedCenterColumns(), this.#api.getDisplayedRightColumns()].map(
      (columns) => {
        const section = { columns, from };
        from += columns.length;
        return section;
      },
    );
  }

  #put(element: HTMLElement, block: Block | null, { columns, from }: { columns: Column[]; from: number }): void {
    const [first, last] = block ? [Math.max(block.left, from), Math.min(block.right, from + columns.length - 1)] : [0, -1];
    const across = first <= last ? this.#across(columns[first - from], columns[last - from]) : null;
    const down = block ? this.#down(block.top, block.bottom) : null;
    element.hidden = !across || !down;
    if (!block || !across || !down) return;
    Object.assign(element.style, {
      left: `${across.start}px`,
      width: `${across.length}px`,
      top: `${down.start}px`,
      height: `${down.length}px`,
    });
    element.classList.toggle('goes-left', block.left < first);
    element.classList.toggle('goes-right', block.right > last);
  }

  /** Leaves a hole in the tint for the active cell. */
  #leaveOut(tint: HTMLElement, { active, selection }: Drawn, { columns, from }: { columns: Column[]; from: number }): void {
    const column = active ? columns[active.column - from] : undefined;
    const down = active && column ? this.#down(active.row, active.row) : null;
    tint.style.clipPath = '';
    if (!selection || !active || !column || !down) return;
    const across = this.#across(column, column);
    const [left, top] = [across.start - parseFloat(tint.style.left), down.start - parseFloat(tint.style.top)];
    const [right, bottom] = [left + across.length, top + down.length];
    tint.style.clipPath = `polygon(evenodd, 0 0, 100% 0, 100% 100%, 0 100%, 0 0, ${left}px ${top}px, ${left}px ${bottom}px, ${right}px ${bottom}px, ${right}px ${top}px, ${left}px ${top}px)`;
  }

  #putHandle(layer: Layer, corner: Block, { columns, from }: { columns: Column[]; from: number }): void {
    const column = columns[corner.right - from];
    const down = this.#down(corner.bottom, corner.bottom);
    if (!column || !down) return;
    const across = this.#across(column, column);
    this.handle.style.left = `${across.start + across.length}px`;
    this.handle.style.top = `${down.start + down.length}px`;
    this.handle.hidden = false;
    // Move it only when its parent changes: re-inserted between two clicks, it would get no dblclick.
    if (this.handle.parentElement !== layer.inner) layer.inner.append(this.handle);
  }

  #across(first: Column | undefined, last: Column | undefined): { start: number; length: number } {
    const start = first?.getLeft() ?? 0;
    return { start, length: (last?.getLeft() ?? 0) + (last?.getActualWidth() ?? 0) - start };
  }

  #down(top: number, bottom: number): { start: number; length: number } | null {
    const first = this.#api.getDisplayedRowAtIndex(top);
    const last = this.#api.getDisplayedRowAtIndex(bottom);
    if (typeof first?.rowTop !== 'number' || typeof last?.rowTop !== 'number') return null;
    return { start: first.rowTop, length: last.rowTop + (last.rowHeight ?? 0) - first.rowTop };
  }
}
