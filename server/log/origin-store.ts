/**
 * Other servers whose signed rows this one takes with their authors, in a database of its own next to the log, so that a backup contains
 * them; and the names of those authors, who have no account here.
 */
import type { Kysely } from 'kysely';
import { join } from 'node:path';
import type { Database } from '../nodes/database.ts';
import { besideFile, besideMemory, besidePostgres, type BesideDb, type ColumnTypes } from './beside-db.ts';

export const ORIGINS_FILE = 'may-khac.db';
export const ORIGINS_SCHEMA = 'origins';

interface OriginTables {
  origin: {
    /** Its public key, base64url. */
    key: string;
    name: string;
    at: number;
    /** From when it is trusted no more. */
    withdrawn: number | null;
  };
  /** People of other servers, as those called them last. */
  author: { person: string; name: string };
}

const tables = ({ text, moment, end }: ColumnTypes): string => `
  CREATE TABLE IF NOT EXISTS origin (
    key ${text} PRIMARY KEY,
    name ${text} NOT NULL,
    at ${moment} NOT NULL,
    withdrawn ${moment}
  ${end};
  CREATE TABLE IF NOT EXISTS author (
    person ${text} PRIMARY KEY,
    name ${text} NOT NULL
  ${end};
`;

export interface TrustedOrigin {
  key: string;
  name: string;
  at: number;
}

export class OriginStore {
  readonly #db: BesideDb<OriginTables>;

  private constructor(db: BesideDb<OriginTables>) {
    this.#db = db;
  }

  static open(folder: string): OriginStore {
    return new OriginStore(besideFile(join(folder, ORIGINS_FILE), tables));
  }

  static async openOn(database: Database): Promise<OriginStore> {
    return new OriginStore(await besidePostgres(database, ORIGINS_SCHEMA, tables));
  }

  /** For tests and benches: gone when it is closed. */
  static inMemory(): OriginStore {
    return new OriginStore(besideMemory(tables));
  }

  /** The first trusted first. */
  all(): Promise<TrustedOrigin[]> {
    return this.#trusted().orderBy('at').orderBy('key').execute();
  }

  async find(key: string): Promise<TrustedOrigin | null> {
    return (await this.#trusted().where('key', '=', key).executeTakeFirst()) ?? null;
  }

  async trust({ key, name, at }: TrustedOrigin): Promise<void> {
    await this.#query
      .insertInto('origin')
      .values({ key, name, at })
      .onConflict((same) => same.column('key').doUpdateSet({ name, at, withdrawn: null }))
      .execute();
  }

  /** @returns false when it was not trusted. */
  async withdraw(key: string, at: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#query
      .updateTable('origin')
      .set({ withdrawn: at })
      .where('key', '=', key)
      .where('withdrawn', 'is', null)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  async rememberAuthors(people: readonly { id: string; name: string }[]): Promise<void> {
    await this.#db.change('authors', async (query) => {
      for (const { id, name } of people)
        await query
          .insertInto('author')
          .values({ person: id, name })
          .onConflict((same) => same.column('person').doUpdateSet({ name }))
          .execute();
    });
  }

  /** Names by id; whoever is not known is not in it. */
  async authorNames(people: readonly string[]): Promise<Map<string, string>> {
    if (people.length === 0) return new Map();
    const rows = await this.#query.selectFrom('author').selectAll().where('person', 'in', people).execute();
    return new Map(rows.map(({ person, name }) => [person, name]));
  }

  close(): void {
    this.#db.close();
  }

  get #query(): Kysely<OriginTables> {
    return this.#db.query;
  }

  #trusted() {
    return this.#query.selectFrom('origin').select(['key', 'name', 'at']).where('withdrawn', 'is', null);
  }
}
