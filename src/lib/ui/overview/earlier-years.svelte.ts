/** Rates of the commune's earlier rounds as they were recognised. Only the commune's machine has them all, so without a network they are not shown. */
import { untrack } from 'svelte';
import { SUMMARIES } from '$lib/api/summaries.ts';
import type { Review } from '$lib/review/account.ts';
import { isMonthly } from '$lib/review/review-title.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { ask } from '../parts/ask.ts';
import type { EarlierYear, Rates } from '../pictures/years.ts';

const FORM = '7.1';
const RATES = ['4', '6'] as const;

export class EarlierYears {
  all = $state.raw<readonly EarlierYear[]>([]);

  /** Must be created in a component: asks again when the network is back. @param reviews that this person may read. */
  constructor(rooms: Rooms, reviews: () => readonly Review[]) {
    const connected = $derived(rooms.commune.status.connected);
    const earlier = $derived(earlierThan(rooms.review, reviews()));
    $effect(() => {
      if (connected && earlier.length > 0) untrack(() => void this.#load(earlier));
    });
  }

  async #load(reviews: readonly Review[]): Promise<void> {
    const found = await Promise.all(
      reviews.map(async ({ id, year }): Promise<EarlierYear[]> => {
        const query = [['review', id] as const, ['version', 'official'] as const, ['form', FORM] as const];
        try {
          const [{ forms }, { rows }] = await Promise.all([
            ask(SUMMARIES.sums, { query }),
            ask(SUMMARIES.overview, { query: query.slice(0, 1) }),
          ]);
          const [form] = forms;
          if (!form || form.rows.length === 0) return [];
          const of = ([line]: readonly (readonly (number | null)[])[]): Rates =>
            RATES.map((column) => line?.[form.numbers.indexOf(column)] ?? null) as unknown as Rates;
          const isWhole = rows.length > 0 && rows.every(({ official }) => official.villages > 0);
          return [{ year, villages: new Map(form.rows.map((row) => [row.id, of(row.lines)])), whole: isWhole ? of(form.total) : null }];
        } catch (error) {
          // A round that this person may not read, or one without a result.
          console.warn('earlier year', id, error);
          return [];
        }
      }),
    );
    this.all = found.flat();
  }
}

/** The yearly rounds of the same commune before this one: of each year the latest. */
export function earlierThan(review: string, reviews: readonly Review[]): Review[] {
  const own = reviews.find(({ id }) => id === review);
  const before = reviews.filter((one) => own && one.unit === own.unit && one.year < own.year && !isMonthly(one));
  return before.filter(({ year }, at) => before.findIndex((other) => other.year === year) === at);
}
