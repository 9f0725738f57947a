/** A room on a device against a real server: what is shown as received is received. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import {
  AWAY,
  HIEU,
  LAN,
  openDevice,
  RawClient,
  reached,
  ROOM,
  socketOf,
  storedDoc,
  TestLog,
  testServer,
  THANH,
  until,
  type TestServer,
} from '../../../server/testing.ts';
import { SharedList } from '../cells/shared-list.ts';
import { IndexedDbCopy } from './indexeddb-copy.ts';
import { DeviceLines } from './line/device-line.ts';
import { copyName, type LocalCopy, type ReadFirst } from './local-copy.ts';
import { ACKED } from './rescue.ts';
import type { OpenRoom, RoomOptions } from './room-connection.ts';

const NAMES: Record<string, string> = { [LAN]: 'Hà Thị Lan', [THANH]: 'Nông Văn Thành', [HIEU]: 'Lường Văn Hiếu' };
const opened: OpenRoom[] = [];
const servers: TestServer[] = [];
const logs: TestLog[] = [];

interface Device {
  factory: IDBFactory;
}
const device = (): Device => ({ factory: new IDBFactory() });

function open(person: string, url: string, { factory }: Device, more: Partial<RoomOptions> = {}): OpenRoom {
  const room = openDevice(person, url, factory, { person: { id: person, name: NAMES[person] ?? person }, ...more });
  opened.push(room);
  return room;
}

async function start(log: TestLog, port = 0): Promise<TestServer> {
  const server = await testServer({ log, port });
  servers.push(server);
  logs.push(log);
  return server;
}

afterEach(async () => {
  vi.useRealTimers();
  for (const log of logs.splice(0)) log.release();
  await Promise.all(opened.splice(0).map((room) => room.close()));
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** What of each client a device has stored as received. */
async function storedReceipts(person: string, { factory }: Device): Promise<Map<number, number>> {
  const copy = new IndexedDbCopy(copyName(person, ROOM), new Y.Doc(), factory);
  await copy.whenLoaded;
  const acked = await copy.getMeta(ACKED);
  await copy.close();
  return acked ? Y.decodeStateVector(acked) : new Map<number, number>();
}

const snapshot = ({ list }: OpenRoom): unknown => list.rows().map((row) => [row, list.snapshotRow(row)]);
const acknowledged = (room: OpenRoom): boolean => room.status.current.connected && room.status.current.unsent === 0;

describe('two people', () => {
  it("see each other's edits, and each their own as received", async () => {
    const server = await start(new TestLog());
    const [lan, thanh] = [open(LAN, server.url, device()), open(THANH, server.url, device())];
    await until(() => lan.status.current.connected && thanh.status.current.connected);
    lan.list.set('h:1', 'b1', 135);
    expect(lan.status.current.unsent).toBe(1);
    await until(() => acknowledged(lan) && thanh.list.get('h:1', 'b1') === 135);
    expect(thanh.list.entries('h:1', 'b1')[0]?.author).toBe('Hà Thị Lan');
    expect(thanh.status.current.unsent).toBe(0);
    lan.place('h:1', 'b1');
    await until(() => [...thanh.awareness.getStates().values()].some((state) => state.row === 'h:1'));
  });

  it("never see their own count rise because of somebody else's edit", async () => {
    const server = await start(new TestLog());
    const [lan, thanh] = [open(LAN, server.url, device()), open(THANH, server.url, device())];
    await until(() => lan.status.current.connected && thanh.status.current.connected);
    let most = 0;
    thanh.status.subscribe(({ unsent }) => (most = Math.max(most, unsent)));
    for (let i = 0; i < 20; i++) lan.list.set('h:1', 'b1', i);
    await until(() => thanh.list.get('h:1', 'b1') === 19);
    expect(most).toBe(0);
  });
});

describe('offline', () => {
  it('edits survive a reload without a server, are counted, and arrive later', async () => {
    const log = new TestLog();
    const first = await start(log);
    const laptop = device();
    let lan = open(LAN, first.url, laptop);
    const thanh = open(THANH, first.url, device());
    await until(() => lan.status.current.connected && thanh.status.current.connected);
    lan.list.set('h:1', 'head', 'Bàn Văn A');
    await until(() => acknowledged(lan) && thanh.list.has('h:1'));
    await first.close();
    await until(() => !lan.status.current.connected && !thanh.status.current.connected);

    lan.list.write([
      { row: 'h:1', field: 'b1', value: 120 },
      { row: 'h:2', field: 'b1', value: 90 },
    ]);
    thanh.list.set('h:1', 'b1', 125);
    expect([lan.status.current.unsent, thanh.status.current.unsent]).toEqual([2, 1]);
    await lan.close();
    lan = open(LAN, AWAY, laptop);
    expect(lan.status.current).toMatchObject({ loaded: false, connected: false });
    await lan.whenLoaded;
    expect(lan.status.current).toMatchObject({ loaded: true, connected: false, unsent: 2, local: 'stored' });
    expect(lan.list.get('h:2', 'b1')).toBe(90);
    lan.list.set('h:3', 'b1', 1);
    expect(lan.status.current).toMatchObject({ unsent: 3, local: 'storing' });
    await until(() => lan.status.current.local === 'stored');
    await lan.close();

    const second = await start(log, first.port);
    lan = open(LAN, second.url, laptop);
    await until(() => acknowledged(lan) && acknowledged(thanh));
    await until(() => lan.list.values('h:1', 'b1').length === 2 && thanh.list.values('h:1', 'b1').length === 2);
    expect(snapshot(lan)).toEqual(snapshot(thanh));
    const stored = new SharedList(await storedDoc(log), 'x');
    expect(stored.rows()).toEqual(['h:1', 'h:2', 'h:3']);
    expect(stored.get('h:1', 'b1')).toBe(lan.list.get('h:1', 'b1'));
  });

  it('a page that is killed keeps its edits and a count that is not too low', async () => {
    const log = new TestLog();
    const server = await start(log);
    const laptop = device();
    const lan = open(LAN, server.url, laptop);
    await until(() => lan.status.current.connected);
    lan.list.set('h:1', 'b1', 1);
    await until(() => acknowledged(lan));
    await server.close();
    await until(() => !lan.status.current.connected);
    lan.list.set('h:1', 'b1', 2);
    // Never closed, as when a phone's browser is swiped away: only what is durable in the store counts.
    await until(() => lan.status.current.local === 'stored');
    await until(async () => (await storedReceipts(LAN, laptop)).has(lan.list.doc.clientID));
    const again = open(LAN, AWAY, laptop);
    await again.whenLoaded;
    expect(again.list.get('h:1', 'b1')).toBe(2);
    expect(again.status.current.unsent).toBe(1);
  });
});

describe('received', () => {
  it('is not shown before the commit', async () => {
    const log = new TestLog();
    const server = await start(log);
    const lan = open(LAN, server.url, device());
    await until(() => lan.status.current.connected);
    const lies: number[] = [];
    lan.status.subscribe(({ unsent }) => {
      if (log.holding && unsent === 0) lies.push(unsent);
    });
    for (let i = 1; i <= 5; i++) {
      log.hold();
      lan.list.set('h:1', 'b1', i);
      await until(() => log.waiting === 1);
      await reached(lan);
      expect(lan.status.current.unsent).toBe(1);
      log.release();
      await until(() => acknowledged(lan));
    }
    expect(lies).toEqual([]);
  });

  it('is not shown for an offline edit because of a later one, nor while the log fails', async () => {
    const log = new TestLog();
    const laptop = device();
    const away = open(LAN, AWAY, laptop);
    await away.whenLoaded;
    away.list.set('h:1', 'b1', 1);
    await away.close();
    log.failing = true;
    const server = await start(log);
    const lan = open(LAN, server.url, laptop);
    await lan.whenLoaded;
    lan.list.set('h:2', 'b1', 2);
    // It has come again with both, and was refused again.
    await until(() => log.failures > 1 && lan.status.current.trouble !== null);
    expect(lan.status.current.unsent).toBe(2);
    log.failing = false;
    await until(() => acknowledged(lan));
    expect(new SharedList(await storedDoc(log), 'x').rows()).toEqual(['h:1', 'h:2']);
  });

  it('is not shown for edits that only another tab has', async () => {
    const laptop = device();
    const tabs = { BroadcastChannelImpl: BroadcastChannel };
    const one = open(LAN, AWAY, laptop, tabs);
    await one.whenLoaded;
    one.list.set('h:1', 'b1', 1);
    const two = open(LAN, AWAY, laptop, tabs);
    await two.whenLoaded;
    one.list.set('h:2', 'b1', 2);
    await until(() => two.list.get('h:2', 'b1') === 2 && two.list.get('h:1', 'b1') === 1);
    expect(two.status.current.unsent).toBe(2);
    two.list.set('h:2', 'b1', 3);
    await until(() => one.list.get('h:2', 'b1') === 3);
    expect(one.status.current.unsent).toBe(3);
  });

  it('is withdrawn when the server was restored from an older backup, and the edits are sent again', async () => {
    const backup = new TestLog();
    const server = await start(new TestLog());
    const lan = open(LAN, server.url, device());
    await until(() => lan.status.current.connected);
    lan.list.set('h:1', 'b1', 1);
    await until(() => acknowledged(lan));
    await server.close();
    backup.hold();
    await start(backup, server.port);
    // Do not also wait for `connected`: the answer to its step 1 may be in one batch with the edit, which the log holds back.
    await until(() => lan.status.current.unsent === 1);
    backup.release();
    await until(() => acknowledged(lan));
    expect(new SharedList(await storedDoc(backup), 'x').get('h:1', 'b1')).toBe(1);
  });
});

describe('while a list is still being read', () => {
  /** Loads the list only when told to. */
  function slowly(factory: IDBFactory): { openCopy: NonNullable<RoomOptions['openCopy']>; read: () => void } {
    let read = (): void => undefined;
    const told = new Promise<void>((resolve) => (read = resolve));
    const openCopy = (name: string, doc: Y.Doc, readFirst: ReadFirst): LocalCopy => {
      let copy = new IndexedDbCopy(name, new Y.Doc(), factory);
      const whenLoaded = readFirst(copy).then(async () => {
        await told;
        await copy.close();
        copy = new IndexedDbCopy(name, doc, factory);
        await copy.whenLoaded;
      });
      return {
        whenCounted: copy.whenCounted,
        whenLoaded,
        failed: null,
        onFailure: () => () => undefined,
        getMeta: (key) => copy.getMeta(key),
        setMeta: (key, bytes) => copy.setMeta(key, bytes),
        flush: () => copy.flush(),
        replace: (next, meta) => copy.replace(next, meta),
        close: () => copy.close(),
      };
    };
    return { openCopy, read };
  }

  it('shows what is received once it is known, and nothing before', async () => {
    const server = await start(new TestLog());
    const laptop = device();
    const lan = open(LAN, server.url, laptop);
    await until(() => lan.status.current.connected);
    for (let i = 0; i < 20; i++) lan.list.set(`h:${i}`, 'b1', i);
    await until(() => acknowledged(lan));
    await lan.close();
    const { openCopy, read } = slowly(laptop.factory);
    const again = open(LAN, server.url, laptop, { openCopy });
    const told: number[] = [];
    again.status.subscribe(({ counted, unsent }) => told.push(counted ? unsent : -1, unsent));
    await until(() => again.status.current.answered);
    expect(again.status.current).toMatchObject({ loaded: false, counted: true, unsent: 0, reach: 'here', connected: false });
    read();
    await until(() => again.status.current.connected);
    expect(again.list.rows()).toHaveLength(20);
    // At no time was anything shown as unsent.
    expect(Math.max(...told)).toBe(0);
  });

  it('counts what was left on the device, and accepts what the server acknowledges', async () => {
    const log = new TestLog();
    const laptop = device();
    const away = open(LAN, AWAY, laptop);
    await away.whenLoaded;
    away.list.write([
      { row: 'h:1', field: 'b1', value: 1 },
      { row: 'h:2', field: 'b1', value: 2 },
    ]);
    await away.close();
    const gone = slowly(laptop.factory);
    const still = open(LAN, AWAY, laptop, { openCopy: gone.openCopy });
    await until(() => still.status.current.counted && still.status.current.reach === 'away');
    expect(still.status.current).toMatchObject({ loaded: false, unsent: 2 });
    gone.read();
    await still.close();
    const server = await start(log);
    const { openCopy, read } = slowly(laptop.factory);
    const again = open(LAN, server.url, laptop, { openCopy });
    await until(() => again.status.current.answered);
    expect(again.status.current).toMatchObject({ loaded: false, unsent: 2 });
    read();
    await until(() => acknowledged(again));
    expect(new SharedList(await storedDoc(log), 'x').rows()).toEqual(['h:1', 'h:2']);
  });
});

describe('refusals', () => {
  it('a reader is told, and its edits are never shown as received', async () => {
    const server = await start(new TestLog());
    const head = open(HIEU, server.url, device());
    await until(() => head.status.current.connected);
    expect(head.status.current.readOnly).toBe(true);
    head.list.set('h:1', 'b1', 1);
    const raw = await new RawClient(server.url, LAN).sync();
    raw.write('h:2', 1);
    await until(() => head.list.has('h:2'));
    expect(head.status.current.unsent).toBe(1);
  });

  it('a person without the right is told why, once', async () => {
    const server = await start(new TestLog());
    const lines = new DeviceLines(socketOf(HIEU));
    const opening = vi.spyOn(lines, 'open');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const head = open(HIEU, server.url, device(), { room: 'nong-thuong-2023.thon-1', lines });
    await until(() => head.status.current.closed !== null);
    expect(head.status.current.closed).toEqual({ code: 4403, text: 'Bạn không có quyền mở danh sách này.' });
    const asked = opening.mock.calls.length;
    vi.advanceTimersByTime(60_000);
    vi.useRealTimers();
    expect(opening).toHaveBeenCalledTimes(asked);
    expect(head.status.current.closed?.code).toBe(4403);
  });

  it('a device that cannot store reports it, and edits still reach the server', async () => {
    const server = await start(new TestLog());
    const lan = open(LAN, server.url, device(), { openCopy: (name, doc) => new IndexedDbCopy(name, doc, null) });
    await lan.whenLoaded;
    expect(lan.status.current).toMatchObject({ local: 'refused', localReason: { code: 'unavailable' } });
    lan.list.set('h:1', 'b1', 1);
    await until(() => acknowledged(lan));
  });
});

describe('undo', () => {
  it('is there again on the device once it is asked for, also after an edit made before', async () => {
    const here = device();
    const first = open(LAN, AWAY, here);
    await first.whenLoaded;
    first.list.set('h:1', 'a', 1);
    first.list.set('h:1', 'a', 2);
    await first.close();
    const second = open(LAN, AWAY, here);
    await second.whenLoaded;
    expect(second.list.canUndo).toBe(false);
    second.rememberUndo();
    await until(() => second.list.canUndo);
    expect(second.list.undo().skipped).toEqual([]);
    expect(second.list.get('h:1', 'a')).toBe(1);
    await second.close();
    const third = open(LAN, AWAY, here);
    await third.whenLoaded;
    third.list.set('h:1', 'b', 'x');
    await until(() => third.list.undoStack.deeds.done.length === 2);
    third.list.undo();
    third.list.undo();
    expect(third.list.snapshotRow('h:1')).toEqual({ a: null, b: null });
  });
});
