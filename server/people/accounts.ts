/** People with passwords: signing in and out, and the accounts themselves. The rest of the server uses it through SignIn (routes.ts). */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Account } from '../../src/lib/review/account.ts';
import { fold, tidy } from '../../src/lib/review/text.ts';
import type { Person } from '../../src/lib/review/people.ts';
import { HttpError } from '../http/error.ts';
import { Reviews } from './reviews.ts';
import { accountOf, personOf, type AccountRow, type NewAccount } from './account.ts';
import { openAccountsDb, type AccountsDb } from './accounts-db.ts';
import { createAuth, USERNAME, type Auth } from './auth.ts';
import { cookiesOf, setCookies } from './cookies.ts';
import { Guesses } from './guesses.ts';
import { KnownDevices } from './known-devices.ts';
import { checkPassword, firstPassword } from './passwords.ts';
import { secretOf } from './secret.ts';

export interface AccountsOptions {
  sessionSeconds?: number;
  clock?: () => number;
}

/** Length of a username that is generated. */
const NAME_MOST = 30;
const ACCOUNT_COLUMNS = 'id, username, name, role, review, villages, unit, mustChange, locked';

export class Accounts {
  readonly demo = false;
  readonly db: AccountsDb;
  readonly reviews: Reviews;
  readonly secret: Buffer;
  readonly guesses: Guesses;
  readonly #auth: Auth;
  readonly #devices: KnownDevices;
  readonly #listeners = new Set<(personId?: string) => void>();

  private constructor(db: AccountsDb, secret: Buffer, auth: Auth, clock: () => number) {
    this.db = db;
    this.secret = secret;
    this.reviews = new Reviews(db);
    this.#auth = auth;
    this.#devices = new KnownDevices(secret);
    this.guesses = new Guesses(this.#devices, clock);
  }

  static async open(folder: string, { sessionSeconds, clock = Date.now }: AccountsOptions = {}): Promise<Accounts> {
    const secret = secretOf(folder, 'accounts-secret');
    const db = openAccountsDb(folder);
    return new Accounts(db, secret, await createAuth(db, secret, sessionSeconds), clock);
  }

  get isEmpty(): boolean {
    return this.db.prepare('SELECT 1 FROM user LIMIT 1').get() === undefined;
  }

  async whoIs(request: IncomingMessage): Promise<Person | null> {
    const account = await this.accountOf(request);
    return account && !account.mustChange ? personOf(account, this.reviews) : null;
  }

  /** The account of a request's session, even before a first password is changed. With a response, a session in use is extended. */
  async accountOf(request: IncomingMessage, response?: ServerResponse): Promise<Account | null> {
    const account = await this.#inSession(request, response);
    return account && !account.locked ? account : null;
  }

  /** A locked account's sessions give access to nothing. They stay until it is unlocked, so that its devices can be told why. */
  async isLocked(request: IncomingMessage): Promise<boolean> {
    return (await this.#inSession(request))?.locked ?? false;
  }

  /** @throws HttpError, the same for an unknown name and for a wrong password. */
  async enter(username: string, password: string, request: IncomingMessage, response: ServerResponse): Promise<Account> {
    const name = username.normalize('NFC').trim().toLowerCase();
    const guess = this.guesses.begin(name, request);
    const account = await this.openSession(name, password, request, response);
    guess.right();
    return account;
  }

  /**
   * Does not count as a guess: for a person who has just made the account, or its new password.
   * @throws HttpError
   */
  async openSession(name: string, password: string, request: IncomingMessage, response: ServerResponse): Promise<Account> {
    const wrong = (): HttpError => new HttpError(401, 'wrong-password', 'Tên đăng nhập hoặc mật khẩu không đúng.');
    // An invalid name never reaches the library or its log.
    if (!USERNAME.test(name) || password.length > 128) throw wrong();
    const answer = await this.#auth.api.signInUsername({ body: { username: name, password }, headers: new Headers(), asResponse: true });
    const account = this.byUsername(name);
    if (!answer.ok || !account) throw wrong();
    if (account.locked) {
      const { token } = (await answer.json()) as { token: string };
      await this.#auth.context.internalAdapter.deleteSession(token);
      throw new HttpError(403, 'locked', 'Tài khoản này đang bị khóa. Hãy hỏi cán bộ xã.');
    }
    setCookies(request, response, answer.headers.getSetCookie());
    this.#devices.remember(request, response, name);
    return account;
  }

  /** Ends all sessions and opens a new one here: somebody who knew the old password is signed out. */
  async changePassword(account: Account, current: string, next: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { internalAdapter, password } = this.#auth.context;
    const guess = this.guesses.beginSignedIn(account.id);
    const stored = (await internalAdapter.findAccounts(account.id)).find(({ providerId }) => providerId === 'credential')?.password;
    if (!stored || !(await password.verify({ hash: stored, password: current })))
      throw new HttpError(400, 'wrong-password', 'Mật khẩu đang dùng không đúng.');
    guess.right();
    if (next === current) throw new HttpError(400, 'same-password', 'Hãy chọn mật khẩu khác mật khẩu đang dùng.');
    checkPassword(next, account.role, account.username);
    await internalAdapter.updatePassword(account.id, await password.hash(next));
    await internalAdapter.updateUser(account.id, { mustChange: false });
    await this.endSessions(account.id);
    await this.openSession(account.username, next, request, response);
  }

  async leave(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const account = await this.accountOf(request);
    const answer = await this.#auth.api.signOut({ headers: new Headers({ cookie: cookiesOf(request) }), asResponse: true });
    setCookies(request, response, answer.headers.getSetCookie());
    if (account) this.#changed(account.id);
  }

  async endSessions(id: string): Promise<void> {
    await this.#auth.context.internalAdapter.deleteUserSessions(id);
    this.#changed(id);
  }

  onChange(listener: (personId?: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The set of rounds, or who works in them, has changed: that affects more people than those who work in them. */
  rightsChanged(): void {
    this.#changed();
  }

  list(): Account[] {
    return (this.db.prepare(`SELECT ${ACCOUNT_COLUMNS} FROM user ORDER BY name`).all() as AccountRow[]).map(accountOf);
  }

  byId(id: string): Account | null {
    return this.#find('id', id);
  }

  byUsername(username: string): Account | null {
    return this.#find('username', username);
  }

  openSessions(id: string): number {
    return (
      this.db.prepare('SELECT count(*) AS n FROM session WHERE userId = ? AND expiresAt > ?').get(id, new Date().toISOString()) as {
        n: number;
      }
    ).n;
  }

  /**
   * Creates an account. Without a password, a first one is generated, which must be changed.
   * @param username used as given, or generated from the name.
   */
  async create(wanted: NewAccount & { username?: string; password?: string }): Promise<{ account: Account; password: string }> {
    const { username, password = firstPassword(), ...fields } = wanted;
    const name = tidy(fields.name);
    if (username !== undefined && !USERNAME.test(username))
      throw new HttpError(400, 'bad-username', 'Tên đăng nhập gồm 3 đến 40 chữ cái không dấu, chữ số, dấu chấm hoặc gạch ngang.');
    if (username !== undefined && this.byUsername(username))
      throw new HttpError(409, 'username-taken', 'Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.');
    if (wanted.password !== undefined) checkPassword(password, fields.role, username ?? '');
    const { internalAdapter, password: passwords } = this.#auth.context;
    const hash = await passwords.hash(password);
    const user = await this.#insert(name, username, fields, wanted.password === undefined);
    try {
      await internalAdapter.linkAccount({ userId: user.id, providerId: 'credential', accountId: user.id, password: hash });
    } catch (error) {
      await internalAdapter.deleteUser(user.id);
      throw error;
    }
    const account = this.byId(user.id);
    if (!account) throw new Error('the new account cannot be found');
    return { account, password };
  }

  async change(id: string, fields: Partial<Pick<Account, 'role' | 'review' | 'villages' | 'unit' | 'locked'>>): Promise<void> {
    const { villages, ...rest } = fields;
    await this.#auth.context.internalAdapter.updateUser(id, {
      ...rest,
      ...(villages !== undefined && { villages: JSON.stringify(villages) }),
    });
    if (fields.locked === false) await this.endSessions(id);
    else this.#changed(id);
  }

  /** Sets a new first password, shown once to the person who requested it. */
  async resetPassword(account: Account): Promise<string> {
    const { internalAdapter, password } = this.#auth.context;
    const next = firstPassword();
    await internalAdapter.updatePassword(account.id, await password.hash(next));
    await internalAdapter.updateUser(account.id, { mustChange: true });
    await this.endSessions(account.id);
    this.guesses.forgive(account.username);
    return next;
  }

  close(): void {
    this.db.close();
  }

  /**
   * Two people of one name who arrive at once both find the username free: the UNIQUE column refuses the second, who then gets the next
   * one.
   */
  async #insert(name: string, username: string | undefined, fields: NewAccount, mustChange: boolean): Promise<{ id: string }> {
    for (let tries = 0; ; tries++) {
      const free = username ?? this.#freeUsername(name);
      try {
        return await this.#auth.context.internalAdapter.createUser(
          {
            ...fields,
            name,
            username: free,
            displayUsername: free,
            // better-auth requires one; no real address is asked for or stored.
            email: `${free}@tai-khoan.invalid`,
            emailVerified: false,
            villages: JSON.stringify(fields.villages),
            mustChange,
            locked: false,
          },
          { method: 'email-password' },
        );
      } catch (error) {
        if (username !== undefined || tries >= 20 || !this.byUsername(free)) throw error;
      }
    }
  }

  #find(column: 'id' | 'username', value: string): Account | null {
    const row = this.db.prepare(`SELECT ${ACCOUNT_COLUMNS} FROM user WHERE ${column} = ?`).get(value) as AccountRow | undefined;
    return row ? accountOf(row) : null;
  }

  /** 'Hà Thị Lan' -> 'ha.thi.lan', and 'ha.thi.lan2' for the second. */
  #freeUsername(name: string): string {
    const [first = 'nguoi', ...words] = fold(name).match(/[a-z0-9]+/g) ?? [];
    let wanted = first.slice(0, NAME_MOST);
    for (const word of words) {
      // Whole words, because the name is read out and typed.
      if (wanted.length + 1 + word.length > NAME_MOST) break;
      wanted += `.${word}`;
    }
    const base = wanted.length < 3 ? `${wanted}.xa` : wanted;
    for (let n = 1; ; n++) {
      const free = n === 1 ? base : `${base}${n}`;
      if (!this.byUsername(free)) return free;
    }
  }

  async #inSession(request: IncomingMessage, response?: ServerResponse): Promise<Account | null> {
    const headers = new Headers({ cookie: cookiesOf(request) });
    if (!headers.get('cookie')) return null;
    const { response: found, headers: answer } = await this.#auth.api.getSession({
      headers,
      query: { disableRefresh: response === undefined },
      returnHeaders: true,
    });
    if (response && found) setCookies(request, response, answer.getSetCookie());
    return found ? accountOf(found.user as unknown as AccountRow) : null;
  }

  #changed(id?: string): void {
    for (const listener of [...this.#listeners]) listener(id);
  }
}
