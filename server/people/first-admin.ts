/**
 * The very first account: created once, within the hour, through a link shown only on the console. The link is signed with the secret that
 * all nodes share, so every node takes the link that another has shown; it is used up when there is an account.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { HttpError } from '../http/error.ts';

const HOUR = 3600_000;
const GONE = 'Liên kết này đã dùng hoặc đã hết hạn. Hãy khởi động lại máy của xã để có liên kết mới.';

export class FirstAdmin {
  readonly token: string;
  readonly #secret: Buffer;
  readonly #clock: () => number;

  constructor(secret: Buffer, clock: () => number = Date.now, lastsMs = HOUR) {
    this.#secret = secret;
    this.#clock = clock;
    this.token = this.#tokenUntil(clock() + lastsMs);
  }

  /** @throws HttpError unless it is a link of ours that has not expired. */
  check(token: string): void {
    const expires = Number(token.split('.')[0]);
    const [given, right] = [Buffer.from(token), Buffer.from(this.#tokenUntil(expires))];
    if (!(this.#clock() <= expires) || given.length !== right.length || !timingSafeEqual(given, right))
      throw new HttpError(410, 'link-gone', GONE);
  }

  #tokenUntil(expires: number): string {
    return `${expires}.${createHmac('sha256', this.#secret).update(`first admin ${expires}`).digest('base64url')}`;
  }
}
