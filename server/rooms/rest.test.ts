/** A room that nobody is in any more is compacted and unloaded, and is the same when it opens again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { historyLines, type HistoryLine } from '../history/history-lines.ts';
import { verify } from '../commands/data-commands.ts';
import type { LogRow, UpdateLog } from '../log/log.ts';
import { SqliteLog } from '../log/sqlite.ts';
import { LAN, RawClient, ROOM, rowsOf, storedDoc, TestLog, testServer, THANH, until, VIET, type TestServer } from '../testing.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-rest-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

let server: TestServer;
afterEach(() => {
  vi.useRealTimers();
  return server.close();
});

const contents = (doc: Y.Doc): Record<string, unknown[]> =>
  Object.fromEntries([...doc.share.keys()].sort().map((row) => [row, rowsOf(doc, row)]));
const tailOf = async (log: UpdateLog): Promise<number> => (await log.load(ROOM)).tail;
const history = async (log: UpdateLog): Promise<HistoryLine[]> => {
  const lines: HistoryLine[] = [];
  for await (const line of historyLines(log, ROOM)) lines.push(line);
  return lines;
};

async function written(rows: number): Promise<RawClient> {
  const lan = await new RawClient(server.url, LAN).sync();
  for (let i = 0; i < rows; i++) lan.write(`h:${i % 7}`, `v${i}`);
  await until(() => lan.receipt === rows);
  return lan;
}

async function left(client: RawClient): Promise<void> {
  client.socket.close();
  await until(() => server.hub.openRooms.length === 0);
}

const ends: [string, (client: RawClient) => Promise<void>][] = [
  ['nobody is in it', left],
  ['the server stops', () => server.close()],
];
it.each(ends)('with a long tail is one snapshot once %s, equal, and verify and history agree', async (_name, end) => {
  const folder = mkdtempSync(join(parent, 'd-'));
  const log = new SqliteLog(folder);
  server = await testServer({ log, idleMs: 20 });
  const lan = await written(250);
  const before = { contents: contents(lan.doc), history: await history(log) };
  expect(await tailOf(log)).toBe(250);
  await end(lan);
  const { updates, tail } = await log.load(ROOM);
  expect([updates.length, tail]).toEqual([1, 0]);
  expect(await log.history(ROOM)).toHaveLength(250);
  expect(await history(log)).toEqual(before.history);
  const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(await verify(['--data', folder])).toBe(0);
  expect(said.mock.calls.join()).toContain(`${ROOM}: 250 lần ghi, khớp`);
  said.mockRestore();
  await server.close();
  server = await testServer({ log, idleMs: 20 });
  const again = await new RawClient(server.url, THANH).sync();
  expect(contents(again.doc)).toEqual(before.contents);
  // It can also be written to, under the same client id.
  again.write('h:0', 'after');
  await until(() => again.receipt === 1);
  expect(rowsOf(await storedDoc(log), 'h:0').at(-1)).toBe('after');
  await server.close();
  await log.close();
});

it('with a short tail is left as it is', async () => {
  const log = new TestLog();
  server = await testServer({ log, idleMs: 20, compactAtRest: 50 });
  await left(await written(49));
  expect(await tailOf(log)).toBe(49);
  // The rows of several visits add up.
  await left(await written(1));
  expect(await tailOf(log)).toBe(0);
});

/** A log whose compaction fails, or waits for a gate. */
class SlowCompactLog extends TestLog {
  error: Error | null = null;
  gate: Promise<void> | null = null;
  did: ('append' | 'compact')[] = [];

  override async append(rows: readonly LogRow[]): Promise<number> {
    this.did.push('append');
    return super.append(rows);
  }

  override async compact(...args: Parameters<TestLog['compact']>): Promise<void> {
    this.did.push('compact');
    if (this.error) throw this.error;
    await this.gate;
    await super.compact(...args);
  }
}

it('is unloaded even when its compaction fails, and loses nothing', async () => {
  const log = new SlowCompactLog();
  log.error = new Error('disk full');
  server = await testServer({ log, idleMs: 20, compactAtRest: 50 });
  const lan = await written(60);
  await left(lan);
  expect(server.reports).toEqual([`Không thu gọn được ${ROOM}`]);
  expect([await tailOf(log), server.hub.health.ok]).toEqual([60, true]);
  const again = await new RawClient(server.url, THANH).sync();
  expect(contents(again.doc)).toEqual(contents(lan.doc));
  await server.close();
  expect(await tailOf(log)).toBe(60);
});

it('stays when somebody joins while it is compacted, and takes their edits', async () => {
  const log = new SlowCompactLog();
  let open = (): void => undefined;
  log.gate = new Promise((resolve) => (open = resolve));
  server = await testServer({ log, idleMs: 20, compactAtRest: 50 });
  const lan = await written(60);
  lan.socket.close();
  await until(() => log.did.includes('compact'));
  const thanh = await new RawClient(server.url, THANH).open();
  thanh.write('h:new', 1);
  await until(() => server.hub.openRooms.includes(ROOM));
  open();
  await until(() => thanh.receipt === 1);
  expect([thanh.closed, await tailOf(log), rowsOf(await storedDoc(log), 'h:new')]).toEqual([null, 1, [1]]);
});

const by = { id: VIET, device: '' };
it.each<[string, () => Promise<void>]>([
  ['writes into it', () => server.hub.write(ROOM, { by, write: () => undefined })],
  ['acts upon it', () => server.hub.act('nong-thuong-2023.xa', { by, weigh: () => null }, [ROOM])],
])('stays when the server %s while it is compacted, and answers', async (_name, works) => {
  const log = new SlowCompactLog();
  let open = (): void => undefined;
  log.gate = new Promise((resolve) => (open = resolve));
  server = await testServer({ log, idleMs: 20, compactAtRest: 50 });
  (await written(60)).socket.close();
  await until(() => log.did.includes('compact'));
  const answered = works();
  open();
  await answered;
  await until(() => server.hub.openRooms.length === 0);
});

it('among many that rest at once: newcomers do not wait for all of them', async () => {
  const log = new SlowCompactLog();
  let open = (): void => undefined;
  server = await testServer({ log, idleMs: 20, compactAtRest: 1 });
  const clients = await Promise.all(
    ['thon-1', 'thon-2', 'thon-4', 'thon-5'].map((village) => new RawClient(server.url, VIET, `nong-thuong-2023.${village}`).sync()),
  );
  for (const client of clients) client.write('h:1', 1);
  await until(() => clients.every(({ receipt }) => receipt === 1));
  const stays = await new RawClient(server.url, LAN).sync();
  log.gate = new Promise((resolve) => (open = resolve));
  log.did = [];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  for (const client of clients) client.socket.close();
  // What is left are the rooms' turns to rest: all come at the same moment.
  await until(() => clients.every(({ closed }) => closed) && vi.getTimerCount() === clients.length);
  vi.advanceTimersByTime(20);
  vi.useRealTimers();
  await until(() => log.did.length === 1);
  stays.write('h:1', 1);
  await stays.reached();
  open();
  await until(() => stays.receipt === 1 && server.hub.openRooms.length === 2);
  expect(log.did.filter((what) => what === 'compact')).toHaveLength(4);
  expect(log.did.indexOf('append')).toBeLessThan(3);
});
