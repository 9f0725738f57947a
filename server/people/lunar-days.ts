/** The holidays that the moon decides, by the calendar of Viet Nam: its new moons are those of UTC+7 (decision 028). */
import type { LunarDays } from '../../src/lib/review/holidays.ts';

/** Loaded only when an admin asks for a proposal: its tables of the planets are large. */
export async function lunarDays(year: number): Promise<LunarDays> {
  const { CalendarVietnamese } = await import('date-chinese');
  const on = (month: number, day: number): string => {
    const calendar = new CalendarVietnamese();
    // A day in summer is in the lunar year that began in this year.
    const [cycle = 0, lunarYear = 0] = calendar.fromGregorian(year, 7, 1).get();
    calendar.set(cycle, lunarYear, month, 0, day);
    const date = calendar.toGregorian(year);
    return [date.year, date.month, date.day].map((part) => String(part).padStart(2, '0')).join('-');
  };
  return { tet: on(1, 1), ancestors: on(3, 10) };
}
