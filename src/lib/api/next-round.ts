/** What the next year's round starts with, and the button of the commune that makes it. */
import * as v from 'valibot';
import { ReviewShape } from './reviews.ts';
import { right, rightEverywhere, route } from './route.ts';

/** Households whose result is open: they are not taken over. */
const Open = v.object({ row: v.string(), code: v.string(), head: v.string() });

export const NextStartShape = v.object({
  /** Of the next round. */
  year: v.number(),
  /** The commune has a round of that year already. */
  exists: v.boolean(),
  /** Why no round of that year can be made now, such as a standard with unknown numbers; '' for nothing. */
  problem: v.string(),
  villages: v.array(v.object({ id: v.string(), name: v.string(), households: v.number(), open: v.array(Open) })),
});
export type NextStart = v.InferOutput<typeof NextStartShape>;

export const NEXT_ROUND = {
  look: route({ method: 'GET', path: '/api/next-round/', room: true, may: right('nextRound'), answer: NextStartShape }),
  /** Moves the caller into it, who then invites the others again. `year` as it was looked at. */
  begin: route({
    method: 'POST',
    path: '/api/next-round/',
    room: true,
    may: right('nextRound'),
    body: v.object({ year: v.pipe(v.number('Hãy ghi năm.'), v.integer('Hãy ghi năm.')) }),
    answer: v.object({ review: ReviewShape }),
  }),
  /** For the admin, who may not see households: how many of each village are open in a round. */
  open: route({
    method: 'GET',
    path: '/api/reviews/open',
    may: rightEverywhere('reviews'),
    answer: v.object({ villages: v.array(v.object({ name: v.string(), open: v.number() })) }),
  }),
};
