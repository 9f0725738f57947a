/**
 * The days off that the law names, for a year whose official notice is not known: a proposal, which a person completes and confirms. The law
 * leaves open which day beside 02/9 is off, when Tết begins, and all swaps and make-up days.
 */
import { addDays, isWeekend, weekday } from './iso-day.ts';
import type { NamedDay, YearOfDays } from './year-of-days.ts';

/** The two days that the moon decides, yyyy-mm-dd. */
export interface LunarDays {
  /** Mùng 1 Tết. */
  tet: string;
  /** Giỗ Tổ Hùng Vương, the tenth of the third month. */
  ancestors: string;
}

export const CULTURE_DAY = 'Ngày 24/11 (Nghị quyết 28/2026/QH16)';

const BY_LAW =
  'Suy từ Điều 111, Điều 112 Bộ luật Lao động 2019 và Nghị quyết 28/2026/QH16; chưa có thông báo nghỉ lễ, hoán đổi và làm bù của năm này';

/** One day before Tết and four from mùng 1, as in 2026; Điều 112 gives five days and leaves the choice to the yearly notice. */
const TET_DAYS = [-1, 0, 1, 2, 3];
/** Weekdays of 02/9 on which the day after it joins it to the weekend, or is the only one that can; otherwise it is the day before. */
const DAY_AFTER = new Set([0, 1, 4]);

export function proposedYear(year: number, { tet, ancestors }: LunarDays): YearOfDays {
  const at = (day: string): string => `${year}-${day}`;
  const second = DAY_AFTER.has(weekday(at('09-02'))) ? '09-03' : '09-01';
  const holidays: NamedDay[] = [
    { day: at('01-01'), name: 'Tết Dương lịch' },
    ...TET_DAYS.map((days) => ({ day: addDays(tet, days), name: 'Tết Nguyên đán' })),
    { day: ancestors, name: 'Giỗ Tổ Hùng Vương' },
    { day: at('04-30'), name: 'Ngày Chiến thắng' },
    { day: at('05-01'), name: 'Ngày Quốc tế lao động' },
    { day: at('09-02'), name: 'Quốc khánh' },
    { day: at(second), name: 'Quốc khánh' },
    { day: at('11-24'), name: CULTURE_DAY },
  ].sort((a, b) => a.day.localeCompare(b.day));
  const off = new Map(holidays.map((holiday) => [holiday.day, holiday]));
  for (const { day, name } of holidays) {
    if (!isWeekend(day)) continue;
    // In lieu of a holiday on a weekly day off, the next working day is off (Bộ luật Lao động 2019, Điều 111 khoản 3).
    let instead = day;
    while (isWeekend(instead) || off.has(instead)) instead = addDays(instead, 1);
    off.set(instead, { day: instead, name: `Nghỉ bù ${name} (${shortDay(day)})` });
  }
  return {
    year,
    off: [...off.values()].sort((a, b) => a.day.localeCompare(b.day)),
    worked: [],
    complete: false,
    source: BY_LAW,
  };
}

/** '2027-05-01' -> '01/5', as papers write it: a month below 3 keeps its zero (Nghị định 30/2020/NĐ-CP). */
function shortDay(day: string): string {
  const [, month = '', date = ''] = day.split('-');
  return `${date}/${Number(month) < 3 ? month : Number(month)}`;
}
