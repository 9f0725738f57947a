/** What is different at a meeting hub: what pages ask about it, and what is done at the commune's machine only. */
import { ACCOUNT } from '../../src/lib/api/account.ts';
import { BUNDLES } from '../../src/lib/api/bundles.ts';
import { AT_HUB, type HubStart, type HubStatus } from '../../src/lib/api/hubs.ts';
import { PEOPLE } from '../../src/lib/api/people.ts';
import type { Route } from '../../src/lib/api/route.ts';
import { answered, DONE, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import { addressOf } from '../http/visitor-address.ts';
import type { Accounts } from '../people/accounts.ts';
import type { FirstAdmin } from '../people/first-admin.ts';

/** Besides what is only read. */
const DONE_HERE: ReadonlySet<Route> = new Set<Route>([
  ACCOUNT.enter,
  ACCOUNT.leave,
  ACCOUNT.leaveEverywhere,
  ACCOUNT.changePassword,
  PEOPLE.newPassword,
  PEOPLE.endSessions,
  BUNDLES.look,
  BUNDLES.take,
  AT_HUB.operator,
]);

/** Why a route is not answered at a hub; null when it is. */
export const refusedAtHub = (route: Route): string | null =>
  route.method === 'GET' || DONE_HERE.has(route)
    ? null
    : 'Việc này làm ở máy của xã, không làm ở máy họp. Ghi danh sách và biên bản họp ở đây rồi làm việc này khi đã nối với xã.';

interface Options {
  accounts: Accounts;
  /** The link that the console shows. */
  link: FirstAdmin;
  start: () => HubStart;
  status: () => Promise<HubStatus>;
}

export function hubAnswers({ accounts, link, start, status }: Options): Answered[] {
  return [
    answered(AT_HUB.status, status),
    answered(AT_HUB.operator, async ({ request, response, body: { token, password } }) => {
      const address = addressOf(request);
      accounts.guesses.byAddress.begin(address);
      link.check(token);
      const maker = await accounts.byId(start().maker);
      if (!maker || maker.locked || (await accounts.hasPassword(maker.id)))
        throw new HttpError(410, 'link-gone', 'Liên kết này đã được dùng. Hãy đăng nhập bằng mật khẩu đã đặt ở máy họp này.');
      await accounts.setPassword(maker, password);
      accounts.guesses.byAddress.takeBack(address);
      await accounts.openSession(maker.username, password, request, response);
      return DONE;
    }),
  ];
}

/** Elsewhere. */
export const notAHub = (): Answered[] => {
  const none = (): never => {
    throw new HttpError(404, 'not-a-hub', 'Đây không phải máy họp.');
  };
  return [answered(AT_HUB.status, none), answered(AT_HUB.operator, none)];
};
