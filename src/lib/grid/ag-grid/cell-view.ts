/**
 * Draws a cell that shows more than its text: the marks for a yes, a doubt, a conflict and a colleague, and the cell's classes. It sets the
 * classes itself, because the grid's class rules would run for every cell that scrolling brings in, and nearly all cells have none.
 */
import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import { sameLook, textPart, type Look, type MarkedLook, type Part } from '../cell-look.ts';
import type { GridRow } from '../grid-row.ts';

type Params = ICellRendererParams<GridRow, Look>;

const BARE: MarkedLook = { parts: [], classes: [], tip: null };

export class CellView implements ICellRendererComp<GridRow> {
  readonly #element = document.createElement('span');
  #cell: HTMLElement | null = null;
  #shown = BARE;

  init(params: Params): void {
    this.#cell = params.eGridCell;
    this.#draw(params);
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  refresh(params: Params): boolean {
    this.#draw(params);
    return true;
  }

  /** The cell element lives on, with an editor or with its text alone. */
  destroy(): void {
    this.#show(BARE);
  }

  #draw({ value }: Params): void {
    const look = typeof value === 'string' ? { ...BARE, parts: [textPart(value)] } : (value ?? BARE);
    // Focusing the cell redraws it: a mark that is pressed must still be the same element when it is released.
    if (sameLook(look, this.#shown)) return;
    this.#show(look);
    const [only, ...marks] = look.parts;
    if (only && marks.length === 0) fill(this.#element, only);
    else {
      this.#element.className = 'cell';
      this.#element.replaceChildren(...look.parts.map((part) => fill(document.createElement('span'), part)));
    }
  }

  #show(look: MarkedLook): void {
    this.#cell?.classList.remove(...this.#shown.classes);
    this.#cell?.classList.add(...look.classes);
    this.#shown = look;
  }
}

function fill(element: HTMLElement, { className, text, label }: Part): HTMLElement {
  element.className = className;
  // textContent only: what people write is never parsed as markup.
  element.textContent = text;
  if (label !== undefined) {
    element.setAttribute('role', 'img');
    element.setAttribute('aria-label', label);
  }
  return element;
}
