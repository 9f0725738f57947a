/** Whether the app itself can be, and is, stored on this device: decides what a page may promise for times without a network. */
import { appKeeper } from '$lib/sync/address-abilities.ts';

class AppHere {
  #kept = $state(false);

  constructor() {
    void this.#wait();
  }

  /** Never at a plain http address, or if the browser forbids it. */
  get possible(): boolean {
    return appKeeper() !== null;
  }

  /** A page that is closed now opens again without a network. */
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
