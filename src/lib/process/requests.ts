/**
 * Households' requests in a monthly review: which of them come onto the list, what becomes of each, and by when. All is read from the acts
 * and from where their villages stand.
 */
import { CLASSES, codeOf, NOT_POOR } from '../review/formula-columns.ts';
import type { Classified } from '../review/classify.ts';
import { NEAR_POOR, POOR } from '../review/columns.ts';
import { limitIn } from '../review/limits.ts';
import type { Plan } from '../review/plans.ts';
import type { Standard } from '../review/standards.ts';
import type { Deadline } from '../review/working-days.ts';
import type { Act, ActData, ActOf, RequestKind } from './acts.ts';
import type { Course } from './course.ts';
import { liveActs, type Calendar, type Standing } from './standing.ts';

/** Whether Phiếu A keeps a household off the list: it meets too many criteria of being better off. */
export const isTurnedDown = (data: Pick<ActData<'requested'>, 'ask' | 'formA'>, standard: Standard): boolean =>
  data.ask === 'enter' && data.formA !== undefined && data.formA >= (limitIn(standard, 'NGUONG_PHIEU_A', 'rural') ?? Infinity);

/** Somebody may have it reviewed against Phiếu A, with a reason. */
export const isToList = (data: Pick<ActData<'requested'>, 'ask' | 'formA' | 'why'>, standard: Standard): boolean =>
  !isTurnedDown(data, standard) || data.why !== '';

const RANKS: readonly unknown[] = [NOT_POOR, NEAR_POOR, POOR];
const rank = (result: unknown): number => RANKS.indexOf(result);

/** Whether a result grants what was asked: poorer than before for who asks to be listed, better off for who asks to leave. */
export const isGranted = (ask: RequestKind, result: unknown, before: unknown): boolean =>
  rank(result) >= 0 && (ask === 'enter' ? rank(result) > Math.max(0, rank(before)) : rank(result) < rank(before));

export type Outcome =
  | { kind: 'recognised'; day: string; number: string; result: string }
  | { kind: 'refused'; day: string; number: string; text: string }
  | { kind: 'retracted'; day: string; text: string };

export interface HouseholdRequest {
  act: ActOf<'requested'>;
  /** Of this month: in the order of their receipt here; a number that was taken back is not given again. */
  number: number;
  outcome: Outcome | null;
  /** Still open, and it will not be granted: a written answer is owed. */
  isOwed: boolean;
  /** The last day of the decision, or of the refusal in writing. */
  due: Deadline | null;
  /** Open after that day, or closed after it. */
  isLate: boolean;
}

/** What is known of one village of the review. */
export interface VillageFacts {
  standing: Pick<Standing, 'step' | 'closed'>;
  /** null where its list is not here. */
  classified: Classified | null;
}

export interface MonthScene {
  plan: Pick<Plan, 'from'>;
  course: Pick<Course, 'decision'>;
  calendar: Calendar;
  village: (id: string) => VillageFacts | undefined;
}

/** @param all every act of the review, in their order. */
export function requestsOf(all: readonly Act[], scene: MonthScene): HouseholdRequest[] {
  const live = new Set(liveActs(all).map(({ id }) => id));
  const later = liveActs(all);
  return all
    .filter((act) => act.kind === 'requested')
    .map((act, index) => ({ act, number: index + 1 }))
    .filter(({ act }) => live.has(act.id))
    .map(({ act, number }) => {
      const facts = scene.village(act.village);
      const outcome = answerTo(act, later) ?? (facts ? recognisedOf(act, facts) : null);
      const due = dueOf(act.data, scene);
      return {
        ...{ act, number, outcome, due },
        isOwed: outcome === null && (act.data.listed === 'no' || (facts !== undefined && mayRefuse(act.data, facts))),
        isLate: due !== null && (outcome?.day ?? scene.calendar.today) > due.day,
      };
    });
}

function answerTo({ id }: Act, acts: readonly Act[]): Outcome | null {
  const answer = acts.find((act) => (act.kind === 'refused' || act.kind === 'retracted') && act.data.of === id);
  if (answer?.kind === 'retracted') return { kind: 'retracted', day: answer.data.day, text: answer.data.text };
  return answer?.kind === 'refused' ? { kind: 'refused', day: answer.data.day, number: answer.data.number, text: answer.data.text } : null;
}

function recognisedOf({ data }: ActOf<'requested'>, facts: VillageFacts): Outcome | null {
  const decision = facts.standing.closed.get('recognition');
  if (facts.standing.step !== null || decision?.kind !== 'recognised' || data.listed === 'no') return null;
  const { result, before } = resultOf(data.household, facts);
  return isGranted(data.ask, result, before)
    ? { kind: 'recognised', day: decision.data.day, number: decision.data.number, result: String(result) }
    : null;
}

/** Once the meeting has agreed on the list, a household whose result is not what it asked for can be answered. */
export const mayRefuse = (data: ActData<'requested'>, facts: VillageFacts): boolean => {
  if (data.listed === 'no') return true;
  const { result, before } = resultOf(data.household, facts);
  return facts.standing.closed.has('meeting') && facts.classified !== null && !isGranted(data.ask, result, before);
};

/** The result of this review, and the one before it. */
export function resultOf(household: string, { classified }: Pick<VillageFacts, 'classified'>): { result: unknown; before: unknown } {
  const row = classified?.data.households.find(({ id }) => id === household);
  const found = classified?.results.get(household)?.class;
  return { result: codeOf(CLASSES, found) ? found : null, before: row?.cells.lastYear };
}

function dueOf({ day }: ActData<'requested'>, { plan, course, calendar: { days } }: MonthScene): Deadline | null {
  const { decision } = course;
  return decision && days.lastDay(decision.event === 'requested' ? day : plan.from, decision.term);
}
