/** Routes for accounts: signing in and out, one's own password, and the first admin. */
import type { IncomingMessage } from 'node:http';
import { ACCOUNT, type Me } from '../../src/lib/api/account.ts';
import type { Given } from '../../src/lib/api/route.ts';
import { filesInUse } from '../../src/lib/forms/own.ts';
import type { Account } from '../../src/lib/review/account.ts';
import { groupBy } from '../../src/lib/review/group-by.ts';
import { answered, DONE, notSignedIn, type Answered, type Asked } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import type { Accounts } from './accounts.ts';
import { addressOf } from '../http/visitor-address.ts';
import type { FirstAdmin } from './first-admin.ts';
import { OwnForms } from './own-forms.ts';
import { directoryAnswers } from './directory-routes.ts';
import { UnitDirectory } from './directory.ts';
import { UnitShapes } from './unit-shapes.ts';
import { formAnswers } from './form-routes.ts';
import { hubDesk } from './hub-desk.ts';
import { hubTokenAnswers } from './hub-token-routes.ts';
import { HubTokens } from './hub-tokens.ts';
import { invitationAnswers } from './invitation-routes.ts';
import { Invitations } from './invitations.ts';
import { monthlyAnswers } from './monthly-routes.ts';
import { nextRoundAnswers } from './next-round-routes.ts';
import { peopleAnswers } from './people-routes.ts';
import { reviewAnswers, reviewsOf, type ReviewRecords } from './review-routes.ts';
import type { SignIn } from './sign-in.ts';
import { villageAssignments } from './village-assignments.ts';
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
  const directory = new UnitDirectory(accounts.db, changes);
  const tokens = new HubTokens(accounts.db, clock);
  const hubs = hubDesk(accounts, tokens);
  const me = meOf(accounts, changes);
  return {
    hasSession: async (request) => (await accounts.accountOf(request)) !== null,
    me: async (request, response) => {
      const account = await accounts.accountOf(request, response);
      return { ...(await me(account)), ...(!account && (await accounts.isLocked(request)) && { locked: true }) };
    },
    whoIs: (request) => accounts.whoIs(request),
    isHub: async (request) => (await hubs.passOf(request)) !== null,
    hubs,
    leave: (request, response) => accounts.leave(request, response),
    onChange: (listener) => accounts.onChange(listener),
    assignments: villageAssignments(accounts, invitations),
    roomAnswers: (write) => treeAnswers(new TreeCorrections({ accounts, changes, records, own, write })),
    namesOf: (people) => accounts.namesOf(people),
    inUse: () => own.inUse(),
    ownForms: async (review) => filesInUse(await own.seenFrom(review)),
    tree: async () => ({ units: await accounts.reviews.units(), reviews: await accounts.reviews.list() }),
    roundsOf: async (review) => (await accounts.reviews.communeOf(review))?.rounds() ?? [],
    namesIn: async (reviews) => {
      const byReview = groupBy(await accounts.inReviews(reviews), ({ review }) => review);
      return new Map(reviews.map((review) => [review, (byReview.get(review) ?? []).map(({ name }) => name)]));
    },
    answers: [
      ...ownAnswers(accounts, firstAdmin, me),
      ...peopleAnswers(accounts),
      ...invitationAnswers(accounts, invitations),
      ...hubTokenAnswers(accounts, tokens),
      ...reviewAnswers(accounts, records, own, changes, directory),
      ...directoryAnswers(accounts, directory, new UnitShapes(accounts.db, changes)),
      ...monthlyAnswers({ accounts, records, own, clock }),
      ...nextRoundAnswers({ accounts, records, own }),
      ...formAnswers(own, accounts),
    ],
  };
}

const meOf =
  (accounts: Accounts, changes: TreeChanges) =>
  async (account: Account | null): Promise<Given<Me>> => {
    if (!account) return { demo: false, person: null };
    const person = await accounts.personOf(account);
    return {
      demo: false,
      person: account.mustChange ? null : person,
      told: await changes.toldTo(account, await accounts.reviews.isAside(account.review)),
      username: account.username,
      mustChange: account.mustChange,
      reviews: await reviewsOf(person, accounts),
    };
  };

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
  if (!firstAdmin) throw new HttpError(410, 'link-gone', 'Đã có người quản trị. Hãy đăng nhập.');
  firstAdmin.check(token);
  await accounts.createFirst(fields);
  accounts.guesses.byAddress.takeBack(address);
  await accounts.openSession(fields.username, fields.password, request, response);
  return DONE;
}
