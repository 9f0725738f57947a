/** People with passwords: signing in and out, and the accounts themselves. The rest of the server uses it through SignIn (routes.ts). */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SelectQueryBuilder } from 'kysely';
import { ALONE } from '../nodes/bus.ts';
import type { Database } from '../nodes/database.ts';
import type { Account } from '../../src/lib/review/account.ts';
import { fold, tidy } from '../../src/lib/review/text.ts';
import type { Person } from '../../src/lib/review/people.ts';
import { HttpError } from '../http/error.ts';
import { Reviews } from './reviews.ts';
import { accountOf, personOf, type AccountRow, type NewAccount } from './account.ts';
import { openPeopleDb, openSharedPeopleDb, PEOPLE_SCHEMA, type PeopleDb, type PeopleTables } from './accounts-db.ts';
import { createAuth, USERNAME, type Auth, type Passwords } from './auth.ts';
import { cookiesOf, setCookies } from './cookies.ts';
import { Guesses } from './guesses.ts';
import { KnownDevices } from './known-devices.ts';
import { checkPassword, firstPassword } from './passwords.ts';
import { secretIn, secretOf } from './secret.ts';
import { tellThrough, type Tell } from './tell.ts';

export interface AccountsOptions {
  sessionSeconds?: number;
  clock?: () => number;
  /** Reaches the other nodes; without it, there are none. */
  tell?: Tell;
  /** For tests: the real ones cost a tenth of a second each. */
  passwords?: Passwords;
}

/** Length of a username that is generated. */
const NAME_MOST = 30;
const COLUMNS = ['id', 'username', 'name', 'role', 'review', 'villages', 'unit', 'mustChange', 'locked'] as const;
/** More people of one name who arrive at the same moment are asked to try again. */
const MOST_TRIES = 20;
const TREE = 'tree';
/** What better-auth calls a password. */
const CREDENTIAL = 'credential';

export class Accounts {
  readonly demo = false;
  readonly db: PeopleDb;
  readonly reviews: Reviews;
  readonly secret: Buffer;
  readonly guesses: Guesses;
  /** At a meeting hub: the villages whose lists it has. */
  only: readonly string[] | null = null;
  readonly #auth: Auth;
  readonly #devices: KnownDevices;
  readonly #tell: Tell;

  private constructor(db: PeopleDb, secret: Buffer, auth: Auth, clock: () => number, tell: Tell) {
    this.db = db;
    this.#tell = tell;
    this.secret = secret;
    this.reviews = new Reviews(db);
    this.#auth = auth;
    this.#devices = new KnownDevices(secret);
    this.guesses = new Guesses(this.#devices, clock);
  }

  /** In the files of a data folder. */
  static async open(folder: string, options: AccountsOptions = {}): Promise<Accounts> {
    const secret = secretOf(folder, 'accounts-secret');
    return Accounts.#openOn(await openPeopleDb(folder), secret, options);
  }

  /** In a database that several nodes share. @param database stays open when the accounts are closed. */
  static async openShared(database: Database, options: AccountsOptions = {}): Promise<Accounts> {
    const db = await openSharedPeopleDb(database);
    return Accounts.#openOn(db, await secretIn(db.query, 'accounts'), options);
  }

  static async #openOn(
    db: PeopleDb,
    secret: Buffer,
    { sessionSeconds, clock = Date.now, tell = tellThrough(ALONE), passwords }: AccountsOptions,
  ): Promise<Accounts> {
    const where = db.kind === 'postgres' ? ({ type: 'postgres', schemaName: PEOPLE_SCHEMA } as const) : ({ type: 'sqlite' } as const);
    return new Accounts(db, secret, await createAuth({ db: db.query, ...where }, secret, sessionSeconds, passwords), clock, tell);
  }

  async isEmpty(): Promise<boolean> {
    return (await this.db.query.selectFrom('user').select('id').limit(1).executeTakeFirst()) === undefined;
  }

  /**
   * Changes of the tree, of its reviews and of who works where follow each other, on all nodes: what one has found out before it writes still
   * holds when it writes. Not within another.
   */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.db.alone(TREE, work);
  }

  async whoIs(request: IncomingMessage): Promise<Person | null> {
    const account = await this.accountOf(request);
    return account && !account.mustChange ? this.personOf(account) : null;
  }

  async personOf(account: Account): Promise<Person> {
    const person = await personOf(account, this.reviews);
    return this.only ? { ...person, only: this.only } : person;
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
    const account = await this.byUsername(name);
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
    const stored = (await internalAdapter.findAccounts(account.id)).find(({ providerId }) => providerId === CREDENTIAL)?.password;
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
    return this.#tell.onTold(listener);
  }

  /** The set of rounds, or who works in them, has changed: that affects more people than those who work in them. */
  rightsChanged(): void {
    this.#changed();
  }

  list(): Promise<Account[]> {
    return this.#accounts();
  }

  /** Of everybody who works in one of these reviews. */
  async inReviews(reviews: readonly string[]): Promise<Account[]> {
    return reviews.length === 0 ? [] : this.#accounts((all) => all.where('review', 'in', reviews));
  }

  async byId(id: string): Promise<Account | null> {
    return (await this.#accounts((all) => all.where('id', '=', id)))[0] ?? null;
  }

  async byUsername(username: string): Promise<Account | null> {
    return (await this.#accounts((all) => all.where('username', '=', username)))[0] ?? null;
  }

  /** Names by id. An id that nobody has had is missing. */
  async namesOf(people: readonly string[]): Promise<Map<string, string>> {
    if (people.length === 0) return new Map();
    const rows = await this.db.query.selectFrom('user').select(['id', 'name']).where('id', 'in', people).execute();
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Of a person, and of everybody who works in one of these reviews. */
  with(id: string, reviews: readonly string[]): Promise<Account[]> {
    return this.#accounts((all) =>
      all.where(({ eb, or }) => or([eb('id', '=', id), ...(reviews.length > 0 ? [eb('review', 'in', reviews)] : [])])),
    );
  }

  /** On how many devices a person is signed in. @param person without, everybody is counted. */
  async openSessions(person?: string): Promise<(id: string) => number> {
    const open = this.db.query
      .selectFrom('session')
      .select('userId')
      .select(({ cast, fn }) => cast<number>(fn.countAll(), 'integer').as('count'))
      .where('expiresAt', '>', new Date().toISOString())
      .groupBy('userId');
    const rows = await (person === undefined ? open : open.where('userId', '=', person)).execute();
    const counts = new Map(rows.map(({ userId, count }) => [userId, count]));
    return (id) => counts.get(id) ?? 0;
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
    if (username !== undefined && (await this.byUsername(username))) throw nameTaken();
    if (wanted.password !== undefined) checkPassword(password, fields.role, username ?? '');
    const { internalAdapter, password: passwords } = this.#auth.context;
    const hash = await passwords.hash(password);
    const user = await this.#insert(name, username, fields, wanted.password === undefined);
    try {
      await internalAdapter.linkAccount({ userId: user.id, providerId: CREDENTIAL, accountId: user.id, password: hash });
    } catch (error) {
      await internalAdapter.deleteUser(user.id);
      throw error;
    }
    const account = await this.byId(user.id);
    if (!account) throw new Error('the new account cannot be found');
    this.#changed(user.id);
    return { account, password };
  }

  /** @throws HttpError when there is anybody already: of two who come at once, one becomes the admin. */
  createFirst(fields: Pick<Account, 'name' | 'username'> & { password: string }): Promise<unknown> {
    return this.inTurn(async () => {
      if (!(await this.isEmpty())) throw new HttpError(410, 'link-gone', 'Đã có người quản trị. Hãy đăng nhập.');
      return this.create({ ...fields, role: 'admin', review: '', villages: [], unit: 0 });
    });
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
    const next = firstPassword();
    await this.#putPassword(account, next, true);
    this.guesses.forgive(account.username);
    return next;
  }

  /** Sets a password that the person has chosen. @throws HttpError for one that is too weak. */
  async setPassword(account: Account, next: string): Promise<void> {
    checkPassword(next, account.role, account.username);
    await this.#putPassword(account, next, false);
  }

  /** False at a meeting hub, until somebody has set one there. */
  async hasPassword(id: string): Promise<boolean> {
    const all = await this.#auth.context.internalAdapter.findAccounts(id);
    return all.some(({ providerId }) => providerId === CREDENTIAL);
  }

  async #putPassword(account: Account, next: string, mustChange: boolean): Promise<void> {
    const { internalAdapter, password } = this.#auth.context;
    const hash = await password.hash(next);
    if (await this.hasPassword(account.id)) await internalAdapter.updatePassword(account.id, hash);
    else await internalAdapter.linkAccount({ userId: account.id, providerId: CREDENTIAL, accountId: account.id, password: hash });
    await internalAdapter.updateUser(account.id, { mustChange });
    await this.endSessions(account.id);
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
      const free = username ?? (await this.#freeUsername(name));
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
        if (!(await this.byUsername(free))) throw error;
        if (username !== undefined) throw nameTaken();
        if (tries >= MOST_TRIES) throw error;
      }
    }
  }

  async #accounts(which: (all: UserQuery) => UserQuery = (all) => all): Promise<Account[]> {
    const rows = await which(this.db.query.selectFrom('user').select(COLUMNS)).orderBy('id').execute();
    // By code points, like everything else that is ordered here: a database orders names by the language it was set up for.
    return rows.map(accountOf).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  /** 'Hà Thị Lan' -> 'ha.thi.lan', and 'ha.thi.lan2' for the second. */
  async #freeUsername(name: string): Promise<string> {
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
      if (!(await this.byUsername(free))) return free;
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
    this.#tell.tell(id);
  }
}

type UserQuery = SelectQueryBuilder<PeopleTables, 'user', Pick<PeopleTables['user'], (typeof COLUMNS)[number]>>;

const nameTaken = (): HttpError => new HttpError(409, 'username-taken', 'Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.');
