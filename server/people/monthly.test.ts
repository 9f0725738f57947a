/** A monthly review from its requests to its results, beside the yearly round, through a real server. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MonthResult } from '../../src/lib/process/month-results.ts';
import { writerThrough } from '../rooms/writer.ts';
import { until } from '../testing.ts';
import { AccountsServer, REVIEW, type Answer, type Device } from './testing.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-month-'));
const YEARLY = 'xa-nong-thuong-2024';
const MONTH = 'xa-nong-thuong-2025-thang-3';
const ROOM = `${MONTH}.thon-3`;
let at: AccountsServer;
let admin: Device;
let officer: Device;
let reviewer: Device;

const rowOf = (row: string, cells: Record<string, string | number>) =>
  Object.entries(cells).map(([field, value]) => ({ row, field, value }));
const THREE = { i1: 'x', i2: 'x', i3: 'x', c1: 'x' };
const act = (kind: string, data: object, room = ROOM): Promise<Answer> => officer.post(`/api/acts/${room}`, { kind, data });
const request = (data: object, room = ROOM): Promise<Answer> =>
  act('requested', { day: '2025-03-12', ask: 'enter', from: 'Nông Thị Hoa', head: 'Hộ', text: 'Ốm đau', formA: 1, ...data }, room);
const codes = ({ body }: Answer): string[] => ((body.needs ?? []) as { code: string }[]).map(({ code }) => code);
const month = async (number: number) => (await officer.get(`/api/months/${YEARLY}.xa?year=2025`)).body.months[number - 1];
/** The acts of a kind, by their order. */
const actsOf = async (kind: string): Promise<string[]> =>
  Object.entries(await at.list(`${MONTH}.xa`)).flatMap(([row, cells]) => (cells['act.kind'] === kind ? [row] : []));
const done = { status: 200, body: { kind: 'done' } };
const recognise = (): Promise<Answer> => act('recognised', { day: '2025-03-28', number: '07/QĐ-UBND', signer: 'Nông Văn A' });
/** The requests that the decision does not grant. */
async function answerOthers(): Promise<void> {
  const [, , third, , fifth] = await actsOf('requested');
  for (const [of, text] of [
    [third, 'Kết quả rà soát vẫn là hộ nghèo'],
    [fifth, 'Phiếu A có 5 tiêu chí'],
  ])
    expect(await act('refused', { of, day: '2025-03-29', number: '12/UBND', text })).toMatchObject(done);
}

beforeAll(async () => {
  at = await AccountsServer.start(parent);
  admin = await at.admin();
  await admin.post('/api/reviews', { ...REVIEW, year: 2024 });
  officer = await at.person(admin, { name: 'Trần Quốc Việt', role: 'commune', review: YEARLY });
  reviewer = await at.invited(officer);
  await at.write(`${YEARLY}.xa`, rowOf('v:thon-3', { name: 'Thôn 3', order: 0 }));
  await at.write(`${YEARLY}.thon-3`, [
    ...rowOf('h:1', { code: 'T3-01', head: 'Nông Đình Bằng', size: 1, ethnic: 'Tày', lastYear: 'Hộ cận nghèo', b1: 100, ...THREE }),
    ...rowOf('h:2', { code: 'T3-02', head: 'Hà Văn Dũng', size: 2, ethnic: 'Tày', lastYear: 'Hộ cận nghèo', b1: 200 }),
    ...rowOf('h:3', { code: 'T3-03', head: 'Lý Thị Ba', size: 2, ethnic: 'Tày', lastYear: 'Hộ nghèo', b1: 90, ...THREE }),
    ...rowOf('m:1', { code: 'T3-01', name: 'Nông Thị Hoa', birth: '01/02/2015', notInSchool: 'x' }),
  ]);
});
afterAll(async () => {
  await at.stop();
  rmSync(parent, { recursive: true, force: true });
});

it('a month without requests is logged once, by who may, and taken back with a reason; before its 15th it is too early', async () => {
  const none = { year: 2025, month: 2, text: 'Không có giấy đề nghị' };
  expect((await reviewer.post(`/api/month-without/${YEARLY}.xa`, none)).status).toBe(403);
  expect((await officer.post(`/api/month-without/${YEARLY}.xa`, none)).status).toBe(200);
  expect((await officer.post(`/api/month-without/${YEARLY}.xa`, none)).status).toBe(409);
  expect(await month(2)).toMatchObject({ state: 'none', isLate: false, without: { by: 'Trần Quốc Việt' }, report: '2025-03-05' });
  expect((await officer.post(`/api/month-begin/${YEARLY}.xa`, none)).body.code).toBe('logged-without');
  expect((await officer.post(`/api/month-without-undone/${YEARLY}.xa`, { ...none, text: '' })).status).toBe(400);
  expect((await officer.post(`/api/month-without-undone/${YEARLY}.xa`, { ...none, text: 'Có giấy gửi sau' })).status).toBe(200);
  expect(await month(2)).toMatchObject({ state: 'open', isLate: true, without: null });
  expect((await officer.post(`/api/month-without/${YEARLY}.xa`, { year: 2100, month: 1 })).body.code).toBe('too-early');
});

it('the same people work in it with the same rights, and the yearly round goes on', async () => {
  expect((await reviewer.post(`/api/month-begin/${YEARLY}.xa`, { year: 2025, month: 3 })).status).toBe(403);
  const { status, body } = await officer.post(`/api/month-begin/${YEARLY}.xa`, { year: 2025, month: 3 });
  expect([status, body.review.id]).toEqual([200, MONTH]);
  expect((await officer.post(`/api/month-begin/${YEARLY}.xa`, { year: 2025, month: 3 })).status).toBe(409);
  expect((await reviewer.get('/api/me')).body.person).toMatchObject({ review: YEARLY, alongside: [MONTH] });
  expect(await at.list(`${MONTH}.xa`)).toMatchObject({ round: { unit: 'Xã Nông Thượng', area: 'rural', plan: 'thang-2025-03' } });
  expect((await reviewer.get('/api/people')).status).toBe(403);
  expect(
    (await officer.post('/api/invitations', { role: 'reviewer', villages: ['thon-3'], places: 'Thôn 3', uses: 1, days: 1, review: MONTH }))
      .status,
  ).toBe(403);
});

it('finds the households that the rounds know, with today’s result', async () => {
  const { body } = await officer.get(`/api/known/${ROOM}`);
  expect(body.households.map(({ head, result, members }: Record<string, unknown>) => [head, result, members])).toEqual([
    ['Nông Đình Bằng', 'Hộ nghèo', 1],
    ['Hà Văn Dũng', '', 0],
    ['Lý Thị Ba', 'Hộ nghèo', 0],
  ]);
  expect((await reviewer.get(`/api/known/${ROOM}`)).status).toBe(403);
});

it('a request brings its household onto the list: who it is and its last result, nothing of the old scores', async () => {
  expect(
    (
      await reviewer.post(`/api/acts/${ROOM}`, {
        kind: 'requested',
        data: { day: '2025-03-12', ask: 'enter', from: 'Ai đó', head: 'Hộ', text: 'Ốm' },
      })
    ).status,
  ).toBe(403);
  expect(codes(await request({}, `${YEARLY}.thon-3`))).toEqual(['not-monthly']);
  expect(codes(await request({ household: 'h:1' }))).toEqual(['poor-already']);
  expect(codes(await request({ household: 'h:2', ask: 'leave' }))).toEqual(['not-on-list']);
  expect(codes(await request({ household: 'h:khong-co' }))).toEqual(['no-household']);
  expect(codes(await request({ formA: undefined }))).toEqual(['no-form-a']);
  expect(await request({ household: 'h:2' })).toMatchObject(done);
  expect(codes(await request({ household: 'h:2' }))).toEqual(['asked-already']);
  expect(await request({ household: 'h:1', ask: 'leave' })).toMatchObject(done);
  expect(await request({ household: 'h:3', ask: 'leave' })).toMatchObject(done);
  const noted = { head: 'Triệu Văn Mới', note: `${YEARLY}.thon-3 note:000001` };
  expect(await request(noted)).toMatchObject(done);
  expect(codes(await request(noted))).toEqual(['note-requested']);
  // Too many criteria of Phiếu A: not on the list, unless with a reason.
  expect(await request({ head: 'Hộ khá', formA: 5 })).toMatchObject(done);
  const list = await at.list(ROOM);
  expect(list['h:2']).toMatchObject({ code: 'T3-02', head: 'Hà Văn Dũng', formerly: 'Hộ cận nghèo', request: 'x', formA: 1 });
  expect(list['h:1']).toMatchObject({ code: 'T3-01', lastYear: 'Hộ nghèo' });
  expect(Object.values(list).some((cells) => 'b1' in cells || 'i1' in cells || 'notInSchool' in cells)).toBe(false);
  expect(list['m:1']).toMatchObject({ name: 'Nông Thị Hoa', code: 'T3-01' });
  expect(Object.values(list).find(({ head }) => head === 'Triệu Văn Mới')).toMatchObject({ code: 'TX2503-04' });
  expect(Object.values(list).some(({ head }) => head === 'Hộ khá')).toBe(false);
  expect((await at.list(`${MONTH}.xa`))['v:thon-3']).toMatchObject({ name: 'Thôn 3' });
  expect(await month(3)).toMatchObject({ state: 'review', isLate: true, counts: { all: 5, open: 5 }, due: { day: '2025-03-31' } });
});

it('a withdrawn request takes its household off the list, and back when that is taken back', async () => {
  const [, , third = ''] = await actsOf('requested');
  const withdraw = { of: third, day: '2025-03-14', text: 'Hộ không đề nghị nữa' };
  expect(await act('retracted', withdraw)).toMatchObject(done);
  expect(codes(await act('retracted', withdraw))).toEqual(['answered-already']);
  expect((await at.list(ROOM))['h:3']).toMatchObject({ aside: 'x' });
  const [withdrawn = ''] = await actsOf('retracted');
  expect(codes(await act('undone', { of: third, text: 'Nhầm' }))).toEqual(['answered-already']);
  expect(await act('undone', { of: withdrawn, text: 'Hộ đề nghị lại' })).toMatchObject(done);
  expect((await at.list(ROOM))['h:3']?.aside).toBeNull();
});

it('goes through its steps to a decision of its own, without the opinion of the level above', async () => {
  const list = await at.list(ROOM);
  const fresh = Object.keys(list).find((row) => list[row]?.head === 'Triệu Văn Mới') ?? '';
  await writerThrough(at.server.hub, 'thử')({ id: 'ha-thi-lan', name: 'Hà Thị Lan' })(ROOM, (rows) =>
    rows.write([
      ...rowOf('h:2', { b1: 100, ...THREE }),
      ...rowOf('h:1', { b1: 200 }),
      ...rowOf('h:3', { b1: 100, ...THREE }),
      ...rowOf(fresh, { size: 3, ethnic: 'Tày', b1: 110, i1: 'x', c1: 'x' }),
    ]),
  );
  expect(await act('reviewed', {})).toMatchObject(done);
  expect(codes(await request({ head: 'Đến muộn' }))).toEqual(['list-closed']);
  const [first = '', , third = ''] = await actsOf('requested');
  expect(codes(await act('refused', { of: third, day: '2025-03-20', text: 'Vẫn là hộ nghèo' }))).toEqual(['not-refused-yet']);
  const meeting = { day: '2025-03-19', place: 'Nhà văn hóa', chair: 'Lường Văn Hiếu', secretary: 'Hà Thị Lan' };
  const present = { committee: 1, bodies: 1, front: 1, reviewers: 1, listed: 10, others: 1, agreeing: 14 };
  expect(await act('met', { ...meeting, ...present })).toMatchObject(done);
  expect(await act('posted', { from: '2025-03-20', places: 'Nhà văn hóa' })).toMatchObject(done);
  expect(codes(await act('sent', { day: '2025-03-26', to: 'UBND tỉnh' }))).toEqual(['no-such-step']);
  expect(await recognise()).toMatchObject(done);
  expect(codes(await act('refused', { of: first, day: '2025-03-29', text: 'Nhầm' }))).toEqual(['not-refused-yet']);
  expect(await month(3)).toMatchObject({
    state: 'review',
    counts: { all: 5, recognised: 3, open: 2 },
    decisions: ['07/QĐ-UBND'],
    report: '2025-04-05',
  });
  await answerOthers();
  expect(await month(3)).toMatchObject({
    state: 'done',
    isLate: false,
    counts: { recognised: 3, refused: 2, open: 0, late: 0 },
    due: null,
  });
});

it('the next round’s last result is that of the newest decision, and new households come along', async () => {
  const wish = { ...REVIEW, year: 2025, copyVillages: true, copyHouseholds: true };
  expect((await admin.post('/api/reviews', wish)).body.review).toMatchObject({ id: 'xa-nong-thuong-2025' });
  const households = Object.entries(await at.list('xa-nong-thuong-2025.thon-3')).filter(([row]) => row.startsWith('h:'));
  expect(households.map(([, { head, lastYear, formerly }]) => [head, lastYear, formerly ?? null]).sort()).toEqual([
    ['Hà Văn Dũng', 'Hộ nghèo', 'Hộ cận nghèo'],
    ['Lý Thị Ba', 'Hộ nghèo', 'Hộ nghèo'],
    ['Triệu Văn Mới', 'Hộ cận nghèo', null],
  ]);
});

it('a yearly list hears of what the months of its year decided, and of no later one', async () => {
  // Decided in 2025, after the last day of this round.
  expect((await reviewer.get(`/api/month-results/${YEARLY}.thon-3`)).body).toEqual({ results: [] });
  expect((await officer.get(`/api/month-results/${ROOM}`)).body).toEqual({ results: [] });
  expect((await admin.get(`/api/month-results/${YEARLY}.thon-3`)).status).toBe(403);
  expect((await reviewer.get(`/api/month-results/${YEARLY}.thon-4`)).status).toBe(403);
});

it('an admin puts a month aside and brings it back: its acts are kept, and nobody’s work or yearly round is touched', async () => {
  expect((await officer.post('/api/reviews/aside', { id: MONTH, households: 0, text: 'Lập nhầm' })).status).toBe(403);
  expect((await admin.post('/api/reviews/correct', { id: MONTH, year: 2026 })).body.code).toBe('monthly-review');
  expect((await admin.post('/api/reviews/correct', { id: YEARLY, year: 2025, plan: 'thang-2025-05' })).body.code).toBe('monthly-review');
  expect((await admin.post('/api/reviews/aside', { id: YEARLY, households: 99, to: MONTH, text: 'Lập nhầm' })).status).toBe(404);
  const { households } = (await admin.get(`/api/reviews/work?review=${MONTH}`)).body;
  const acts = await actsOf('requested');
  const put = (): Promise<Answer> => admin.post('/api/reviews/aside', { id: MONTH, households, text: 'Lập nhầm' });
  // Not while a decision, or an answer in writing, stands.
  for (const of of [...(await actsOf('recognised')), ...(await actsOf('refused'))]) {
    const { status, body } = await put();
    expect([status, body.code, body.error]).toEqual([
      409,
      'decided',
      expect.stringMatching(/^Tháng này có 1 thôn đã có quyết định công nhận hoặc văn bản trả lời.*cán bộ xã hủy/),
    ]);
    expect(await act('undone', { of, text: 'Ghi nhầm' })).toMatchObject(done);
  }
  expect((await put()).status).toBe(200);
  const { changes } = (await admin.get('/api/reviews')).body;
  expect(changes[0]).toMatchObject({ kind: 'aside', before: 'Xã Nông Thượng, thường xuyên tháng 3/2025' });
  expect((await officer.get('/api/me')).body.person).not.toHaveProperty('alongside');
  expect((await officer.get(`/api/known/${ROOM}`)).status).toBe(403);
  expect(await month(3)).toMatchObject({ review: null, state: 'open', aside: true });
  // The register keeps what was done in it.
  const { rounds } = (await officer.get(`/api/register/${YEARLY}.xa`)).body;
  expect(rounds.find(({ review }: { review: string }) => review === MONTH)).toMatchObject({ aside: true, yearly: false });
  expect((await admin.post('/api/reviews/back', { id: MONTH })).status).toBe(200);
  expect(await actsOf('requested')).toEqual(acts);
  expect(await month(3)).toMatchObject({ review: MONTH, state: 'review', aside: false });
  expect(await recognise()).toMatchObject(done);
  await answerOthers();
  expect(await month(3)).toMatchObject({ review: MONTH, state: 'done', aside: false });
  expect((await officer.get('/api/me')).body.person).toMatchObject({ review: YEARLY, alongside: [MONTH] });
});

it('from 2027 a month begins on the day that the admin confirmed from the text', async () => {
  const start = async (): Promise<string> => (await officer.get(`/api/months/${YEARLY}.xa?year=2027`)).body.months[4].from;
  expect(await start()).toBe('2027-05-15');
  const value = { when: 'Mỗi tháng một lần, từ ngày 10', from: '10' };
  const rule = { rules: 'tt25-2026', part: 'time', entry: 'time-during', basis: 'Quyết định số 01/2027/QĐ-TTg, Điều 3', value };
  expect((await admin.post('/api/rules', { ...rule, value: { ...value, from: '32' } })).status).toBe(400);
  expect((await officer.post('/api/rules', rule)).status).toBe(403);
  expect((await admin.post('/api/rules', rule)).status).toBe(200);
  expect(await start()).toBe('2027-05-10');
});

it('after the staff has moved on, those left behind work in no monthly review, and the staff still in those of last year', async () => {
  const { id } = (await officer.get('/api/me')).body.person;
  await admin.post('/api/people/carry', { review: 'xa-nong-thuong-2025', people: [id] });
  expect((await reviewer.get('/api/me')).body.person.alongside).toBeUndefined();
  expect((await officer.get('/api/me')).body.person).toMatchObject({
    review: 'xa-nong-thuong-2025',
    alongside: [MONTH],
    reviews: [YEARLY],
  });
  const { results } = (await officer.get('/api/month-results/xa-nong-thuong-2025.thon-3')).body;
  expect(
    results.map(({ household, members, result, number }: MonthResult) => [household.cells.head, members.length, result, number]).sort(),
  ).toEqual([
    ['Hà Văn Dũng', 0, 'Hộ nghèo', '07/QĐ-UBND'],
    ['Lý Thị Ba', 0, 'Hộ nghèo', '07/QĐ-UBND'],
    ['Nông Đình Bằng', 1, 'Không nghèo', '07/QĐ-UBND'],
    ['Triệu Văn Mới', 0, 'Hộ cận nghèo', '07/QĐ-UBND'],
  ]);
  expect(JSON.stringify(results)).not.toMatch(/"(b1|i1|formA|request)"/);
  const gone = reviewer.join(ROOM);
  await until(() => gone.closed !== null);
  expect(gone.closed?.code).toBe(4403);
});

it('the register has the rounds in the order of their days, whenever they were laid out', async () => {
  const NOW = 'xa-nong-thuong-2025';
  expect((await officer.post(`/api/month-begin/${NOW}.xa`, { year: 2025, month: 2 })).status).toBe(200);
  const { rounds } = (await officer.get(`/api/register/${NOW}.xa`)).body;
  expect(rounds.map(({ review }: { review: string }) => review)).toEqual([YEARLY, `${NOW}-thang-2`, MONTH, NOW]);
});
