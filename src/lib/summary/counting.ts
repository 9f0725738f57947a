/**
 * What is counted of a round's households: every term of every form by each of its standards, and what its overview shows. One household
 * adds to some of these columns; the sum of a village, a commune or a province is the sum of what its households add.
 */
import type { Classifier, Results } from '../review/classify.ts';
import { resultsBy } from '../review/classify.ts';
import { CAUSES, NEAR_POOR, POOR } from '../review/columns.ts';
import { excelKey } from '../review/excel-key.ts';
import { NOT_POOR } from '../review/formula-columns.ts';
import { formulaColumnsOf, formulaText } from '../review/formula-columns.ts';
import { byEachStandard, standardsOf, withDecisions, type Round } from '../review/plans.ts';
import type { CellValue, Row } from '../review/types.ts';
import { eachCounted } from '../forms/counted-rows.ts';
import { meets } from '../forms/criterion.ts';
import { groupsIn, hasOwnColumn } from '../forms/expand.ts';
import { termsOf } from '../forms/fill.ts';
import { leavesOf, type EthnicGroups, type Measure, type Of, type SummaryForm, type Term } from '../forms/official/description.ts';
import { formsFor, type Forms } from '../forms/registry.ts';
import { passagesOf } from '../forms/report.ts';
import { RESIDENTS } from '../forms/residents.ts';
import { Terms } from '../forms/tally.ts';
import { count, nothingIn, type Progress } from './progress.ts';
import { PASSAGES } from './names.ts';

/** Raised when something else is counted under the same terms: what an older version summed up is then summed up anew. */
const VERSION = 1;

/** Households and persons of each column, side by side. */
export interface Sums {
  columns: Float64Array;
  /** Of ethnic groups, whose columns depend on the lists: by GroupKey. */
  groups: Map<string, [households: number, persons: number]>;
}

/** What some rows add: each row its persons, and the columns that it is counted in. */
export type Added = readonly { persons: number; columns: Uint16Array; groups: readonly string[] }[];

/** The forms by one standard, or the passages between the standards. */
export interface FormSet {
  /** Id of the standard; PASSAGES for the passages, which lead from the main one to every other. */
  readonly id: string;
  readonly forms: readonly SummaryForm[];
  readonly terms: Terms;
  /** Of its first term among the columns. */
  readonly from: number;
  readonly groups: readonly EthnicGroups[];
}

/** Whole numbers of the progress, each counted household by household. */
const STAGES = ['households', 'toReview', 'classified', 'unsettled', 'withoutB1', 'missing'] as const satisfies (keyof Progress)[];
export type Stage = (typeof STAGES)[number];

const ON_LISTS = ['list01', 'list02'] as const;
const CLASSES = [POOR, NEAR_POOR] as const;
/** Class of last year and class now, each of which may be none of these. */
export const FLOW_CLASSES = [POOR, NEAR_POOR, NOT_POOR] as const;

/** Households by last year's class and this one's, on both lists. */
export const flowTerms = (from: string | null, to: string | null): Term[] =>
  ON_LISTS.map((sheet) => ({ sheet, where: { ...(from !== null && { lastYear: from }), ...(to !== null && { class: to }) } }));
/** Poor or near-poor households with a mark: deprived in an indicator, or for a cause. */
export const markedTerm = (label: string, key: string): Term => ({ sheet: 'list01', where: { class: label, [key]: 'x' } });

const overviewTerms = ({ standard }: Round): Term[] => [
  ...RESIDENTS,
  ...[null, ...FLOW_CLASSES].flatMap((from) => [null, ...FLOW_CLASSES].flatMap((to) => flowTerms(from, to))),
  ...CLASSES.flatMap((label) => [...standard.indicators, ...CAUSES.map(([key]) => key)].map((key) => markedTerm(label, key))),
];

/** Where the terms of a measure are among the numbers; those of single ethnic groups are looked up. */
interface Plan {
  at: Int32Array;
  signs: Int8Array;
  named: readonly Term[];
}

export class Counting {
  readonly round: Round;
  /** By each standard, the main one first; then the passages, if there are several. */
  readonly sets: readonly FormSet[];
  /** Equal texts count the same columns in the same way. */
  readonly text: string;
  readonly #rounds: readonly Round[];
  readonly #stages: number;
  readonly #columns: number;
  /** Of each set: a province fills each column for some hundred communes. */
  readonly #plans: WeakMap<Measure, Plan>[] = [];

  /** @param from forms by each standard, in its order. */
  constructor(chosen: Round, from: readonly Forms[]) {
    // A decision that was recorded counts, wherever the round says so.
    this.round = withDecisions(chosen);
    this.#rounds = byEachStandard(this.round);
    let next = 0;
    const set = (id: string, forms: readonly SummaryForm[], more: readonly Term[]): FormSet => {
      const terms = new Terms([...forms.flatMap(({ headings }) => leavesOf(headings).flatMap(({ measure }) => termsOf(measure))), ...more]);
      const groups = new Map(forms.flatMap(({ headings }) => groupsIn(headings)).map((group) => [groupText(group), group]));
      const made = { id, forms, terms, from: next, groups: [...groups.values()] };
      next += terms.all.length;
      return made;
    };
    const passages = passagesOf(this.round).summaries;
    this.sets = [
      ...this.#rounds.map((alone, index) =>
        set(alone.standard.id, formsFor(alone, undefined, from[index]).summaries, overviewTerms(alone)),
      ),
      ...(passages.length > 0 ? [set(PASSAGES, passages, [])] : []),
    ];
    this.#stages = next;
    this.#columns = next + STAGES.length;
    this.text = JSON.stringify([
      VERSION,
      STAGES,
      this.sets.map(({ id, terms, groups }) => [id, terms.all, groups]),
      [this.round.lastDay, this.round.plan.living],
      standardsOf(this.round).map((standard) => [
        standard,
        ON_LISTS.map((sheet) => formulaColumnsOf(sheet, standard).map((column) => formulaText(column, sheet, standard))),
      ]),
    ]);
  }

  nothing(): Sums {
    return { columns: new Float64Array(2 * this.#columns), groups: new Map() };
  }

  /** Whether these sums are of as many columns. */
  fits({ columns }: Sums): boolean {
    return columns.length === 2 * this.#columns;
  }

  setOf(id: string): FormSet | undefined {
    return this.sets.find((set) => set.id === id);
  }

  /** What households with one Mã hộ and the members with it add. */
  of(households: readonly Row[], members: readonly Row[], classifier: Classifier): Added {
    const results = new Map(households.map((row) => [row.id, classifier.results(row)]));
    const found = new Map<Row, { persons: number; columns: number[]; groups: string[] }>();
    const rowOf = (row: Row, persons: number): { columns: number[]; groups: string[] } => {
      let known = found.get(row);
      if (!known) found.set(row, (known = { persons, columns: [], groups: [] }));
      return known;
    };
    const data = { unit: '', villages: [], households: [...households], members: [...members] };
    this.sets.forEach(({ terms, from, groups }, index) => {
      const round = this.#rounds[index] ?? this.round;
      const alone =
        index === 0 || !this.#rounds[index]
          ? results
          : new Map([...results].map(([id, all]): [string, Results] => [id, resultsBy(all, round.standard)]));
      eachCounted({ data, results: alone, round }, terms.members && members.length > 0, ({ sheet, row, household, persons, read }) => {
        // A member of no household is on no form.
        if (!household) return;
        const added = rowOf(row, persons);
        terms.each(sheet, read, (number) => added.columns.push(from + number));
        if (row !== household) return;
        for (const group of groups) {
          const name = String(row.cells.ethnic ?? '');
          if (hasOwnColumn(name) && isIn(group, row, read)) added.groups.push(groupKey(index, group, name));
        }
      });
    });
    for (const row of households) {
      const progress = nothingIn(this.round);
      count(progress, row, results.get(row.id) as Results, this.round);
      const { columns } = rowOf(row, 0);
      STAGES.forEach((stage, at) => {
        if (progress[stage] > 0) columns.push(this.#stages + at);
      });
    }
    return [...found.values()].map(({ persons, columns, groups }) => ({ persons, columns: Uint16Array.from(columns), groups }));
  }

  /** Of a term that is counted by this set; of one ethnic group, over all its spellings. */
  termIn({ columns, groups }: Sums, set: FormSet, term: Term, of: Of): number {
    if (set.terms.has(term)) return columns[2 * (set.from + set.terms.numberOf(term)) + (of === 'persons' ? 1 : 0)] ?? 0;
    const { ethnic, ...where } = term.where;
    const start = groupKey(this.sets.indexOf(set), { sheet: term.sheet, where }, '');
    let sum = 0;
    for (const [key, numbers] of groups)
      if (key.startsWith(start) && excelKey(key.slice(start.length)) === excelKey(ethnic)) sum += numbers[of === 'persons' ? 1 : 0];
    return sum;
  }

  /** The figure of a counted column of one of this set's forms. */
  countIn({ columns, groups }: Sums, set: FormSet, measure: Measure & { kind: 'count' }, of: Of): number {
    const { at, signs, named } = this.#planOf(set, measure);
    const persons = of === 'persons' ? 1 : 0;
    let sum = 0;
    for (let n = 0; n < at.length; n++) sum += (signs[n] ?? 0) * (columns[(at[n] ?? 0) + persons] ?? 0);
    for (const term of named) sum += (term.minus ? -1 : 1) * this.termIn({ columns, groups }, set, term, of);
    return sum;
  }

  #planOf(set: FormSet, measure: Measure & { kind: 'count' }): Plan {
    const plans = (this.#plans[this.sets.indexOf(set)] ??= new WeakMap<Measure, Plan>());
    let plan = plans.get(measure);
    if (!plan) {
      const fixed = measure.terms.filter((term) => set.terms.has(term));
      plan = {
        at: Int32Array.from(fixed, (term) => 2 * (set.from + set.terms.numberOf(term))),
        signs: Int8Array.from(fixed, ({ minus }) => (minus ? -1 : 1)),
        named: measure.terms.filter((term) => !fixed.includes(term)),
      };
      plans.set(measure, plan);
    }
    return plan;
  }

  stageIn({ columns }: Sums, stage: Stage): number {
    return columns[2 * (this.#stages + STAGES.indexOf(stage))] ?? 0;
  }

  /** Names of the ethnic groups that a form of this set needs a column for. */
  groupsIn({ groups }: Sums, set: FormSet, form: SummaryForm): string[] {
    const index = this.sets.indexOf(set);
    const starts = groupsIn(form.headings).map((group) => groupKey(index, group, ''));
    return [...groups.keys()].flatMap((key) => starts.flatMap((start) => (key.startsWith(start) ? [key.slice(start.length)] : [])));
  }
}

const isIn = ({ sheet, where }: EthnicGroups, row: Row, read: (key: string) => CellValue): boolean =>
  row.sheet === sheet && Object.entries(where).every(([key, criterion]) => meets(criterion, read(key)));

const groupText = ({ sheet, where }: Pick<Term, 'sheet' | 'where'>): string => JSON.stringify([sheet, where]);
const groupKey = (set: number, group: Pick<Term, 'sheet' | 'where'>, name: string): string => `${set} ${groupText(group)} ${name}`;

/** @param sign -1 takes away what was added. */
export function add({ columns, groups }: Sums, added: Added, sign: 1 | -1 = 1): void {
  for (const { persons, columns: counted, groups: named } of added) {
    for (const at of counted) {
      columns[2 * at] = (columns[2 * at] ?? 0) + sign;
      columns[2 * at + 1] = (columns[2 * at + 1] ?? 0) + sign * persons;
    }
    for (const name of named) addGroup(groups, name, [sign, sign * persons]);
  }
}

/** Adds all of another sum of the same columns. */
export function addAll(to: Sums, from: Sums): void {
  from.columns.forEach((number, at) => (to.columns[at] = (to.columns[at] ?? 0) + number));
  for (const [name, numbers] of from.groups) addGroup(to.groups, name, numbers);
}

function addGroup(groups: Sums['groups'], name: string, [households, persons]: readonly [number, number]): void {
  const [before, had] = groups.get(name) ?? [0, 0];
  if (before + households === 0) groups.delete(name);
  else groups.set(name, [before + households, had + persons]);
}

export const sameSums = (a: Sums, b: Sums): boolean =>
  a.columns.length === b.columns.length &&
  a.columns.every((number, at) => isSame(number, b.columns[at])) &&
  a.groups.size === b.groups.size &&
  [...a.groups].every(([name, [households, persons]]) => {
    const other = b.groups.get(name);
    return other?.[0] === households && isSame(persons, other[1]);
  });

/** Fractions of persons are typed wrong; in another order they add up to another last digit. */
const isSame = (a: number, b: number | undefined): boolean => b !== undefined && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
