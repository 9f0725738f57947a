/** What a key does on a cell that is not being edited, where that differs from the grid's own manners. */
import type { Column } from '../review/columns.ts';

export type CellDeed = 'toggle' | 'mark' | 'clear' | 'settle' | 'ignore';

export interface Key {
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

/**
 * @param column undefined for a column that is not typed into.
 * @returns null: the grid does what it always does (move, edit, replace by typing).
 */
export function deedOf({ key, altKey, ctrlKey, metaKey }: Key, column: Column | undefined): CellDeed | null {
  if (key === 'Enter' && altKey) return 'settle';
  if (ctrlKey || metaKey || altKey) return null;
  if (!column) return key === ' ' ? 'ignore' : null;
  if (key === 'Delete' || key === 'Backspace') return 'clear';
  if (column.type !== 'yes') return null;
  if (key === ' ') return 'toggle';
  // As in a worksheet, typing x where there is one already leaves it.
  return key === 'x' || key === 'X' ? 'mark' : null;
}
