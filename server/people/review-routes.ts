/** The reviews of the communes: made by the admin, seen by those who may read them. */
import { may, type Person } from '../../src/lib/review/people.ts';
import type { Review, ReviewWork } from '../../src/lib/review/account.ts';
import type { VillageName } from '../../src/lib/review/village.ts';
import { read } from '../http/body.ts';
import type { OwnForms } from './own-forms.ts';
import { NewReview, type BeginReview } from './reviews.ts';
import type { Accounts } from './accounts.ts';
import { noRight, personAsking } from './asking.ts';
import type { Route } from '../http/route.ts';
import type { TreeChanges } from './tree-changes.ts';

/** What is asked of reviews' rooms without opening one. */
export interface ReviewRecords {
  /** Writes a new review's first records. */
  begin(by: Pick<Person, 'id' | 'name'>): BeginReview;
  villages(review: string): Promise<VillageName[]>;
  work(review: string): Promise<Omit<ReviewWork, 'people'>>;
  /** Review -> how many of its villages have a list. */
  lists(): Promise<Map<string, number>>;
}

/** Those whose records the person may read. */
export const reviewsOf = (person: Person, accounts: Accounts): Review[] =>
  accounts.reviews.list().filter(({ id }) => may(person, 'readRecords', { review: id, village: null }));

export function reviewRoutes(accounts: Accounts, records: ReviewRecords, own: OwnForms, changes: TreeChanges): Record<string, Route> {
  return {
    'GET /api/reviews': async (request) => {
      const person = await personAsking(accounts, request);
      const all = may(person, 'reviews', null);
      const lists = await records.lists();
      const withLists = (review: Review): Review => ({ ...review, lists: lists.get(review.id) ?? 0 });
      if (!all) return { reviews: reviewsOf(person, accounts).map(withLists), units: [], aside: [], changes: [] };
      return {
        reviews: accounts.reviews.list().map(withLists),
        units: accounts.reviews.units(),
        aside: accounts.reviews.aside().map(withLists),
        changes: changes.latest((id) => accounts.byId(id)?.name ?? id),
      };
    },
    // A village's name is nobody's secret; whoever assigns people to villages may know them without a list of households.
    'GET /api/villages': async (request) => {
      const person = await personAsking(accounts, request);
      const review = new URL(request.url ?? '/', 'http://localhost').searchParams.get('review') ?? '';
      if (!may(person, 'invite', { review, village: null }) || !accounts.reviews.find(review)) throw noRight();
      return { villages: await records.villages(review) };
    },
    'POST /api/reviews': async (request) => {
      const person = await personAsking(accounts, request);
      if (!may(person, 'reviews', null)) throw noRight();
      return { review: await accounts.reviews.create(await read(NewReview, request), records.begin(person), own.standards()) };
    },
  };
}
