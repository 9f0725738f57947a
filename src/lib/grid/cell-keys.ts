/** What a key does on a cell that is not being edited, where that differs from the grid's own manners. */
import type { Column } from '../review/columns.ts';

export type CellDeed = 'toggle' | 'mark' | 'clear' | 'retype' | 'settle' | 'why' | 'menu' | 'comment';

export interface Key {
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

/** One key is the whole answer. Not 'c' or 'k': they begin words (có, không), which the editor takes and reads. */
const YES_KEYS = new Set(['x', '1']);
const NO_KEYS = new Set(['0']);

/** Whether a key is meant to write: then somebody who may not write here is told so. */
export const wantsToWrite = ({ key, altKey, ctrlKey, metaKey }: Key): boolean =>
  !altKey &&
  !ctrlKey &&
  !metaKey &&
  ([...key].length === 1 || key === 'Delete' || key === 'Backspace' || key === 'F2' || key === 'Process' || key === 'Dead');

/**
 * @param column undefined for a column that is not typed into.
 * @returns null: the grid does what it always does (move, edit, replace by typing).
 */
export function deedOf({ key, altKey, ctrlKey, metaKey, shiftKey }: Key, column: Column | undefined): CellDeed | null {
  if (key === 'Enter' && altKey) return 'settle';
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) return 'menu';
  if (key === 'F2' && shiftKey) return 'comment';
  if (ctrlKey || metaKey || altKey) return null;
  if (!column) return key === 'F2' ? 'why' : null;
  if (key === 'Delete') return 'clear';
  // As in a worksheet: what stood there is gone, and one goes on typing. A yes has nothing to type.
  if (key === 'Backspace') return column.type === 'yes' ? 'clear' : 'retype';
  if (column.type !== 'yes') return null;
  if (key === ' ') return 'toggle';
  // As in a worksheet, typing x where there is one already leaves it.
  return YES_KEYS.has(key.toLowerCase()) ? 'mark' : NO_KEYS.has(key.toLowerCase()) ? 'clear' : null;
}
