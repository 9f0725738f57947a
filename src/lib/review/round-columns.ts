/** The input columns that a round shows: the table of columns, with the indicators that the round's standard counts. */
import { columnOf, columnsOf, type Column } from './columns.ts';
import { isIndicator, type Counting } from './indicators.ts';
import type { CellValue, SheetId } from './types.ts';

/** Indicators of another standard: an older list keeps their values. */
export const NOT_COUNTED_GROUP = 'Chỉ số không tính trong đợt này';

/**
 * Counted indicators are adjacent and in the standard's order, so that one range covers them. A column that this round does not ask for is
 * shown only when something is written in it.
 */
export function roundColumns(
  sheet: SheetId,
  { indicators }: Pick<Counting, 'indicators'>,
  isFilled: (key: string) => boolean = () => false,
): Column[] {
  const counted = indicators.flatMap((key) => columnOf(sheet, key) ?? []);
  const others = columnsOf(sheet).filter(({ key }) => isIndicator(key) && !indicators.includes(key) && isFilled(key));
  const place = columnsOf(sheet).findIndex(({ key }) => isIndicator(key));
  return columnsOf(sheet).flatMap((column, index) => {
    if (index === place) return [...counted, ...others.map((other) => ({ ...other, group: NOT_COUNTED_GROUP }))];
    return isIndicator(column.key) || (column.optional && !isFilled(column.key)) ? [] : [column];
  });
}

/** Columns that a round may show only when something is written in them. */
export const columnsIfFilled = (sheet: SheetId): string[] =>
  columnsOf(sheet).flatMap(({ key, optional }) => (optional || isIndicator(key) ? [key] : []));

/** Whether one of the rows has a value in a column. */
export const filledIn =
  (rows: readonly { cells: Readonly<Record<string, CellValue>> }[]) =>
  (key: string): boolean =>
    rows.some(({ cells }) => cells[key] !== undefined && cells[key] !== null);
