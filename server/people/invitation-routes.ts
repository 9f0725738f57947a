/** Routes for inviting people by a link, and for joining through one. */
import { INVITATIONS, type SeenInvitation } from '../../src/lib/api/invitations.ts';
import type { Invitation, ManagedInvitation } from '../../src/lib/review/account.ts';
import { may, rolesToGive, type Person } from '../../src/lib/review/people.ts';
import { ROLES } from '../../src/lib/review/roles.ts';
import { answered, DONE, noRight, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import type { Accounts } from './accounts.ts';
import { addressOf } from '../http/visitor-address.ts';
import type { Invitations } from './invitations.ts';

const DAY = 24 * 3600_000;

export function invitationAnswers(accounts: Accounts, invitations: Invitations): Answered[] {
  const mayInviteTo = (person: Person, review: string): boolean => may(person, 'invite', { review, village: null });
  const shown = (invitation: Invitation, isAside: boolean): ManagedInvitation => {
    const open = !invitation.withdrawn && !isAside && invitation.expires > Date.now() && invitation.used < invitation.uses;
    return { ...invitation, open, ...(open && { token: invitations.tokenOf(invitation.id) }) };
  };
  /** A person who joined through it would be in a round that nobody works in. */
  const inUse = async (invitation: Invitation): Promise<Invitation> => {
    if (await accounts.reviews.isAside(invitation.review))
      throw new HttpError(410, 'aside', 'Đợt rà soát của lời mời này đã được cất đi. Hãy xin cán bộ xã lời mời khác.');
    return invitation;
  };
  const seenByGuest = async ({ review, role, places, expires }: Invitation): Promise<SeenInvitation> => {
    const found = await accounts.reviews.find(review);
    return { unit: found?.name ?? '', year: found?.year ?? null, role, places, expires };
  };

  return [
    answered(INVITATIONS.all, async ({ person }) => {
      const aside = new Set((await accounts.reviews.aside()).map(({ id }) => id));
      const all = await invitations.list(may(person, 'invite', null) ? undefined : person.review);
      return { invitations: all.map((invitation) => shown(invitation, aside.has(invitation.review))) };
    }),
    answered(INVITATIONS.add, async ({ person, body: { days, review: asked, ...fields } }) => {
      const review = asked || person.review;
      if (!mayInviteTo(person, review) || !rolesToGive(person).includes(fields.role)) throw noRight();
      // Accounts above the communes and admins are created one by one: a link that is passed on must not make them.
      if (!ROLES[fields.role].isInvited) throw noRight();
      if (!(await accounts.reviews.find(review))) throw new HttpError(400, 'no-such-review', 'Hãy chọn đợt rà soát.');
      // A person who joined through it would see nothing, and an invitation cannot be changed once handed out.
      if (fields.villages.length === 0)
        throw new HttpError(
          400,
          'no-village',
          'Hãy chọn thôn cho người được mời. Xã chưa có thôn nào thì nhập danh sách hoặc thêm thôn trước.',
        );
      const made = await invitations.create({ ...fields, review, expires: Date.now() + days * DAY }, person.id);
      return { invitation: shown(made, false) };
    }),
    answered(INVITATIONS.withdraw, async ({ person, body: { id } }) => {
      const found = await invitations.find(id);
      if (!found || !mayInviteTo(person, found.review)) throw noRight();
      await invitations.withdraw(id);
      return DONE;
    }),
    answered(INVITATIONS.look, async ({ request, body: { token } }) => {
      const address = addressOf(request);
      accounts.guesses.byAddress.begin(address);
      const found = await inUse(await invitations.open(token));
      accounts.guesses.byAddress.takeBack(address);
      return { invitation: await seenByGuest(found) };
    }),
    answered(INVITATIONS.accept, async ({ request, response, body: { token, name, password } }) => {
      const address = addressOf(request);
      accounts.guesses.byAddress.begin(address);
      await inUse(await invitations.open(token));
      const { id, review, role, villages } = await invitations.take(token);
      let made: Awaited<ReturnType<Accounts['create']>>;
      try {
        made = await accounts.create({ name, password, role, review, villages, unit: 0 });
      } catch (error) {
        await invitations.giveBack(id);
        // A refused password is no guess at somebody's password.
        accounts.guesses.byAddress.takeBack(address);
        throw error;
      }
      accounts.guesses.byAddress.takeBack(address);
      await accounts.openSession(made.account.username, password, request, response);
      return { username: made.account.username };
    }),
  ];
}
