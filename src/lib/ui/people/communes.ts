/** Reviews in the order people look for them: by district, then commune, each with its rounds. */
import type { Account, Review } from '$lib/review/account.ts';
import { isMonthly } from '$lib/review/review-title.ts';

export interface Commune {
  unit: number;
  name: string;
  district: string;
  /** Latest first, and at least one. */
  rounds: Review[];
}

const collator = new Intl.Collator('vi', { numeric: true });

/** Without monthly reviews: people reach those from the yearly one. @param reviews latest first. */
export function communesOf(reviews: readonly Review[]): Commune[] {
  const communes = new Map<number, Commune>();
  for (const review of reviews) {
    if (isMonthly(review)) continue;
    const { unit, name, district } = review;
    const commune = communes.get(unit) ?? { unit, name, district, rounds: [] };
    commune.rounds.push(review);
    communes.set(unit, commune);
  }
  return [...communes.values()].sort((a, b) => (b.rounds[0]?.year ?? 0) - (a.rounds[0]?.year ?? 0) || collator.compare(a.name, b.name));
}

/** District -> its communes; '' for communes without one. */
export function byDistrict(communes: readonly Commune[]): [string, Commune[]][] {
  const districts = new Map<string, Commune[]>();
  for (const commune of communes) districts.set(commune.district, [...(districts.get(commune.district) ?? []), commune]);
  return [...districts].sort(([a], [b]) => collator.compare(a, b));
}

/** A commune's latest round, and the people of an earlier round, or one put aside, who are not in it; a locked account has left. */
export function leftBehind<A extends Account>(
  reviews: readonly Review[],
  people: readonly A[],
  aside: readonly Review[] = [],
): { to: Review; people: A[] }[] {
  return communesOf(reviews).flatMap(({ rounds: [to, ...earlier] }) => {
    const ids = new Set([...earlier, ...aside.filter(({ unit }) => unit === to?.unit)].map(({ id }) => id));
    const left = people.filter(({ review, locked }) => !locked && ids.has(review));
    return to && left.length > 0 ? [{ to, people: left }] : [];
  });
}
