/** The register of the commune: asked from its machine, and kept beside the commune's records on this device for reading without a network. */
import * as v from 'valibot';
import { REGISTER, RegisterShape } from '$lib/api/register.ts';
import type { RegisterRound } from '$lib/process/register.ts';
import { roomName } from '$lib/review/people.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { ask, reasonOf } from '../parts/ask.ts';

const KEY = 'register';
const KeptShape = v.object({ at: v.number(), ...RegisterShape.entries });

export class RegisterCopy {
  readonly #rooms: Rooms;
  /** Earliest first; null until they are known. */
  rounds = $state.raw<readonly RegisterRound[] | null>(null);
  /** When the commune's machine gave them, in milliseconds. */
  at = $state(0);
  /** Why it did not answer the last time. */
  failed = $state('');

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  async load(): Promise<void> {
    const { commune, review } = this.#rooms;
    const kept = v.safeParse(KeptShape, await commune.kept(KEY).catch(() => null));
    if (this.rounds === null && kept.success) this.#take(kept.output);
    try {
      const now = { at: Date.now(), ...(await ask(REGISTER.read, { room: roomName(review, null) })) };
      this.#take(now);
      this.failed = '';
      await commune.keep(KEY, now).catch((error: unknown) => console.warn('register', error));
    } catch (error) {
      this.failed = reasonOf(error);
    }
  }

  #take({ at, rounds }: v.InferOutput<typeof KeptShape>): void {
    this.at = at;
    this.rounds = rounds;
  }
}
