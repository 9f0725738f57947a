/** Listens to copy, cut and paste events, and reports those meant for the grid. */
import type { GridApi } from 'ag-grid-community';
import type { GridRow } from '../grid-row.ts';

export interface ClipboardWishes {
  /** @returns whether anything was copied. */
  copy(data: DataTransfer, cut: boolean): boolean;
  paste(data: DataTransfer): void;
}

/** While a cell is being edited, copying, pasting and keys belong to the editor. */
export const isIdle = (api: GridApi<GridRow>, event: Event): boolean =>
  !(event.target instanceof HTMLInputElement) && api.getEditingCells().length === 0;

export class ClipboardBinding {
  readonly #api: GridApi<GridRow>;
  readonly #host: HTMLElement;
  readonly #wishes: ClipboardWishes;

  constructor(api: GridApi<GridRow>, host: HTMLElement, wishes: ClipboardWishes) {
    this.#api = api;
    this.#host = host;
    this.#wishes = wishes;
    host.addEventListener('copy', this.#onCopy);
    host.addEventListener('cut', this.#onCopy);
    document.addEventListener('paste', this.#onPaste);
    api.addEventListener('rowDataUpdated', this.#onRows);
    this.#onRows();
  }

  destroy(): void {
    this.#host.removeEventListener('copy', this.#onCopy);
    this.#host.removeEventListener('cut', this.#onCopy);
    document.removeEventListener('paste', this.#onPaste);
  }

  readonly #onCopy = (event: ClipboardEvent): void => {
    if (isIdle(this.#api, event) && event.clipboardData && this.#wishes.copy(event.clipboardData, event.type === 'cut'))
      event.preventDefault();
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    if (!this.#isHere() || !isIdle(this.#api, event) || !event.clipboardData) return;
    event.preventDefault();
    this.#wishes.paste(event.clipboardData);
  };

  /**
   * An empty sheet also accepts a paste while its tab has the focus, or while nothing has. Ask for the focused element, not the event's
   * target: without a focus, the event starts at the text last clicked or next to a closed dialog.
   */
  #isHere(): boolean {
    const stands = document.activeElement;
    const nowhere = stands === null || stands === document.body || stands.closest('[role=tab]') !== null;
    return this.#host.contains(stands) || (nowhere && this.#api.isRowDataEmpty() && this.#host.checkVisibility());
  }

  /** Without rows there is no cell to focus, so the sheet itself takes the focus. */
  readonly #onRows = (): void => {
    if (this.#api.isDestroyed()) return;
    if (this.#api.isRowDataEmpty()) this.#host.tabIndex = 0;
    else this.#host.removeAttribute('tabindex');
  };
}
