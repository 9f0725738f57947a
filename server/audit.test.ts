import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { SharedList } from '../src/lib/cells/shared-list.ts';
import { audit } from './audit.ts';
import { auditLines, csvLine, type AuditLine } from './audit-lines.ts';
import { MemoryLog } from './log/memory.ts';
import type { UpdateLog } from './log/log.ts';
import { SqliteLog } from './log/sqlite.ts';
import { HIEU, LAN, ROOM, TestLog, testServer, THANH, VIET } from './testing.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-audit-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** Two households; Lan writes under a false name, Thành corrects her. */
async function written(log: UpdateLog): Promise<void> {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const lan = new SharedList(doc, 'Chủ tịch');
  lan.write([{ row: 'h:1', field: 'code', value: '01' }, { row: 'h:1', field: 'head', value: 'Bàn Văn A' }, { row: 'h:1', field: 'b1', value: 120 }]);
  lan.write([{ row: 'h:2', field: 'code', value: '02' }, { row: 'm:1', field: 'code', value: '01' }]);
  lan.set('h:2', 'b1', 99);
  const thanh = new SharedList(doc, 'Nông Văn Thành');
  thanh.set('h:1', 'b1', 135);
  thanh.set('h:1', 'head', '=1+1');
  // A new code; the history before it still belongs to it.
  thanh.set('h:2', 'code', '07');
  await log.append(updates.map((update, i) => ({ room: ROOM, update, person: i < 3 ? LAN : THANH, device: 'may-1', at: 1_700_000_000_000 + i * 60_000 })));
}

const collect = async (lines: AsyncIterable<AuditLine>): Promise<AuditLine[]> => {
  const all: AuditLine[] = [];
  for await (const line of lines) all.push(line);
  return all;
};

it('says who changed which cell from what to what, by the log and not by the entry', async () => {
  const log = new MemoryLog();
  await written(log);
  const lines = await collect(auditLines(log, ROOM));
  expect(lines).toHaveLength(9);
  expect(lines.find(({ field, row, to }) => row === 'h:1' && field === 'b1' && to[0] === 120)).toMatchObject({ person: LAN, claimed: ['Chủ tịch'], from: [], label: 'Điểm B1' });
  expect(lines.at(-3)).toMatchObject({ person: THANH, device: 'may-1', at: 1_700_000_180_000, household: '01', head: 'Bàn Văn A', from: [120], to: [135] });
});

it('follows one household and its members, also under another code', async () => {
  const log = new MemoryLog();
  await written(log);
  expect((await collect(auditLines(log, ROOM, '01'))).map(({ row, field }) => `${row} ${field}`)).toEqual(['h:1 code', 'h:1 head', 'h:1 b1', 'm:1 code', 'h:1 b1', 'h:1 head']);
  for (const code of ['02', '07']) expect((await collect(auditLines(log, ROOM, code))).map(({ to }) => to[0])).toEqual(['02', 99, '07']);
  expect(await collect(auditLines(log, ROOM, 'không có'))).toEqual([]);
});

it('writes text, never formulas, into a table', async () => {
  const log = new MemoryLog();
  await written(log);
  const line = (await collect(auditLines(log, ROOM))).find(({ to }) => to[0] === '=1+1')!;
  expect(csvLine(line, () => 'Thành, Nông "Văn"')).toBe(`15/11/2023 05:17:20,"Thành, Nông ""Văn""",may-1,01,'=1+1,Họ và tên chủ hộ,Bàn Văn A,'=1+1,Nông Văn Thành\r\n`);
});

it('is a command, also beside a running server', async () => {
  const folder = mkdtempSync(join(parent, 'd-'));
  const log = new SqliteLog(folder);
  await written(log);
  let said = '';
  const keep = (text: unknown): boolean => ((said += String(text)), true);
  const spies = [vi.spyOn(process.stdout, 'write').mockImplementation(keep), vi.spyOn(process.stderr, 'write').mockImplementation(keep)];
  try {
    expect(await audit([ROOM, '--household', '02', '--data', folder])).toBe(0);
    expect(said).toContain('ha-thi-lan  02  Điểm B1: (trống) → 99');
    expect(said).toContain('3 thay đổi');
    const csv = join(folder, 'nhat-ky.csv');
    expect(await audit([ROOM, '--data', folder, '--csv', csv])).toBe(0);
    expect(readFileSync(csv, 'utf8').split('\r\n')).toHaveLength(11);
    expect([await audit([]), await audit(['x']), await audit([ROOM, '--data', join(folder, 'khong-co')])]).toEqual([2, 2, 2]);
  } finally {
    for (const spy of spies) spy.mockRestore();
    await log.close();
  }
});

it('is shown to those who may see it, the latest first, and to nobody else', async () => {
  const log = new TestLog();
  await written(log);
  const server = await testServer({ log });
  const get = (person: string | null, path: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${server.port}/api/audit/${path}`, { headers: person ? { 'x-person': person } : {} });
  try {
    const statuses = await Promise.all([get(null, ROOM), get(LAN, ROOM), get(HIEU, ROOM), get(VIET, 'huyen-tung-2023.xa'), get(VIET, 'x'), get(VIET, ''), get(VIET, `..%2F${ROOM}`)]);
    expect(statuses.map(({ status }) => status)).toEqual([401, 403, 403, 403, 403, 403, 403]);
    const page = (await (await get(VIET, `${ROOM}?household=01`)).json()) as { lines: (AuditLine & { name: string })[]; count: number };
    expect([page.count, page.lines[0]]).toMatchObject([6, { person: THANH, field: 'head', to: ['=1+1'] }]);
    const csv = await get(VIET, `${ROOM}?format=csv`);
    expect([csv.status, csv.headers.get('content-disposition')]).toEqual([200, `attachment; filename="nhat-ky-${ROOM}.csv"`]);
    expect((await csv.text()).split('\r\n')).toHaveLength(11);
  } finally {
    await server.close();
  }
});
