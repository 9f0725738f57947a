/** The reviews of the communes: made by the admin, seen by those who work in them. */
import { type Person, may } from '../../src/lib/review/people.ts';
import type { CellValue } from '../../src/lib/review/types.ts';
import { read } from '../http-body.ts';
import type { OwnForms } from '../own-forms.ts';
import { NewReview } from '../reviews.ts';
import type { Accounts } from './accounts.ts';
import { noRight, personAsking } from './asking.ts';
import type { Route } from './sign-in.ts';

export type RoundWriter = (review: string, cells: Record<string, CellValue>, by: Pick<Person, 'id' | 'name'>) => Promise<void>;

export function reviewRoutes(accounts: Accounts, writeRound: RoundWriter, own: OwnForms): Record<string, Route> {
  return {
    'GET /api/reviews': async (request) => {
      const person = await personAsking(accounts, request);
      const all = may(person, 'reviews', null);
      const mine = new Set([person.review, ...(person.reviews ?? [])]);
      return { reviews: accounts.reviews.list().filter(({ id }) => all || mine.has(id)), units: all ? accounts.reviews.units() : [] };
    },
    'POST /api/reviews': async (request) => {
      const person = await personAsking(accounts, request);
      if (!may(person, 'reviews', null)) throw noRight();
      const wanted = await read(NewReview, request);
      return { review: await accounts.reviews.create(wanted, (review, cells) => writeRound(review, cells, person), own.standards()) };
    },
  };
}
