/** The input columns that a round shows: the table of columns, with what the round's standards ask. */
import { columnOf, columnsOf, type Column } from './columns.ts';
import { isIndicator } from './indicators.ts';
import { standardsOf, type Round } from './plans.ts';
import { inSentence } from './standards.ts';
import type { CellValue, SheetId } from './types.ts';

/** What another standard asks: an older list keeps its values. */
export const NOT_COUNTED_GROUP = 'Không tính trong đợt này';

/** What a round's survey asks: the indicators of its main standard, then those that only the others count; scores and incomes. */
export interface Survey {
  indicators: readonly string[];
  /** Keys of the columns that not every standard asks. */
  asks: readonly string[];
  /** Meetings decided otherwise than the scores say. */
  decided?: true;
  /** Of what not all standards of the round ask: the names of those that do. */
  by?: ReadonlyMap<string, string>;
}

export function surveyOf(round: Pick<Round, 'standard' | 'beside'>): Survey {
  const standards = standardsOf(round);
  const [{ indicators: own, asks: asksOwn, decided }] = standards;
  if (standards.length === 1) return { indicators: own, asks: asksOwn, ...(decided && { decided }) };
  const indicators = [...new Set(standards.flatMap((each) => each.indicators))];
  const asks = [...new Set(standards.flatMap((each) => each.asks))];
  const by = new Map<string, string>();
  for (const key of [...indicators, ...asks]) {
    const asking = standards.filter((each) => each.indicators.includes(key) || each.asks.includes(key));
    if (asking.length < standards.length) by.set(key, asking.map(({ short }) => inSentence(short)).join(', '));
  }
  return { indicators, asks, by, ...(decided && { decided }) };
}

/** Heading over columns that one standard of the round counts and another does not. */
const groupOf = (standards: string): string => `Chỉ tính theo ${standards}`;

/**
 * Counted indicators are adjacent and in the standard's order, so that one range covers them. A column that this round does not ask for is
 * shown only when something is written in it.
 */
export function roundColumns(
  sheet: SheetId,
  { indicators, asks, by, decided }: Survey,
  isFilled: (key: string) => boolean = () => false,
): Column[] {
  const named = (column: Column): Column => {
    const standards = by?.get(column.key);
    return standards === undefined ? column : { ...column, group: groupOf(standards) };
  };
  const kept = (column: Column): Column[] => (isFilled(column.key) ? [{ ...column, group: NOT_COUNTED_GROUP }] : []);
  const counted = indicators.flatMap((key) => columnOf(sheet, key) ?? []).map(named);
  const others = columnsOf(sheet).filter(({ key }) => isIndicator(key) && !indicators.includes(key));
  const place = columnsOf(sheet).findIndex(({ key }) => isIndicator(key));
  return columnsOf(sheet).flatMap((column, index) => {
    if (index === place) return [...counted, ...others.flatMap(kept)];
    if (isIndicator(column.key)) return [];
    if (column.recorded) return decided ? [column] : [];
    if (column.asked) return asks.includes(column.key) ? [named(column)] : kept(column);
    return column.optional && !isFilled(column.key) ? [] : [column];
  });
}

/** What formulas may read of a row: also the columns that a list has only when something is written in them. */
export const readColumns = (sheet: SheetId, standard: Survey): Column[] =>
  roundColumns(sheet, standard, (key) => columnOf(sheet, key)?.optional === true);

/** Columns that a round may show only when something is written in them. */
export const columnsIfFilled = (sheet: SheetId): string[] =>
  columnsOf(sheet).flatMap(({ key, optional, asked }) => (optional || asked || isIndicator(key) ? [key] : []));

/** Whether one of the rows has a value in a column. */
export const filledIn =
  (rows: readonly { cells: Readonly<Record<string, CellValue>> }[]) =>
  (key: string): boolean =>
    rows.some(({ cells }) => cells[key] !== undefined && cells[key] !== null);
