/** How a history is read: on the page, in the CSV file and on the command line alike. */
import type { CellValue } from '../review/types.ts';

/** A conflict's values beside each other, the standing one last. */
export const valuesText = (values: readonly CellValue[]): string => values.map((value) => String(value ?? '')).join(' | ');

/** The same for people to read, where nothing is easily overlooked. */
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

/** dd/mm/yyyy hh:mm:ss as clocks in Vietnam show it, wherever the machine stands. */
export const timeText = (at: number): string => TIME.format(at).replace(',', '');
