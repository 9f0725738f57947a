/** An admin's mistakes: names, years and rounds that are corrected or put aside, and what happens to their people. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeEach, afterEach, expect, it } from 'vitest';
import type { Review, TreeChange, Unit } from '../../src/lib/review/account.ts';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import * as wire from '../rooms/wire.ts';
import { until } from '../testing.ts';
import { historyLines } from '../history/history-lines.ts';
import { ACCOUNTS_FILE, openPeopleDb } from './accounts-db.ts';
import { writerThrough } from '../rooms/writer.ts';
import { AccountsServer, ID, PIN, REVIEW, type Device } from './testing.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-tree-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

let at: AccountsServer;
let admin: Device;
let officer: Device;
let reviewer: Device;

beforeEach(async () => {
  at = await AccountsServer.start(parent);
  admin = await at.admin();
  officer = await at.officer(admin);
  reviewer = await at.invited(officer);
  await at.write(`${ID}.xa`, [{ row: 'v:thon-3', field: 'name', value: 'Thôn 3' }]);
});
afterEach(() => at.stop());

const rowOf = (row: string, cells: Record<string, string>) => Object.entries(cells).map(([field, value]) => ({ row, field, value }));
const tree = async (): Promise<{ reviews: Review[]; units: Unit[]; aside: Review[]; changes: TreeChange[] }> =>
  (await admin.get('/api/reviews')).body;
const unitOf = async (name: string): Promise<number> => (await tree()).units.find((unit) => unit.name === name)!.id;
const me = async (device: Device) => (await device.get('/api/me')).body;
const lay = async (change: object): Promise<string> =>
  (await admin.post('/api/reviews', { ...REVIEW, ...change })).body.review.id as string;
const historyOf = async (review: string): Promise<string[]> => {
  const lines: string[] = [];
  for await (const { person, label, from, to } of historyLines(at.log, `${review}.xa`))
    lines.push(`${person}: ${label} ${String(from[0] ?? '')} → ${String(to[0] ?? '')}`);
  return lines;
};

it('only the admin corrects the tree', async () => {
  const asked: [string, object][] = [
    ['/api/units/rename', { id: await unitOf('Xã Nông Thượng'), name: 'Xã Khác' }],
    ['/api/reviews/correct', { id: ID, year: 2025 }],
    ['/api/reviews/aside', { id: ID, households: 0, text: 'Lập nhầm' }],
    ['/api/reviews/back', { id: ID }],
  ];
  for (const device of [officer, reviewer, at.device()]) {
    for (const [path, body] of asked) expect([401, 403]).toContain((await device.post(path, body)).status);
    expect([401, 403]).toContain((await device.get(`/api/reviews/work?review=${ID}`)).status);
  }
  expect((await tree()).changes).toEqual([]);
});

it('a misspelt commune is renamed wherever it was created so, and what its officer corrected stays', async () => {
  const last = await lay({ year: 2025 });
  const own = await officer.join(`${ID}.xa`).sync();
  own.doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'server' && own.socket.send(wire.update(update)));
  new SharedList(own.doc, 'Trần Quốc Việt').set('round', 'unit', 'Phường Nông Thượng');
  await until(() => own.receipt > 0);
  const open = await officer.join(`${last}.xa`).sync();
  expect((await admin.post('/api/units/rename', { id: await unitOf('Xã Nông Thượng'), name: '  Xã  Nông Thượng A ' })).status).toBe(200);
  expect((await tree()).reviews.map(({ name }) => name)).toEqual(['Xã Nông Thượng A', 'Xã Nông Thượng A']);
  expect((await at.list(`${last}.xa`)).round).toMatchObject({ unit: 'Xã Nông Thượng A', year: 2025 });
  expect((await at.list(`${ID}.xa`)).round).toMatchObject({ unit: 'Phường Nông Thượng' });
  // Everybody who has it open sees it at once.
  await until(() => JSON.stringify(open.doc.getArray('round').toJSON()).includes('Xã Nông Thượng A'));
  expect((await me(officer)).person.unit).toMatchObject({ name: 'Xã Nông Thượng A' });
  const { id } = (await me(admin)).person;
  expect(await historyOf(last)).toContain(`${id}: Tên xã Xã Nông Thượng → Xã Nông Thượng A`);
  expect((await tree()).changes).toMatchObject([{ kind: 'renamed', by: 'Quản trị', before: 'Xã Nông Thượng', after: 'Xã Nông Thượng A' }]);
});

it('two spellings of one place are joined only when the admin says so', async () => {
  const second = await lay({ commune: 'Xã Dương Quang', province: 'Tỉnh Bắc Cạn' });
  const upper = await at.person(admin, { name: 'Sở Nội vụ', role: 'upper', unit: await unitOf('Tỉnh Bắc Cạn') });
  const id = await unitOf('Tỉnh Bắc Cạn');
  expect((await admin.post('/api/units/rename', { id, name: 'Tỉnh Bắc Kạn' })).body).toMatchObject({ code: 'unit-exists' });
  expect((await admin.post('/api/units/rename', { id, name: 'Tỉnh Bắc Kạn', join: true })).status).toBe(200);
  const { units } = await tree();
  expect(units.map(({ level, name }) => `${level} ${name}`).sort()).toEqual([
    'commune Xã Dương Quang',
    'commune Xã Nông Thượng',
    'district Thành phố Bắc Kạn',
    'province Tỉnh Bắc Kạn',
  ]);
  expect((await me(upper)).person).toMatchObject({ unit: { name: 'Tỉnh Bắc Kạn' }, reviews: [ID, second].sort() });
});

it('two rounds of one year keep two spellings of a commune separate until one is put aside', async () => {
  const twice = await lay({ commune: 'Xã Nông Thựơng' });
  const join = { id: await unitOf('Xã Nông Thựơng'), name: 'Xã Nông Thượng', join: true };
  expect((await admin.post('/api/units/rename', join)).body.code).toBe('review-exists');
  expect((await tree()).units.map(({ name }) => name)).toContain('Xã Nông Thựơng');
  await admin.post('/api/reviews/aside', { id: twice, households: 0, text: 'Lập nhầm' });
  const shape = '10580000,2210000';
  expect((await admin.post('/api/units/shapes', { shapes: [{ unit: join.id, shape }] })).status).toBe(200);
  expect((await admin.post('/api/units/rename', join)).status).toBe(200);
  // Its place on the map goes with it.
  expect((await admin.get('/api/units/shapes')).body.shapes).toEqual([[await unitOf('Xã Nông Thượng'), shape]]);
  expect((await tree()).aside).toMatchObject([{ id: twice, name: 'Xã Nông Thượng' }]);
});

it('a province is not renamed while its own form is in use under that name', async () => {
  const before = { id: await unitOf('Tỉnh Bắc Kạn'), name: 'Tỉnh Thái Nguyên' };
  const content = JSON.stringify({ kind: 'list', province: 'Bắc Kạn', form: { id: '99' } });
  await at.accounts.db.query.insertInto('own_form').values({ content, by: 'x', at: 1 }).execute();
  expect((await admin.post('/api/units/rename', before)).body.code).toBe('forms-bound');
  expect((await admin.post('/api/units/rename', { ...before, name: 'Tỉnh  Bắc Kan' })).status).toBe(200);
});

it('a round of the wrong year is corrected, in the tree and in the commune’s records, and its people are told', async () => {
  await lay({ year: 2024 });
  expect((await admin.post('/api/reviews/correct', { id: ID, year: 2024 })).body.code).toBe('review-exists');
  expect((await admin.post('/api/reviews/correct', { id: ID, year: 2025 })).status).toBe(200);
  expect((await at.list(`${ID}.xa`)).round).toMatchObject({ year: 2025, plan: 'dinh-ky-2025' });
  expect((await me(reviewer)).told).toMatchObject({
    kind: 'corrected',
    before: 'Xã Nông Thượng, đợt 2026',
    after: 'Xã Nông Thượng, đợt 2025',
  });
  const { id } = (await me(admin)).person;
  expect(await historyOf(ID)).toContain(`${id}: Năm 2026 → 2025`);
  // The year is free again.
  expect(await lay({})).not.toBe(ID);
});

it('a round put aside opens for nobody, accepts nothing, and comes back with its people and all its content', async () => {
  const line = reviewer.join(`${ID}.thon-3`);
  await line.sync();
  line.write('h:1', 'Nông Đình Bằng');
  await until(() => line.receipt > 0);
  expect((await admin.get(`/api/reviews/work?review=${ID}`)).body).toEqual({
    standard: 'nd07-2021',
    beside: [],
    villages: 1,
    households: 1,
    people: 2,
    decided: 0,
    unit: 'Xã Nông Thượng',
    year: 2026,
  });
  expect((await admin.post('/api/reviews/aside', { id: ID, households: 0, text: 'Lập nhầm' })).body).toMatchObject({ code: 'more-work' });
  expect(line.closed).toBe(null);

  expect((await admin.post('/api/reviews/aside', { id: ID, households: 1, text: 'Lập nhầm' })).status).toBe(200);
  await until(() => line.closed !== null);
  expect(line.closed?.code).toBe(4403);
  for (const device of [officer, reviewer])
    expect(await me(device)).toMatchObject({
      person: { review: '' },
      reviews: [],
      told: { kind: 'aside', before: 'Xã Nông Thượng, đợt 2026', after: '' },
    });
  for (const device of [officer, reviewer, admin]) {
    const refused = device.join(`${ID}.thon-3`);
    await until(() => refused.closed !== null);
    expect(refused.closed?.code).toBe(4403);
  }
  expect((await officer.get(`/api/audit/${ID}.xa`)).status).toBe(403);
  expect(await tree()).toMatchObject({ reviews: [], aside: [{ id: ID, year: 2026 }] });
  expect((await historyOf(ID)).at(-1)).toContain('Cất đợt rà soát  → x');

  expect((await admin.post('/api/reviews/back', { id: ID })).status).toBe(200);
  expect(await me(reviewer)).toMatchObject({ person: { review: ID, villages: ['thon-3'] }, told: { kind: 'back' } });
  const again = reviewer.join(`${ID}.thon-3`);
  await again.sync();
  expect(again.doc.getArray('h:1').length).toBe(1);
});

it('a round is put aside with a reason, and not while a village has been sent up or recognised', async () => {
  const wanted = { id: ID, households: 0, text: 'Lập hai lần' };
  expect((await admin.post('/api/reviews/aside', { ...wanted, text: ' ' })).status).toBe(400);
  const sent = { 'act.kind': 'sent', 'act.village': 'thon-3', 'act.day': '2026-11-02', 'act.to': 'UBND tỉnh' };
  await at.write(`${ID}.xa`, rowOf('act:000001', sent));
  expect((await admin.get(`/api/reviews/work?review=${ID}`)).body.decided).toBe(1);
  expect((await admin.post('/api/reviews/aside', wanted)).body.code).toBe('decided');
  expect((await tree()).reviews).toMatchObject([{ id: ID }]);
  const undone = { 'act.kind': 'undone', 'act.village': 'thon-3', 'act.of': 'act:000001', 'act.text': 'Gửi nhầm' };
  await writerThrough(at.server.hub, 'thử')({ id: 'x', name: 'Trần Quốc Việt' })(`${ID}.xa`, (list) =>
    list.write(rowOf('act:000002', undone)),
  );
  expect((await admin.post('/api/reviews/aside', wanted)).status).toBe(200);
  expect((await tree()).changes[0]).toMatchObject({ kind: 'aside', reason: 'Lập hai lần' });
});

it('the people of a round created twice continue in the other one, and are told where', async () => {
  const right = await lay({ year: 2025 });
  expect((await admin.post('/api/reviews/aside', { id: ID, households: 0, to: 'khong-co', text: 'Lập nhầm' })).status).toBe(404);
  expect((await admin.post('/api/reviews/aside', { id: ID, households: 0, to: right, text: 'Lập nhầm' })).status).toBe(200);
  for (const device of [officer, reviewer])
    expect(await me(device)).toMatchObject({
      person: { review: right },
      told: { kind: 'aside', before: 'Xã Nông Thượng, đợt 2026', after: 'Xã Nông Thượng, đợt 2025' },
    });
  // A person who has moved elsewhere is told nothing; bringing the round back moves nobody.
  await admin.post('/api/reviews/back', { id: ID });
  expect(await me(officer)).toMatchObject({ person: { review: right, reviews: [] } });
});

it('people left in a round that was put aside can be carried into another one of the commune', async () => {
  const right = await lay({ year: 2025 });
  await admin.post('/api/reviews/aside', { id: ID, households: 0, text: 'Lập nhầm' });
  const people = [(await me(officer)).person.id as string];
  expect((await admin.post('/api/people/carry', { review: right, people })).body).toEqual({ carried: 1 });
  expect(await me(officer)).toMatchObject({ person: { review: right }, told: null });
});

it('a round does not come back next to another with its plan, and meanwhile an invitation into it is refused', async () => {
  const made = await officer.post('/api/invitations', { role: 'reviewer', villages: ['thon-3'], places: 'Thôn 3', uses: 5, days: 2 });
  const { token } = made.body.invitation as { token: string };
  await admin.post('/api/reviews/aside', { id: ID, households: 0, text: 'Lập nhầm' });
  expect((await at.device().post('/api/invitation/look', { token })).body.code).toBe('aside');
  expect((await at.device().post('/api/invitation/accept', { token, name: 'Nông Thị Đào', password: PIN })).body.code).toBe('aside');
  const anew = await lay({});
  expect(anew).not.toBe(ID);
  expect((await admin.post('/api/reviews/back', { id: ID })).body.code).toBe('review-exists');
  await admin.post('/api/reviews/aside', { id: anew, households: 0, text: 'Lập nhầm' });
  expect((await admin.post('/api/reviews/back', { id: ID })).status).toBe(200);
  expect((await at.device().post('/api/invitation/look', { token })).status).toBe(200);
});

it('a folder from before rounds could be put aside opens with all its data', async () => {
  const folder = mkdtempSync(join(parent, 'older-'));
  const older = new Database(join(folder, ACCOUNTS_FILE));
  older.exec(`CREATE TABLE unit (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL, level TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (parent, level, name)) STRICT;
    CREATE TABLE review (id TEXT PRIMARY KEY, unit INTEGER NOT NULL REFERENCES unit (id), year INTEGER NOT NULL, plan TEXT NOT NULL, area TEXT, created INTEGER NOT NULL, UNIQUE (unit, plan)) STRICT;
    INSERT INTO unit VALUES (1, 0, 'commune', 'Xã Nông Thượng'); INSERT INTO review VALUES ('xa', 1, 2026, 'dinh-ky-2026', 'rural', 5);`);
  older.close();
  for (let n = 0; n < 2; n++) {
    const db = await openPeopleDb(folder);
    expect(db.file!.prepare('SELECT * FROM review').all()).toEqual([
      { id: 'xa', unit: 1, year: 2026, plan: 'dinh-ky-2026', area: 'rural', created: 5, aside: null },
    ]);
    expect(() =>
      db.file!.prepare("INSERT INTO review (id, unit, year, plan, created) VALUES ('hai', 1, 2026, 'dinh-ky-2026', 6)").run(),
    ).toThrow('UNIQUE');
    db.close();
  }
});
