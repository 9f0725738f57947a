/** The round as the commune's own list records it. */
import { isoOf } from '../review/iso-day.ts';
import { chooseRound, RoundError, withDecisions, type Area, type Plan, type Round, type RoundChoice } from '../review/plans.ts';
import { ruledPlan } from '../review/ruled-plan.ts';
import type { RuleSet } from '../review/rules.ts';
import type { Standard } from '../review/standards.ts';
import type { CellValue } from '../review/types.ts';
import { readPlan } from './plan-record.ts';
import { BESIDE_FIELD, besideOf, ROUND_ROW } from './review-rooms.ts';
import { DECIDES_FIELD } from './server-fields.ts';
import type { SharedList } from './shared-list.ts';

export interface RoundReading {
  unit: string;
  year: number | null;
  round: Round | null;
  /** Why there is no round, in words; null if there is one, or if nothing has been recorded yet. */
  problem: string | null;
  /** Why a standard recorded beside the main one is not used now, in words. */
  besideProblem?: string;
}

/**
 * @param confirmed draft standards that may be used.
 * @param rules with what an admin has confirmed of them.
 */
export const readRound = (list: SharedList, confirmed: readonly Standard[] = [], rules?: readonly RuleSet[]): RoundReading =>
  roundOfCells(list.snapshotRow(ROUND_ROW), confirmed, (plan) => readPlan(list, ruledPlan(plan, rules)));

/**
 * @param cells of the round's row.
 * @param copyOf the commune's own copy of its plan.
 */
export function roundOfCells(
  cells: Record<string, CellValue>,
  confirmed: readonly Standard[] = [],
  copyOf: (plan: Plan) => Plan = (plan) => plan,
): RoundReading {
  const unit = String(cells.unit ?? '');
  const choice: RoundChoice = {
    ...(typeof cells.plan === 'string' && cells.plan !== '' && { plan: cells.plan }),
    ...(typeof cells.standard === 'string' && cells.standard !== '' && { standard: cells.standard }),
    ...(typeof cells.year === 'number' && { year: cells.year }),
    ...areaChoice(cells),
  };
  const year = choice.year ?? null;
  if (choice.plan === undefined && year === null) return { unit, year, round: null, problem: null };
  try {
    const shipped = chooseRound(choice, confirmed);
    const plan = copyOf(shipped.plan);
    // Another last day may have another standard in force.
    const round = { ...(plan.to === shipped.lastDay ? shipped : chooseRound({ ...choice, date: plan.to }, confirmed)), plan };
    const beside = withBeside(round, { ...choice, date: round.lastDay }, besideOf(cells[BESIDE_FIELD]), confirmed);
    const decides = cells[DECIDES_FIELD] === 'x' && beside.round;
    return { unit, year: year ?? round.plan.year, problem: null, ...beside, ...(decides && { round: withDecisions(decides) }) };
  } catch (error) {
    if (!(error instanceof RoundError)) throw error;
    return { unit, year, round: null, problem: error.message };
  }
}

/** A standard that cannot be used (any more) does not take the round away from the people who work in it. */
function withBeside(
  round: Round,
  choice: RoundChoice,
  beside: readonly string[],
  confirmed: readonly Standard[],
): Pick<RoundReading, 'round' | 'besideProblem'> {
  if (beside.length === 0) return { round };
  try {
    return { round: { ...chooseRound({ ...choice, beside }, confirmed), plan: round.plan } };
  } catch (error) {
    if (!(error instanceof RoundError)) throw error;
    return { round, besideProblem: error.message };
  }
}

/** Of the round's row: the commune's area, since when, what it was before, and the day whose area counts. Days are written dd/mm/yyyy. */
function areaChoice({ area, areaFrom, areaBefore, areaDay }: Record<string, CellValue>): Partial<RoundChoice> {
  const [from, day] = [isoOf(areaFrom), isoOf(areaDay)];
  return {
    ...(isArea(area) && { area }),
    ...(from !== null && { areaFrom: from }),
    ...(isArea(areaBefore) && { areaBefore }),
    ...(day !== null && { areaDay: day }),
  };
}

const isArea = (value: unknown): value is Area => value === 'rural' || value === 'urban';
