/**
 * Typing with an input method (Telex, VNI) from the first key. An input method composes only in an editable element, and a composition
 * cannot move into another element. So the active cell itself is editable. The composed text opens the editor, which continues with it.
 * Plain keys never reach this code: the grid opens its editor for them.
 */

/** Prefix of the text that an editor opens with, when it is more than one key. */
const COMPOSED = '\u200b';
/** The browser puts no caret into an element without text. */
const NOTHING = '\u200b';

export const composedKey = (text: string): string => COMPOSED + text;

/**
 * The text that an editor starts with; null when it was not opened by typing.
 * @param eventKey as the grid passes it to the editor.
 */
export function typedText(eventKey: string | null): string | null {
  if (eventKey === null) return null;
  if (eventKey.startsWith(COMPOSED)) return eventKey.slice(COMPOSED.length);
  return [...eventKey].length === 1 ? eventKey : null;
}

/** Keys of the input method: the grid must not act on them. */
export const isComposing = (event: KeyboardEvent): boolean =>
  event.isComposing || event.keyCode === 229 || event.key === 'Process' || event.key === 'Dead';

export interface CompositionWishes {
  /** Whether the focused cell accepts typing now. */
  takes(): boolean;
  /** Opens the editor of the focused cell with this text. */
  open(text: string): void;
  /** Whether the focused cell must not be emptied and redrawn from now on. */
  hold(isHeld: boolean): void;
}

export class CellComposition {
  readonly #host: HTMLElement;
  readonly #wishes: CompositionWishes;
  #cell: HTMLElement | null = null;
  readonly #words = document.createElement('span');

  constructor(host: HTMLElement, wishes: CompositionWishes) {
    this.#host = host;
    this.#wishes = wishes;
    this.#words.className = 'cell-composition';
    host.addEventListener('focusin', this.#onFocusIn);
    host.addEventListener('focusout', this.#onFocusOut);
    host.addEventListener('beforeinput', this.#onBeforeInput);
    host.addEventListener('compositionstart', this.#onStart);
    host.addEventListener('compositionend', this.#onEnd);
    document.addEventListener('selectionchange', this.#onSelection);
  }

  destroy(): void {
    this.#leave();
    this.#host.removeEventListener('focusin', this.#onFocusIn);
    this.#host.removeEventListener('focusout', this.#onFocusOut);
    this.#host.removeEventListener('beforeinput', this.#onBeforeInput);
    this.#host.removeEventListener('compositionstart', this.#onStart);
    this.#host.removeEventListener('compositionend', this.#onEnd);
    document.removeEventListener('selectionchange', this.#onSelection);
  }

  /** Not on touch: there, an editable cell would bring up the keyboard at every tap. */
  readonly #onFocusIn = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || target.getAttribute('role') !== 'gridcell' || target === this.#cell) return;
    this.#leave();
    if (!this.#wishes.takes() || !matchMedia('(hover: hover)').matches) return;
    this.#cell = target;
    this.#wishes.hold(true);
    this.#words.textContent = NOTHING;
    target.contentEditable = 'true';
    target.spellcheck = false;
    this.#putCaret();
  };

  readonly #onFocusOut = ({ target }: FocusEvent): void => {
    if (target === this.#cell) this.#leave();
  };

  /** A click puts the caret into the cell's value: move it back. */
  readonly #onSelection = (): void => {
    const at = getSelection()?.anchorNode;
    if (this.#cell && document.activeElement === this.#cell && at && !this.#words.contains(at)) this.#putCaret();
  };

  #putCaret(): void {
    // The grid empties the cell once more after closing an editor in it.
    if (!this.#words.isConnected) this.#cell?.append(this.#words);
    getSelection()?.collapse(this.#words.firstChild, 1);
  }

  readonly #onStart = ({ target }: CompositionEvent): void => {
    if (target === this.#cell) this.#cell?.classList.add('is-composing');
  };

  readonly #onEnd = ({ target }: CompositionEvent): void => {
    if (target === this.#cell) this.#take(this.#words.textContent ?? '');
  };

  /** Only a composition may change the cell. Text that arrives without keys (an emoji, dictation) opens the editor. */
  readonly #onBeforeInput = (event: InputEvent): void => {
    if (event.target !== this.#cell || event.inputType.includes('Composition')) return;
    event.preventDefault();
    if (event.inputType.startsWith('insert') && event.inputType !== 'insertFromPaste' && event.data) this.#take(event.data);
  };

  #take(words: string): void {
    const text = words.replaceAll(NOTHING, '');
    this.#cell?.classList.remove('is-composing');
    this.#words.textContent = NOTHING;
    this.#putCaret();
    if (text !== '') this.#wishes.open(text);
  }

  #leave(): void {
    if (!this.#cell) return;
    this.#wishes.hold(false);
    this.#words.remove();
    this.#cell.removeAttribute('contenteditable');
    this.#cell.removeAttribute('spellcheck');
    this.#cell.classList.remove('is-composing');
    this.#cell = null;
  }
}
