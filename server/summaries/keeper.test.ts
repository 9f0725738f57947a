/** Whatever is edited, merged, closed or lost, the summaries say what the lists say. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ASIDE_FIELD, ROUND_ROW } from '../../src/lib/cells/review-rooms.ts';
import { SharedList, type CellWrite } from '../../src/lib/cells/shared-list.ts';
import { actWrites } from '../../src/lib/process/act-rows.ts';
import { DECIDED, NEAR_POOR, POOR, RURAL, URBAN } from '../../src/lib/review/columns.ts';
import { MISTAKEN_FIELD } from '../../src/lib/review/mistaken.ts';
import type { CellValue } from '../../src/lib/review/types.ts';
import { random } from '../../bench/households.ts';
import { STANDARD_2027 } from '../../tests/fixtures/confirmed-2027.ts';
import { inUse, NOTHING_OWN } from '../../src/lib/forms/own.ts';
import { MemoryLog } from '../log/memory.ts';
import { PostgresLog } from '../log/postgres.ts';
import { SqliteLog } from '../log/sqlite.ts';
import { SummaryStore } from '../log/summary-store.ts';
import { openDatabase, type Database } from '../nodes/database.ts';
import { PostgresBus } from '../nodes/postgres-bus.ts';
import { hashOf } from '../process/list-hash.ts';
import { listBefore } from '../rooms/earlier.ts';
import { writerThrough, writerTo } from '../rooms/writer.ts';
import { startPostgres } from '../testing-postgres.ts';
import { byHeader, caughtUp, LAN, stockClient, testServer, until, VIET, type TestServer } from '../testing.ts';
import { mustEqualLists } from './testing.ts';

const REVIEW = 'nong-thuong-2023';
const XA = `${REVIEW}.xa`;
const VILLAGES = ['thon-1', 'thon-2', 'thon-3'] as const;
const by = { id: VIET, name: 'Trần Quốc Việt' };
const parent = mkdtempSync(join(tmpdir(), 'rasoat-keeper-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const IN_USE = { ...inUse(NOTHING_OWN), standards: [STANDARD_2027] };
const signIn = { ...byHeader, inUse: async () => IN_USE };

let folder: string;
let log: SqliteLog;
let store: SummaryStore;
let server: TestServer;
const start = async (): Promise<void> => {
  log = new SqliteLog(folder);
  store = SummaryStore.open(folder);
  server = await testServer({ log, summaries: store, signIn, idleMs: 30 });
};
const stop = async (): Promise<void> => {
  await server.close();
  store.close();
  await log.close();
};
beforeEach(async () => {
  folder = mkdtempSync(join(parent, 'data-'));
  await start();
  await writerTo(
    log,
    by,
    'thử',
  )(XA, (list) =>
    list.write([
      { row: ROUND_ROW, field: 'unit', value: 'Xã Nông Thượng' },
      { row: ROUND_ROW, field: 'year', value: 2023 },
      ...VILLAGES.flatMap((id, n): CellWrite[] => [
        { row: `v:${id}`, field: 'name', value: `Thôn ${n + 1}` },
        { row: `v:${id}`, field: 'area', value: n === 0 ? URBAN : RURAL },
      ]),
    ]),
  );
});
afterEach(stop);

/** A household with its members; each cell as a random choice. */
function randomWrites(next: () => number, village: string): CellWrite[] {
  const pick = <T>(...values: readonly T[]): T => values[Math.floor(next() * values.length)] as T;
  const home = `h:${village}-${pick(1, 2, 3, 4, 5, 6)}`;
  const member = `m:${village}-${pick(1, 2, 3, 4)}`;
  const comment = `c:${village}-${pick(1, 2)}`;
  const cell = (row: string, field: string, ...values: CellValue[]): CellWrite => ({ row, field, value: pick(...values) });
  const all = [
    cell(home, 'code', 'H001', 'H002', 'H003', null),
    cell(home, 'sheet', 'list01', 'list01', 'list02'),
    cell(home, 'order', 1, 2, 3, null),
    cell(home, 'ethnic', 'Kinh', 'Tày', 'tày', 'Nùng', null),
    cell(home, 'size', 1, 4, 7, 2 ** 40, null),
    cell(home, 'lastYear', POOR, NEAR_POOR, null),
    cell(home, 'change', 'Chuyển đi', 'Tách hộ', null, null),
    cell(home, 'b1', 60, 130, 145, 200, null),
    cell(home, 'formA', 0, 3, null),
    cell(home, ASIDE_FIELD, 'x', null, null),
    cell(home, MISTAKEN_FIELD, 'Ghi để thử', 'Ghi trùng hộ đã có', null, null),
    ...['i1', 'i2', 'i5', 'c1', 'c3'].map((key) => cell(home, key, 'x', null)),
    cell(member, 'code', 'H001', 'H002', 'H003', null),
    cell(member, 'birth', '03/04/2014', '1950', null),
    cell(member, 'malnourished', 'x', null),
    cell(member, ASIDE_FIELD, 'x', null, null),
    cell(member, MISTAKEN_FIELD, home, null, null),
    cell(comment, 'text', 'Xem lại'),
    cell(comment, 'about', home),
    cell(comment, 'task', 'x'),
    cell(comment, 'resolved', 'x', null),
  ];
  return all.filter(() => next() < 0.4);
}

describe('summaries equal the lists', () => {
  it.each([1, 2, 3])('after random edits of several people, offline copies, restarts and changes of the records (%i)', async (seed) => {
    const next = random(seed * 7919);
    const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T;
    const devices = new Map<string, Y.Doc>();
    const away = new Map<string, SharedList>();
    for (let step = 0; step < 14; step++) {
      for (let n = 0; n < 4; n++) {
        const village = pick(VILLAGES);
        const room = `${REVIEW}.${village}`;
        const person = pick([LAN, VIET]);
        const copy = away.get(`${person} ${room}`) ?? new SharedList(devices.get(`${person} ${room}`) ?? new Y.Doc(), person);
        devices.set(`${person} ${room}`, copy.doc);
        copy.write(randomWrites(next, village));
        away.set(`${person} ${room}`, copy);
        // Some stay without a network for some steps.
        if (next() < 0.4) continue;
        const { doc, provider } = stockClient(server.url, person, room);
        await until(() => provider.synced);
        Y.applyUpdate(copy.doc, Y.encodeStateAsUpdate(doc));
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy.doc));
        await until(async () => {
          const there = new Y.Doc();
          for (const update of (await log.load(room)).updates) Y.applyUpdate(there, update);
          return [...Y.decodeStateVector(Y.encodeStateVector(copy.doc))].every(
            ([client, clock]) => Y.getState(there.store, client) >= clock,
          );
        });
        provider.destroy();
        away.delete(`${person} ${room}`);
      }
      const write = writerThrough(server.hub, 'thử')(by);
      const change = next();
      if (change < 0.15) await write(XA, (list) => list.set(`v:${pick(VILLAGES)}`, 'area', pick([URBAN, RURAL])));
      else if (change < 0.25) await write(XA, (list) => list.set(`v:${pick(VILLAGES)}`, 'households', pick([null, 50])));
      else if (change < 0.35) await write(XA, (list) => list.set(`v:${pick(VILLAGES)}`, 'name', pick(['Thôn 1', 'Thôn Mới'])));
      else if (change < 0.45) await write(XA, (list) => list.set(ROUND_ROW, 'beside', pick([null, STANDARD_2027.id])));
      else if (change < 0.5) await write(XA, (list) => list.set('v:thon-2', ASIDE_FIELD, pick(['x', null])));
      else if (change < 0.6) await write(`${REVIEW}.thon-1`, (list) => list.set('h:thon-1-1', DECIDED, pick([POOR, null])));
      else if (change < 0.8) {
        await stop();
        await start();
      }
      await server.summaries.idle();
      await mustEqualLists(await server.summaries.read(REVIEW), log, IN_USE.standards);
    }
    expect(server.reports).toEqual([]);
  });

  it('after a crash that came before they were written, and after the store is lost or of an older state of the log', async () => {
    const write = () => writerThrough(server.hub, 'thử')(by);
    await write()(`${REVIEW}.thon-3`, (list) => list.write([{ row: 'h:1', field: 'b1', value: 60 }]));
    await server.summaries.read(REVIEW);
    await stop();
    const before = SummaryStore.open(folder);
    const old = await before.of(REVIEW);
    before.close();
    expect(old.map(({ village }) => village)).toEqual([...VILLAGES]);
    await start();
    await write()(`${REVIEW}.thon-3`, (list) =>
      list.write([
        { row: 'h:1', field: 'b1', value: 200 },
        { row: 'h:2', field: 'b1', value: 10 },
      ]),
    );
    await stop();
    const again = SummaryStore.open(folder);
    await again.put(old);
    again.close();
    await start();
    await mustEqualLists(await server.summaries.read(REVIEW), log, IN_USE.standards);
    await stop();
    rmSync(join(folder, 'tong-hop.db'));
    await start();
    await mustEqualLists(await server.summaries.read(REVIEW), log, IN_USE.standards);
  });

  it('never show what was not stored', async () => {
    const { doc, provider } = stockClient(server.url, LAN);
    await until(() => provider.synced);
    doc.getArray('h:1').push([['b1', 60, LAN, 1]]);
    await caughtUp(server.url);
    await server.summaries.idle();
    const count = async (): Promise<number> => (await server.summaries.read(REVIEW))!.overview('live')!.households;
    expect(await count()).toBe(1);
    const append = log.append.bind(log);
    log.append = () => Promise.reject(new Error('disk full'));
    doc.getArray('h:2').push([['b1', 60, LAN, 1]]);
    await until(() => server.reports.length > 0);
    await server.summaries.idle();
    expect(await count()).toBe(1);
    log.append = append;
    await until(async () => (await count()) === 2);
    await mustEqualLists(await server.summaries.read(REVIEW), log, IN_USE.standards);
    provider.destroy();
  });

  it('of a list that was sent and of one that is recognised stay what they were', async () => {
    const write = writerThrough(server.hub, 'thử')(by);
    const room = `${REVIEW}.thon-3`;
    const rows = (count: number): CellWrite[] => Array.from({ length: count }, (_, n) => ({ row: `h:${n}`, field: 'b1', value: 60 }));
    const households = async (version: 'live' | 'sent' | 'official'): Promise<number> => {
      await server.summaries.idle();
      return (await server.summaries.read(REVIEW))!.overview(version)!.households;
    };
    const act = async (wanted: Parameters<typeof actWrites>[2]): Promise<void> => {
      const hash = hashOf(await listBefore(log, room, Infinity));
      await write(XA, (list) => list.write(actWrites(list, 'thon-3', wanted, { hash, role: 'commune' })));
    };
    await write(room, (list) => list.write(rows(3)));
    await act({ kind: 'reviewed', data: {} });
    await act({ kind: 'sent', data: { day: '2023-10-01', to: 'UBND thành phố', number: '' } });
    expect([await households('live'), await households('sent'), await households('official')]).toEqual([3, 3, 0]);
    await write(room, (list) => list.write(rows(5)));
    expect([await households('live'), await households('sent')]).toEqual([5, 3]);
    await stop();
    rmSync(join(folder, 'tong-hop.db'));
    await start();
    // Built again from the rows of the log.
    expect([await households('live'), await households('sent'), await households('official')]).toEqual([5, 3, 0]);
  });
});

it('reads of other villages what was written, when only one list has changed', async () => {
  const memory = new MemoryLog();
  await writerTo(
    memory,
    by,
    'thử',
  )(XA, (list) =>
    list.write([{ row: ROUND_ROW, field: 'year', value: 2023 }, ...VILLAGES.map((id) => ({ row: `v:${id}`, field: 'name', value: id }))]),
  );
  for (const id of VILLAGES) await writerTo(memory, by, 'thử')(`${REVIEW}.${id}`, (list) => list.set('h:1', 'b1', 60));
  const kept = SummaryStore.inMemory();
  const first = await testServer({ log: memory, summaries: kept });
  await first.summaries.read(REVIEW);
  await first.close();
  const loaded: string[] = [];
  const load = memory.load.bind(memory);
  memory.load = (room) => {
    loaded.push(room);
    return load(room);
  };
  await writerTo(memory, by, 'thử')(`${REVIEW}.thon-2`, (list) => list.set('h:2', 'b1', 60));
  const second = await testServer({ log: memory, summaries: kept });
  await mustEqualLists(await second.summaries.read(REVIEW), memory);
  await sleep(0);
  expect(loaded).toEqual([XA, `${REVIEW}.thon-2`]);
  await second.close();
});

it('of two servers on one database: what one takes is in the sums of the other', async () => {
  const postgres = await startPostgres();
  const databases: Database[] = [];
  const url = await postgres.newDatabase();
  const open = async () => {
    const database = await openDatabase(url, () => undefined);
    databases.push(database);
    const bus = await PostgresBus.open(database, () => undefined);
    const shared = await PostgresLog.open({ database, bus });
    const summaries = await SummaryStore.openOn(database);
    const opened = await testServer({ log: shared, bus, summaries });
    return {
      ...opened,
      log: shared,
      end: async () => {
        await opened.close();
        await shared.close();
        await bus.close();
      },
    };
  };
  const [one, two] = [await open(), await open()];
  await writerThrough(one.hub, 'thử')(by)(XA, (list) =>
    list.write([{ row: ROUND_ROW, field: 'year', value: 2023 }, ...VILLAGES.map((id) => ({ row: `v:${id}`, field: 'name', value: id }))]),
  );
  const households = async (of: typeof one): Promise<number> => (await of.summaries.read(REVIEW))?.overview('live')?.households ?? 0;
  expect([await households(one), await households(two)]).toEqual([0, 0]);
  await writerThrough(one.hub, 'thử')(by)(`${REVIEW}.thon-1`, (list) => list.set('h:1', 'b1', 60));
  await until(async () => (await households(two)) === 1);
  await writerThrough(two.hub, 'thử')(by)(`${REVIEW}.thon-1`, (list) => list.set('h:2', 'b1', 60));
  await until(async () => (await households(one)) === 2);
  await writerThrough(two.hub, 'thử')(by)(XA, (list) => list.set('v:thon-1', 'area', URBAN));
  await until(async () => (await one.summaries.read(REVIEW))?.figures('live')[0]?.isUrban === true);
  for (const server of [one, two]) {
    await server.summaries.idle();
    await mustEqualLists(await server.summaries.read(REVIEW), server.log);
    expect(server.reports).toEqual([]);
    await server.end();
  }
  for (const database of databases) await database.close();
  await postgres.stop();
});
