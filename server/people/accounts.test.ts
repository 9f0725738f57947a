/** Accounts over the real HTTP and websocket server: what a browser gets, and what a guesser gets. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import { until } from '../testing.ts';
import { faultOf } from '../faults/log-fault.ts';
import { AccountsServer, ADMIN_PASSWORD, ID, LONG_PASSWORD, PIN, REVIEW, type Answer } from './testing.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-accounts-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

let at: AccountsServer;
beforeEach(async () => {
  at = await AccountsServer.start(parent);
});
afterEach(() => at.stop());

describe('from nothing', () => {
  it('the link makes one admin, once, within the hour', async () => {
    const late = at.device();
    expect(
      (await late.post('/api/first', { token: 'x'.repeat(32), name: 'Ai đó', username: 'ai.do', password: ADMIN_PASSWORD })).status,
    ).toBe(410);
    at.pass(61 * 60_000);
    expect(
      (await late.post('/api/first', { token: at.firstAdmin.token, name: 'Ai đó', username: 'ai.do', password: ADMIN_PASSWORD })).status,
    ).toBe(410);
    at.pass(-61 * 60_000);
    const asked = await Promise.all(
      [1, 2].map((n) =>
        at
          .device()
          .post('/api/first', { token: at.firstAdmin.token, name: 'Quản trị', username: `quan.tri${n}`, password: ADMIN_PASSWORD }),
      ),
    );
    expect(asked.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect(await at.accounts.list()).toHaveLength(1);
  });

  it('a weak password leaves the link valid', async () => {
    const weak = await at
      .device()
      .post('/api/first', { token: at.firstAdmin.token, name: 'Quản trị', username: 'quan.tri', password: '123456' });
    expect(weak).toMatchObject({ status: 400, body: { code: 'weak-password' } });
    await at.admin();
  });

  it('admin, review, officer, invitation: each person arrives where they belong', async () => {
    const viet = await at.officer(await at.admin());
    const me = await viet.get('/api/me');
    expect(me.body).toMatchObject({
      person: { role: 'commune', review: ID, villages: 'all', unit: { level: 'commune', name: 'Xã Nông Thượng' } },
      reviews: [{ id: ID, year: 2026 }],
    });
    const records = await viet.join(`${ID}.xa`).sync();
    expect(new SharedList(records.doc, 'x').snapshotRow('round')).toMatchObject({
      unit: 'Xã Nông Thượng',
      year: 2026,
      plan: 'dinh-ky-2026',
      area: 'rural',
    });
    const lan = await at.invited(viet);
    expect((await lan.get('/api/me')).body).toMatchObject({
      username: 'ha.thi.lan',
      mustChange: false,
      person: { name: 'Hà Thị Lan', role: 'reviewer', review: ID, villages: ['thon-3'] },
    });
    expect((await lan.join(`${ID}.thon-3`).sync()).closed).toBeNull();
  });

  it('the upper level reads the reviews of the communes beneath it, present and future ones', async () => {
    const root = await at.admin();
    await at.officer(root);
    const { units } = (await root.get('/api/reviews')).body;
    const province = units.find((unit: { level: string }) => unit.level === 'province');
    const made = await root.post('/api/people', { name: 'Sở Lao động', role: 'upper', unit: province.id });
    const upper = at.device();
    await upper.enter('so.lao.dong', made.body.password as string);
    await upper.post('/api/password', { current: made.body.password, next: LONG_PASSWORD });
    expect((await upper.get('/api/me')).body.person).toMatchObject({ review: '', reviews: [ID], unit: { level: 'province' } });
    await root.post('/api/reviews', { ...REVIEW, commune: 'Xã Dương Quang' });
    await root.post('/api/reviews', { ...REVIEW, commune: 'Xã Ngoài', province: 'Tỉnh Khác', district: '' });
    expect((await upper.get('/api/me')).body.person.reviews).toEqual(['xa-duong-quang-2026', ID]);
    expect((await upper.join('xa-duong-quang-2026.xa').sync()).closed).toBeNull();
    const other = upper.join('xa-ngoai-2026.xa');
    await until(() => other.closed !== null);
    expect(other.closed?.code).toBe(4403);
  });
});

describe('signing in', () => {
  it('stores the session in a cookie that no script reads, and only a hash of the password', async () => {
    const root = await at.admin();
    const answer = await at.device().enter(' Quan.Tri ', ADMIN_PASSWORD);
    for (const cookie of answer.headers.getSetCookie()) expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
    const behindTls = await at
      .device()
      .ask('POST', '/api/enter', { username: 'quan.tri', password: ADMIN_PASSWORD }, { 'x-forwarded-proto': 'https' });
    for (const cookie of behindTls.headers.getSetCookie()) expect(cookie).toMatch(/; Secure$/);
    const stored = JSON.stringify(
      (await sql`SELECT * FROM ${sql.id(...(at.accounts.db.file ? [] : ['people']), 'account')}`.execute(at.accounts.db.query)).rows,
    );
    expect(stored).not.toContain(ADMIN_PASSWORD);
    expect((await root.get('/api/me')).body.person.name).toBe('Quản trị');
    const session = /so-ra-soat\.session_token=[^;]+/.exec(root.cookie)?.[0] ?? '';
    for (const cookie of [
      `${session}x`,
      session.replace(/=.{6}/, '=aaaaaa'),
      'so-ra-soat.session_token=x.y',
      'so-ra-soat.session_token=%E0%A4%A',
    ]) {
      const forged = at.device();
      forged.cookie = cookie;
      expect((await forged.get('/api/me')).body.person).toBeNull();
    }
  });

  it('gives the same answer for a wrong name and a wrong password, then requires a wait, whatever the password', async () => {
    await at.admin();
    const wrong = [
      await at.device().enter('quan.tri', 'sai'),
      await at.device().enter('khong.co', 'sai'),
      await at.device().enter("' or 1=1 --", 'sai'),
    ];
    expect(new Set(wrong.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    for (let i = 0; i < 4; i++) await at.device().enter('quan.tri', `sai-${i}`);
    const locked = await at.device().enter('quan.tri', ADMIN_PASSWORD);
    expect(locked).toMatchObject({ status: 429, body: { code: 'too-many' } });
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(50);
    at.pass(61_000);
    expect((await at.device().enter('quan.tri', ADMIN_PASSWORD)).status).toBe(200);
    expect((await at.device().enter('quan.tri', 'sai')).status).toBe(401);
  });

  it('locks nobody out of a device they have signed in on, whatever a stranger next to them tries', async () => {
    const lan = await at.invited(await at.officer(await at.admin()));
    for (let i = 0; i < 6; i++) await at.device().enter('ha.thi.lan', 'sai-roi');
    expect((await at.device().enter('ha.thi.lan', PIN)).status).toBe(429);
    await lan.post('/api/leave');
    expect((await lan.enter('ha.thi.lan', PIN)).status).toBe(200);
  });

  it('says what is wrong when the machine cannot store that somebody has signed in', async ({ skip }) => {
    const lan = await at.invited(await at.officer(await at.admin()));
    const db = at.accounts.db.file;
    if (!db) return skip();
    const broken: [string, string, string][] = [
      [`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`, 'max_page_count = 1000000', 'full'],
      ['query_only = ON', 'query_only = OFF', 'read-only'],
    ];
    for (const [wrong, well, code] of broken) {
      db.pragma(wrong);
      const refused: Answer[] = [];
      // The free space in the last page may still hold some rows.
      for (let i = 0; i < 60 && refused.length === 0; i++) {
        const answer = await at.device().enter('ha.thi.lan', PIN);
        if (answer.status !== 200) refused.push(answer);
      }
      refused.push(await lan.post('/api/people', { name: 'x'.repeat(80), role: 'reviewer' }));
      expect(refused[0]).toMatchObject({
        status: 503,
        body: { code, error: faultOf({ code: code === 'full' ? 'SQLITE_FULL' : 'SQLITE_READONLY' }).refusal },
      });
      db.pragma(well);
      expect((await at.device().enter('ha.thi.lan', PIN)).status).toBe(200);
    }
  });

  it('counts guesses before they are checked: a hundred at once count as a hundred', async () => {
    await at.admin();
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => at.device().enter('quan.tri', `sai-${i}`)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(35);
  });

  it('limits one address that tries many names, and does not trust an address that the client claims', async () => {
    await at.admin();
    const answers: number[] = [];
    for (let i = 0; i < 62; i++) answers.push((await at.device().ask('POST', '/api/enter', { username: `~${i}`, password: 'sai' })).status);
    expect([answers.filter((status) => status === 401).length, answers.at(-1)]).toEqual([60, 429]);
  });
});

describe('a first password', () => {
  it('gives access to nothing but its own change', async () => {
    const root = await at.admin();
    await root.post('/api/reviews', REVIEW);
    const made = await root.post('/api/people', { name: 'Trần Quốc Việt', role: 'commune', review: ID });
    const viet = at.device();
    expect((await viet.enter('tran.quoc.viet', made.body.password as string)).body).toMatchObject({
      person: null,
      mustChange: true,
      username: 'tran.quoc.viet',
    });
    expect((await viet.get('/api/people')).status).toBe(401);
    const refused = viet.join(`${ID}.xa`);
    await until(() => refused.closed !== null);
    expect(refused.closed?.code).toBe(4401);
    expect((await viet.post('/api/password', { current: made.body.password, next: made.body.password })).body.code).toBe('same-password');
    expect((await viet.post('/api/password', { current: 'sai', next: LONG_PASSWORD })).body.code).toBe('wrong-password');
    expect((await viet.post('/api/password', { current: made.body.password, next: '1234567890' })).body.code).toBe('weak-password');
    expect((await viet.post('/api/password', { current: made.body.password, next: LONG_PASSWORD })).status).toBe(200);
    expect((await viet.get('/api/me')).body.person.role).toBe('commune');
  });
});

describe('ending sessions and changing rights', () => {
  it('closes the open lists of a person who is signed out everywhere, with 4401', async () => {
    const viet = await at.officer(await at.admin());
    const lan = await at.invited(viet);
    const phone = at.device();
    await phone.enter('ha.thi.lan', PIN);
    const open = await Promise.all([lan, phone].map((device) => device.join(`${ID}.thon-3`).sync()));
    const other = await viet.join(`${ID}.thon-3`).sync();
    expect((await lan.post('/api/leave-everywhere')).status).toBe(200);
    await until(() => open.every(({ closed }) => closed !== null));
    expect(open.map(({ closed }) => closed?.code)).toEqual([4401, 4401]);
    expect((await phone.get('/api/me')).body.person).toBeNull();
    expect(other.closed).toBeNull();
  });

  it('signing out ends only this device’s session', async () => {
    const viet = await at.officer(await at.admin());
    const lan = await at.invited(viet);
    const phone = at.device();
    await phone.enter('ha.thi.lan', PIN);
    const [here, there] = await Promise.all([lan, phone].map((device) => device.join(`${ID}.thon-3`).sync()));
    const old = lan.cookie;
    await lan.post('/api/leave');
    await until(() => here!.closed !== null);
    expect(here!.closed?.code).toBe(4401);
    expect(there!.closed).toBeNull();
    lan.cookie = old;
    expect((await lan.get('/api/me')).body.person).toBeNull();
  });

  it('closes with 4403 what is no longer assigned, and opens what is assigned now', async () => {
    const viet = await at.officer(await at.admin());
    const lan = await at.invited(viet);
    const { id } = (await lan.get('/api/me')).body.person;
    const open = await lan.join(`${ID}.thon-3`).sync();
    const records = await lan.join(`${ID}.xa`).sync();
    expect((await viet.post('/api/people/change', { id, villages: ['thon-4'] })).body.person.villages).toEqual(['thon-4']);
    await until(() => open.closed !== null);
    expect([open.closed?.code, records.closed]).toEqual([4403, null]);
    expect((await lan.join(`${ID}.thon-4`).sync()).closed).toBeNull();
    const asReviewer = await lan.join(`${ID}.thon-4`).sync();
    await viet.post('/api/people/change', { id, role: 'village-head' });
    await until(() => asReviewer.closed !== null);
    expect(asReviewer.closed?.code).toBe(4403);
  });

  it('a locked account is signed out and cannot sign in', async () => {
    const viet = await at.officer(await at.admin());
    const lan = await at.invited(viet);
    const { id } = (await lan.get('/api/me')).body.person;
    const open = await lan.join(`${ID}.thon-3`).sync();
    await viet.post('/api/people/lock', { id, locked: true });
    await until(() => open.closed !== null);
    expect(open.closed?.code).toBe(4401);
    expect((await at.device().enter('ha.thi.lan', PIN)).body.code).toBe('locked');
    // The device is told why, and nothing else; even after a sign-in attempt elsewhere.
    expect((await lan.get('/api/me')).body).toEqual({ demo: false, person: null, locked: true });
    expect((await at.device().get('/api/me')).body).toEqual({ demo: false, person: null });
    expect((await lan.post('/api/password', { current: PIN, next: '593026' })).status).toBe(401);
    await viet.post('/api/people/lock', { id, locked: false });
    expect((await lan.get('/api/me')).body).toEqual({ demo: false, person: null });
    expect((await lan.enter('ha.thi.lan', PIN)).status).toBe(200);
  });

  it('a new first password ends every session', async () => {
    const viet = await at.officer(await at.admin());
    const lan = await at.invited(viet);
    const { id } = (await lan.get('/api/me')).body.person;
    const { password } = (await viet.post('/api/people/new-password', { id })).body;
    expect((await lan.get('/api/me')).body.person).toBeNull();
    expect((await lan.enter('ha.thi.lan', PIN)).status).toBe(401);
    expect((await lan.enter('ha.thi.lan', password as string)).body.mustChange).toBe(true);
  });

  it('a page of a person other than the cookie’s is refused', async () => {
    const viet = await at.officer(await at.admin());
    const lan = await at.invited(viet);
    const { id } = (await lan.get('/api/me')).body.person;
    const asleep = viet.join(`${ID}.thon-3?nguoi=${id as string}&`);
    await until(() => asleep.closed !== null);
    expect(asleep.closed?.code).toBe(4401);
    expect((await lan.join(`${ID}.thon-3?nguoi=${id as string}&`).sync()).closed).toBeNull();
  });

  it('an expired session closes what it had opened at the next check', async () => {
    const viet = await at.officer(await at.admin());
    const lan = await at.invited(viet);
    const { id } = (await lan.get('/api/me')).body.person;
    const open = await lan.join(`${ID}.thon-3`).sync();
    const expiresAt = new Date(Date.now() - 1000).toISOString();
    await at.accounts.db.query
      .updateTable('session')
      .set({ expiresAt })
      .where('userId', '=', id as string)
      .execute();
    await at.accounts.change(id as string, { villages: ['thon-3'] });
    await until(() => open.closed !== null);
    expect(open.closed?.code).toBe(4401);
  });
});

it('the admin, who may open no list, gets the villages’ names', async () => {
  const admin = await at.admin();
  await at.officer(admin);
  expect((await admin.get(`/api/villages?review=${ID}`)).body).toEqual({ villages: [] });
  await at.write(`${ID}.xa`, [
    { row: 'v:thon-4', field: 'name', value: 'Thôn 4' },
    { row: 'v:thon-3', field: 'name', value: 'Thôn 3' },
    { row: 'v:thon-3', field: 'order', value: 0 },
  ]);
  expect((await admin.get(`/api/villages?review=${ID}`)).body).toEqual({
    villages: [
      { id: 'thon-3', name: 'Thôn 3' },
      { id: 'thon-4', name: 'Thôn 4' },
    ],
  });
});

describe('invitations', () => {
  const NEW = { role: 'reviewer', villages: ['thon-3'], places: 'Thôn 3', uses: 2, days: 1 };

  it('without a village are refused', async () => {
    const viet = await at.officer(await at.admin());
    const answer = await viet.post('/api/invitations', { ...NEW, villages: [] });
    expect(answer).toMatchObject({ status: 400, body: { code: 'no-village' } });
    expect(answer.body.error).toMatch(/Hãy chọn thôn/);
    expect((await viet.get('/api/invitations')).body.invitations).toEqual([]);
  });

  it('show where they lead only to somebody who has the link', async () => {
    const viet = await at.officer(await at.admin());
    const { invitation } = (await viet.post('/api/invitations', NEW)).body;
    const guest = at.device();
    expect((await guest.post('/api/invitation/look', { token: invitation.token })).body.invitation).toMatchObject({
      unit: 'Xã Nông Thượng',
      year: 2026,
      role: 'reviewer',
      places: 'Thôn 3',
    });
    for (const token of [
      '',
      invitation.id,
      `${invitation.id}.`,
      `${invitation.id}.${'A'.repeat(22)}`,
      `${String(invitation.token).slice(0, -1)}!`,
    ])
      expect((await guest.post('/api/invitation/look', { token })).status).toBe(404);
    expect((await guest.get('/api/invitations')).status).toBe(401);
  });

  it('makes a username of whole words, however long the name is', async () => {
    const viet = await at.officer(await at.admin());
    const { invitation } = (await viet.post('/api/invitations', { ...NEW, uses: 2 })).body;
    const usernameOf = async (name: string): Promise<unknown> =>
      (await at.device().post('/api/invitation/accept', { token: invitation.token, name, password: PIN })).body.username;
    expect(await usernameOf('Nguyễn Phước Công Tằng Tôn Nữ Thị Hoàng Oanh')).toBe('nguyen.phuoc.cong.tang.ton.nu');
    expect(await usernameOf('Trần Thị Phương Thảo Nguyễn Văn')).toBe('tran.thi.phuong.thao.nguyen');
  });

  it('counts uses atomically: twenty at once for two places make two accounts', async () => {
    const viet = await at.officer(await at.admin());
    const { invitation } = (await viet.post('/api/invitations', NEW)).body;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        at.device().post('/api/invitation/accept', { token: invitation.token, name: 'Nông Văn Thành', password: PIN }),
      ),
    );
    expect(
      answers
        .filter(({ status }) => status === 200)
        .map(({ body }) => body.username)
        .sort(),
    ).toEqual(['nong.van.thanh', 'nong.van.thanh2']);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(18);
    expect((await viet.get('/api/invitations')).body.invitations[0]).toMatchObject({ used: 2, uses: 2, open: false });
  });

  it('returns the use when the password is refused', async () => {
    const viet = await at.officer(await at.admin());
    const { invitation } = (await viet.post('/api/invitations', { ...NEW, uses: 1 })).body;
    expect(
      (await at.device().post('/api/invitation/accept', { token: invitation.token, name: 'Hà Thị Lan', password: '123456' })).body.code,
    ).toBe('weak-password');
    expect((await at.device().post('/api/invitation/accept', { token: invitation.token, name: 'Hà Thị Lan', password: PIN })).status).toBe(
      200,
    );
  });

  it('expire and can be withdrawn', async () => {
    const viet = await at.officer(await at.admin());
    const [first, second] = [
      (await viet.post('/api/invitations', NEW)).body.invitation,
      (await viet.post('/api/invitations', NEW)).body.invitation,
    ];
    await viet.post('/api/invitations/withdraw', { id: first.id });
    expect((await at.device().post('/api/invitation/look', { token: first.token })).body.code).toBe('withdrawn');
    at.pass(25 * 3600_000);
    expect((await at.device().post('/api/invitation/accept', { token: second.token, name: 'Hà Thị Lan', password: PIN })).body.code).toBe(
      'expired',
    );
  });
});
