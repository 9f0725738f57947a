/** What both kinds of store have, and what each has of its own. */
import { DATABASE } from '../log/sqlite-schema.ts';
import { ORIGINS_FILE, ORIGINS_SCHEMA } from '../log/origin-store.ts';
import { TEMPLATES_FILE, TEMPLATES_SCHEMA } from '../log/template-store.ts';
import { ACCOUNTS_FILE, PEOPLE_SCHEMA } from '../people/accounts-db.ts';
import type { Row, Tables } from './tables.ts';

/** In words for whoever runs the command. */
export class MigrateError extends Error {}

export interface Part {
  /** In messages. */
  name: string;
  file: string;
  schema: string;
}

/** Accounts first: they say to which province a list belongs. */
export const PARTS: readonly Part[] = [
  { name: 'Tài khoản', file: ACCOUNTS_FILE, schema: PEOPLE_SCHEMA },
  { name: 'Máy khác được tin', file: ORIGINS_FILE, schema: ORIGINS_SCHEMA },
  { name: 'Mẫu văn bản', file: TEMPLATES_FILE, schema: TEMPLATES_SCHEMA },
  { name: 'Danh sách', file: DATABASE, schema: 'public' },
];

/** A folder's: which log its accounts go with. A database's: its rooms, its end, its secret. */
const OWN_TABLES: readonly string[] = ['log_mark', 'meta', 'log_end', 'room', 'secret'];
const OWN_COLUMNS: readonly string[] = ['log.province', 'writer.position'];

/** A folder's file of each secret, by its name in a database. */
export const SECRET_FILES: Readonly<Record<string, string>> = { accounts: 'accounts-secret', 'bundle-key': 'bundle-key' };

export const isOwnTable = (table: string): boolean => OWN_TABLES.includes(table);
export const isOwnColumn = (table: string, column: string): boolean => OWN_COLUMNS.includes(`${table}.${column}`);

/** What is in no table that both have. */
export interface Rest {
  /** 0 for none. */
  relayUntil: number;
  /** By their names in a database: `accounts` signs sessions and invitations, `bundle-key` bundles. */
  secrets: ReadonlyMap<string, Buffer>;
}

interface Side {
  /** Only tables that hold rows of their own: a partition's are its table's. */
  open(part: Part): Promise<{ names: string[]; tables: Tables }>;
  close(): Promise<void>;
}

export interface Source extends Side {
  rest(): Promise<Rest>;
}

/** Nothing of it stays unless it is committed. */
export interface Target extends Side {
  /** Adds to rows what only this kind of store has. */
  complete(table: string, rows: readonly Row[]): Promise<readonly Row[]>;
  finish(rest: Rest): Promise<void>;
  commit(): Promise<void>;
}
