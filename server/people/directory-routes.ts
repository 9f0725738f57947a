/** Routes of the directory of units. */
import { UNITS } from '../../src/lib/api/units.ts';
import { answered, type Answered } from '../http/answering.ts';
import type { Accounts } from './accounts.ts';
import type { UnitDirectory } from './directory.ts';

export const directoryAnswers = (accounts: Accounts, directory: UnitDirectory): Answered[] => [
  answered(UNITS.directory, async () => ({
    units: (await directory.all()).map(({ code, parent, name }): [string, string, string] => [code, parent, name]),
    olds: await directory.olds(),
  })),
  answered(UNITS.load, async ({ person, body: { files, write } }) =>
    write ? accounts.inTurn(() => directory.load(person.id, files)) : directory.weigh(files),
  ),
  answered(UNITS.old, async ({ person, query }) => ({
    places: await directory.old(
      query.get('name') ?? '',
      query.get('district') ?? '',
      query.get('province') ?? '',
      await accounts.reviews.placeOf(person.review),
    ),
  })),
];
