/** What a round goes through: the steps and time limits of the rules in force, with what its plan adds. */
import { entriesOn, rulesOn } from '../review/rules-in-force.ts';
import type { EventId, Part, EntryOf, ProcedureId, RuleSet } from '../review/rules.ts';
import type { Round } from '../review/plans.ts';
import type { Term } from '../review/working-days.ts';
import { isStep, stepName, type StepId } from './steps.ts';

export interface Course {
  steps: readonly { id: StepId; name: string }[];
  /** How long a list is posted, and posted again after a re-review. */
  posting: Term;
  /** Within which a complaint is answered, from the day it was received. */
  recheck: Term;
  /** Who gives the opinion, and within which time; null where nobody does or no rule says. */
  opinion: { who: string; term: Term | null } | null;
  /** Within which the decision is made or refused in writing; null for a review without such a limit. */
  decision: { term: Term; event: EventId } | null;
}

/** The usual time limits, where a set of rules leaves one open. */
const POSTING: Term = { days: 3, unit: 'working' };
const RECHECK: Term = { days: 7, unit: 'working' };
const DECISION = { days: 15, unit: 'calendar', event: 'started' } as const;

/** @param rules with what an admin has confirmed of them. */
export function courseOf({ plan, lastDay }: Pick<Round, 'plan' | 'lastDay'>, rules?: readonly RuleSet[]): Course {
  const procedure = plan.procedure ?? 'yearly';
  const set = rulesOn(lastDay, rules);
  const entries = <P extends Part>(part: P): EntryOf<P>[] => (set ? entriesOn(set, part, lastDay).filter(isFor(procedure)) : []);
  const limit = (id: string) => entries('limit').find((entry) => entry.id === id)?.value ?? null;
  const term = (id: string): Term | null => termOf(limit(id));
  const [listed] = entries('steps');
  const ruled = (listed?.value ?? []).flatMap(({ step, name }) => (isStep(step) ? [{ id: step, name }] : []));
  const steps = ruled.length > 0 ? ruled : USUAL[procedure === 'yearly' ? 'yearly' : 'during'].map((id) => ({ id, name: stepName(id) }));
  const who = entries('opinion')[0]?.value?.who;
  const decision = limit('limit-decision') ?? (procedure === 'yearly' ? null : DECISION);
  return {
    steps: plan.check ? withCheck(steps, plan.check) : steps,
    posting: term('limit-posting') ?? POSTING,
    recheck: term('limit-recheck') ?? RECHECK,
    opinion: who === undefined ? null : { who, term: term('limit-opinion') },
    decision: decision && { term: { days: decision.days, unit: decision.unit }, event: decision.event },
  };
}

const isFor =
  (procedure: ProcedureId) =>
  ({ procedures }: { procedures?: readonly ProcedureId[] | undefined }): boolean =>
    procedures?.includes(procedure) ?? true;

const termOf = (limit: { days: number; unit: Term['unit'] } | null): Term | null => limit && { days: limit.days, unit: limit.unit };

const USUAL: Readonly<Record<'yearly' | 'during', readonly StepId[]>> = {
  yearly: ['review', 'meeting', 'posting', 'opinion', 'recognition'],
  during: ['review', 'meeting', 'posting', 'recognition'],
};

/** The level above checks the list before the meeting. */
const withCheck = (steps: Course['steps'], name: string): Course['steps'] =>
  steps.flatMap((step) => (step.id === 'meeting' ? [{ id: 'check', name } as const, step] : [step]));
