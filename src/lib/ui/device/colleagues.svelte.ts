/** Who else works in this person's review: asked of the commune's machine, remembered here for when there is no network. */
import * as v from 'valibot';
import { PEOPLE } from '$lib/api/people.ts';
import type { Colleague } from '$lib/review/account.ts';
import { ask, AskError } from '../parts/ask.ts';
import { recall, remember } from './person-memory.ts';

const Shape = v.array(v.object({ id: v.string(), name: v.string(), villages: v.union([v.literal('all'), v.array(v.string())]) }));

export class Colleagues {
  readonly #person: string;
  #people = $state.raw<readonly Colleague[]>([]);

  constructor(person: string) {
    this.#person = person;
    this.#people = recall('colleagues', person, Shape) ?? [];
  }

  /** Those who read this village, without oneself. */
  of(village: string): readonly Colleague[] {
    return this.#people.filter(({ id, villages }) => id !== this.#person && (villages === 'all' || villages.includes(village)));
  }

  async load(): Promise<void> {
    try {
      const { people } = await ask(PEOPLE.colleagues);
      this.#people = people;
      remember('colleagues', this.#person, people);
    } catch (error) {
      // Without a network those known already can still be called.
      if (!(error instanceof AskError)) console.warn('colleagues', error);
    }
  }
}
