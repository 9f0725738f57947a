/** Two servers on one PostgreSQL, as a province runs them: what one accepts holds on the other at once. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import pg from 'pg';
import type { LateDecision } from '../log/log.ts';
import { PostgresLog, type ProvinceOf } from '../log/postgres.ts';
import {
  LAN,
  lockList,
  RawClient,
  ROOM,
  rowsOf,
  stockClient,
  storedDoc,
  testServer,
  THANH,
  until,
  VIET,
  type TestServer,
} from '../testing.ts';
import { startPostgres, type TestPostgres } from '../testing-postgres.ts';
import { ALONE, type Bus } from './bus.ts';
import { openDatabase, type Database } from './database.ts';
import { PostgresBus } from './postgres-bus.ts';

interface Node {
  server: TestServer;
  log: PostgresLog;
  close(): Promise<void>;
}

let postgres: TestPostgres;
let url: string;
let nodes: Node[] = [];
beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres.stop());
beforeEach(async () => {
  url = await postgres.newDatabase();
  nodes = [];
});
afterEach(async () => {
  for (const node of nodes) await node.close();
});

const silent = (): void => undefined;

/** @param deaf it never hears of the others' writes by itself. */
async function node({
  deaf = false,
  keepAliveMs = 60_000,
  provinceOf,
  ...more
}: { deaf?: boolean; keepAliveMs?: number; compactAfter?: number; idleMs?: number; provinceOf?: ProvinceOf } = {}): Promise<Node> {
  const database: Database = await openDatabase(url, silent);
  const bus: Bus = deaf ? ALONE : await PostgresBus.open(database, silent);
  const log = await PostgresLog.open({ database, bus, ...(provinceOf && { provinceOf }) });
  const server = await testServer({ log, bus, keepAliveMs, ...more });
  const made = {
    server,
    log,
    close: async (): Promise<void> => {
      await server.close();
      await log.close();
      await bus.close();
      await database.close();
    },
  };
  nodes.push(made);
  return made;
}

/** Sends a cell and waits for its receipt. */
async function wrote(client: RawClient, row: string, value: unknown): Promise<void> {
  const before = client.receipt;
  client.write(row, value);
  await until(() => client.receipt > before);
}

async function cut(application: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(application);
  await client.end();
}
/** The connections that listen. */
const EARS = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'`;
const ALL = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;

describe('two servers', () => {
  it('bring an edit of one to the clients of the other, and to those who come later', async () => {
    const [a, b] = [await node(), await node()];
    const lan = stockClient(a.server.url, LAN);
    const thanh = stockClient(b.server.url, THANH);
    await until(() => lan.provider.synced && thanh.provider.synced);
    lan.doc.getArray('h:1').push([['b1', 120, LAN, 1]]);
    await until(() => rowsOf(thanh.doc, 'h:1').includes(120));
    thanh.doc.getArray('h:1').push([['b1', 130, THANH, 2]]);
    await until(() => rowsOf(lan.doc, 'h:1').includes(130));
    const viet = await new RawClient(b.server.url, VIET).sync();
    expect(rowsOf(viet.doc, 'h:1')).toEqual([120, 130]);
    for (const { provider } of [lan, thanh]) provider.destroy();
  });

  it('show each other who is where, and who has left', async () => {
    const [a, b] = [await node(), await node()];
    const lan = stockClient(a.server.url, LAN);
    const thanh = stockClient(b.server.url, THANH);
    await until(() => lan.provider.synced && thanh.provider.synced);
    lan.provider.awareness.setLocalState({ row: 'h:1', field: 'b1' });
    await until(() => thanh.provider.awareness.getStates().has(lan.doc.clientID));
    await until(() => 'row' in (thanh.provider.awareness.getStates().get(lan.doc.clientID) ?? {}));
    expect(thanh.provider.awareness.getStates().get(lan.doc.clientID)).toMatchObject({ person: { id: LAN }, row: 'h:1' });
    lan.provider.destroy();
    await until(() => !thanh.provider.awareness.getStates().has(lan.doc.clientID));
    thanh.provider.destroy();
  });

  it('hold a lock on both from the moment it is acknowledged, even where nothing is heard', async () => {
    const [a, b] = [await node(), await node({ deaf: true })];
    const lan = await new RawClient(b.server.url, LAN).sync();
    await wrote(lan, 'h:1', 1);
    await lockList(a.server.url, 'x');
    lan.write('h:1', 2);
    await until(() => lan.keptLate > 0);
    expect(rowsOf(await storedDoc(a.log), 'h:1')).toEqual([1]);
    expect(await a.log.late(ROOM)).toHaveLength(1);
    await lockList(a.server.url, null);
    // The server that hears nothing learns it with its next write, and lets the late edit in before it.
    await wrote(await new RawClient(b.server.url, THANH).sync(), 'h:2', 3);
    expect(rowsOf(await storedDoc(a.log), 'h:1')).toEqual([1, 2]);
    expect((await a.log.history(ROOM)).map(({ person }) => person)).toEqual([LAN, LAN, THANH]);
  });

  it('know on both whose a client id is', async () => {
    const [a, b] = [await node(), await node({ deaf: true })];
    const lan = await new RawClient(a.server.url, LAN).sync();
    const thanh = await new RawClient(b.server.url, THANH).sync();
    thanh.doc.clientID = lan.doc.clientID;
    await wrote(lan, 'h:1', 1);
    thanh.write('h:1', 2);
    await until(() => thanh.closed !== null);
    expect(rowsOf(await storedDoc(a.log), 'h:1')).toEqual([1]);
  });

  it('hear everything again after LISTEN was cut', async () => {
    const [a, b] = [await node(), await node()];
    const reader = await new RawClient(b.server.url, VIET).sync();
    const lan = await new RawClient(a.server.url, LAN).sync();
    for (let round = 0; round < 3; round++) {
      await cut(EARS);
      for (let i = 0; i < 20; i++) await wrote(lan, `h:${round}`, i);
    }
    await until(() => rowsOf(reader.doc, 'h:2').length === 20);
    for (let round = 0; round < 3; round++) expect(rowsOf(reader.doc, `h:${round}`)).toEqual([...Array(20).keys()]);
  });

  it('hear what was written without a word, at the latest with the next keep-alive', async () => {
    const [a, b] = [await node(), await node({ deaf: true, keepAliveMs: 50 })];
    const reader = await new RawClient(b.server.url, VIET).sync();
    await wrote(await new RawClient(a.server.url, LAN).sync(), 'h:1', 1);
    await until(() => rowsOf(reader.doc, 'h:1').length === 1);
  });

  it('miss nothing of a room that one opens while the other writes it', async () => {
    const [a, b] = [await node(), await node({ idleMs: 0 })];
    const lan = await new RawClient(a.server.url, LAN).sync();
    const other = await new RawClient(b.server.url, LAN, 'nong-thuong-2023.thon-4').sync();
    for (let i = 0; i < 60; i++) {
      const reader = new RawClient(b.server.url, VIET);
      // Both servers write, so the one that opens also has turns meanwhile.
      await Promise.all([wrote(lan, 'h:1', i), wrote(other, 'h:1', i)]);
      await reader.sync();
      await until(() => rowsOf(reader.doc, 'h:1').length === i + 1);
      reader.socket.close();
      await until(() => reader.closed !== null);
    }
  });

  it('make one snapshot that has the rows of both', async () => {
    const [a, b] = [await node({ compactAfter: 5 }), await node({ compactAfter: 5 })];
    const [lan, thanh] = [await new RawClient(a.server.url, LAN).sync(), await new RawClient(b.server.url, THANH).sync()];
    for (let i = 0; i < 23; i++) await Promise.all([wrote(lan, 'h:1', i), wrote(thanh, 'h:2', i)]);
    const { tail } = await a.log.load(ROOM);
    expect(tail).toBeLessThan(23);
    const doc = await storedDoc(a.log);
    expect([rowsOf(doc, 'h:1').length, rowsOf(doc, 'h:2').length]).toEqual([23, 23]);
  });

  it('lose nothing when the database cuts every connection under load', async () => {
    const [a, b] = [await node(), await node()];
    const people = [stockClient(a.server.url, LAN), stockClient(b.server.url, THANH), stockClient(a.server.url, VIET)];
    await until(() => people.every(({ provider }) => provider.synced));
    for (let round = 0; round < 4; round++) {
      for (let i = 0; i < 25; i++) {
        for (const [who, { doc }] of people.entries()) doc.getArray(`h:${who}`).push([['b1', round * 25 + i, 'x', i]]);
        await new Promise((resolve) => setTimeout(resolve, 4));
        if (i === 12) await cut(ALL);
      }
    }
    await until(() => [0, 1, 2].every((who) => people.every(({ doc }) => rowsOf(doc, `h:${who}`).length === 100)));
    const stored = await storedDoc(a.log);
    for (const who of [0, 1, 2]) expect(rowsOf(stored, `h:${who}`)).toEqual([...Array(100).keys()]);
    for (const { provider } of people) provider.destroy();
  });

  it('begin again from a database that was set back, with what the devices still have', async () => {
    const [a, b] = [await node({ keepAliveMs: 50 }), await node({ keepAliveMs: 50 })];
    const [lan, thanh] = [stockClient(a.server.url, LAN), stockClient(b.server.url, THANH)];
    await until(() => lan.provider.synced && thanh.provider.synced);
    lan.doc.getArray('h:1').push([['b1', 1, LAN, 1]]);
    await until(() => rowsOf(thanh.doc, 'h:1').length === 1);
    lan.doc.getArray('h:1').push([['b1', 2, LAN, 1]]);
    await until(() => rowsOf(thanh.doc, 'h:1').length === 2);
    // As after PostgreSQL's own restore, and `rasoat restore`.
    await cut(`DELETE FROM log WHERE id > 1; UPDATE log_end SET position = 1, relay_until = ${Date.now() + 60_000}`);
    const told = 'Cơ sở dữ liệu không còn như trước, mở lại mọi danh sách';
    await until(() => [a, b].every(({ server }) => server.reports.includes(told)));
    thanh.doc.getArray('h:2').push([['b1', 3, THANH, 1]]);
    await until(async () => rowsOf(await storedDoc(a.log), 'h:1').length === 2 && rowsOf(await storedDoc(a.log), 'h:2').length === 1);
    await until(() => rowsOf(lan.doc, 'h:2').length === 1);
    for (const { provider } of [lan, thanh]) provider.destroy();
  });

  it('give turns one after the other, in the order of the log', async () => {
    const { log } = await node({ deaf: true });
    const other = await node({ deaf: true });
    const row = (byte: number) => ({ room: ROOM, update: new Uint8Array([byte]), person: LAN, device: '', at: 1_000 });
    const turn = await log.shared.turn(0, [ROOM]);
    let second = false;
    const waiting = other.log.shared.turn(0, [ROOM]).then((given) => ((second = true), given));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(second).toBe(false);
    const { position } = await turn.write([row(1)], [], []);
    const next = await waiting;
    expect(next.news).toMatchObject({ upTo: position, rows: [{ position, room: ROOM, person: LAN }] });
    await next.end();
    await next.end();
    await expect(next.write([row(2)], [], [])).rejects.toThrow('over');
    expect(await log.append([row(3)])).toBe(position + 1);
  });

  it('tell each other rows, late edits and decisions, each whole and in order', async () => {
    const [a, b] = [await node({ deaf: true }), await node({ deaf: true })];
    const row = (byte: number) => ({ room: ROOM, update: new Uint8Array([byte]), person: LAN, device: 'may-1', at: 1_000 });
    const decision: LateDecision = {
      room: ROOM,
      client: 7,
      clock: 2,
      row: 'h:1',
      field: 'b1',
      value: 'có "dấu"',
      person: LAN,
      verdict: 'declined',
      reason: 'đã họp',
      by: VIET,
      at: 1_001,
    };
    await a.log.append([{ ...row(1), clients: [7, 4_294_967_295] }, row(2)], [decision]);
    const [late] = await a.log.keepLate([row(3)]);
    await a.log.append([row(4), { ...row(5), room: 'nong-thuong-2023.thon-4' }]);
    const stored = (position: number, byte: number) => ({ ...row(byte), position });
    const upTo = late! + 2;
    expect(await b.log.shared.news(0, [ROOM])).toEqual({
      isAnother: false,
      upTo,
      rows: [{ ...stored(1, 1), clients: [7, 4_294_967_295] }, stored(2, 2), stored(late! + 1, 4)],
      late: [{ ...row(3), id: late, state: 'waiting' }],
      decisions: [decision],
    });
    expect(await b.log.shared.news(upTo, [ROOM])).toEqual({ isAnother: false, upTo, rows: [], late: [], decisions: [] });
  });

  it('begin a province while they take over what the other wrote', async () => {
    const provinces = new Map([
      ['a-2023', 1],
      ['b-2023', 2],
    ]);
    const provinceOf = (review: string): Promise<number | null> => Promise.resolve(provinces.get(review) ?? null);
    const [a, b] = [await node({ deaf: true, provinceOf }), await node({ deaf: true, provinceOf })];
    const row = (room: string) => ({ room, update: new Uint8Array([1]), person: LAN, device: '', at: 1 });
    await a.log.append([row('a-2023.xa')]);
    const turn = await b.log.shared.turn(0, ['a-2023.xa']);
    expect(turn.news.rows).toHaveLength(1);
    await turn.write([row('b-2023.xa'), row('c-2023.xa')], [], []);
    expect(await a.log.rooms()).toEqual(['a-2023.xa', 'b-2023.xa', 'c-2023.xa']);
    const client = new pg.Client(url);
    await client.connect();
    const { rows } = await client.query<{ room: string; part: string }>(
      'SELECT room, tableoid::regclass::text AS part FROM log ORDER BY id',
    );
    await client.end();
    expect(rows.map(({ part }) => part)).toEqual(['log_of_1', 'log_of_2', 'log_of_0']);
  });

  it('run one work of a name at a time over both', async () => {
    const [a, b] = [await node({ deaf: true }), await node({ deaf: true })];
    let inside = 0;
    const most: number[] = [];
    const work = async (): Promise<void> => {
      most.push(++inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside--;
    };
    await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? a : b).log.alone('x', work)));
    expect(Math.max(...most)).toBe(1);
  });
});
