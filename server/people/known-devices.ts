/**
 * Devices on which somebody has signed in before. Each stores a cookie with its own id and, for each person who signed in there, a mark
 * that only this server can make. A mark gives no access; it only separates that person's guesses from strangers'.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cookiesOf, setCookies } from './cookies.ts';

const COOKIE = 'so-ra-soat-may';
const SECONDS = 400 * 24 * 3600;
/** People who share one device; the earliest is dropped first. */
const MOST = 8;

export class KnownDevices {
  readonly #secret: Buffer;

  constructor(secret: Buffer) {
    this.#secret = secret;
  }

  /** @returns the device's id when this person has signed in on it before; otherwise null. */
  of(request: IncomingMessage, username: string): string | null {
    const [device = '', ...marks] = cookieOf(request);
    const right = Buffer.from(this.#mark(device, username));
    return marks.some((mark) => Buffer.byteLength(mark) === right.length && timingSafeEqual(Buffer.from(mark), right)) ? device : null;
  }

  remember(request: IncomingMessage, response: ServerResponse, username: string): void {
    const [known, ...marks] = cookieOf(request);
    const device = known ?? randomBytes(12).toString('base64url');
    const mark = this.#mark(device, username);
    const kept = [mark, ...marks.filter((other) => other !== mark)].slice(0, MOST);
    setCookies(request, response, [`${COOKIE}=${[device, ...kept].join('.')}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${SECONDS}`]);
  }

  #mark(device: string, username: string): string {
    return createHmac('sha256', this.#secret).update(`device ${device} ${username}`).digest('base64url').slice(0, 22);
  }
}

/** The cookie's parts, or none when it has another format. */
function cookieOf(request: IncomingMessage): string[] {
  const found = new RegExp(`(?:^|;\\s*)${COOKIE}=([A-Za-z0-9_-]{16}(?:\\.[A-Za-z0-9_-]{22}){1,${MOST}})(?:;|$)`).exec(cookiesOf(request));
  return found?.[1]?.split('.') ?? [];
}
