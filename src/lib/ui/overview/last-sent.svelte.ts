/** When each device last sent something into each village's list. Only the commune's machine knows, so without a network it is unknown. */
import { untrack } from 'svelte';
import { FULL_HISTORY, type LastSent } from '$lib/api/full-history.ts';
import { roomName } from '$lib/review/people.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { ask } from '../parts/ask.ts';

export class LastSents {
  #sent = $state.raw<readonly LastSent[] | null>(null);
  readonly #rooms: Rooms;

  /** Must be created in a component: asks again when the network is back. */
  constructor(rooms: Rooms) {
    this.#rooms = rooms;
    const connected = $derived(rooms.commune.status.connected);
    const villages = $derived(rooms.villages.map(({ id }) => id).join(' '));
    $effect(() => {
      if (!connected || villages === '' || !this.may) return;
      untrack(() => void this.#load(villages.split(' ')));
    });
  }

  /** Whether this person may know it. */
  get may(): boolean {
    return this.#rooms.may('readFullHistory');
  }

  /** null while unknown; the latest first. */
  of(village: string): readonly LastSent[] | null {
    return this.#sent?.filter((one) => one.village === village) ?? null;
  }

  async #load(villages: readonly string[]): Promise<void> {
    try {
      const query = villages.map((village) => ['v', village] as const);
      const { sent } = await ask(FULL_HISTORY.lastSent, { room: roomName(this.#rooms.review, null), query });
      this.#sent = sent;
    } catch (error) {
      // The table says that it is unknown.
      console.warn('last sent', error);
    }
  }
}
