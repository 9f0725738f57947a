/** What months decided, and who is assigned, follow households whose villages are merged and split: through a real server, with accounts. */
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HOUSEHOLD_PREFIX, listedRows, readVillages } from '../../src/lib/cells/review-rooms.ts';
import { readMoves, type VillageMove } from '../../src/lib/cells/village-moves.ts';
import type { MonthResult } from '../../src/lib/process/month-results.ts';
import { readRoom } from '../rooms/reader.ts';
import { writerThrough } from '../rooms/writer.ts';
import { AccountsServer, PIN, REVIEW, type Answer, type Device } from './testing.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-villages-'));
const YEARLY = 'xa-nong-thuong-2025';
/** Village -> its two households, one of them with a decision of March. */
const HOMES = { 'thon-1': ['h:1', 'h:2'], 'thon-2': ['h:3', 'h:4'], 'thon-3': ['h:5', 'h:6'] } as const;
const VILLAGES = Object.keys(HOMES) as (keyof typeof HOMES)[];
const REVIEWERS = new Map(VILLAGES.map((village, n) => [`Người ${n + 1}`, village]));
let at: AccountsServer;
let admin: Device;
let officer: Device;

const rowOf = (row: string, cells: Record<string, string | number>) =>
  Object.entries(cells).map(([field, value]) => ({ row, field, value }));
const act = async (room: string, kind: string, data: object): Promise<void> =>
  expect((await officer.post(`/api/acts/${room}`, { kind, data })).body).toEqual({ kind: 'done' });

/** A request, through all steps: the household is poor from then on. */
async function decideInMarch(year: number, village: string, household: string): Promise<void> {
  const room = `xa-nong-thuong-${year}-thang-3.${village}`;
  const request = { ask: 'enter', from: 'Hoa', head: 'Hộ', text: 'Ốm', formA: 1, household };
  await act(room, 'requested', { day: `${year}-03-12`, ...request });
  await writerThrough(at.server.hub, 'thử')({ id: 'x', name: 'Lan' })(room, (list) =>
    list.write(rowOf(household, { b1: 100, i1: 'x', i2: 'x', i3: 'x', c1: 'x' })),
  );
  await act(room, 'reviewed', {});
  const present = { committee: 1, bodies: 1, front: 1, reviewers: 1, listed: 10, others: 1, agreeing: 14 };
  await act(room, 'met', { day: `${year}-03-19`, place: 'Nhà văn hóa', chair: 'Hiếu', secretary: 'Lan', ...present });
  await act(room, 'posted', { from: `${year}-03-20`, places: 'Nhà văn hóa' });
  await act(room, 'recognised', { day: `${year}-03-28`, number: `${village}/QĐ-UBND`, signer: 'Nông Văn A' });
}

beforeAll(async () => {
  at = await AccountsServer.start(parent);
  admin = await at.admin();
  await admin.post('/api/reviews', { ...REVIEW, year: 2025 });
  officer = await at.person(admin, { name: 'Trần Quốc Việt', role: 'commune', review: YEARLY });
  for (const [name, village] of REVIEWERS) await at.invited(officer, { villages: [village], places: village, uses: 1 }, name);
  for (const [order, village] of VILLAGES.entries()) {
    await at.write(`${YEARLY}.xa`, rowOf(`v:${village}`, { name: `Thôn ${order + 1}`, order }));
    await at.write(
      `${YEARLY}.${village}`,
      HOMES[village].flatMap((row) => rowOf(row, { code: `N-${row.slice(2)}`, head: `Chủ hộ ${row.slice(2)}`, size: 2, ethnic: 'Tày' })),
    );
  }
  await officer.post(`/api/month-begin/${YEARLY}.xa`, { year: 2025, month: 3 });
  for (const village of VILLAGES) await decideInMarch(2025, village, HOMES[village][0]);
});
afterAll(async () => {
  await at.stop();
  rmSync(parent, { recursive: true, force: true });
});

const move = (wanted: object): Promise<Answer> => officer.post(`/api/village-moves/${YEARLY}.xa`, wanted);
const villages = (): Promise<string[]> => readRoom(at.log, `${YEARLY}.xa`, (list) => readVillages(list).map(({ id }) => id));
const standing = (): Promise<VillageMove[]> =>
  readRoom(at.log, `${YEARLY}.xa`, (list) => readMoves(list).filter(({ undone }) => undone === null));
const householdsOf = (village: string): Promise<string[]> =>
  readRoom(at.log, `${YEARLY}.${village}`, (list) => listedRows(list, HOUSEHOLD_PREFIX));
/** Households that a month's decision offers to a village's list. */
const monthsOf = async (village: string): Promise<string[]> =>
  ((await officer.get(`/api/month-results/${YEARLY}.${village}`)).body.results as MonthResult[])
    .map(({ household }) => household.id)
    .sort();
const assigned = async (): Promise<Map<string, string[]>> =>
  new Map(
    (await at.accounts.inReviews([YEARLY])).flatMap(({ name, villages: own }): [string, string[]][] =>
      own === 'all' ? [] : [[name, own]],
    ),
  );
/** Takes back everything, the last first. */
async function takeAllBack(): Promise<void> {
  for (const { id } of (await standing()).reverse()) expect((await move({ kind: 'back', of: id, text: 'nhầm' })).body.kind).toBe('done');
}

it('a merged village brings its month’s decisions and its people, whoever still comes by an invitation too', async () => {
  const made = await officer.post('/api/invitations', { role: 'reviewer', villages: ['thon-1'], places: 'Thôn 1', uses: 1, days: 2 });
  expect([await monthsOf('thon-1'), await monthsOf('thon-2')]).toEqual([['h:1'], ['h:3']]);
  expect((await move({ kind: 'merge', from: 'thon-1', into: 'thon-2' })).body).toEqual({ kind: 'done', households: 2, people: 1 });
  expect(await monthsOf('thon-2')).toEqual(['h:1', 'h:3']);
  expect(await assigned()).toEqual(
    new Map([
      ['Người 1', ['thon-1', 'thon-2']],
      ['Người 2', ['thon-2']],
      ['Người 3', ['thon-3']],
    ]),
  );
  const late = at.device();
  await late.post('/api/invitation/accept', { token: made.body.invitation.token, name: 'Người 4', password: PIN });
  expect((await late.get(`/api/month-results/${YEARLY}.thon-2`)).status).toBe(200);
  await takeAllBack();
  expect([await monthsOf('thon-1'), await monthsOf('thon-2')]).toEqual([['h:1'], ['h:3']]);
  expect((await assigned()).get('Người 1')).toEqual(['thon-1']);
});

it('those of a village that is split work in both parts, and a month’s decision is offered where its household is', async () => {
  const split = await move({ kind: 'split', from: 'thon-3', name: 'Thôn 9', households: ['h:5'] });
  expect(split.body).toEqual({ kind: 'done', households: 1, people: 1 });
  expect([await monthsOf('thon-3'), await monthsOf('thon-9')]).toEqual([[], ['h:5']]);
  expect((await assigned()).get('Người 3')).toEqual(['thon-3', 'thon-9']);
  // Somebody who has only the new village: back goes the household with them.
  await at.invited(officer, { villages: ['thon-9'], places: 'Thôn 9', uses: 1 }, 'Người 5');
  await takeAllBack();
  expect([await monthsOf('thon-3'), (await assigned()).get('Người 5')]).toEqual([['h:5'], ['thon-9', 'thon-3']]);
});

it('a request of a later month knows what March decided about a household whose village has been merged since', async () => {
  await officer.post(`/api/month-begin/${YEARLY}.xa`, { year: 2025, month: 5 });
  await move({ kind: 'merge', from: 'thon-1', into: 'thon-2' });
  const known = (await officer.get('/api/known/xa-nong-thuong-2025-thang-5.thon-2')).body.households as Record<string, unknown>[];
  expect(known.map(({ household, result }) => [household, result]).sort()).toEqual([
    ['h:1', 'Hộ nghèo'],
    ['h:2', ''],
    ['h:3', 'Hộ nghèo'],
    ['h:4', ''],
  ]);
  await takeAllBack();
});

it('a name that is corrected in the month’s round, where the village still stands by itself, leaves its households where they are now', async () => {
  await move({ kind: 'merge', from: 'thon-1', into: 'thon-2' });
  const march = 'xa-nong-thuong-2025-thang-3.xa';
  const renamed = await officer.post(`/api/village-moves/${march}`, { kind: 'rename', village: 'thon-1', was: 'Thôn 1', name: 'Thôn Một' });
  expect(renamed.body.kind).toBe('done');
  expect([await monthsOf('thon-1'), await monthsOf('thon-2')]).toEqual([[], ['h:1', 'h:3']]);
  await takeAllBack();
});

const wish = fc.oneof(
  fc.record({ kind: fc.constant('merge' as const), from: fc.nat(3), into: fc.nat(3) }),
  fc.record({ kind: fc.constant('split' as const), from: fc.nat(3), first: fc.boolean() }),
  fc.record({ kind: fc.constant('back' as const), which: fc.nat(3) }),
);

it('whatever is merged, split and taken back: each decision is offered once, where its household is, and reviewers keep their households', async () => {
  let count = 0;
  const before = await assigned();
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { minLength: 1, maxLength: 5 }), async (wishes) => {
      for (const each of wishes) {
        const now = await villages();
        if (each.kind === 'merge') await move({ kind: 'merge', from: now[each.from] ?? 'x', into: now[each.into] ?? 'y' });
        else if (each.kind === 'split') {
          const from = now[each.from] ?? now[0]!;
          const there = await householdsOf(from);
          await move({ kind: 'split', from, name: `Thôn mới ${++count}`, households: there.filter((_, n) => (n === 0) === each.first) });
        } else await move({ kind: 'back', of: (await standing())[each.which]?.id ?? '', text: 'nhầm' });

        const homes = new Map<string, string>();
        for (const village of await villages()) {
          const here = await householdsOf(village);
          for (const row of here) homes.set(row, village);
          expect(await monthsOf(village)).toEqual(here.filter((row) => VILLAGES.some((of) => HOMES[of][0] === row)).sort());
        }
        const people = await assigned();
        for (const [name, village] of REVIEWERS)
          expect(people.get(name)).toEqual(expect.arrayContaining(HOMES[village].map((row) => homes.get(row))));
      }
      await takeAllBack();
      // Villages that were split off and taken back are put aside: who had them reads nothing there.
      for (const [name, own] of await assigned()) expect(own.filter((id) => !id.startsWith('thon-moi'))).toEqual(before.get(name));
    }),
    { numRuns: 12 },
  );
});

it('the next round starts with the month’s result of a household that came from another village', async () => {
  await officer.post(`/api/month-begin/${YEARLY}.xa`, { year: 2026, month: 3 });
  await decideInMarch(2026, 'thon-1', 'h:2');
  await move({ kind: 'merge', from: 'thon-1', into: 'thon-2' });
  const made = await admin.post('/api/reviews', { ...REVIEW, year: 2026, copyVillages: true, copyHouseholds: true });
  const list = await at.list(`${made.body.review.id as string}.thon-2`);
  expect(list['h:2']).toMatchObject({ head: 'Chủ hộ 2', lastYear: 'Hộ nghèo' });
});
