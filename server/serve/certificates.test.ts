/** Certificates through a real server with accounts: numbered over all rounds of a commune, by those who may, and by nobody else. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actWrites, readActs } from '../../src/lib/process/act-rows.ts';
import { issuedText, type IssuedLine } from '../../src/lib/process/certificate-lines.ts';
import { certificatesOf } from '../../src/lib/process/certificates.ts';
import { recognisedActs } from '../../tests/fixtures/recognised-acts.ts';
import type { Register } from '../../src/lib/api/register.ts';
import { inUse, NOTHING_OWN } from '../../src/lib/forms/own.ts';
import { Registers } from '../process/register-now.ts';
import { AccountsServer, ID, REVIEW, type Answer, type Device } from '../people/testing.ts';
import { readRoom } from '../rooms/reader.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-certificates-'));
const LAST = 'xa-nong-thuong-2025';
let at: AccountsServer;
let admin: Device;
/** Of this round, and of the last one: two officers of one commune. */
let officer: Device;
let earlier: Device;
let reviewer: Device;
let upper: Device;

/** A recognised village: what its steps leave in the log. */
async function recognised(review: string, year: number, village: string): Promise<void> {
  for (const wanted of recognisedActs(year)) {
    const writes = await readRoom(at.log, `${review}.xa`, (records) => actWrites(records, village, wanted, { hash: '', role: 'commune' }));
    await at.write(`${review}.xa`, writes);
  }
}
const rowOf = (row: string, cells: Record<string, string | number>) =>
  Object.entries(cells).map(([field, value]) => ({ row, field, value }));
const poor = (n: number, code: string) =>
  rowOf(`h:${n}`, { sheet: 'list01', code, head: `Hộ ${code}`, size: 4, lastYear: 'Hộ nghèo', b1: 90, i1: 'x', i2: 'x', i3: 'x', c1: 'x' });

const act = (by: Device, kind: string, data: object, room = `${ID}.thon-3`): Promise<Answer> =>
  by.post(`/api/acts/${room}`, { kind, data });
const issue = (by: Device, first: number, lines: IssuedLine[], room?: string, day = '2026-11-10'): Promise<Answer> =>
  act(by, 'issued', { day, signer: 'Hoàng Văn An', first, cause: 'first', households: issuedText(lines) }, room);
const N = (household: string): IssuedLine => ({ household, listed: 'N' });
const codes = ({ body }: Answer): string[] => ((body.needs ?? []) as { code: string }[]).map(({ code }) => code);

beforeAll(async () => {
  at = await AccountsServer.start(parent);
  admin = await at.admin();
  await admin.post('/api/reviews', { ...REVIEW, year: 2025 });
  earlier = await at.person(admin, { name: 'Lê Thị Hoa', role: 'commune', review: LAST });
  officer = await at.officer(admin);
  reviewer = await at.invited(officer);
  const unit = ((await admin.get('/api/reviews')).body.units as { name: string; id: number }[]).find(
    ({ name }) => name === REVIEW.district,
  )!;
  upper = await at.person(admin, { name: 'Phòng Lao động', role: 'upper', unit: unit.id });
  for (const [review, year] of [
    [LAST, 2025],
    [ID, 2026],
  ] as const) {
    await at.write(`${review}.xa`, [
      ...rowOf('round', { unit: 'Xã Nông Thượng', year }),
      ...['3', '4'].flatMap((n) => rowOf(`v:thon-${n}`, { name: `Thôn ${n}`, area: 'Nông thôn' })),
    ]);
    await at.write(`${review}.thon-3`, [...poor(1, 'T3-01'), ...poor(2, 'T3-02'), ...poor(3, 'T3-03')]);
    await at.write(`${review}.thon-4`, poor(1, 'T4-01'));
    for (const village of ['thon-3', 'thon-4']) await recognised(review, year, village);
  }
});
afterAll(async () => {
  await at.stop();
  rmSync(parent, { recursive: true, force: true });
});

it('are issued by the commune alone, whatever address is asked', async () => {
  for (const other of [reviewer, upper, admin, earlier]) expect((await issue(other, 1, [N('T3-01')])).status).toBe(403);
  expect((await issue(officer, 1, [N('T3-01')], `${LAST}.thon-3`)).status).toBe(403);
  expect((await issue(officer, 1, [{ household: 'T3-01', listed: 'x' as 'N' }])).status).toBe(400);
});

it('of one round count in the other: a number once in a year, one valid certificate for a household', async () => {
  expect((await issue(earlier, 1, [N('T3-01')], `${LAST}.thon-3`, '2026-01-05')).body).toEqual({ kind: 'done' });
  expect(codes(await issue(officer, 1, [N('T3-02')]))).toEqual(['number-used-1']);
  expect(codes(await issue(officer, 2, [N('T3-01')]))).toEqual(['has-one-0']);
  const anew = { day: '2026-11-11', signer: 'Hoàng Văn An', first: 2, cause: 'lost' };
  expect(codes(await act(officer, 'issued', { ...anew, households: 'T3-01\tN\t2026/7' }))).toEqual(['has-none-0']);
  expect((await act(officer, 'issued', { ...anew, households: 'T3-01\tN\t2026/1' })).body).toEqual({ kind: 'done' });
});

it('two rounds that ask for one number at the same moment do not both get it', async () => {
  const answers = await Promise.all([
    issue(officer, 3, [N('T3-02')]),
    issue(earlier, 3, [N('T4-01')], `${LAST}.thon-4`, '2026-01-06'),
    issue(officer, 3, [N('T4-01')], `${ID}.thon-4`),
  ]);
  expect(answers.map(({ body }) => body.kind as string).sort()).toEqual(['done', 'missing', 'missing']);
  const rounds = await Promise.all([LAST, ID].map(async (review) => ({ review, acts: await readRoom(at.log, `${review}.xa`, readActs) })));
  expect([...certificatesOf(rounds).values()].filter(({ number }) => number === 3)).toHaveLength(1);
});

it('the register joins the rounds, also one put aside, for those who may read it; the level above sees what is recognised', async () => {
  await at.write(`${ID}.xa`, rowOf('v:thon-5', { name: 'Thôn 5', area: 'Nông thôn' }));
  await at.write(`${ID}.thon-5`, poor(1, 'T5-01'));
  const heads = async (by: Device): Promise<unknown> =>
    ((await by.get(`/api/register/${ID}.xa`)).body.rounds as Register['rounds']).map(({ review, villages }) => [
      review,
      villages.flatMap(({ entries }) => entries.map(({ code }) => code)).sort(),
    ]);
  const listed = ['T3-01', 'T3-02', 'T3-03', 'T4-01'];
  expect(await heads(officer)).toEqual([
    [LAST, listed],
    [ID, [...listed, 'T5-01']],
  ]);
  expect(await heads(upper)).toEqual([
    [LAST, listed],
    [ID, listed],
  ]);
  for (const other of [reviewer, admin, at.device()]) expect([401, 403]).toContain((await other.get(`/api/register/${ID}.xa`)).status);
  expect((await officer.get('/api/register/xa-khac-2026.xa')).status).toBe(403);
  // The officer of the earlier round does not read the later one.
  expect(((await earlier.get(`/api/register/${LAST}.xa`)).body.rounds as unknown[]).length).toBe(1);
  // Since it was recognised it is no longer put aside; an older one may have been.
  expect((await admin.post('/api/reviews/aside', { id: LAST, households: 4, to: ID, text: 'Nhầm' })).body.code).toBe('decided');
  await at.accounts.db.query.updateTable('review').set({ aside: Date.now() }).where('id', '=', LAST).execute();
  expect((await officer.get(`/api/register/${ID}.xa`)).body.rounds[0]).toMatchObject({ review: LAST, aside: true, villages: [{}, {}] });
  // Numbers taken in it stay taken.
  expect(codes(await issue(officer, 1, [N('T3-03')]))).toEqual(['number-used-1']);
});

it('the register shows no CCCD, birth or income, and reads only the lists that have changed', async () => {
  await at.write(`${ID}.thon-3`, rowOf('h:3', { cccd: '006085000020', birth: '13/02/1985', income: 1_500_000 }));
  expect(JSON.stringify((await officer.get(`/api/register/${ID}.xa`)).body)).not.toMatch(/006085000020|1985|1500000/);
  const registers = new Registers(at.log, async () => inUse(NOTHING_OWN));
  const look = (): Promise<unknown> => registers.read([{ review: ID, year: 2026, aside: false }], () => true);
  await look();
  expect(registers.reads).toBe(3);
  await look();
  expect(registers.reads).toBe(3);
  await at.write(`${ID}.thon-4`, rowOf('h:1', { head: 'Tên khác' }));
  await look();
  expect(registers.reads).toBe(4);
});
