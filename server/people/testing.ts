/** Accounts on a real server, and devices that sign in to it. For tests. */
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { expect } from 'vitest';
import type { CellWrite } from '../../src/lib/cells/shared-list.ts';
import type { CellValue } from '../../src/lib/review/types.ts';
import type { LogRow, UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';
import { writerTo } from '../rooms/writer.ts';
import { recordsIn } from './review-records.ts';
import { newTestLog, RawClient, testServer, type TestServer } from '../testing.ts';
import { Accounts, type AccountsOptions } from './accounts.ts';
import { FirstAdmin } from './first-admin.ts';
import type { Passwords } from './auth.ts';
import { accountSignIn } from './routes.ts';

export const REVIEW = { commune: 'Xã Nông Thượng', province: 'Tỉnh Bắc Kạn', district: 'Thành phố Bắc Kạn', year: 2026, area: 'rural' };
export const ID = 'xa-nong-thuong-2026';
export const ADMIN_PASSWORD = 'nui-rung-tay-bac';
export const LONG_PASSWORD = 'mot-mat-khau-dai';
export const PIN = '482915';

type Open = (options: AccountsOptions) => Promise<Accounts>;
let shared: Open | null = null;

/** Servers that start from now on keep their accounts where `open` opens them, empty each time; with null, in a folder again. */
export function keepAccountsIn(open: Open | null): void {
  shared = open;
}

export interface Answer {
  status: number;
  body: ReturnType<typeof JSON.parse>;
  headers: Headers;
}

/** As the real ones, and quick. What the real ones do, `rasoat` itself shows in server/commands. */
export const QUICK: Passwords = {
  hash: async (password) => createHash('sha256').update(password).digest('hex'),
  verify: async ({ hash, password }) => hash === createHash('sha256').update(password).digest('hex'),
};

export class AccountsServer {
  readonly server: TestServer;
  readonly accounts: Accounts;
  readonly firstAdmin: FirstAdmin;
  readonly log: UpdateLog;
  readonly #time: { now: number };

  private constructor(server: TestServer, accounts: Accounts, firstAdmin: FirstAdmin, log: UpdateLog, time: { now: number }) {
    this.log = log;
    this.server = server;
    this.accounts = accounts;
    this.firstAdmin = firstAdmin;
    this.#time = time;
  }

  static async start(parent: string): Promise<AccountsServer> {
    const time = { now: Date.now() };
    const clock = (): number => time.now;
    const accounts = await (shared
      ? shared({ clock, passwords: QUICK })
      : Accounts.open(mkdtempSync(`${parent}/data-`), { clock, passwords: QUICK }));
    const log = await newTestLog();
    const firstAdmin = new FirstAdmin(accounts.secret, clock);
    const server = await testServer({ log, signIn: accountSignIn({ accounts, firstAdmin, records: recordsIn(log), clock }) });
    return new AccountsServer(server, accounts, firstAdmin, log, time);
  }

  async stop(): Promise<void> {
    await this.server.close();
    this.accounts.close();
  }

  stored(room: string): Promise<LogRow[]> {
    return this.log.history(room);
  }

  write(room: string, cells: CellWrite[]): Promise<void> {
    return writerTo(this.log, { id: 'tran-quoc-viet', name: 'Trần Quốc Việt' }, '')(room, (list) => list.write(cells));
  }

  /** Row -> field -> value, from the log. */
  list(room: string): Promise<Record<string, Record<string, CellValue>>> {
    return readRoom(this.log, room, (list) => Object.fromEntries(list.rows().map((row) => [row, list.snapshotRow(row)])));
  }

  pass(ms: number): void {
    this.#time.now += ms;
  }

  device(): Device {
    return new Device(this.server);
  }

  async admin(): Promise<Device> {
    const device = this.device();
    const { status } = await device.post('/api/first', {
      token: this.firstAdmin.token,
      name: 'Quản trị',
      username: 'quan.tri',
      password: ADMIN_PASSWORD,
    });
    expect(status).toBe(200);
    return device;
  }

  /** Creates a person and changes their first password. */
  async person(by: Device, wanted: { name: string; role: string; review?: string; unit?: number; villages?: string[] }): Promise<Device> {
    const made = await by.post('/api/people', wanted);
    expect(made.status).toBe(200);
    const device = this.device();
    await device.enter(made.body.person.username as string, made.body.password as string);
    expect((await device.post('/api/password', { current: made.body.password, next: LONG_PASSWORD })).status).toBe(200);
    return device;
  }

  /** Creates the commune's review and its officer, tran.quoc.viet. */
  async officer(by: Device): Promise<Device> {
    expect((await by.post('/api/reviews', REVIEW)).body.review).toMatchObject({
      id: ID,
      name: 'Xã Nông Thượng',
      year: 2026,
      district: 'Thành phố Bắc Kạn',
    });
    return this.person(by, { name: 'Trần Quốc Việt', role: 'commune', review: ID });
  }

  /** Creates a reviewer of Thôn 3 through an invitation; the username is ha.thi.lan by default. */
  async invited(by: Device, change: object = {}, name = 'Hà Thị Lan'): Promise<Device> {
    const made = await by.post('/api/invitations', {
      role: 'reviewer',
      villages: ['thon-3'],
      places: 'Thôn 3',
      uses: 5,
      days: 2,
      ...change,
    });
    const device = this.device();
    expect((await device.post('/api/invitation/accept', { token: made.body.invitation.token, name, password: PIN })).status).toBe(200);
    return device;
  }
}

/** Stores its cookie, as a browser does. */
export class Device {
  cookie = '';
  /** The token of a meeting hub, for a machine that has no cookie. */
  token = '';
  readonly #server: TestServer;

  constructor(server: TestServer) {
    this.#server = server;
  }

  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const answer = await fetch(`http://127.0.0.1:${this.#server.port}${path}`, {
      method,
      headers: {
        ...(this.cookie && { cookie: this.cookie }),
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const jar = new Map<string | undefined, string>();
    for (const pair of [...this.cookie.split('; '), ...answer.headers.getSetCookie().map((set) => set.split(';')[0]!)])
      if (pair) jar.set(pair.split('=')[0], pair);
    this.cookie = [...jar.values()].join('; ');
    return { status: answer.status, body: await answer.json(), headers: answer.headers };
  }

  get = (path: string): Promise<Answer> => this.ask('GET', path);
  post = (path: string, body: unknown = {}): Promise<Answer> => this.ask('POST', path, body);
  enter = (username: string, password: string): Promise<Answer> => this.post('/api/enter', { username, password });
  join = (room: string): RawClient => new RawClient(this.#server.url, null, room, this.cookie ? { cookie: this.cookie } : {});
}
