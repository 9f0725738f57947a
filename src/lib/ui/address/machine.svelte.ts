/** The server's addresses for other devices, and whether this device trusts its https address. */
import * as v from 'valibot';
import { MACHINE, MachineShape } from '$lib/api/machine.ts';
import { originsToHandOut, secureFor, type MachineAddresses } from '$lib/sync/machine-addresses.ts';
import { ask } from '../parts/ask.ts';

const PATIENCE = 10_000;

export class Machine {
  #told = $state.raw<MachineAddresses | null>(null);
  #failed = $state(false);
  #trusted = $state(false);
  #asking = false;

  async load(): Promise<void> {
    try {
      this.#told = await ask(MACHINE.addresses);
    } catch (error) {
      console.warn(MACHINE.addresses.path, error);
      this.#failed = true;
    }
  }

  get told(): MachineAddresses | null {
    return this.#told;
  }

  /** The server did not answer the question. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Addresses that links for other people can begin with, best first. */
  get doors(): string[] {
    return this.#told ? originsToHandOut(this.#told, location) : [location.origin];
  }

  /** Null if the server has none. */
  get secure(): string | null {
    return this.#told && secureFor(this.#told, location);
  }

  get trusted(): boolean {
    return this.#trusted;
  }

  /** Asks over https: an answer from the same server proves that this device trusts it. */
  async checkTrust(): Promise<void> {
    const { secure } = this;
    if (!secure || this.#asking || this.#trusted) return;
    this.#asking = true;
    try {
      const answer = await fetch(secure + MACHINE.addresses.path, {
        cache: 'no-store',
        credentials: 'omit',
        signal: AbortSignal.timeout(PATIENCE),
      });
      const { authority } = v.parse(MachineShape, await answer.json());
      this.#trusted = authority?.sha256 === this.#told?.authority?.sha256;
    } catch (error) {
      console.warn('https', error);
    } finally {
      this.#asking = false;
    }
  }

  /** @param next a page of ours, including the part after its #. */
  secureAddress(next: string): string {
    const { secure } = this;
    if (!secure) return next;
    const address = new URL(next, secure);
    return address.origin === secure ? address.href : secure;
  }
}
