import { describe, expect, it } from 'vitest';
import { proposedYear } from '../../src/lib/review/holidays.ts';
import { SHIPPED_YEARS } from '../../src/lib/review/shipped-days.ts';
import { lunarDays } from './lunar-days.ts';

describe('the days that the moon decides', () => {
  it.each([
    [2026, '2026-02-17', '2026-04-26'],
    // In China the new year begins a day later in 2007 and 2030: the new moon is before midnight in Ha Noi and after it in Beijing.
    [2007, '2007-02-17', '2007-04-26'],
    [2027, '2027-02-06', '2027-04-16'],
    [2028, '2028-01-26', '2028-04-04'],
    [2030, '2030-02-02', '2030-04-12'],
  ])('in %i are Tết on %s and Giỗ Tổ on %s', async (year, tet, ancestors) => {
    expect(await lunarDays(year)).toEqual({ tet, ancestors });
  });

  it.each([2027, 2028])('give for %i what is shipped', async (year) => {
    expect(proposedYear(year, await lunarDays(year))).toEqual(SHIPPED_YEARS.find((each) => each.year === year));
  });
});
