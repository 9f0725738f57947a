/** What this server's accounts answer to the machine of a meeting: who works in the review, and in whose name rows may be brought. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HubStart } from '../../src/lib/api/hubs.ts';
import { may, mayWrite, type DocPlace, type Person, type RoomPlace } from '../../src/lib/review/people.ts';
import { personOf } from './account.ts';
import type { Accounts } from './accounts.ts';
import type { HubPass, HubTokens } from './hub-tokens.ts';

export interface HubDesk {
  /** null without a token that is valid now, and whose maker may still give one. */
  passOf(request: IncomingMessage): Promise<HubPass | null>;
  /** @param villages all of the review, as its records have them. */
  start(pass: HubPass, villages: readonly string[]): Promise<{ hash: string; start: HubStart }>;
  /** Why rows of these people are not taken in a document; those of the others are. */
  refusals(people: readonly string[], doc: DocPlace): Promise<ReadonlyMap<string, string>>;
}

export function hubDesk(accounts: Accounts, tokens: HubTokens): HubDesk {
  const personBy = async (id: string): Promise<Person | 'locked' | null> => {
    const account = await accounts.byId(id);
    return !account ? null : account.locked ? 'locked' : personOf(account, accounts.reviews);
  };
  return {
    async passOf(request) {
      const pass = await tokens.of(request);
      const maker = pass && (await personBy(pass.by));
      const at: RoomPlace | null = pass && { review: pass.review, village: null };
      return maker && maker !== 'locked' && may(maker, 'hubs', at) ? pass : null;
    },
    async start(pass, all) {
      const start = await startOf(accounts, pass, pass.villages === 'all' ? [...all] : pass.villages.filter((id) => all.includes(id)));
      return { hash: createHash('sha256').update(JSON.stringify(start)).digest('base64url'), start };
    },
    async refusals(people, doc) {
      const refused = new Map<string, string>();
      for (const id of new Set(people)) {
        const person = await personBy(id);
        if (person === null) refused.set(id, 'Xã không có tài khoản này.');
        else if (person === 'locked') refused.set(id, 'Tài khoản này đang bị khóa ở xã.');
        else if (!mayWrite(person, doc)) refused.set(id, 'Ở xã, người này không có quyền ghi danh sách này.');
      }
      return refused;
    },
  };
}

async function startOf(accounts: Accounts, pass: HubPass, villages: string[]): Promise<HubStart> {
  const { query } = accounts.db;
  const review = await query
    .selectFrom('review')
    .select(['id', 'unit', 'year', 'plan', 'area', 'created'])
    .where('id', '=', pass.review)
    .executeTakeFirstOrThrow();
  const units: HubStart['units'] = [];
  for (let unit = await accounts.reviews.unit(review.unit); unit; unit = await accounts.reviews.unit(unit.parent)) units.unshift(unit);
  const people = (await accounts.inReviews([pass.review])).map(({ id, username, name, role, villages: assigned, locked }) => ({
    id,
    username,
    name,
    role,
    villages: assigned,
    locked,
  }));
  return {
    name: pass.name,
    upstream: `Máy ${units.at(-1)?.name ?? 'xã'}`,
    maker: pass.by,
    review,
    units,
    villages,
    people,
    own: {
      own_form: await query.selectFrom('own_form').selectAll().orderBy('id').execute(),
      confirmed_standard: await query.selectFrom('confirmed_standard').selectAll().orderBy('id').execute(),
      confirmed_rule: await query.selectFrom('confirmed_rule').selectAll().orderBy('id').execute(),
      working_year: await query.selectFrom('working_year').selectAll().orderBy('id').execute(),
    },
  };
}
