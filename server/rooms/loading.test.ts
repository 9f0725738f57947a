/** A room while it loads: nobody sees an empty list, and nothing overwrites what was there. */
import * as Y from 'yjs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LAN, RawClient, ROOM, rowsOf, stockClient, storedDoc, TestLog, testServer, THANH, until, type TestServer } from '../testing.ts';
import type { LoadedRoom } from '../log/log.ts';

/** Fails or delays the loading of one room only. */
class OneRoomLog extends TestLog {
  failingRoom = '';
  /** Until it resolves, the commune's own room is not loaded. */
  records: Promise<void> | null = null;

  override async load(room: string): Promise<LoadedRoom> {
    if (room === this.failingRoom) throw new Error('disk gone');
    if (room === 'nong-thuong-2023.xa') await this.records;
    return super.load(room);
  }
}

let log: OneRoomLog;
let server: TestServer;
beforeEach(async () => {
  log = new OneRoomLog();
  const doc = new Y.Doc();
  for (let i = 0; i < 20; i++) doc.getArray(`h:${i}`).push([['b1', i, 'x', 1]]);
  await log.append([{ room: ROOM, update: Y.encodeStateAsUpdate(doc), person: LAN, device: '', at: 0 }]);
  server = await testServer({ log, idleMs: 20, compactAfter: 30 });
});
afterEach(() => server.close());

it('never shows an empty list to those who join while it loads, however many come and go', async () => {
  const counts: number[] = [];
  for (let visit = 0; visit < 4; visit++) {
    let loaded = (): void => undefined;
    log.loading = new Promise((resolve) => (loaded = resolve));
    const clients = Array.from({ length: 5 }, () => stockClient(server.url, LAN));
    for (const { doc, provider } of clients) provider.on('sync', (synced: boolean) => synced && counts.push(doc.share.size));
    await until(() => clients.every(({ provider }) => provider.wsconnected));
    loaded();
    await until(() => clients.every(({ provider }) => provider.synced));
    for (const { provider } of clients) provider.destroy();
    await until(() => server.hub.openRooms.length === 0);
  }
  expect(counts).toEqual(Array.from({ length: 20 }, () => 20));
});

it('a failed load leaves the store as it was, and an edit made meanwhile arrives later', async () => {
  log.failingRoom = ROOM;
  const { doc, provider } = stockClient(server.url, LAN);
  const closed: number[] = [];
  provider.on('connection-close', (event) => event && closed.push(event.code));
  doc.getArray('h:new').push([['b1', 1, 'lan', 1]]);
  await until(() => closed.length > 1);
  expect([closed[0], (await log.history(ROOM)).length, provider.synced]).toEqual([4500, 1, false]);
  log.failingRoom = '';
  await until(() => provider.synced);
  await until(async () => rowsOf(await storedDoc(log), 'h:new').length === 1);
  expect((await storedDoc(log)).share.size).toBe(21);
  provider.destroy();
});

it('a village waits until it is known whether its list is locked, and closes when that cannot be known', async () => {
  let loaded = (): void => undefined;
  log.records = new Promise((resolve) => (loaded = resolve));
  const lan = await new RawClient(server.url, LAN).open();
  lan.write('h:new', 1);
  await lan.reached();
  expect([lan.heard, (await log.history(ROOM)).length]).toEqual([[], 1]);
  loaded();
  await until(() => lan.receipt === 1);
  lan.socket.close();
  await until(() => server.hub.openRooms.length === 0);
  log.failingRoom = 'nong-thuong-2023.xa';
  const thanh = await new RawClient(server.url, THANH).open();
  await until(() => thanh.closed !== null);
  expect(thanh.closed?.code).toBe(4500);
});

it('is the same after unloading and reopening, and compaction has kept every raw row', async () => {
  const lan = await new RawClient(server.url, LAN).sync();
  for (let i = 0; i < 100; i++) lan.write(`h:${i % 7}`, `v${i}`);
  await until(() => lan.receipt === 100);
  const before = Object.fromEntries([...lan.doc.share.keys()].sort().map((row) => [row, rowsOf(lan.doc, row)]));
  lan.socket.close();
  await until(() => server.hub.openRooms.length === 0);
  expect((await log.load(ROOM)).tail).toBeLessThan(101);
  const again = await new RawClient(server.url, THANH).sync();
  expect(Object.fromEntries([...again.doc.share.keys()].sort().map((row) => [row, rowsOf(again.doc, row)]))).toEqual(before);
  const raw = new Y.Doc();
  const rows = await log.history(ROOM);
  for (const { update } of rows) Y.applyUpdate(raw, update);
  expect(rows).toHaveLength(101);
  expect(Object.fromEntries([...raw.share.keys()].sort().map((row) => [row, rowsOf(raw, row)]))).toEqual(before);
});
