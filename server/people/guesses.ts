/**
 * Guesses at passwords. A device that the account has signed in on before is counted by itself: whatever strangers try,
 * in the same room or elsewhere, its person gets in. A stranger waits by name and address; many addresses that try one
 * name slow each other down, and every account tried from one address counts there.
 */
import type { IncomingMessage } from 'node:http';
import { addressOf, Attempts, BY_ADDRESS, BY_NAME, BY_PLACE } from './attempts.ts';
import type { KnownDevices } from './known-devices.ts';

/** One guess, counted as wrong until it is said to have been right. */
export interface Guess {
  right(): void;
}

export class Guesses {
  readonly byAddress: Attempts;
  readonly #byPlace: Attempts;
  readonly #byName: Attempts;
  readonly #devices: KnownDevices;

  constructor(devices: KnownDevices, clock: () => number) {
    this.#devices = devices;
    this.byAddress = new Attempts(BY_ADDRESS, clock);
    this.#byPlace = new Attempts(BY_PLACE, clock);
    this.#byName = new Attempts(BY_NAME, clock);
  }

  /** @throws HttpError while it must wait. */
  begin(name: string, request: IncomingMessage): Guess {
    const device = this.#devices.of(request, name);
    if (device !== null) return this.#at(`${device} ${name}`);
    const address = addressOf(request);
    const place = `${address} ${name}`;
    this.byAddress.begin(address);
    // Refused here, it is no guess at the name: who waits slows nobody else down.
    this.#byPlace.begin(place);
    this.#byName.begin(name);
    return {
      right: () => {
        this.#byPlace.forgive(place);
        this.#byName.forgive(name);
        this.byAddress.takeBack(address);
      },
    };
  }

  /** Of somebody who is signed in, at their own password. @throws HttpError */
  beginSignedIn(account: string): Guess {
    return this.#at(`signed in ${account}`);
  }

  /** The password is another now. */
  forgive(name: string): void {
    this.#byName.forgive(name);
  }

  #at(key: string): Guess {
    this.#byPlace.begin(key);
    return { right: () => this.#byPlace.forgive(key) };
  }
}
