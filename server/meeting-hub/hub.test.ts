import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UpdateLog } from '../log/log.ts';
import { MemoryLog } from '../log/memory.ts';
import { OriginStore } from '../log/origin-store.ts';
import { RelayStore } from '../log/relay-store.ts';
import { Accounts } from '../people/accounts.ts';
import { FirstAdmin } from '../people/first-admin.ts';
import { recordsIn } from '../people/review-records.ts';
import { accountSignIn } from '../people/routes.ts';
import { takeOver } from '../people/taken-over.ts';
import { AccountsServer, Device, ID, LONG_PASSWORD, QUICK } from '../people/testing.ts';
import { testServer, until, type RawClient, type TestServer } from '../testing.ts';
import * as wire from '../rooms/wire.ts';
import { hubAnswers } from './at-hub.ts';
import { Contact, knownStart } from './contact.ts';
import { HttpUpstream } from './http-upstream.ts';
import { Relay } from './relay.ts';

const ROOM = `${ID}.thon-3`;
const NOTES = `${ROOM}.hop`;
const COMMUNE = `${ID}.xa`;

const parent = mkdtempSync(join(tmpdir(), 'rasoat-hub-'));
let at: AccountsServer;
let commune: Device;
let token = '';
let hub: MeetingHub;

/** A hub over a real connection; its clock is turned by hand. */
class MeetingHub {
  readonly log = new MemoryLog();
  readonly origins = OriginStore.inMemory();
  readonly store = RelayStore.inMemory();
  readonly reports: string[] = [];
  accounts!: Accounts;
  server!: TestServer;
  contact!: Contact;
  link!: FirstAdmin;

  async open(port: number, withToken: string): Promise<this> {
    this.accounts = await Accounts.open(mkdtempSync(`${parent}/hub-`), { passwords: QUICK });
    this.link = new FirstAdmin(this.accounts.secret);
    const upstream = new HttpUpstream({ url: new URL(`http://127.0.0.1:${port}`), token: withToken }, new AbortController().signal);
    const start = (): NonNullable<ReturnType<typeof knownStart>> => knownStart(this.store)!;
    this.server = await testServer({
      log: this.log,
      bundles: { key: { key: '', sign: () => null as never }, origins: this.origins, server: 'hub' },
      signIn: accountSignIn({ accounts: this.accounts, records: recordsIn(this.log) }),
      atHub: hubAnswers({ accounts: this.accounts, link: this.link, start, status: () => this.contact.status() }),
    });
    const report = (text: string, error: unknown): void => void this.reports.push(`${text}: ${String(error)}`);
    const relay = new Relay({
      hub: this.server.hub,
      log: this.log,
      store: this.store,
      upstream,
      upstreamName: () => start().upstream,
      rememberNames: (people) => this.origins.rememberAuthors(people),
      report,
    });
    this.contact = new Contact({
      relay,
      store: this.store,
      ask: (seen) => upstream.start(seen),
      takeOver: (news) => takeOver(this.accounts, news),
      namesOf: async () => (person) => person,
      report,
    });
    await this.contact.once();
    return this;
  }

  device(): Device {
    return new Device(this.server);
  }

  /** The person who made the token, with their own password here. */
  async operator(): Promise<Device> {
    const device = this.device();
    expect((await device.post('/api/hub-operator', { token: this.link.token, password: LONG_PASSWORD })).status).toBe(200);
    return device;
  }

  /** With a first password that the operator gives. */
  async person(operator: Device, name: string): Promise<Device> {
    const { people } = (await operator.get('/api/people')).body;
    const { id } = (people as { id: string; name: string }[]).find((one) => one.name === name)!;
    const { person, password } = (await operator.post('/api/people/new-password', { id })).body;
    const device = this.device();
    await device.enter(person.username as string, password as string);
    expect((await device.post('/api/password', { current: password, next: 'mat-khau-o-may-hop' })).status).toBe(200);
    return device;
  }

  async close(): Promise<void> {
    await this.contact.end();
    await this.server.close();
    this.accounts.close();
    this.store.close();
  }
}

/** Writes as a page does, and waits for the receipt. */
async function write(device: Device, room: string, field: string, value: number | string): Promise<void> {
  const client: RawClient = await device.join(room).sync();
  let sent = new Uint8Array();
  client.doc.once('update', (update: Uint8Array) => (sent = new Uint8Array(update)));
  client.doc.getArray<unknown[]>('h:1').push([[field, value, 'ai đó', 1]]);
  client.socket.send(wire.update(sent));
  await until(() => client.receipt > 0);
  client.socket.close();
}

const authors = async (log: UpdateLog, room = ROOM): Promise<string[]> => (await log.history(room)).map(({ person }) => person);

beforeEach(async () => {
  at = await AccountsServer.start(parent);
  commune = await at.officer(await at.admin());
  await at.invited(commune);
  await at.write(COMMUNE, [{ row: 'v:thon-3', field: 'name', value: 'Thôn 3' }]);
  await at.write(COMMUNE, [{ row: 'v:thon-4', field: 'name', value: 'Thôn 4' }]);
  await at.write(ROOM, [{ row: 'h:1', field: 'head', value: 'Bàn A' }]);
  await at.write(`${ID}.thon-4`, [{ row: 'h:1', field: 'head', value: 'Bàn B' }]);
  token = (await commune.post('/api/hubs', { name: 'Máy Thôn 3', villages: ['thon-3'] })).body.token as string;
  hub = await new MeetingHub().open(at.server.port, token);
});
afterEach(async () => {
  await hub.close();
  await at.stop();
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('a meeting hub', () => {
  it('has the lists of its villages and the people, and nobody’s password', async () => {
    expect(hub.reports).toEqual([]);
    expect(await hub.log.rooms()).toEqual([COMMUNE, ROOM].sort());
    const operator = await hub.operator();
    const { people } = (await operator.get('/api/people')).body;
    expect((people as { name: string }[]).map(({ name }) => name).sort()).toEqual(['Hà Thị Lan', 'Trần Quốc Việt']);
    expect((await hub.device().enter('ha.thi.lan', '482915')).status).toBe(401);
    // The link is used up.
    expect((await hub.device().post('/api/hub-operator', { token: hub.link.token, password: 'mot-cau-khac-nua' })).status).toBe(410);
  });

  it('works while the commune is away, and hands on each edit in the name of its author, also of a meeting’s notes', async () => {
    const operator = await hub.operator();
    const lan = await hub.person(operator, 'Hà Thị Lan');
    await write(lan, ROOM, 'b1', 130);
    await write(operator, ROOM, 'size', 5);
    await write(lan, NOTES, 'note', 'Đủ người');
    expect(await hub.contact.status()).toMatchObject({ reached: true, waiting: 3, held: [], unwelcome: '' });
    await at.write(ROOM, [{ row: 'h:1', field: 'ethnic', value: 'Tày' }]);
    await hub.contact.once();
    expect(await hub.contact.status()).toMatchObject({ waiting: 0, troubles: [] });
    const { people } = (await operator.get('/api/people')).body;
    const idOf = (name: string): string => (people as { id: string; name: string }[]).find((one) => one.name === name)!.id;
    const [LAN, VIET] = [idOf('Hà Thị Lan'), idOf('Trần Quốc Việt')];
    expect((await authors(at.log)).slice(1).sort()).toEqual([LAN, VIET, 'tran-quoc-viet'].sort());
    expect(await authors(at.log, NOTES)).toEqual([LAN]);
    expect((await authors(hub.log)).sort()).toEqual((await authors(at.log)).sort());
    expect((await at.log.history(ROOM)).at(-1)!.device).toMatch(/\(qua Máy Thôn 3, /);
    // On the commune's page the history names her.
    expect(JSON.stringify((await commune.get(`/api/history/${ROOM}?row=h:1`)).body)).toContain('Hà Thị Lan');
    // And once is enough.
    const rows = await at.log.history(ROOM);
    await hub.contact.once();
    expect(await at.log.history(ROOM)).toEqual(rows);
  });

  it('keeps what the commune does not take, says whose and why, and hands it on when it may', async () => {
    const operator = await hub.operator();
    const lan = await hub.person(operator, 'Hà Thị Lan');
    const { people } = (await commune.get('/api/people')).body;
    const { id } = (people as { id: string; name: string }[]).find(({ name }) => name === 'Hà Thị Lan')!;
    await write(lan, ROOM, 'b1', 130);
    await commune.post('/api/people/lock', { id, locked: true });
    await write(operator, NOTES, 'note', 'Đủ người');
    await hub.contact.once();
    expect(await hub.contact.status()).toMatchObject({
      waiting: 0,
      held: [{ person: id, reason: 'Tài khoản này đang bị khóa ở xã.', count: 1 }],
      troubles: [],
    });
    expect((await authors(at.log)).includes(id)).toBe(false);
    expect(await authors(at.log, NOTES)).toHaveLength(1);
    // The lock is taken over: she is out here too.
    expect((await lan.get('/api/me')).body).toMatchObject({ person: null, locked: true });
    await commune.post('/api/people/lock', { id, locked: false });
    await hub.contact.once();
    expect((await hub.contact.status()).held).toEqual([]);
    expect((await authors(at.log)).filter((each) => each === id)).toHaveLength(1);
  });

  it('gets late edits into a locked list as late, and reads on what the commune writes there', async () => {
    const lan = await hub.person(await hub.operator(), 'Hà Thị Lan');
    await write(lan, ROOM, 'b1', 130);
    await at.write(COMMUNE, [{ row: 'v:thon-3', field: 'locked', value: 'x' }]);
    await at.write(ROOM, [{ row: 'h:1', field: 'size', value: 4 }]);
    await hub.contact.once();
    await hub.contact.once();
    expect([(await at.log.late(ROOM)).length, (await at.log.history(ROOM)).length]).toEqual([1, 2]);
    expect(await hub.log.history(ROOM)).toHaveLength(3);
    expect(await hub.contact.status()).toMatchObject({ waiting: 0, held: [], troubles: [] });
  });

  it('says in words what is done at the commune only, and opens no other list', async () => {
    const operator = await hub.operator();
    for (const [path, body] of [
      ['/api/people', { name: 'Người mới', role: 'reviewer', villages: ['thon-3'] }],
      ['/api/invitations', {}],
      ['/api/hubs', { name: 'Máy khác', villages: 'all' }],
      [`/api/acts/${ROOM}`, {}],
      [`/api/next-round/${COMMUNE}`, { year: 2027 }],
    ] as const) {
      const { status, body: answer } = await operator.post(path, body);
      expect([path, status, answer.code, answer.error]).toEqual([path, 409, 'at-hub', expect.stringContaining('máy của xã')]);
    }
    const other = operator.join(`${ID}.thon-4`);
    await until(() => other.closed !== null);
    expect(other.closed?.code).toBe(4403);
  });

  it('takes over new people and rights at each contact, and stops when its token is withdrawn', async () => {
    const operator = await hub.operator();
    await at.invited(commune, { villages: ['thon-3'] }, 'Nông Văn Thành');
    await hub.contact.once();
    await hub.person(operator, 'Nông Văn Thành');
    const { hubs } = (await commune.get('/api/hubs')).body;
    expect(hubs).toMatchObject([{ name: 'Máy Thôn 3', villages: ['thon-3'], by: 'Trần Quốc Việt', seen: expect.any(Number) }]);
    await commune.post('/api/hubs/withdraw', { id: hubs[0].id });
    await hub.contact.once();
    expect(await hub.contact.status()).toMatchObject({ reached: false, unwelcome: expect.stringContaining('đã bị rút') });
    // What is here stays usable.
    await write(operator, ROOM, 'b1', 140);
  });

  it('is refused other rooms by the commune, and with another token everything', async () => {
    const device = at.device();
    device.token = token;
    expect((await device.post('/api/hub/rows', { room: `${ID}.thon-4`, after: 0, known: [] })).status).toBe(403);
    expect((await device.post('/api/hub/rows', { room: `${ROOM}.chung`, after: 0, known: [] })).status).toBe(403);
    device.token = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    expect((await device.post('/api/hub/start', { seen: '' })).status).toBe(401);
    at.pass(61 * 24 * 3600_000);
    device.token = token;
    expect((await device.post('/api/hub/start', { seen: '' })).status).toBe(401);
  });
});
