/** Counts every term of every form in one pass over the households: a province has 300,000 of them. */
import type { Classified, ListSheet } from '../review/classify.ts';
import type { Row } from '../review/types.ts';
import type { Of, Term } from './description.ts';

/** A row of the forms: a village, once, whatever the lists call it in small or capital letters. */
export interface Unit {
  name: string;
  village: Row;
}

export const unitKey = (name: unknown): string => String(name ?? '').toLowerCase();

export function unitsOf(villages: readonly Row[]): Unit[] {
  const units = new Map<string, Unit>();
  for (const village of villages) {
    const name = String(village.cells.name ?? '');
    if (name !== '' && !units.has(unitKey(name))) units.set(unitKey(name), { name, village });
  }
  return [...units.values()];
}

/** One figure a unit, and behind them the whole commune with the households of no unit. */
export type Counts = Record<Of, Float64Array>;

export interface Tally {
  units: readonly Unit[];
  counts(term: Term): Counts;
}

/** Two terms that ask the same are counted once; plus or minus is the caller's. */
const termKey = ({ sheet, where }: Term): string => JSON.stringify([sheet, Object.entries(where).sort()]);

interface Counter {
  rest: [key: string, value: string][];
  counts: Counts;
}

export function tally(classified: Classified, terms: readonly Term[]): Tally {
  const units = unitsOf(classified.data.villages);
  const places = new Map(units.map(({ name }, index) => [unitKey(name), index]));
  const byTerm = new Map<string, Counts>();
  // By the first criterion: its column is read once, its value leads straight to the counters it can concern.
  const plans: Record<ListSheet, { always: Counter[]; by: Map<string, Map<string, Counter[]>> }> = {
    list01: { always: [], by: new Map() },
    list02: { always: [], by: new Map() },
  };
  for (const term of terms) {
    const id = termKey(term);
    if (byTerm.has(id)) continue;
    const counts: Counts = { households: new Float64Array(units.length + 1), persons: new Float64Array(units.length + 1) };
    byTerm.set(id, counts);
    const [first, ...rest] = Object.entries(term.where).map(([key, value]): [string, string] => [key, value.toLowerCase()]);
    const plan = plans[term.sheet];
    if (!first) {
      plan.always.push({ rest, counts });
      continue;
    }
    const values = plan.by.get(first[0]) ?? new Map<string, Counter[]>();
    plan.by.set(first[0], values);
    values.set(first[1], [...(values.get(first[1]) ?? []), { rest, counts }]);
  }

  for (const row of classified.data.households) {
    const plan = plans[row.sheet === 'list02' ? 'list02' : 'list01'];
    const results = classified.results.get(row.id) as Record<string, unknown> | undefined;
    // Excel compares texts without regard to case, and so do we: 'X' is a mark.
    const read = (key: string): string => String(results?.[key] ?? row.cells[key] ?? '').toLowerCase();
    const place = places.get(unitKey(row.cells.village));
    const size = typeof row.cells.size === 'number' ? row.cells.size : 0;
    const add = ({ rest, counts }: Counter): void => {
      for (const [key, value] of rest) if (read(key) !== value) return;
      for (const at of place === undefined ? [units.length] : [place, units.length]) {
        counts.households[at] = (counts.households[at] ?? 0) + 1;
        counts.persons[at] = (counts.persons[at] ?? 0) + size;
      }
    };
    plan.always.forEach(add);
    for (const [key, values] of plan.by) values.get(read(key))?.forEach(add);
  }

  return {
    units,
    counts(term) {
      const counts = byTerm.get(termKey(term));
      if (!counts) throw new Error(`not tallied: ${termKey(term)}`);
      return counts;
    },
  };
}
