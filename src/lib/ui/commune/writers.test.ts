import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { SharedList } from '$lib/cells/shared-list.ts';
import { Writers } from './writers.svelte.ts';

/** Write -> account, as the commune's log has it. */
let log: Map<string, string>;
let asked: string[][];
let refuses: boolean;
beforeEach(() => {
  log = new Map();
  asked = [];
  refuses = false;
  vi.stubGlobal('fetch', (path: string) => {
    const writes = new URL(path, 'http://localhost').searchParams.getAll('w');
    asked.push(writes);
    if (refuses) return Promise.reject(new TypeError('Failed to fetch'));
    return Promise.resolve(
      Response.json({
        bringers: writes.flatMap((write) => (log.has(write) ? [{ write, name: log.get(write), account: `id-${log.get(write)}` }] : [])),
      }),
    );
  });
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const status = { unsent: 0, connected: true };
function page(claimed = 'Lan'): { list: SharedList; writers: Writers; who: (field: string) => string } {
  Object.assign(status, { unsent: 0, connected: true });
  // Written on another device and received here.
  const theirs = new SharedList(new Y.Doc(), claimed);
  theirs.write([
    { row: 'h:1', field: 'b1', value: 73 },
    { row: 'h:1', field: 'b2', value: 30 },
  ]);
  const list = new SharedList(new Y.Doc(), 'Việt');
  Y.applyUpdate(list.doc, Y.encodeStateAsUpdate(theirs.doc));
  for (const id of list.idsOf('h:1').values()) log.set(`${id.client}.${id.clock}`, 'Thành');
  const writers = new Writers({ room: 'xa.thon-1', me: 'Việt', list: () => list, status: () => status });
  return { list, writers, who: (field) => writers.wordsIn('h:1', field) };
}
const answers = (): Promise<void> =>
  vi.waitFor(() => expect(asked.length).toBeGreaterThan(0)).then(() => new Promise((resolve) => setImmediate(resolve)));

it('shows the claimed name, marked, until the log says which account sent the entry', async () => {
  const { who } = page();
  expect([who('b1'), who('b2')]).toEqual(['Lan (theo máy ghi)', 'Lan (theo máy ghi)']);
  await answers();
  expect([who('b1'), who('b2')]).toEqual(['Thành (ghi tên Lan)', 'Thành (ghi tên Lan)']);
  // In one request, once.
  expect(asked.map((writes) => writes.length)).toEqual([2]);
});

it('asks nobody without a network, and unconfirmed names stay marked', async () => {
  const { who } = page();
  status.connected = false;
  expect(who('b1')).toBe('Lan (theo máy ghi)');
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toEqual([]);
  status.connected = true;
  expect(who('b1')).toBe('Lan (theo máy ghi)');
  await answers();
  expect(who('b1')).toBe('Thành (ghi tên Lan)');
});

it('does not trust the own name in an entry, except in entries just written here', async () => {
  const { list, who } = page('Việt');
  expect(who('b1')).toBe('Việt (bạn) (theo máy ghi)');
  await answers();
  expect(who('b1')).toBe('Thành (ghi tên Việt)');
  list.set('h:1', 'b1', 80);
  status.unsent = 1;
  expect(who('b1')).toBe('Việt (bạn)');
});

it('asks again about unreceived entries after something was received, and after a failed request', async () => {
  const { list, who } = page();
  list.set('h:1', 'note', 'đi vắng');
  status.unsent = 1;
  who('note');
  await answers();
  who('note');
  expect(asked).toHaveLength(1);
  status.unsent = 0;
  refuses = true;
  who('note');
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  await vi.waitFor(() => expect(console.warn).toHaveBeenCalled());
  refuses = false;
  for (const id of list.idsOf('h:1').values()) log.set(`${id.client}.${id.clock}`, 'Việt');
  who('note');
  await vi.waitFor(() => expect(asked).toHaveLength(3));
  expect(who('note')).toBe('Việt (bạn)');
});

it('never puts more into one request than the server accepts', async () => {
  const { list, writers } = page();
  const theirs = new SharedList(new Y.Doc(), 'Lan');
  theirs.write(Array.from({ length: 450 }, (_, at) => ({ row: 'h:2', field: `x${at}`, value: at })));
  Y.applyUpdate(list.doc, Y.encodeStateAsUpdate(theirs.doc));
  for (const field of list.fields('h:2')) writers.wordsIn('h:2', field);
  await vi.waitFor(() => expect(asked.map((writes) => writes.length)).toEqual([200, 200, 50]));
});

it('a text shown once waits for the log, and is about the entry present when it was asked', async () => {
  const { list, writers } = page();
  const told = writers.tellIn('h:1', 'b1');
  list.set('h:1', 'b1', 80);
  expect(await told).toBe('Thành (ghi tên Lan)');
  status.connected = false;
  expect(await writers.tellIn('h:1', 'b2')).toBe('Lan (theo máy ghi)');
  expect(await writers.tellIn('h:1', 'note')).toBe('người khác');
});
