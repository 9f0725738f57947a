/** What an overview shows of a village, a commune or a province, read from sums. */
import { besideKey } from '../review/by-standard.ts';
import { CAUSES, NEAR_POOR, POOR } from '../review/columns.ts';
import { byEachStandard } from '../review/plans.ts';
import type { Of } from '../forms/official/description.ts';
import { FLOW_CLASSES, flowTerms, markedTerm, type Counting, type FormSet, type Stage, type Sums } from './counting.ts';
import { FLOW, PASSAGES } from './names.ts';
import type { UnitFigures } from './unit-figures.ts';

/** Households and persons of one class. */
export type Pair = Record<Of, number>;

/** By one standard of the round. */
export interface StandardOverview {
  standard: string;
  poor: Pair;
  near: Pair;
  /** Households of both lists: `flow[from][to]` by last year's class and this year's, each 'poor', 'near', 'none' or '' for neither. */
  flow: Record<FlowClass, Record<FlowClass, number>>;
  /** Households deprived in each indicator of the standard, and for each cause; of the poor and of the near-poor. */
  indicators: Record<string, { poor: number; near: number }>;
  causes: Record<string, { poor: number; near: number }>;
}

export type FlowClass = (typeof FLOW)[number];

export interface Overview extends Record<Stage, number> {
  conflicts: number;
  /** What the commune has asked to be checked, and nobody has yet. */
  tasks: number;
  /** The main one first. */
  by: StandardOverview[];
  /**
   * In a round of several standards, by each other one: households of Danh sách 01 by the class of the main one and its own, `[main][other]`; nobody counts
   * those that neither classifies.
   */
  passages: { standard: string; flow: Record<FlowClass, Record<FlowClass, number>> }[];
}

export function overviewOf({ counting, sums, conflicts, tasks }: Pick<UnitFigures, 'counting' | 'sums' | 'conflicts' | 'tasks'>): Overview {
  const stage = (name: Stage): number => counting.stageIn(sums, name);
  return {
    households: stage('households'),
    toReview: stage('toReview'),
    classified: stage('classified'),
    unsettled: stage('unsettled'),
    withoutB1: stage('withoutB1'),
    missing: stage('missing'),
    conflicts,
    tasks,
    by: byEachStandard(counting.round).flatMap(({ standard }) => {
      const set = counting.setOf(standard.id);
      return set ? [ofStandard(counting, sums, set, standard.indicators)] : [];
    }),
    passages: passagesIn(counting, sums),
  };
}

function ofStandard(counting: Counting, sums: Sums, set: FormSet, indicators: readonly string[]): StandardOverview {
  const classOf = (label: string): Pair => ({
    households: counting.termIn(sums, set, { sheet: 'list01', where: { class: label } }, 'households'),
    persons: counting.termIn(sums, set, { sheet: 'list01', where: { class: label } }, 'persons'),
  });
  const marked = (key: string): { poor: number; near: number } => ({
    poor: counting.termIn(sums, set, markedTerm(POOR, key), 'households'),
    near: counting.termIn(sums, set, markedTerm(NEAR_POOR, key), 'households'),
  });
  return {
    standard: set.id,
    poor: classOf(POOR),
    near: classOf(NEAR_POOR),
    flow: flowOf((from, to) => flowTerms(from, to).reduce((sum, term) => sum + counting.termIn(sums, set, term, 'households'), 0)),
    indicators: Object.fromEntries(indicators.map((key) => [key, marked(key)])),
    causes: Object.fromEntries(CAUSES.map(([key]) => [key, marked(key)])),
  };
}

/** @param counted households of both classes; null stands for any. */
function flowOf(counted: (from: string | null, to: string | null) => number): StandardOverview['flow'] {
  const rest = (whole: number, parts: readonly number[]): number => parts.reduce((left, part) => left - part, whole);
  const line = (from: string | null): number[] => {
    const known = FLOW_CLASSES.map((to) => counted(from, to));
    return [...known, rest(counted(from, null), known)];
  };
  const known = FLOW_CLASSES.map(line);
  const others = line(null).map((whole, at) =>
    rest(
      whole,
      known.map((one) => one[at] ?? 0),
    ),
  );
  return byClass([...known, others].map(byClass)) as StandardOverview['flow'];
}

const byClass = <T>(values: readonly T[]): Record<FlowClass, T> =>
  Object.fromEntries(FLOW.map((name, at) => [name, values[at]])) as Record<FlowClass, T>;

/** Read from the terms of the passages, each of which names both classes. */
function passagesIn(counting: Counting, sums: Sums): Overview['passages'] {
  const set = counting.setOf(PASSAGES);
  if (!set) return [];
  const [, ...others] = byEachStandard(counting.round);
  const place = (label: unknown): FlowClass => FLOW[FLOW_CLASSES.findIndex((one) => one === label)] ?? '';
  return others.map(({ standard: { id } }) => {
    const flow = byClass(FLOW.map(() => byClass(FLOW.map(() => 0))));
    for (const term of set.terms.all) {
      const { class: main, [besideKey('class', { id })]: other } = term.where;
      if (main === undefined || other === undefined) continue;
      flow[place(main)][place(other)] += counting.termIn(sums, set, term, 'households');
    }
    return { standard: id, flow };
  });
}

/** Of several units; standards that not all of them have are summed over those that do. */
export function addOverviews(all: readonly Overview[]): Overview {
  const [first, ...others] = all;
  if (!first) return NO_OVERVIEW;
  return others.reduce((sum, one) => merged(sum, one), first);
}

const NO_OVERVIEW: Overview = {
  households: 0,
  toReview: 0,
  classified: 0,
  unsettled: 0,
  withoutB1: 0,
  missing: 0,
  conflicts: 0,
  tasks: 0,
  by: [],
  passages: [],
};

/** Adds number to number; of lists, what is of the same standard. */
function merged<T>(a: T, b: T): T {
  if (typeof a === 'number' && typeof b === 'number') return (a + b) as T;
  if (Array.isArray(a) && Array.isArray(b)) {
    const ids = [...new Set([...a, ...b].map(({ standard }: { standard: string }) => standard))];
    const of = (list: { standard: string }[], id: string): unknown => list.find(({ standard }) => standard === id);
    return ids.map((id) => merged(of(a, id), of(b, id))) as T;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a ?? b;
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof T)[];
  return Object.fromEntries(keys.map((key) => [key, merged(a[key], b[key])])) as T;
}
