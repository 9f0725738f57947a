/** Late edits decided by the commune: the effect on everybody's list, the author's device and the store. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SharedList } from '../../../src/lib/cells/shared-list.ts';
import type { OpenRoom } from '../../../src/lib/sync/room-connection.ts';
import {
  AWAY,
  HIEU,
  LAN,
  lockList,
  openDevice,
  RawClient,
  ROOM,
  storedDoc,
  TestLog,
  testServer,
  THANH,
  until,
  VIET,
  type TestServer,
} from '../../testing.ts';
import { verifyRoom } from '../verify.ts';
import * as wire from '../wire.ts';

let log: TestLog;
let server: TestServer;
const opened = new Set<OpenRoom>();
beforeEach(async () => {
  log = new TestLog();
  server = await testServer({ log, idleMs: 20 });
});
afterEach(async () => {
  await Promise.all([...opened].map((room) => room.close()));
  opened.clear();
  await server.close();
  expect(server.reports).toEqual([]);
});

const lock = (value: 'x' | null): Promise<void> => lockList(server.url, value);

async function open(person: string, url = server.url, factory = new IDBFactory()): Promise<OpenRoom> {
  const room = openDevice(person, url, factory, { mayWrite: true });
  opened.add(room);
  await room.whenLoaded;
  if (url === server.url) await until(() => room.status.current.connected);
  return room;
}

async function close(room: OpenRoom): Promise<void> {
  opened.delete(room);
  await room.close();
}

const vector = (doc: Y.Doc): string => Y.encodeStateVector(doc).join();

interface Edit {
  id: string;
  row: string;
  field: string;
  value: unknown;
  person: string;
  author: string;
}
const api = async <T>(person: string, method: string, path: string, body?: object): Promise<{ status: number; body: T }> => {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method,
    headers: { 'x-person': person, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as T };
};
const waiting = async (): Promise<Edit[]> =>
  (await api<{ waiting: { edits: Edit[] }[] }>(VIET, 'GET', '/api/late')).body.waiting.flatMap(({ edits }) => edits);
const decide = async (
  verdict: 'accepted' | 'declined',
  edits: Edit[],
  reason?: string,
): Promise<{ status: number; body: { kind?: string; done?: number; gone?: number } }> =>
  api(VIET, 'POST', `/api/late/${ROOM}`, {
    verdict,
    entries: edits.map(({ id }) => id),
    ...(verdict === 'declined' && { reason: reason ?? 'đã họp dân' }),
  });
const cells = (list: SharedList): Record<string, unknown> =>
  Object.fromEntries(
    list
      .rows()
      .flatMap((row) =>
        list.fields(row).map((field) => [`${row} ${field}`, list.values(row, field).map(({ value, author }) => [value, author])]),
      ),
  );
const received = (...rooms: OpenRoom[]): Promise<void> => until(() => rooms.every(({ status: { current } }) => current.unsent === 0));
/** Waits until the server has everything from these rooms, and these rooms have everything from the server. */
const acknowledged = (...rooms: OpenRoom[]): Promise<void> =>
  until(
    () =>
      rooms.every(({ status: { current } }) => current.unsent === 0 && current.late === 0) &&
      new Set(rooms.map(({ list }) => JSON.stringify(sorted(cells(list))))).size === 1,
  );
const sorted = (record: Record<string, unknown>): [string, unknown][] => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

describe('a late edit', () => {
  it('that is declined leaves the list unchanged, also on its own device, and stays in the store with the reason', async () => {
    const [lan, thanh] = [await open(LAN), await open(THANH)];
    lan.list.set('h:1', 'b1', 130);
    await until(() => thanh.list.get('h:1', 'b1') === 130);
    await received(lan);
    const before = cells(thanh.list);
    const heard: unknown[] = [];
    thanh.list.onChange(() => heard.push(thanh.list.get('h:1', 'b1')));
    await lock('x');
    thanh.list.set('h:1', 'note', 'muộn');
    lan.list.set('h:1', 'b1', 150);
    lan.list.set('h:2', 'b1', 70);
    await until(() => lan.status.current.late === 2 && thanh.status.current.late === 1);
    const edits = await waiting();
    expect(edits.map(({ row, field, value, person, author }) => [row, field, value, person, author])).toEqual([
      ['h:1', 'note', 'muộn', THANH, THANH],
      ['h:1', 'b1', 150, LAN, LAN],
      ['h:2', 'b1', 70, LAN, LAN],
    ]);
    const hers = edits.filter(({ person }) => person === LAN);
    expect((await decide('declined', hers)).body).toEqual({ kind: 'decided', done: 2, gone: 0 });
    await acknowledged(lan);
    expect(lan.list.get('h:1', 'b1')).toBe(130);
    expect([lan.list.has('h:2'), lan.list.inConflict('h:1', 'b1')]).toEqual([false, false]);
    expect(cells(lan.list)).toEqual(before);
    await until(() => heard.length > 1);
    expect(heard).not.toContain(150);
    // Thành's own edit still waits, and only his device shows it.
    expect([thanh.list.get('h:1', 'note'), thanh.status.current.late]).toEqual(['muộn', 1]);
    expect((await waiting()).map(({ person }) => person)).toEqual([THANH]);
    const { decided } = (await api<{ decided: object[] }>(LAN, 'GET', '/api/late-decided')).body;
    expect(decided).toMatchObject([
      { row: 'h:1', field: 'b1', value: 150, verdict: 'declined', reason: 'đã họp dân', by: VIET },
      { row: 'h:2', value: 70 },
    ]);
    expect((await api<{ decided: object[] }>(THANH, 'GET', '/api/late-decided')).body.decided).toEqual([]);
    expect((await log.late(ROOM)).map(({ person, state }) => [person, state])).toEqual([
      [THANH, 'waiting'],
      [LAN, 'entered'],
      [LAN, 'entered'],
    ]);
    expect(await verifyRoom(log, ROOM)).toMatchObject({ ok: true });
    // After unlocking it does not come back, whoever sends it.
    await lock(null);
    await until(() => lan.list.get('h:1', 'note') === 'muộn');
    await acknowledged(lan, thanh);
    expect([lan.list.get('h:1', 'b1'), thanh.list.get('h:1', 'b1'), lan.list.has('h:2')]).toEqual([130, 130, false]);
    lan.list.set('h:1', 'b1', 140);
    await until(() => thanh.list.get('h:1', 'b1') === 140);
    expect(thanh.list.inConflict('h:1', 'b1')).toBe(false);
  });

  it("that is accepted is in everybody's list with its author's name and time; the list stays locked", async () => {
    const [lan, thanh] = [await open(LAN), await open(THANH)];
    thanh.list.set('h:1', 'b1', 130);
    await until(() => lan.list.get('h:1', 'b1') === 130);
    await lock('x');
    lan.list.write([
      { row: 'h:1', field: 'b1', value: 150 },
      { row: 'h:1', field: 'note', value: 'n' },
      { row: 'h:2', field: 'head', value: 'Hộ mới' },
    ]);
    await until(() => lan.status.current.late === 3);
    const edits = await waiting();
    const at = lan.list.entries('h:1', 'b1')[0]?.at;
    await decide(
      'accepted',
      edits.filter(({ field }) => field === 'b1'),
    );
    await until(() => thanh.list.get('h:1', 'b1') === 150);
    expect(thanh.list.entries('h:1', 'b1')).toEqual([{ value: 150, author: LAN, at }]);
    // Two more of her edits wait: her device still shows them, and shows no conflict.
    expect([lan.list.get('h:1', 'note'), lan.list.inConflict('h:1', 'b1'), thanh.list.has('h:2')]).toEqual(['n', false, false]);
    await decide(
      'declined',
      edits.filter(({ field }) => field === 'note'),
    );
    await decide(
      'accepted',
      edits.filter(({ field }) => field === 'head'),
    );
    await acknowledged(lan, thanh);
    expect(thanh.list.get('h:2', 'head')).toBe('Hộ mới');
    expect(cells(lan.list)).toEqual(cells(thanh.list));
    expect(lan.list.get('h:1', 'note')).toBeNull();
    expect(lan.list.conflicts()).toEqual([]);
    // The log's evidence is the person who accepted it.
    expect((await log.history(ROOM)).slice(1).map(({ person }) => person)).toEqual([VIET, VIET]);
    thanh.list.set('h:1', 'b1', 1);
    await until(() => thanh.status.current.late === 1);
  });

  it('is decided once: edits that were decided or written again meanwhile are reported, not changed', async () => {
    const lan = await open(LAN);
    await lock('x');
    lan.list.set('h:1', 'b1', 1);
    await until(() => lan.status.current.late === 1);
    const [first] = await waiting();
    lan.list.set('h:1', 'b1', 2);
    await until(() => lan.status.current.late === 2);
    expect((await decide('accepted', [first!])).body).toEqual({ kind: 'decided', done: 0, gone: 1 });
    const [second] = await waiting();
    expect(second).toMatchObject({ value: 2 });
    expect((await decide('accepted', [second!])).body).toEqual({ kind: 'decided', done: 1, gone: 0 });
    expect((await decide('declined', [second!])).body).toEqual({ kind: 'decided', done: 0, gone: 1 });
    await acknowledged(lan);
    expect(lan.list.get('h:1', 'b1')).toBe(2);
    await lock(null);
    expect((await decide('declined', [second!])).body).toEqual({ kind: 'unlocked' });
  });

  it('that nobody decided comes in from the store on unlocking, even if its device never reconnects', async () => {
    const [lan, thanh] = [await open(LAN), await open(THANH)];
    lan.list.set('h:1', 'b1', 100);
    await until(() => thanh.list.get('h:1', 'b1') === 100);
    await lock('x');
    lan.list.write([
      { row: 'h:1', field: 'b1', value: 101 },
      { row: 'h:1', field: 'note', value: 'x' },
    ]);
    await until(() => lan.status.current.late === 2);
    await decide(
      'declined',
      (await waiting()).filter(({ field }) => field === 'note'),
    );
    await close(lan);
    await lock(null);
    await until(() => thanh.list.get('h:1', 'b1') === 101);
    await until(async () => (await log.lateRooms()).length === 0);
    await until(async () => vector(thanh.list.doc) === vector(await storedDoc(log)));
    expect([thanh.list.get('h:1', 'note'), thanh.list.conflicts()]).toEqual([null, []]);
    expect((await log.history(ROOM)).map(({ person }) => person)).toEqual([LAN, LAN]);
  });

  it('that was declined stays out if the list is unlocked while nobody has it open', async () => {
    const laptop = new IDBFactory();
    let lan = await open(LAN, server.url, laptop);
    lan.list.set('h:1', 'b1', 1);
    await received(lan);
    await lock('x');
    lan.list.set('h:1', 'b1', 2);
    lan.list.set('h:1', 'note', 'n');
    await until(() => lan.status.current.late === 2);
    await decide(
      'declined',
      (await waiting()).filter(({ field }) => field === 'b1'),
    );
    await close(lan);
    await until(() => server.hub.openRooms.length === 0);
    await lock(null);
    await until(() => server.hub.openRooms.length === 0);
    // Offline, it still shows its own value.
    lan = await open(LAN, AWAY, laptop);
    expect(lan.list.get('h:1', 'b1')).toBe(2);
    await close(lan);
    lan = await open(LAN, server.url, laptop);
    await acknowledged(lan);
    await until(() => lan.list.get('h:1', 'b1') === 1);
    expect([lan.list.get('h:1', 'note'), lan.list.conflicts()]).toEqual(['n', []]);
  });

  it('can be decided while its device is offline and writes more', async () => {
    const laptop = new IDBFactory();
    let lan = await open(LAN, server.url, laptop);
    lan.list.set('h:1', 'b1', 1);
    await received(lan);
    await lock('x');
    lan.list.write([
      { row: 'h:1', field: 'b1', value: 2 },
      { row: 'h:2', field: 'b1', value: 3 },
    ]);
    await until(() => lan.status.current.late === 2);
    await close(lan);
    lan = await open(LAN, AWAY, laptop);
    lan.list.set('h:1', 'b1', 4);
    lan.list.set('h:1', 'size', 5);
    await close(lan);
    const edits = await waiting();
    await decide(
      'declined',
      edits.filter(({ value }) => value === 2),
    );
    await decide(
      'accepted',
      edits.filter(({ value }) => value === 3),
    );
    lan = await open(LAN, server.url, laptop);
    await until(() => lan.status.current.late === 2 && lan.status.current.unsent === 0);
    expect(lan.list.get('h:2', 'b1')).toBe(3);
    const more = await waiting();
    expect(more.map(({ field, value }) => [field, value])).toEqual([
      ['b1', 4],
      ['size', 5],
    ]);
    await decide('declined', more);
    await acknowledged(lan);
    expect(cells(lan.list)).toEqual({ 'h:1 b1': [[1, LAN]], 'h:2 b1': [[3, LAN]] });
    // Also after an offline reload.
    await close(lan);
    lan = await open(LAN, AWAY, laptop);
    expect([cells(lan.list), lan.status.current.late, lan.status.current.unsent]).toEqual([
      { 'h:1 b1': [[1, LAN]], 'h:2 b1': [[3, LAN]] },
      0,
      0,
    ]);
  });

  it('of two people in one cell: one accepted, one declined, and a conflict in the list stays a conflict', async () => {
    const [lan, thanh] = [await open(LAN), await open(THANH)];
    const other = await new RawClient(server.url, LAN).sync();
    other.write('h:9', 1);
    const third = new Y.Doc();
    third.getArray('h:9').push([['b1', 2, 'khác', 1]]);
    (await new RawClient(server.url, THANH).sync()).socket.send(wire.update(Y.encodeStateAsUpdate(third)));
    await until(() => lan.list.inConflict('h:9', 'b1') && thanh.list.inConflict('h:9', 'b1'));
    const conflict = lan.list.values('h:9', 'b1').map(({ value }) => value);
    await lock('x');
    lan.list.set('h:1', 'b1', 10);
    thanh.list.set('h:1', 'b1', 20);
    thanh.list.settle('h:9', 'b1', 2);
    await until(() => lan.status.current.late === 1 && thanh.status.current.late === 2);
    const edits = await waiting();
    await decide(
      'accepted',
      edits.filter(({ value }) => value === 20),
    );
    await decide(
      'declined',
      edits.filter(({ value }) => value !== 20),
    );
    await acknowledged(lan, thanh);
    expect(cells(lan.list)).toEqual(cells(thanh.list));
    expect([lan.list.get('h:1', 'b1'), thanh.list.values('h:9', 'b1').map(({ value }) => value)]).toEqual([20, conflict]);
  });

  it('is reported as decided only once that is stored, and otherwise still waits', async () => {
    const lan = await open(LAN);
    await lock('x');
    lan.list.set('h:1', 'b1', 1);
    await until(() => lan.status.current.late === 1);
    const edits = await waiting();
    log.failing = true;
    expect((await decide('accepted', edits)).status).toBe(503);
    log.failing = false;
    server.reports.length = 0;
    await until(() => lan.status.current.connected);
    expect([await waiting(), await log.decisions({ room: ROOM })]).toEqual([edits, []]);
    expect((await decide('accepted', edits)).status).toBe(200);
    await acknowledged(lan);
    expect(server.reports.splice(0)).toEqual(['Đã lưu được trở lại']);
  });

  it('is decided by the commune only, with a reason', async () => {
    const lan = await open(LAN);
    await lock('x');
    lan.list.set('h:1', 'b1', 1);
    await until(() => lan.status.current.late === 1);
    const [edit] = await waiting();
    for (const who of [LAN, HIEU, THANH]) {
      for (const [method, path] of [
        ['GET', '/api/late'],
        ['GET', `/api/late/${ROOM}`],
        ['POST', `/api/late/${ROOM}`],
      ] as const)
        expect([
          who,
          path,
          (await api(who, method, path, method === 'POST' ? { verdict: 'accepted', entries: [edit!.id] } : undefined)).status,
        ]).toEqual([who, path, 403]);
    }
    expect((await api(VIET, 'POST', `/api/late/huyen-tung-2023.thon-3`, { verdict: 'accepted', entries: ['1:1'] })).status).toBe(403);
    expect((await decide('declined', [edit!], '  ')).status).toBe(400);
    expect(await waiting()).toHaveLength(1);
  });
});

const act = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), who: fc.nat(1), row: fc.constantFrom('h:1', 'h:2'), value: fc.nat(9) }),
  fc.record({ kind: fc.constant('decide' as const), which: fc.nat(5), accept: fc.boolean() }),
  fc.record({ kind: fc.constant('away' as const), who: fc.nat(1) }),
);

it('ends with equal copies; every late value is accepted, declined, let in or overwritten by its own author', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (acts) => {
      log = new TestLog();
      const own = (server = await testServer({ log, idleMs: 20 }));
      const laptops = [new IDBFactory(), new IDBFactory()];
      const people = [LAN, THANH];
      const rooms = [await open(LAN, own.url, laptops[0]), await open(THANH, own.url, laptops[1])];
      rooms[0]!.list.set('h:1', 'b1', 'gốc');
      await until(() => rooms[1]!.list.get('h:1', 'b1') === 'gốc');
      await lock('x');
      const away = [false, false];
      for (const act of acts) {
        if (act.kind === 'write') rooms[act.who]!.list.set(act.row, 'b1', act.value);
        else if (act.kind === 'away') {
          await close(rooms[act.who]!);
          away[act.who] = !away[act.who];
          rooms[act.who] = await open(people[act.who]!, away[act.who] ? AWAY : own.url, laptops[act.who]);
        } else {
          await received(...rooms.filter((_, who) => !away[who]));
          const edits = await waiting();
          const chosen = edits.filter((_, i) => i % 6 === act.which);
          if (chosen.length > 0)
            expect((await decide(act.accept ? 'accepted' : 'declined', chosen)).body).toMatchObject({
              kind: 'decided',
              done: chosen.length,
            });
        }
      }
      await lock(null);
      for (const who of [0, 1]) {
        if (!away[who]) continue;
        await close(rooms[who]!);
        rooms[who] = await open(people[who]!, own.url, laptops[who]);
      }
      await acknowledged(...rooms);
      const reader = await open(VIET, own.url);
      await until(() => rooms.every(({ list }) => JSON.stringify(cells(list)) === JSON.stringify(cells(reader.list))));
      const stored = new SharedList(await storedDoc(log), '');
      expect(cells(stored)).toEqual(cells(reader.list));
      // A declined value is in no list, unless somebody else also wrote it.
      await until(async () => (await log.lateRooms()).length === 0);
      expect(await verifyRoom(log, ROOM)).toMatchObject({ ok: true });
      const decided = await log.decisions({ room: ROOM });
      for (const { row, field, value, verdict, client } of decided.filter(({ verdict }) => verdict === 'declined')) {
        const live = stored.entries(row, field);
        const others =
          decided.some((other) => other.verdict === 'accepted' && other.value === value) ||
          acts.filter((act) => act.kind === 'write' && act.value === value).length > 1;
        expect([verdict, client > 0, others || !live.some((entry) => entry.value === value)]).toEqual(['declined', true, true]);
      }
      await Promise.all([...opened].map((room) => room.close()));
      opened.clear();
      expect(own.reports).toEqual([]);
      await own.close();
    }),
    { numRuns: Number(process.env.SCHEDULES ?? 25), endOnFailure: true },
  );
});
