/** Other people who work in this person's review: asked from the server, and stored here for times without a network. */
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

  /** The people who read this village, without oneself. */
  of(village: string): readonly Colleague[] {
    return this.#people.filter(({ id, villages }) => id !== this.#person && (villages === 'all' || villages.includes(village)));
  }

  async load(): Promise<void> {
    try {
      const { people } = await ask(PEOPLE.colleagues);
      this.#people = people;
      remember('colleagues', this.#person, people);
    } catch (error) {
      // Without a network, the colleagues already known can still be mentioned.
      if (!(error instanceof AskError)) console.warn('colleagues', error);
    }
  }
}
