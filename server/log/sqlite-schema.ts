/** The tables of the log. Every statement may run again on a store that already has them. */
export const DATABASE = 'so-ra-soat.db';

export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    room TEXT NOT NULL,
    data BLOB NOT NULL,
    person TEXT NOT NULL,
    device TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS log_of_room ON log (room, id);
  CREATE TABLE IF NOT EXISTS snapshot (
    room TEXT PRIMARY KEY,
    -- gzip: 612 KB become 226 KB
    data BLOB NOT NULL,
    up_to INTEGER NOT NULL
  ) STRICT;
  -- Whose a client id is: the person's who first wrote under it.
  CREATE TABLE IF NOT EXISTS writer (
    room TEXT NOT NULL,
    client INTEGER NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (room, client)
  ) STRICT, WITHOUT ROWID;
  -- Edits that came after their list was locked: not in the list, not lost.
  CREATE TABLE IF NOT EXISTS late (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    room TEXT NOT NULL,
    data BLOB NOT NULL,
    person TEXT NOT NULL,
    device TEXT NOT NULL,
    at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'entered'))
  ) STRICT;
  -- What the commune decided about late edits, with the reason: kept for good.
  CREATE TABLE IF NOT EXISTS late_decision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    room TEXT NOT NULL,
    client INTEGER NOT NULL,
    clock INTEGER NOT NULL,
    row TEXT NOT NULL,
    field TEXT NOT NULL,
    -- JSON
    value TEXT NOT NULL,
    person TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'declined')),
    reason TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (room, client, clock)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS decision_of_person ON late_decision (person, id);
  CREATE TABLE IF NOT EXISTS version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    room TEXT NOT NULL,
    position INTEGER NOT NULL,
    at INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    person TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS version_of_room ON version (room, id);
  CREATE TABLE IF NOT EXISTS meta (
    key TEXT PRIMARY KEY,
    value INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS late_of_room ON late (room, id);
`;
