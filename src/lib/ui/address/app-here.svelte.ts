/** Whether the app itself can lie, and lies, on this device: what a page may promise for the time without a network. */
import { appKeeper } from '$lib/sync/address-abilities.ts';

class AppHere {
  #kept = $state(false);

  constructor() {
    void this.#wait();
  }

  /** At a plain http address, or where the browser forbids it, never. */
  get possible(): boolean {
    return appKeeper() !== null;
  }

  /** A page closed now opens again without a network. */
  get kept(): boolean {
    return this.#kept;
  }

  async #wait(): Promise<void> {
    const keeper = appKeeper();
    if (!keeper) return;
    await keeper.ready;
    this.#kept = true;
  }
}

export const appHere = new AppHere();
