/** The very first account: through a link that only whoever sees the console has, once, within the hour. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { HttpError } from '../http/error.ts';

const HOUR = 3600_000;
const GONE = 'Liên kết này đã dùng hoặc đã hết hạn. Hãy khởi động lại máy của xã để có liên kết mới.';

export class FirstAdmin {
  readonly token = randomBytes(24).toString('base64url');
  readonly #clock: () => number;
  readonly #expires: number;
  #open = true;

  constructor(clock: () => number = Date.now, lastsMs = HOUR) {
    this.#clock = clock;
    this.#expires = clock() + lastsMs;
  }

  /** Closed before the account is made: two who come at once make one. It opens again if making it failed. */
  async use<T>(token: string, make: () => Promise<T>): Promise<T> {
    const [given, right] = [Buffer.from(token), Buffer.from(this.token)];
    if (!this.#open || this.#clock() > this.#expires || given.length !== right.length || !timingSafeEqual(given, right))
      throw new HttpError(410, 'link-gone', GONE);
    this.#open = false;
    try {
      return await make();
    } catch (error) {
      this.#open = true;
      throw error;
    }
  }
}
