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

interface Asked {
  number: number;
  rest: ((read: Read) => boolean)[];
}

/** Which terms a row meets. Grouped by the first criterion that is a text: its column is read once, and its value leads to the terms. */
export class Terms {
  /** Without repetitions; a term's place is its number. */
  readonly all: readonly Term[];
  readonly #numbers = new Map<string, number>();
  readonly #known = new Map<Term, number>();
  readonly #plans: Record<Term['sheet'], { always: Asked[]; by: Map<string, Map<string, Asked[]>> }> = {
    list01: { always: [], by: new Map() },
    list02: { always: [], by: new Map() },
    members: { always: [], by: new Map() },
  };

  constructor(terms: readonly Term[]) {
    const all: Term[] = [];
    for (const term of terms) {
      const key = termKey(term);
      if (this.#numbers.has(key)) continue;
      this.#numbers.set(key, all.length);
      this.#plan(term, all.length);
      all.push(term);
    }
    this.all = all;
  }

  /** Whether members' rows meet any. */
  get members(): boolean {
    return this.#plans.members.always.length + this.#plans.members.by.size > 0;
  }

  has(term: Term): boolean {
    return this.#known.has(term) || this.#numbers.has(termKey(term));
  }

  /** @throws for a term that is none of them. */
  numberOf(term: Term): number {
    const known = this.#known.get(term);
    if (known !== undefined) return known;
    const number = this.#numbers.get(termKey(term));
    if (number === undefined) throw new Error(`term was not counted: ${termKey(term)}`);
    this.#known.set(term, number);
    return number;
  }

  each(sheet: Term['sheet'], read: Read, met: (number: number) => void): void {
    const plan = this.#plans[sheet];
    const take = ({ rest, number }: Asked): void => {
      if (rest.every((test) => test(read))) met(number);
    };
    plan.always.forEach(take);
    for (const [key, values] of plan.by) values.get(excelKey(read(key)))?.forEach(take);
  }

  #plan({ sheet, where }: Term, number: number): void {
    const criteria = Object.entries(where);
    const first = criteria.find((entry): entry is [string, string] => typeof entry[1] === 'string');
    const rest = criteria
      .filter((entry) => entry !== first)
      .map(
        ([key, criterion]) =>
          (read: Read) =>
            meets(criterion, read(key)),
      );
    const plan = this.#plans[sheet];
    if (!first) {
      plan.always.push({ number, rest });
      return;
    }
    const values = plan.by.get(first[0]) ?? new Map<string, Asked[]>();
    plan.by.set(first[0], values);
    const value = excelKey(first[1]);
    values.set(value, [...(values.get(value) ?? []), { number, rest }]);
  }
}

export function tally(classified: Classified, terms: readonly Term[]): Tally {
  const units = unitsOf(classified.data.villages, classified.round);
  const places = new Map(units.flatMap(({ villages }, index) => villages.map(({ cells }) => [excelKey(cells.name), index])));
  const asked = new Terms(terms);
  const all = asked.all.map((): Counts => ({
    households: new Float64Array(units.length + 1),
    persons: new Float64Array(units.length + 1),
  }));
  const countsOf = (term: Term): Counts => all[asked.numberOf(term)] as Counts;

  const count = (sheet: Term['sheet'], read: Read, place: number | undefined, persons: number): void =>
    asked.each(sheet, read, (number) => {
      const counts = all[number] as Counts;
      for (const at of place === undefined ? [units.length] : [place, units.length]) {
        counts.households[at] = (counts.households[at] ?? 0) + 1;
        counts.persons[at] = (counts.persons[at] ?? 0) + persons;
      }
    });

  // Grouped by each personal column that they ask for: if it is hidden, these counts become unknown.
  const asking = groupBy(
    classified.withoutPersonal ? terms.flatMap((term) => Object.keys(term.where).map((key) => ({ term, key }))) : [],
    ({ key }) => key,
  );
  const forget = (sheet: Term['sheet'], read: Read, place: number | undefined): void => {
    for (const [key, resting] of asking) {
      if (read(key) !== UNSEEN) continue;
      for (const { term } of resting) {
        const counts = countsOf(term);
        if (term.sheet !== sheet || !mayMeet(Object.entries(term.where), read)) continue;
        for (const at of place === undefined ? [units.length] : [place, units.length]) counts.households[at] = counts.persons[at] = NaN;
      }
    }
  };

  eachCounted(classified, asked.members, ({ sheet, household, persons, read }) => {
    const place = places.get(excelKey(household?.cells.village));
    count(sheet, read, place, persons);
    forget(sheet, read, place);
  });

  return { units, counts: countsOf };
}

/** The figure of some terms for one unit, or for the whole at `units.length`. */
export const sumOf = (terms: readonly Term[], of: Of, index: number, counted: Tally): number =>
  terms.reduce((sum, term) => sum + (term.minus ? -1 : 1) * (counted.counts(term)[of][index] ?? 0), 0);
