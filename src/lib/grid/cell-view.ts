/** One cell of an input column: its value, and the marks for a yes, a doubt, a dispute and a colleague. */
import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import { displayCell } from '../review/cell-input.ts';
import type { Column } from '../review/columns.ts';
import type { GridContext } from './grid-context.ts';
import type { GridRow } from './grid-row.ts';

type Params = ICellRendererParams<GridRow, unknown, GridContext> & { input: Column };

/** What a click inside a cell is meant for. */
export const TOGGLE_MARK = 'toggle-mark';
export const CONFLICT_MARK = 'conflict-mark';

interface Part {
  className: string;
  text: string;
  /** What a picture stands for. */
  label?: string;
}

export class CellView implements ICellRendererComp<GridRow> {
  #element = document.createElement('span');
  #drawn = '';

  init(params: Params): void {
    this.#element.className = 'cell';
    this.#draw(params);
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  refresh(params: Params): boolean {
    this.#draw(params);
    return true;
  }

  #draw(params: Params): void {
    const parts = partsOf(params);
    // A row is drawn anew for each of its cells that changes: the others stay untouched, and are not laid out again.
    const drawn = JSON.stringify(parts);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#element.replaceChildren(...parts.map(element));
  }
}

function partsOf({ data, input: column, context }: Params): Part[] {
  if (!data) return [];
  const value = data.cells[column.key] ?? null;
  const parts: Part[] = [
    column.type === 'yes' && (value === null || value === 'x')
      ? { className: `${TOGGLE_MARK}${value === 'x' ? ' is-yes' : ''}`, text: value === 'x' ? '✓' : '' }
      : { className: 'cell-text', text: displayCell(column, value) },
  ];
  if (data.problems[column.key]) parts.push({ className: 'problem-mark', text: '!' });
  if (data.conflicts[column.key]) parts.push({ className: CONFLICT_MARK, text: '◆' });
  if (context.commentsIn(data.id, column.key) > 0) parts.push({ className: 'comment-mark', text: '', label: 'có ý kiến' });
  const change = context.changeIn(data.id, column.key);
  if (change !== undefined) parts.push({ className: 'change-words', text: change });
  const colleague = context.colleagueIn(data.id, column.key);
  if (colleague) parts.push({ className: 'colleague-mark', text: colleague.name.split(' ').at(-1) ?? colleague.name });
  return parts;
}

function element({ className, text, label }: Part): HTMLElement {
  const part = document.createElement('span');
  part.className = className;
  // Text only: what people write is never read as markup.
  part.textContent = text;
  if (label !== undefined) {
    part.setAttribute('role', 'img');
    part.setAttribute('aria-label', label);
  }
  return part;
}
