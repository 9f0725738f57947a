/** Filters rows by one of their columns: by a set of values, as a worksheet lists them, or by a range of numbers. */
import { readCell } from '../review/cell-input.ts';
import { formatNumber } from '../review/cell-number.ts';
import type { Column } from '../review/columns.ts';
import { numberIn, sortKey } from './column-value.ts';
import { cellText, columnById, type GridColumn } from './grid-columns.ts';
import type { GridRow, GridSheet } from './grid-row.ts';
import { compareKeys } from './sorting.ts';

export const BLANK_TEXT = '(Trống)';

/** Values are the cells' texts, '' for a blank one. All conditions present must hold. */
export interface ColumnFilter {
  only?: readonly string[] | undefined;
  /** The unticked values, when most stay ticked: a value written later is shown. */
  without?: readonly string[] | undefined;
  from?: number | undefined;
  to?: number | undefined;
}

/** By the grid column's id. */
export type ColumnFilters = Readonly<Record<string, ColumnFilter>>;

export function passes(row: GridRow, column: GridColumn, { only, without, from, to }: ColumnFilter): boolean {
  if (only || without) {
    const text = cellText(row, column);
    if (only && !only.includes(text)) return false;
    if (without?.includes(text)) return false;
  }
  if (from === undefined && to === undefined) return true;
  const number = numberIn(row, column);
  return number !== null && (from === undefined || number >= from) && (to === undefined || number <= to);
}

/**
 * Lets rows of other sheets through, and ignores columns that this version does not know.
 * @param but a column whose filter is left out.
 */
export function columnsShow(
  sheet: GridSheet,
  columns: readonly GridColumn[],
  filters: ColumnFilters,
  but?: string,
): (row: GridRow) => boolean {
  const asked = Object.entries(filters).flatMap(([field, filter]) => {
    const column = field === but ? undefined : columnById(columns, field);
    return column ? [{ column, filter }] : [];
  });
  return (row) => row.sheet !== sheet || asked.every(({ column, filter }) => passes(row, column, filter));
}

export interface ValueCount {
  text: string;
  count: number;
}

/** Every value of a column once, in the column's sort order, blanks last. */
export function valuesOf(rows: readonly GridRow[], column: GridColumn): ValueCount[] {
  const values = new Map<string, { key: number | string; count: number }>();
  for (const row of rows) {
    const text = cellText(row, column);
    const known = values.get(text);
    if (known) known.count++;
    else values.set(text, { key: text === '' ? '' : sortKey(row, column), count: 1 });
  }
  return [...values].sort(([, a], [, b]) => compareKeys(a.key, b.key, false)).map(([text, { count }]) => ({ text, count }));
}

export const isTicked = (text: string, filter: ColumnFilter | undefined): boolean =>
  (filter?.only?.includes(text) ?? true) && !filter?.without?.includes(text);

/** @returns null when every value is ticked and there is no range. */
export function filterOf(
  values: readonly string[],
  ticked: ReadonlySet<string>,
  { from, to }: Pick<ColumnFilter, 'from' | 'to'>,
): ColumnFilter | null {
  const out = values.filter((text) => !ticked.has(text));
  const range = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  if (out.length === 0) return from === undefined && to === undefined ? null : range;
  // The shorter list is what was meant: a few unticked, or a few picked.
  return out.length < ticked.size ? { without: out, ...range } : { only: values.filter((text) => ticked.has(text)), ...range };
}

/** In a yes column, a tick means yes. */
export const valueLabel = (text: string, column: GridColumn): string =>
  text === '' ? BLANK_TEXT : text === 'x' && column.kind === 'input' && column.column.type === 'yes' ? '✓ có' : text;

const listed = (texts: readonly string[], column: GridColumn): string =>
  texts.length <= 2 ? texts.map((text) => valueLabel(text, column)).join(', ') : `${texts.length} giá trị`;

const ANY_NUMBER: Column = { key: '', label: '', type: 'money', sheets: [], width: 1 };

/** One end of a range as typed, parsed like a cell's number; undefined when it is no number. */
export function numberTyped(text: string): number | undefined {
  const { value } = readCell(ANY_NUMBER, text);
  return typeof value === 'number' ? value : undefined;
}

export function filterText(column: GridColumn, { only, without, from, to }: ColumnFilter): string {
  const parts: string[] = [];
  if (only) parts.push(only.length === 0 ? 'không giá trị nào' : listed(only, column));
  if (without) parts.push(`trừ ${listed(without, column)}`);
  if (from !== undefined) parts.push(`từ ${formatNumber(from)}`);
  if (to !== undefined) parts.push(`đến ${formatNumber(to)}`);
  return parts.join(' ');
}
