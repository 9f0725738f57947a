/** The months of a year: in which state the review of each month is, and what is due. */
import type { Plan } from '../review/plans.ts';
import type { Deadline } from '../review/working-days.ts';
import type { HouseholdRequest } from './requests.ts';

/** Logged that no request was received. `at` in milliseconds. */
export interface Without {
  text: string;
  by: string;
  at: number;
}

export const MONTH_STATES = {
  ahead: 'chưa tới',
  open: 'chưa ghi',
  none: 'không có giấy đề nghị',
  empty: 'chưa có giấy đề nghị',
  review: 'đang rà soát',
  done: 'xong',
} as const;
export type MonthState = keyof typeof MONTH_STATES;

export interface MonthCounts {
  all: number;
  recognised: number;
  refused: number;
  retracted: number;
  open: number;
  late: number;
}

export interface MonthLine {
  month: number;
  state: MonthState;
  /** Nothing is logged, and the month has passed; or a request is late. */
  isLate: boolean;
  /** Its days. */
  from: string;
  to: string;
  without: Without | null;
  counts: MonthCounts;
  /** The earliest day by which an open request must be decided. */
  due: Deadline | null;
  /** Numbers of its decisions. */
  decisions: readonly string[];
  /** By which day the month's results are reported; null where they are reported with the yearly review. */
  report: string | null;
}

export function countRequests(requests: readonly HouseholdRequest[]): MonthCounts {
  const ended = (kind: NonNullable<HouseholdRequest['outcome']>['kind']): number =>
    requests.filter(({ outcome }) => outcome?.kind === kind).length;
  return {
    all: requests.length,
    recognised: ended('recognised'),
    refused: ended('refused'),
    retracted: ended('retracted'),
    open: requests.filter(({ outcome }) => !outcome).length,
    late: requests.filter(({ isLate }) => isLate).length,
  };
}

/** @param plan of the month, as the rules have it. @param requests of its review; null while it has none. */
export function monthLine(
  plan: Plan,
  requests: readonly HouseholdRequest[] | null,
  without: Without | null,
  today: string,
): Omit<MonthLine, 'month'> {
  const counts = countRequests(requests ?? []);
  const state = stateOf(plan, requests && counts, without, today);
  const due = (requests ?? []).filter(({ outcome }) => !outcome).flatMap((request) => request.due ?? []);
  return {
    state,
    isLate: (state === 'open' || state === 'empty' ? today > plan.to : false) || counts.late > 0,
    ...{ from: plan.from, to: plan.to, without: state === 'none' ? without : null, counts },
    due: due.sort((a, b) => (a.day < b.day ? -1 : 1))[0] ?? null,
    decisions: [...new Set((requests ?? []).flatMap(({ outcome }) => (outcome?.kind === 'recognised' ? [outcome.number] : [])))],
    report: plan.reports[0]?.due ?? null,
  };
}

function stateOf(plan: Pick<Plan, 'from'>, counts: MonthCounts | null, without: Without | null, today: string): MonthState {
  if (counts && counts.all > 0) return counts.open > 0 ? 'review' : 'done';
  if (without) return 'none';
  if (counts) return 'empty';
  return today < plan.from ? 'ahead' : 'open';
}

/** A month can be logged as having had no request from the day on which its review begins. */
export const mayBeWithout = ({ from }: Pick<Plan, 'from'>, today: string): boolean => today >= from;
