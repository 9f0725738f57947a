/** Compares the columns of a file with those that the round asks. */
import { columnOf } from '../review/columns.ts';
import { isIndicator } from '../review/indicators.ts';
import { roundColumns, type Survey } from '../review/round-columns.ts';
import type { SheetReading } from './read.ts';
import { missingOf } from './result-columns.ts';

/** Labels of columns that the round asks and the sheet lacks. */
export function missingIn({ sheet, result, columns }: Pick<SheetReading, 'sheet' | 'result' | 'columns'>, survey: Survey): string[] {
  const found = new Set(columns.map(({ key }) => key));
  if (result) return missingOf(result, (key) => found.has(key));
  return sheet
    ? roundColumns(sheet, survey)
        .filter(({ key, recorded }) => !recorded && !found.has(key))
        .map(({ label }) => label)
    : [];
}

/** What another standard asks: its values are kept but not counted. */
export const isOnlyKept = (key: string | null, { indicators, asks }: Survey): boolean =>
  key !== null && (isIndicator(key) ? !indicators.includes(key) : columnOf('list01', key)?.asked === true && !asks.includes(key));
