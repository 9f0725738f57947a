/** What a key does while a cell is being edited, as in a worksheet. */

export interface Move {
  down: -1 | 0 | 1;
  right: -1 | 0 | 1;
  /** Enter after a run of Tabs returns to the column where the run began. */
  home?: true;
}

export interface EditingKey {
  key: string;
  shiftKey: boolean;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

const ARROWS: Record<string, Move> = {
  ArrowDown: { down: 1, right: 0 },
  ArrowUp: { down: -1, right: 0 },
  ArrowRight: { down: 0, right: 1 },
  ArrowLeft: { down: 0, right: -1 },
};

/**
 * @param replacing whether the editor was opened by typing: then arrows leave the cell; after F2 they move within the text.
 * @returns where to go once the cell is written; null: the key belongs to the editor.
 */
export function moveOf({ key, shiftKey, altKey, ctrlKey, metaKey }: EditingKey, replacing: boolean): Move | null {
  if (altKey || ctrlKey || metaKey) return null;
  const step = shiftKey ? -1 : 1;
  if (key === 'Tab') return { down: 0, right: step };
  if (key === 'Enter') return { down: step, right: 0, home: true };
  return replacing && !shiftKey ? (ARROWS[key] ?? null) : null;
}

/** Remembers where a run of Tabs began. */
export class TabRun {
  #column: string | null = null;
  /** The cell that the last step led to: being anywhere else ends the run. */
  #at = '';

  /** @returns the column that Enter goes to. */
  home(row: number, column: string): string {
    const home = this.#column !== null && this.#at === `${row} ${column}` ? this.#column : column;
    this.#column = null;
    return home;
  }

  step(from: { row: number; column: string }, to: { row: number; column: string }): void {
    if (this.#at !== `${from.row} ${from.column}` || this.#column === null) this.#column = from.column;
    this.#at = `${to.row} ${to.column}`;
  }
}
