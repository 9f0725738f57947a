/** A locked list: edits that arrive are not let in and not lost, and the sender is told. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenRoom } from '../../../src/lib/sync/room-connection.ts';
import {
  AWAY,
  HIEU,
  LAN,
  lockList,
  openDevice,
  RawClient,
  reached,
  ROOM,
  rowsOf,
  stockClient,
  storedDoc,
  TestLog,
  testServer,
  THANH,
  until,
  caughtUp,
  type TestServer,
} from '../../testing.ts';
import * as wire from '../wire.ts';

let log: TestLog;
let server: TestServer;
const opened: OpenRoom[] = [];
beforeEach(async () => {
  log = new TestLog();
  server = await testServer({ log, idleMs: 20 });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((room) => room.close()));
  await server.close();
});

const lock = (value: 'x' | null): Promise<void> => lockList(server.url, value);

function open(person: string, url: string, factory = new IDBFactory()): OpenRoom {
  const room = openDevice(person, url, factory);
  opened.push(room);
  return room;
}

const counts = (room: OpenRoom): { unsent: number; late: number } => ({
  unsent: room.status.current.unsent,
  late: room.status.current.late,
});
const lateValues = async (): Promise<unknown[]> =>
  (await log.late(ROOM)).flatMap(({ update }) =>
    Y.decodeUpdate(update).structs.flatMap((struct) =>
      struct instanceof Y.Item && struct.content instanceof Y.ContentAny
        ? (struct.content.arr as unknown[][]).map((entry) => entry[1])
        : [],
    ),
  );

describe('an edit that arrives after the lock', () => {
  it('is stored as late with its author, is not let in, and the sender is told', async () => {
    const [lan, thanh] = [open(LAN, server.url), open(THANH, server.url)];
    await until(() => lan.status.current.connected && thanh.status.current.connected);
    lan.list.set('h:1', 'b1', 1);
    await until(() => thanh.list.get('h:1', 'b1') === 1 && lan.status.current.unsent === 0);
    const watcher = await new RawClient(server.url, THANH).sync();
    await lock('x');
    lan.list.set('h:1', 'b1', 2);
    lan.list.set('h:2', 'b1', 3);
    expect(counts(lan)).toEqual({ unsent: 2, late: 0 });
    await until(() => lan.status.current.unsent === 0);
    expect(counts(lan)).toEqual({ unsent: 0, late: 2 });
    expect((await log.late(ROOM)).map(({ person, state }) => [person, state])).toEqual([
      [LAN, 'waiting'],
      [LAN, 'waiting'],
    ]);
    expect(await lateValues()).toEqual([2, 3]);
    await watcher.reached();
    expect([rowsOf(watcher.doc, 'h:1'), rowsOf(watcher.doc, 'h:2')]).toEqual([[1], []]);
    expect(thanh.list.get('h:1', 'b1')).toBe(1);
    const stored = await storedDoc(log);
    expect([rowsOf(stored, 'h:1'), rowsOf(stored, 'h:2')]).toEqual([[1], []]);
    expect((await log.history(ROOM)).length).toBe(1);
    expect(server.reports).toEqual([]);
  });

  it('is stored as late, once, even if it was made offline before the lock', async () => {
    const laptop = new IDBFactory();
    let lan = open(LAN, AWAY, laptop);
    await lan.whenLoaded;
    lan.list.set('h:1', 'b1', 7);
    await lan.close();
    await lock('x');
    for (let visit = 0; visit < 3; visit++) {
      lan = open(LAN, server.url, laptop);
      await until(() => lan.status.current.connected && lan.status.current.late === 1 && lan.status.current.unsent === 0);
      await reached(lan);
      await lan.close();
      // The room is unloaded in between, so its late edits are read from the store again.
      await until(() => server.hub.openRooms.length === 0);
    }
    expect(await lateValues()).toEqual([7]);
    // After an offline reload the count is the one told last.
    lan = open(LAN, AWAY, laptop);
    await lan.whenLoaded;
    expect(counts(lan)).toEqual({ unsent: 0, late: 1 });
  });

  it('is acknowledged only once it is stored', async () => {
    await lock('x');
    const lan = open(LAN, server.url);
    await until(() => lan.status.current.connected);
    log.failing = true;
    lan.list.set('h:1', 'b1', 1);
    // It has sent the edit again, and was refused again.
    await until(() => log.failures > 1 && lan.status.current.trouble !== null);
    expect(counts(lan)).toEqual({ unsent: 1, late: 0 });
    expect(lan.status.current.trouble).toContain('chưa lưu được');
    log.failing = false;
    await until(() => lan.status.current.late === 1);
    expect(counts(lan)).toEqual({ unsent: 0, late: 1 });
    expect(lan.status.current.trouble).toBeNull();
  });

  it('does not affect a stock client or a reader', async () => {
    await lock('x');
    const stock = stockClient(server.url, LAN);
    const head = open(HIEU, server.url);
    await until(() => stock.provider.synced && head.status.current.connected);
    stock.doc.getArray('h:1').push([['b1', 1, 'lan', 1]]);
    head.list.set('h:2', 'b1', 1);
    await until(async () => (await log.late(ROOM)).length === 1);
    await Promise.all([reached(stock.provider), reached(head)]);
    await caughtUp(server.url);
    expect([stock.provider.wsconnected, stock.provider.synced]).toEqual([true, true]);
    // A reader has no late edits: nothing of theirs is stored, and the page says that they only read.
    expect((await log.late(ROOM)).map(({ person }) => person)).toEqual([LAN]);
    expect(head.status.current).toMatchObject({ readOnly: true, unsent: 1, late: 0 });
    stock.provider.destroy();
  });

  it('passes the same guard', async () => {
    await lock('x');
    const bad = await new RawClient(server.url, LAN).sync();
    bad.doc.getMap('h:1').set('b1', 1);
    bad.socket.send(wire.step2(Y.encodeStateAsUpdate(bad.doc)));
    await until(() => bad.closed !== null);
    expect([bad.closed?.code, await log.late(ROOM)]).toEqual([4416, []]);
  });
});

describe('an unlocked list', () => {
  it('lets late edits in as conflicts, marks them as entered, and continues', async () => {
    const lan = open(LAN, server.url);
    const thanh = open(THANH, server.url);
    await until(() => lan.status.current.connected && thanh.status.current.connected);
    await lock('x');
    lan.list.set('h:1', 'b1', 1);
    thanh.list.set('h:1', 'b1', 2);
    await until(() => lan.status.current.late === 1 && thanh.status.current.late === 1);
    await lock(null);
    await until(() => [lan, thanh].every((room) => room.status.current.late === 0 && room.status.current.unsent === 0));
    await until(() => [lan, thanh].every((room) => room.list.values('h:1', 'b1').length === 2));
    await until(async () => (await log.late(ROOM)).every(({ state }) => state === 'entered'));
    lan.list.set('h:1', 'b1', 3);
    await until(() => thanh.list.get('h:1', 'b1') === 3 && lan.status.current.unsent === 0);
    expect(rowsOf(await storedDoc(log), 'h:1')).toEqual([3]);
  });

  it("is locked from the next message on; the commune's own records stay open", async () => {
    const lan = await new RawClient(server.url, LAN).sync();
    log.hold();
    const locking = lock('x');
    await until(() => log.waiting === 1);
    lan.write('h:1', 1);
    await lan.reached();
    log.release();
    await locking;
    await until(() => lan.keptLate === 1);
    expect([lan.receipt, rowsOf(await storedDoc(log), 'h:1')]).toEqual([0, []]);
    await lock(null);
    await until(() => lan.heard.filter((heard) => heard === 'step1').length === 2);
  });

  it('keeps other villages open', async () => {
    await lock('x');
    const other = await new RawClient(server.url, LAN, 'nong-thuong-2023.thon-4').sync();
    other.write('h:1', 1);
    await until(() => other.receipt === 1);
  });
});
