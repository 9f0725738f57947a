/** Corrections of the tree of units and of its reviews: the admin's. */
import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { may, type Person } from '../../src/lib/review/people.ts';
import { read } from '../http/body.ts';
import { RoundFields, unitName } from './reviews.ts';
import type { Accounts } from './accounts.ts';
import { noRight, personAsking } from './asking.ts';
import { ReviewId } from './fields.ts';
import type { Route } from '../http/route.ts';
import type { TreeCorrections } from './tree-corrections.ts';

const Rename = v.object({ id: v.pipe(v.number(), v.integer()), name: unitName('đơn vị'), join: v.optional(v.boolean(), false) });
const Correct = v.object({ id: ReviewId, ...RoundFields.entries });
const Aside = v.object({ id: ReviewId, households: v.pipe(v.number(), v.integer(), v.minValue(0)), to: v.optional(ReviewId, '') });
const One = v.object({ id: ReviewId });

export function treeRoutes(accounts: Accounts, corrections: TreeCorrections): Record<string, Route> {
  const allowed = async (request: IncomingMessage): Promise<Person> => {
    const person = await personAsking(accounts, request);
    if (!may(person, 'reviews', null)) throw noRight();
    return person;
  };
  const route =
    <T extends v.GenericSchema>(schema: T, work: (by: Person, wanted: v.InferOutput<T>) => Promise<void>): Route =>
    async (request) => {
      const by = await allowed(request);
      await work(by, await read(schema, request));
      return { ok: true };
    };

  return {
    'GET /api/reviews/work': async (request) => {
      await allowed(request);
      return corrections.work(new URL(request.url ?? '/', 'http://localhost').searchParams.get('review') ?? '');
    },
    'POST /api/units/rename': route(Rename, (by, wanted) => corrections.rename(by, wanted)),
    'POST /api/reviews/correct': route(Correct, (by, wanted) => corrections.correct(by, wanted)),
    'POST /api/reviews/aside': route(Aside, (by, wanted) => corrections.putAside(by, wanted)),
    'POST /api/reviews/back': route(One, (by, wanted) => corrections.bringBack(by, wanted)),
  };
}
