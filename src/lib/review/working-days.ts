/**
 * Ngày làm việc: which days are worked, and the terms that are counted in them. The year's days off and make-up days are data that a person
 * confirms; an answer that rests on a year nobody has confirmed names that year.
 */
import { addDays, isWeekend, yearOf } from './iso-day.ts';
import { SHIPPED_YEARS } from './shipped-days.ts';
import type { NamedDay, YearOfDays } from './year-of-days.ts';

/** A term of a rule: 'working' days, or days of the calendar. */
export interface Term {
  days: number;
  unit: 'working' | 'calendar';
}

/** A day, and the years behind it that nobody has confirmed. */
export interface Deadline {
  /** yyyy-mm-dd */
  day: string;
  unconfirmed: readonly number[];
}

export class WorkingDays {
  readonly #years: ReadonlyMap<number, YearOfDays>;

  /** @param years those of the admin; each replaces the shipped one of that year, and the last one counts. */
  constructor(years: readonly YearOfDays[] = []) {
    this.#years = new Map([...SHIPPED_YEARS, ...years].map((year) => [year.year, year]));
  }

  /** In order. */
  get years(): YearOfDays[] {
    return [...this.#years.values()].sort((a, b) => a.year - b.year);
  }

  isWorked(day: string): { worked: boolean; unconfirmed: readonly number[] } {
    return { worked: this.#isWorked(day), unconfirmed: this.#unconfirmed(day, day) };
  }

  /**
   * The n-th working day after a day. That day itself is not counted (Bộ luật Dân sự 2015, Điều 147 khoản 2).
   * @param n from 1
   */
  nth(day: string, n: number): Deadline {
    whole(n);
    let last = day;
    for (let left = n; left > 0;) {
      last = addDays(last, 1);
      if (this.#isWorked(last)) left -= 1;
    }
    return { day: last, unconfirmed: this.#unconfirmed(addDays(day, 1), last) };
  }

  /**
   * The last day of a term that begins with what happens on a day. A term in days of the calendar that would end on a day off ends on the
   * next working day (Bộ luật Dân sự 2015, Điều 148 khoản 5).
   */
  lastDay(day: string, { days, unit }: Term): Deadline {
    if (unit === 'working') return this.nth(day, days);
    whole(days);
    const end = addDays(day, days);
    let last = end;
    while (!this.#isWorked(last)) last = addDays(last, 1);
    return { day: last, unconfirmed: this.#unconfirmed(end, last) };
  }

  /** How many working days lie after `from`, up to and with `to`: the inverse of `nth`. */
  between(from: string, to: string): { days: number; unconfirmed: readonly number[] } {
    let days = 0;
    for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (this.#isWorked(day)) days += 1;
    return { days, unconfirmed: from < to ? this.#unconfirmed(addDays(from, 1), to) : [] };
  }

  #isWorked(day: string): boolean {
    const year = this.#years.get(yearOf(day));
    const has = (list: readonly NamedDay[] = []): boolean => list.some((each) => each.day === day);
    return isWeekend(day) ? has(year?.worked) : !has(year?.off);
  }

  #unconfirmed(from: string, to: string): number[] {
    const years = Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, index) => yearOf(from) + index);
    return years.filter((year) => !this.#years.get(year)?.complete);
  }
}

function whole(n: number): void {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`${n} days`);
}

/** What a deadline says beside its day; '' if all its years are confirmed. */
export const unconfirmedText = (years: readonly number[]): string =>
  years.length === 0 ? '' : `Lịch nghỉ năm ${years.join(', ')} chưa được xác nhận đủ: ngày này có thể thay đổi.`;
