/**
 * The editor of columns with choices: a box to type in and a list of matching choices, found with or without diacritics. Text that is not
 * in the list is kept too; a mark beside the cell tells whether it is valid.
 */
import type { ICellEditorComp } from 'ag-grid-community';
import type { Column } from '../../review/columns.ts';
import { asTyped } from '../as-typed.ts';
import { findChoices, type Choice } from '../choices.ts';
import { typedText } from './composition.ts';
import type { GridRow } from '../grid-row.ts';
import { handOver, type EditorParams } from './word-editor.ts';

type Params = EditorParams & { input: Column; choices: readonly Choice[] };

const SHOWN = 60;
let count = 0;

export class ChoiceEditor implements ICellEditorComp<GridRow> {
  readonly #input = document.createElement('input');
  readonly #list = document.createElement('ul');
  #params: Params | null = null;
  #found: readonly Choice[] = [];
  /** -1: the typed text counts. */
  #active = -1;
  readonly #place = (): void => this.#putList();
  /** Opened by typing: the old text is replaced. */
  replaces = false;

  init(params: Params): void {
    this.#params = params;
    const typed = typedText(params.eventKey);
    this.replaces = typed !== null;
    this.#input.className = 'cell-editor';
    this.#input.autocomplete = 'off';
    this.#input.spellcheck = false;
    this.#input.value = typed ?? asTyped(params.seen);
    this.#input.setAttribute('role', 'combobox');
    this.#input.setAttribute('aria-expanded', 'true');
    this.#input.setAttribute('aria-label', (params.colDef.headerName ?? '').toString());
    this.#list.className = 'choice-list';
    this.#list.id = `choices-${++count}`;
    this.#list.setAttribute('role', 'listbox');
    this.#input.setAttribute('aria-controls', this.#list.id);
    this.#input.addEventListener('input', () => this.#find(this.#input.value));
    this.#input.addEventListener('keydown', (event) => this.#onKey(event));
    // The box must keep the focus, or the grid would end the edit.
    this.#list.addEventListener('mousedown', (event) => event.preventDefault());
    this.#list.addEventListener('click', (event) => this.#onClick(event));
    if (typed !== null) this.#find(this.#input.value);
    else this.#showAll(asTyped(params.seen));
  }

  getGui(): HTMLElement {
    return this.#input;
  }

  afterGuiAttached(): void {
    document.body.append(this.#list);
    this.#putList();
    // The grid scrolls itself, not the page: only a capturing listener receives the event.
    addEventListener('scroll', this.#place, true);
    addEventListener('resize', this.#place);
    this.#input.focus();
    if (this.replaces) this.#input.setSelectionRange(this.#input.value.length, this.#input.value.length);
    else this.#input.select();
  }

  getValue(): string {
    return this.#found[this.#active]?.value ?? this.#input.value;
  }

  /** As in the plain editor. */
  isCancelAfterEnd(): boolean {
    if (this.#params) handOver(this.#params, this);
    return true;
  }

  destroy(): void {
    removeEventListener('scroll', this.#place, true);
    removeEventListener('resize', this.#place);
    this.#list.remove();
  }

  #showAll(current: string): void {
    this.#found = this.#params?.choices ?? [];
    this.#active = this.#found.findIndex((choice) => choice.value === current);
    this.#draw();
  }

  #find(typed: string): void {
    this.#found = findChoices(this.#params?.choices ?? [], typed);
    this.#active = typed.trim() === '' || this.#found.length === 0 ? -1 : 0;
    this.#draw();
  }

  #draw(): void {
    const items = this.#found.slice(0, SHOWN).map((choice, index) => this.#item(choice.value, choice.note, index));
    const typed = this.#input.value.trim();
    if (this.#params?.input.open && typed !== '' && this.#active >= 0 && this.#found[0]?.value !== typed)
      items.push(this.#item(`Ghi “${typed}”`, undefined, -1));
    this.#list.replaceChildren(...items);
    this.#list.hidden = items.length === 0;
    const active = this.#list.querySelector('[aria-selected="true"]');
    this.#input.setAttribute('aria-activedescendant', active?.id ?? '');
    active?.scrollIntoView({ block: 'nearest' });
  }

  #item(text: string, note: string | undefined, index: number): HTMLLIElement {
    const item = document.createElement('li');
    item.id = `${this.#list.id}-${index}`;
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', String(index === this.#active && index >= 0));
    item.dataset.index = String(index);
    item.textContent = text;
    if (note) {
      const more = document.createElement('span');
      more.textContent = note;
      item.append(more);
    }
    return item;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing) return event.stopPropagation();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const last = Math.min(this.#found.length, SHOWN) - 1;
    this.#active = Math.max(0, Math.min(last, this.#active + step));
    this.#draw();
  }

  #onClick(event: MouseEvent): void {
    const item = (event.target as HTMLElement).closest('li');
    if (!item) return;
    this.#active = Number(item.dataset.index);
    this.#params?.stopEditing(true);
  }

  #putList(): void {
    const box = this.#input.getBoundingClientRect();
    const below = innerHeight - box.bottom;
    const height = Math.min(320, Math.max(below, box.top) - 12);
    this.#list.style.maxHeight = `${height}px`;
    this.#list.style.minWidth = `${Math.max(180, box.width)}px`;
    this.#list.style.left = `${Math.min(box.left, innerWidth - 200)}px`;
    if (below >= Math.min(200, box.top)) {
      this.#list.style.top = `${box.bottom + 2}px`;
      this.#list.style.bottom = '';
    } else {
      this.#list.style.top = '';
      this.#list.style.bottom = `${innerHeight - box.top + 2}px`;
    }
  }
}
