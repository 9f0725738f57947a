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
import type { UnitDirectory } from './directory.ts';
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
export async function reviewsOf(person: Person, { reviews }: Accounts): Promise<Review[]> {
  const named = [person.review, ...(person.reviews ?? []), ...(person.alongside ?? [])];
  const all = may(person, 'readRecords', null) ? await reviews.list() : await reviews.among(named);
  return all.filter(({ id }) => may(person, 'readRecords', { review: id, village: null }));
}

export const reviewAnswers = (
  accounts: Accounts,
  records: ReviewRecords,
  own: OwnForms,
  changes: TreeChanges,
  directory: UnitDirectory,
): Answered[] => [
  answered(REVIEWS.all, async ({ person }) => {
    const lists = await records.lists();
    const withLists = (review: Review): Review => ({ ...review, lists: lists.get(review.id) ?? 0 });
    if (!may(person, 'reviews', null))
      return { reviews: (await reviewsOf(person, accounts)).map(withLists), units: [], aside: [], changes: [] };
    const latest = await changes.latest();
    const names = await accounts.namesOf([...new Set(latest.map(({ by }) => by))]);
    return {
      reviews: (await accounts.reviews.list()).map(withLists),
      units: await accounts.reviews.units(),
      aside: (await accounts.reviews.aside()).map(withLists),
      changes: latest.map((change) => ({ ...change, by: names.get(change.by) ?? change.by })),
    };
  }),
  answered(REVIEWS.villages, async ({ person, query }) => {
    const review = query.get('review') ?? '';
    if (!may(person, 'invite', { review, village: null }) || !(await accounts.reviews.find(review))) throw noRight();
    return { villages: await records.villages(review) };
  }),
  answered(REVIEWS.add, async ({ person, body }) => ({
    review: await accounts.inTurn(async () =>
      accounts.reviews.create(body, records.begin(person), await own.inUse(), body.code === '' ? null : await directory.commune(body.code)),
    ),
  })),
];
