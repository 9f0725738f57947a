/** Who is using this device: asked of the commune's machine, remembered here so that the app opens without a network. */
import { createContext } from 'svelte';
import * as v from 'valibot';
import type { Person } from '$lib/review/people.ts';

const PersonShape = v.object({
  id: v.string(),
  name: v.string(),
  role: v.picklist(['reviewer', 'village-head', 'commune', 'upper', 'admin']),
  review: v.string(),
  villages: v.union([v.literal('all'), v.array(v.string())]),
});
const MeShape = v.object({ demo: v.boolean(), person: v.nullable(PersonShape), people: v.optional(v.array(PersonShape)) });

const MEMORY = 'ra-soat.me';

export class Session {
  #person = $state.raw<Person | null>(null);
  #people = $state.raw<readonly Person[]>([]);
  #demo = $state(false);
  #loaded = $state(false);
  #reached = $state(false);

  get person(): Person | null {
    return this.#person;
  }

  /** Those one may enter as, in the demo only. */
  get people(): readonly Person[] {
    return this.#people;
  }

  get demo(): boolean {
    return this.#demo;
  }

  /** False until load() has an answer, from the network or from memory. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Whether the last question reached the commune's machine; false means who it is comes from memory. */
  get reached(): boolean {
    return this.#reached;
  }

  async load(): Promise<void> {
    try {
      const answer = await fetch('/api/me', { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(5_000) });
      if (!answer.ok) throw new Error(`GET /api/me: ${answer.status}`);
      this.#take(await answer.json());
      this.#reached = true;
    } catch (error) {
      console.warn('GET /api/me', error);
      this.#reached = false;
      this.#recall();
    }
    this.#loaded = true;
  }

  /** @throws when the network is away or the person is not known. */
  async enter(id: string): Promise<void> {
    await this.#post('/api/demo/enter', { id });
    await this.load();
  }

  async leave(): Promise<void> {
    await this.#post('/api/leave', {});
    this.#person = null;
    forget();
    await this.load();
  }

  #take(answer: unknown): void {
    const me = v.parse(MeShape, answer);
    // Same person, same object: what hangs on the person (open rooms) must not be built again.
    if (JSON.stringify(me.person) !== JSON.stringify(this.#person)) this.#person = me.person;
    this.#people = me.people ?? [];
    this.#demo = me.demo;
    remember(me);
  }

  #recall(): void {
    const memory = recall();
    if (!memory) return;
    this.#demo = memory.demo;
    this.#people = memory.people ?? [];
    this.#person ??= memory.person;
  }

  async #post(address: string, body: object): Promise<void> {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) throw new Error(`POST ${address}: ${answer.status}`);
  }
}

function remember(me: v.InferOutput<typeof MeShape>): void {
  try {
    localStorage.setItem(MEMORY, JSON.stringify(me));
  } catch (error) {
    console.warn('localStorage', error);
  }
}

function recall(): v.InferOutput<typeof MeShape> | null {
  try {
    const result = v.safeParse(MeShape, JSON.parse(localStorage.getItem(MEMORY) ?? 'null'));
    return result.success ? result.output : null;
  } catch (error) {
    console.warn('localStorage', error);
    return null;
  }
}

function forget(): void {
  try {
    localStorage.removeItem(MEMORY);
  } catch (error) {
    console.warn('localStorage', error);
  }
}

export const [getSession, setSession] = createContext<Session>();
