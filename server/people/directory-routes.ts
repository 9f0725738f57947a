/** Routes of the directory of units. */
import { UNITS } from '../../src/lib/api/units.ts';
import { may } from '../../src/lib/review/people.ts';
import { answered, type Answered } from '../http/answering.ts';
import type { Accounts } from './accounts.ts';
import type { UnitDirectory } from './directory.ts';
import { reviewsOf } from './review-routes.ts';
import type { UnitShapes } from './unit-shapes.ts';

export const directoryAnswers = (accounts: Accounts, directory: UnitDirectory, shapes: UnitShapes): Answered[] => [
  answered(UNITS.directory, async () => ({
    units: (await directory.all()).map(({ code, parent, name }): [string, string, string] => [code, parent, name]),
    olds: await directory.olds(),
  })),
  answered(UNITS.load, async ({ person, body: { files, write } }) =>
    write ? accounts.inTurn(() => directory.load(person.id, files)) : directory.weigh(files),
  ),
  answered(UNITS.shapes, async ({ person }) => {
    if (may(person, 'reviews', null)) return { shapes: await shapes.all() };
    const seen = (await reviewsOf(person, accounts)).filter(({ id }) => may(person, 'readSent', { review: id, village: null }));
    const units = new Set(seen.map(({ unit }) => unit));
    return { shapes: (await shapes.all()).filter(([unit]) => units.has(unit)) };
  }),
  answered(UNITS.loadShapes, async ({ person, body }) => {
    await accounts.inTurn(() => shapes.load(person.id, body.shapes));
    return { ok: true as const };
  }),
  answered(UNITS.old, async ({ person, query }) => ({
    places: await directory.old(
      query.get('name') ?? '',
      query.get('district') ?? '',
      query.get('province') ?? '',
      await accounts.reviews.placeOf(person.review),
    ),
  })),
];
