/**
 * Tests the table of routes (src/lib/api) against a real server: who is refused, how a wrong body is answered,
 * whether the answer has its shape.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf, FILE, type Query, type Route } from '../../src/lib/api/route.ts';
import { ROUTES } from '../../src/lib/api/routes.ts';
import { CONFIRMED_2027 } from '../../tests/fixtures/confirmed-2027.ts';
import { AccountsServer, ADMIN_PASSWORD, ID, LONG_PASSWORD, REVIEW, type Device } from '../people/testing.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-routes-'));
const WHO = ['admin', 'upper', 'commune', 'reviewer', 'village-head', 'first-password', 'hub', 'nobody'] as const;
type Who = (typeof WHO)[number];
const SIGNED_IN: Who[] = ['admin', 'upper', 'commune', 'reviewer', 'village-head'];
const ALL: Who[] = [...WHO];
const ROOM = `${ID}.thon-3`;

const { province: _, ...FORM } = JSON.parse(
  readFileSync(new URL('../../docs/examples/bieu-12-nu-chu-ho.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

const CONFIRMED_RULE = {
  rules: 'tt25-2026',
  part: 'limit',
  entry: 'limit-posting',
  value: { days: 4, unit: 'working', event: 'posted' },
  basis: 'Thông tư 25/2026/TT-BNNMT',
};
const YEAR = { year: 2029, off: [{ day: '2029-01-01', name: 'Tết Dương lịch' }], worked: [], complete: false, source: 'Chưa có thông báo' };

let at: AccountsServer;
const devices = {} as Record<Who, Device>;
const known: Record<string, string> = {};
let unit = 0;
let communeUnit = 0;
let form = 0;

const UNITS_FILE = JSON.stringify([{ Code: '19', FullName: 'Tỉnh Thái Nguyên', Wards: [{ Code: '01849', FullName: 'Xã Nông Thượng' }] }]);

/** A route asked as the page asks it, by a person who may; everybody else must be refused. */
interface Example {
  may: readonly Who[];
  by?: Who;
  query?: Query;
  body?: () => object;
  /** If not 200: something the route needs is missing, and the answer says so. */
  status?: number;
}
const ADMIN: Who[] = ['admin'];
const STAFF: Who[] = ['admin', 'commune'];
const READERS: Who[] = ['upper', 'commune', 'reviewer', 'village-head'];
const one = (): object => ({ id: known.waiting });

/** Written by hand, not from the table, so that a mistake there is found. The order matters: later ones end what others need. */
const EXAMPLES: Record<string, Example> = {
  'GET /api/health': { may: ALL },
  'GET /api/address': { may: ALL },
  'GET /api/certificate.crt': { may: ALL, status: 404 },
  'GET /api/certificate.mobileconfig': { may: ALL, status: 404 },
  'GET /api/me': { may: ALL },
  'POST /api/demo/enter': { may: ALL, body: () => ({ id: 'ai-do' }), status: 404 },
  'POST /api/first': {
    may: ALL,
    body: () => ({ token: 'x', name: 'Ai đó', username: 'ai.do', password: ADMIN_PASSWORD }),
    status: 410,
  },
  'GET /api/people': { may: STAFF },
  'GET /api/colleagues': { may: ['commune', 'reviewer', 'village-head'] },
  'POST /api/people': { may: STAFF, body: () => ({ name: 'Người khác', role: 'reviewer', review: ID, villages: ['thon-3'] }) },
  'POST /api/people/change': { may: STAFF, body: () => ({ ...one(), villages: ['thon-3', 'thon-4'] }) },
  'POST /api/people/carry': { may: STAFF, body: () => ({ review: ID, people: [] }) },
  'POST /api/people/lock': { may: STAFF, body: () => ({ ...one(), locked: false }) },
  'POST /api/people/end-sessions': { may: STAFF, body: () => ({ id: known.sleeping }) },
  'POST /api/people/new-password': { may: STAFF, body: () => ({ id: known.sleeping }) },
  'GET /api/hubs': { may: ['commune'] },
  'POST /api/hubs': { may: ['commune'], body: () => ({ name: 'Máy nhà văn hóa', villages: ['thon-3'] }) },
  'POST /api/hubs/withdraw': { may: ['commune'], body: () => ({ id: known.otherHub }) },
  'POST /api/hub/start': { may: ['hub'], body: () => ({ seen: '' }) },
  'POST /api/hub/rows': { may: ['hub'], body: () => ({ room: ROOM, after: 0, known: [] }) },
  'POST /api/hub/take': { may: ['hub'], body: () => ({ room: ROOM, rows: [] }) },
  'GET /api/hub-status': { may: SIGNED_IN, status: 404 },
  'POST /api/hub-operator': { may: ALL, body: () => ({ token: '1.x', password: LONG_PASSWORD }), status: 404 },
  'GET /api/invitations': { may: STAFF },
  'POST /api/invitations': {
    may: STAFF,
    body: () => ({ role: 'reviewer', villages: ['thon-3'], places: 'Thôn 3', uses: 9, days: 1, review: ID }),
  },
  'POST /api/invitation/look': { may: ALL, body: () => ({ token: known.token }) },
  'POST /api/invitation/accept': {
    may: ALL,
    by: 'nobody',
    body: () => ({ token: known.token, name: 'Người mới đến', password: '918273' }),
  },
  'POST /api/invitations/withdraw': { may: STAFF, body: () => ({ id: known.invitation }) },
  'GET /api/reviews': { may: SIGNED_IN },
  'GET /api/villages': { may: STAFF, query: [['review', ID]] },
  'POST /api/reviews': { may: ADMIN, body: () => ({ ...REVIEW, year: 2024 }) },
  'GET /api/reviews/work': { may: ADMIN, query: [['review', ID]] },
  'POST /api/units/rename': { may: ADMIN, body: () => ({ id: unit, name: 'Thành phố Bắc Cạn' }) },
  'POST /api/village-moves/': { may: ['commune'], body: () => ({ kind: 'merge', from: 'thon-3', into: 'thon-4' }) },
  'GET /api/units/directory': { may: ADMIN },
  'POST /api/units/load': { may: ADMIN, body: () => ({ files: [{ name: 'don-vi.json', text: UNITS_FILE }] }) },
  'GET /api/units/shapes': { may: ['admin', 'upper'] },
  'POST /api/units/shapes': { may: ADMIN, body: () => ({ shapes: [{ unit: communeUnit, shape: '10580000,2210000' }] }) },
  'GET /api/units/old': { may: ['commune'], query: [['name', 'Xã Nông Thượng']] },
  'POST /api/reviews/correct': { may: ADMIN, body: () => ({ id: 'xa-nong-thuong-2024', year: 2023 }) },
  'POST /api/reviews/aside': { may: ADMIN, body: () => ({ id: 'xa-nong-thuong-2024', households: 0, text: 'Lập nhầm' }) },
  'POST /api/reviews/back': { may: ADMIN, body: () => ({ id: 'xa-nong-thuong-2024' }) },
  'POST /api/forms': { may: ADMIN, body: () => ({ file: FORM }) },
  'GET /api/forms': { may: SIGNED_IN },
  'POST /api/forms/withdraw': { may: ADMIN, body: () => ({ key: form }) },
  'POST /api/standards': { may: ADMIN, body: () => CONFIRMED_2027 },
  'POST /api/rules': { may: ADMIN, body: () => CONFIRMED_RULE },
  'POST /api/working-days': { may: ADMIN, body: () => YEAR },
  'GET /api/working-days/proposal': { may: ADMIN, query: [['year', '2029']] },
  'POST /api/versions/': { may: ['commune', 'reviewer'], by: 'reviewer', body: () => ({ name: 'Họp dân', kind: 'meeting' }) },
  'GET /api/versions/': { may: READERS, by: 'reviewer' },
  'GET /api/history/': { may: READERS, by: 'reviewer', query: [['row', 'h:1']] },
  'GET /api/changes/': { may: READERS, by: 'reviewer', query: [['since', '0']] },
  'GET /api/bringers/': { may: READERS, by: 'reviewer', query: [['w', '1.0']] },
  'GET /api/audit/': { may: ['commune'] },
  'GET /api/audit/?format=csv': { may: ['commune'] },
  'GET /api/audit/?open=1': { may: ['commune'] },
  'GET /api/last-sent/': { may: ['commune'], query: [['v', 'thon-3']] },
  'GET /api/late': { may: ['commune'] },
  'GET /api/late/': { may: ['commune'] },
  'POST /api/late/': { may: ['commune'], body: () => ({ verdict: 'declined', entries: ['1:1'], reason: 'Ghi sau khi khóa' }) },
  'POST /api/acts/': { may: ['commune', 'upper'], by: 'commune', body: () => ({ kind: 'reviewed', data: {} }) },
  'GET /api/frozen/': { may: READERS, by: 'commune', query: [['act', 'act:000001']], status: 404 },
  'GET /api/papers/': { may: READERS },
  'GET /api/paper-templates/': { may: READERS },
  'GET /api/paper-template/': { may: READERS, query: [['sha', 'a'.repeat(64)]], status: 404 },
  // JSON is no template.
  'POST /api/paper-template/': { may: ['commune'], query: [['paper', 'minutes']], status: 400 },
  'POST /api/paper-template-withdrawn/': { may: ['commune'], body: () => ({ paper: 'minutes', seen: 0 }), status: 409 },
  'POST /api/paper-template-again/': { may: ['commune'], body: () => ({ id: 1, seen: 0 }), status: 404 },
  'GET /api/register/': { may: ['commune', 'upper'] },
  'GET /api/sent': { may: ['upper'] },
  'GET /api/overview': { may: ['upper', 'commune', 'reviewer'], by: 'reviewer' },
  'GET /api/sums': { may: ['upper', 'commune', 'reviewer'], by: 'commune' },
  'GET /api/posted/': { may: ALL, status: 404 },
  'POST /api/posted-notes/': {
    may: ALL,
    body: () => ({ group: '', head: 'Hộ mới', from: 'Nông Văn A', contact: '0912', text: 'Chưa có tên' }),
    status: 404,
  },
  'GET /api/posted-notes/': { may: ['commune'] },
  'GET /api/noted/': { may: ['commune'] },
  'GET /api/known/': { may: ['commune'] },
  'GET /api/month-results/': { may: ['commune', 'reviewer'] },
  'GET /api/months/': { may: READERS, query: [['year', '2026']] },
  'POST /api/month-begin/': { may: ['commune'], body: () => ({ year: 2026, month: 3 }) },
  'POST /api/month-without/': { may: ['commune'], body: () => ({ year: 2026, month: 2 }) },
  'POST /api/month-without-undone/': { may: ['commune'], body: () => ({ year: 2026, month: 2, text: 'Ghi nhầm' }) },
  'GET /api/reviews/open': { may: ADMIN, query: [['review', ID]] },
  'GET /api/next-round/': { may: ['commune'] },
  'POST /api/next-round/': { may: ['commune'], body: () => ({ year: 2027 }) },
  'GET /api/bundle/': { may: ['commune'] },
  // JSON is no bundle.
  'POST /api/bundle-look': { may: ['commune'], status: 400 },
  'POST /api/bundle': { may: ['commune'], status: 400 },
  'GET /api/late-decided': { may: SIGNED_IN },
  'POST /api/enter': { may: ALL, by: 'nobody', body: () => ({ username: 'quan.tri', password: ADMIN_PASSWORD }) },
  'POST /api/password': {
    may: [...SIGNED_IN, 'first-password'],
    by: 'upper',
    body: () => ({ current: LONG_PASSWORD, next: 'mot-mat-khau-khac' }),
  },
  'POST /api/leave-everywhere': { may: [...SIGNED_IN, 'first-password'], by: 'village-head' },
  'POST /api/leave': { may: ALL, by: 'reviewer' },
};

const keyOf = (route: Route): string => `${route.method} ${addressOf(route)}`;
const byKey = new Map(ROUTES.map((route) => [keyOf(route), route]));
const bodyOf = (route: Route, body: unknown): unknown => (route.method === 'POST' ? body : undefined);
const ask = (who: Who, route: Route, body: unknown, query: Query = []): ReturnType<Device['ask']> =>
  devices[who].ask(route.method, addressOf(route, { room: route.room ? ROOM : '', query }), bodyOf(route, body));

beforeAll(async () => {
  at = await AccountsServer.start(parent);
  const admin = await at.admin();
  const commune = await at.officer(admin);
  const units = (await admin.get('/api/reviews')).body.units as { name: string; id: number }[];
  const unitOf = (wanted: string): number => units.find(({ name }) => name === wanted)!.id;
  [unit, communeUnit] = [unitOf(REVIEW.district), unitOf(REVIEW.commune)];
  Object.assign(devices, {
    admin,
    commune,
    nobody: at.device(),
    upper: await at.person(admin, { name: 'Phòng Lao động', role: 'upper', unit }),
    reviewer: await at.invited(commune),
    'village-head': await at.invited(commune, { role: 'village-head' }, 'Lường Văn Hiếu'),
    'first-password': at.device(),
    hub: at.device(),
  });
  const made = (name: string): ReturnType<Device['post']> => commune.post('/api/people', { name, role: 'reviewer', villages: ['thon-3'] });
  const waiting = (await made('Người mới')).body;
  await devices['first-password'].enter(waiting.person.username as string, waiting.password as string);
  known.waiting = waiting.person.id as string;
  known.sleeping = (await made('Người nghỉ')).body.person.id as string;
  const { invitation } = (
    await commune.post('/api/invitations', { role: 'reviewer', villages: ['thon-3'], places: 'Thôn 3', uses: 9, days: 1 })
  ).body;
  Object.assign(known, { invitation: invitation.id, token: invitation.token });
  const hub = (name: string): ReturnType<Device['post']> => commune.post('/api/hubs', { name, villages: ['thon-3'] });
  devices.hub.token = (await hub('Máy họp')).body.token as string;
  known.otherHub = (await hub('Máy khác')).body.hub.id as string;
  form = (await admin.post('/api/forms', { file: FORM })).body.forms[0].key as number;
  await at.write(`${ID}.xa`, [{ row: 'v:thon-3', field: 'name', value: 'Thôn 3' }]);
  await at.write(ROOM, [
    { row: 'h:1', field: 'head', value: 'Bàn A' },
    { row: 'h:1', field: 'b1', value: 130 },
  ]);
});
afterAll(async () => {
  await at.stop();
  rmSync(parent, { recursive: true, force: true });
});

it('every route has an example here', () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual([...byKey.keys()].sort());
  expect(byKey.size).toBe(ROUTES.length);
});

describe('a person without the right is refused before anything is read', () => {
  for (const [key, { may, query }] of Object.entries(EXAMPLES))
    it(key, async () => {
      const route = byKey.get(key)!;
      for (const who of WHO.filter((each) => !may.includes(each))) {
        // The body is wrong on purpose: if it were read first, the answer would be 400.
        const { status, body } = await ask(who, route, [], query);
        expect([who, status, body.error]).toEqual([
          who,
          who === 'nobody' || who === 'hub' || (who === 'first-password' && !may.includes(who)) ? 401 : 403,
          status === 401 ? 'Bạn chưa đăng nhập.' : (route.refusal ?? 'Bạn không có quyền làm việc này.'),
        ]);
      }
    });
});

describe('a body of another shape is refused in words', () => {
  for (const [key, { may, by = may[0]! }] of Object.entries(EXAMPLES))
    if (byKey.get(key)?.body && key !== 'POST /api/forms')
      it(key, async () => {
        const answer = await ask(by, byKey.get(key)!, { nothing: 'of the kind' });
        expect([answer.status, answer.body.code]).toEqual([400, 'not-filled-in']);
        // Vietnamese, not a library's message.
        expect(answer.body.error).toMatch(/[à-ỹđ]/i);
        expect(answer.body.error).not.toMatch(/expected|received|invalid/i);
      });
});

describe('an answer has its shape', () => {
  for (const [key, { may, by = may[0]!, query, body = () => ({}), status = 200 }] of Object.entries(EXAMPLES))
    it(key, async () => {
      const route = byKey.get(key)!;
      if (route.answer === FILE && status === 200) {
        const sent = await fetch(`http://127.0.0.1:${at.server.port}${addressOf(route, { room: ROOM })}`, {
          headers: { cookie: devices[by].cookie },
        });
        expect([sent.status, sent.headers.get('content-disposition')]).toEqual([200, expect.stringContaining('attachment')]);
        return;
      }
      const answer = await ask(by, route, body(), query);
      expect([answer.status, answer.body.error]).toEqual([status, status === 200 ? undefined : expect.any(String)]);
      if (status === 200 && route.answer !== FILE) expect(v.safeParse(route.answer, answer.body).issues).toBeUndefined();
    });
});
