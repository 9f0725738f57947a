/** Dates with the precision they were given in: dd/mm/yyyy, mm/yyyy or yyyy. */
import { invalid, type CellReading } from './cell-reading.ts';

const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;
const DAY = 86_400_000;

const two = (n: number): string => String(n).padStart(2, '0');
const inRange = (year: number): boolean => year >= FIRST_YEAR && year <= LAST_YEAR;

function exists(day: number, month: number, year: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return inRange(year) && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const written = (day: number, month: number, year: number): string => `${two(day)}/${two(month)}/${year}`;

/** Excel's day number. It believes that 29/02/1900 existed, so days before March 1900 are one off. */
export function fromSerial(serial: number): string | null {
  const days = Math.floor(serial) + (serial < 60 ? 1 : 0);
  const date = new Date(Date.UTC(1899, 11, 30) + days * DAY);
  const year = date.getUTCFullYear();
  return serial >= 1 && inRange(year) ? written(date.getUTCDate(), date.getUTCMonth() + 1, year) : null;
}

/** A two-digit year that has not come yet this century belongs to the last one. */
function century(year: string, today: Date): number {
  const n = Number(year);
  if (year.length === 4) return n;
  return n <= today.getFullYear() % 100 ? 2000 + n : 1900 + n;
}

function parse(text: string, today: Date): string | null {
  const compact = text.replace(/\s*([/.-])\s*/g, '$1');
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.Z+]*)?$/.exec(compact);
  if (iso) return exists(Number(iso[3]), Number(iso[2]), Number(iso[1])) ? written(Number(iso[3]), Number(iso[2]), Number(iso[1])) : null;
  const full = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$/.exec(compact)
    ?? /^(?:ngày )?(\d{1,2})( )tháng (\d{1,2}) năm (\d{4})$/i.exec(compact);
  if (full) {
    const [, day, , month, year] = full.map(Number);
    const whole = century(full[4] ?? '', today);
    return year !== undefined && exists(day ?? 0, month ?? 0, whole) ? written(day ?? 0, month ?? 0, whole) : null;
  }
  const part = /^(\d{1,2})[/.-](\d{4})$/.exec(compact);
  if (part) {
    const month = Number(part[1]);
    return month >= 1 && month <= 12 && inRange(Number(part[2])) ? `${two(month)}/${part[2]}` : null;
  }
  return /^\d{4}$/.test(compact) && inRange(Number(compact)) ? compact : null;
}

export function readDate(typed: Date | number | string, today: Date): CellReading {
  if (typed instanceof Date) {
    const date = Number.isNaN(typed.getTime()) ? null : written(typed.getDate(), typed.getMonth() + 1, typed.getFullYear());
    return date === null ? { value: null } : { value: date };
  }
  const isYear = typeof typed === 'number' && Number.isInteger(typed) && inRange(typed);
  const date = isYear ? String(typed) : typeof typed === 'number' ? fromSerial(typed) : parse(typed, today);
  if (date !== null) return { value: date };
  const text = String(typed);
  return invalid(text, 'not-a-date', `'${text}' không phải là ngày có thật; ghi ngày/tháng/năm, tháng/năm hoặc năm`);
}
