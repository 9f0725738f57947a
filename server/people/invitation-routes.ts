/** Inviting by link, and coming in through one. */
import * as v from 'valibot';
import type { Invitation, ManagedInvitation } from '../../src/lib/review/account.ts';
import { may, rolesToGive, type Person } from '../../src/lib/review/people.ts';
import { ROLES } from '../../src/lib/review/roles.ts';
import { tidy } from '../../src/lib/review/text.ts';
import { read, VISITOR_LIMIT } from '../http/body.ts';
import { HttpError } from '../http/error.ts';
import type { Accounts } from './accounts.ts';
import { addressOf } from './attempts.ts';
import { Id, Password, PersonName, ReviewId, RoleName, Villages } from './fields.ts';
import type { Invitations } from './invitations.ts';
import { noRight, personAsking } from './asking.ts';
import type { Route } from '../http/route.ts';

const DAY = 24 * 3600_000;
const MOST_DAYS = 60;
const MOST_USES = 500;

const New = v.object({
  review: v.optional(ReviewId, ''),
  role: RoleName,
  villages: Villages,
  places: v.pipe(v.string(), v.transform(tidy), v.maxLength(600, 'Chọn ít thôn hơn cho một lời mời.')),
  uses: v.pipe(
    v.number('Hãy ghi số người.'),
    v.integer('Số người là số nguyên.'),
    v.minValue(1, 'Số người từ 1.'),
    v.maxValue(MOST_USES, `Nhiều nhất ${MOST_USES} người một lời mời.`),
  ),
  days: v.pipe(v.number('Hãy chọn thời hạn.'), v.minValue(0.01), v.maxValue(MOST_DAYS, `Lời mời dùng được nhiều nhất ${MOST_DAYS} ngày.`)),
});
const Token = v.pipe(v.string(), v.maxLength(200));
const Look = v.object({ token: Token });
const Accept = v.object({ token: Token, name: PersonName, password: Password });

export function invitationRoutes(accounts: Accounts, invitations: Invitations): Record<string, Route> {
  const mayInviteTo = (person: Person, review: string): boolean => may(person, 'invite', { review, village: null });
  const shown = (invitation: Invitation): ManagedInvitation => {
    const open =
      !invitation.withdrawn &&
      !accounts.reviews.isAside(invitation.review) &&
      invitation.expires > Date.now() &&
      invitation.used < invitation.uses;
    return { ...invitation, open, ...(open && { token: invitations.tokenOf(invitation.id) }) };
  };
  /** Whoever came in by it would stand in a round that nobody works in. */
  const inUse = (invitation: Invitation): Invitation => {
    if (accounts.reviews.isAside(invitation.review))
      throw new HttpError(410, 'aside', 'Đợt rà soát của lời mời này đã được cất đi. Hãy xin cán bộ xã lời mời khác.');
    return invitation;
  };
  const seenByGuest = ({ review, role, places, expires }: Invitation): object => {
    const found = accounts.reviews.find(review);
    return { unit: found?.name ?? '', year: found?.year ?? null, role, places, expires };
  };

  return {
    'GET /api/invitations': async (request) => {
      const person = await personAsking(accounts, request);
      if (may(person, 'invite', null)) return { invitations: invitations.list().map(shown) };
      if (!mayInviteTo(person, person.review)) throw noRight();
      return { invitations: invitations.list(person.review).map(shown) };
    },
    'POST /api/invitations': async (request) => {
      const person = await personAsking(accounts, request);
      const { days, review: asked, ...fields } = await read(New, request);
      const review = asked || person.review;
      if (!mayInviteTo(person, review) || !rolesToGive(person).includes(fields.role)) throw noRight();
      // Those above the communes and the admin are made one by one: a link that is passed on must not make them.
      if (!ROLES[fields.role].isInvited) throw noRight();
      if (!accounts.reviews.find(review)) throw new HttpError(400, 'no-such-review', 'Hãy chọn đợt rà soát.');
      // Whoever came in by it would see nothing, and an invitation that was handed out cannot be changed.
      if (fields.villages.length === 0)
        throw new HttpError(
          400,
          'no-village',
          'Hãy chọn thôn cho người được mời. Xã chưa có thôn nào thì nhập danh sách hoặc thêm thôn trước.',
        );
      return { invitation: shown(invitations.create({ ...fields, review, expires: Date.now() + days * DAY }, person.id)) };
    },
    'POST /api/invitations/withdraw': async (request) => {
      const person = await personAsking(accounts, request);
      const { id } = await read(v.object({ id: Id }), request);
      const found = invitations.find(id);
      if (!found || !mayInviteTo(person, found.review)) throw noRight();
      invitations.withdraw(id);
      return { ok: true };
    },
    'POST /api/invitation/look': async (request) => {
      const { token } = await read(Look, request, VISITOR_LIMIT);
      const address = addressOf(request);
      accounts.guesses.byAddress.begin(address);
      const found = inUse(invitations.open(token));
      accounts.guesses.byAddress.takeBack(address);
      return { invitation: seenByGuest(found) };
    },
    'POST /api/invitation/accept': async (request, response) => {
      const { token, name, password } = await read(Accept, request, VISITOR_LIMIT);
      const address = addressOf(request);
      accounts.guesses.byAddress.begin(address);
      inUse(invitations.open(token));
      const { id, review, role, villages } = invitations.take(token);
      let made: Awaited<ReturnType<Accounts['create']>>;
      try {
        made = await accounts.create({ name, password, role, review, villages, unit: 0 });
      } catch (error) {
        invitations.giveBack(id);
        // A password that is refused is not a guess at somebody's.
        accounts.guesses.byAddress.takeBack(address);
        throw error;
      }
      accounts.guesses.byAddress.takeBack(address);
      await accounts.openSession(made.account.username, password, request, response);
      return { username: made.account.username };
    },
  };
}
