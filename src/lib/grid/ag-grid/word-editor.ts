/** The plain editor: typing replaces the text, F2 edits it. The page parses the text, not the grid. */
import type { ICellEditorComp, ICellEditorParams } from 'ag-grid-community';
import { CELL_LIMIT } from '../../cells/entry.ts';
import type { CellValue } from '../../review/types.ts';
import { asTyped } from '../as-typed.ts';
import { typedText } from './composition.ts';
import type { GridRow } from '../grid-row.ts';

export type EditorParams = ICellEditorParams<GridRow> & {
  /** The cell's value when the editor was opened. */
  seen: CellValue;
  onEdited(text: string, seen: CellValue): void;
};

/**
 * Hands over the text when the editor closes, unless nothing was changed. The grid's own event comes a moment later: for one frame the cell
 * would show the old value.
 */
export function handOver({ seen, onEdited }: EditorParams, editor: { replaces: boolean; getValue(): string }): void {
  const text = editor.getValue();
  if (editor.replaces || text !== asTyped(seen)) onEdited(text, seen);
}

export class WordEditor implements ICellEditorComp<GridRow> {
  readonly #input = document.createElement('input');
  #params: EditorParams | null = null;
  /** Opened by typing: the old text is replaced. */
  replaces = false;

  init(params: EditorParams): void {
    this.#params = params;
    const typed = typedText(params.eventKey);
    this.replaces = typed !== null;
    this.#input.className = 'cell-editor';
    this.#input.maxLength = CELL_LIMIT;
    this.#input.setAttribute('aria-label', 'Ghi vào ô');
    this.#input.autocomplete = 'off';
    this.#input.spellcheck = false;
    this.#input.value = typed ?? asTyped(params.seen);
    // An Enter that ends a composition (Vietnamese typing) belongs to the input method.
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

  /**
   * Called when the edit ends, except by Escape.
   * @returns true: the grid itself writes nothing.
   */
  isCancelAfterEnd(): boolean {
    if (this.#params) handOver(this.#params, this);
    return true;
  }
}
