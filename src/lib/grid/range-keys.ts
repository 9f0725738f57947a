/** How a key changes a selection, as in a worksheet. */
import { activeOf, dataEdge, extended, single, type CellRange, type Corner, type Sheet } from './range.ts';

export interface RangeKey {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

export interface KeyScene {
  sheet: Sheet;
  isFilled(row: string, field: string): boolean;
  /** Number of rows in sight: the step of PageDown. */
  page: number;
}

const STEPS: Record<string, readonly [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** @returns null when the key does not change the selection: the grid does its default. */
export function rangeAfter({ key, shiftKey, ctrlKey, metaKey, altKey }: RangeKey, range: CellRange, scene: KeyScene): CellRange | null {
  const control = ctrlKey || metaKey;
  if (altKey) return null;
  const { rows, columns } = scene.sheet;
  const active = activeOf(range);
  if (control && key.toLowerCase() === 'a' && !shiftKey) return { ...single(active), allRows: true, allColumns: true };
  if (key === ' ' && control !== shiftKey) return control ? { ...range, allRows: true } : { ...range, allColumns: true };
  if (key === 'Escape') return single(active);
  const from = shiftKey ? range.head : active;
  const [row, column] = [rows.indexOf(from.row), columns.indexOf(from.field)];
  if (row < 0 || column < 0) return null;
  const to = target(key, control, shiftKey, row, column, active, scene);
  if (!to) return null;
  const corner: Corner = {
    row: rows.ids[bound(to[0], rows.ids.length)] ?? from.row,
    field: columns.ids[bound(to[1], columns.ids.length)] ?? from.field,
  };
  return shiftKey ? extended(range, corner) : single(corner);
}

function target(
  key: string,
  control: boolean,
  shift: boolean,
  row: number,
  column: number,
  active: Corner,
  scene: KeyScene,
): readonly [number, number] | null {
  const { rows, columns } = scene.sheet;
  const step = STEPS[key];
  if (step && control) return edge(step, row, column, active, scene);
  // One cell at a time without Shift is the grid's own move.
  if (step) return shift ? [row + step[0], column + step[1]] : null;
  if (key === 'Home') return [control ? 0 : row, 0];
  if (key === 'End') return [control ? rows.ids.length - 1 : row, columns.ids.length - 1];
  if (shift && !control && (key === 'PageDown' || key === 'PageUp')) return [row + (key === 'PageDown' ? scene.page : -scene.page), column];
  return null;
}

/** Along the active cell's own row or column, from the end of the selection. */
function edge(
  [down, across]: readonly [number, number],
  row: number,
  column: number,
  active: Corner,
  { sheet: { rows, columns }, isFilled }: KeyScene,
): readonly [number, number] {
  if (down !== 0) return [dataEdge((at) => isFilled(rows.ids[at] ?? '', active.field), row, down as 1 | -1, rows.ids.length - 1), column];
  return [row, dataEdge((at) => isFilled(active.row, columns.ids[at] ?? ''), column, across as 1 | -1, columns.ids.length - 1)];
}

const bound = (place: number, length: number): number => Math.max(0, Math.min(length - 1, place));

/** Keys after which only the active cell stays selected, and which the grid then handles as usual. */
export const leavesRange = ({ key, shiftKey, ctrlKey, metaKey }: RangeKey): boolean =>
  !ctrlKey && !metaKey && !shiftKey && (key in STEPS || key === 'PageUp' || key === 'PageDown');
