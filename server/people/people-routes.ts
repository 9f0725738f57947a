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
  const shown = async (account: Account): Promise<ManagedAccount> => {
    const sessions = await accounts.openSessions(account.id);
    return { ...account, sessions: sessions(account.id) };
  };
  /** The answer is the same for a missing person and for one that the caller may not change. */
  const managed = async (person: Person, id: string): Promise<Account> => {
    const other = await accounts.byId(id);
    if (!other || !mayManage(person, other)) throw noRight();
    return other;
  };
  /** Checks and completes where an account of this role belongs. */
  const placed = async (
    person: Person,
    { role, review, villages, unit }: Pick<Account, 'role' | 'review' | 'villages' | 'unit'>,
  ): Promise<Pick<Account, 'role' | 'review' | 'villages' | 'unit'>> => {
    if (!rolesToGive(person).includes(role)) throw noRight();
    const { place } = ROLES[role];
    if (place === 'none') return { role, review: '', villages: [], unit: 0 };
    if (place === 'unit') {
      if (!(await accounts.reviews.unit(unit))) throw new HttpError(400, 'no-such-unit', 'Hãy chọn tỉnh hoặc huyện.');
      return { role, review: '', villages: 'all', unit };
    }
    if (!may(person, 'invite', { review, village: null })) throw noRight();
    const wanted = await accounts.reviews.find(review);
    // Those who work in the yearly round work in its months as well.
    if (!wanted || isMonthly(wanted)) throw new HttpError(400, 'no-such-review', 'Hãy chọn đợt rà soát của năm.');
    return { role, review, villages: place === 'review' ? 'all' : villages, unit: 0 };
  };

  /** In turn with changes of the tree, so that nobody is put into a round that is being put aside. */
  const inTurn = accounts.inTurn.bind(accounts);

  return [
    answered(PEOPLE.all, async ({ person }) => {
      const near = [person.review, ...(person.reviews ?? []), ...(person.alongside ?? [])];
      const all = may(person, 'people', null) ? await accounts.list() : await accounts.with(person.id, near);
      const people = all.filter((other) => other.id === person.id || mayManage(person, other));
      const sessions = await accounts.openSessions();
      return { people: people.map((account) => ({ ...account, sessions: sessions(account.id) })) };
    }),
    answered(PEOPLE.colleagues, async ({ person }) => {
      if (!(await accounts.reviews.find(person.review))) throw noRight();
      const people = (await accounts.inReviews([person.review])).filter(({ locked }) => !locked);
      return { people: people.map(({ id, name, villages }) => ({ id, name, villages })) };
    }),
    answered(PEOPLE.add, ({ person, body }) =>
      inTurn(async () => {
        const { name, username } = body;
        const { account, password } = await accounts.create({
          name,
          ...(username && { username }),
          ...(await placed(person, { ...body, review: body.review || person.review })),
        });
        return { person: await shown(account), password };
      }),
    ),
    answered(PEOPLE.change, ({ person, body }) =>
      inTurn(async () => {
        const other = await managed(person, body.id);
        await accounts.change(
          other.id,
          await placed(person, {
            role: body.role ?? other.role,
            review: body.review ?? other.review,
            villages: body.villages ?? other.villages,
            unit: other.unit,
          }),
        );
        return { person: await shown((await accounts.byId(other.id)) ?? other) };
      }),
    ),
    // Carries people from an earlier round, or from one put aside, into this one, to the villages with the same ids; a village may be
    // created later. Nobody is moved unless the caller may move everybody.
    answered(PEOPLE.carry, ({ person, body }) =>
      inTurn(async () => {
        const commune = await accounts.reviews.communeOf(body.review);
        const earlier = new Set([...(commune?.before(body.review) ?? []), ...(commune?.aside() ?? [])]);
        const moves = [];
        for (const id of body.people) {
          const other = await managed(person, id);
          if (!earlier.has(other.review)) throw new HttpError(403, 'not-earlier', `${other.name} không thuộc đợt trước của xã này.`);
          moves.push({ id, place: await placed(person, { ...other, review: body.review }) });
        }
        for (const { id, place } of moves) await accounts.change(id, place);
        return { carried: moves.length };
      }),
    ),
    answered(PEOPLE.lock, ({ person, body }) =>
      inTurn(async () => {
        const other = await managed(person, body.id);
        await accounts.change(other.id, { locked: body.locked });
        return { person: await shown((await accounts.byId(other.id)) ?? other) };
      }),
    ),
    answered(PEOPLE.endSessions, async ({ person, body }) => {
      const other = await managed(person, body.id);
      await accounts.endSessions(other.id);
      return { person: await shown(other) };
    }),
    answered(PEOPLE.newPassword, ({ person, body }) =>
      inTurn(async () => {
        const other = await managed(person, body.id);
        return { password: await accounts.resetPassword(other), person: await shown(other) };
      }),
    ),
  ];
}
