/** Typing into the active cell: whether it accepts typing, and the editor that opens with what was typed. */
import type { GridApi } from 'ag-grid-community';
import { CellComposition, composedKey } from './composition.ts';
import { inputOf } from '../grid-columns.ts';
import type { GridRow, GridSheet } from '../grid-row.ts';
import type { GridPlace } from '../place.ts';

export interface TypingScene {
  sheet: GridSheet;
  mayWrite(): boolean;
  focused(): GridPlace | null;
}

export class CellTyping {
  readonly #api: GridApi<GridRow>;
  readonly #scene: TypingScene;
  readonly #composition: CellComposition;
  /** The cell in which an input method may compose. */
  #held: GridPlace | null = null;

  constructor(api: GridApi<GridRow>, host: HTMLElement, scene: TypingScene) {
    this.#api = api;
    this.#scene = scene;
    this.#composition = new CellComposition(host, {
      takes: () => this.#takesTyping(),
      open: (text) => this.start(text),
      hold: (isHeld) => this.#hold(isHeld),
    });
  }

  destroy(): void {
    this.#composition.destroy();
  }

  isHeld(row: string, field: string): boolean {
    return this.#held?.row === row && this.#held.field === field;
  }

  start(text: string): void {
    const cell = this.#api.getFocusedCell();
    if (cell && this.#takesTyping()) this.#api.startEditingCell({ rowIndex: cell.rowIndex, colKey: cell.column, key: composedKey(text) });
  }

  /** Whether a key would open an editor in the active cell. */
  #takesTyping(): boolean {
    const cell = this.#api.getFocusedCell();
    const isOpen = (other: { rowIndex: number; column?: unknown }): boolean =>
      other.rowIndex === cell?.rowIndex && other.column === cell?.column;
    return (
      cell !== null &&
      this.#scene.mayWrite() &&
      !this.#api.getEditingCells().some(isOpen) &&
      inputOf(this.#scene.sheet, cell.column.getColId()) !== undefined
    );
  }

  /** The grid empties a plain-text cell whenever it redraws it, and with it the text being composed there. */
  #hold(isHeld: boolean): void {
    this.#held = isHeld ? this.#scene.focused() : null;
    const node = this.#held && this.#api.getRowNode(this.#held.row);
    if (this.#held && node && this.#api.getColumn(this.#held.field))
      this.#api.refreshCells({ rowNodes: [node], columns: [this.#held.field], force: true });
  }
}
