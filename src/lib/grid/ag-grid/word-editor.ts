/** The plain editor: typing replaces, F2 goes on with what stands there. Reading the words is the page's work, not the grid's. */
import type { ICellEditorComp, ICellEditorParams } from 'ag-grid-community';
import { CELL_LIMIT } from '../../cells/entry.ts';
import type { CellValue } from '../../review/types.ts';
import { asTyped } from '../as-typed.ts';
import { typedText } from './composition.ts';
import type { GridRow } from '../grid-row.ts';

export type EditorParams = ICellEditorParams<GridRow> & {
  /** What stood in the cell when the editor was opened. */
  seen: CellValue;
  onEdited(text: string, seen: CellValue): void;
};

/**
 * Hands over what was written as the editor ends, unless it is left as it was opened. Not by the grid's own message,
 * which comes a moment later: for a frame the cell would show what stood there before.
 */
export function handOver({ seen, onEdited }: EditorParams, editor: { replaces: boolean; getValue(): string }): void {
  const text = editor.getValue();
  if (editor.replaces || text !== asTyped(seen)) onEdited(text, seen);
}

export class WordEditor implements ICellEditorComp<GridRow> {
  readonly #input = document.createElement('input');
  #params: EditorParams | null = null;
  /** Opened by typing: what stood there is replaced. */
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

  /** Asked when the edit ends otherwise than by Escape. @returns true: the grid itself writes nothing. */
  isCancelAfterEnd(): boolean {
    if (this.#params) handOver(this.#params, this);
    return true;
  }
}
