/** Dates with the precision they were given in: dd/mm/yyyy, mm/yyyy or yyyy. */
import { doubtful, invalid, type CellReading } from './cell-reading.ts';
import { exists, fromSerial, inRange, readDateText } from './date-text.ts';

export { fromSerial } from './date-text.ts';

/** A whole number in the range of years means a year; every other number is a worksheet's day number. */
export const isYear = (typed: number): boolean => Number.isInteger(typed) && inRange(typed);

/** yyyymmdd, with 00 for unknown parts, so that it sorts in date order. */
const orderOf = (date: string): string => date.split('/').reverse().join('').padEnd(8, '0');
const isLater = (date: string, today: Date): boolean =>
  orderOf(date) > `${today.getFullYear()}${String(today.getMonth() + 1).padStart(2, '0')}${String(today.getDate()).padStart(2, '0')}`;

/** A worksheet's day number; or, beyond the last one, ddmmyyyy typed without separators, which has lost its leading zero. */
function fromNumber(typed: number, today: Date): string | null {
  if (isYear(typed)) return String(typed);
  const compact = Number.isInteger(typed) && typed > 1_000_000 ? readDateText(String(typed).padStart(8, '0'), today) : null;
  return fromSerial(typed) ?? compact?.date ?? null;
}

/** @param past the column holds past dates only, such as a birth date. */
export function readDate(typed: Date | number | string, today: Date, past = false): CellReading {
  if (typed instanceof Date) {
    const [day, month, year] = [typed.getDate(), typed.getMonth() + 1, typed.getFullYear()];
    return { value: exists(day, month, year) ? `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}/${year}` : null };
  }
  const found = typeof typed === 'string' ? readDateText(typed, today) : null;
  const date = typeof typed === 'number' ? fromNumber(typed, today) : (found?.date ?? null);
  if (date === null)
    return invalid(String(typed), 'not-a-date', `'${typed}' không phải là ngày có thật; ghi ngày/tháng/năm, tháng/năm hoặc năm`);
  if (past && isLater(date, today))
    return invalid(typeof typed === 'number' ? date : typed, 'in-the-future', `'${date}' chưa tới: hãy xem lại năm`);
  if (found?.monthFirst) return doubtful(date, 'month-first', `'${typed}' được hiểu là ${date} vì không có tháng ${found.monthFirst}`);
  if (found?.time) return doubtful(date, 'time-dropped', `'${typed}' có giờ ${found.time}, chỉ lấy ngày ${date}: hãy xem lại`);
  if (found?.remark) return doubtful(date, 'date-remark', `'${typed}' được hiểu là ${date}, bỏ ghi chú '${found.remark}'`);
  return { value: date };
}
