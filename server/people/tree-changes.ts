/** Corrections of the tree of units and of its reviews: who made them, when, and whom they affect. Append-only. */
import type { Database } from '../nodes/database.ts';
import type { Account, Told, TreeChange, TreeChangeKind } from '../../src/lib/review/account.ts';
import { readPeople, type PeopleDb, type PeopleQuery } from './accounts-db.ts';

export interface NewTreeChange {
  by: string;
  kind: TreeChangeKind;
  before: string;
  after: string;
  review?: string;
  /** The review that its people moved to. */
  movedTo?: string;
  people?: readonly string[];
  reason?: string;
}

const SHOWN = 50;

export class TreeChanges {
  readonly #db: PeopleDb;
  readonly #clock: () => number;

  constructor(db: PeopleDb, clock: () => number = Date.now) {
    this.#db = db;
    this.#clock = clock;
  }

  /** @param query that of the change itself: both are stored, or neither. */
  async add(
    query: PeopleQuery,
    { by, kind, before, after, review = '', movedTo = '', people = [], reason = '' }: NewTreeChange,
  ): Promise<void> {
    await query
      .insertInto('tree_change')
      .values({ at: this.#clock(), by, kind, review, before, after, movedTo, people: JSON.stringify(people), reason })
      .execute();
  }

  /** Latest first; `by` is the person's id. */
  latest(): Promise<TreeChange[]> {
    return changes(this.#db.query).orderBy('id', 'desc').limit(SHOWN).execute();
  }

  /** The last change that affects a person, as long as it describes where they are now. */
  async toldTo({ id: person, review }: Account, isAside: boolean): Promise<Told | null> {
    const row = await changes(this.#db.query)
      .select(['review', 'movedTo'])
      // Ids are letters and digits: in the JSON, each stands between quotation marks and nowhere else.
      .where('people', 'like', `%"${person}"%`)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (!row || (row.movedTo || row.review) !== review) return null;
    const { id, kind, before, after } = row;
    if (kind === 'renamed' || kind === 'joined' || kind === 'loaded' || kind === 'drawn') return null;
    // Either put aside with people left in it, or moved to a round that is in use.
    return (kind === 'aside' && row.movedTo === '') === isAside ? { id, kind, before, after } : null;
  }
}

const changes = (query: PeopleQuery) => query.selectFrom('tree_change').select(['id', 'at', 'by', 'kind', 'before', 'after', 'reason']);

/** Oldest first; works while servers run. @param place the data folder, or the database that nodes share. */
export async function treeChangesAt(place: string | Database, nameOf: (person: string) => string): Promise<TreeChange[]> {
  // A folder of an older version, which no server has opened since, has no reasons.
  const rows = await readPeople(place, 'tree_change', (query) => query.selectFrom('tree_change').selectAll().orderBy('id').execute());
  return (rows ?? []).map(({ id, at, by, kind, before, after, reason = '' }) => ({ id, at, by: nameOf(by), kind, before, after, reason }));
}
