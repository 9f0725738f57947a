import { expect, it } from 'vitest';
import { historyPages } from './history-pages.ts';
import type { LogRow } from './log.ts';
import { MemoryLog } from './memory.ts';

const row = (room: string, at: number): LogRow => ({ room, update: new Uint8Array(), person: 'lan', device: '', at });

/** Rows of two rooms, in turn. */
async function filled(count: number): Promise<MemoryLog> {
  const log = new MemoryLog();
  await log.append(Array.from({ length: count }, (_, at) => [row('a.b', at), row('a.c', at)]).flat());
  return log;
}

async function positions(pages: AsyncIterable<readonly { position: number }[]>): Promise<number[]> {
  const found: number[] = [];
  for await (const page of pages) found.push(...page.map(({ position }) => position));
  return found;
}

it.each([0, 1, 499, 500, 501, 1000, 1234])('reads every row of one room once and in order: %i of them', async (count) => {
  const log = await filled(count);
  expect(await positions(historyPages(log, 'a.b'))).toEqual((await log.history('a.b')).map(({ position }) => position));
});

it.each([
  [0, 1600],
  [700, 1601],
  [1, 999],
  [2000, 5000],
  [9000, Infinity],
  [0, 0],
])('reads the rows after position %i, up to %i', async (after, upTo) => {
  const log = await filled(1100);
  const wanted = (await log.history('a.b')).map(({ position }) => position).filter((position) => position > after && position <= upTo);
  expect(await positions(historyPages(log, 'a.b', { after, upTo }))).toEqual(wanted);
});

it('asks the log for no row it does not want', async () => {
  const log = await filled(1200);
  const asked: number[] = [];
  const counting = { history: (room: string, after = 0, limit = Infinity) => (asked.push(after), log.history(room, after, limit)) };
  await positions(historyPages(counting, 'a.b', { after: 2000 }));
  await positions(historyPages(counting, 'a.b', { upTo: 10 }));
  for await (const page of historyPages(counting, 'a.b')) if (page.length > 0) break;
  expect(asked).toEqual([2000, 0, 0]);
});

it('lets other work run between two pages, and reads what that writes', async () => {
  const log = await filled(600);
  let others = 0;
  setImmediate(() => {
    others++;
    void log.append([row('a.b', 600)]);
  });
  const seen: number[] = [];
  let rows = 0;
  for await (const page of historyPages(log, 'a.b')) {
    seen.push(others);
    rows += page.length;
  }
  expect([seen, rows]).toEqual([[0, 1], 601]);
});
