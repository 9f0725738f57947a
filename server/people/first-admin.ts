/** The very first account: created once, within the hour, through a link shown only on the console. */
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

  /** Closes the link before the account is made, so that two requests at once make one account. Reopens it when that fails. */
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
