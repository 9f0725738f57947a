/** Which year's review households belong to, when only their dates tell. */
import type { Row } from './types.ts';

/** Number of households by the year they were reviewed in. */
export type Years = ReadonlyMap<number, number>;

/** A review ends in December; its last steps may be dated after New Year. */
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

/**
 * The most frequent year and its count. A tie goes to the later year: dates left over from last year's list are common, dates in the future
 * are not.
 */
export function mostYear(years: Years): { year: number; rows: number } | null {
  const [most] = [...years].sort(([a, times], [b, others]) => others - times || b - a);
  return most ? { year: most[0], rows: most[1] } : null;
}

/** The years of a file's lists: as the file states, or otherwise from its households' dates. */
export const yearsOfLists = ({ of, households }: { of?: { year: number } | null; households: readonly Row[] }): Years =>
  of ? new Map([[of.year, households.length]]) : yearsOf(households, 'reviewedOn');

/** With only the results of one year, the review that begins is the next year's. */
export const reviewYear = (lists: Years, resultsOf: number | null): number | undefined =>
  mostYear(lists)?.year ?? (resultsOf === null ? undefined : resultsOf + 1);
