import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { logContract } from './log.contract.ts';
import type { LogRow, UpdateLog } from './log.ts';
import { ALONE } from '../nodes/bus.ts';
import { openDatabase, type Database } from '../nodes/database.ts';
import { startPostgres, type TestPostgres } from '../testing-postgres.ts';
import { MemoryLog } from './memory.ts';
import { PostgresLog } from './postgres.ts';
import { SqliteLog } from './sqlite.ts';

logContract('memory', async () => new MemoryLog(), null);

const parent = mkdtempSync(join(tmpdir(), 'rasoat-log-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const newFolder = (): string => mkdtempSync(join(parent, 'data-'));

const folders = new Map<UpdateLog, string>();
logContract(
  'sqlite',
  async () => {
    const folder = newFolder();
    const log = new SqliteLog(folder);
    folders.set(log, folder);
    return log;
  },
  async (log) => new SqliteLog(folders.get(log)!),
);

let postgres: TestPostgres;
const databases = new Map<UpdateLog, Database>();
const opened: Database[] = [];
beforeAll(async () => void (postgres = await startPostgres()));
afterAll(async () => {
  await Promise.all(opened.map((database) => database.close()));
  await postgres.stop();
});

async function postgresAt(url: string): Promise<PostgresLog> {
  const database = await openDatabase(url, () => undefined);
  const log = await PostgresLog.open({ database, bus: ALONE });
  databases.set(log, database);
  opened.push(database);
  return log;
}
logContract(
  'postgres',
  async () => postgresAt(await postgres.newDatabase()),
  (log) => postgresAt(databases.get(log)!.url),
);

it('returns real documents', async () => {
  const log = new SqliteLog(newFolder());
  const doc = new Y.Doc();
  const rows: LogRow[] = [];
  doc.on('update', (update: Uint8Array) => rows.push({ room: 'a.b', update, person: 'lan', device: '', at: 0 }));
  for (let i = 0; i < 50; i++) doc.getArray('h:1').push([['b1', i, 'lan', i]]);
  await log.compact('a.b', Y.encodeStateAsUpdate(doc), await log.append(rows));
  doc.getArray('h:1').push([['b1', 50, 'lan', 50]]);
  await log.append(rows.slice(50));
  const copy = new Y.Doc();
  for (const update of (await log.load('a.b')).updates) Y.applyUpdate(copy, update);
  expect(copy.getArray('h:1').toArray()).toEqual(doc.getArray('h:1').toArray());
  await log.close();
});
