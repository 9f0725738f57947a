/** Whether to ask about a household in which two people wrote different cells, and the results of the choices. */
import type { ApartPair, ApartWrite } from '$lib/cells/apart.ts';
import type { Classifier } from '$lib/review/classify.ts';
import { together, type Side, type Together } from '$lib/review/together.ts';
import type { CellValue } from '$lib/review/types.ts';
import { isOnePerson, leastSure, personOf, type Wrote } from '../commune/wrote.ts';
import type { ApartHousehold } from './village-conflicts.ts';

export interface ApartQuestion extends Together {
  household: ApartHousehold;
  sides: readonly [Side, Side];
  /** The author of each side. */
  wrote: readonly [Wrote, Wrote];
  pairs: readonly ApartPair[];
  /** Unique among the household's questions. */
  key: string;
}

/**
 * @param before the earlier value of a cell; undefined if unknown (without a network).
 * @param wrote the author, as far as known: two names of one account are one person, two accounts with one name are
 * two.
 */
export function questionsOf(
  household: ApartHousehold,
  classifier: Classifier,
  before: (field: string) => CellValue | undefined,
  wrote: (write: ApartWrite) => Wrote,
): { asked: ApartQuestion[]; unknown: boolean } {
  const asked: ApartQuestion[] = [];
  let unknown = false;
  const keyOf = personKeys(household.pairs.flat().map(wrote));
  // Everything that two people wrote apart here is one question.
  const byPeople = new Map<string, { people: [string, string]; pairs: ApartPair[] }>();
  for (const pair of household.pairs) {
    const [a, b] = [wrote(pair[0]), wrote(pair[1])];
    if (isOnePerson(a, b)) continue;
    const people = [keyOf(a), keyOf(b)].sort() as [string, string];
    const known = byPeople.get(people.join('\n'));
    if (known) known.pairs.push(pair);
    else byPeople.set(people.join('\n'), { people, pairs: [pair] });
  }
  for (const [key, { people, pairs }] of byPeople) {
    const writesOf = (person: string): ApartWrite[] => pairs.flat().filter((write) => keyOf(wrote(write)) === person);
    const [left, right] = [sideOf(writesOf(people[0]), before, wrote), sideOf(writesOf(people[1]), before, wrote)];
    const sides = [left.side, right.side] as const;
    const found = together(classifier, household.row, sides);
    if (found?.asks) asked.push({ household, sides, wrote: [left.wrote, right.wrote], pairs, key, ...found });
    unknown ||= found === null;
  }
  return { asked, unknown };
}

/** People by name, or by account if several have the same name; a write not received yet is grouped by its name. */
function personKeys(wrote: readonly Wrote[]): (one: Wrote) => string {
  const accounts = new Map<string, Set<string>>();
  for (const one of wrote)
    if (one.account !== undefined) accounts.set(personOf(one), (accounts.get(personOf(one)) ?? new Set()).add(one.account));
  return (one) => {
    const name = personOf(one);
    return one.account !== undefined && (accounts.get(name)?.size ?? 0) > 1 ? `${name} ${one.account}` : name;
  };
}

function sideOf(
  writes: readonly ApartWrite[],
  before: (field: string) => CellValue | undefined,
  wrote: (write: ApartWrite) => Wrote,
): { side: Side; wrote: Wrote } {
  const cells = new Map(writes.map(({ field, entry }) => [field, entry.value]));
  const [first = { claimed: '', known: undefined }, ...others] = writes.map(wrote);
  return {
    side: { author: personOf(first), cells: [...cells].map(([field, now]) => ({ field, now, before: before(field) })) },
    wrote: leastSure([first, ...others]),
  };
}

/** Unique in the commune. */
export const apartKey = ({ household, key }: ApartQuestion): string => `${household.key} ${key}`;
