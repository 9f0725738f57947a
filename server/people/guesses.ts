/**
 * Throttles guesses at passwords. A device on which the account has signed in before is counted separately: whatever strangers try, in the
 * same room or elsewhere, its person gets in. A stranger is throttled by name and address. Many addresses that try one name slow each other
 * down, and all accounts tried from one address count together.
 */
import type { IncomingMessage } from 'node:http';
import { addressOf } from '../http/visitor-address.ts';
import { Attempts, BY_ADDRESS, BY_NAME, BY_PLACE } from './attempts.ts';
import type { KnownDevices } from './known-devices.ts';

/** One guess, counted as wrong until `right` is called. */
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

  /** @throws HttpError while the caller must wait. */
  begin(name: string, request: IncomingMessage): Guess {
    const device = this.#devices.of(request, name);
    if (device !== null) return this.#at(`${device} ${name}`);
    const address = addressOf(request);
    const place = `${address} ${name}`;
    this.byAddress.begin(address);
    // A guess refused here does not count for the name, so a waiting caller slows nobody else down.
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

  /**
   * For a signed-in person, at their own password.
   * @throws HttpError
   */
  beginSignedIn(account: string): Guess {
    return this.#at(`signed in ${account}`);
  }

  /** The password was replaced. */
  forgive(name: string): void {
    this.#byName.forgive(name);
  }

  #at(key: string): Guess {
    this.#byPlace.begin(key);
    return { right: () => this.#byPlace.forgive(key) };
  }
}
