/** The plain editor: typing replaces, F2 goes on with what stands there. Reading the words is the page's work, not the grid's. */
import type { ICellEditorComp, ICellEditorParams } from 'ag-grid-community';
import { formatNumber } from '../review/cell-number.ts';
import { CELL_LIMIT } from '../cells/entry.ts';
import { typedText } from './composition.ts';
import type { GridRow } from './grid-row.ts';

export const asTyped = (value: unknown): string => (typeof value === 'number' ? formatNumber(value, false) : typeof value === 'string' ? value : '');

export class WordEditor implements ICellEditorComp<GridRow, unknown> {
  readonly #input = document.createElement('input');
  /** Opened by typing: what stood there is replaced. */
  replaces = false;

  init({ value, eventKey }: ICellEditorParams<GridRow, unknown>): void {
    const typed = typedText(eventKey);
    this.replaces = typed !== null;
    this.#input.className = 'cell-editor';
    this.#input.maxLength = CELL_LIMIT;
    this.#input.setAttribute('aria-label', 'Ghi vào ô');
    this.#input.autocomplete = 'off';
    this.#input.spellcheck = false;
    this.#input.value = typed ?? asTyped(value);
    // Enter that ends a composition (Vietnamese typing) belongs to the composition.
    this.#input.addEventListener('keydown', (event) => {
      if (event.isComposing) event.stopPropagation();
    });
  }

  getGui(): HTMLElement {
    return this.#input;
  }

  afterGuiAttached(): void {
    this.#input.focus();
    this.#input.setSelectionRange(this.#input.value.length, this.#input.value.length);
  }

  getValue(): string {
    return this.#input.value;
  }
}
