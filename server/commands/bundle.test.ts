import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { readBundle } from '../../src/lib/sync/bundle/bundle-file.ts';
import { lockData } from '../log/data-lock.ts';
import { SqliteLog } from '../log/sqlite.ts';
import { readRoom } from '../rooms/reader.ts';
import { LAN, ROOM, VIET, writeThon3 } from '../testing.ts';
import { bundle } from './bundle.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-bundle-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const HOUSEHOLD = 'h:1';
const COMMUNE = 'nong-thuong-2023.xa';

async function run(...args: string[]): Promise<{ status: number; said: string }> {
  let said = '';
  const keep = (text: unknown): boolean => ((said += String(text)), true);
  const spies = [vi.spyOn(process.stdout, 'write').mockImplementation(keep), vi.spyOn(process.stderr, 'write').mockImplementation(keep)];
  try {
    return { status: await bundle(args), said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** A commune's folder, and that of a laptop which had the same lists. */
async function twoServers(): Promise<{ commune: string; laptop: string }> {
  const [commune, laptop] = [mkdtempSync(join(parent, 'xa-')), mkdtempSync(join(parent, 'thon-'))];
  const [here, there] = [new SqliteLog(commune), new SqliteLog(laptop)];
  await writeThon3(here, HOUSEHOLD);
  for (const room of [COMMUNE, ROOM]) await there.append(await here.history(room));
  await here.close();
  await there.close();
  return { commune, laptop };
}

async function write(folder: string, room: string, row: string, field: string, value: string | number): Promise<void> {
  const log = new SqliteLog(folder);
  // With all that the room has, as every copy.
  const { updates } = await log.load(room);
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  let made = new Uint8Array();
  doc.once('update', (update: Uint8Array) => (made = new Uint8Array(update)));
  doc.getArray<unknown[]>(row).push([[field, value, 'Hà Thị Lan', 1]]);
  await log.append([{ room, update: made, person: LAN, device: 'điện thoại 7', at: Date.now(), clients: [doc.clientID] }]);
  await log.close();
}

async function value(folder: string, field: string): Promise<unknown> {
  const log = new SqliteLog(folder, { readonly: true });
  try {
    return await readRoom(log, ROOM, (list) => list.get(HOUSEHOLD, field));
  } finally {
    await log.close();
  }
}

async function rowsIn(folder: string): Promise<{ person: string; device: string }[]> {
  const log = new SqliteLog(folder, { readonly: true });
  try {
    return (await log.history(ROOM)).map(({ person, device }) => ({ person, device }));
  } finally {
    await log.close();
  }
}

it('carries a village’s changes from a laptop to the commune, with their authors once its key is trusted', async () => {
  const { commune, laptop } = await twoServers();
  await write(laptop, ROOM, HOUSEHOLD, 'note', 'đã thăm');
  const sticks = join(parent, 'usb');
  const made = await run('make', ROOM, '--from', 'Máy thôn 3', '-o', `${sticks}/`, '--data', laptop);
  expect([made.status, made.said]).toEqual([0, expect.stringContaining('thông tin riêng')]);
  const file = join(sticks, readdirSync(sticks)[0]!);
  expect(file).toMatch(/thon-3-nong-thuong-2023-[\d-]+\.goi-ra-soat$/);
  expect((await run('make', ROOM, '-o', file, '--data', laptop)).said).toContain('Đã có tệp');

  const shown = await run('show', file, '--data', commune);
  expect([shown.status, shown.said]).toEqual([
    0,
    expect.stringMatching(/Xã Nông Thượng, đợt 2023[\s\S]*Máy thôn 3; chữ ký khớp[\s\S]*chưa ghi nhận[\s\S]*Thôn 3 .*2 dòng/),
  ]);
  // Not trusted yet, and nobody answers for it.
  const refused = await run('apply', file, '--data', commune);
  expect([refused.status, refused.said]).toEqual([2, expect.stringContaining('--by')]);
  expect(await value(commune, 'note')).toBeNull();

  expect(await run('trust', file, '--data', commune)).toMatchObject({ status: 0 });
  expect((await run('trust', '--data', commune)).said).toContain('Đang tin: Máy thôn 3');
  expect(await run('apply', file, '--data', commune)).toEqual({ status: 0, said: 'Thôn 3: thêm 1 dòng, đã có 1\n' });
  expect(await value(commune, 'note')).toBe('đã thăm');
  const rows = await rowsIn(commune);
  expect(rows.at(-1)).toEqual({ person: LAN, device: expect.stringMatching(/^điện thoại 7 \(qua Máy thôn 3, /) as string });
  expect(await run('apply', file, '--data', commune)).toEqual({ status: 0, said: 'Thôn 3: thêm 0 dòng, đã có 2\n' });
  expect(await rowsIn(commune)).toEqual(rows);

  // The next one only has what is new; the commune trusts its key no more.
  await write(laptop, ROOM, HOUSEHOLD, 'size', 6);
  const next = join(sticks, 'sau.goi-ra-soat');
  expect((await run('make', ROOM, '--after', file, '-o', next, '--from', 'Máy thôn 3', '--data', laptop)).status).toBe(0);
  expect(readBundle(new Uint8Array(readFileSync(next))).lists[0]!.rows).toHaveLength(1);
  expect((await run('trust', file, '--withdraw', '--data', commune)).status).toBe(0);
  expect((await run('apply', next, '--by', VIET, '--data', commune)).said).toContain('chưa xác thực');
  expect((await rowsIn(commune)).at(-1)).toEqual({
    person: VIET,
    device: expect.stringMatching(/^gói chưa xác thực \(của Máy thôn 3, /) as string,
  });
});

it('refuses with what to do: while a server runs, damaged, of another round, of no list, continuing what is not there', async () => {
  const { commune, laptop } = await twoServers();
  await write(laptop, ROOM, HOUSEHOLD, 'note', 'một');
  const first = join(parent, 'mot.goi-ra-soat');
  await run('make', ROOM, '-o', first, '--data', laptop);
  await write(laptop, ROOM, HOUSEHOLD, 'note', 'hai');
  const second = join(parent, 'hai.goi-ra-soat');
  await run('make', ROOM, '--after', first, '-o', second, '--data', laptop);
  await run('trust', first, '--name', 'Máy thôn 3', '--data', commune);

  const release = lockData(commune);
  const inUse = await run('apply', first, '--data', commune);
  release();
  expect([inUse.status, inUse.said]).toEqual([2, expect.stringContaining('Nhận tệp thay đổi')]);
  const damaged = join(parent, 'hong.goi-ra-soat');
  writeFileSync(damaged, readFileSync(first).subarray(0, 100));
  expect((await run('apply', damaged, '--data', commune)).said).toContain('bị hỏng');
  expect((await run('apply', second, '--data', commune)).said).toContain('gói trước đó');
  await write(commune, COMMUNE, 'round', 'year', 2024);
  const other = await run('apply', first, '--data', commune);
  expect([other.status, other.said]).toEqual([2, expect.stringMatching(/đợt 2023, còn ở đây là Xã Nông Thượng, đợt 2024/)]);
  expect((await run('make', COMMUNE, '--data', laptop)).status).toBe(2);
  expect((await run('make', 'nong-thuong-2023.thon-77', '--data', laptop)).said).toContain('Không có danh sách');
  expect(await rowsIn(commune)).toHaveLength(1);
});
