/** What a key does on a cell that is not being edited, where that differs from the grid's default. */
import type { Column } from '../review/columns.ts';

export type CellDeed = 'toggle' | 'mark' | 'clear' | 'retype' | 'settle' | 'why' | 'menu' | 'comment';

export interface Key {
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

/** One key is the whole answer. Not 'c' or 'k': they begin words (có, không), which go to the editor. */
const YES_KEYS = new Set(['x', '1']);
const NO_KEYS = new Set(['0']);

/** Whether a key is meant to write: if the person may not write here, they are told. */
export const wantsToWrite = ({ key, altKey, ctrlKey, metaKey }: Key): boolean =>
  !altKey &&
  !ctrlKey &&
  !metaKey &&
  ([...key].length === 1 || key === 'Delete' || key === 'Backspace' || key === 'F2' || key === 'Process' || key === 'Dead');

/**
 * @param column undefined for a column that nobody types into.
 * @returns null: the grid does its default (move, edit, replace by typing).
 */
export function deedOf({ key, altKey, ctrlKey, metaKey, shiftKey }: Key, column: Column | undefined): CellDeed | null {
  if (key === 'Enter' && altKey) return 'settle';
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) return 'menu';
  if (key === 'F2' && shiftKey) return 'comment';
  if (ctrlKey || metaKey || altKey) return null;
  if (!column) return key === 'F2' ? 'why' : null;
  if (key === 'Delete') return 'clear';
  // As in a worksheet: the text is removed and one continues typing. A yes has nothing to type.
  if (key === 'Backspace') return column.type === 'yes' ? 'clear' : 'retype';
  if (column.type !== 'yes') return null;
  if (key === ' ') return 'toggle';
  // As in a worksheet, typing x where there is already one leaves it.
  return YES_KEYS.has(key.toLowerCase()) ? 'mark' : NO_KEYS.has(key.toLowerCase()) ? 'clear' : null;
}
