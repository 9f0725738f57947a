/** What a round goes through: the steps and time limits of the rules in force, with what its plan chooses. */
import { entriesOn, rulesOn } from '../review/rules-in-force.ts';
import type { EventId, Part, EntryOf, ProcedureId, RuleSet } from '../review/rules.ts';
import type { Plan, Round } from '../review/plans.ts';
import type { Quorum } from '../review/quorum.ts';
import type { Term } from '../review/working-days.ts';
import { isStep, stepName, type StepId } from './steps.ts';

export interface CourseStep {
  id: StepId;
  name: string;
  /** Its last day by the plan, yyyy-mm-dd. */
  until?: string;
}

export interface Course {
  steps: readonly CourseStep[];
  /** How long a list is posted, and posted again after a re-review. */
  posting: Term;
  /** Within which a complaint is answered, from the day it was received. */
  recheck: Term;
  /** Who gives the opinion, and within which time; null where nobody does or no rule says. */
  opinion: { who: string; term: Term | null } | null;
  /** Within which the decision is made or refused in writing; null for a review without such a limit. */
  decision: { term: Term; event: EventId } | null;
  conditions: Conditions;
  /** First and last day of the round. */
  span: { from: string; to: string };
}

/** What a plan may choose, with the shipped values: no plan that we have says otherwise. */
export interface Conditions {
  /** Percent of those attending the meeting who must agree. */
  agreeing: number;
  /** From which step all is done again when fewer agree. */
  below: StepId;
  /** The days of the meeting and of the decision must lie within the round's. */
  within: boolean;
  /** Who must attend the meeting; empty for nobody in particular. */
  quorum: Quorum;
}
/** Khoản 3 Điều 4 Quyết định 24/2021/QĐ-TTg; bước 4 mục II.6 Kế hoạch 59/KH-UBND huyện Trà Cú: again from its second step, the review. */
const CONDITIONS: Conditions = { agreeing: 50, below: 'review', within: false, quorum: {} };

/** The usual time limits, where a set of rules leaves one open. */
const POSTING: Term = { days: 3, unit: 'working' };
const RECHECK: Term = { days: 7, unit: 'working' };
const DECISION = { days: 15, unit: 'calendar', event: 'started' } as const;

/** @param rules with what an admin has confirmed of them. */
export function courseOf({ plan, lastDay }: Pick<Round, 'plan' | 'lastDay'>, rules?: readonly RuleSet[]): Course {
  const procedure = plan.procedure ?? 'yearly';
  const entries = entriesFor(procedure, lastDay, rules);
  const limit = (id: string) => entries('limit').find((entry) => entry.id === id)?.value ?? null;
  const term = (id: string): Term | null => termOf(limit(id));
  const steps = stepsOf(plan, ruledSteps(procedure, lastDay, rules));
  const who = plan.opinion ?? entries('opinion')[0]?.value?.who;
  const decision = limit('limit-decision') ?? (procedure === 'yearly' ? null : DECISION);
  return {
    steps,
    posting: term('limit-posting') ?? POSTING,
    recheck: term('limit-recheck') ?? RECHECK,
    opinion: who === undefined ? null : { who, term: term('limit-opinion') },
    decision: decision && { term: { days: decision.days, unit: decision.unit }, event: decision.event },
    conditions: conditionsOf(plan, steps),
    span: { from: plan.from, to: lastDay },
  };
}

/** The steps of the rules in force on a day; a plan may add others, and leaves out none of these. */
export function ruledSteps(procedure: ProcedureId, day: string, rules?: readonly RuleSet[]): CourseStep[] {
  const [listed] = entriesFor(procedure, day, rules)('steps');
  const ruled = (listed?.value ?? []).flatMap(({ step, name }) => (isStep(step) ? [{ id: step, name }] : []));
  return ruled.length > 0 ? ruled : USUAL[procedure === 'yearly' ? 'yearly' : 'during'].map((id) => ({ id, name: stepName(id) }));
}

/** Entries of the rules in force on a day that are for this kind of review. */
function entriesFor(procedure: ProcedureId, day: string, rules?: readonly RuleSet[]) {
  const set = rulesOn(day, rules);
  return <P extends Part>(part: P): EntryOf<P>[] =>
    set ? entriesOn(set, part, day).filter(({ procedures }) => procedures?.includes(procedure) ?? true) : [];
}

const termOf = (limit: { days: number; unit: Term['unit'] } | null): Term | null => limit && { days: limit.days, unit: limit.unit };

const USUAL: Readonly<Record<'yearly' | 'during', readonly StepId[]>> = {
  yearly: ['review', 'meeting', 'posting', 'opinion', 'recognition'],
  during: ['review', 'meeting', 'posting', 'recognition'],
};

/**
 * In a lawful round the review is first, the check and the meeting come before the posting, then follow the opinion and the recognition.
 * @param ruled what the rules have; none of it may be missing.
 */
export function isLawful(order: readonly StepId[], ruled: readonly StepId[]): boolean {
  const ranks = order.map((id) => RANKS[id]);
  return (
    new Set(order).size === order.length &&
    ruled.every((id) => order.includes(id)) &&
    order.includes('recognition') &&
    ranks.every((rank, index) => index === 0 || (ranks[index - 1] ?? 0) <= rank)
  );
}

/** Steps of one rank may stand in either order. */
const RANKS: Readonly<Record<StepId, number>> = { review: 0, check: 1, meeting: 1, posting: 2, opinion: 3, recognition: 4 };

/** A plan whose steps are not lawful, such as after two people changed them at once, has those of the rules. */
function stepsOf({ steps, days }: Plan, ruled: readonly CourseStep[]): CourseStep[] {
  const wanted = (steps ?? []).flatMap(({ step, name }) => (isStep(step) ? [{ id: step, name }] : []));
  const ids = wanted.map(({ id }) => id);
  const chosen: readonly { id: StepId; name?: string | undefined }[] = isLawful(
    ids,
    ruled.map(({ id }) => id),
  )
    ? wanted
    : ruled;
  return chosen.map(({ id, name }) => {
    const until = days?.[id];
    return {
      id,
      name: name ?? ruled.find((each) => each.id === id)?.name ?? stepName(id),
      ...(until !== undefined && { until }),
    };
  });
}

function conditionsOf({ conditions }: Plan, steps: readonly CourseStep[]): Conditions {
  const { agreeing = CONDITIONS.agreeing, below, within = CONDITIONS.within, quorum = CONDITIONS.quorum } = conditions ?? {};
  const order = steps.map(({ id }) => id);
  const isBefore = below !== undefined && isStep(below) && order.includes(below) && order.indexOf(below) <= order.indexOf('meeting');
  return { agreeing, below: isBefore ? below : CONDITIONS.below, within, quorum };
}
