/** Days as yyyy-mm-dd: their order is that of the texts. */

const MS = 86_400_000;
const time = (day: string): number => Date.parse(`${day}T00:00:00Z`);
export const addDays = (day: string, days: number): string => new Date(time(day) + days * MS).toISOString().slice(0, 10);
/** How many days `to` is after `from`. */
export const daysFrom = (from: string, to: string): number => Math.round((time(to) - time(from)) / MS);
export const yearOf = (day: string): number => Number(day.slice(0, 4));
/** '2027-01-05' -> '05/01/2027' */
export const dayText = (day: string): string => day.split('-').reverse().join('/');
/** '05/01/2027' -> '2027-01-05'; null for a cell without a full date. */
export const isoOf = (cell: unknown): string | null =>
  typeof cell === 'string' && /^\d{2}\/\d{2}\/\d{4}$/.test(cell) ? cell.split('/').reverse().join('-') : null;
/** '2027-01-05' -> 20270105 */
export const dayNumber = (day: string): number => Number(day.replaceAll('-', ''));
/** 0 is Sunday. */
export const weekday = (day: string): number => new Date(time(day)).getUTCDay();
export const isWeekend = (day: string): boolean => weekday(day) % 6 === 0;
export const existsDay = (day: string): boolean => !Number.isNaN(time(day)) && addDays(day, 0) === day;
