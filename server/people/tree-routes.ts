/** The admin's routes for correcting the tree of units and its reviews. */
import { REVIEWS } from '../../src/lib/api/reviews.ts';
import { answered, DONE, type Answered } from '../http/answering.ts';
import type { TreeCorrections } from './tree-corrections.ts';

export const treeAnswers = (corrections: TreeCorrections): Answered[] => [
  answered(REVIEWS.work, ({ query }) => corrections.work(query.get('review') ?? '')),
  answered(REVIEWS.rename, async ({ person, body }) => corrections.rename(person, body).then(() => DONE)),
  answered(REVIEWS.correct, async ({ person, body }) => corrections.correct(person, body).then(() => DONE)),
  answered(REVIEWS.putAside, async ({ person, body }) => corrections.putAside(person, body).then(() => DONE)),
  answered(REVIEWS.bringBack, async ({ person, body }) => corrections.bringBack(person, body).then(() => DONE)),
];
