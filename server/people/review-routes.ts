/** The reviews of the communes: made by the admin, seen by those who work in them. */
import { type Person, may } from '../../src/lib/review/people.ts';
import type { VillageName } from '../../src/lib/review/village.ts';
import type { CellValue } from '../../src/lib/review/types.ts';
import { read } from '../http-body.ts';
import { NewReview } from '../reviews.ts';
import type { Accounts } from './accounts.ts';
import { noRight, personAsking } from './asking.ts';
import type { Route } from './sign-in.ts';

/** What is asked of a review's own records without opening its room. */
export interface ReviewRecords {
  /** Writes a new review's first records. */
  writeRound(review: string, cells: Record<string, CellValue>, by: Pick<Person, 'id' | 'name'>): Promise<void>;
  villages(review: string): Promise<VillageName[]>;
}

export function reviewRoutes(accounts: Accounts, records: ReviewRecords): Record<string, Route> {
  return {
    'GET /api/reviews': async (request) => {
      const person = await personAsking(accounts, request);
      const all = may(person, 'reviews', null);
      const mine = new Set([person.review, ...(person.reviews ?? [])]);
      return { reviews: accounts.reviews.list().filter(({ id }) => all || mine.has(id)), units: all ? accounts.reviews.units() : [] };
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
      const wanted = await read(NewReview, request);
      return { review: await accounts.reviews.create(wanted, (review, cells) => records.writeRound(review, cells, person)) };
    },
  };
}
