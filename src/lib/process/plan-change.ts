/** What a change of the plan means for villages that are on their way: said before it is written. */
import type { Act } from './acts.ts';
import type { Course } from './course.ts';
import { standingOf, type Calendar } from './standing.ts';
import type { StepId } from './steps.ts';

export interface PlanChange {
  /** Steps that the plan gains, with the villages that have passed their place already: they are not asked of those. */
  passed: { step: StepId; villages: string[] }[];
  /** Villages whose open step becomes another one. */
  moved: { village: string; from: StepId; to: StepId | null }[];
}

/** @param villages each with its acts. */
export function planChange(
  before: Course,
  after: Course,
  villages: readonly { id: string; acts: readonly Act[] }[],
  calendar: Calendar,
): PlanChange {
  const order = after.steps.map(({ id }) => id);
  const added = order.filter((id) => !before.steps.some((step) => step.id === id));
  const now = villages.map(({ id, acts }) => ({ id, was: standingOf(acts, calendar, before), is: standingOf(acts, calendar, after) }));
  return {
    passed: added.flatMap((step) => {
      const past = now.filter(({ is }) => !is.closed.has(step) && (is.step === null || order.indexOf(is.step) > order.indexOf(step)));
      return past.length > 0 ? [{ step, villages: past.map(({ id }) => id) }] : [];
    }),
    moved: now.flatMap(({ id, was, is }) =>
      was.step !== null && was.step !== is.step ? [{ village: id, from: was.step, to: is.step }] : [],
    ),
  };
}

/** The orders in which a round may have these steps of the rules and one more; without it first. */
export function placesFor(step: StepId, ruled: readonly StepId[], isLawful: (order: readonly StepId[]) => boolean): StepId[][] {
  const others = ruled.filter((id) => id !== step);
  const orders = Array.from({ length: others.length + 1 }, (_, at) => [...others.slice(0, at), step, ...others.slice(at)]);
  return orders.filter(isLawful);
}
