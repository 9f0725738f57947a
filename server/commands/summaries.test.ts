import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { SqliteLog } from '../log/sqlite.ts';
import { SummaryStore } from '../log/summary-store.ts';
import { testServer, VIET, writeThon3 } from '../testing.ts';
import { writerTo } from '../rooms/writer.ts';
import { summaries } from './summaries.ts';

const folder = mkdtempSync(join(tmpdir(), 'rasoat-summaries-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ status: number; said: string }> {
  let said = '';
  const keep = (text: unknown): boolean => ((said += String(text)), true);
  const spies = [vi.spyOn(process.stdout, 'write').mockImplementation(keep), vi.spyOn(process.stderr, 'write').mockImplementation(keep)];
  try {
    return { status: await summaries([...args, '--data', folder]), said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

it('tells a wrong summary from one that is behind, and writes the right one', async () => {
  const log = new SqliteLog(folder);
  await writeThon3(log, 'h:1');
  const store = SummaryStore.open(folder);
  const server = await testServer({ log, summaries: store });
  await server.summaries.read('nong-thuong-2023');
  await server.close();
  expect(await run()).toEqual({ status: 0, said: 'nong-thuong-2023: 1 số tổng hợp, 1 khớp\n' });
  const [right] = await store.of('nong-thuong-2023');

  await store.put([{ ...right!, body: right!.body.replace('"columns":[1', '"columns":[2').replace('"columns":[0', '"columns":[7') }]);
  const found = await run();
  expect(found.status).toBe(1);
  expect(found.said).toContain('nong-thuong-2023.thon-3: số tổng hợp khác danh sách');
  expect((await run('--repair')).status).toBe(0);
  expect(await store.of('nong-thuong-2023')).toEqual([right]);

  await writerTo(log, { id: VIET, name: 'Việt' }, 'thử')('nong-thuong-2023.thon-3', (list) => list.set('h:2', 'b1', 60));
  expect(await run()).toEqual({ status: 0, said: 'nong-thuong-2023: 1 số tổng hợp, 0 khớp, 1 chưa theo kịp danh sách\n' });
  await run('--repair');
  expect((await run()).said).toBe('nong-thuong-2023: 1 số tổng hợp, 1 khớp\n');
  store.close();
  await log.close();
});

it('refuses what it does not know, and a folder without data', async () => {
  expect((await run('--x')).status).toBe(2);
  expect(await summaries(['--data', join(folder, 'khong-co')])).toBe(2);
});
