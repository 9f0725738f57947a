/** The input columns that a round shows: the table of columns, with the indicators that the round's standard counts. */
import { columnOf, columnsOf, type Column } from './columns.ts';
import { isIndicator } from './indicators.ts';
import { standardsOf, type Round } from './plans.ts';
import { inSentence } from './standards.ts';
import type { CellValue, SheetId } from './types.ts';

/** Indicators of another standard: an older list keeps their values. */
export const NOT_COUNTED_GROUP = 'Chỉ số không tính trong đợt này';

/** What a round's survey asks: the indicators of its main standard, then those that only the others count. */
export interface Survey {
  indicators: readonly string[];
  /** Of an indicator that not all standards of the round count: the names of those that do. */
  by?: ReadonlyMap<string, string>;
}

export function surveyOf(round: Pick<Round, 'standard' | 'beside'>): Survey {
  const standards = standardsOf(round);
  if (standards.length === 1) return { indicators: round.standard.indicators };
  const indicators = [...new Set(standards.flatMap((each) => each.indicators))];
  const by = new Map<string, string>();
  for (const key of indicators) {
    const counting = standards.filter((each) => each.indicators.includes(key));
    if (counting.length < standards.length) by.set(key, counting.map(({ short }) => short).join(', '));
  }
  return { indicators, by };
}

/** Heading over indicators that one standard of the round counts and another does not. */
const groupOf = (standards: string): string => `Chỉ tính theo ${inSentence(standards)}`;

/**
 * Counted indicators are adjacent and in the standard's order, so that one range covers them. A column that this round does not ask for is
 * shown only when something is written in it.
 */
export function roundColumns(sheet: SheetId, { indicators, by }: Survey, isFilled: (key: string) => boolean = () => false): Column[] {
  const counted = indicators.flatMap((key) => {
    const column = columnOf(sheet, key);
    const standards = by?.get(key);
    return column ? [standards === undefined ? column : { ...column, group: groupOf(standards) }] : [];
  });
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
