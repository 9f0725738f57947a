/**
 * The commune's own templates of papers, in a database of their own next to the log, so that a backup contains them. A file is kept once, by
 * its SHA-256; no version is ever deleted, because a paper that was made with it can be made again.
 */
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';

export const TEMPLATES_FILE = 'mau-van-ban.db';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS file (
    sha TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
  ) STRICT;
  -- Each row a version as it was put into use
  CREATE TABLE IF NOT EXISTS template (
    id INTEGER PRIMARY KEY,
    -- the round in which it was put; it is for all rounds of that commune
    review TEXT NOT NULL,
    paper TEXT NOT NULL,
    sha TEXT NOT NULL REFERENCES file (sha),
    -- as the person's file was called
    name TEXT NOT NULL,
    by TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- from when ours is used again
    withdrawnBy TEXT,
    withdrawnAt INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS template_review ON template (review);
`;

export interface TemplateVersion {
  id: number;
  paper: string;
  sha: string;
  name: string;
  size: number;
  by: string;
  at: number;
  withdrawn: { by: string; at: number } | null;
}

interface Row extends Omit<TemplateVersion, 'withdrawn'> {
  withdrawnBy: string | null;
  withdrawnAt: number | null;
}

export interface NewTemplate {
  review: string;
  paper: string;
  name: string;
  bytes: Uint8Array;
  by: string;
  at: number;
}

/** Where a method asks for reviews, these are all rounds of one commune. */
export class TemplateStore {
  readonly #db: Database.Database;

  private constructor(db: Database.Database) {
    this.#db = db;
    db.pragma('busy_timeout = 5000');
    db.exec(SCHEMA);
  }

  static open(folder: string): TemplateStore {
    const file = join(folder, TEMPLATES_FILE);
    const db = new Database(file);
    chmodSync(file, 0o600);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    return new TemplateStore(db);
  }

  /** For tests and benches: gone when it is closed. */
  static inMemory(): TemplateStore {
    return new TemplateStore(new Database(':memory:'));
  }

  /** The newest first. */
  versions(reviews: readonly string[]): TemplateVersion[] {
    const rows = this.#db
      .prepare(
        `SELECT id, paper, template.sha, name, length(bytes) AS size, by, at, withdrawnBy, withdrawnAt
         FROM template JOIN file ON file.sha = template.sha WHERE review IN (SELECT value FROM json_each(?)) ORDER BY id DESC`,
      )
      .all(JSON.stringify(reviews)) as Row[];
    return rows.map(({ withdrawnBy, withdrawnAt, ...row }) => ({
      ...row,
      withdrawn: withdrawnBy === null ? null : { by: withdrawnBy, at: withdrawnAt ?? 0 },
    }));
  }

  /** null for a file that none of these reviews has put. */
  bytes(reviews: readonly string[], sha: string): Uint8Array | null {
    const row = this.#db
      .prepare(
        `SELECT bytes FROM file WHERE sha = ? AND EXISTS (
           SELECT 1 FROM template WHERE template.sha = file.sha AND review IN (SELECT value FROM json_each(?)))`,
      )
      .get(sha, JSON.stringify(reviews)) as { bytes: Buffer } | undefined;
    return row?.bytes ?? null;
  }

  put({ review, paper, name, bytes, by, at }: NewTemplate): void {
    const sha = createHash('sha256').update(bytes).digest('hex');
    this.#db.transaction(() => {
      this.#db.prepare('INSERT INTO file (sha, bytes) VALUES (?, ?) ON CONFLICT (sha) DO NOTHING').run(sha, bytes);
      this.#db
        .prepare('INSERT INTO template (review, paper, sha, name, by, at) VALUES (?, ?, ?, ?, ?, ?)')
        .run(review, paper, sha, name, by, at);
    })();
  }

  /** Ours is used again. @returns false when none of the commune's own is in use. */
  withdraw(reviews: readonly string[], paper: string, by: string, at: number): boolean {
    const { changes } = this.#db
      .prepare(
        `UPDATE template SET withdrawnBy = ?, withdrawnAt = ?
         WHERE paper = ? AND withdrawnBy IS NULL AND review IN (SELECT value FROM json_each(?))`,
      )
      .run(by, at, paper, JSON.stringify(reviews));
    return changes > 0;
  }

  close(): void {
    this.#db.close();
  }
}
