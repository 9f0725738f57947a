/**
 * At a meeting hub: how far each room has been exchanged with the commune's machine, in a database of its own next to the log. It only saves
 * work: where it lags behind or is lost, rows are exchanged again, which adds nothing.
 */
import Database from 'better-sqlite3';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';

export const RELAY_FILE = 'chuyen-tiep.db';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS room (
    room TEXT PRIMARY KEY,
    pulled INTEGER NOT NULL,
    pushed INTEGER NOT NULL,
    pushed_late INTEGER NOT NULL,
    clocks TEXT NOT NULL
  ) STRICT;
  -- Rows of this log that upstream does not take, and why
  CREATE TABLE IF NOT EXISTS held (
    room TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('row', 'late')),
    position INTEGER NOT NULL,
    person TEXT NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (room, kind, position)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS note (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

export interface Exchanged {
  /** Position in upstream's log up to which its rows are here. */
  pulled: number;
  /** Position in this log, and id of a late edit, up to which rows have been offered to upstream. */
  pushed: number;
  pushedLate: number;
  /** How far upstream has each client id's writes, as far as it is known here. */
  clocks: Map<number, number>;
}

export interface Held {
  room: string;
  kind: 'row' | 'late';
  /** Of the row in this log, or the id of the late edit. */
  position: number;
  person: string;
  code: string;
  /** In words, for people. */
  reason: string;
}

interface Stored {
  pulled: number;
  pushed: number;
  pushed_late: number;
  clocks: string;
}

export class RelayStore {
  readonly #db: Database.Database;

  private constructor(db: Database.Database) {
    this.#db = db;
    db.pragma('busy_timeout = 5000');
    db.exec(SCHEMA);
  }

  static open(folder: string): RelayStore {
    const file = join(folder, RELAY_FILE);
    const db = new Database(file);
    chmodSync(file, 0o600);
    db.pragma('journal_mode = WAL');
    return new RelayStore(db);
  }

  /** For tests and benches: gone when it is closed. */
  static inMemory(): RelayStore {
    return new RelayStore(new Database(':memory:'));
  }

  exchanged(room: string): Exchanged {
    const found = this.#db.prepare('SELECT pulled, pushed, pushed_late, clocks FROM room WHERE room = ?').get(room) as Stored | undefined;
    if (!found) return { pulled: 0, pushed: 0, pushedLate: 0, clocks: new Map() };
    const { pulled, pushed, pushed_late: pushedLate, clocks } = found;
    return { pulled, pushed, pushedLate, clocks: new Map(JSON.parse(clocks) as [number, number][]) };
  }

  /** Both or neither. @param held rows that upstream has not taken. */
  save(room: string, { pulled, pushed, pushedLate, clocks }: Exchanged, held: readonly Held[] = []): void {
    const put = this.#db.prepare(
      `INSERT INTO room (room, pulled, pushed, pushed_late, clocks) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (room) DO UPDATE SET pulled = excluded.pulled, pushed = excluded.pushed, pushed_late = excluded.pushed_late, clocks = excluded.clocks`,
    );
    const hold = this.#db.prepare('INSERT OR REPLACE INTO held (room, kind, position, person, code, reason) VALUES (?, ?, ?, ?, ?, ?)');
    this.#db.transaction(() => {
      put.run(room, pulled, pushed, pushedLate, JSON.stringify([...clocks]));
      for (const one of held) hold.run(one.room, one.kind, one.position, one.person, one.code, one.reason);
    })();
  }

  /** In the order in which they were written; of one room, or of all. */
  held(room?: string): Held[] {
    const all = 'SELECT room, kind, position, person, code, reason FROM held';
    const order = "ORDER BY room, kind = 'late', position";
    return (
      room === undefined ? this.#db.prepare(`${all} ${order}`).all() : this.#db.prepare(`${all} WHERE room = ? ${order}`).all(room)
    ) as Held[];
  }

  release({ room, kind, position }: Pick<Held, 'room' | 'kind' | 'position'>): void {
    this.#db.prepare('DELETE FROM held WHERE room = ? AND kind = ? AND position = ?').run(room, kind, position);
  }

  note(key: string): string | null {
    return (this.#db.prepare('SELECT value FROM note WHERE key = ?').get(key) as { value: string } | undefined)?.value ?? null;
  }

  putNote(key: string, value: string): void {
    this.#db.prepare('INSERT INTO note (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value);
  }

  close(): void {
    this.#db.close();
  }
}
