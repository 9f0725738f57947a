/** What a key does in the rows, before the grid acts on it. */
import type { GridApi, SuppressKeyboardEventParams } from 'ag-grid-community';
import { deedOf, wantsToWrite, type CellDeed } from '../cell-keys.ts';
import { isComposing } from './composition.ts';
import { moveOf, TabRun, type Move } from '../editing-keys.ts';
import { inputOf } from '../grid-columns.ts';
import type { GridRow, GridSheet } from '../grid-row.ts';
import type { GridPlace } from '../place.ts';

interface Line {
  row: number;
  column: string;
}

export interface KeyWishes {
  sheet: GridSheet;
  mayWrite(): boolean;
  onRefused(place: GridPlace): void;
  do(deed: CellDeed, place: GridPlace): void;
}

/** What the keyboard needs of the selection. */
export interface KeySelection {
  /** Whether Enter and Tab stay within it. */
  readonly isMany: boolean;
  step(move: Move): void;
  /** @returns whether the selection handled the key. */
  onKey(event: KeyboardEvent): boolean;
}

export interface KeyBlocks {
  spread(text: string): void;
  repeat(way: 'down' | 'right'): void;
  /** @returns false for a single cell. */
  clear(): boolean;
}

export class Keyboard {
  readonly #api: GridApi<GridRow>;
  readonly #wishes: KeyWishes;
  readonly #selection: KeySelection;
  readonly #blocks: KeyBlocks;
  readonly #tabs = new TabRun();

  constructor(api: GridApi<GridRow>, wishes: KeyWishes, selection: KeySelection, blocks: KeyBlocks) {
    this.#api = api;
    this.#wishes = wishes;
    this.#selection = selection;
    this.#blocks = blocks;
  }

  /** @returns whether the grid must ignore the key. */
  onKey({ event, editing, column, data, node }: SuppressKeyboardEventParams<GridRow>): boolean {
    const field = column.getColId();
    if (!editing && data && this.#refuses(event, { row: data.id, field })) return true;
    if (isComposing(event)) return true;
    if (!data || node.rowIndex === null) return false;
    if (this.#onBlockKey(event, editing)) return true;
    const move = this.#moveOf(event, editing);
    if (move) return this.#go(event, editing, { row: node.rowIndex, column: field }, move);
    if (editing) return false;
    const deed = deedOf(event, inputOf(this.#wishes.sheet, field));
    if (deed === null) return false;
    event.preventDefault();
    this.#wishes.do(deed, { row: data.id, field });
    return true;
  }

  #go(event: KeyboardEvent, editing: boolean, from: Line, move: Move): boolean {
    const within = (event.key === 'Enter' || event.key === 'Tab') && this.#selection.isMany;
    const to = within ? null : this.#to(from, move);
    // After the last column of the row, Tab is the grid's, and finally leaves the grid.
    if (to && !editing && move.right !== 0 && to.column === from.column) return false;
    event.preventDefault();
    // Before the typed text changes the page, which would have to be laid out once more for this; and only in the direction that moves.
    if (to && to.row !== from.row) this.#api.ensureIndexVisible(to.row);
    if (to && to.column !== from.column) this.#api.ensureColumnVisible(to.column);
    // Focus first: otherwise the closing editor would give the focus back to its cell, for nothing.
    if (to) this.#api.setFocusedCell(to.row, to.column);
    this.#api.stopEditing();
    if (!to) this.#selection.step(move);
    return true;
  }

  /** F2 on a formula asks why; space with Shift or Ctrl selects. */
  #refuses(event: KeyboardEvent, place: GridPlace): boolean {
    if (!wantsToWrite(event) || (event.shiftKey && (event.key === ' ' || event.key === 'F2'))) return false;
    // Delete empties the whole selection, which itself reports the cells that it may not empty.
    if (event.key === 'Delete' && this.#selection.isMany) return false;
    const isInput = inputOf(this.#wishes.sheet, place.field) !== undefined;
    if (isInput ? this.#wishes.mayWrite() : event.key === 'F2') return false;
    event.preventDefault();
    this.#wishes.onRefused(place);
    return true;
  }

  /** Keys that act on the whole selection. */
  #onBlockKey(event: KeyboardEvent, editing: boolean): boolean {
    const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const key = event.key.toLowerCase();
    if (control && key === 'enter' && editing && !event.isComposing) {
      const text = String(this.#api.getCellEditorInstances()[0]?.getValue() ?? '');
      this.#api.stopEditing(true);
      this.#blocks.spread(text);
    } else if (editing) return false;
    else if (control && (key === 'd' || key === 'r')) this.#blocks.repeat(key === 'd' ? 'down' : 'right');
    else if (!control && key === 'delete') {
      if (!this.#blocks.clear()) return false;
    } else return this.#selection.onKey(event);
    event.preventDefault();
    return true;
  }

  /** Outside an editor the grid moves by itself; only Tab and Enter are handled here, because they work together. */
  #moveOf(event: KeyboardEvent, editing: boolean): Move | null {
    if (!editing && event.key !== 'Tab' && event.key !== 'Enter') return null;
    const [editor] = editing ? this.#api.getCellEditorInstances() : [];
    return moveOf(event, (editor as { replaces?: boolean } | undefined)?.replaces ?? false);
  }

  #to(from: Line, { down, right, home }: Move): Line {
    const to = {
      row: Math.max(0, Math.min(this.#api.getDisplayedRowCount() - 1, from.row + down)),
      column: home ? this.#tabs.home(from.row, from.column) : from.column,
    };
    const here = this.#api.getColumn(from.column);
    if (right !== 0 && here)
      to.column = (right > 0 ? this.#api.getDisplayedColAfter(here) : this.#api.getDisplayedColBefore(here))?.getColId() ?? from.column;
    if (right !== 0) this.#tabs.step(from, to);
    return to;
  }
}
