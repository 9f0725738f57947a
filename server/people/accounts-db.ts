/**
 * Accounts, units, reviews, invitations and the province's own forms: in one SQLite file next to the log and separate from it, so that
 * signing in never waits for a commit of edits, or in the schema `people` of a PostgreSQL database that several nodes share. The tables
 * user, session, account and verification belong to better-auth.
 */
import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, sql, SqliteDialect, PostgresDialect, type Generated } from 'kysely';
import type { TreeChangeKind } from '../../src/lib/review/account.ts';
import type { UnitLevel } from '../../src/lib/review/people.ts';
import type { Role } from '../../src/lib/review/roles.ts';
import type { Database as Shared } from '../nodes/database.ts';
import { besideFile, besidePostgres, type BesideDb, type ColumnTypes } from '../log/beside-db.ts';
import { createAuthTables } from './auth.ts';

/** Each row a version as it was confirmed, with who and when; the latest counts. */
interface Version {
  id: Generated<number>;
  /** JSON. */
  content: string;
  by: string;
  at: number;
}

export interface PeopleTables {
  unit: {
    id: Generated<number>;
    /** 0 for the topmost: NULLs are never equal, and UNIQUE would not hold. */
    parent: number;
    level: UnitLevel;
    name: string;
    /** As in the directory of units; null for one that nobody has found there. */
    code: Generated<string | null>;
  };
  /** The units of today, as loaded: 34 provinces and their communes. */
  official_unit: {
    code: string;
    /** Code of the province; '' for a province. */
    parent: string;
    name: string;
  };
  /** The communes before July 2025: a row for each commune of today that has land of it. */
  old_unit: {
    id: Generated<number>;
    code: string;
    province: string;
    district: string;
    name: string;
    /** The name as compared (unitKey). */
    key: string;
    /** 0 or 1. */
    divided: number;
    /** Code of an official_unit. */
    into: string;
  };
  /** Outlines and points of communes on the map, as they were loaded last. */
  unit_shape: {
    unit: number;
    /** As src/lib/shapes writes it. */
    shape: string;
  };
  review: {
    id: string;
    unit: number;
    year: number;
    plan: string;
    area: string | null;
    created: number;
    /** When it was put aside; null while it is worked in. */
    aside: number | null;
  };
  /** What was corrected in the tree and of its reviews; never changed itself. */
  tree_change: {
    id: Generated<number>;
    at: number;
    by: string;
    kind: TreeChangeKind;
    /** '' where it is about a unit. */
    review: string;
    /** What it was called, and is. */
    before: string;
    after: string;
    /** The review its people went to; '' for none. */
    movedTo: string;
    /** JSON: ids of those who worked there. */
    people: string;
    /** Why, where something was put aside. */
    reason: Generated<string>;
  };
  invitation: {
    id: string;
    review: string;
    role: Role;
    /** JSON: ids of villages, or "all". */
    villages: string;
    /** How the villages are called, for whoever opens the link. */
    places: string;
    uses: number;
    used: Generated<number>;
    expires: number;
    /** 0 or 1. */
    withdrawn: Generated<number>;
    by: string;
    created: number;
  };
  /** Machines of meetings that may ask this server. */
  hub_token: {
    id: string;
    /** Of its secret; the secret itself is stored nowhere. */
    hash: string;
    review: string;
    /** JSON: ids of villages, or "all". */
    villages: string;
    /** How the machine is called. */
    name: string;
    by: string;
    created: number;
    expires: number;
    /** 0 or 1. */
    withdrawn: Generated<number>;
    seen: Generated<number | null>;
  };
  /** A province's own forms, each version as it was put into use. */
  own_form: Version & { withdrawnBy: string | null; withdrawnAt: number | null };
  /** What was confirmed of draft standards: the numbers and the text they come from. */
  confirmed_standard: Version;
  /** What was confirmed of the rules: the entry, its value and the text it comes from. */
  confirmed_rule: Version;
  /** Days off and make-up days of a year. */
  working_year: Version;
  /** Months in which a commune received no request; what is taken back stays, with who did and why. */
  month_without: {
    id: Generated<number>;
    unit: number;
    year: number;
    month: number;
    text: string;
    by: string;
    at: number;
    undoneBy: string | null;
    undoneAt: number | null;
    undoneText: string | null;
  };
  /** Only in a database that nodes share; a folder has a file for each. */
  secret: { name: string; value: Buffer };

  user: {
    id: string;
    username: string;
    name: string;
    role: string;
    review: string;
    /** JSON: ids of villages, or "all". */
    villages: string;
    unit: number;
    /** SQLite has no booleans. */
    mustChange: boolean | number;
    locked: boolean | number;
  };
  /** `expiresAt`: text in SQLite, a time in PostgreSQL; an ISO text compares with both. */
  session: { userId: string; expiresAt: string };
}

export type PeopleDb = BesideDb<PeopleTables>;
export type PeopleQuery = Kysely<PeopleTables>;

export const ACCOUNTS_FILE = 'tai-khoan.db';
export const PEOPLE_SCHEMA = 'people';

const tables = ({ id, text, moment, end }: ColumnTypes): string => {
  const version = `id ${id}, content ${text} NOT NULL, "by" ${text} NOT NULL, at ${moment} NOT NULL`;
  return `
  CREATE TABLE IF NOT EXISTS unit (
    id ${id},
    parent INTEGER NOT NULL,
    level ${text} NOT NULL CHECK (level IN ('province', 'district', 'commune')),
    name ${text} NOT NULL,
    code ${text},
    UNIQUE (parent, level, name)
  ${end};
  CREATE TABLE IF NOT EXISTS official_unit (code ${text} PRIMARY KEY, parent ${text} NOT NULL, name ${text} NOT NULL ${end};
  CREATE TABLE IF NOT EXISTS old_unit (
    id ${id},
    code ${text} NOT NULL,
    province ${text} NOT NULL,
    district ${text} NOT NULL,
    name ${text} NOT NULL,
    key ${text} NOT NULL,
    divided INTEGER NOT NULL,
    "into" ${text} NOT NULL
  ${end};
  CREATE INDEX IF NOT EXISTS old_unit_key ON old_unit (key);
  CREATE TABLE IF NOT EXISTS unit_shape (unit INTEGER PRIMARY KEY REFERENCES unit (id), shape ${text} NOT NULL ${end};
  CREATE TABLE IF NOT EXISTS review (
    id ${text} PRIMARY KEY,
    unit INTEGER NOT NULL REFERENCES unit (id),
    year INTEGER NOT NULL,
    plan ${text} NOT NULL,
    area ${text},
    created ${moment} NOT NULL,
    aside ${moment}
  ${end};
  CREATE UNIQUE INDEX IF NOT EXISTS review_plan ON review (unit, plan) WHERE aside IS NULL;
  CREATE INDEX IF NOT EXISTS review_unit ON review (unit);
  CREATE TABLE IF NOT EXISTS tree_change (
    id ${id},
    at ${moment} NOT NULL,
    "by" ${text} NOT NULL,
    kind ${text} NOT NULL,
    review ${text} NOT NULL,
    before ${text} NOT NULL,
    after ${text} NOT NULL,
    "movedTo" ${text} NOT NULL,
    people ${text} NOT NULL,
    reason ${text} NOT NULL DEFAULT ''
  ${end};
  CREATE TABLE IF NOT EXISTS invitation (
    id ${text} PRIMARY KEY,
    review ${text} NOT NULL,
    role ${text} NOT NULL,
    villages ${text} NOT NULL,
    places ${text} NOT NULL,
    uses INTEGER NOT NULL,
    used INTEGER NOT NULL DEFAULT 0 CHECK (used <= uses),
    expires ${moment} NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT 0,
    "by" ${text} NOT NULL,
    created ${moment} NOT NULL
  ${end};
  CREATE TABLE IF NOT EXISTS hub_token (
    id ${text} PRIMARY KEY,
    hash ${text} NOT NULL,
    review ${text} NOT NULL,
    villages ${text} NOT NULL,
    name ${text} NOT NULL,
    "by" ${text} NOT NULL,
    created ${moment} NOT NULL,
    expires ${moment} NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT 0,
    seen ${moment}
  ${end};
  CREATE TABLE IF NOT EXISTS own_form (${version}, "withdrawnBy" ${text}, "withdrawnAt" ${moment} ${end};
  CREATE TABLE IF NOT EXISTS confirmed_standard (${version} ${end};
  CREATE TABLE IF NOT EXISTS confirmed_rule (${version} ${end};
  CREATE TABLE IF NOT EXISTS working_year (${version} ${end};
  CREATE TABLE IF NOT EXISTS month_without (
    id ${id},
    unit INTEGER NOT NULL REFERENCES unit (id),
    year INTEGER NOT NULL,
    month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    text ${text} NOT NULL,
    "by" ${text} NOT NULL,
    at ${moment} NOT NULL,
    "undoneBy" ${text},
    "undoneAt" ${moment},
    "undoneText" ${text}
  ${end};
  CREATE UNIQUE INDEX IF NOT EXISTS month_without_once ON month_without (unit, year, month) WHERE "undoneAt" IS NULL;
`;
};

/** Whoever asks what a person may do asks who works in a round. */
const userIndex = (query: PeopleQuery): Promise<void> =>
  query.schema.createIndex('user_review').ifNotExists().on('user').columns(['review', 'role']).execute();

export async function openPeopleDb(folder: string): Promise<PeopleDb> {
  const db = besideFile<PeopleTables>(join(folder, ACCOUNTS_FILE), tables, upToDate);
  try {
    await db.change('tables', async (query) => {
      await createAuthTables({ db: query, type: 'sqlite' });
      await userIndex(query);
    });
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

export const openSharedPeopleDb = (database: Shared): Promise<PeopleDb> =>
  besidePostgres<PeopleTables>(
    database,
    PEOPLE_SCHEMA,
    (types) =>
      `${tables(types)} ALTER TABLE unit ADD COLUMN IF NOT EXISTS code ${types.text};
       ALTER TABLE tree_change ADD COLUMN IF NOT EXISTS reason ${types.text} NOT NULL DEFAULT '';
       CREATE TABLE IF NOT EXISTS secret (name ${types.text} PRIMARY KEY, value ${types.bytes} NOT NULL)`,
    async (query) => {
      await createAuthTables({ db: query, type: 'postgres', schemaName: PEOPLE_SCHEMA });
      await userIndex(query);
    },
  );

/** Brings a folder of an older version up to date. */
function upToDate(file: Database.Database, create: () => void): void {
  withAside(file, create);
  addColumn(file, 'unit', 'code', 'TEXT');
  addColumn(file, 'tree_change', 'reason', "TEXT NOT NULL DEFAULT ''");
}

function addColumn(file: Database.Database, table: keyof PeopleTables, column: string, type: string): void {
  const columns = file.pragma(`table_info(${table})`) as { name: string }[];
  if (!columns.some(({ name }) => name === column)) file.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`);
}

/** From before rounds could be put aside. SQLite cannot drop a table's UNIQUE, so the table is recreated. */
function withAside(file: Database.Database, create: () => void): void {
  const columns = file.pragma('table_info(review)') as { name: string }[];
  const isOlder = columns.length > 0 && !columns.some(({ name }) => name === 'aside');
  if (isOlder) file.exec('ALTER TABLE review RENAME TO review_older');
  create();
  if (isOlder)
    file.exec(
      'INSERT INTO review (id, unit, year, plan, area, created) SELECT id, unit, year, plan, area, created FROM review_older; DROP TABLE review_older',
    );
}

/**
 * Reads people's data and changes nothing, also while servers run on it.
 * @param place the data folder, or the database that nodes share.
 * @param table what is read: it may be missing in a folder without accounts, or of an older version.
 * @returns null where it is missing.
 */
export async function readPeople<T>(
  place: string | Shared,
  table: keyof PeopleTables,
  read: (query: PeopleQuery) => Promise<T>,
): Promise<T | null> {
  if (typeof place !== 'string') {
    const all = new Kysely<PeopleTables>({ dialect: new PostgresDialect({ pool: place.pool }) });
    const { rows } = await sql<{ oid: string | null }>`SELECT to_regclass(${`${PEOPLE_SCHEMA}."${table}"`}) AS oid`.execute(all);
    return rows[0]?.oid == null ? null : read(all.withSchema(PEOPLE_SCHEMA));
  }
  const path = join(place, ACCOUNTS_FILE);
  if (!existsSync(path)) return null;
  const file = new Database(path, { readonly: true });
  try {
    file.pragma('busy_timeout = 5000');
    if (file.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) === undefined) return null;
    return await read(new Kysely<PeopleTables>({ dialect: new SqliteDialect({ database: file }) }));
  } finally {
    file.close();
  }
}

/** People's names by id; empty for a place without accounts. */
export async function namesAt(place: string | Shared): Promise<Map<string, string>> {
  const rows = await readPeople(place, 'user', (query) => query.selectFrom('user').select(['id', 'name']).execute());
  return new Map((rows ?? []).map(({ id, name }) => [id, name]));
}
