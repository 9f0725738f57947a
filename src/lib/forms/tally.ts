/** Counts every term of every form in one pass over the households: a province has 300,000 of them. */
import { excelKey } from '../review/excel-key.ts';
import type { Classified } from '../review/classify.ts';
import { groupBy } from '../review/group-by.ts';
import { UNSEEN } from '../review/personal.ts';
import type { CellValue } from '../review/types.ts';
import { eachCounted } from './counted-rows.ts';
import { mayMeet, meets } from './criterion.ts';
import type { Of, Term } from './official/description.ts';
import { unitsOf, type Unit } from './units.ts';

/** One figure for each unit, then the total including households of no unit; NaN where hidden personal data would decide. */
export type Counts = Record<Of, Float64Array>;

export interface Tally {
  units: readonly Unit[];
  counts(term: Term): Counts;
}

/** Equal terms are counted once; the caller handles plus and minus. */
const termKey = ({ sheet, where }: Term): string => JSON.stringify([sheet, Object.entries(where).sort()]);

type Read = (key: string) => CellValue;

interface Counter {
  rest: ((read: Read) => boolean)[];
  counts: Counts;
}

export function tally(classified: Classified, terms: readonly Term[]): Tally {
  const units = unitsOf(classified.data.villages, classified.round);
  const places = new Map(units.flatMap(({ villages }, index) => villages.map(({ cells }) => [excelKey(cells.name), index])));
  const byTerm = new Map<string, Counts>();
  // Grouped by the first criterion that is a text: its column is read once, and its value leads directly to the
  // counters it may affect.
  const plans: Record<Term['sheet'], { always: Counter[]; by: Map<string, Map<string, Counter[]>> }> = {
    list01: { always: [], by: new Map() },
    list02: { always: [], by: new Map() },
    members: { always: [], by: new Map() },
  };
  for (const term of terms) {
    const id = termKey(term);
    if (byTerm.has(id)) continue;
    const counts: Counts = { households: new Float64Array(units.length + 1), persons: new Float64Array(units.length + 1) };
    byTerm.set(id, counts);
    const criteria = Object.entries(term.where);
    const first = criteria.find((entry): entry is [string, string] => typeof entry[1] === 'string');
    const rest = criteria
      .filter((entry) => entry !== first)
      .map(
        ([key, criterion]) =>
          (read: Read) =>
            meets(criterion, read(key)),
      );
    const plan = plans[term.sheet];
    if (!first) {
      plan.always.push({ rest, counts });
      continue;
    }
    const values = plan.by.get(first[0]) ?? new Map<string, Counter[]>();
    plan.by.set(first[0], values);
    const value = excelKey(first[1]);
    values.set(value, [...(values.get(value) ?? []), { rest, counts }]);
  }

  const count = (sheet: Term['sheet'], read: Read, place: number | undefined, persons: number): void => {
    const plan = plans[sheet];
    const add = ({ rest, counts }: Counter): void => {
      if (!rest.every((test) => test(read))) return;
      for (const at of place === undefined ? [units.length] : [place, units.length]) {
        counts.households[at] = (counts.households[at] ?? 0) + 1;
        counts.persons[at] = (counts.persons[at] ?? 0) + persons;
      }
    };
    plan.always.forEach(add);
    for (const [key, values] of plan.by) values.get(excelKey(read(key)))?.forEach(add);
  };

  // Grouped by each personal column that they ask for: if it is hidden, these counts become unknown.
  const asking = groupBy(
    classified.withoutPersonal ? terms.flatMap((term) => Object.keys(term.where).map((key) => ({ term, key }))) : [],
    ({ key }) => key,
  );
  const forget = (sheet: Term['sheet'], read: Read, place: number | undefined): void => {
    for (const [key, asked] of asking) {
      if (read(key) !== UNSEEN) continue;
      for (const { term } of asked) {
        const counts = byTerm.get(termKey(term));
        if (term.sheet !== sheet || !counts || !mayMeet(Object.entries(term.where), read)) continue;
        for (const at of place === undefined ? [units.length] : [place, units.length]) counts.households[at] = counts.persons[at] = NaN;
      }
    }
  };

  const members = plans.members.always.length + plans.members.by.size > 0;
  eachCounted(classified, members, ({ sheet, household, persons, read }) => {
    const place = places.get(excelKey(household?.cells.village));
    count(sheet, read, place, persons);
    forget(sheet, read, place);
  });

  return {
    units,
    counts(term) {
      const counts = byTerm.get(termKey(term));
      if (!counts) throw new Error(`term was not counted: ${termKey(term)}`);
      return counts;
    },
  };
}

/** The figure of some terms for one unit, or for the whole at `units.length`. */
export const sumOf = (terms: readonly Term[], of: Of, index: number, counted: Tally): number =>
  terms.reduce((sum, term) => sum + (term.minus ? -1 : 1) * (counted.counts(term)[of][index] ?? 0), 0);
