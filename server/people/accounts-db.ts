/**
 * Accounts, units, reviews, invitations and the province's own forms, in one SQLite file next to the log and separate from it, so that
 * signing in never waits for a commit of edits. The tables user, session, account and verification belong to better-auth.
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
    -- when it was put aside; NULL while it is worked in
    aside INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS review_plan ON review (unit, plan) WHERE aside IS NULL;
  -- What was corrected in the tree and of its reviews; never changed itself
  CREATE TABLE IF NOT EXISTS tree_change (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- '' where it is about a unit
    review TEXT NOT NULL,
    -- what it was called, and is
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    -- the review its people went to; '' for none
    movedTo TEXT NOT NULL,
    -- JSON: ids of those who worked there
    people TEXT NOT NULL
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
  -- What was confirmed of the rules; the latest of each entry counts
  CREATE TABLE IF NOT EXISTS confirmed_rule (
    id INTEGER PRIMARY KEY,
    -- JSON: the entry, its value and the text it comes from
    content TEXT NOT NULL,
    by TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  -- Days off and make-up days; the latest of each year counts
  CREATE TABLE IF NOT EXISTS working_year (
    id INTEGER PRIMARY KEY,
    -- JSON: the year
    content TEXT NOT NULL,
    by TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  -- Months in which a commune received no request; what is taken back stays, with who did and why
  CREATE TABLE IF NOT EXISTS month_without (
    id INTEGER PRIMARY KEY,
    unit INTEGER NOT NULL REFERENCES unit (id),
    year INTEGER NOT NULL,
    month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    text TEXT NOT NULL,
    by TEXT NOT NULL,
    at INTEGER NOT NULL,
    undoneBy TEXT,
    undoneAt INTEGER,
    undoneText TEXT
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS month_without_once ON month_without (unit, year, month) WHERE undoneAt IS NULL;
`;

export function openAccountsDb(folder: string): AccountsDb {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, ACCOUNTS_FILE);
  const db = new Database(file);
  // Names and password hashes: only this user may read them.
  chmodSync(file, 0o600);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('busy_timeout = 5000');
  db.pragma('foreign_keys = ON');
  withAside(db);
  return db;
}

/** Migrates a folder from before rounds could be put aside. SQLite cannot drop a table's UNIQUE, so the table is recreated. */
function withAside(db: AccountsDb): void {
  const columns = db.pragma('table_info(review)') as { name: string }[];
  const isOlder = columns.length > 0 && !columns.some(({ name }) => name === 'aside');
  db.transaction(() => {
    if (isOlder) db.exec('ALTER TABLE review RENAME TO review_older');
    db.exec(SCHEMA);
    if (isOlder)
      db.exec(
        'INSERT INTO review (id, unit, year, plan, area, created) SELECT id, unit, year, plan, area, created FROM review_older; DROP TABLE review_older',
      );
  })();
}

/** People's names by id; works while a server runs on the folder. Empty for a folder without accounts. */
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
