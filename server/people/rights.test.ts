/**
 * Every role against every address and room of a real server, with the expectations written by hand. people.test.ts tests the table itself.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../testing.ts';
import { AccountsServer, ID, REVIEW, type Device } from './testing.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-rights-'));
const SISTER = 'xa-duong-quang-2026';
const STRANGE = 'xa-ngoai-2026';
/** In the same province, but not in the upper person's district. */
const BESIDE = 'xa-lang-gieng-2026';
const EARLIER = 'xa-nong-thuong-2025';
const WHO = ['admin', 'upper', 'commune', 'reviewer', 'village-head', 'nobody', 'first-password'] as const;
type Who = (typeof WHO)[number];

const { province: _, ...FORM } = JSON.parse(
  readFileSync(new URL('../../docs/examples/bieu-12-nu-chu-ho.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;
const both = (rural: number): object => ({ rural, urban: rural + 10 });
const STANDARD = {
  standard: 'nd351-2025',
  b1Limit: both(150),
  incomeLimit: both(2_200_000),
  averageLimit: both(3_000_000),
  pointsPerIndicator: 10,
  b2Poor: 30,
  formALimit: 4,
  basis: 'Văn bản minh họa',
};

let at: AccountsServer;
const devices = {} as Record<Who, Device>;
const ids: Record<string, string> = {};

beforeAll(async () => {
  at = await AccountsServer.start(parent);
  const admin = await at.admin();
  const commune = await at.officer(admin);
  await admin.post('/api/reviews', { ...REVIEW, commune: 'Xã Dương Quang' });
  await admin.post('/api/reviews', { ...REVIEW, commune: 'Xã Ngoài', province: 'Tỉnh Khác', district: '' });
  await admin.post('/api/reviews', { ...REVIEW, commune: 'Xã Láng Giềng', district: 'Huyện Chợ Mới' });
  await admin.post('/api/reviews', { ...REVIEW, year: 2025 });
  const district = (await admin.get('/api/reviews')).body.units.find((unit: { name: string }) => unit.name === REVIEW.district)
    .id as number;
  const nobody = at.device();
  nobody.cookie = 'so-ra-soat.session_token=abc.def; so-ra-soat-nguoi=tran-quoc-viet.abc';
  Object.assign(devices, {
    admin,
    commune,
    nobody,
    upper: await at.person(admin, { name: 'Phòng Lao động', role: 'upper', unit: district }),
    reviewer: await at.invited(commune),
    'village-head': await at.invited(commune, { role: 'village-head' }, 'Lường Văn Hiếu'),
    'first-password': at.device(),
  });
  const waiting = (await commune.post('/api/people', { name: 'Người mới', role: 'reviewer', villages: ['thon-3'] })).body;
  await devices['first-password'].enter(waiting.person.username as string, waiting.password as string);
  for (const who of WHO.slice(0, 5)) ids[who] = (await devices[who].get('/api/me')).body.person.id as string;
  ids.waiting = waiting.person.id as string;
  ids.earlierReviewer = (
    await admin.post('/api/people', { name: 'Người đợt trước', role: 'reviewer', review: EARLIER, villages: ['thon-3'] })
  ).body.person.id as string;
  const sister = await at.person(admin, { name: 'Cán bộ khác', role: 'commune', review: SISTER });
  ids.sisterOfficer = (await sister.get('/api/me')).body.person.id as string;
  ids.sisterReviewer = (await (await at.invited(sister, {}, 'Người xã khác')).get('/api/me')).body.person.id as string;
  ids.sisterInvitation = (await sister.post('/api/invitations', { role: 'reviewer', villages: ['thon-3'], places: '', uses: 1, days: 1 }))
    .body.invitation.id as string;
  // Every password is hashed with the full cost.
});
afterAll(async () => {
  await at.stop();
  rmSync(parent, { recursive: true, force: true });
});

describe('rooms, over the websocket', () => {
  const ROOMS: Record<string, Partial<Record<Who, 'read' | 'write'>>> = {
    [`${ID}.xa`]: { commune: 'write', upper: 'read', reviewer: 'read', 'village-head': 'read' },
    [`${ID}.thon-3`]: { commune: 'write', reviewer: 'write' },
    [`${ID}.thon-4`]: { commune: 'write' },
    // Without personal data; nobody writes it.
    [`${ID}.thon-3.chung`]: { commune: 'read', upper: 'read', reviewer: 'read', 'village-head': 'read' },
    [`${ID}.thon-4.chung`]: { commune: 'read', upper: 'read' },
    [`${SISTER}.xa`]: { upper: 'read' },
    [`${SISTER}.thon-3`]: {},
    [`${SISTER}.thon-3.chung`]: { upper: 'read' },
    [`${EARLIER}.xa`]: { commune: 'read', upper: 'read' },
    [`${EARLIER}.thon-3`]: { commune: 'read' },
    [`${EARLIER}.thon-3.chung`]: { commune: 'read', upper: 'read' },
    [`${BESIDE}.xa`]: {},
    [`${BESIDE}.thon-3`]: {},
    [`${BESIDE}.thon-3.chung`]: {},
    [`${STRANGE}.xa`]: {},
    [`${STRANGE}.thon-3`]: {},
    'nong-thuong-2023.thon-3': {},
  };
  for (const [room, allowed] of Object.entries(ROOMS))
    it(room, async () => {
      for (const who of WHO) {
        const client = devices[who].join(room);
        if (!allowed[who]) {
          await until(() => client.closed !== null);
          expect([who, client.closed?.code, client.heard]).toEqual([who, who === 'nobody' || who === 'first-password' ? 4401 : 4403, []]);
          continue;
        }
        await client.sync();
        client.write('h:thu', `${who}-${room}`);
        if (allowed[who] === 'write') await until(() => client.receipt > 0);
        else await client.reached();
        expect([who, client.receipt > 0]).toEqual([who, allowed[who] === 'write']);
        client.socket.terminate();
      }
      const stored = new Set((await at.stored(room)).map(({ person }) => person));
      expect(stored.has(ids.upper!) || stored.has(ids['village-head']!)).toBe(false);
    });

  it('invalid names open nothing, for nobody', async () => {
    for (const room of [
      '',
      'xa',
      '..%2Fso-ra-soat.db',
      `${ID}.`,
      `.${ID}`,
      `${ID}.XA`,
      `${ID}.xa%00`,
      `${ID}..xa`,
      `${ID}/xa`,
      `${ID}.xa.chung`,
      `${ID}.thon-3.chung.chung`,
      '__proto__',
      'constructor.xa%20',
    ])
      for (const who of ['commune', 'admin'] as const) {
        const client = devices[who].join(room);
        await until(() => client.closed !== null);
        expect([room, client.closed!.code >= 1006, client.heard]).toEqual([room, true, []]);
      }
  });
});

describe('addresses, over HTTP', () => {
  const person = (id: string, change: object = {}): object => ({ id: ids[id], ...change });
  /** The request -> who may make it; everybody else must be refused. */
  const TRIED: [string, string, (() => object) | null, Who[]][] = [
    ['GET', '/api/people', null, ['admin', 'commune']],
    ['GET', '/api/colleagues', null, ['commune', 'reviewer', 'village-head']],
    ['GET', '/api/invitations', null, ['admin', 'commune']],
    [
      'POST',
      '/api/invitations',
      () => ({ role: 'reviewer', villages: ['thon-3'], places: 'Thôn 3', uses: 1, days: 1, review: ID }),
      ['admin', 'commune'],
    ],
    ['POST', '/api/invitations', () => ({ role: 'reviewer', villages: 'all', places: '', uses: 1, days: 1, review: SISTER }), ['admin']],
    ['POST', '/api/invitations', () => ({ role: 'commune', villages: 'all', places: '', uses: 1, days: 1, review: ID }), ['admin']],
    ['POST', '/api/invitations', () => ({ role: 'admin', villages: 'all', places: '', uses: 1, days: 1, review: ID }), []],
    ['GET', `/api/villages?review=${ID}`, null, ['admin', 'commune']],
    ['GET', `/api/villages?review=${SISTER}`, null, ['admin']],
    ['GET', '/api/villages?review=..', null, []],
    ['GET', '/api/villages', null, []],
    ['POST', '/api/invitations/withdraw', () => ({ id: ids.sisterInvitation }), ['admin']],
    ['POST', '/api/people', () => ({ name: 'Người khác', role: 'reviewer', review: ID, villages: ['thon-3'] }), ['admin', 'commune']],
    ['POST', '/api/people', () => ({ name: 'Người khác', role: 'commune', review: ID }), ['admin']],
    ['POST', '/api/people', () => ({ name: 'Người khác', role: 'reviewer', review: SISTER, villages: 'all' }), ['admin']],
    ['POST', '/api/people', () => ({ name: 'Người khác', role: 'admin' }), ['admin']],
    ['POST', '/api/people/change', () => person('waiting', { villages: ['thon-3', 'thon-4'] }), ['admin', 'commune']],
    ['POST', '/api/people/change', () => person('waiting', { role: 'commune' }), []],
    ['POST', '/api/people/change', () => person('waiting', { review: SISTER }), []],
    ['POST', '/api/people/change', () => person('sisterReviewer', { villages: 'all' }), ['admin']],
    // A place is given only in the round worked in. People who are still in an earlier one are managed and carried along.
    ['POST', '/api/people', () => ({ name: 'Người khác', role: 'reviewer', review: EARLIER, villages: ['thon-3'] }), ['admin']],
    ['POST', '/api/people/change', () => person('waiting', { review: EARLIER }), ['admin']],
    ['POST', '/api/people/carry', () => ({ review: ID, people: [ids.sisterReviewer] }), []],
    ['POST', '/api/people/carry', () => ({ review: SISTER, people: [ids.earlierReviewer] }), []],
    ['POST', '/api/people/carry', () => ({ review: EARLIER, people: [ids.waiting] }), []],
    ['POST', '/api/people/carry', () => ({ review: ID, people: [ids.earlierReviewer, ids.sisterReviewer] }), []],
    ['POST', '/api/people/end-sessions', () => person('earlierReviewer'), ['admin', 'commune']],
    ['GET', `/api/audit/${ID}.thon-3`, null, ['commune']],
    ['GET', `/api/audit/${EARLIER}.thon-3`, null, ['commune']],
    ['GET', `/api/audit/${SISTER}.thon-3`, null, []],
    ['GET', `/api/audit/${BESIDE}.xa`, null, []],
    ...['history', 'changes', 'versions'].flatMap((what): [string, string, null, Who[]][] => [
      ['GET', `/api/${what}/${ID}.thon-3`, null, ['upper', 'commune', 'reviewer', 'village-head']],
      ['GET', `/api/${what}/${ID}.thon-4`, null, ['upper', 'commune']],
      ['GET', `/api/${what}/${EARLIER}.thon-3`, null, ['upper', 'commune']],
      ['GET', `/api/${what}/${SISTER}.thon-3`, null, ['upper']],
      ['GET', `/api/${what}/${BESIDE}.thon-3`, null, []],
    ]),
    ['POST', `/api/versions/${ID}.thon-3`, () => ({ name: `bản ${Math.random()}`, kind: 'meeting' }), ['commune', 'reviewer']],
    ['POST', `/api/versions/${ID}.thon-4`, () => ({ name: `bản ${Math.random()}`, kind: 'other' }), ['commune']],
    ['POST', `/api/versions/${EARLIER}.thon-3`, () => ({ name: 'bản', kind: 'other' }), []],
    ['GET', '/api/late', null, ['commune']],
    ['GET', `/api/late/${ID}.thon-3`, null, ['commune']],
    ['GET', `/api/late/${EARLIER}.thon-3`, null, []],
    ['POST', `/api/late/${ID}.thon-3`, () => ({ verdict: 'accepted', entries: ['1:1'] }), ['commune']],
    ['POST', `/api/late/${SISTER}.thon-3`, () => ({ verdict: 'declined', entries: ['1:1'], reason: 'x' }), []],
    ['GET', '/api/late-decided', null, ['admin', 'upper', 'commune', 'reviewer', 'village-head']],
    ['POST', '/api/people/lock', () => person('sisterOfficer', { locked: true }), ['admin']],
    ['POST', '/api/people/lock', () => person('admin', { locked: true }), []],
    ['POST', '/api/people/end-sessions', () => person('admin'), []],
    ['POST', '/api/people/new-password', () => person('admin'), []],
    ['POST', '/api/people/new-password', () => person('sisterReviewer'), ['admin']],
    ['POST', '/api/people/new-password', () => ({ id: "x' or '1'='1" }), []],
    ['POST', '/api/reviews', () => ({ ...REVIEW, year: 2024 }), ['admin']],
    ['GET', '/api/forms', null, ['admin', 'upper', 'commune', 'reviewer', 'village-head']],
    ['POST', '/api/forms', () => ({ file: FORM }), ['admin']],
    ['POST', '/api/forms/withdraw', () => ({ key: 1 }), ['admin']],
    ['POST', '/api/standards', () => STANDARD, ['admin']],
    ['POST', '/api/first', () => ({ token: 'x', name: 'Ai đó', username: 'ai.do', password: 'mot-mat-khau-dai' }), []],
    ['POST', '/api/demo/enter', () => ({ id: 'tran-quoc-viet' }), []],
  ];
  for (const [method, path, body, allowed] of TRIED)
    it(`${method} ${path} ${JSON.stringify(body?.() ?? '').slice(0, 120)}`, async () => {
      for (const who of WHO) {
        // The admin may make these two requests, and they would succeed: skipped here, the table of rights covers them.
        if (who === 'admin' && /"role":"commune"|"review":"xa-duong/.test(JSON.stringify(body?.() ?? '')) && path === '/api/people/change')
          continue;
        const { status } = await devices[who].ask(method, path, body?.());
        expect([who, status < 300]).toEqual([who, allowed.includes(who)]);
        if (!allowed.includes(who)) expect([401, 403, 404, 410]).toContain(status);
      }
    });

  it('the commune sees only its own people, and nobody’s secret', async () => {
    const answer = (await devices.commune.get('/api/people')).body;
    expect(new Set(answer.people.map(({ review }: { review: string }) => review))).toEqual(new Set([ID, EARLIER]));
    expect(JSON.stringify(answer)).not.toMatch(/password|token|hash/i);
    const seen = async (who: Who): Promise<string[]> =>
      (await devices[who].get('/api/reviews')).body.reviews.map(({ id }: { id: string }) => id);
    expect((await devices.reviewer.get('/api/reviews')).body).toMatchObject({
      reviews: [{ id: ID, name: 'Xã Nông Thượng', year: 2026 }],
      units: [],
    });
    expect(await seen('commune')).toEqual([ID, EARLIER, 'xa-nong-thuong-2024']);
    expect((await seen('upper')).sort()).toEqual([SISTER, 'xa-nong-thuong-2024', EARLIER, ID].sort());
    expect((await devices.admin.get('/api/reviews')).body.reviews.length).toBeGreaterThan(2);
  });
});
