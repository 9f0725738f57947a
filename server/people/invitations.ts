/**
 * Invitations by link and QR code. The link's secret is derived from the invitation's id and the folder's secret. It is stored nowhere, can
 * be shown again, and a reader of the database cannot use it. It comes after the # of the address, which a browser never sends, so it is in
 * no log.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Invitation } from '../../src/lib/review/account.ts';
import { HttpError } from '../http/error.ts';
import type { PeopleDb, PeopleTables } from './accounts-db.ts';

export type NewInvitation = Pick<Invitation, 'review' | 'role' | 'villages' | 'places' | 'uses' | 'expires'>;

const COLUMNS = ['id', 'review', 'role', 'villages', 'places', 'uses', 'used', 'expires', 'withdrawn'] as const;
type Row = Pick<Selectable<PeopleTables['invitation']>, (typeof COLUMNS)[number]>;

const invitationOf = (row: Row): Invitation => ({
  ...row,
  villages: JSON.parse(row.villages) as string[] | 'all',
  withdrawn: row.withdrawn === 1,
});

export class Invitations {
  readonly #db: PeopleDb;
  readonly #secret: Buffer;
  readonly #clock: () => number;

  constructor(db: PeopleDb, secret: Buffer, clock: () => number = Date.now) {
    this.#db = db;
    this.#secret = secret;
    this.#clock = clock;
  }

  async create(wanted: NewInvitation, by: string): Promise<Invitation> {
    const id = randomBytes(6).toString('hex');
    const { review, role, villages, places, uses, expires } = wanted;
    await this.#db.query
      .insertInto('invitation')
      .values({ id, review, role, villages: JSON.stringify(villages), places, uses, expires, by, created: this.#clock() })
      .execute();
    return (await this.find(id)) as Invitation;
  }

  /** Of one review, or all; newest first. */
  async list(review?: string): Promise<Invitation[]> {
    const all = this.#db.query.selectFrom('invitation').select(COLUMNS);
    const wanted = review === undefined ? all : all.where('review', '=', review);
    return (await wanted.orderBy('created', 'desc').orderBy('id').limit(200).execute()).map(invitationOf);
  }

  async find(id: string): Promise<Invitation | null> {
    const row = await this.#db.query.selectFrom('invitation').select(COLUMNS).where('id', '=', id).executeTakeFirst();
    return row ? invitationOf(row) : null;
  }

  tokenOf(id: string): string {
    return `${id}.${createHmac('sha256', this.#secret).update(`invitation ${id}`).digest('base64url').slice(0, 22)}`;
  }

  /** @throws HttpError that says why not. */
  async open(token: string): Promise<Invitation> {
    const [id = ''] = token.split('.');
    const [given, right] = [Buffer.from(token), Buffer.from(this.tokenOf(id))];
    const found = given.length === right.length && timingSafeEqual(given, right) ? await this.find(id) : null;
    if (!found) throw new HttpError(404, 'no-such-invitation', 'Lời mời này không đúng. Hãy quét lại mã hoặc xin cán bộ xã lời mời khác.');
    if (found.withdrawn) throw new HttpError(410, 'withdrawn', 'Lời mời này đã được rút lại. Hãy xin cán bộ xã lời mời khác.');
    if (found.expires <= this.#clock()) throw new HttpError(410, 'expired', 'Lời mời này đã hết hạn. Hãy xin cán bộ xã lời mời khác.');
    if (found.used >= found.uses) throw new HttpError(410, 'used-up', 'Lời mời này đã đủ số người. Hãy xin cán bộ xã lời mời khác.');
    return found;
  }

  /**
   * Takes one use in one statement: of two people who come for the last one, one gets it, whichever nodes they come to.
   * @throws HttpError
   */
  async take(token: string): Promise<Invitation> {
    const found = await this.open(token);
    const { numUpdatedRows } = await this.#db.query
      .updateTable('invitation')
      .set(({ eb }) => ({ used: eb('used', '+', 1) }))
      .where('id', '=', found.id)
      .whereRef('used', '<', 'uses')
      .where('withdrawn', '=', 0)
      .where('expires', '>', this.#clock())
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw new HttpError(410, 'used-up', 'Lời mời này không còn dùng được. Hãy xin cán bộ xã lời mời khác.');
    return found;
  }

  /** Returns the use, because the account could not be made. */
  async giveBack(id: string): Promise<void> {
    await this.#db.query
      .updateTable('invitation')
      .set(({ eb }) => ({ used: eb('used', '-', 1) }))
      .where('id', '=', id)
      .where('used', '>', 0)
      .execute();
  }

  async assign(id: string, villages: readonly string[]): Promise<void> {
    await this.#db.query
      .updateTable('invitation')
      .set({ villages: JSON.stringify(villages) })
      .where('id', '=', id)
      .execute();
  }

  async withdraw(id: string): Promise<void> {
    await this.#db.query.updateTable('invitation').set({ withdrawn: 1 }).where('id', '=', id).execute();
  }
}
