/** What the server does when a real SQLite has a full, read-only or damaged disk: no receipt, and a reason in words. */
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as Y from 'yjs';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { LAN, RawClient, ROOM, rowsOf, stockClient, storedDoc, TestLog, testServer, until, type TestServer } from '../testing.ts';
import { faultOf } from '../faults/log-fault.ts';
import type { LoadedRoom } from './log.ts';
import { SqliteLog } from './sqlite.ts';

class RealLog extends SqliteLog {
  pragma(text: string): unknown {
    return this.db.pragma(text, { simple: true });
  }

  run(sql: string, ...values: unknown[]): void {
    this.db.prepare(sql).run(...values);
  }
}

const parent = mkdtempSync(join(tmpdir(), 'rasoat-fault-'));
let server: TestServer | null = null;
afterEach(async () => {
  vi.useRealTimers();
  await server?.close();
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const folderOf = (): string => mkdtempSync(join(parent, 'd-'));

const faults: [string, (log: RealLog) => void, (log: RealLog) => void, string][] = [
  [
    'full',
    (log) => log.pragma(`max_page_count = ${Number(log.pragma('page_count'))}`),
    (log) => log.pragma('max_page_count = 1000000'),
    'full',
  ],
  ['read-only', (log) => log.pragma('query_only = ON'), (log) => log.pragma('query_only = OFF'), 'read-only'],
];

describe.each(faults)('a disk that is %s', (_name, breakIt, mendIt, code) => {
  it('sends no receipt, reports it, and everything arrives once the disk works again', async () => {
    const log = new RealLog(folderOf());
    server = await testServer({ log });
    const { doc, provider } = stockClient(server.url, LAN);
    await until(() => provider.synced);
    const reasons: string[] = [];
    provider.on('connection-close', (event) => event && reasons.push(event.reason));
    breakIt(log);
    const raw = await new RawClient(server.url, LAN).sync();
    // More than the space left in the last page.
    const big = 'x'.repeat(1_500);
    for (let i = 0; i < 40; i++) raw.write(`h:${i}`, big);
    doc.getArray('h:stock').push([['b1', 1, 'lan', 1]]);
    await until(() => raw.closed !== null && reasons.length > 0);
    expect(raw.closed?.code).toBe(4501);
    expect(reasons[0]).toBe(faultOf({ code: code === 'full' ? 'SQLITE_FULL' : 'SQLITE_READONLY' }).short);
    expect(server.hub.health).toMatchObject({ ok: false, code });
    const health = await fetch(`http://127.0.0.1:${server.port}/api/health`);
    expect([health.status, await health.json()]).toEqual([
      503,
      { ok: false, code, text: faultOf({ code: code === 'full' ? 'SQLITE_FULL' : 'SQLITE_READONLY' }).text },
    ]);
    expect(server.reports.join()).toContain('Không ghi được');
    const acknowledged = raw.receipt;
    const stored = await storedDoc(log);
    expect(acknowledged).toBeLessThan(40);
    for (let i = 0; i < acknowledged; i++) expect(rowsOf(stored, `h:${i}`)).toEqual([big]);
    mendIt(log);
    await until(async () => rowsOf(await storedDoc(log), 'h:stock').length === 1);
    await until(() => server?.hub.health.ok === true);
    provider.destroy();
    await server.close();
    await log.close();
  });
});

describe('a damaged store', () => {
  it('that is no database is refused at the start, in words', () => {
    const folder = folderOf();
    writeFileSync(join(folder, 'so-ra-soat.db'), 'rác'.repeat(3_000));
    let found: unknown;
    try {
      new SqliteLog(folder);
    } catch (error) {
      found = error;
    }
    expect(faultOf(found)).toMatchObject({ code: 'damaged', text: expect.stringContaining('rasoat restore') });
  });

  it('with garbage in a list closes that list and overwrites nothing', async () => {
    const folder = folderOf();
    const first = new SqliteLog(folder);
    const doc = new Y.Doc();
    const rows: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => rows.push(update));
    for (let i = 0; i < 200; i++) doc.getArray('h:1').push([['b1', 'y'.repeat(1_000), 'lan', 1]]);
    await first.append(rows.map((update) => ({ room: ROOM, update, person: LAN, device: '', at: 1 })));
    await first.close();
    const path = join(folder, 'so-ra-soat.db');
    const handle = openSync(path, 'r+');
    // The pages of the rows, not the first ones, which hold the schema.
    for (let at = 15; at < statSync(path).size / 4_096 - 2; at++) writeSync(handle, Buffer.alloc(4_096, 0xa5), 0, 4_096, at * 4_096);
    closeSync(handle);
    const before = statSync(path).size;
    const log = new SqliteLog(folder);
    server = await testServer({ log });
    const raw = await new RawClient(server.url, LAN).open();
    raw.write('h:2', 1);
    await until(() => raw.closed !== null);
    expect([raw.closed?.code, raw.closed?.reason, raw.receipt]).toEqual([4500, faultOf({ code: 'SQLITE_CORRUPT' }).short, 0]);
    expect(server.hub.health).toMatchObject({ ok: false, code: 'damaged' });
    expect(statSync(path).size).toBe(before);
    await server.close();
    await log.close();
  });

  it('with an unreadable snapshot is read from its rows', async () => {
    const log = new RealLog(folderOf());
    const doc = new Y.Doc();
    doc.getArray('h:1').push([['b1', 1, 'lan', 1]]);
    const upTo = await log.append([{ room: ROOM, update: Y.encodeStateAsUpdate(doc), person: LAN, device: '', at: 1 }]);
    await log.compact(ROOM, Y.encodeStateAsUpdate(doc), upTo);
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    log.run('UPDATE snapshot SET data = ?', gzipSync('x').subarray(0, 12));
    expect(rowsOf(await storedDoc(log), 'h:1')).toEqual([1]);
    expect(warned).toHaveBeenCalledOnce();
    // Opened once and left, the room has a good snapshot again.
    server = await testServer({ log, idleMs: 20, compactAtRest: 1 });
    (await new RawClient(server.url, LAN).sync()).socket.close();
    await until(() => server?.hub.openRooms.length === 0);
    expect(warned).toHaveBeenCalledTimes(2);
    expect([(await log.load(ROOM)).tail, rowsOf(await storedDoc(log), 'h:1')]).toEqual([0, [1]]);
    expect(warned).toHaveBeenCalledTimes(2);
    warned.mockRestore();
    await server.close();
    await log.close();
  });
});

it('a damaged list is reported until it can be read, whatever is written in others', async () => {
  const log = new (class extends TestLog {
    damaged = true;

    override async load(room: string): Promise<LoadedRoom> {
      if (this.damaged && room === ROOM) throw Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT' });
      return super.load(room);
    }
  })();
  server = await testServer({ log });
  const { provider } = stockClient(server.url, LAN);
  await until(() => server?.hub.health.code === 'damaged');
  const other = await new RawClient(server.url, LAN, 'nong-thuong-2023.thon-4').sync();
  other.write('h:1', 1);
  await until(() => other.receipt === 1);
  expect(server.hub.health).toMatchObject({ ok: false, code: 'damaged' });
  log.damaged = false;
  await until(() => provider.synced);
  expect(server.hub.health.code).toBe('ok');
  provider.destroy();
});

it('a list that could not be read for a moment is healthy once it is read, without a write or a restart', async () => {
  const log = new TestLog();
  log.failingLoad = true;
  server = await testServer({ log });
  const { provider } = stockClient(server.url, LAN);
  await until(() => server?.hub.health.ok === false);
  log.failingLoad = false;
  await until(() => provider.synced);
  expect(server.hub.health).toMatchObject({ ok: true, code: 'ok' });
  provider.destroy();
});

const codes: [string, string[]][] = [
  ['full', ['SQLITE_FULL', 'ENOSPC', 'EDQUOT']],
  ['read-only', ['SQLITE_READONLY', 'SQLITE_READONLY_DBMOVED', 'SQLITE_CANTOPEN', 'EROFS', 'EACCES']],
  ['damaged', ['SQLITE_CORRUPT', 'SQLITE_CORRUPT_INDEX', 'SQLITE_NOTADB']],
  ['failed', ['SQLITE_IOERR_FSYNC', '']],
];
it.each(codes)('%s has a text that fits a close frame', (code, from) => {
  for (const fault of from.map((each) => faultOf({ code: each }))) {
    expect(fault.code).toBe(code);
    expect(Buffer.byteLength(fault.short)).toBeLessThanOrEqual(123);
  }
});

it('a clock that is set back is reported, and no receive time goes back', async () => {
  const log = new SqliteLog(folderOf());
  const later = Date.now() + 3_600_000;
  await log.append([{ room: ROOM, update: Y.encodeStateAsUpdate(new Y.Doc()), person: LAN, device: '', at: later }]);
  server = await testServer({ log });
  expect(server.hub.health).toMatchObject({ ok: true, code: 'clock' });
  const raw = await new RawClient(server.url, LAN).sync();
  raw.write('h:1', 1);
  raw.write('h:1', 2);
  await until(() => raw.receipt === 2);
  expect((await log.history(ROOM)).map(({ at }) => at)).toEqual([later, later, later]);
  expect(server.reports.filter((text) => text.includes('Đồng hồ'))).toHaveLength(1);
  await server.close();
  await log.close();
});
