/** The villages of a review with what each of them waits for: what needs attention comes first. */
import type { Due } from '$lib/process/deadlines.ts';
import type { Standing } from '$lib/process/standing.ts';
import { isStep, stepName } from '$lib/process/steps.ts';
import { dueNow } from '../steps/standings.svelte.ts';
import type { Progress } from '$lib/summary/progress.ts';

export interface VillageFacts {
  id: string;
  name: string;
  /** Whether its list is on this device. */
  here: boolean;
  progress: Progress;
  /** What the commune has asked to be checked, by household. */
  tasks: readonly { row: string }[];
  standing: Standing | undefined;
  /** Everything that is due for it, the nearest day first. */
  dues: readonly Due[];
}

/** What a person looks at first, in this order. */
export const URGENT = ['late', 'unsettled', 'task', 'remark'] as const;
export type Urgent = (typeof URGENT)[number];

export const URGENT_WORDS: Readonly<Record<Urgent, string>> = {
  late: 'quá hạn',
  unsettled: 'chưa thống nhất',
  task: 'xã giao kiểm tra',
  remark: 'góp ý chưa trả lời',
};

export interface VillageRow extends VillageFacts {
  /** Households still to review. */
  left: number;
  urgent: readonly Urgent[];
  /** The most pressing due. */
  due: Due | undefined;
}

export function rowOf(facts: VillageFacts): VillageRow {
  const { progress, tasks, standing, dues } = facts;
  const found: Readonly<Record<Urgent, boolean>> = {
    late: dues.some(({ late }) => late),
    unsettled: progress.conflicts > 0,
    task: tasks.length > 0,
    remark: standing?.remarks.some(({ reply }) => !reply) ?? false,
  };
  return {
    ...facts,
    left: progress.toReview - progress.classified,
    urgent: URGENT.filter((kind) => found[kind]),
    due: dues.find(({ late }) => late) ?? dues[0],
  };
}

/** What is due, in few words, for the official names of steps fill a page; without the name of the village in whose line it stands. */
export function dueWords({ id, kind, what }: Pick<Due, 'id' | 'kind' | 'what'>, village?: string): string {
  const step = id.replace('step.', '');
  return kind === 'step' && isStep(step) ? stepName(step) : village === undefined ? what : what.replace(`, ${village}`, '');
}

/**
 * Villages with something urgent first, those with more of it before; then those with more households to review, then those with a step
 * that can be closed now. Villages whose list is not known stand last. Otherwise in the order of the commune.
 */
export const byAttention = (rows: readonly VillageRow[]): VillageRow[] =>
  byRank(rows, (row) => [
    row.here ? 1 : 0,
    ...URGENT.map((kind) => (row.urgent.includes(kind) ? 1 : 0)),
    row.progress.conflicts,
    row.left,
    row.standing && dueNow(row.standing) ? 1 : 0,
  ]);

/** Larger numbers first: the first number in which two rows differ decides. @param otherwise for rows that differ in none */
export function byRank<T>(rows: readonly T[], rank: (row: T) => number[], otherwise: (a: T, b: T) => number = () => 0): T[] {
  return [...rows].sort((a, b) => {
    const [first, second] = [rank(a), rank(b)];
    const at = first.findIndex((value, index) => value !== second[index]);
    return at < 0 ? otherwise(a, b) : (second[at] ?? 0) - (first[at] ?? 0);
  });
}
