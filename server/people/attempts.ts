/**
 * Throttles wrong guesses: each further one waits longer. In memory and bounded; a restart clears it. Each of several nodes counts for
 * itself, so somebody who reaches N nodes has N times as many guesses: with three, 2,160 a day instead of 720 at a million PINs.
 */
import { HttpError } from '../http/error.ts';

export interface Allowance {
  /** Wrong guesses before the first wait. */
  free: number;
  /** The first wait; each further wrong guess doubles it. */
  waitMs: number;
  longestMs: number;
}

/** One name from one address. A six-digit PIN at one guess every 15 minutes: a thirtieth of all PINs in a year. */
export const BY_PLACE: Allowance = { free: 5, waitMs: 60_000, longestMs: 15 * 60_000 };
/**
 * One name from any address. Short, so that its person, on a new device, is slowed and not locked out; long enough that a thousand machines
 * together make no more than 720 guesses a day.
 */
export const BY_NAME: Allowance = { free: 20, waitMs: 30_000, longestMs: 2 * 60_000 };
/** A commune's meeting comes from one address: many people, several of whom mistype. */
export const BY_ADDRESS: Allowance = { free: 60, waitMs: 60_000, longestMs: 15 * 60_000 };

const FORGET_MS = 6 * 3600_000;
const CAPACITY = 20_000;

interface Record {
  wrong: number;
  until: number;
  last: number;
}

export class Attempts {
  readonly #allowance: Allowance;
  readonly #clock: () => number;
  readonly #records = new Map<string, Record>();

  constructor(allowance: Allowance, clock: () => number = Date.now) {
    this.#allowance = allowance;
    this.#clock = clock;
  }

  /**
   * Counts the guess as wrong before it is checked: a hundred at once count as a hundred.
   * @throws HttpError while the caller must wait.
   */
  begin(key: string): void {
    const now = this.#clock();
    const found = this.#records.get(key);
    const record = found && now - found.last < FORGET_MS ? found : { wrong: 0, until: 0, last: now };
    if (record.until > now) throw tooMany(record.until - now);
    record.wrong += 1;
    record.last = now;
    const over = record.wrong - this.#allowance.free;
    if (over >= 0) record.until = now + Math.min(this.#allowance.longestMs, this.#allowance.waitMs * 2 ** over);
    // Reinsert at the end of the map: the oldest records are dropped first.
    this.#records.delete(key);
    this.#records.set(key, record);
    if (this.#records.size > CAPACITY) this.#records.delete(this.#records.keys().next().value ?? '');
  }

  /** The guess was right: clears all wrong guesses of a name. */
  forgive(key: string): void {
    this.#records.delete(key);
  }

  /** The guess was right: for an address takes back only this guess; otherwise anybody with an account could guess at others' forever. */
  takeBack(key: string): void {
    const record = this.#records.get(key);
    if (!record) return;
    record.wrong -= 1;
    if (record.wrong < this.#allowance.free) record.until = 0;
  }
}

function tooMany(ms: number): HttpError {
  const seconds = Math.ceil(ms / 1000);
  return new HttpError(
    429,
    'too-many',
    `Đã thử sai quá nhiều lần. Hãy đợi ${seconds > 90 ? `${Math.ceil(seconds / 60)} phút` : `${seconds} giây`} rồi thử lại, hoặc đăng nhập trên máy bạn đã từng đăng nhập.`,
    seconds,
  );
}
