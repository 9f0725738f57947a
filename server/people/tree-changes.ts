/** Corrections of the tree of units and of its reviews: who made them, when, and whom they affect. Append-only. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Account, Told, TreeChange, TreeChangeKind } from '../../src/lib/review/account.ts';
import { ACCOUNTS_FILE, type AccountsDb } from './accounts-db.ts';

export interface NewTreeChange {
  by: string;
  kind: TreeChangeKind;
  before: string;
  after: string;
  review?: string;
  /** The review that its people moved to. */
  movedTo?: string;
  people?: readonly string[];
}

type Row = Omit<TreeChange, 'by'> & { by: string; review: string; movedTo: string; people: string };

const COLUMNS = 'id, at, by, kind, review, before, after, movedTo, people';
const SHOWN = 50;

export class TreeChanges {
  readonly #db: AccountsDb;
  readonly #clock: () => number;

  constructor(db: AccountsDb, clock: () => number = Date.now) {
    this.#db = db;
    this.#clock = clock;
  }

  add({ by, kind, before, after, review = '', movedTo = '', people = [] }: NewTreeChange): void {
    this.#db
      .prepare('INSERT INTO tree_change (at, by, kind, review, before, after, movedTo, people) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      .run(this.#clock(), by, kind, review, before, after, movedTo, JSON.stringify(people));
  }

  /** Latest first. */
  latest(nameOf: (person: string) => string): TreeChange[] {
    return shown(this.#db.prepare(`SELECT ${COLUMNS} FROM tree_change ORDER BY id DESC LIMIT ?`).all(SHOWN) as Row[], nameOf);
  }

  /** The last change that affects a person, as long as it describes where they are now. */
  toldTo({ id: person, review }: Account, isAside: boolean): Told | null {
    const row = this.#db
      .prepare(`SELECT ${COLUMNS} FROM tree_change WHERE EXISTS (SELECT 1 FROM json_each(people) WHERE value = ?) ORDER BY id DESC LIMIT 1`)
      .get(person) as Row | undefined;
    if (!row || (row.movedTo || row.review) !== review) return null;
    const { id, kind, before, after } = row;
    if (kind === 'renamed' || kind === 'joined') return null;
    // Either put aside with people left in it, or moved to a round that is in use.
    return (kind === 'aside' && row.movedTo === '') === isAside ? { id, kind, before, after } : null;
  }
}

/** Oldest first; works while a server runs on the folder. */
export function treeChangesIn(folder: string, nameOf: (person: string) => string): TreeChange[] {
  const file = join(folder, ACCOUNTS_FILE);
  if (!existsSync(file)) return [];
  const db = new Database(file, { readonly: true });
  try {
    db.pragma('busy_timeout = 5000');
    const isOlder = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'tree_change'").get() === undefined;
    return isOlder ? [] : shown(db.prepare(`SELECT ${COLUMNS} FROM tree_change ORDER BY id`).all() as Row[], nameOf);
  } finally {
    db.close();
  }
}

const shown = (rows: readonly Row[], nameOf: (person: string) => string): TreeChange[] =>
  rows.map(({ id, at, by, kind, before, after }) => ({ id, at, by: nameOf(by), kind, before, after }));
