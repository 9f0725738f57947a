/** One household of the register in words, as its table on the page and its workbook say it. */
import { ARRIVING } from '$lib/review/columns.ts';
import { certificateNumber, type Certificate } from '$lib/process/certificates.ts';
import { hasLeft, isListed, resultOf, type RegisterEntry, type RegisterHousehold, type RegisterYear } from '$lib/process/register.ts';

/** What the newest list of that year says. */
export function resultIn({ years: all }: RegisterHousehold, year: number): string {
  const found = all.find(({ round }) => round.year === year);
  if (!found) return '';
  const { entry, village } = found;
  const result = hasLeft(entry) ? entry.change : resultOf(entry);
  return result && !village.recognised ? `${result} (chưa công nhận)` : result || 'chưa có';
}

export const validOf = ({ certificates }: RegisterHousehold): Certificate | undefined => certificates.find(({ ended }) => !ended);

export function certificateOf(one: RegisterHousehold): string {
  const valid = validOf(one);
  return valid ? `${certificateNumber(valid)} (${valid.year})` : one.certificates.length > 0 ? 'đã thu hồi' : '';
}

const hasArrived = ({ change }: RegisterEntry): boolean => ARRIVING.some((each) => each === change);
const isOn = (entry: RegisterEntry): boolean => !hasLeft(entry) && isListed(resultOf(entry));

/** When and how it last came onto a list, as far as the rounds know; '' if it never did. */
export function enteredWords({ years }: RegisterHousehold): string {
  let on = false;
  let words = '';
  for (const year of [...years].reverse()) {
    const { entry, round } = year;
    if (!on && isListed(entry.before)) {
      words = `Trước đợt ${round.year}: ${entry.before}`;
      on = true;
    }
    if (entry.open) continue;
    if (!on && isOn(entry)) words = yearWords(year, hasArrived(entry) ? entry.change : entry.move || resultOf(entry));
    on = isOn(entry);
  }
  return words;
}

/** Why it is on no list any more; '' while it is on one. */
export function leftWords({ state, years }: RegisterHousehold): string {
  if (state !== 'left') return '';
  const last = years.find(({ entry, village }) => village.recognised !== null && !entry.open && !isOn(entry));
  return last ? yearWords(last, hasLeft(last.entry) ? last.entry.change : last.entry.move || resultOf(last.entry)) : '';
}

const yearWords = ({ round, village }: RegisterYear, text: string): string =>
  `Đợt ${round.year}: ${text}${village.recognised === null ? ' (chưa công nhận)' : ''}`;
