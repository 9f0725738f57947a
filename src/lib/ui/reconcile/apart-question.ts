/** Whether a household that two people wrote in different cells is to be asked about, and how it would come out. */
import type { ApartPair, ApartWrite } from '$lib/cells/apart.ts';
import type { Classifier } from '$lib/review/classify.ts';
import { together, type Side, type Together } from '$lib/review/together.ts';
import type { CellValue } from '$lib/review/types.ts';
import { leastSure, personOf, type Wrote } from '../commune/wrote.ts';
import type { ApartHousehold } from './village-conflicts.ts';

export interface ApartQuestion extends Together {
  household: ApartHousehold;
  sides: readonly [Side, Side];
  /** Who wrote each side. */
  wrote: readonly [Wrote, Wrote];
  pairs: readonly ApartPair[];
}

/**
 * @param before what stood in a cell before; undefined where that is not known (without a network).
 * @param wrote who wrote it, as far as is known: two names of one person are no two people.
 */
export function questionsOf(
  household: ApartHousehold,
  classifier: Classifier,
  before: (field: string) => CellValue | undefined,
  wrote: (write: ApartWrite) => Wrote,
): { asked: ApartQuestion[]; unknown: boolean } {
  const asked: ApartQuestion[] = [];
  let unknown = false;
  // All that two people wrote apart here is one question.
  const byPeople = new Map<string, ApartPair[]>();
  for (const pair of household.pairs) {
    const [a, b] = pair.map((write) => personOf(wrote(write))).sort();
    if (a === b) continue;
    const key = `${a}\n${b}`;
    byPeople.set(key, [...(byPeople.get(key) ?? []), pair]);
  }
  for (const [key, pairs] of byPeople) {
    const [a = '', b = ''] = key.split('\n');
    const [left, right] = [sideOf(a, pairs, before, wrote), sideOf(b, pairs, before, wrote)];
    const sides = [left.side, right.side] as const;
    const found = together(classifier, household.row, sides);
    if (found?.asks) asked.push({ household, sides, wrote: [left.wrote, right.wrote], pairs, ...found });
    unknown ||= found === null;
  }
  return { asked, unknown };
}

function sideOf(
  author: string,
  pairs: readonly ApartPair[],
  before: (field: string) => CellValue | undefined,
  wrote: (write: ApartWrite) => Wrote,
): { side: Side; wrote: Wrote } {
  const writes = pairs.flat().filter((write) => personOf(wrote(write)) === author);
  const cells = new Map(writes.map(({ field, entry }) => [field, entry.value]));
  const [first = { claimed: author, known: undefined }, ...others] = writes.map(wrote);
  return {
    side: { author, cells: [...cells].map(([field, now]) => ({ field, now, before: before(field) })) },
    wrote: leastSure([first, ...others]),
  };
}
