/** The monthly reviews that a person works in beside the yearly one, the newest first. */
import type { Review } from '$lib/review/account.ts';
import type { Person } from '$lib/review/people.ts';
import { monthOf, type Month } from '$lib/review/plans.ts';

export const monthsBeside = (
  reviews: readonly Pick<Review, 'id' | 'plan'>[],
  { alongside = [] }: Pick<Person, 'alongside'>,
): (Month & { id: string })[] =>
  reviews
    .flatMap(({ id, plan = '' }) => {
      const month = monthOf(plan);
      return month && alongside.includes(id) ? [{ id, ...month }] : [];
    })
    .sort((a, b) => b.year - a.year || b.month - a.month);
