/** From one round of a commune to the next: its villages, its people, and what each may still read. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../testing.ts';
import { AccountsServer, ID, REVIEW, type Device } from './testing.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-next-'));
const LAST = 'xa-nong-thuong-2025';
let at: AccountsServer;
let admin: Device;
let officer: Device;
let reviewer: Device;
const idOf = async (device: Device): Promise<string> => (await device.get('/api/me')).body.person.id as string;

beforeAll(async () => {
  at = await AccountsServer.start(parent);
  admin = await at.admin();
  await admin.post('/api/reviews', { ...REVIEW, year: 2025 });
  officer = await at.person(admin, { name: 'Trần Quốc Việt', role: 'commune', review: LAST });
  reviewer = await at.invited(officer);
  await at.write(`${LAST}.xa`, [
    { row: 'v:thon-4', field: 'name', value: 'Thôn 4' },
    { row: 'v:thon-3', field: 'name', value: 'Thôn 3' },
    { row: 'v:thon-3', field: 'area', value: 'Thành thị' },
    { row: 'v:thon-3', field: 'areaFrom', value: '30/04/2026' },
    { row: 'v:thon-3', field: 'areaBefore', value: 'Nông thôn' },
    { row: 'v:thon-3', field: 'locked', value: 'x' },
    { row: 'v:thon-3', field: 'households', value: 80 },
    { row: 'v:thon-3', field: 'householdsLastYear', value: 78 },
    { row: 'v:thon-3', field: 'shape', value: '10580000,2210000' },
    { row: 'v:thon-3', field: 'poorTarget', value: 2 },
    { row: 'v:thon-3', field: 'poorTargetNext', value: 3 },
    { row: 'v:thon-3', field: 'order', value: 0 },
  ]);
  await at.write(`${LAST}.thon-3`, [{ row: 'h:1', field: 'head', value: 'Nông Đình Bằng' }]);
});
afterAll(async () => {
  await at.stop();
  rmSync(parent, { recursive: true, force: true });
});

it('the next round starts with the villages by their names, without locks or households', async () => {
  const { review } = (await admin.post('/api/reviews', { ...REVIEW, copyVillages: true })).body;
  expect(review).toMatchObject({ id: ID, year: 2026 });
  expect((await admin.get(`/api/villages?review=${ID}`)).body.villages).toEqual([
    { id: 'thon-3', name: 'Thôn 3' },
    { id: 'thon-4', name: 'Thôn 4' },
  ]);
  const list = await at.list(`${ID}.xa`);
  expect(list['v:thon-3']).toEqual({
    ...{ name: 'Thôn 3', area: 'Thành thị', areaFrom: '30/04/2026', areaBefore: 'Nông thôn', shape: '10580000,2210000', order: 0 },
    // The target that the plan set for this year, and last year's total.
    ...{ poorTarget: 3, householdsLastYear: 80 },
  });
  expect(list.round).toMatchObject({ year: 2026 });
  expect(await at.stored(`${ID}.thon-3`)).toEqual([]);
  const lists = (await admin.get('/api/reviews')).body.reviews.map(({ id, lists: count }: { id: string; lists: number }) => [id, count]);
  expect(lists).toEqual([
    [ID, 0],
    [LAST, 1],
  ]);
});

it('no next round with a village called like the sum of all: named, and nothing is begun', async () => {
  const other = { ...REVIEW, commune: 'Xã Cộng' };
  await admin.post('/api/reviews', { ...other, year: 2025 });
  await at.write('xa-cong-2025.xa', [{ row: 'v:tong-cong', field: 'name', value: 'Tổng cộng' }]);
  const { status, body } = await admin.post('/api/reviews', { ...other, copyVillages: true });
  expect([status, body.error]).toEqual([409, expect.stringMatching(/^“Tổng cộng” là tên dòng cộng.*Hãy đổi tên thôn ấy ở đợt trước/)]);
  expect(await at.stored('xa-cong-2026.xa')).toEqual([]);
});

it('a commune’s first round starts with nothing', async () => {
  expect((await admin.post('/api/reviews', { ...REVIEW, commune: 'Xã Mới', copyVillages: true })).status).toBe(200);
  expect(Object.keys(await at.list('xa-moi-2026.xa'))).toEqual(['round']);
});

it('the officer, carried along, carries the others: to the same villages, also those not created yet', async () => {
  const open = reviewer.join(`${LAST}.thon-3`);
  await open.sync();
  expect((await admin.post('/api/people/carry', { review: ID, people: [await idOf(officer)] })).body).toEqual({ carried: 1 });
  expect((await officer.get('/api/me')).body).toMatchObject({
    person: { review: ID, reviews: [LAST] },
    reviews: [{ id: ID }, { id: LAST }],
  });
  expect((await officer.post('/api/people/carry', { review: ID, people: [await idOf(reviewer)] })).body).toEqual({ carried: 1 });
  await until(() => open.closed !== null);
  expect(open.closed?.code).toBe(4403);
  expect((await reviewer.get('/api/me')).body.person).toMatchObject({ review: ID, villages: ['thon-3'] });
  const next = reviewer.join(`${ID}.thon-3`);
  await next.sync();
  next.write('h:2', 'sau');
  await until(() => next.receipt > 0);
});

it('nobody is carried twice, nor back', async () => {
  expect((await admin.post('/api/people/carry', { review: ID, people: [await idOf(reviewer)] })).status).toBe(403);
  expect((await admin.post('/api/people/carry', { review: LAST, people: [await idOf(reviewer)] })).status).toBe(403);
});

it('the commune reads its earlier round and writes nothing there; its reviewers do not read it', async () => {
  const earlier = officer.join(`${LAST}.thon-3`);
  await earlier.sync();
  earlier.write('h:3', 'muộn');
  const rows = (await at.stored(`${LAST}.thon-3`)).length;
  await earlier.reached();
  expect([earlier.receipt, (await at.stored(`${LAST}.thon-3`)).length]).toEqual([0, rows]);
  expect((await officer.get(`/api/audit/${LAST}.thon-3`)).status).toBe(200);
  const refused = reviewer.join(`${LAST}.thon-3`);
  await until(() => refused.closed !== null);
  expect(refused.closed?.code).toBe(4403);
});

it('takes the households over on wish: with members and last year’s result, without its scores', async () => {
  const other = { ...REVIEW, commune: 'Xã Khác' };
  await admin.post('/api/reviews', { ...other, year: 2024 });
  const rowOf = (row: string, cells: Record<string, string | number>) =>
    Object.entries(cells).map(([field, value]) => ({ row, field, value }));
  await at.write('xa-khac-2024.xa', rowOf('v:thon-3', { name: 'Thôn 3' }));
  await at.write('xa-khac-2024.thon-3', [
    ...rowOf('h:1', { code: 'T3-01', head: 'Nông Đình Bằng', size: 4, lastYear: 'Hộ cận nghèo', b1: 100, i1: 'x', i2: 'x', i3: 'x' }),
    ...rowOf('h:2', { code: 'T3-02', head: 'Chưa chấm điểm', lastYear: 'Hộ nghèo' }),
    ...rowOf('m:1', { code: 'T3-01', name: 'Nông Thị Hoa', notInSchool: 'x' }),
  ]);
  const wish = { ...other, year: 2025, copyVillages: true, copyHouseholds: true };
  expect((await admin.post('/api/reviews', wish)).body.review).toMatchObject({ id: 'xa-khac-2025' });
  expect(await at.list('xa-khac-2025.thon-3')).toEqual({
    'h:1': { code: 'T3-01', head: 'Nông Đình Bằng', size: 4, sheet: 'list01', lastYear: 'Hộ nghèo', formerly: 'Hộ cận nghèo', order: 0 },
    'm:1': { code: 'T3-01', name: 'Nông Thị Hoa', order: 0 },
  });
});

it('the commune makes next year’s round itself: who is not taken over is named, and it moves there', async () => {
  const [other, last] = [{ ...REVIEW, commune: 'Xã Tự Lập', year: 2024 }, 'xa-tu-lap-2024'];
  await admin.post('/api/reviews', other);
  const own = await at.person(admin, { name: 'Lê Thị Hoa', role: 'commune', review: last });
  const rowOf = (row: string, cells: Record<string, string | number>) =>
    Object.entries(cells).map(([field, value]) => ({ row, field, value }));
  await at.write(`${last}.xa`, rowOf('v:thon-3', { name: 'Thôn 3' }));
  await at.write(`${last}.thon-3`, [
    ...rowOf('h:1', { code: 'T3-01', head: 'Nông Đình Bằng', size: 4, lastYear: 'Hộ nghèo', b1: 100, i1: 'x', i2: 'x', i3: 'x' }),
    ...rowOf('h:2', { code: 'T3-02', head: 'Chưa chấm điểm', lastYear: 'Hộ nghèo' }),
  ]);
  const room = `/api/next-round/${last}.xa`;
  expect((await own.get(room)).body).toEqual({
    year: 2025,
    exists: false,
    problem: '',
    villages: [{ id: 'thon-3', name: 'Thôn 3', households: 1, open: [{ row: 'h:2', code: 'T3-02', head: 'Chưa chấm điểm' }] }],
  });
  // The admin sees how many they are, and no name.
  expect((await admin.get(`/api/reviews/open?review=${last}`)).body).toEqual({ villages: [{ name: 'Thôn 3', open: 1 }] });
  for (const stranger of [officer, reviewer, admin]) expect((await stranger.post(room, { year: 2025 })).status).toBe(403);
  expect((await own.post(room, { year: 2026 })).body.code).toBe('other-year');
  expect((await own.post(room, { year: 2025 })).body.review).toMatchObject({ id: 'xa-tu-lap-2025', year: 2025, name: 'Xã Tự Lập' });
  expect((await own.get('/api/me')).body.person).toMatchObject({ review: 'xa-tu-lap-2025', reviews: [last] });
  expect(Object.keys(await at.list('xa-tu-lap-2025.thon-3'))).toEqual(['h:1']);
  expect(await at.list('xa-tu-lap-2025.xa')).toMatchObject({ round: { area: 'rural', year: 2025 }, 'v:thon-3': { name: 'Thôn 3' } });
  expect((await own.post(room, { year: 2025 })).status).toBe(403);
  // The round's district is the same unit, not another of that name.
  const { units } = (await admin.get('/api/reviews')).body as { units: { name: string }[] };
  expect(units.filter(({ name }) => name === REVIEW.district || name === 'Xã Tự Lập')).toHaveLength(2);
});
