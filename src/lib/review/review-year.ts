/** Which year's review households are of, where only their dates tell. */
import type { Row } from './types.ts';

/** Households by the year they were reviewed in. */
export type Years = ReadonlyMap<number, number>;

/** A review ends in December; what closes it may be dated after New Year. */
function yearOfDate(date: unknown): number | null {
  const [, month, year] = /^(?:(?:\d\d\/)?(\d\d)\/)?(\d{4})$/.exec(String(date ?? '')) ?? [];
  if (!year) return null;
  return Number(month) === 1 || Number(month) === 2 ? Number(year) - 1 : Number(year);
}

export function yearsOf(rows: readonly Row[], key: string): Years {
  const times = new Map<number, number>();
  for (const { cells } of rows) {
    const year = yearOfDate(cells[key]);
    if (year !== null) times.set(year, (times.get(year) ?? 0) + 1);
  }
  return times;
}

/** What most say, and how many. Of as many the later: dates left from last year's list are common, dates ahead are not. */
export function mostYear(years: Years): { year: number; rows: number } | null {
  const [most] = [...years].sort(([a, times], [b, others]) => others - times || b - a);
  return most ? { year: most[0], rows: most[1] } : null;
}

/** The year of the lists of a file: as it says itself, or else as its households are dated. */
export const yearsOfLists = ({ of, households }: { of?: { year: number } | null; households: readonly Row[] }): Years =>
  of ? new Map([[of.year, households.length]]) : yearsOf(households, 'reviewedOn');

/** With nothing but the results of one year, what begins is the next. */
export const reviewYear = (lists: Years, resultsOf: number | null): number | undefined =>
  mostYear(lists)?.year ?? (resultsOf === null ? undefined : resultsOf + 1);
