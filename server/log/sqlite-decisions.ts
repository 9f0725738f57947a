/** What people decided about a room, next to its log: late edits accepted or declined, and named versions. */
import type Database from 'better-sqlite3';
import type { LateDecision, Version } from './log.ts';

type Stored = Omit<LateDecision, 'value'> & { value: string };

const COLUMNS = 'room, client, clock, row, field, value, person, verdict, reason, decided_by AS "by", at';

export class Decisions {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  /** The first decision about an edit stands. */
  add(decisions: readonly LateDecision[]): void {
    if (decisions.length === 0) return;
    const insert = this.#db.prepare(
      'INSERT OR IGNORE INTO late_decision (room, client, clock, row, field, value, person, verdict, reason, decided_by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    for (const d of decisions)
      insert.run(d.room, d.client, d.clock, d.row, d.field, JSON.stringify(d.value), d.person, d.verdict, d.reason, d.by, d.at);
  }

  of(whose: { room: string } | { person: string }): LateDecision[] {
    // A store opened read-only may be older than the table.
    if (!this.#has('late_decision')) return [];
    const [column, value] = 'room' in whose ? ['room', whose.room] : ['person', whose.person];
    const rows = this.#db.prepare(`SELECT ${COLUMNS} FROM late_decision WHERE ${column} = ? ORDER BY id`).all(value) as Stored[];
    return rows.map((row) => ({ ...row, value: JSON.parse(row.value) as LateDecision['value'] }));
  }

  name(version: Omit<Version, 'id' | 'position'>): Version {
    const { room, at, name, kind, person } = version;
    const { position } = this.#db.prepare('SELECT coalesce(max(id), 0) AS position FROM log WHERE room = ?').get(room) as {
      position: number;
    };
    const { lastInsertRowid } = this.#db
      .prepare('INSERT INTO version (room, position, at, name, kind, person) VALUES (?, ?, ?, ?, ?, ?)')
      .run(room, position, at, name, kind, person);
    return { ...version, id: Number(lastInsertRowid), position };
  }

  versions(room: string): Version[] {
    return this.#db
      .prepare('SELECT id, room, position, at, name, kind, person FROM version WHERE room = ? ORDER BY id')
      .all(room) as Version[];
  }

  #has(table: string): boolean {
    return this.#db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) !== undefined;
  }
}
