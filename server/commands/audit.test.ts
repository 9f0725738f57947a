import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import { audit } from './audit.ts';
import type { FULL_HISTORY } from '../../src/lib/api/full-history.ts';
import type { AnswerOf } from '../../src/lib/api/route.ts';
import { historyLines, csvLine, type HistoryLine } from '../history/history-lines.ts';
import { MemoryLog } from '../log/memory.ts';
import type { UpdateLog } from '../log/log.ts';
import { SqliteLog } from '../log/sqlite.ts';
import { Accounts } from '../people/accounts.ts';
import { ACCOUNTS_FILE } from '../people/accounts-db.ts';
import { TreeChanges } from '../people/tree-changes.ts';
import { HIEU, LAN, ROOM, TestLog, testServer, THANH, VIET } from '../testing.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-audit-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** Two households; Lan writes under a false name, and Thành corrects her. */
async function written(log: UpdateLog): Promise<void> {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const lan = new SharedList(doc, 'Chủ tịch');
  lan.write([
    { row: 'h:1', field: 'code', value: '01' },
    { row: 'h:1', field: 'head', value: 'Bàn Văn A' },
    { row: 'h:1', field: 'b1', value: 120 },
  ]);
  lan.write([
    { row: 'h:2', field: 'code', value: '02' },
    { row: 'm:1', field: 'code', value: '01' },
  ]);
  lan.set('h:2', 'b1', 99);
  const thanh = new SharedList(doc, 'Nông Văn Thành');
  thanh.set('h:1', 'b1', 135);
  thanh.set('h:1', 'head', '=1+1');
  // A new code; the earlier history still belongs to it.
  thanh.set('h:2', 'code', '07');
  await log.append(
    updates.map((update, i) => ({ room: ROOM, update, person: i < 3 ? LAN : THANH, device: 'may-1', at: 1_700_000_000_000 + i * 60_000 })),
  );
}

const collect = async (lines: AsyncIterable<HistoryLine>): Promise<HistoryLine[]> => {
  const all: HistoryLine[] = [];
  for await (const line of lines) all.push(line);
  return all;
};

it('says who changed which cell, from which value to which, by the log and not by the entry', async () => {
  const log = new MemoryLog();
  await written(log);
  const lines = await collect(historyLines(log, ROOM));
  expect(lines).toHaveLength(9);
  expect(lines.find(({ field, row, to }) => row === 'h:1' && field === 'b1' && to[0] === 120)).toMatchObject({
    person: LAN,
    claimed: ['Chủ tịch'],
    from: [],
    label: 'Điểm B1',
  });
  expect(lines.at(-3)).toMatchObject({
    person: THANH,
    device: 'may-1',
    at: 1_700_000_180_000,
    household: '01',
    head: 'Bàn Văn A',
    from: [120],
    to: [135],
  });
});

it('follows one household and its members, also under another code', async () => {
  const log = new MemoryLog();
  await written(log);
  expect((await collect(historyLines(log, ROOM, '01'))).map(({ row, field }) => `${row} ${field}`)).toEqual([
    'h:1 code',
    'h:1 head',
    'h:1 b1',
    'm:1 code',
    'h:1 b1',
    'h:1 head',
  ]);
  for (const code of ['02', '07']) expect((await collect(historyLines(log, ROOM, code))).map(({ to }) => to[0])).toEqual(['02', 99, '07']);
  expect(await collect(historyLines(log, ROOM, 'không có'))).toEqual([]);
});

it('writes text, never formulas, into a table', async () => {
  const log = new MemoryLog();
  await written(log);
  const line = (await collect(historyLines(log, ROOM))).find(({ to }) => to[0] === '=1+1')!;
  expect(csvLine(line, () => 'Thành, Nông "Văn"')).toBe(
    `15/11/2023 05:17:20,"Thành, Nông ""Văn""",may-1,01,'=1+1,Họ và tên chủ hộ,Bàn Văn A,'=1+1,Nông Văn Thành\r\n`,
  );
});

it('is a command, even while a server runs', async () => {
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
    // A misspelled room must not look like a room without changes.
    expect(await audit([`${ROOM}9`, '--data', folder])).toBe(2);
  } finally {
    for (const spy of spies) spy.mockRestore();
    await log.close();
  }
});

it('lists declined late edits with the reason, after the changes', async () => {
  const folder = mkdtempSync(join(parent, 'd-'));
  const log = new SqliteLog(folder);
  await written(log);
  await log.append(
    [],
    [
      {
        room: ROOM,
        client: 1,
        clock: 0,
        row: 'h:1',
        field: 'b1',
        value: 150,
        person: LAN,
        verdict: 'declined',
        reason: 'đã họp',
        by: VIET,
        at: 1_700_000_400_000,
      },
    ],
  );
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    expect(await audit([ROOM, '--data', folder])).toBe(0);
    expect(String(out.mock.calls.at(-1)?.[0])).toContain('ha-thi-lan  01  Điểm B1: 150 đến muộn, tran-quoc-viet không nhận: đã họp');
    const csv = join(folder, 'nhat-ky.csv');
    await audit([ROOM, '--household', '01', '--data', folder, '--csv', csv]);
    expect(readFileSync(csv, 'utf8').trim().split('\r\n').at(-1)).toContain(
      'ha-thi-lan,,01,=1+1'.replace('=', "'=") + ',Điểm B1,,"không nhận, đến sau khi khóa: 150",tran-quoc-viet: đã họp',
    );
  } finally {
    out.mockRestore();
    err.mockRestore();
    await log.close();
  }
});

it('lists the corrections of units and rounds', async () => {
  const folder = mkdtempSync(join(parent, 'd-'));
  const [log, accounts] = [new SqliteLog(folder), await Accounts.open(folder)];
  const { account } = await accounts.create({ name: 'Nguyễn Quản Trị', role: 'admin', review: '', villages: [], unit: 0 });
  const changes = new TreeChanges(accounts.db, () => 1_700_000_000_000);
  await changes.add(accounts.db.query, { by: account.id, kind: 'renamed', before: 'Tỉnh Bắc Cạn', after: 'Tỉnh Bắc Kạn' });
  await changes.add(accounts.db.query, {
    by: account.id,
    kind: 'aside',
    before: 'Xã A, đợt 2025',
    after: 'Xã A, đợt 2026',
    reason: 'lập nhầm',
  });
  const [out, err] = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockReturnValue(true));
  try {
    expect([await audit(['--units', '--data', folder]), await audit(['--units', ROOM, '--data', folder])]).toEqual([0, 2]);
    const said = out!.mock.calls.map(([text]) => String(text));
    expect(said[0]).toContain('Nguyễn Quản Trị  Sửa tên: Tỉnh Bắc Cạn → Tỉnh Bắc Kạn');
    expect(said[1]).toContain('Cất đợt: Xã A, đợt 2025; người làm việc chuyển sang Xã A, đợt 2026; lý do: lập nhầm');
  } finally {
    for (const spy of [out, err]) spy!.mockRestore();
    accounts.close();
    await log.close();
  }
});

it('names people if their accounts are available, and says so if they cannot be read', async () => {
  const folder = mkdtempSync(join(parent, 'd-'));
  const [log, accounts] = [new SqliteLog(folder), await Accounts.open(folder)];
  const { account } = await accounts.create({ name: 'Hà Thị Lan', role: 'reviewer', review: 'nong-thuong-2023', villages: 'all', unit: 0 });
  const doc = new Y.Doc();
  new SharedList(doc, 'Hà Thị Lan').set('h:1', 'b1', 120);
  const row = { room: ROOM, update: Y.encodeStateAsUpdate(doc), device: 'may-1', at: 1_700_000_000_000 };
  await log.append([{ ...row, person: account.id }]);
  const [out, err] = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockReturnValue(true));
  try {
    expect(await audit([ROOM, '--data', folder])).toBe(0);
    expect(String(out!.mock.calls.at(-1)?.[0])).toContain('Hà Thị Lan  h:1  Điểm B1: (trống) → 120');
    const csv = join(folder, 'nhat-ky.csv');
    await audit([ROOM, '--data', folder, '--csv', csv]);
    expect(readFileSync(csv, 'utf8')).toContain(',Hà Thị Lan,may-1,');
    accounts.close();
    writeFileSync(join(folder, ACCOUNTS_FILE), 'hỏng');
    expect(await audit([ROOM, '--data', folder])).toBe(0);
    expect(String(out!.mock.calls.at(-1)?.[0])).toContain(account.id);
    expect(err!.mock.calls.map(([text]) => String(text)).join('')).toContain('Không đọc được tên người');
  } finally {
    for (const spy of [out, err]) spy!.mockRestore();
    await log.close();
  }
});

it('comes in pages that stay the same while people keep writing', async () => {
  const log = new TestLog();
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const list = new SharedList(doc, 'Lan');
  const write = async (from: number, to: number): Promise<void> => {
    for (let value = from; value <= to; value++) list.set(value % 2 ? 'h:1' : 'h:2', 'b1', value);
    await log.append(updates.splice(0).map((update) => ({ room: ROOM, update, person: LAN, device: '', at: 0 })));
  };
  list.write([{ row: 'h:1', field: 'code', value: '01' }]);
  await write(1, 250);
  const server = await testServer({ log });
  const get = async (query: string): Promise<AnswerOf<typeof FULL_HISTORY.page>> =>
    (await (
      await fetch(`http://127.0.0.1:${server.port}/api/audit/${ROOM}?${query}`, { headers: { 'x-person': VIET } })
    ).json()) as AnswerOf<typeof FULL_HISTORY.page>;
  try {
    const seen: unknown[] = [];
    for (let query = ''; ;) {
      const { lines, older } = await get(query);
      seen.push(...lines.map(({ to }) => to[0]));
      expect(older).toBe(251 - seen.length);
      if (older === 0) break;
      query = `before=${lines.at(-1)!.number}`;
      await write(251, 260);
    }
    expect(seen).toEqual([...Array.from({ length: 250 }, (_, i) => 250 - i), '01']);
    expect((await get('household=01&before=101')).lines.map(({ to }) => to[0])).toEqual([
      ...Array.from({ length: 50 }, (_, i) => 99 - 2 * i),
      '01',
    ]);
  } finally {
    await server.close();
  }
});

it('is shown to those who may see it, latest first, and to nobody else', async () => {
  const log = new TestLog();
  await written(log);
  const server = await testServer({ log });
  const get = (person: string | null, path: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${server.port}/api/audit/${path}`, { headers: person ? { 'x-person': person } : {} });
  try {
    const statuses = await Promise.all([
      get(null, ROOM),
      get(LAN, ROOM),
      get(HIEU, ROOM),
      get(VIET, 'huyen-tung-2023.xa'),
      get(VIET, 'x'),
      get(VIET, ''),
      get(VIET, `..%2F${ROOM}`),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([401, 403, 403, 403, 403, 403, 403]);
    const page = (await (await get(VIET, `${ROOM}?household=01`)).json()) as AnswerOf<typeof FULL_HISTORY.page>;
    expect([page.older, page.lines.length, page.lines[0]]).toMatchObject([0, 6, { person: THANH, field: 'head', to: ['=1+1'] }]);
    const csv = await get(VIET, `${ROOM}?format=csv`);
    expect([csv.status, csv.headers.get('content-disposition')]).toEqual([200, `attachment; filename="nhat-ky-${ROOM}.csv"`]);
    expect((await csv.text()).split('\r\n')).toHaveLength(11);
  } finally {
    await server.close();
  }
});
