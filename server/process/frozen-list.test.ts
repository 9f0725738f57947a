/** A list is opened as it was at an act: from the real log, also after compaction, and by nobody without the right. */
import 'fake-indexeddb/auto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { readActs } from '../../src/lib/process/act-rows.ts';
import type { Person } from '../../src/lib/review/people.ts';
import { readVillages } from '../../src/lib/cells/review-rooms.ts';
import type { ReviewData } from '../../src/lib/review/types.ts';
import type { UpdateLog } from '../log/log.ts';
import { MemoryLog } from '../log/memory.ts';
import { SqliteLog } from '../log/sqlite.ts';
import { readRoom } from '../rooms/reader.ts';
import { writerTo } from '../rooms/writer.ts';
import { byHeader, HIEU, LAN, ROOM, testServer, VIET, type TestServer } from '../testing.ts';
import { frozenList, placeOfAct } from './frozen-list.ts';
import { hashOf } from './list-hash.ts';

const COMMUNE = 'nong-thuong-2023.xa';
const UPPER: Person = { id: 'so', name: 'Sở', role: 'upper', review: '', villages: 'all', reviews: ['nong-thuong-2023'] };
const signIn = {
  ...byHeader,
  whoIs: (request: Parameters<typeof byHeader.whoIs>[0]) => (request.headers['x-person'] === UPPER.id ? UPPER : byHeader.whoIs(request)),
};
const parent = mkdtempSync(join(tmpdir(), 'rasoat-frozen-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

let server: TestServer;
let log: UpdateLog;
afterEach(async () => {
  await server.close();
  await log.close();
});

const household = (list: { write(cells: { row: string; field: string; value: string | number }[]): void }, n: number, b1: number): void =>
  list.write(
    Object.entries({
      sheet: 'list01',
      code: `T3-0${n}`,
      head: `Hà Văn ${n}`,
      cccd: `00609000000${n}`,
      size: 4,
      lastYear: 'Hộ nghèo',
      b1,
      i1: 'x',
      c1: 'x',
    }).map(([field, value]) => ({ row: `h:${n}`, field, value })),
  );

async function start(made: UpdateLog): Promise<void> {
  log = made;
  const write = writerTo(log, { id: VIET, name: VIET }, 'thử');
  await write(COMMUNE, (list) =>
    list.write(
      (
        [
          ['round', 'unit', 'Xã Nông Thượng'],
          ['round', 'year', 2023],
          ['v:thon-3', 'name', 'Thôn 3'],
          ['v:thon-3', 'area', 'Nông thôn'],
        ] as const
      ).map(([row, field, value]) => ({ row, field, value })),
    ),
  );
  await write(ROOM, (list) => household(list, 1, 120));
  await write(ROOM, (list) => household(list, 2, 90));
  server = await testServer({ log, signIn, idleMs: 1, compactAfter: 2, compactAtRest: 1 });
}
const ask = async (person: string, path: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }> => {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    headers: { 'content-type': 'application/json', 'x-person': person },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const act = async (kind: string, data: object = {}): Promise<void> =>
  expect(await ask(VIET, `/api/acts/${ROOM}`, { kind, data })).toEqual({ status: 200, body: { kind: 'done' } });
const frozen = (person: string, n: number) => ask(person, `/api/frozen/${ROOM}?act=act:${String(n).padStart(6, '0')}`);
const b1 = async (person: string, n: number): Promise<unknown[]> => {
  const { status, body } = await frozen(person, n);
  return status === 200 && body.kind === 'list'
    ? (body.data as ReviewData).households.map(({ cells }) => cells.b1)
    : [status === 200 ? body.kind : status];
};
const correct = (before: number, value: number): Promise<void> =>
  act('corrected', { household: 'h:1', field: 'b1', value, before, text: 'Cộng sai điểm' });
const MEETING = {
  ...{ day: '2023-10-10', place: 'Nhà văn hóa', chair: 'Hiếu', secretary: 'Lan' },
  ...{ committee: 2, bodies: 3, front: 1, reviewers: 2, listed: 10, others: 2, agreeing: 18 },
};

for (const [name, open] of [
  ['memory', () => new MemoryLog()],
  ['sqlite', () => new SqliteLog(mkdtempSync(join(parent, 'data-')))],
] as const)
  describe(`a list as it was at an act (${name})`, () => {
    it('is the list of each act, whatever was compacted and put right since', async () => {
      await start(open());
      await act('reviewed');
      await act('met', MEETING);
      await correct(120, 130);
      await act('met', MEETING);
      await correct(130, 140);
      expect(await Promise.all([1, 2, 3, 4, 5].map((n) => b1(VIET, n)))).toEqual([
        [120, 90],
        [120, 90],
        [120, 90],
        [130, 90],
        [130, 90],
      ]);
      expect(await b1(VIET, 6)).toEqual([404]);
    });

    it('has the village and the round of that moment', async () => {
      await start(open());
      await act('reviewed');
      await writerTo(log, { id: VIET, name: VIET }, 'thử')(COMMUNE, (list) => list.set('v:thon-3', 'area', 'Thành thị'));
      const { body } = await frozen(VIET, 1);
      expect(body).toMatchObject({ data: { villages: [{ cells: { area: 'Nông thôn' } }] }, round: { year: 2023 } });
    });

    it('keeps the name that its village had, while the list itself has the new one', async () => {
      await start(open());
      await act('reviewed');
      const rename = { kind: 'rename', village: 'thon-3', was: 'Thôn 3', name: 'Bản Mới' };
      expect((await ask(VIET, `/api/village-moves/${COMMUNE}`, rename)).body).toMatchObject({ kind: 'done' });
      const { data } = (await frozen(VIET, 1)).body as { data: ReviewData };
      expect([...data.villages, ...data.households].map(({ cells }) => cells.village ?? cells.name)).toEqual([
        'Thôn 3',
        'Thôn 3',
        'Thôn 3',
      ]);
      expect(await readRoom(log, COMMUNE, (list) => readVillages(list)[0]?.name)).toBe('Bản Mới');
    });

    it('is found by its hash when a restored log has its rows in another order', async () => {
      await start(open());
      await act('reviewed');
      const [reviewed] = await readRoom(log, COMMUNE, readActs);
      const place = await placeOfAct(log, COMMUNE, reviewed?.id ?? '');
      const hash = reviewed?.hash ?? '';
      // As if the act had come back before the rows of the list.
      const list = await frozenList(log, ROOM, 1, hash);
      expect([list && hashOf(list), list?.get('h:2', 'b1')]).toEqual([hash, 90]);
      expect(await frozenList(log, ROOM, place ?? 0, '0'.repeat(64))).toBeNull();
    });
  });

describe('who opens it', () => {
  it('those who read the list see what they may see of it', async () => {
    await start(new MemoryLog());
    await act('reviewed');
    const seen = async (person: string): Promise<unknown> => ((await frozen(person, 1)).body.data as ReviewData).households[0]?.cells.cccd;
    expect([await seen(VIET), await seen(LAN), await seen(HIEU)]).toEqual(['006090000001', '006090000001', undefined]);
  });

  it('the level above opens what was sent to it and not taken back, without personal data', async () => {
    await start(new MemoryLog());
    await act('reviewed');
    await act('met', MEETING);
    await act('posted', { from: '2023-10-11', places: 'Nhà văn hóa' });
    await act('sent', { day: '2023-10-20', to: 'Sở' });
    expect(await Promise.all([1, 2, 3].map((n) => b1('so', n)))).toEqual([[403], [403], [403]]);
    const { body } = await frozen('so', 4);
    expect((body.data as ReviewData).households.map(({ cells }) => [cells.b1, cells.cccd])).toEqual([
      [120, undefined],
      [90, undefined],
    ]);
    await act('undone', { of: 'act:000004', text: 'Gửi nhầm' });
    expect(await b1('so', 4)).toEqual([403]);
    expect(await b1(VIET, 4)).toEqual([120, 90]);
  });

  it('no village but the own', async () => {
    await start(new MemoryLog());
    const other = await ask(HIEU, '/api/frozen/nong-thuong-2023.thon-4?act=act:000001');
    expect(other.status).toBe(403);
    expect((await ask(VIET, '/api/frozen/xa-khac-2023.thon-3?act=act:000001')).status).toBe(403);
    // Of the commune's own room only its papers.
    expect((await ask(VIET, `/api/frozen/${COMMUNE}?act=act:000001`)).status).toBe(404);
  });
});
