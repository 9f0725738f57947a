/** How many late edits wait for the commune, for the home page. */
import { untrack } from 'svelte';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { askWaiting } from './ask-late.ts';

export class LateWaiting {
  #count = $state<number | null>(null);

  /** To be made in a component: it follows the locks and the network as long as that lives. */
  constructor(rooms: Rooms) {
    if (!rooms.may('late')) this.#count = 0;
    // Where nothing is locked nothing waits; asked again when that changes, and when the network is back.
    const locked = $derived(rooms.villages.filter(({ lock }) => lock !== null).length);
    const connected = $derived(rooms.commune.status.connected);
    $effect(() => {
      if (!rooms.may('late') || !connected) return;
      void locked;
      untrack(() => void this.#load());
    });
  }

  /** null while it is not known. */
  get count(): number | null {
    return this.#count;
  }

  async #load(): Promise<void> {
    try {
      this.#count = (await askWaiting()).reduce((sum, { edits }) => sum + edits.length, 0);
    } catch (error) {
      // The page itself says what is wrong; a number that is missing for now misleads nobody.
      console.warn('late', error);
    }
  }
}
