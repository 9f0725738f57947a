/** The days of a yearly or monthly review, as the rules in force on its last day name them. */
import { isoDayOf, monthOf, type Plan } from './plans.ts';
import { entriesOn, rulesOn } from './rules-in-force.ts';
import type { EntryOf, RuleSet } from './rules.ts';

/** A published plan has days of its own; a yearly or monthly one is made from the rules. */
const isMade = ({ id, year }: Pick<Plan, 'id' | 'year'>): boolean => monthOf(id) !== null || id === `dinh-ky-${year}`;

/**
 * @param plan as shipped: its days are those of Quyết định 24/2021/QĐ-TTg. Where the rules in force name none, these stay and are a draft
 * (`assumed`).
 */
export function ruledPlan(plan: Plan, rules?: readonly RuleSet[]): Plan {
  if (!isMade(plan)) return plan;
  const entry = timeOf(plan, rules);
  const days = entry?.value ? daysBy(entry.value, plan) : null;
  if (!days) return { ...plan, assumed: true };
  return { ...plan, ...days, ...(entry?.certainty === 'confirmed' && { source: entry.source }) };
}

/** In each set: when the review of this kind is held. */
function timeOf({ to, procedure = 'yearly' }: Plan, rules?: readonly RuleSet[]): EntryOf<'time'> | undefined {
  const set = rulesOn(to, rules);
  return set && entriesOn(set, 'time', to).find(({ id }) => id === `time-${procedure}`);
}

/** Of a month only its first day is a rule: it lasts to the month's end. */
function daysBy({ from, to }: NonNullable<EntryOf<'time'>['value']>, plan: Plan): Pick<Plan, 'from' | 'to'> | null {
  const month = monthOf(plan.id);
  const first = from && isoDayOf(from, month ?? { year: plan.year });
  const last = month ? plan.to : to && isoDayOf(to, { year: plan.year });
  return first && last && first <= last ? { from: first, to: last } : null;
}
