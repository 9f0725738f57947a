/** The people of a commune, as its officer and the admin manage them. */
import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import type { Account, Colleague, ManagedAccount } from '../../src/lib/review/account.ts';
import { may, mayManage, rolesToGive, type Person } from '../../src/lib/review/people.ts';
import { ROLES } from '../../src/lib/review/roles.ts';
import { read } from '../http/body.ts';
import { HttpError } from '../http/error.ts';
import type { Accounts } from './accounts.ts';
import { noRight, personAsking } from './asking.ts';
import { Id, PersonName, ReviewId, RoleName, Username, Villages } from './fields.ts';
import type { Route } from '../http/route.ts';

const UnitId = v.pipe(v.number(), v.integer(), v.minValue(0));
const New = v.object({
  name: PersonName,
  username: v.optional(Username),
  role: RoleName,
  review: v.optional(ReviewId, ''),
  villages: v.optional(Villages, []),
  unit: v.optional(UnitId, 0),
});
const Change = v.object({ id: Id, role: v.optional(RoleName), villages: v.optional(Villages), review: v.optional(ReviewId) });
const One = v.object({ id: Id });
const Lock = v.object({ id: Id, locked: v.boolean() });
const Carry = v.object({ review: ReviewId, people: v.pipe(v.array(Id), v.maxLength(500)) });

export function peopleRoutes(accounts: Accounts): Record<string, Route> {
  const shown = (account: Account): ManagedAccount => ({ ...account, sessions: accounts.openSessions(account.id) });
  /** The same answer whether there is no such person or one that is not ours to change. */
  const managed = (person: Person, id: string): Account => {
    const other = accounts.byId(id);
    if (!other || !mayManage(person, other)) throw noRight();
    return other;
  };
  const asked = async <T extends v.GenericSchema>(
    schema: T,
    request: IncomingMessage,
  ): Promise<{ person: Person; body: v.InferOutput<T> }> => ({
    person: await personAsking(accounts, request),
    body: await read(schema, request),
  });
  /** What an account of this role needs to be of any use, and may not have. */
  const placed = (
    person: Person,
    { role, review, villages, unit }: Pick<Account, 'role' | 'review' | 'villages' | 'unit'>,
  ): Pick<Account, 'role' | 'review' | 'villages' | 'unit'> => {
    if (!rolesToGive(person).includes(role)) throw noRight();
    const { place } = ROLES[role];
    if (place === 'none') return { role, review: '', villages: [], unit: 0 };
    if (place === 'unit') {
      if (!accounts.reviews.unit(unit)) throw new HttpError(400, 'no-such-unit', 'Hãy chọn tỉnh hoặc huyện.');
      return { role, review: '', villages: 'all', unit };
    }
    if (!may(person, 'invite', { review, village: null })) throw noRight();
    if (!accounts.reviews.find(review)) throw new HttpError(400, 'no-such-review', 'Hãy chọn đợt rà soát.');
    return { role, review, villages: place === 'review' ? 'all' : villages, unit: 0 };
  };

  return {
    'GET /api/people': async (request) => {
      const person = await personAsking(accounts, request);
      if (!may(person, 'people', { review: person.review, village: null })) throw noRight();
      return {
        people: accounts
          .list()
          .filter((other) => other.id === person.id || mayManage(person, other))
          .map(shown),
      };
    },
    // Names stand in every cell people write; who may read a list may know who else works on it.
    'GET /api/colleagues': async (request) => {
      const person = await personAsking(accounts, request);
      if (!accounts.reviews.find(person.review) || !may(person, 'readRecords', { review: person.review, village: null })) throw noRight();
      const people = accounts.list().filter(({ review, locked }) => review === person.review && !locked);
      return { people: people.map(({ id, name, villages }): Colleague => ({ id, name, villages })) };
    },
    'POST /api/people': async (request) => {
      const { person, body } = await asked(New, request);
      const { name, username } = body;
      const { account, password } = await accounts.create({
        name,
        ...(username && { username }),
        ...placed(person, { ...body, review: body.review || person.review }),
      });
      return { person: shown(account), password };
    },
    'POST /api/people/change': async (request) => {
      const { person, body } = await asked(Change, request);
      const other = managed(person, body.id);
      await accounts.change(
        other.id,
        placed(person, {
          role: body.role ?? other.role,
          review: body.review ?? other.review,
          villages: body.villages ?? other.villages,
          unit: other.unit,
        }),
      );
      return { person: shown(accounts.byId(other.id) ?? other) };
    },
    // Who worked in an earlier round, or in one put aside, comes into this one, to the villages of the same ids: one that is not there yet
    // waits for them. Nobody is moved unless everybody may be.
    'POST /api/people/carry': async (request) => {
      const { person, body } = await asked(Carry, request);
      const earlier = new Set([...accounts.reviews.before(body.review), ...accounts.reviews.asideBeside(body.review)]);
      const moves = body.people.map((id) => {
        const other = managed(person, id);
        if (!earlier.has(other.review)) throw new HttpError(403, 'not-earlier', `${other.name} không thuộc đợt trước của xã này.`);
        return { id, place: placed(person, { ...other, review: body.review }) };
      });
      for (const { id, place } of moves) await accounts.change(id, place);
      return { carried: moves.length };
    },
    'POST /api/people/lock': async (request) => {
      const { person, body } = await asked(Lock, request);
      const other = managed(person, body.id);
      await accounts.change(other.id, { locked: body.locked });
      return { person: shown(accounts.byId(other.id) ?? other) };
    },
    'POST /api/people/end-sessions': async (request) => {
      const { person, body } = await asked(One, request);
      const other = managed(person, body.id);
      await accounts.endSessions(other.id);
      return { person: shown(other) };
    },
    'POST /api/people/new-password': async (request) => {
      const { person, body } = await asked(One, request);
      const other = managed(person, body.id);
      return { password: await accounts.resetPassword(other), person: shown(other) };
    },
  };
}
