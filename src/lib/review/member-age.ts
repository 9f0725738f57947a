/**
 * The full years that somebody may have on a day. A date of birth without its day or month leaves up to two ages open. Forms count such a
 * birthday as passed (forms/age.ts); a hint must hold for both.
 */
import { dayNumber } from './iso-day.ts';
import type { CellValue } from './types.ts';

/** Youngest and oldest, in full years. */
export type Ages = readonly [from: number, to: number];

/** Of whom nothing is known. */
export const ANY_AGE: Ages = [0, 130];

const BIRTH = /^(?:(?:(\d{2})\/)?(\d{2})\/)?(\d{4})$/;

/** @param day yyyy-mm-dd */
export function agesOn(day: string, birth: CellValue | undefined): Ages {
  const [, date, month, year] = BIRTH.exec(String(birth ?? '')) ?? [];
  if (year === undefined) return ANY_AGE;
  const years = (bornOn: string): number => Math.max(0, Math.floor((dayNumber(day) - Number(year + bornOn)) / 10_000));
  return [years((month ?? '12') + (date ?? '31')), years((month ?? '01') + (date ?? '01'))];
}
