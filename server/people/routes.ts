/** What can be asked about accounts: signing in and out, one's own password, and the first admin. */
import type { ServerResponse, IncomingMessage } from 'node:http';
import * as v from 'valibot';
import type { Account } from '../../src/lib/review/account.ts';
import { read, VISITOR_LIMIT } from '../http/body.ts';
import { HttpError } from '../http/error.ts';
import { personOf } from './account.ts';
import type { Accounts } from './accounts.ts';
import { notSignedIn } from './asking.ts';
import { addressOf } from './attempts.ts';
import { Password, PersonName, Username } from './fields.ts';
import type { FirstAdmin } from './first-admin.ts';
import { OwnForms } from './own-forms.ts';
import { formRoutes } from './form-routes.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { Invitations } from './invitations.ts';
import { isSameName } from '../../src/lib/review/people.ts';
import { peopleRoutes } from './people-routes.ts';
import { reviewRoutes, reviewsOf, type ReviewRecords } from './review-routes.ts';
import type { Route } from '../http/route.ts';
import type { SignIn } from './sign-in.ts';
import { TreeChanges } from './tree-changes.ts';
import { TreeCorrections } from './tree-corrections.ts';
import { treeRoutes } from './tree-routes.ts';

const Enter = v.object({ username: Username, password: Password });
const NewPassword = v.object({ current: Password, next: Password });
const First = v.object({ token: v.pipe(v.string(), v.maxLength(200)), name: PersonName, username: Username, password: Password });

export interface AccountSignInOptions {
  accounts: Accounts;
  firstAdmin?: FirstAdmin | null;
  records: ReviewRecords;
  clock?: () => number;
}

/** The accounts behind the seam, with everything that can be asked of them. */
export function accountSignIn({ accounts, firstAdmin = null, records, clock = Date.now }: AccountSignInOptions): SignIn {
  const invitations = new Invitations(accounts.db, accounts.secret, clock);
  const own = new OwnForms(accounts.db, clock);
  const changes = new TreeChanges(accounts.db, clock);
  return {
    demo: false,
    whoIs: (request) => accounts.whoIs(request),
    leave: (request, response) => accounts.leave(request, response),
    onChange: (listener) => accounts.onChange(listener),
    roomRoutes: (write) => treeRoutes(accounts, new TreeCorrections({ accounts, changes, records, own, write })),
    nameOf: (id) => accounts.byId(id)?.name ?? null,
    isNamed: (name, review) => accounts.list().some((account) => account.review === review && isSameName(account.name, name)),
    routes: {
      ...ownRoutes(accounts, firstAdmin, changes),
      ...peopleRoutes(accounts),
      ...invitationRoutes(accounts, invitations),
      ...reviewRoutes(accounts, records, own, changes),
      ...formRoutes(accounts, own),
    },
  };
}

function ownRoutes(accounts: Accounts, firstAdmin: FirstAdmin | null, changes: TreeChanges): Record<string, Route> {
  const signedIn = async (request: IncomingMessage): Promise<Account> => {
    const account = await accounts.accountOf(request);
    if (!account) throw notSignedIn();
    return account;
  };
  const me = (account: Account | null): object => ({
    demo: false,
    person: account && !account.mustChange ? personOf(account, accounts.reviews) : null,
    ...(account && {
      told: changes.toldTo(account, accounts.reviews.isAside(account.review)),
      username: account.username,
      mustChange: account.mustChange,
      reviews: reviewsOf(personOf(account, accounts.reviews), accounts),
    }),
  });

  return {
    'GET /api/me': async (request, response) => {
      const account = await accounts.accountOf(request, response);
      return { ...me(account), ...(!account && (await accounts.isLocked(request)) && { locked: true }) };
    },
    'POST /api/enter': async (request, response) => {
      const { username, password } = await read(Enter, request, VISITOR_LIMIT);
      return me(await accounts.enter(username, password, request, response));
    },
    'POST /api/leave-everywhere': async (request, response) => {
      const account = await signedIn(request);
      await accounts.leave(request, response);
      await accounts.endSessions(account.id);
      return { ok: true };
    },
    'POST /api/password': async (request, response) => {
      const account = await signedIn(request);
      const { current, next } = await read(NewPassword, request);
      await accounts.changePassword(account, current, next, request, response);
      return { ok: true };
    },
    'POST /api/first': async (request, response) => firstAccount(accounts, firstAdmin, request, response),
  };
}

async function firstAccount(
  accounts: Accounts,
  firstAdmin: FirstAdmin | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<object> {
  const { token, ...fields } = await read(First, request, VISITOR_LIMIT);
  const address = addressOf(request);
  accounts.guesses.byAddress.begin(address);
  if (!firstAdmin || !accounts.isEmpty) throw new HttpError(410, 'link-gone', 'Đã có người quản trị. Hãy đăng nhập.');
  await firstAdmin.use(token, () => accounts.create({ ...fields, role: 'admin', review: '', villages: [], unit: 0 }));
  accounts.guesses.byAddress.takeBack(address);
  await accounts.openSession(fields.username, fields.password, request, response);
  return { ok: true };
}
