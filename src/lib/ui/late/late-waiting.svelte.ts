/** The number of late edits that wait for the commune, for the home page. */
import { untrack } from 'svelte';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { askWaiting } from './ask-late.ts';

export class LateWaiting {
  #count = $state<number | null>(null);

  /** Must be created in a component: it follows the locks and the network for the component's life. */
  constructor(rooms: Rooms) {
    if (!rooms.mayDecide('late')) this.#count = 0;
    // Nothing waits while no list is locked. Ask again when the locks change or the network is back.
    const locked = $derived(rooms.villages.filter(({ lock }) => lock !== null).length);
    const connected = $derived(rooms.commune.status.connected);
    $effect(() => {
      if (!rooms.mayDecide('late') || !connected) return;
      void locked;
      untrack(() => void this.#load());
    });
  }

  /** null while unknown. */
  get count(): number | null {
    return this.#count;
  }

  async #load(): Promise<void> {
    try {
      this.#count = (await askWaiting()).reduce((sum, { edits }) => sum + edits.length, 0);
    } catch (error) {
      // The page /den-muon reports the error. Here a missing number misleads nobody.
      console.warn('late', error);
    }
  }
}
