/** Routes for accounts: signing in and out, one's own password, and the first admin. */
import type { IncomingMessage } from 'node:http';
import { ACCOUNT, type Me } from '../../src/lib/api/account.ts';
import type { Given } from '../../src/lib/api/route.ts';
import type { Account } from '../../src/lib/review/account.ts';
import { answered, DONE, notSignedIn, type Answered, type Asked } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import { personOf } from './account.ts';
import type { Accounts } from './accounts.ts';
import { addressOf } from '../http/visitor-address.ts';
import type { FirstAdmin } from './first-admin.ts';
import { OwnForms } from './own-forms.ts';
import { formAnswers } from './form-routes.ts';
import { invitationAnswers } from './invitation-routes.ts';
import { Invitations } from './invitations.ts';
import { isSameName } from '../../src/lib/review/people.ts';
import { monthlyAnswers } from './monthly-routes.ts';
import { nextRoundAnswers } from './next-round-routes.ts';
import { peopleAnswers } from './people-routes.ts';
import { reviewAnswers, reviewsOf, type ReviewRecords } from './review-routes.ts';
import type { SignIn } from './sign-in.ts';
import { TreeChanges } from './tree-changes.ts';
import { TreeCorrections } from './tree-corrections.ts';
import { treeAnswers } from './tree-routes.ts';

export interface AccountSignInOptions {
  accounts: Accounts;
  firstAdmin?: FirstAdmin | null;
  records: ReviewRecords;
  clock?: () => number;
}

/** The accounts as a SignIn, with all their routes. */
export function accountSignIn({ accounts, firstAdmin = null, records, clock = Date.now }: AccountSignInOptions): SignIn {
  const invitations = new Invitations(accounts.db, accounts.secret, clock);
  const own = new OwnForms(accounts.db, clock);
  const changes = new TreeChanges(accounts.db, clock);
  const me = meOf(accounts, changes);
  return {
    hasSession: async (request) => (await accounts.accountOf(request)) !== null,
    me: async (request, response) => {
      const account = await accounts.accountOf(request, response);
      return { ...me(account), ...(!account && (await accounts.isLocked(request)) && { locked: true }) };
    },
    whoIs: (request) => accounts.whoIs(request),
    leave: (request, response) => accounts.leave(request, response),
    onChange: (listener) => accounts.onChange(listener),
    roomAnswers: (write) => treeAnswers(new TreeCorrections({ accounts, changes, records, own, write })),
    nameOf: (id) => accounts.byId(id)?.name ?? null,
    inUse: () => own.inUse(),
    roundsOf: (review) => accounts.reviews.roundsOf(review),
    isNamed: (name, review) => accounts.list().some((account) => account.review === review && isSameName(account.name, name)),
    answers: [
      ...ownAnswers(accounts, firstAdmin, me),
      ...peopleAnswers(accounts),
      ...invitationAnswers(accounts, invitations),
      ...reviewAnswers(accounts, records, own, changes),
      ...monthlyAnswers({ accounts, records, own, clock }),
      ...nextRoundAnswers({ accounts, records, own }),
      ...formAnswers(own),
    ],
  };
}

const meOf =
  (accounts: Accounts, changes: TreeChanges) =>
  (account: Account | null): Given<Me> => ({
    demo: false,
    person: account && !account.mustChange ? personOf(account, accounts.reviews) : null,
    ...(account && {
      told: changes.toldTo(account, accounts.reviews.isAside(account.review)),
      username: account.username,
      mustChange: account.mustChange,
      reviews: reviewsOf(personOf(account, accounts.reviews), accounts),
    }),
  });

function ownAnswers(accounts: Accounts, firstAdmin: FirstAdmin | null, me: ReturnType<typeof meOf>): Answered[] {
  const signedIn = async (request: IncomingMessage): Promise<Account> => {
    const account = await accounts.accountOf(request);
    if (!account) throw notSignedIn();
    return account;
  };
  return [
    answered(ACCOUNT.enter, async ({ request, response, body: { username, password } }) =>
      me(await accounts.enter(username, password, request, response)),
    ),
    answered(ACCOUNT.leaveEverywhere, async ({ request, response }) => {
      const account = await signedIn(request);
      await accounts.leave(request, response);
      await accounts.endSessions(account.id);
      return DONE;
    }),
    answered(ACCOUNT.changePassword, async ({ request, response, body: { current, next } }) => {
      await accounts.changePassword(await signedIn(request), current, next, request, response);
      return DONE;
    }),
    answered(ACCOUNT.first, async (asked) => firstAccount(accounts, firstAdmin, asked)),
  ];
}

async function firstAccount(
  accounts: Accounts,
  firstAdmin: FirstAdmin | null,
  { request, response, body: { token, ...fields } }: Asked<typeof ACCOUNT.first>,
): Promise<typeof DONE> {
  const address = addressOf(request);
  accounts.guesses.byAddress.begin(address);
  if (!firstAdmin || !accounts.isEmpty) throw new HttpError(410, 'link-gone', 'Đã có người quản trị. Hãy đăng nhập.');
  await firstAdmin.use(token, () => accounts.create({ ...fields, role: 'admin', review: '', villages: [], unit: 0 }));
  accounts.guesses.byAddress.takeBack(address);
  await accounts.openSession(fields.username, fields.password, request, response);
  return DONE;
}
