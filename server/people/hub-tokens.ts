/** Tokens by which the machines of meetings ask this server. Of a token only its hash is stored. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Selectable } from 'kysely';
import type { PeopleDb, PeopleTables } from './accounts-db.ts';

const DAY = 24 * 3600_000;
/** `seen` is noted at most this often. */
const SEEN_MS = 60_000;

const COLUMNS = ['id', 'review', 'villages', 'name', 'by', 'created', 'expires', 'withdrawn', 'seen'] as const;
type Row = Pick<Selectable<PeopleTables['hub_token']>, (typeof COLUMNS)[number]>;

/** What a hub may ask for. */
export interface HubPass {
  id: string;
  review: string;
  villages: string[] | 'all';
  /** The machine's name. */
  name: string;
  /** The person who made the token. */
  by: string;
  created: number;
  expires: number;
  withdrawn: boolean;
  seen: number | null;
}

const passOf = (row: Row): HubPass => ({
  ...row,
  villages: JSON.parse(row.villages) as string[] | 'all',
  withdrawn: row.withdrawn === 1,
});

export class HubTokens {
  readonly #db: PeopleDb;
  readonly #clock: () => number;

  constructor(db: PeopleDb, clock: () => number = Date.now) {
    this.#db = db;
    this.#clock = clock;
  }

  /** @returns the token too, which can never be shown again. */
  async create(
    wanted: Pick<HubPass, 'review' | 'villages' | 'name'> & { days: number },
    by: string,
  ): Promise<{ hub: HubPass; token: string }> {
    const id = randomBytes(6).toString('hex');
    const secret = randomBytes(24).toString('base64url');
    const now = this.#clock();
    const { review, villages, name, days } = wanted;
    await this.#db.query
      .insertInto('hub_token')
      .values({ id, hash: hashOf(secret), review, villages: JSON.stringify(villages), name, by, created: now, expires: now + days * DAY })
      .execute();
    return { hub: (await this.find(id)) as HubPass, token: `${id}.${secret}` };
  }

  /** Newest first. */
  async list(review: string): Promise<HubPass[]> {
    const rows = await this.#db.query
      .selectFrom('hub_token')
      .select(COLUMNS)
      .where('review', '=', review)
      .orderBy('created', 'desc')
      .orderBy('id')
      .limit(200)
      .execute();
    return rows.map(passOf);
  }

  async find(id: string): Promise<HubPass | null> {
    const row = await this.#db.query.selectFrom('hub_token').select(COLUMNS).where('id', '=', id).executeTakeFirst();
    return row ? passOf(row) : null;
  }

  async withdraw(id: string): Promise<void> {
    await this.#db.query.updateTable('hub_token').set({ withdrawn: 1 }).where('id', '=', id).execute();
  }

  /** @returns null for a request without a token that is valid now. */
  async of(request: IncomingMessage): Promise<HubPass | null> {
    const [, id = '', secret = ''] = /^Bearer ([0-9a-f]{12})\.([\w-]{32})$/.exec(request.headers.authorization ?? '') ?? [];
    if (!id) return null;
    const stored = await this.#db.query.selectFrom('hub_token').select('hash').where('id', '=', id).executeTakeFirst();
    const [given, right] = [Buffer.from(hashOf(secret)), Buffer.from(stored?.hash ?? '')];
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
    const pass = await this.find(id);
    const now = this.#clock();
    if (!pass || pass.withdrawn || pass.expires <= now) return null;
    if (now - (pass.seen ?? 0) > SEEN_MS) await this.#db.query.updateTable('hub_token').set({ seen: now }).where('id', '=', id).execute();
    return pass;
  }
}

/** The secret is random and long: a slow hash would protect nothing more. */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
