/** Routes for the people of a commune, as its officer and the admin manage them. */
import { PEOPLE } from '../../src/lib/api/people.ts';
import type { Account, ManagedAccount } from '../../src/lib/review/account.ts';
import { may, mayManage, rolesToGive, type Person } from '../../src/lib/review/people.ts';
import { isMonthly } from '../../src/lib/review/review-title.ts';
import { ROLES } from '../../src/lib/review/roles.ts';
import { answered, noRight, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import type { Accounts } from './accounts.ts';

export function peopleAnswers(accounts: Accounts): Answered[] {
  const shown = (account: Account): ManagedAccount => ({ ...account, sessions: accounts.openSessions(account.id) });
  /** The answer is the same for a missing person and for one that the caller may not change. */
  const managed = (person: Person, id: string): Account => {
    const other = accounts.byId(id);
    if (!other || !mayManage(person, other)) throw noRight();
    return other;
  };
  /** Checks and completes where an account of this role belongs. */
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
    const wanted = accounts.reviews.find(review);
    // Those who work in the yearly round work in its months as well.
    if (!wanted || isMonthly(wanted)) throw new HttpError(400, 'no-such-review', 'Hãy chọn đợt rà soát của năm.');
    return { role, review, villages: place === 'review' ? 'all' : villages, unit: 0 };
  };

  return [
    answered(PEOPLE.all, ({ person }) => ({
      people: accounts
        .list()
        .filter((other) => other.id === person.id || mayManage(person, other))
        .map(shown),
    })),
    answered(PEOPLE.colleagues, ({ person }) => {
      if (!accounts.reviews.find(person.review)) throw noRight();
      const people = accounts.list().filter(({ review, locked }) => review === person.review && !locked);
      return { people: people.map(({ id, name, villages }) => ({ id, name, villages })) };
    }),
    answered(PEOPLE.add, async ({ person, body }) => {
      const { name, username } = body;
      const { account, password } = await accounts.create({
        name,
        ...(username && { username }),
        ...placed(person, { ...body, review: body.review || person.review }),
      });
      return { person: shown(account), password };
    }),
    answered(PEOPLE.change, async ({ person, body }) => {
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
    }),
    // Carries people from an earlier round, or from one put aside, into this one, to the villages with the same ids; a village may be
    // created later. Nobody is moved unless the caller may move everybody.
    answered(PEOPLE.carry, async ({ person, body }) => {
      const earlier = new Set([...accounts.reviews.before(body.review), ...accounts.reviews.asideBeside(body.review)]);
      const moves = body.people.map((id) => {
        const other = managed(person, id);
        if (!earlier.has(other.review)) throw new HttpError(403, 'not-earlier', `${other.name} không thuộc đợt trước của xã này.`);
        return { id, place: placed(person, { ...other, review: body.review }) };
      });
      for (const { id, place } of moves) await accounts.change(id, place);
      return { carried: moves.length };
    }),
    answered(PEOPLE.lock, async ({ person, body }) => {
      const other = managed(person, body.id);
      await accounts.change(other.id, { locked: body.locked });
      return { person: shown(accounts.byId(other.id) ?? other) };
    }),
    answered(PEOPLE.endSessions, async ({ person, body }) => {
      const other = managed(person, body.id);
      await accounts.endSessions(other.id);
      return { person: shown(other) };
    }),
    answered(PEOPLE.newPassword, async ({ person, body }) => {
      const other = managed(person, body.id);
      return { password: await accounts.resetPassword(other), person: shown(other) };
    }),
  ];
}
