/** What a round goes through: the steps and time limits of the rules in force, with what its plan adds. */
import { entriesOn, rulesOn } from '../review/rules-in-force.ts';
import type { RuleSet } from '../review/rules.ts';
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
}

/** The usual time limits, where a set of rules leaves one open. */
const POSTING: Term = { days: 3, unit: 'working' };
const RECHECK: Term = { days: 7, unit: 'working' };

/** @param rules with what an admin has confirmed of them. */
export function courseOf({ plan, lastDay }: Pick<Round, 'plan' | 'lastDay'>, rules?: readonly RuleSet[]): Course {
  const set = rulesOn(lastDay, rules);
  const limit = (id: string): Term | null => {
    const found = set && entriesOn(set, 'limit', lastDay).find((entry) => entry.id === id)?.value;
    return found ? { days: found.days, unit: found.unit } : null;
  };
  const listed =
    (set ? entriesOn(set, 'steps', lastDay) : []).find(({ procedures }) => procedures?.includes('yearly') ?? true)?.value ?? [];
  const ruled = listed.flatMap(({ step, name }) => (isStep(step) ? [{ id: step, name }] : []));
  const steps = ruled.length > 0 ? ruled : USUAL.map((id) => ({ id, name: stepName(id) }));
  const who = set && entriesOn(set, 'opinion', lastDay).find(({ procedures }) => procedures?.includes('yearly') ?? true)?.value?.who;
  return {
    steps: plan.check ? withCheck(steps, plan.check) : steps,
    posting: limit('limit-posting') ?? POSTING,
    recheck: limit('limit-recheck') ?? RECHECK,
    opinion: who === undefined ? null : { who, term: limit('limit-opinion') },
  };
}

const USUAL: readonly StepId[] = ['review', 'meeting', 'posting', 'opinion', 'recognition'];

/** The level above checks the list before the meeting. */
const withCheck = (steps: Course['steps'], name: string): Course['steps'] =>
  steps.flatMap((step) => (step.id === 'meeting' ? [{ id: 'check', name } as const, step] : [step]));
