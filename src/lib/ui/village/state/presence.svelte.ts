/** Who else has this village open, and which cell they are in. */
import { readPresence } from '$lib/cells/presence.ts';
import type { Colleague } from '$lib/grid/grid-context.ts';
import type { Person } from '$lib/review/people.ts';

/** The part of y-protocols' Awareness that is used here. */
export interface Awareness {
  readonly clientID: number;
  getStates(): Map<number, unknown>;
  getLocalState(): Record<string, unknown> | null;
  setLocalState(state: Record<string, unknown>): void;
  on(event: 'change', listener: () => void): void;
  off(event: 'change', listener: () => void): void;
}

export class Presence {
  readonly #awareness: Awareness;
  readonly #me: Pick<Person, 'id' | 'name'>;
  #colleagues = $state.raw<readonly Colleague[]>([]);
  #here = $state.raw<readonly string[]>([]);

  constructor(awareness: Awareness, me: Pick<Person, 'id' | 'name'>) {
    this.#awareness = awareness;
    this.#me = me;
    this.#read();
    awareness.on('change', this.#read);
  }

  /** The others, with the cells they are in. */
  get colleagues(): readonly Colleague[] {
    return this.#colleagues;
  }

  /** Names of the others who have the village open. */
  get here(): readonly string[] {
    return this.#here;
  }

  stand(row: string | null, field: string | null): void {
    this.#awareness.setLocalState({ ...this.#awareness.getLocalState(), row, field });
  }

  destroy(): void {
    this.#awareness.off('change', this.#read);
    this.stand(null, null);
  }

  readonly #read = (): void => {
    const colleagues: Colleague[] = [];
    const others: Person['name'][] = [];
    for (const [client, state] of this.#awareness.getStates()) {
      const presence = client === this.#awareness.clientID ? null : readPresence(state);
      if (!presence) continue;
      const { person, row, field } = presence;
      // The same person's second window is not a colleague.
      if (person.id === this.#me.id) continue;
      if (!others.includes(person.name)) others.push(person.name);
      if (row !== undefined && field !== undefined) colleagues.push({ id: person.id, name: person.name, row, field });
    }
    // The event also comes for this window's own moves; they change nothing.
    if (!isSame(colleagues, this.#colleagues)) this.#colleagues = colleagues;
    if (!isSame(others, this.#here)) this.#here = others;
  };
}

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean => JSON.stringify(a) === JSON.stringify(b);
