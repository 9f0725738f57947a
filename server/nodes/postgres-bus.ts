/** The bus over LISTEN and NOTIFY, on a connection of its own that is opened again whenever it breaks. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Bus } from './bus.ts';
import type { Database } from './database.ts';

const CHANNEL = 'rasoat';
/** A link may be dead without anybody having closed it. */
const PROBE_MS = 10_000;
const AGAIN_MS = [100, 250, 500, 1_000, 2_000, 5_000] as const;

type Listener = (message: string, from: string) => void;

export class PostgresBus implements Bus {
  readonly node = randomBytes(6).toString('hex');
  readonly #database: Database;
  readonly #report: (text: string, error: unknown) => void;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #again = new Set<() => void>();
  #ear: pg.Client | null = null;
  #closed = false;
  #probe: NodeJS.Timeout | null = null;

  private constructor(database: Database, report: (text: string, error: unknown) => void) {
    this.#database = database;
    this.#report = report;
  }

  static async open(database: Database, report: (text: string, error: unknown) => void): Promise<PostgresBus> {
    const bus = new PostgresBus(database, report);
    await bus.#listen();
    return bus;
  }

  send(channel: string, message: string): void {
    this.#database.pool
      .query('SELECT pg_notify($1, $2)', [CHANNEL, `${this.node} ${channel} ${message}`])
      .catch((error: unknown) => this.#report('Không báo được cho máy chủ khác', error));
  }

  on(channel: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  onAgain(listener: () => void): () => void {
    this.#again.add(listener);
    return () => void this.#again.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#probe) clearInterval(this.#probe);
    await this.#ear?.end().catch(() => undefined);
  }

  async #listen(): Promise<void> {
    const ear = await this.#database.connect();
    ear.on('notification', ({ payload = '' }) => this.#hear(payload));
    try {
      await ear.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      await ear.end().catch(() => undefined);
      throw error;
    }
    this.#ear = ear;
    const probe = setInterval(() => void ear.query('SELECT 1').catch(() => lose()), PROBE_MS).unref();
    this.#probe = probe;
    let isLost = false;
    const lose = (): void => {
      if (isLost) return;
      isLost = true;
      clearInterval(probe);
      void ear.end().catch(() => undefined);
      if (!this.#closed) void this.#listenAgain();
    };
    ear.once('end', lose).once('error', lose);
  }

  async #listenAgain(): Promise<void> {
    this.#report('Mất kết nối nghe các máy chủ khác, đang nối lại', new Error('LISTEN ended'));
    for (let tries = 0; !this.#closed; tries++) {
      try {
        await this.#listen();
        for (const listener of [...this.#again]) listener();
        return;
      } catch {
        await sleep(AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]);
      }
    }
  }

  #hear(payload: string): void {
    const [from = '', channel = ''] = payload.split(' ', 2);
    if (from === this.node) return;
    const message = payload.slice(from.length + channel.length + 2);
    for (const listener of [...(this.#listeners.get(channel) ?? [])]) listener(message, from);
  }
}
