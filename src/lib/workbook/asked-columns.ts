/** Compares the columns of a file with those that the round asks. */
import { isIndicator, type Counting } from '../review/indicators.ts';
import { roundColumns } from '../review/round-columns.ts';
import type { SheetReading } from './read.ts';
import { missingOf } from './result-columns.ts';

/** Labels of columns that the round asks and the sheet lacks. */
export function missingIn(
  { sheet, result, columns }: Pick<SheetReading, 'sheet' | 'result' | 'columns'>,
  standard: Pick<Counting, 'indicators'>,
): string[] {
  const found = new Set(columns.map(({ key }) => key));
  if (result) return missingOf(result, (key) => found.has(key));
  return sheet
    ? roundColumns(sheet, standard)
        .filter(({ key }) => !found.has(key))
        .map(({ label }) => label)
    : [];
}

/** An indicator of another standard: its values are kept but not counted. */
export const isOnlyKept = (key: string | null, { indicators }: Pick<Counting, 'indicators'>): boolean =>
  key !== null && isIndicator(key) && !indicators.includes(key);
