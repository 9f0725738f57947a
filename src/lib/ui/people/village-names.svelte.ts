/** The names of a review's villages for people who may not open its lists: asked once for each review. */
import { SvelteMap } from 'svelte/reactivity';
import { REVIEWS } from '$lib/api/reviews.ts';
import type { VillageName } from '$lib/review/village.ts';
import { ask } from '../parts/ask.ts';

export type VillagesOf = (review: string) => readonly VillageName[];

const NONE: readonly VillageName[] = [];

export class VillageNames {
  readonly #known = new SvelteMap<string, readonly VillageName[]>();
  readonly #asked = new Set<string>();

  /** Empty until the answer arrives; reactive. */
  readonly of: VillagesOf = (review) => {
    if (review !== '' && !this.#asked.has(review)) void this.#ask(review);
    return this.#known.get(review) ?? NONE;
  };

  async #ask(review: string): Promise<void> {
    this.#asked.add(review);
    try {
      const { villages } = await ask(REVIEWS.villages, { query: [['review', review]] });
      this.#known.set(review, villages);
    } catch (error) {
      console.warn('villages of', review, error);
      this.#asked.delete(review);
    }
  }
}
