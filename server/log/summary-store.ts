/**
 * The summaries of the villages, in a database of their own beside the log. They only save time: each names the row of the log that it holds
 * for and what it counts, and one that does not fit both is made anew from the list. A backup does not contain them.
 */
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Database } from '../nodes/database.ts';
import { besideFile, besideMemory, besidePostgres, type BesideDb, type ColumnTypes } from './beside-db.ts';

export const SUMMARIES_FILE = 'tong-hop.db';
export const SUMMARIES_SCHEMA = 'summaries';

export interface StoredSummary {
  review: string;
  village: string;
  /** Id of the act whose list it sums up; '' for the list as it is. */
  act: string;
  /** Names what it counts, and by which rules. */
  basis: string;
  /** Position of the last row of the village's room that it contains; 0 for a room that nobody has written. */
  upTo: number;
  /** JSON of numbers. */
  body: string;
}

const tables = ({ text, moment, end }: ColumnTypes): string => `
  CREATE TABLE IF NOT EXISTS summary (
    review ${text} NOT NULL,
    village ${text} NOT NULL,
    act ${text} NOT NULL,
    basis ${text} NOT NULL,
    "upTo" ${moment} NOT NULL,
    body ${text} NOT NULL,
    PRIMARY KEY (review, village, act)
  ${end};
`;

/** PostgreSQL takes 65,535 values in one statement, SQLite 32,766. */
const AT_ONCE = 1_000;

export class SummaryStore {
  readonly #db: BesideDb<{ summary: StoredSummary }>;
  readonly #query: Kysely<{ summary: StoredSummary }>;

  private constructor(db: BesideDb<{ summary: StoredSummary }>) {
    this.#db = db;
    this.#query = db.query;
    // What a power cut takes away is made anew.
    db.file?.pragma('synchronous = NORMAL');
  }

  static open(folder: string): SummaryStore {
    return new SummaryStore(besideFile(join(folder, SUMMARIES_FILE), tables));
  }

  static async openOn(database: Database): Promise<SummaryStore> {
    return new SummaryStore(await besidePostgres(database, SUMMARIES_SCHEMA, tables));
  }

  /** For tests and benches: gone when it is closed. */
  static inMemory(): SummaryStore {
    return new SummaryStore(besideMemory(tables));
  }

  of(review: string): Promise<StoredSummary[]> {
    return this.#query.selectFrom('summary').selectAll().where('review', '=', review).orderBy('village').orderBy('act').execute();
  }

  async find(review: string, village: string, act = ''): Promise<StoredSummary | null> {
    const found = await this.#query
      .selectFrom('summary')
      .selectAll()
      .where('review', '=', review)
      .where('village', '=', village)
      .where('act', '=', act)
      .executeTakeFirst();
    return found ?? null;
  }

  /** @param all at most one of each list. */
  async put(all: readonly StoredSummary[]): Promise<void> {
    for (let from = 0; from < all.length; from += AT_ONCE)
      await this.#query
        .insertInto('summary')
        .values(all.slice(from, from + AT_ONCE))
        .onConflict((same) =>
          same.columns(['review', 'village', 'act']).doUpdateSet((to) => ({
            basis: to.ref('excluded.basis'),
            upTo: to.ref('excluded.upTo'),
            body: to.ref('excluded.body'),
          })),
        )
        .execute();
  }

  async remove(review: string, village: string, act: string): Promise<void> {
    await this.#query.deleteFrom('summary').where('review', '=', review).where('village', '=', village).where('act', '=', act).execute();
  }

  close(): void {
    this.#db.close();
  }
}
