/** A row's value in a column, for filters and sorting: its text, and its number where it has one. */
import { cellText, type GridColumn } from './grid-columns.ts';
import type { GridRow } from './grid-row.ts';

const NUMBER_FORMULAS: ReadonlySet<string> = new Set(['b2', 'b1Limit']);

export const isNumeric = (column: GridColumn): boolean =>
  column.kind === 'input'
    ? column.column.type === 'integer' || column.column.type === 'money'
    : column.kind === 'formula' && NUMBER_FORMULAS.has(column.column.key);

/** @returns null when the cell is blank, is no number, or rests on a conflict. */
export function numberIn(row: GridRow, column: GridColumn): number | null {
  if (column.kind === 'head' || !isNumeric(column)) return null;
  if (column.kind === 'formula' && row.unsettled.has(column.column.key)) return null;
  const value = column.kind === 'formula' ? row.results?.[column.column.key] : row.cells[column.column.key];
  return typeof value === 'number' ? value : null;
}

/**
 * A date as a number that grows with time; a month or a year counts as its beginning.
 * @returns null when it is not a date.
 */
function dateIn(text: string): number | null {
  const parts = /^(?:(?:(\d{2})\/)?(\d{2})\/)?(\d{4})$/.exec(text);
  return parts ? Number(parts[3]) * 10_000 + Number(parts[2] ?? 0) * 100 + Number(parts[1] ?? 0) : null;
}

/** The sort key of a cell: a number or a text; '' for a blank cell. */
export function sortKey(row: GridRow, column: GridColumn): number | string {
  const text = cellText(row, column);
  if (column.kind === 'input' && column.column.type === 'date') return dateIn(text) ?? text;
  return numberIn(row, column) ?? text;
}
