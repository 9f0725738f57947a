/** A season with accounts and a template goes from a folder into PostgreSQL and back, and is the same. */
import Database from 'better-sqlite3';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewReview } from '../../src/lib/api/reviews.ts';
import { seedSeason } from '../commands/demo-season.ts';
import { KEY_FILE, ownKey } from '../bundles/own-key.ts';
import { OriginStore } from '../log/origin-store.ts';
import { SqliteLog } from '../log/sqlite.ts';
import { DATABASE } from '../log/sqlite-schema.ts';
import type { LoadedRoom } from '../log/log.ts';
import { PostgresLog } from '../log/postgres.ts';
import { TemplateStore } from '../log/template-store.ts';
import { ALONE } from '../nodes/bus.ts';
import { openDatabase } from '../nodes/database.ts';
import { roomName } from '../../src/lib/review/people.ts';
import { writerTo } from '../rooms/writer.ts';
import { ACCOUNTS_FILE } from '../people/accounts-db.ts';
import { Accounts } from '../people/accounts.ts';
import { startPostgres, type TestPostgres } from '../testing-postgres.ts';
import { migrate } from './migrate.ts';
import { PARTS } from './sides.ts';
import { Mark, SqliteTables } from './tables.ts';

const NEW_REVIEW: NewReview = {
  ...{ commune: 'Xã Nông Thượng', district: 'Thành phố Bắc Kạn', province: 'Tỉnh Bắc Kạn', code: '' },
  ...{ plan: '', year: 2026, standard: '', beside: [], area: '', areaFrom: '', areaBefore: '' },
  ...{ copyVillages: false, copyHouseholds: false },
};

let postgres: TestPostgres;
const parent = mkdtempSync(join(tmpdir(), 'rasoat-migrate-'));
const newFolder = (): string => mkdtempSync(join(parent, 'data-'));
let origin: string;
let province: number;
const silent = (): void => undefined;

beforeAll(async () => {
  postgres = await startPostgres();
  origin = newFolder();
  const log = new SqliteLog(origin);
  await seedSeason(log);
  await log.nameVersion({ room: 'nong-thuong-2026.thon-3', at: 5, name: 'trước họp', kind: 'meeting', person: 'tran-quoc-viet' });
  for (const room of await log.rooms()) {
    const { updates, upTo } = await log.load(room);
    if (updates[0] && updates.length === 1) await log.compact(room, updates[0], upTo);
  }
  await log.close();
  const accounts = await Accounts.open(origin);
  const { id } = await accounts.reviews.create(NEW_REVIEW, async () => undefined);
  await accounts.create({
    name: 'Trần Quốc Việt',
    role: 'commune',
    review: id,
    villages: 'all',
    unit: 0,
    username: 'viet',
    password: 'mat-khau-dai-123',
  });
  const units = await accounts.reviews.units();
  const unitAt = (wanted: string): number => units.find(({ level }) => level === wanted)?.id ?? 0;
  province = unitAt('province');
  await accounts.db.query
    .insertInto('unit_shape')
    .values({ unit: unitAt('commune'), shape: '10580000,2210000' })
    .execute();
  accounts.close();
  const again = new SqliteLog(origin);
  await writerTo(
    again,
    { id: 'viet', name: 'Trần Quốc Việt' },
    '',
  )(roomName(id, 'thon-1'), (list) => list.set('h:1', 'head', 'Hà Văn Dũng'));
  await again.close();
  const templates = TemplateStore.open(origin);
  await templates.put({ review: id, paper: '01', name: 'của xã.docx', bytes: new Uint8Array([1, 2, 3]), by: 'viet', at: 7 });
  templates.close();
  const origins = OriginStore.open(origin);
  await origins.trust({ key: 'khóa', name: 'Máy thôn 3', at: 9 });
  origins.close();
  ownKey(origin);
});
afterAll(async () => {
  await postgres.stop();
  rmSync(parent, { recursive: true, force: true });
});

/** SQLite gives its bytes as Buffers. */
const plain = ({ updates, ...rest }: LoadedRoom): LoadedRoom => ({ ...rest, updates: updates.map((update) => new Uint8Array(update)) });

/** All rows of all tables of a folder, but for what belongs to one folder only. */
async function marksOf(folder: string): Promise<Map<string, Mark>> {
  const marks = new Map<string, Mark>();
  for (const { file } of PARTS) {
    const db = new Database(join(folder, file), { readonly: true });
    const tables = new SqliteTables(db);
    for (const name of SqliteTables.names(db).filter((each) => !['log_mark', 'meta'].includes(each))) {
      const mark = new Mark(await tables.columns(name));
      for await (const rows of tables.pages(name)) mark.add(rows);
      marks.set(`${file} ${name}`, mark);
    }
    db.close();
  }
  return marks;
}

describe('migrate', () => {
  it('carries everything there and back, with its positions', async () => {
    const url = await postgres.newDatabase();
    const told: string[] = [];
    await migrate(origin, url, ({ name, rows }) => told.push(`${name} ${rows > 0}`));
    expect(told).toEqual(['Tài khoản true', 'Máy khác được tin true', 'Mẫu văn bản true', 'Danh sách true']);

    const database = await openDatabase(url, silent);
    const log = await PostgresLog.open({ database, bus: ALONE });
    const before = new SqliteLog(origin, { readonly: true });
    expect(await log.rooms()).toEqual(await before.rooms());
    for (const room of await before.rooms()) {
      expect(await log.history(room)).toEqual(await before.history(room));
      expect(plain(await log.load(room))).toEqual(plain(await before.load(room)));
      expect(await log.late(room)).toEqual(await before.late(room));
      expect(await log.versions(room)).toEqual(await before.versions(room));
      expect(await log.decisions({ room })).toEqual(await before.decisions({ room }));
    }
    const received = await Promise.all(
      (await before.rooms()).map(async (room) => [...(await before.history(room)), ...(await before.late(room))]),
    );
    expect(log.latest).toBe(Math.max(...received.flat().map(({ at }) => at)));
    await before.close();
    const { rows } = await database.pool.query<{ name: string }>('SELECT DISTINCT tableoid::regclass::text AS name FROM log ORDER BY 1');
    expect(rows.map(({ name }) => name)).toEqual(['log_of_0', `log_of_${province}`]);
    const accounts = await Accounts.openShared(database);
    expect((await accounts.list()).map(({ username }) => username)).toEqual(['viet']);
    expect(accounts.secret).toEqual(readFileSync(join(origin, 'accounts-secret')));
    accounts.close();
    await log.close();
    await database.close();

    const back = newFolder();
    await migrate(url, back, silent);
    const [wanted, found] = [await marksOf(origin), await marksOf(back)];
    expect([...found.keys()]).toEqual([...wanted.keys()]);
    for (const [table, mark] of wanted) expect([table, found.get(table)?.isSame(mark)]).toEqual([table, true]);
    for (const secret of ['accounts-secret', KEY_FILE])
      expect(readFileSync(join(back, secret))).toEqual(readFileSync(join(origin, secret)));
    expect(readdirSync(back).filter((name) => name.startsWith('dang-chuyen'))).toEqual([]);
  });

  it('goes on counting after what came along', async () => {
    const url = await postgres.newDatabase();
    await migrate(origin, url, silent);
    const database = await openDatabase(url, silent);
    const log = await PostgresLog.open({ database, bus: ALONE });
    const last = log.shared.openedAt;
    const row = { room: 'nong-thuong-2026.thon-3', update: new Uint8Array([0, 0]), person: 'x', device: '', at: 1 };
    expect(await log.append([row])).toBe(last + 1);
    const named = await log.nameVersion({ room: row.room, at: 6, name: 'sau', kind: 'other', person: 'x' });
    expect(named.position).toBe(last + 1);
    const templates = await TemplateStore.openOn(database);
    await templates.put({ review: 'x', paper: '01', name: 'mới.docx', bytes: new Uint8Array([4]), by: 'x', at: 8 });
    expect((await templates.versions(['x'])).map(({ id }) => id)).toEqual([2]);
    await log.close();
    await database.close();
  });

  it('refuses a place that has something, and changes nothing there', async () => {
    const url = await postgres.newDatabase();
    await migrate(origin, url, silent);
    await expect(migrate(origin, url, silent)).rejects.toThrow('đã có dữ liệu');
    await expect(migrate(url, origin, silent)).rejects.toThrow(`đã có ${DATABASE}`);
    await expect(migrate(origin, newFolder(), silent)).rejects.toThrow('postgres://');
    await expect(migrate(newFolder(), url, silent)).rejects.toThrow('Không có dữ liệu');
  });

  it('leaves nothing behind when a row cannot be carried', async () => {
    const folder = newFolder();
    const log = new SqliteLog(folder);
    await log.append([{ room: 'a-2023.thon-1', update: new Uint8Array([1]), person: 'x', device: '', at: 1 }]);
    await log.close();
    const db = new Database(join(folder, ACCOUNTS_FILE));
    db.exec(
      "CREATE TABLE unit (id INTEGER PRIMARY KEY, parent INTEGER, level TEXT, name TEXT); INSERT INTO unit VALUES (1, 0, 'somewhere', 'x')",
    );
    db.close();
    const url = await postgres.newDatabase();
    await expect(migrate(folder, url, silent)).rejects.toThrow();
    const database = await openDatabase(url, silent);
    for (const table of ['room', 'log', 'people.unit']) expect((await database.pool.query(`SELECT 1 FROM ${table}`)).rowCount).toBe(0);
    await database.close();
    expect(existsSync(join(folder, DATABASE))).toBe(true);
  });
});
