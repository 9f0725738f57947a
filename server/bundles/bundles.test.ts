import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import type { Person } from '../../src/lib/review/people.ts';
import type { CellValue } from '../../src/lib/review/types.ts';
import { readBundle, writeBundle } from '../../src/lib/sync/bundle/bundle-file.ts';
import type { LogRow } from '../log/log.ts';
import { MemoryLog } from '../log/memory.ts';
import { OriginStore } from '../log/origin-store.ts';
import { DEMO_PEOPLE } from '../people/demo.ts';
import { relayRows, type ForeignRow } from '../relay/relay-rows.ts';
import { Hub } from '../rooms/hub.ts';
import { readRoom } from '../rooms/reader.ts';
import { Recorder } from '../rooms/recorder.ts';
import { LAN, lockList, RawClient, ROOM, testServer, THANH, until, VIET, writeThon3, type TestServer } from '../testing.ts';
import { makeBundle, withNotes } from './make-bundle.ts';
import type { OwnKey } from './own-key.ts';
import { testKey } from './testing.ts';

const COMMUNE = 'nong-thuong-2023.xa';
const HOUSEHOLD = 'h:1';
const personOf = (id: string): Person => DEMO_PEOPLE.find((one) => one.id === id)!;
const fail = (text: string): void => expect.fail(text);

type Cells = Record<string, Record<string, CellValue[]>>;
const cellsOf = (log: MemoryLog, room = ROOM): Promise<Cells> =>
  readRoom(log, room, (list) =>
    Object.fromEntries(
      list
        .rows()
        .map((row) => [
          row,
          Object.fromEntries(list.fields(row).map((field) => [field, list.entries(row, field).map(({ value }) => value)])),
        ]),
    ),
  );

/** With all that the room has, as on a copy. */
async function writeOver(
  log: MemoryLog,
  room: string,
  row: string,
  field: string,
  value: CellValue,
  more: Partial<LogRow> = {},
): Promise<void> {
  const doc = new Y.Doc();
  for (const { update } of await log.history(room)) Y.applyUpdate(doc, update);
  let update = new Uint8Array();
  doc.once('update', (made: Uint8Array) => (update = new Uint8Array(made)));
  doc.getArray<unknown[]>(row).push([[field, value, 'Ai đó', 1]]);
  await log.append([{ room, update, person: VIET, device: '', at: 1, clients: [doc.clientID], ...more }]);
}

/** A hub laptop's log: three people in thon-3, two of them concurrently. */
function recorded(deeds: readonly { who: number; field: string; value: number; apart: boolean }[]): LogRow[] {
  const recorder = new Recorder((person) => `máy của ${person}`);
  const people = [LAN, THANH, VIET].map(personOf);
  let at = Date.UTC(2023, 10, 12);
  const write = (list: SharedList, field: string, value: number): void => list.set(HOUSEHOLD, field, value);
  for (const { who, field, value, apart } of deeds) {
    at += 60_000;
    const by = people[who % 3]!;
    if (apart)
      recorder.apart(ROOM, [
        { by, at, fill: (list) => write(list, field, value) },
        { by: people[(who + 1) % 3]!, at, fill: (list) => write(list, field, value + 1) },
      ]);
    else recorder.write(ROOM, by, at, (list) => write(list, field, value));
  }
  return recorder.rows;
}

/** A log that counts the rows of the list that were read of it. */
class CountingLog extends MemoryLog {
  read = 0;
  override async history(...args: Parameters<MemoryLog['history']>): ReturnType<MemoryLog['history']> {
    const rows = await super.history(...args);
    if (args[0] === ROOM) this.read += rows.length;
    return rows;
  }
}

describe('rows of another log', () => {
  it('brought again read the raw log once, however many there are, and rows between them are not missed', async () => {
    const doc = new Y.Doc();
    const list = new SharedList(doc, 'Hà Thị Lan');
    const rows: ForeignRow[] = [];
    doc.on('update', (update: Uint8Array) => rows.push({ update, person: LAN, device: '', at: 1, clients: [doc.clientID] }));
    for (let i = 0; i < 1_300; i++) list.set(HOUSEHOLD, 'b1', i);
    const log = new CountingLog();
    const hub = new Hub({ log, report: fail });
    const origin = { name: 'Máy thôn 3', trusted: true, by: VIET };
    expect(await relayRows(hub, ROOM, rows, origin)).toMatchObject({ added: rows.length });
    log.read = 0;
    expect(await relayRows(hub, ROOM, rows, origin)).toMatchObject({ added: 0, known: rows.length });
    expect(log.read).toBe(rows.length);

    // Half of it is new, in the same pieces.
    const half = new CountingLog();
    const other = new Hub({ log: half, report: fail });
    await relayRows(other, ROOM, rows.slice(0, 700), origin);
    half.read = 0;
    expect(await relayRows(other, ROOM, rows, origin)).toMatchObject({ added: rows.length - 700, known: 700 });
    expect(half.read).toBeLessThanOrEqual(rows.length);
    expect(await cellsOf(half)).toEqual(await cellsOf(log));
    await Promise.all([hub.close(), other.close()]);
  });

  it('cut into any bundles, brought in any order and twice, give the same list with the same authors', async () => {
    const deed = fc.record({
      who: fc.nat(2),
      field: fc.constantFrom('b1', 'size', 'note'),
      value: fc.nat(9),
      apart: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(deed, { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(11), { maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        async (deeds, cuts, order) => {
          const rows = recorded(deeds);
          const origin = new MemoryLog();
          await origin.append(rows);
          const edges = [...new Set([0, ...cuts.filter((cut) => cut < rows.length), rows.length])].sort((a, b) => a - b);
          const files = edges.slice(0, -1).map((from, i) =>
            writeBundle({
              unit: 'Xã Nông Thượng',
              year: 2023,
              lists: [
                {
                  room: ROOM,
                  village: 'Thôn 3',
                  after: from,
                  upTo: edges[i + 1] ?? 0,
                  rows: rows.slice(from, edges[i + 1]).map(({ clients = [], ...row }) => ({ ...row, clients })),
                },
              ],
              part: 'newer',
              by: null,
              server: 'Máy thôn 3',
              at: 1,
              nameOf: (person) => person,
            }),
          );
          const log = new MemoryLog();
          const hub = new Hub({ log, report: fail });
          const bring = (file: Uint8Array) =>
            relayRows(hub, ROOM, readBundle(file).lists[0]!.rows, { name: 'Máy thôn 3', trusted: true, by: VIET });
          let waiting = [...files, ...files].sort(() => (order.next().value % 3) - 1);
          while (waiting.length > 0) {
            const left: Uint8Array[] = [];
            for (const file of waiting) {
              const outcome = await bring(file);
              if (outcome.kind === 'gap') left.push(file);
              else expect(outcome.kind).toBe('taken');
            }
            expect(left.length).toBeLessThan(waiting.length);
            waiting = left;
          }
          const stored = await log.history(ROOM);
          for (const file of files) expect(await bring(file)).toMatchObject({ kind: 'taken', added: 0, late: 0 });
          expect(await log.history(ROOM)).toEqual(stored);
          await hub.close();
          expect(await cellsOf(log)).toEqual(await cellsOf(origin));
          const authors = (all: readonly LogRow[]): string[] => all.map(({ person }) => person).sort();
          expect(authors(stored)).toEqual(authors(rows));
          expect((await log.load(ROOM)).writers).toEqual((await origin.load(ROOM)).writers);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of which one is refused leave nothing, and what was overwritten here is compared with the log', async () => {
    const log = new MemoryLog();
    const rows = recorded([
      { who: 0, field: 'b1', value: 1, apart: false },
      { who: 0, field: 'b1', value: 2, apart: false },
      { who: 1, field: 'b1', value: 3, apart: false },
    ]).map(({ clients = [], ...row }) => ({ ...row, clients }));
    const hub = new Hub({ log, report: fail });
    const origin = { name: 'Máy thôn 3', trusted: true, by: VIET };
    const clearing = new Y.Doc();
    for (const { update } of rows) Y.applyUpdate(clearing, update);
    const cleared = new Promise<Uint8Array>((resolve) => clearing.once('update', resolve));
    clearing.getArray(HOUSEHOLD).delete(0, clearing.getArray(HOUSEHOLD).length);
    expect(await relayRows(hub, ROOM, [...rows, { ...rows[2]!, update: await cleared }], origin)).toMatchObject({
      kind: 'refused',
      reason: { code: 4417 },
    });
    expect(await log.history(ROOM)).toEqual([]);
    expect(await relayRows(hub, ROOM, rows, origin)).toEqual({ kind: 'taken', added: 3, late: 0, known: 0, before: 0 });
    // The same id and clock with another value, where the room has overwritten its own.
    const other = recorded([{ who: 0, field: 'b1', value: 9, apart: false }]).map(({ clients = [], ...row }) => ({ ...row, clients }));
    expect(await relayRows(hub, ROOM, other, origin)).toMatchObject({ kind: 'refused', reason: { code: 4418 } });
    expect(await relayRows(hub, ROOM, rows, origin)).toEqual({ kind: 'taken', added: 0, late: 0, known: 3, before: 0 });
    await hub.close();
  });
});

describe('a bundle over HTTP', () => {
  let log: MemoryLog;
  let server: TestServer;
  let hubKey: OwnKey;
  let origins: OriginStore;
  beforeEach(async () => {
    log = new MemoryLog();
    await writeThon3(log, HOUSEHOLD);
    origins = OriginStore.inMemory();
    hubKey = testKey();
    server = await testServer({ log, bundles: { key: testKey(), origins, server: 'Máy xã' } });
  });
  afterEach(() => server.close());

  /** The laptop's log: what the commune has, and a day's work of two people. */
  async function laptop(): Promise<MemoryLog> {
    const hub = new MemoryLog();
    for (const room of [COMMUNE, ROOM]) await hub.append(await log.history(room));
    for (const [id, field, value] of [
      [LAN, 'b1', 130],
      [THANH, 'size', 5],
      [LAN, 'b1', 135],
    ] as const) {
      await writeOver(hub, ROOM, HOUSEHOLD, field, value, { person: `${id}-2`, device: 'điện thoại 7' });
    }
    return hub;
  }

  const bundleOf = async (from: MemoryLog, more: Partial<Parameters<typeof makeBundle>[0]> = {}, rooms = [ROOM]): Promise<Uint8Array> =>
    (
      await makeBundle(
        { log: from, namesOf: async () => (id) => `Tên ${id}`, key: hubKey, server: 'Máy thôn 3', ...more },
        { rooms: await withNotes(from, rooms), by: { id: 'x', name: 'Người ở thôn' } },
      )
    ).bytes;

  async function ask(path: string, person: string, body?: Uint8Array): Promise<{ status: number; body: ReturnType<typeof JSON.parse> }> {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'x-person': person, ...(body && { 'content-type': 'application/octet-stream' }) },
      ...(body && { body: body as Uint8Array<ArrayBuffer> }),
    });
    return { status: answer.status, body: await answer.json() };
  }
  const newRows = async (): Promise<LogRow[]> => (await log.history(ROOM)).filter(({ device }) => device !== 'thử');

  it('of a trusted server keeps who wrote what, and when it was received there; twice adds nothing', async () => {
    await origins.trust({ key: hubKey.key, name: 'Máy nhà văn hóa thôn 3', at: 1 });
    const file = await bundleOf(await laptop());
    expect((await ask('/api/bundle-look', VIET, file)).body).toEqual({ trust: 'trusted', from: 'Máy nhà văn hóa thôn 3', key: hubKey.key });
    expect(await newRows()).toEqual([]);
    const watching = await new RawClient(server.url, LAN).sync();
    const { status, body } = await ask('/api/bundle', VIET, file);
    expect([status, body.lists]).toEqual([200, [{ room: ROOM, village: 'Thôn 3', added: 3, late: 0, known: 1 }]]);
    const rows = await newRows();
    expect(rows.map(({ person, device }) => [person, device])).toEqual(
      [LAN, THANH, LAN].map((id) => [
        `${id}-2`,
        expect.stringMatching(/^điện thoại 7 \(qua Máy nhà văn hóa thôn 3, \d\d\/\d\d\/\d{4} [\d:]{8}\)$/),
      ]),
    );
    expect(rows.every(({ at }) => at > Date.UTC(2024, 0, 1))).toBe(true);
    expect([...(await log.load(ROOM)).writers.values()]).toEqual(expect.arrayContaining([`${LAN}-2`, `${THANH}-2`]));
    expect(await origins.authorNames([`${LAN}-2`])).toEqual(new Map([[`${LAN}-2`, `Tên ${LAN}-2`]]));
    // Whoever has the list open sees it.
    await until(() => watching.doc.getArray(HOUSEHOLD).length === 11);
    expect((await ask('/api/bundle', VIET, file)).body.lists).toEqual([{ room: ROOM, village: 'Thôn 3', added: 0, late: 0, known: 4 }]);
    expect(await newRows()).toEqual(rows);
    // Their history shows their names, although they have no account here.
    const history = await ask(`/api/history/${ROOM}?row=${HOUSEHOLD}`, LAN);
    expect(JSON.stringify(history.body)).toContain(`Tên ${THANH}-2`);
  });

  it.each(['unknown', 'unsigned'] as const)('of an origin that is %s belongs to whoever brings it, and is marked', async (trust) => {
    const more = trust === 'unsigned' ? { key: { key: '', sign: () => null as never } } : {};
    const { status, body } = await ask('/api/bundle', VIET, await bundleOf(await laptop(), more));
    expect([status, body.trust]).toEqual([200, trust]);
    expect(await newRows()).toHaveLength(3);
    for (const { person, device } of await newRows())
      expect([person, device]).toEqual([VIET, expect.stringMatching(/^gói chưa xác thực \(/)]);
    expect((await log.load(ROOM)).writers.size).toBe(0);
  });

  it('with a forged signature, of another round, commune or village, or with a gap is refused, and nothing changes', async () => {
    const hub = await laptop();
    const refused = async (file: Uint8Array): Promise<[number, string]> => {
      const { status, body } = await ask('/api/bundle', VIET, file);
      expect(await newRows()).toEqual([]);
      expect(body.error).toMatch(/chưa nhận gì|Chưa nhận gì|trước đó|đợt đó/);
      return [status, body.code as string];
    };
    const otherKey = testKey();
    const forged = {
      key: { key: hubKey.key, sign: (over: Uint8Array) => ({ ...hubKey.sign(over), signature: otherKey.sign(over).signature }) },
    };
    expect(await refused(await bundleOf(hub, forged))).toEqual([400, 'bundle-forged']);
    const damaged = await bundleOf(hub);
    damaged[damaged.length - 30]! ^= 1;
    expect(await refused(damaged)).toEqual([400, 'bundle-damaged']);

    const writeTo = (room: string, row: string, field: string, value: CellValue): Promise<void> => writeOver(hub, room, row, field, value);
    await writeTo('nong-thuong-2024.xa', 'v:thon-3', 'name', 'Thôn 3');
    await writeTo('nong-thuong-2024.thon-3', HOUSEHOLD, 'b1', 1);
    expect(await refused(await bundleOf(hub, {}, ['nong-thuong-2024.thon-3']))).toEqual([403, 'no-right']);
    await writeTo(COMMUNE, 'v:thon-99', 'name', 'Thôn 99');
    await writeTo('nong-thuong-2023.thon-99', HOUSEHOLD, 'b1', 1);
    expect(await refused(await bundleOf(hub, {}, ['nong-thuong-2023.thon-99']))).toEqual([400, 'bundle-other-village']);
    await writeTo(COMMUNE, 'round', 'unit', 'Xã Khác');
    expect(await refused(await bundleOf(hub))).toEqual([400, 'bundle-other-round']);
    await writeTo(COMMUNE, 'round', 'unit', 'Xã Nông Thượng');
    const last = (await hub.history(ROOM)).at(-2)!;
    const { bytes } = await makeBundle(
      { log: hub, namesOf: async () => (id) => id, key: hubKey, server: 'Máy thôn 3' },
      { rooms: [ROOM], after: () => ({ position: last.position }), by: null },
    );
    expect(await refused(bytes)).toEqual([400, 'bundle-gap']);
  });

  it('made after an earlier one reads and holds what is after it', async () => {
    const origin = new CountingLog();
    for (const room of [COMMUNE, ROOM]) await origin.append(await log.history(room));
    for (const value of [1, 2, 3, 4]) await writeOver(origin, ROOM, HOUSEHOLD, 'b1', value);
    const [before, ...later] = (await origin.history(ROOM)).slice(-3);
    const made = async (position: number) => {
      origin.read = 0;
      const { content } = await makeBundle(
        { log: origin, namesOf: async () => (id) => id, key: hubKey, server: 'Máy thôn 3' },
        { rooms: [ROOM], after: () => ({ position }), by: null },
      );
      const { after, upTo, rows } = content.lists[0]!;
      return [origin.read, after, upTo, rows.length];
    };
    const end = later.at(-1)!.position;
    expect(await made(before!.position)).toEqual([2, before!.position, end, 2]);
    expect(await made(end)).toEqual([0, end, end, 0]);
  });

  it('for a locked list is kept beside it as late edits, once', async () => {
    await lockList(server.url, 'x');
    const file = await bundleOf(await laptop());
    expect((await ask('/api/bundle', VIET, file)).body.lists).toEqual([{ room: ROOM, village: 'Thôn 3', added: 0, late: 3, known: 1 }]);
    expect((await ask('/api/bundle', VIET, file)).body.lists).toEqual([{ room: ROOM, village: 'Thôn 3', added: 0, late: 0, known: 4 }]);
    expect([await newRows(), (await log.late(ROOM)).length]).toEqual([[], 3]);
  });

  it('made by the server is taken by it again as its own, and only the commune may make or bring one', async () => {
    const answer = await fetch(`http://127.0.0.1:${server.port}/api/bundle/${ROOM}`, { headers: { 'x-person': VIET } });
    expect(answer.headers.get('content-disposition')).toMatch(/filename="thon-3-nong-thuong-2023-[\d-]+\.goi-ra-soat"/);
    const file = new Uint8Array(await answer.arrayBuffer());
    expect((await ask('/api/bundle', VIET, file)).body).toMatchObject({ trust: 'trusted', lists: [{ added: 0, known: 1 }] });
    expect((await ask('/api/bundle', LAN, file)).status).toBe(403);
    expect((await ask(`/api/bundle/${ROOM}`, LAN)).status).toBe(403);
  });
});
