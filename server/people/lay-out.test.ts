/** A new round: the standards beside its main one, and the commune's area with its day. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CONFIRMED_2027 } from '../../tests/fixtures/confirmed-2027.ts';
import { CONFIRMED_HCM } from '../../tests/fixtures/confirmed-hcm.ts';
import { AccountsServer, ID, REVIEW, type Answer, type Device } from './testing.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-lap-dot-'));
const NEXT = 'nd351-2025';
const CITY = 'tp-hcm-2026';
let at: AccountsServer;
let admin: Device;

beforeAll(async () => {
  at = await AccountsServer.start(parent);
  admin = await at.admin();
});
afterAll(async () => {
  await at.stop();
  rmSync(parent, { recursive: true, force: true });
});

const lay = (more: object): Promise<Answer> => admin.post('/api/reviews', { ...REVIEW, ...more });

it.each([
  ['no confirmed numbers', [NEXT], /chưa dùng được: còn số chưa có văn bản xác định/],
  ['no such standard', ['nd99'], /Không có bộ chuẩn 'nd99'/],
  ['a standard twice', ['tra-vinh-2021', 'tra-vinh-2021'], /'tra-vinh-2021' được chọn hai lần/],
  ['the main one beside itself', ['nd07-2021'], /'nd07-2021' được chọn hai lần/],
])('%s: refused in words, and nothing is begun', async (_, beside, why) => {
  const { status, body } = await lay({ beside });
  expect([status, body.error]).toEqual([400, expect.stringMatching(why)]);
  expect((await admin.get('/api/reviews')).body.reviews).toEqual([]);
});

it.each([
  ['no confirmed numbers', { standard: CITY }, /chưa dùng được: còn số chưa có văn bản xác định/],
  ['no such standard', { standard: 'nd99' }, /Không có bộ chuẩn 'nd99'/],
  ['the same beside', { standard: 'tra-vinh-2021', beside: ['tra-vinh-2021'] }, /'tra-vinh-2021' được chọn hai lần/],
])('as the main standard, %s: refused in words, and nothing is begun', async (_, more, why) => {
  const { status, body } = await lay(more);
  expect([status, body.error]).toEqual([400, expect.stringMatching(why)]);
  expect((await admin.get('/api/reviews')).body.reviews).toEqual([]);
});

it.each([{ areaFrom: '30/04/2026' }, { areaFrom: '2026-02-30' }, { areaBefore: 'đô thị' }])('%o is refused', async (more) => {
  expect((await lay({ area: 'urban', ...more })).status).toBe(400);
});

it('a round by two standards, of a commune whose area has changed', async () => {
  expect((await admin.post('/api/standards', CONFIRMED_2027)).status).toBe(200);
  expect((await lay({ beside: [NEXT], area: 'urban', areaFrom: '2026-04-30', areaBefore: 'rural' })).status).toBe(200);
  const { round } = await at.list(`${ID}.xa`);
  expect(round).toMatchObject({ standard: 'nd07-2021', beside: NEXT, area: 'urban', areaFrom: '30/04/2026', areaBefore: 'rural' });
  expect((await admin.get(`/api/reviews/work?review=${ID}`)).body.beside).toEqual([NEXT]);
});

it('a correction of the year keeps them where it names none, and is checked by the new main standard', async () => {
  expect((await admin.post('/api/reviews/correct', { id: ID, year: 2027, beside: [NEXT] })).body.error).toMatch(/được chọn hai lần/);
  expect((await admin.post('/api/reviews/correct', { id: ID, year: 2025 })).status).toBe(200);
  expect((await at.list(`${ID}.xa`)).round).toMatchObject({ year: 2025, beside: NEXT });
  expect((await admin.post('/api/reviews/correct', { id: ID, year: 2026, beside: [] })).status).toBe(200);
  expect((await at.list(`${ID}.xa`)).round?.beside ?? null).toBeNull();
});

it('an area without a day is simply so', async () => {
  expect((await lay({ commune: 'Xã Mới', area: 'rural' })).status).toBe(200);
  expect((await at.list('xa-moi-2026.xa')).round).not.toHaveProperty('areaFrom');
  expect((await at.list('xa-moi-2026.xa')).round).not.toHaveProperty('beside');
});

it('a round by a province’s own standard, with the national one beside it; a correction gives the main one back to the plan', async () => {
  expect((await admin.post('/api/standards', CONFIRMED_HCM)).status).toBe(200);
  expect((await lay({ commune: 'Xã Riêng', standard: CITY, beside: ['nd07-2021'] })).status).toBe(200);
  const id = 'xa-rieng-2026';
  expect((await at.list(`${id}.xa`)).round).toMatchObject({ standard: CITY, beside: 'nd07-2021' });
  expect((await admin.get(`/api/reviews/work?review=${id}`)).body).toMatchObject({ standard: CITY, beside: ['nd07-2021'] });
  const same = await admin.post('/api/reviews/correct', { id, year: 2026, standard: CITY, beside: [CITY] });
  expect([same.status, same.body.error]).toEqual([400, expect.stringMatching(/được chọn hai lần/)]);
  expect((await admin.post('/api/reviews/correct', { id, year: 2026, beside: [CITY] })).status).toBe(200);
  expect((await at.list(`${id}.xa`)).round).toMatchObject({ standard: 'nd07-2021', beside: CITY });
  expect((await admin.post('/api/reviews/correct', { id, year: 2026, standard: CITY, beside: [] })).status).toBe(200);
  expect((await at.list(`${id}.xa`)).round).toMatchObject({ standard: CITY });
});
