/** How a history is shown: the same on the page, in the CSV file and on the command line. */
import type { CellValue } from '../review/types.ts';

/** All values of a conflict, the standing one last. */
export const valuesText = (values: readonly CellValue[]): string => values.map((value) => String(value ?? '')).join(' | ');

/** The same for people to read: an empty value is shown as a word, so that it is not overlooked. */
export const shownValues = (values: readonly CellValue[]): string =>
  (values.length > 0 ? values : [null]).map((value) => String(value ?? '') || '(trống)').join(' | ');

const TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** dd/mm/yyyy hh:mm:ss in Vietnamese time, whatever the time zone of the machine. */
export const timeText = (at: number): string => TIME.format(at).replace(',', '');
