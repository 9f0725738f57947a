/** Two nodes on one database: what one of them has said or done holds on the other, also when both are asked at the same moment. */
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { MemoryLog } from '../log/memory.ts';
import type { Bus } from '../nodes/bus.ts';
import { openDatabase, type Database } from '../nodes/database.ts';
import { startPostgres, type TestPostgres } from '../testing-postgres.ts';
import { update as updateOf } from '../rooms/wire.ts';
import { testServer, until, type TestServer } from '../testing.ts';
import { Accounts } from './accounts.ts';
import { FirstAdmin } from './first-admin.ts';
import { recordsIn } from './review-records.ts';
import { accountSignIn } from './routes.ts';
import { tellThrough } from './tell.ts';
import { ADMIN_PASSWORD, Device, ID, LONG_PASSWORD, PIN, QUICK, REVIEW, type Answer } from './testing.ts';

interface Node {
  accounts: Accounts;
  firstAdmin: FirstAdmin;
  server: TestServer;
  database: Database;
}

/** Between two servers of one process. */
function buses(): [Bus, Bus] {
  const heard: ((channel: string, message: string) => void)[] = [];
  const bus = (here: number): Bus => {
    const listeners = new Map<string, (message: string, from: string) => void>();
    heard[here] = (channel, message) => listeners.get(channel)?.(message, '');
    return {
      node: String(here),
      send: (channel, message) => heard[1 - here]?.(channel, message),
      on: (channel, listener) => (listeners.set(channel, listener), () => undefined),
      onAgain: () => () => undefined,
      close: async () => undefined,
    };
  };
  return [bus(0), bus(1)];
}

let postgres: TestPostgres;
let nodes: [Node, Node];
/** The records that were written before a review is there. */
let begun: string[];
const log = new MemoryLog();

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

beforeEach(async () => {
  begun = [];
  const url = await postgres.newDatabase();
  const records = recordsIn(log);
  const start = async (bus: Bus): Promise<Node> => {
    const database = await openDatabase(url, () => undefined);
    const accounts = await Accounts.openShared(database, { tell: tellThrough(bus), passwords: QUICK });
    const firstAdmin = new FirstAdmin(accounts.secret);
    const watched: typeof records = {
      ...records,
      begin: (by) => async (review, cells, before) => {
        begun.push(review);
        await records.begin(by)(review, cells, before);
      },
    };
    return {
      accounts,
      firstAdmin,
      database,
      server: await testServer({ log, signIn: accountSignIn({ accounts, firstAdmin, records: watched }) }),
    };
  };
  // At the same moment, on an empty database.
  nodes = (await Promise.all(buses().map(start))) as [Node, Node];
});
afterEach(async () => {
  for (const { server, accounts, database } of nodes) {
    await server.close();
    accounts.close();
    await database.close();
  }
});

const on = (node: 0 | 1, device?: Device): Device => {
  const made = new Device(nodes[node].server);
  made.cookie = device?.cookie ?? '';
  return made;
};
/** The same person, on both nodes. */
const both = (device: Device): [Device, Device] => [on(0, device), on(1, device)];
const statuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status).sort();
const firstBy = (device: Device, username: string, token: string): Promise<Answer> =>
  device.post('/api/first', { token, name: 'Quản trị', username, password: ADMIN_PASSWORD });

async function admin(): Promise<Device> {
  const device = on(0);
  expect((await firstBy(device, 'quan.tri', nodes[1].firstAdmin.token)).status).toBe(200);
  return device;
}

async function officer(by: Device): Promise<Device> {
  expect((await by.post('/api/reviews', REVIEW)).status).toBe(200);
  const { body } = await by.post('/api/people', { name: 'Trần Quốc Việt', role: 'commune', review: ID });
  const device = on(0);
  await device.enter('tran.quoc.viet', body.password as string);
  expect((await device.post('/api/password', { current: body.password, next: LONG_PASSWORD })).status).toBe(200);
  return device;
}

const invite = async (by: Device, uses: number): Promise<string> =>
  (await by.post('/api/invitations', { role: 'reviewer', villages: ['thon-3'], places: 'Thôn 3', uses, days: 2 })).body.invitation.token;
const accept = (node: 0 | 1, token: string, name: string): Promise<Answer> =>
  on(node).post('/api/invitation/accept', { token, name, password: PIN });

it('have one secret, and one of two first admins', async () => {
  const [a, b] = nodes;
  expect(a.accounts.secret.equals(b.accounts.secret)).toBe(true);
  const answers = await Promise.all([firstBy(on(0), 'mot', b.firstAdmin.token), firstBy(on(1), 'hai', a.firstAdmin.token)]);
  expect(statuses(answers)).toEqual([200, 410]);
  expect(await b.accounts.list()).toHaveLength(1);
});

describe('with an admin and an officer', () => {
  let root: Device;
  let viet: Device;
  beforeEach(async () => {
    root = await admin();
    viet = await officer(root);
  });

  it('an invitation for five that twenty use at once makes five accounts, of one name under five usernames', async () => {
    const token = await invite(viet, 5);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => accept(n % 2 === 0 ? 0 : 1, token, 'Hà Thị Lan')));
    expect(statuses(answers)).toEqual([...Array<number>(5).fill(200), ...Array<number>(15).fill(410)]);
    const made = (await nodes[1].accounts.list()).filter(({ role }) => role === 'reviewer');
    expect(made).toHaveLength(5);
    expect(new Set(made.map(({ username }) => username)).size).toBe(5);
    expect((await viet.get('/api/invitations')).body.invitations).toMatchObject([{ used: 5, open: false }]);
  });

  it('a session opened on one is known on the other, and what ends it there closes its lists here', async () => {
    await accept(0, await invite(viet, 1), 'Hà Thị Lan');
    const lan = on(0);
    await lan.enter('ha.thi.lan', PIN);
    const there = on(1, lan);
    const { id } = (await there.get('/api/me')).body.person;
    const open = await there.join(`${ID}.thon-3`).sync();
    expect((await on(0, viet).post('/api/people/lock', { id, locked: true })).status).toBe(200);
    await until(() => open.closed !== null);
    expect(open.closed?.code).toBe(4401);
    for (const node of [0, 1] as const) {
      expect((await on(node).enter('ha.thi.lan', PIN)).body.code).toBe('locked');
      expect((await on(node, lan).get('/api/me')).body).toEqual({ demo: false, person: null, locked: true });
    }
    await on(1, viet).post('/api/people/lock', { id, locked: false });
    await lan.enter('ha.thi.lan', PIN);
    await lan.post('/api/leave');
    expect((await on(1, lan).get('/api/me')).body.person).toBeNull();
  });

  it('a comment signed with the name of a person who has just come on the other node is refused', async () => {
    const token = await invite(viet, 2);
    await accept(0, token, 'Hà Thị Lan');
    const lan = on(1);
    await lan.enter('ha.thi.lan', PIN);
    const list = await lan.join(`${ID}.thon-3`).sync();
    const comment = (author: string): Uint8Array => {
      let sent = new Uint8Array();
      list.doc.once('update', (update: Uint8Array) => (sent = new Uint8Array(update)));
      list.doc.getArray('c:1').push([['text', 'Xem lại', author, 1]]);
      return sent;
    };
    list.socket.send(updateOf(comment('Nông Văn Thành')));
    await until(() => list.receipt === 1);
    await accept(0, token, 'Nông Văn Thành');
    await list.reached();
    list.socket.send(updateOf(comment('Nông Văn Thành')));
    await until(() => list.closed !== null);
    expect(list.closed?.code).toBe(4420);
  });

  it('a round that both create at once is created once, with its records written once', async () => {
    begun = [];
    const wanted = { ...REVIEW, year: 2025 };
    const answers = await Promise.all(both(root).map((device) => device.post('/api/reviews', wanted)));
    expect(statuses(answers)).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('review-exists');
    expect(begun).toEqual(['xa-nong-thuong-2025']);
  });

  it('a username that both give at once is given once', async () => {
    const wanted = { name: 'Người mới', username: 'nguoi.moi', role: 'reviewer', review: ID, villages: ['thon-3'] };
    const answers = await Promise.all(both(viet).map((device) => device.post('/api/people', wanted)));
    expect([statuses(answers), answers.find(({ status }) => status === 409)?.body.code]).toEqual([[200, 409], 'username-taken']);
    const made = await Promise.allSettled(
      nodes.map(({ accounts }) =>
        accounts.create({ name: 'Ai đó', username: 'ai.do', role: 'reviewer', review: ID, villages: [], unit: 0 }),
      ),
    );
    expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(made.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { status: 409, code: 'username-taken' } });
  });

  it('a round is put aside once, and comes back next to no other with its plan', async () => {
    const aside = await Promise.all(
      both(root).map((device) => device.post('/api/reviews/aside', { id: ID, households: 0, text: 'Lập nhầm' })),
    );
    expect(statuses(aside)).toEqual([200, 404]);
    const [back, anew] = await Promise.all([on(0, root).post('/api/reviews/back', { id: ID }), on(1, root).post('/api/reviews', REVIEW)]);
    expect(statuses([back, anew])).toEqual([200, 409]);
    expect((await nodes[0].accounts.reviews.list()).length).toBe(1);
  });

  it('a month is logged as one without requests once, and begun once', async () => {
    await root.post('/api/reviews', { ...REVIEW, year: 2025 });
    const room = 'xa-nong-thuong-2025.xa';
    const { id } = (await viet.get('/api/me')).body.person;
    expect((await root.post('/api/people/change', { id, review: 'xa-nong-thuong-2025' })).status).toBe(200);
    const none = { year: 2025, month: 2, text: 'Không có giấy đề nghị' };
    const logged = await Promise.all(both(viet).map((device) => device.post(`/api/month-without/${room}`, none)));
    expect([statuses(logged), logged.find(({ status }) => status === 409)?.body.code]).toEqual([[200, 409], 'logged-already']);
    const begins = await Promise.all(both(viet).map((device) => device.post(`/api/month-begin/${room}`, { year: 2025, month: 4 })));
    expect([statuses(begins), begins.find(({ status }) => status === 409)?.body.code]).toEqual([[200, 409], 'review-exists']);
  });

  it('what an admin confirms on one is in use on the other at once', async () => {
    const { CONFIRMED_2027 } = await import('../../tests/fixtures/confirmed-2027.ts');
    expect((await on(1, root).post('/api/reviews', { ...REVIEW, year: 2027 })).body.code).toBe('no-such-round');
    expect((await on(0, root).post('/api/standards', CONFIRMED_2027)).status).toBe(200);
    expect((await on(1, root).post('/api/reviews', { ...REVIEW, year: 2027 })).status).toBe(200);
  });
});
