/** Decode and check, commit, broadcast, acknowledge: nothing that is not durable leaves the server. */
import * as Y from 'yjs';
import { afterEach, describe, expect, it } from 'vitest';
import { LAN, RawClient, ROOM, rowsOf, stockClient, storedDoc, TestLog, testServer, THANH, until, type TestServer } from '../testing.ts';
import * as wire from './wire.ts';

let server: TestServer;
const log = (): TestLog => new TestLog();
afterEach(() => server.close());

describe('the order of steps', () => {
  it('sends no receipt, no update and no state before the commit', async () => {
    const slow = log();
    server = await testServer({ log: slow });
    const lan = await new RawClient(server.url, LAN).sync();
    const thanh = await new RawClient(server.url, THANH).sync();
    slow.hold();
    lan.write('h:1', 120);
    await until(() => slow.waiting === 1);
    const late = await new RawClient(server.url, THANH).open();
    late.socket.send(wire.step1(Y.encodeStateVector(late.doc)));
    for (const client of [lan, thanh, late]) await client.reached();
    expect(lan.receipt).toBe(0);
    expect(rowsOf(thanh.doc, 'h:1')).toEqual([]);
    expect(late.heard).toEqual([]);
    slow.release();
    await until(() => lan.receipt === 1 && rowsOf(thanh.doc, 'h:1').length === 1 && rowsOf(late.doc, 'h:1').length === 1);
    expect(rowsOf(await storedDoc(slow), 'h:1')).toEqual([120]);
  });

  it('commits what arrives during a commit as one group', async () => {
    const slow = log();
    server = await testServer({ log: slow });
    const lan = await new RawClient(server.url, LAN).sync();
    slow.hold();
    lan.write('h:0', 0);
    await until(() => slow.waiting === 1);
    for (let i = 1; i <= 100; i++) lan.write(`h:${i}`, i);
    await lan.reached();
    slow.release();
    await until(() => lan.receipt === 101);
    expect(slow.batches).toBe(2);
  });

  it("stamps each row with the session's person and device", async () => {
    const kept = log();
    server = await testServer({ log: kept });
    const lan = await new RawClient(server.url, LAN).sync();
    lan.write('h:1', 1);
    await until(() => lan.receipt === 1);
    expect((await kept.history(ROOM)).map(({ person, device }) => [person, device])).toEqual([[LAN, 'may-thu']]);
  });

  it('acknowledges nothing while the log fails, sends nothing, and recovers', async () => {
    const full = log();
    server = await testServer({ log: full });
    const lan = stockClient(server.url, LAN);
    const thanh = stockClient(server.url, THANH);
    await until(() => lan.provider.synced && thanh.provider.synced);
    const other = await new RawClient(server.url, LAN, 'nong-thuong-2023.thon-1').sync();
    full.failing = true;
    const raw = await new RawClient(server.url, LAN).sync();
    lan.doc.getArray('h:1').push([['b1', 7, 'lan', 1]]);
    await until(() => raw.closed !== null);
    expect(raw.closed?.code).toBe(4501);
    expect(rowsOf(thanh.doc, 'h:1')).toEqual([]);
    expect(server.reports[0]).toContain('Không ghi được');
    expect(other.closed).toBeNull();
    full.failing = false;
    await until(() => rowsOf(thanh.doc, 'h:1').length === 1);
    expect(rowsOf(await storedDoc(full), 'h:1')).toEqual([7]);
    for (const { provider } of [lan, thanh]) provider.destroy();
  });

  it('compacts a long log from the live document and keeps the rows', async () => {
    const kept = log();
    server = await testServer({ log: kept, compactAfter: 50 });
    const lan = await new RawClient(server.url, LAN).sync();
    for (let i = 0; i < 120; i++) lan.write('h:1', i);
    await until(() => lan.receipt === 120);
    await until(async () => (await kept.load(ROOM)).tail < 120);
    expect(rowsOf(await storedDoc(kept), 'h:1')).toHaveLength(120);
    expect(await kept.history(ROOM)).toHaveLength(120);
  });
});

describe('loading', () => {
  it('answers nobody from a room that is still loading', async () => {
    const slow = log();
    const doc = new Y.Doc();
    doc.getArray('h:1').push([['b1', 1, 'x', 1]]);
    await slow.append([{ room: ROOM, update: Y.encodeStateAsUpdate(doc), person: LAN, device: '', at: 0 }]);
    let loaded = (): void => undefined;
    slow.loading = new Promise((resolve) => (loaded = resolve));
    server = await testServer({ log: slow });
    const lan = stockClient(server.url, LAN);
    const raw = await new RawClient(server.url, THANH).open();
    raw.write('h:2', 2);
    await raw.reached();
    expect(raw.heard).toEqual([]);
    expect(lan.provider.synced).toBe(false);
    loaded();
    await until(() => lan.provider.synced && raw.receipt === 1);
    expect(rowsOf(lan.doc, 'h:1')).toEqual([1]);
    expect(rowsOf(await storedDoc(slow), 'h:2')).toEqual([2]);
    lan.provider.destroy();
  });

  it('overwrites nothing when it fails, and is retried', async () => {
    const gone = log();
    gone.failingLoad = true;
    server = await testServer({ log: gone });
    const raw = await new RawClient(server.url, LAN).open();
    raw.write('h:1', 1);
    await until(() => raw.closed !== null);
    expect(raw.closed?.code).toBe(4500);
    gone.failingLoad = false;
    expect(await gone.history(ROOM)).toEqual([]);
    expect((await new RawClient(server.url, LAN).sync()).heard).toContain('step2');
  });

  it('unloads an empty room, and what was committed is there again', async () => {
    const kept = log();
    server = await testServer({ log: kept, idleMs: 30 });
    const lan = await new RawClient(server.url, LAN).sync();
    lan.write('h:1', 1);
    // Closed before the answer: what was received is committed anyway.
    lan.socket.close();
    await until(() => server.hub.openRooms.length === 0);
    const again = await new RawClient(server.url, LAN).sync();
    expect(rowsOf(again.doc, 'h:1')).toEqual([1]);
  });
});
