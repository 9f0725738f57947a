/** Whether a household that two people wrote in different cells is to be asked about, and how it would come out. */
import type { ApartPair } from '$lib/cells/apart.ts';
import type { Classifier } from '$lib/review/classify.ts';
import { together, type Side, type Together } from '$lib/review/together.ts';
import type { CellValue } from '$lib/review/types.ts';
import type { ApartHousehold } from './village-conflicts.ts';

export interface ApartQuestion extends Together {
  household: ApartHousehold;
  sides: readonly [Side, Side];
  pairs: readonly ApartPair[];
}

/** @param before what stood in a cell before; undefined where that is not known (without a network). */
export function questionsOf(household: ApartHousehold, classifier: Classifier, before: (row: string, field: string) => CellValue | undefined): { asked: ApartQuestion[]; unknown: boolean } {
  const asked: ApartQuestion[] = [];
  let unknown = false;
  // All that two people wrote apart here is one question.
  const byPeople = new Map<string, ApartPair[]>();
  for (const pair of household.pairs) {
    const key = pair.map(({ entry }) => entry.author).sort().join('\n');
    byPeople.set(key, [...(byPeople.get(key) ?? []), pair]);
  }
  for (const [key, pairs] of byPeople) {
    const [a = '', b = ''] = key.split('\n');
    const sides = [sideOf(household, a, pairs, before), sideOf(household, b, pairs, before)] as const;
    const found = together(classifier, household.row, sides);
    if (found?.asks) asked.push({ household, sides, pairs, ...found });
    unknown ||= found === null;
  }
  return { asked, unknown };
}

function sideOf({ row }: ApartHousehold, author: string, pairs: readonly ApartPair[], before: (row: string, field: string) => CellValue | undefined): Side {
  const writes = new Map(pairs.flat().flatMap(({ field, entry }) => (entry.author === author ? [[field, entry.value] as const] : [])));
  return { author, cells: [...writes].map(([field, now]) => ({ field, now, before: before(row.id, field) })) };
}
