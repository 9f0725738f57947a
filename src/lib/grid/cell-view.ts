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

export class CellView implements ICellRendererComp<GridRow> {
  #element = document.createElement('span');

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

  #draw({ data, input: column, context }: Params): void {
    // Text nodes only: what people write is never read as markup.
    this.#element.replaceChildren();
    if (!data) return;
    const value = data.cells[column.key] ?? null;
    if (column.type === 'yes' && (value === null || value === 'x')) this.#add(`${TOGGLE_MARK}${value === 'x' ? ' is-yes' : ''}`, value === 'x' ? '✓' : '');
    else this.#add('cell-text', displayCell(column, value));
    if (data.problems[column.key]) this.#add('problem-mark', '!');
    if (data.conflicts[column.key]) this.#add(CONFLICT_MARK, '◆');
    if (context.commentsIn(data.id, column.key) > 0) {
      const mark = this.#add('comment-mark', '');
      mark.setAttribute('role', 'img');
      mark.setAttribute('aria-label', 'có ý kiến');
    }
    const change = context.changeIn(data.id, column.key);
    if (change !== undefined) this.#add('change-words', change);
    const colleague = context.colleagueIn(data.id, column.key);
    if (colleague) this.#add('colleague-mark', colleague.name.split(' ').at(-1) ?? colleague.name);
  }

  #add(className: string, text: string): HTMLElement {
    const part = document.createElement('span');
    part.className = className;
    part.textContent = text;
    this.#element.append(part);
    return part;
  }
}
