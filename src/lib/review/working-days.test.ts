import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { addDays } from './iso-day.ts';
import { SHIPPED_YEARS } from './shipped-days.ts';
import { unconfirmedText, WorkingDays } from './working-days.ts';
import { YearShape, type YearOfDays } from './year-of-days.ts';

const SHIPPED = new WorkingDays();
const worked = (day: string): boolean => SHIPPED.isWorked(day).worked;

describe('the shipped years', () => {
  it.each(SHIPPED_YEARS.map((year) => [year.year, year] as const))('%i has the shape that an admin’s year must have', (_, year) => {
    expect(v.parse(YearShape, year)).toEqual(year);
  });

  it('2026 is confirmed, with 24/11 off and the Saturdays 10/01 and 22/8 worked', () => {
    expect(SHIPPED.isWorked('2026-11-24')).toEqual({ worked: false, unconfirmed: [] });
    expect(['2026-11-23', '2026-11-25', '2026-01-10', '2026-08-22'].map(worked)).toEqual([true, true, true, true]);
    expect(['2026-01-02', '2026-01-11', '2026-01-17', '2026-08-31', '2026-04-27'].map(worked)).toEqual(Array(5).fill(false));
  });

  it('later years are provisional: the law’s days, and a day in lieu of each on a weekend', () => {
    const off = (year: number): string[] => SHIPPED_YEARS.find((each) => each.year === year)!.off.map(({ day }) => day.slice(5));
    expect(off(2027)).toEqual('01-01 02-05 02-06 02-07 02-08 02-09 02-10 02-11 04-16 04-30 05-01 05-03 09-02 09-03 11-24'.split(' '));
    expect(off(2028)).toEqual('01-01 01-03 01-25 01-26 01-27 01-28 01-29 01-31 04-04 04-30 05-01 05-02 09-01 09-02 09-04 11-24'.split(' '));
    expect(SHIPPED.isWorked('2027-05-03')).toEqual({ worked: false, unconfirmed: [2027] });
    expect(SHIPPED.isWorked('2028-05-02')).toEqual({ worked: false, unconfirmed: [2028] });
  });
});

describe('a deadline', () => {
  it.each([
    // Posted on Monday 23/11/2026 for 3 working days: the first day is not counted, and 24/11 is off.
    ['2026-11-23', 3, '2026-11-27'],
    ['2026-11-20', 1, '2026-11-23'],
    // The worked Saturdays count.
    ['2026-01-08', 2, '2026-01-10'],
    ['2026-08-21', 1, '2026-08-22'],
    ['2026-08-28', 1, '2026-09-03'],
    // Tết 2026.
    ['2026-02-13', 1, '2026-02-23'],
    ['2026-02-10', 7, '2026-02-26'],
    // What happens on a day off begins to count on the next day that is worked.
    ['2026-11-21', 1, '2026-11-23'],
  ])('from %s, %i working days: %s', (day, n, last) => {
    expect(SHIPPED.nth(day, n)).toEqual({ day: last, unconfirmed: [] });
    expect(SHIPPED.between(day, last)).toEqual({ days: n, unconfirmed: [] });
  });

  it.each([
    // Over the end of a year, and Tết 2027.
    ['2026-12-30', 2, '2027-01-04', [2027]],
    ['2027-02-03', 2, '2027-02-12', [2027]],
    ['2027-12-31', 1, '2028-01-04', [2028]],
    ['2027-12-29', 3, '2028-01-04', [2027, 2028]],
  ])('from %s, %i working days: %s, and names the years %j that are not confirmed', (day, n, last, unconfirmed) => {
    expect(SHIPPED.nth(day, n)).toEqual({ day: last, unconfirmed });
    expect(unconfirmedText(unconfirmed)).toBe(`Lịch nghỉ năm ${unconfirmed.join(', ')} chưa được xác nhận đủ: ngày này có thể thay đổi.`);
  });

  it('outside every known year says so, and goes by the week alone', () => {
    expect(SHIPPED.nth('2031-01-01', 1)).toEqual({ day: '2031-01-02', unconfirmed: [2031] });
    expect(SHIPPED.isWorked('2019-06-01')).toEqual({ worked: false, unconfirmed: [2019] });
    expect(SHIPPED.between('2025-12-31', '2026-01-05').unconfirmed).toEqual([]);
    expect(SHIPPED.between('2025-12-30', '2026-01-05').unconfirmed).toEqual([2025]);
  });

  it('in days of the calendar ends on the next working day when its last day is off', () => {
    expect(SHIPPED.lastDay('2026-11-09', { days: 15, unit: 'calendar' })).toEqual({ day: '2026-11-25', unconfirmed: [] });
    expect(SHIPPED.lastDay('2026-11-10', { days: 15, unit: 'calendar' })).toEqual({ day: '2026-11-25', unconfirmed: [] });
    expect(SHIPPED.lastDay('2026-08-07', { days: 15, unit: 'calendar' }).day).toBe('2026-08-22');
    expect(SHIPPED.lastDay('2026-12-18', { days: 15, unit: 'calendar' })).toEqual({ day: '2027-01-04', unconfirmed: [2027] });
    expect(SHIPPED.lastDay('2026-11-23', { days: 3, unit: 'working' }).day).toBe('2026-11-27');
  });

  it('is not of less than a day', () => {
    for (const n of [0, -1, 1.5, NaN]) expect(() => SHIPPED.nth('2026-11-23', n)).toThrow(RangeError);
  });
});

describe('a year of the admin', () => {
  const YEAR: YearOfDays = { ...SHIPPED_YEARS.find(({ year }) => year === 2027)!, complete: true, source: 'Thông báo của năm 2027' };

  it('takes the place of the shipped one, and the last one counts', () => {
    const days = new WorkingDays([YEAR, { ...YEAR, worked: [{ day: '2027-01-09', name: 'Làm bù' }] }]);
    expect(days.isWorked('2027-01-09')).toEqual({ worked: true, unconfirmed: [] });
    expect(days.nth('2026-12-30', 2)).toEqual({ day: '2027-01-04', unconfirmed: [] });
    expect(days.years.map(({ year }) => year)).toEqual([2026, 2027, 2028]);
  });

  it.each([
    ['a day of another year', { off: [{ day: '2026-01-01', name: 'Tết' }] }, 'Có ngày không thuộc năm này.'],
    ['a day twice', { off: [YEAR.off[0]!, YEAR.off[0]!] }, 'Có ngày được ghi hai lần.'],
    ['a make-up day in the week', { worked: [{ day: '2027-01-04', name: 'Làm bù' }] }, 'Ngày làm bù phải là Thứ Bảy hoặc Chủ Nhật.'],
    ['a day that does not exist', { off: [{ day: '2027-02-30', name: 'Tết' }] }, 'Không có ngày này trong lịch.'],
    ['a day without a name', { off: [{ day: '2027-02-05', name: ' ' }] }, 'Hãy ghi tên ngày nghỉ hoặc ngày làm bù.'],
    ['no text behind it', { source: 'ok' }, 'Hãy ghi số, ngày và tên văn bản làm căn cứ.'],
  ])('is refused with %s', (_, change, said) => {
    expect(v.safeParse(YearShape, { ...YEAR, ...change }).issues?.[0].message).toBe(said);
  });
});

describe('over any years', () => {
  const FROM = '2025-11-01';
  const day = fc.integer({ min: 0, max: 1200 }).map((days) => addDays(FROM, days));
  const dayOf = (year: number): fc.Arbitrary<string> => fc.integer({ min: 0, max: 364 }).map((days) => addDays(`${year}-01-01`, days));
  const named = (days: readonly string[]): { day: string; name: string }[] => [...new Set(days)].map((each) => ({ day: each, name: 'x' }));
  const calendar = fc.tuple(...[2025, 2026, 2027, 2028].map((year) => fc.array(dayOf(year), { maxLength: 40 }))).map(
    (years) =>
      new WorkingDays(
        years.map((off, index) => {
          const isSaturday = (each: string): boolean => new Date(each).getUTCDay() === 6;
          const worked = named(off.filter(isSaturday));
          return { year: 2025 + index, off: named(off.filter((each) => !isSaturday(each))), worked, complete: true, source: 'x' };
        }),
      ),
  );

  it('the n-th working day after a day is worked and has n working days behind it', () => {
    fc.assert(
      fc.property(calendar, day, fc.integer({ min: 1, max: 40 }), (days, from, n) => {
        const last = days.nth(from, n).day;
        expect(days.isWorked(last).worked).toBe(true);
        expect(days.between(from, last).days).toBe(n);
        expect(days.between(from, addDays(last, -1)).days).toBe(n - 1);
      }),
    );
  });

  it('a term of n days after another of m days is one of n + m', () => {
    fc.assert(
      fc.property(calendar, day, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (days, from, n, m) => {
        expect(days.nth(days.nth(from, n).day, m)).toMatchObject({ day: days.nth(from, n + m).day });
      }),
    );
  });
});
