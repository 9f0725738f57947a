/**
 * Invitations by link and QR code. The link's secret is derived from the invitation's id and the folder's secret. It is stored nowhere, can
 * be shown again, and a reader of the database cannot use it. It comes after the # of the address, which a browser never sends, so it is in
 * no log.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Invitation } from '../../src/lib/review/account.ts';
import { HttpError } from '../http/error.ts';
import type { AccountsDb } from './accounts-db.ts';

export type NewInvitation = Pick<Invitation, 'review' | 'role' | 'villages' | 'places' | 'uses' | 'expires'>;

type Row = Omit<Invitation, 'villages' | 'withdrawn'> & { villages: string; withdrawn: number };
const COLUMNS = 'id, review, role, villages, places, uses, used, expires, withdrawn';
const invitationOf = (row: Row): Invitation => ({
  ...row,
  villages: JSON.parse(row.villages) as string[] | 'all',
  withdrawn: row.withdrawn === 1,
});

export class Invitations {
  readonly #db: AccountsDb;
  readonly #secret: Buffer;
  readonly #clock: () => number;

  constructor(db: AccountsDb, secret: Buffer, clock: () => number = Date.now) {
    this.#db = db;
    this.#secret = secret;
    this.#clock = clock;
  }

  create(wanted: NewInvitation, by: string): Invitation {
    const id = randomBytes(6).toString('hex');
    const { review, role, villages, places, uses, expires } = wanted;
    this.#db
      .prepare('INSERT INTO invitation (id, review, role, villages, places, uses, expires, by, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(id, review, role, JSON.stringify(villages), places, uses, expires, by, this.#clock());
    return this.#get(id) as Invitation;
  }

  /** Of one review, or all; newest first. */
  list(review?: string): Invitation[] {
    const where = review === undefined ? '' : 'WHERE review = ?';
    return (
      this.#db
        .prepare(`SELECT ${COLUMNS} FROM invitation ${where} ORDER BY created DESC LIMIT 200`)
        .all(...(review === undefined ? [] : [review])) as Row[]
    ).map(invitationOf);
  }

  find(id: string): Invitation | null {
    return this.#get(id);
  }

  tokenOf(id: string): string {
    return `${id}.${createHmac('sha256', this.#secret).update(`invitation ${id}`).digest('base64url').slice(0, 22)}`;
  }

  /** @throws HttpError that says why not. */
  open(token: string): Invitation {
    const [id = ''] = token.split('.');
    const [given, right] = [Buffer.from(token), Buffer.from(this.tokenOf(id))];
    const found = given.length === right.length && timingSafeEqual(given, right) ? this.#get(id) : null;
    if (!found) throw new HttpError(404, 'no-such-invitation', 'Lời mời này không đúng. Hãy quét lại mã hoặc xin cán bộ xã lời mời khác.');
    if (found.withdrawn) throw new HttpError(410, 'withdrawn', 'Lời mời này đã được rút lại. Hãy xin cán bộ xã lời mời khác.');
    if (found.expires <= this.#clock()) throw new HttpError(410, 'expired', 'Lời mời này đã hết hạn. Hãy xin cán bộ xã lời mời khác.');
    if (found.used >= found.uses) throw new HttpError(410, 'used-up', 'Lời mời này đã đủ số người. Hãy xin cán bộ xã lời mời khác.');
    return found;
  }

  /**
   * Takes one use in one statement: of two people who come for the last one, one gets it.
   * @throws HttpError
   */
  take(token: string): Invitation {
    const found = this.open(token);
    const taken = this.#db
      .prepare('UPDATE invitation SET used = used + 1 WHERE id = ? AND used < uses AND withdrawn = 0 AND expires > ?')
      .run(found.id, this.#clock());
    if (taken.changes === 0) throw new HttpError(410, 'used-up', 'Lời mời này không còn dùng được. Hãy xin cán bộ xã lời mời khác.');
    return found;
  }

  /** Returns the use, because the account could not be made. */
  giveBack(id: string): void {
    this.#db.prepare('UPDATE invitation SET used = used - 1 WHERE id = ? AND used > 0').run(id);
  }

  withdraw(id: string): void {
    this.#db.prepare('UPDATE invitation SET withdrawn = 1 WHERE id = ?').run(id);
  }

  #get(id: string): Invitation | null {
    const row = this.#db.prepare(`SELECT ${COLUMNS} FROM invitation WHERE id = ?`).get(id) as Row | undefined;
    return row ? invitationOf(row) : null;
  }
}
