/** Routes for the communes' reviews: created by the admin, visible to those who may read them. */
import { REVIEWS } from '../../src/lib/api/reviews.ts';
import type { NextYear } from '../../src/lib/process/next-year.ts';
import { may, type Person } from '../../src/lib/review/people.ts';
import type { Review, ReviewWork } from '../../src/lib/review/account.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import type { HouseholdRequest } from '../../src/lib/process/requests.ts';
import type { CellValue } from '../../src/lib/review/types.ts';
import type { VillageName } from '../../src/lib/review/village.ts';
import { answered, noRight, type Answered } from '../http/answering.ts';
import type { OwnForms } from './own-forms.ts';
import type { Before, BeginReview } from './reviews.ts';
import type { Accounts } from './accounts.ts';
import type { TreeChanges } from './tree-changes.ts';

/** What is needed of reviews' rooms without opening them. */
export interface ReviewRecords {
  /** Writes a new review's first records. */
  begin(by: Pick<Person, 'id' | 'name'>): BeginReview;
  villages(review: string): Promise<VillageName[]>;
  /** The row of its round. */
  round(review: string): Promise<Record<string, CellValue>>;
  /** Of a monthly review. */
  requests(review: string, inUse: InUse, today: string): Promise<HouseholdRequest[]>;
  work(review: string): Promise<Omit<ReviewWork, 'people'>>;
  /** What the next round would start with, by village. */
  next(before: Required<Before>): Promise<Map<string, NextYear>>;
  /** Review -> number of its villages that have a list. */
  lists(): Promise<Map<string, number>>;
}

/** The reviews whose records the person may read. */
export const reviewsOf = (person: Person, accounts: Accounts): Review[] =>
  accounts.reviews.list().filter(({ id }) => may(person, 'readRecords', { review: id, village: null }));

export const reviewAnswers = (accounts: Accounts, records: ReviewRecords, own: OwnForms, changes: TreeChanges): Answered[] => [
  answered(REVIEWS.all, async ({ person }) => {
    const lists = await records.lists();
    const withLists = (review: Review): Review => ({ ...review, lists: lists.get(review.id) ?? 0 });
    if (!may(person, 'reviews', null)) return { reviews: reviewsOf(person, accounts).map(withLists), units: [], aside: [], changes: [] };
    return {
      reviews: accounts.reviews.list().map(withLists),
      units: accounts.reviews.units(),
      aside: accounts.reviews.aside().map(withLists),
      changes: changes.latest((id) => accounts.byId(id)?.name ?? id),
    };
  }),
  answered(REVIEWS.villages, async ({ person, query }) => {
    const review = query.get('review') ?? '';
    if (!may(person, 'invite', { review, village: null }) || !accounts.reviews.find(review)) throw noRight();
    return { villages: await records.villages(review) };
  }),
  answered(REVIEWS.add, async ({ person, body }) => ({
    review: await accounts.reviews.create(body, records.begin(person), own.inUse()),
  })),
];
