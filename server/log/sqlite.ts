/** The log in one SQLite file, with WAL and synchronous=FULL: it survives a power cut and costs 7 % more than NORMAL. */
import Database from 'better-sqlite3';
import { randomInt } from 'node:crypto';
import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { LOG_GONE } from '../faults/log-fault.ts';
import { InTurn } from './in-turn.ts';
import type { HistoryRow, LateDecision, LastSent, LateRow, LogRow, LoadedRoom, UpdateLog, Version } from './log.ts';
import { Decisions } from './sqlite-decisions.ts';
import { DATABASE, SCHEMA } from './sqlite-schema.ts';

type Stored<T extends LogRow> = Omit<T, 'update'> & { data: Buffer };

type Readers = Record<'snapshot' | 'rows' | 'writers' | 'late', Database.Statement>;

interface Writers {
  append(rows: readonly LogRow[], decisions: readonly LateDecision[]): number;
  keepLate(rows: readonly LogRow[]): number[];
}

const refuse = (): never => {
  throw new Error('this log is open read-only');
};
const READ_ONLY: Writers = { append: refuse, keepLate: refuse };

export class SqliteLog implements UpdateLog {
  protected readonly db: Database.Database;
  readonly shared = null;
  readonly relayUntil: number;
  readonly #decisions: Decisions;
  readonly #turns = new InTurn();
  #readers: Readers | null = null;
  readonly #path: string;
  readonly #file: number;
  readonly #append: Writers['append'];
  readonly #keepLate: Writers['keepLate'];
  #latest: number;

  /** @param readonly for reading only, also while a server runs on the same folder. */
  constructor(folder: string, { readonly = false } = {}) {
    if (!readonly) mkdirSync(folder, { recursive: true });
    this.#path = join(folder, DATABASE);
    this.db = new Database(this.#path, { readonly, fileMustExist: readonly });
    this.db.pragma('busy_timeout = 5000');
    if (!readonly) {
      // Before SQLite creates the files next to it, which inherit its mode.
      chmodSync(this.#path, 0o600);
      this.db.pragma('journal_mode = WAL');
      this.db.pragma('synchronous = FULL');
      this.db.exec(SCHEMA);
      this.db.prepare("INSERT OR IGNORE INTO meta (key, value) VALUES ('id', ?)").run(randomInt(2 ** 47));
    }
    this.#file = statSync(this.#path).ino;
    this.#decisions = new Decisions(this.db);
    this.#latest = Math.max(0, ...(readonly ? ['log'] : ['log', 'late']).map((table) => this.#lastAt(table)));
    this.relayUntil =
      ((readonly ? undefined : this.db.prepare("SELECT value FROM meta WHERE key = 'relay_until'").get()) as { value: number } | undefined)
        ?.value ?? 0;
    const { append, keepLate } = readonly ? READ_ONLY : this.#writers();
    this.#append = append;
    this.#keepLate = keepLate;
  }

  #writers(): Writers {
    const insert = this.db.prepare('INSERT INTO log (room, data, person, device, at) VALUES (?, ?, ?, ?, ?)');
    const claim = this.db.prepare('INSERT OR IGNORE INTO writer (room, client, person) VALUES (?, ?, ?)');
    const last = this.db.prepare('SELECT coalesce(max(id), 0) AS id FROM log');
    const append = this.db.transaction((rows: readonly LogRow[], decisions: readonly LateDecision[]) => {
      let { latest } = this;
      for (const { room, update, person, device, at, clients } of rows) {
        latest = Math.max(latest, at);
        insert.run(room, update, person, device, latest);
        for (const client of clients ?? []) claim.run(room, client, person);
      }
      this.#decisions.add(decisions);
      return (last.get() as { id: number }).id;
    });
    const keep = this.db.prepare('INSERT INTO late (room, data, person, device, at) VALUES (?, ?, ?, ?, ?)');
    const keepLate = this.db.transaction((rows: readonly LogRow[]) => {
      let { latest } = this;
      return rows.map(({ room, update, person, device, at }) =>
        Number(keep.run(room, update, person, device, (latest = Math.max(latest, at))).lastInsertRowid),
      );
    });
    return { append, keepLate };
  }

  /** The queries of opening a room: a hundred may open at once. */
  get #reads(): Readers {
    return (this.#readers ??= {
      snapshot: this.db.prepare('SELECT data, up_to AS upTo FROM snapshot WHERE room = ?'),
      rows: this.db.prepare('SELECT id, data FROM log WHERE room = ? AND id > ? ORDER BY id'),
      writers: this.db.prepare('SELECT client, person FROM writer WHERE room = ?'),
      late: this.db.prepare('SELECT id, room, data, person, device, at, state FROM late WHERE room = ? ORDER BY id'),
    });
  }

  /** A random id, given when the log was created. */
  get id(): number {
    return (this.db.prepare("SELECT value FROM meta WHERE key = 'id'").get() as { value: number }).value;
  }

  /** Position of the last row of all rooms. */
  get position(): number {
    return (this.db.prepare('SELECT coalesce(max(id), 0) AS position FROM log').get() as { position: number }).position;
  }

  /** Records that people with accounts write this log. */
  hasAccounts(): void {
    this.db.prepare("INSERT INTO meta (key, value) VALUES ('accounts', 1) ON CONFLICT (key) DO NOTHING").run();
  }

  /** Deleted or replaced while it was open: what is written now is lost when it is closed. */
  get missing(): boolean {
    return statSync(this.#path, { throwIfNoEntry: false })?.ino !== this.#file;
  }

  get latest(): number {
    return this.#latest;
  }

  async load(room: string): Promise<LoadedRoom> {
    const kept = this.#snapshot(room);
    const from = kept?.upTo ?? 0;
    const rows = this.#reads.rows.all(room, from) as { id: number; data: Buffer }[];
    const writers = this.#reads.writers.all(room) as { client: number; person: string }[];
    return {
      updates: [...(kept ? [kept.data] : []), ...rows.map((row) => row.data)],
      upTo: rows.at(-1)?.id ?? from,
      tail: rows.length,
      writers: new Map(writers.map(({ client, person }) => [client, person])),
    };
  }

  async append(rows: readonly LogRow[], decisions: readonly LateDecision[] = []): Promise<number> {
    this.#mustBeThere();
    const position = this.#append(rows, decisions);
    this.#received(rows);
    return position;
  }

  async compact(room: string, snapshot: Uint8Array, upTo: number): Promise<void> {
    this.db
      .prepare(
        `INSERT INTO snapshot (room, data, up_to) VALUES (?, ?, ?)
         ON CONFLICT (room) DO UPDATE SET data = excluded.data, up_to = excluded.up_to WHERE excluded.up_to >= up_to`,
      )
      .run(room, gzipSync(snapshot), upTo);
  }

  async rooms(): Promise<string[]> {
    return (this.db.prepare('SELECT DISTINCT room FROM log ORDER BY room').all() as { room: string }[]).map((row) => row.room);
  }

  async ends(rooms: readonly string[]): Promise<Map<string, number>> {
    const last = this.db.prepare('SELECT max(id) AS position FROM log WHERE room = ?');
    return new Map(
      rooms.flatMap((room): [string, number][] => {
        const { position } = last.get(room) as { position: number | null };
        return position === null ? [] : [[room, position]];
      }),
    );
  }

  async lastReceived(rooms: readonly string[]): Promise<Map<string, number>> {
    const last = this.db.prepare('SELECT at FROM log WHERE room = ? ORDER BY id DESC LIMIT 1');
    return new Map(
      rooms.flatMap((room): [string, number][] => {
        const found = last.get(room) as { at: number } | undefined;
        return found ? [[room, found.at]] : [];
      }),
    );
  }

  async history(room: string, after = 0, limit = Infinity): Promise<HistoryRow[]> {
    const rows = this.db
      .prepare('SELECT id AS position, room, data, person, device, at FROM log WHERE room = ? AND id > ? ORDER BY id LIMIT ?')
      .all(room, after, Number.isFinite(limit) ? limit : -1);
    return (rows as Stored<HistoryRow>[]).map(asRow);
  }

  async lastSent(room: string, after: number): Promise<LastSent[]> {
    return this.db
      .prepare('SELECT person, device, max(at) AS at, max(id) AS position FROM log WHERE room = ? AND id > ? GROUP BY person, device')
      .all(room, after) as LastSent[];
  }

  async keepLate(rows: readonly LogRow[]): Promise<number[]> {
    this.#mustBeThere();
    const ids = this.#keepLate(rows);
    this.#received(rows);
    return ids;
  }

  async late(room: string): Promise<LateRow[]> {
    return (this.#reads.late.all(room) as Stored<LateRow>[]).map(asRow);
  }

  async markLate(ids: readonly number[], state: LateRow['state']): Promise<void> {
    const mark = this.db.prepare('UPDATE late SET state = ? WHERE id = ?');
    this.db.transaction(() => {
      for (const id of ids) mark.run(state, id);
    })();
  }

  async lateRooms(): Promise<string[]> {
    return (this.db.prepare("SELECT DISTINCT room FROM late WHERE state = 'waiting' ORDER BY room").all() as { room: string }[]).map(
      ({ room }) => room,
    );
  }

  async decisions(of: { room: string } | { person: string }): Promise<LateDecision[]> {
    return this.#decisions.of(of);
  }

  async nameVersion(version: Omit<Version, 'id' | 'position'>): Promise<Version> {
    return this.#decisions.name(version);
  }

  async versions(room: string): Promise<Version[]> {
    return this.#decisions.versions(room);
  }

  alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#turns.run(name, work);
  }

  #mustBeThere(): void {
    if (this.missing) throw Object.assign(new Error(`${this.#path} is gone`), { code: LOG_GONE });
  }

  #lastAt(table: string): number {
    return (this.db.prepare(`SELECT at FROM ${table} ORDER BY id DESC LIMIT 1`).get() as { at: number } | undefined)?.at ?? 0;
  }

  #received(rows: readonly LogRow[]): void {
    for (const { at } of rows) this.#latest = Math.max(this.#latest, at);
  }

  async close(): Promise<void> {
    this.db.close();
  }

  /** A snapshot only saves time: an unreadable one is ignored, because all the rows it was made from are still there. */
  #snapshot(room: string): { data: Uint8Array; upTo: number } | null {
    const kept = this.#reads.snapshot.get(room) as { data: Buffer; upTo: number } | undefined;
    if (!kept) return null;
    try {
      return { data: gunzipSync(kept.data), upTo: kept.upTo };
    } catch (error) {
      console.warn(`Bản thu gọn của ${room} hỏng, đọc lại từ đầu`, error);
      return null;
    }
  }
}

const asRow = <T extends LogRow>({ data, ...row }: Stored<T>): T => ({ ...row, update: new Uint8Array(data) }) as unknown as T;
