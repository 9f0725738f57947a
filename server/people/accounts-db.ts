/**
 * Accounts, units, reviews, invitations and the province's own forms in one SQLite file beside the log, apart from it: signing in never waits
 * for a commit of edits. The tables user, session, account and verification are better-auth's own.
 */
import Database from 'better-sqlite3';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export type AccountsDb = Database.Database;

export const ACCOUNTS_FILE = 'tai-khoan.db';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS unit (
    id INTEGER PRIMARY KEY,
    -- 0 for the topmost: NULLs are never equal, and UNIQUE would not hold
    parent INTEGER NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('province', 'district', 'commune')),
    name TEXT NOT NULL,
    UNIQUE (parent, level, name)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS review (
    id TEXT PRIMARY KEY,
    unit INTEGER NOT NULL REFERENCES unit (id),
    year INTEGER NOT NULL,
    plan TEXT NOT NULL,
    area TEXT,
    created INTEGER NOT NULL,
    UNIQUE (unit, plan)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS invitation (
    id TEXT PRIMARY KEY,
    review TEXT NOT NULL,
    role TEXT NOT NULL,
    -- JSON: ids of villages, or "all"
    villages TEXT NOT NULL,
    -- how the villages are called, for whoever opens the link
    places TEXT NOT NULL,
    uses INTEGER NOT NULL,
    used INTEGER NOT NULL DEFAULT 0 CHECK (used <= uses),
    expires INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT 0,
    by TEXT NOT NULL,
    created INTEGER NOT NULL
  ) STRICT;
  -- A province's own forms, each version as it was put into use
  CREATE TABLE IF NOT EXISTS own_form (
    id INTEGER PRIMARY KEY,
    -- JSON: the file
    content TEXT NOT NULL,
    by TEXT NOT NULL,
    at INTEGER NOT NULL,
    withdrawnBy TEXT,
    withdrawnAt INTEGER
  ) STRICT;
  -- What was confirmed of draft standards; the latest counts
  CREATE TABLE IF NOT EXISTS confirmed_standard (
    id INTEGER PRIMARY KEY,
    -- JSON: the numbers and the text they come from
    content TEXT NOT NULL,
    by TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
`;

export function openAccountsDb(folder: string): AccountsDb {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, ACCOUNTS_FILE);
  const db = new Database(file);
  // Names and password hashes: nobody else on this machine reads them.
  chmodSync(file, 0o600);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('busy_timeout = 5000');
  db.pragma('foreign_keys = ON');
  db.exec(SCHEMA);
  return db;
}

/** What people are called by id, also while a server runs on the folder; of a folder without accounts, nobody. */
export function namesIn(folder: string): Map<string, string> {
  const file = join(folder, ACCOUNTS_FILE);
  if (!existsSync(file)) return new Map();
  const db = new Database(file, { readonly: true });
  try {
    db.pragma('busy_timeout = 5000');
    return new Map((db.prepare('SELECT id, name FROM user').all() as { id: string; name: string }[]).map(({ id, name }) => [id, name]));
  } finally {
    db.close();
  }
}
