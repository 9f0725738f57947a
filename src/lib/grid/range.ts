/**
 * A selected block of cells, as in a worksheet. It is kept by the ids of its corners' rows and columns, never by their positions: added
 * rows, sorting and hidden columns change positions, not ids. Plain data throughout.
 */
import type { Move } from './editing-keys.ts';

/** Rows or columns in the order shown. */
export interface Axis {
  readonly ids: readonly string[];
  /** -1 when it is not shown. */
  indexOf(id: string): number;
}

export interface Corner {
  row: string;
  field: string;
}

export interface CellRange {
  /** Where the selection began. */
  readonly anchor: Corner;
  /** The other end, which Shift moves. */
  readonly head: Corner;
  /** The cell that Enter and Tab have reached within it; by default the anchor is the active cell. */
  readonly active?: Corner;
  /** Whole columns: every row, also those added later. */
  readonly allRows?: boolean;
  /** Whole rows. */
  readonly allColumns?: boolean;
}

/** A cell's position among the rows and columns shown, counted from 0. */
export interface CellPosition {
  row: number;
  column: number;
}

/** Positions, both ends included. */
export interface Block {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface Sheet {
  rows: Axis;
  columns: Axis;
}

/** More than one cell, by ids of rows and columns. */
export interface Selected {
  rows: readonly string[];
  columns: readonly string[];
}

export function axis(ids: readonly string[]): Axis {
  const places = new Map(ids.map((id, index) => [id, index]));
  return { ids, indexOf: (id) => places.get(id) ?? -1 };
}

/** The cell that typing goes to. */
export const activeOf = ({ anchor, active = anchor }: CellRange): Corner => active;

/** The range with another head, starting at the active cell, as Shift extends from there. */
export const extended = (range: CellRange, head: Corner): CellRange => ({ ...range, anchor: activeOf(range), active: undefined, head });

export const positionOf = ({ row, field }: Corner, { rows, columns }: Sheet): CellPosition => ({
  row: rows.indexOf(row),
  column: columns.indexOf(field),
});

export const single = (corner: Corner): CellRange => ({ anchor: corner, head: corner });

export const isSingle = ({ anchor, head, allRows, allColumns }: CellRange): boolean =>
  !allRows && !allColumns && anchor.row === head.row && anchor.field === head.field;

/** null when a corner is not shown (any more). */
export function blockOf(range: CellRange, { rows, columns }: Sheet): Block | null {
  const [fromRow, toRow] = range.allRows ? [0, rows.ids.length - 1] : [rows.indexOf(range.anchor.row), rows.indexOf(range.head.row)];
  const [fromColumn, toColumn] = range.allColumns
    ? [0, columns.ids.length - 1]
    : [columns.indexOf(range.anchor.field), columns.indexOf(range.head.field)];
  const block = {
    top: Math.min(fromRow, toRow),
    bottom: Math.max(fromRow, toRow),
    left: Math.min(fromColumn, toColumn),
    right: Math.max(fromColumn, toColumn),
  };
  return block.top < 0 || block.left < 0 ? null : block;
}

export const heightOf = ({ top, bottom }: Block): number => bottom - top + 1;
export const widthOf = ({ left, right }: Block): number => right - left + 1;
export const sizeOf = (block: Block): number => heightOf(block) * widthOf(block);

export const rowsOf = (block: Block, { rows }: Sheet): readonly string[] => rows.ids.slice(block.top, block.bottom + 1);
export const columnsOf = (block: Block, { columns }: Sheet): readonly string[] => columns.ids.slice(block.left, block.right + 1);

export const contains = (block: Block, row: number, column: number): boolean =>
  row >= block.top && row <= block.bottom && column >= block.left && column <= block.right;

/** The range over a block; its anchor is the first cell. */
export function rangeOver(block: Block, { rows, columns }: Sheet): CellRange {
  const corner = (row: number, column: number): Corner => ({ row: rows.ids[row] ?? '', field: columns.ids[column] ?? '' });
  return { anchor: corner(block.top, block.left), head: corner(block.bottom, block.right) };
}

/** Where Enter (down) or Tab (right) goes within a block: column by column or row by row, wrapping around at the end. */
export function stepWithin(block: Block, at: CellPosition, { down, right }: Pick<Move, 'down' | 'right'>): CellPosition {
  const [height, width] = [heightOf(block), widthOf(block)];
  const [row, column] = [at.row - block.top, at.column - block.left];
  const size = height * width;
  const next = ((down === 0 ? row * width + column : column * height + row) + down + right + size) % size;
  const [to, line] = down === 0 ? [next % width, Math.floor(next / width)] : [Math.floor(next / height), next % height];
  return { row: block.top + line, column: block.left + to };
}

/**
 * Where Ctrl+arrow goes along one row or column: from inside filled cells to the last of them, otherwise to the next filled cell, or to the
 * end of the sheet when there is none.
 */
export function dataEdge(isFilled: (index: number) => boolean, from: number, step: 1 | -1, last: number): number {
  const within = (index: number): boolean => index >= 0 && index <= last;
  let at = from + step;
  if (!within(at)) return from;
  if (isFilled(from) && isFilled(at)) {
    while (within(at + step) && isFilled(at + step)) at += step;
    return at;
  }
  while (!isFilled(at) && within(at + step)) at += step;
  return at;
}

/**
 * The range after rows were added, removed or reordered. It stays while its rows are still together, with nothing between them but rows
 * that are new. Otherwise a block over its corners would contain rows that were never selected, so only the active cell stays selected.
 */
export function follow(range: CellRange, before: Sheet, after: Sheet): CellRange | null {
  const active = activeOf(range);
  const shown = after.rows.indexOf(active.row) >= 0 && after.columns.indexOf(active.field) >= 0;
  const block = blockOf(range, before);
  if (!block || isSingle(range)) return shown ? range : null;
  const rows = range.allRows ? null : together(rowsOf(block, before), before.rows, after.rows);
  const columns = range.allColumns ? null : together(columnsOf(block, before), before.columns, after.columns);
  if (rows === undefined || columns === undefined) return shown ? single(active) : null;
  const ends = (span: Span | null, anchor: string, head: string): [string, string] => {
    if (!span) return [anchor, head];
    return span.last === anchor ? [span.last, span.first] : [span.first, span.last];
  };
  const [anchorRow, headRow] = ends(rows, range.anchor.row, range.head.row);
  const [anchorField, headField] = ends(columns, range.anchor.field, range.head.field);
  return {
    ...range,
    anchor: { row: anchorRow, field: anchorField },
    head: { row: headRow, field: headField },
    active: shown ? range.active : undefined,
  };
}

interface Span {
  first: string;
  last: string;
}

function together(chosen: readonly string[], before: Axis, after: Axis): Span | undefined {
  const places = chosen.map((id) => after.indexOf(id)).filter((place) => place >= 0);
  if (places.length === 0) return undefined;
  const ids = new Set(chosen);
  let [first, last] = [Infinity, -1];
  for (const place of places) [first, last] = [Math.min(first, place), Math.max(last, place)];
  const stays = after.ids.slice(first, last + 1).every((id) => ids.has(id) || before.indexOf(id) < 0);
  return stays ? { first: after.ids[first] ?? '', last: after.ids[last] ?? '' } : undefined;
}
