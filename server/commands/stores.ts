/** Where the data of a command are: in a folder, or in the PostgreSQL database of `DATABASE_URL`. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { KEY_FILE, keyOf, ownKey, type OwnKey } from '../bundles/own-key.ts';
import { keepPrivate } from '../log/data-files.ts';
import { lockData } from '../log/data-lock.ts';
import { keepPair, pairFinding } from '../log/data-pair.ts';
import type { UpdateLog } from '../log/log.ts';
import { OriginStore } from '../log/origin-store.ts';
import { PostgresLog } from '../log/postgres.ts';
import { SqliteLog } from '../log/sqlite.ts';
import { DATABASE } from '../log/sqlite-schema.ts';
import { SummaryStore } from '../log/summary-store.ts';
import { TemplateStore } from '../log/template-store.ts';
import { ALONE, type Bus } from '../nodes/bus.ts';
import { openDatabase, placeOf, type Database } from '../nodes/database.ts';
import { PostgresBus } from '../nodes/postgres-bus.ts';
import { openSharedPeopleDb, type PeopleDb } from '../people/accounts-db.ts';
import { Accounts } from '../people/accounts.ts';
import { secretIn } from '../people/secret.ts';
import { provinceOf } from '../people/province.ts';
import { tellThrough } from '../people/tell.ts';
import { complain } from '../serve/open-server.ts';

/** The stores do not belong together, or something of them is missing: what is wrong and what to do. */
export class StoresUnusable extends Error {}

/** The database that a command without a folder works on. */
export const databaseUrl = (): string | null => process.env.DATABASE_URL?.trim() || null;

export interface Stores {
  log: UpdateLog;
  /** The folder, or the database, for what is asked of it directly. */
  at: string | Database;
  templates: TemplateStore;
  summaries: SummaryStore;
  /** Servers whose bundles are trusted here. */
  origins: OriginStore;
  bundleKey: () => Promise<OwnKey>;
  /** The other servers on the same data. */
  bus: Bus;
  accounts: () => Promise<Accounts>;
  close(): Promise<void>;
}

/**
 * For a server in a folder of its own; nobody else may use it.
 * @throws DataInUse, StoresUnusable
 */
export function openFolder(folder: string, { demo = false } = {}): Stores {
  const release = lockData(folder);
  try {
    const unpaired = demo ? null : pairFinding(folder);
    if (unpaired) throw new StoresUnusable(unpaired);
    const log = new SqliteLog(folder);
    const templates = TemplateStore.open(folder);
    const summaries = SummaryStore.open(folder);
    const origins = OriginStore.open(folder);
    let opened: Accounts | null = null;
    let unpair = (): void => undefined;
    return {
      log,
      at: folder,
      templates,
      summaries,
      origins,
      bundleKey: () => bundleKeyAt(folder),
      bus: ALONE,
      accounts: async () => {
        opened = await Accounts.open(folder);
        if (opened.db.file) unpair = keepPair(opened.db.file, log, complain);
        return opened;
      },
      close: async () => {
        unpair();
        opened?.close();
        templates.close();
        summaries.close();
        origins.close();
        await log.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * For one of several servers on one database.
 * @param folder of a server, for what is this machine's own: its certificates.
 * @throws DatabaseUnusable
 */
export async function openShared(url: string, folder?: string): Promise<Stores> {
  if (folder !== undefined) keepPrivate(folder);
  const database = await openDatabase(url, complain);
  try {
    const bus = await PostgresBus.open(database, complain);
    // Before the log, which asks them where a commune lies.
    const accounts = await Accounts.openShared(database, { tell: tellThrough(bus) });
    const log = await PostgresLog.open({ database, bus, provinceOf: (review) => provinceOf(database.pool, review) });
    const templates = await TemplateStore.openOn(database);
    const summaries = await SummaryStore.openOn(database);
    const origins = await OriginStore.openOn(database);
    return {
      log,
      at: database,
      templates,
      summaries,
      origins,
      bundleKey: () => sharedKey(accounts.db),
      bus,
      accounts: () => Promise.resolve(accounts),
      close: async () => {
        accounts.close();
        templates.close();
        summaries.close();
        origins.close();
        await log.close();
        await bus.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** For reading, also while servers run. */
export interface Readable extends Pick<Stores, 'log' | 'at'> {
  /** For messages. */
  place: string;
  close(): Promise<void>;
}

/**
 * @param folder as the command was given it; without one, the database of `DATABASE_URL`, or else the default folder.
 * @returns null when there are no data.
 * @throws DatabaseUnusable
 */
export async function openToRead(folder: string | undefined): Promise<Readable | null> {
  const url = folder === undefined ? databaseUrl() : null;
  if (url !== null) {
    const at = await openDatabase(url, complain);
    const log = await PostgresLog.openExisting({ database: at, bus: ALONE });
    if (!log) {
      await at.close();
      return null;
    }
    return {
      log,
      at,
      place: placeOf(url),
      close: async () => {
        await log.close();
        await at.close();
      },
    };
  }
  const place = folderOf(folder);
  if (!existsSync(join(place, DATABASE))) return null;
  const log = new SqliteLog(place, { readonly: true });
  return { log, at: place, place, close: () => log.close() };
}

/** The key that signs bundles: a folder's own, or the one that all servers of a database share. */
export async function bundleKeyAt(at: string | Database): Promise<OwnKey> {
  if (typeof at === 'string') return ownKey(at);
  return sharedKey(await openSharedPeopleDb(at));
}

const sharedKey = async ({ query }: PeopleDb): Promise<OwnKey> => keyOf(await secretIn(query, KEY_FILE));

export const originsAt = (at: string | Database): Promise<OriginStore> =>
  typeof at === 'string' ? Promise.resolve(OriginStore.open(at)) : OriginStore.openOn(at);

/** For messages: where a command without data has looked. */
export function lookedIn(folder: string | undefined): string {
  const url = folder === undefined ? databaseUrl() : null;
  return url === null ? folderOf(folder) : placeOf(url);
}

export const summariesAt = (at: string | Database): Promise<SummaryStore> =>
  typeof at === 'string' ? Promise.resolve(SummaryStore.open(at)) : SummaryStore.openOn(at);

export const folderOf = (folder: string | undefined): string => resolve(folder ?? 'data');
