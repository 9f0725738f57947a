/**
 * The commune's copy of its round's plan: what it changed stands in the row 'plan' of its own room, reports in rows of their own. What it
 * did not change is as the shipped plan and the rules say. The row names the plan it was made from: changes of another plan do not count.
 */
import { STEPS, type StepId } from '../review/rules.ts';
import { dayText, existsDay, isoOf, yearOf } from '../review/iso-day.ts';
import type { Plan, Report } from '../review/plans.ts';
import type { Attending } from '../review/quorum.ts';
import type { PostedColumn } from '../review/posted-columns.ts';
import type { ServiceKey } from '../review/services.ts';
import type { CellValue } from '../review/types.ts';
import { between, pick, type PlanCells, postedIn, quorumIn, stepIds, TARGET, targetsIn, text, yesNo } from './plan-cells.ts';
import type { CellWrite, SharedList } from './shared-list.ts';

export const PLAN_ROW = 'plan';
export const REPORT_PREFIX = 'report:';
const OF = 'of';
/** On a report's row, before a day: 'x' when the report of that day was sent. */
export const DONE = 'done.';

export function readPlan(list: SharedList, plan: Plan): Plan {
  const cells = list.snapshotRow(PLAN_ROW);
  if (cells[OF] !== plan.id) return plan;
  const [from, to] = [dayIn(cells.from, plan) ?? plan.from, dayIn(cells.to, plan) ?? plan.to];
  const days = { ...plan.days, ...ofSteps(cells, 'day.', (cell) => (cell === '-' ? undefined : (dayIn(cell, plan) ?? undefined))) };
  const names = ofSteps(cells, 'name.', text);
  const steps = stepIds(cells.steps) ?? plan.steps?.map(({ step }) => step);
  const { targets: shippedTargets, ...others } = plan;
  return {
    ...others,
    ...pick('targets', targetsIn(cells, shippedTargets)),
    // Days that the commune wrote are its own, not assumed.
    ...(from <= to && { from, to, assumed: plan.assumed && from === plan.from && to === plan.to }),
    days,
    ...(steps && {
      steps: steps.map((step) => {
        const name = names[step] ?? plan.steps?.find((each) => each.step === step)?.name;
        return { step, ...(name !== undefined && { name }) };
      }),
    }),
    ...pick('opinion', text(cells.opinion) ?? plan.opinion),
    ...pick('places', text(cells.places) ?? plan.places),
    ...pick('shows', postedIn(cells.shows) ?? plan.shows),
    ...pick('visitors', yesNo(cells.visitors) ?? plan.visitors),
    ...pick('live', yesNo(cells.live) ?? plan.live),
    conditions: {
      ...plan.conditions,
      ...pick('agreeing', between(cells.agreeing, 50, 100)),
      ...pick('below', stepIds(cells.below)?.[0]),
      ...pick('within', yesNo(cells.within)),
      ...pick('quorum', quorumIn(cells, plan.conditions?.quorum)),
    },
    team: {
      ...plan.team,
      ...pick('reviewers', between(cells.reviewers, 0, 50)),
      ...pick('communeShare', between(cells.communeShare, 0, 100)),
      ...pick('headReviews', yesNo(cells.headReviews)),
    },
    reports: readReports(list, plan),
  };
}

function readReports(list: SharedList, plan: Plan): Report[] {
  const shipped = plan.reports.flatMap((report) => readReport(list, report.id, report) ?? []);
  const added = list.rows(REPORT_PREFIX).flatMap((row) => {
    const id = row.slice(REPORT_PREFIX.length);
    return plan.reports.some((report) => report.id === id) ? [] : (readReport(list, id) ?? []);
  });
  return [...shipped, ...added];
}

function readReport(list: SharedList, id: string, shipped?: Report): Report | null {
  const cells = list.snapshotRow(REPORT_PREFIX + id);
  const name = text(cells.name) ?? shipped?.name;
  if (name === undefined || cells.gone === 'x') return null;
  const due = isoOf(cells.due) ?? undefined;
  const weekly = typeof cells.weekday === 'number' ? { weekday: cells.weekday, time: text(cells.time) ?? '15:00' } : undefined;
  // A report is due on one day or each week: the one that was written replaces the other.
  const when = weekly ? { weekly } : due !== undefined ? { due } : { ...pick('due', shipped?.due), ...pick('weekly', shipped?.weekly) };
  return {
    id,
    name,
    ...when,
    ...pick('to', text(cells.to) ?? shipped?.to),
    forms: text(cells.forms)?.split(' ') ?? shipped?.forms ?? [],
  };
}

/** What a page may change; null: as the shipped plan says. */
export interface PlanChanges {
  from: string;
  to: string;
  steps: readonly StepId[];
  /** '' for no day. */
  days: Readonly<Partial<Record<StepId, string>>>;
  names: Readonly<Partial<Record<StepId, string>>>;
  opinion: string;
  places: string;
  shows: readonly PostedColumn[];
  visitors: boolean;
  live: boolean;
  agreeing: number;
  below: StepId;
  within: boolean;
  /** null, none: not asked. */
  quorumPeople: number | null;
  quorumShare: number | null;
  quorumKinds: readonly Attending[];
  /** Percent by service; null for none. */
  targets: Readonly<Partial<Record<ServiceKey, number | null>>>;
  reviewers: number;
  communeShare: number;
  headReviews: boolean;
}

/** @param plan as shipped: what is as it says is not written, so that a later version of it counts. */
export function planWrites(plan: Plan, changes: Partial<PlanChanges>): CellWrite[] {
  const { steps, days = {}, names = {}, from, to, below, shows, quorumPeople, quorumShare, quorumKinds, targets = {}, ...others } = changes;
  const fields: [string, CellValue][] = [
    ...dayField('from', from, plan.from),
    ...dayField('to', to, plan.to),
    ...(steps
      ? [
          [
            'steps',
            same(
              steps,
              plan.steps?.map(({ step }) => step),
            )
              ? null
              : steps.join(' '),
          ] as [string, CellValue],
        ]
      : []),
    ...Object.entries(days).map(([step, day]): [string, CellValue] => {
      const shipped = plan.days?.[step as StepId] ?? '';
      return [`day.${step}`, day === shipped ? null : day === '' ? '-' : dayText(day)];
    }),
    ...Object.entries(names).map(([step, name]): [string, CellValue] => [`name.${step}`, name || null]),
    ...(below ? [['below', below] as [string, CellValue]] : []),
    ...(shows ? [['shows', shows.join(' ') || '-'] as [string, CellValue]] : []),
    ...(quorumPeople === undefined ? [] : [['quorumPeople', quorumPeople ?? '-'] as [string, CellValue]]),
    ...(quorumShare === undefined ? [] : [['quorumShare', quorumShare ?? '-'] as [string, CellValue]]),
    ...Object.entries(targets).map(([key, target]): [string, CellValue] => [
      TARGET + key,
      target === (plan.targets?.[key as ServiceKey] ?? null) ? null : (target ?? '-'),
    ]),
    ...(quorumKinds ? [['quorumKinds', quorumKinds.join(' ') || '-'] as [string, CellValue]] : []),
    ...Object.entries(others).map(([field, value]): [string, CellValue] => [
      field,
      typeof value === 'boolean' ? (value ? 'x' : '-') : value === '' ? null : value,
    ]),
  ];
  return [[OF, plan.id] as [string, CellValue], ...fields].map(([field, value]) => ({ row: PLAN_ROW, field, value }));
}

/** @param plan as shipped. */
export function reportWrites(plan: Plan, { id, name, due, weekly, to, forms }: Report): CellWrite[] {
  const cells: Record<string, CellValue> = {
    name,
    due: due === undefined ? null : dayText(due),
    weekday: weekly?.weekday ?? null,
    time: weekly?.time ?? null,
    to: to ?? null,
    forms: forms.join(' ') || null,
    gone: null,
  };
  return [
    { row: PLAN_ROW, field: OF, value: plan.id },
    ...Object.entries(cells).map(([field, value]) => ({ row: REPORT_PREFIX + id, field, value })),
  ];
}

export const dropReport = (plan: Plan, id: string): CellWrite[] => [
  { row: PLAN_ROW, field: OF, value: plan.id },
  { row: REPORT_PREFIX + id, field: 'gone', value: 'x' },
];

/** Everything as the shipped plan says again. */
export const asShipped = (list: SharedList, plan: Plan): CellWrite[] => [
  ...list.fields(PLAN_ROW).map((field) => ({ row: PLAN_ROW, field, value: null })),
  ...[...plan.reports.map(({ id }) => REPORT_PREFIX + id), ...list.rows(REPORT_PREFIX)].flatMap((row) =>
    list
      .fields(row)
      .filter((field) => !field.startsWith(DONE))
      .map((field) => ({ row, field, value: null })),
  ),
];

/** Whether the commune has changed the plan. */
export const isChanged = (list: SharedList, plan: Pick<Plan, 'id'>): boolean => list.get(PLAN_ROW, OF) === plan.id;

/** Days for which a report was sent, by 'REPORT DAY'. */
export const sentReports = (list: SharedList): ReadonlySet<string> =>
  new Set(
    list
      .rows(REPORT_PREFIX)
      .flatMap((row) =>
        list
          .fields(row)
          .flatMap((field) =>
            field.startsWith(DONE) && list.get(row, field) === 'x'
              ? [`${row.slice(REPORT_PREFIX.length)} ${field.slice(DONE.length)}`]
              : [],
          ),
      ),
  );

export const sentWrite = (report: string, day: string, sent: boolean): CellWrite => ({
  row: REPORT_PREFIX + report,
  field: DONE + day,
  value: sent ? 'x' : null,
});

/** Of the plan's own year: the round's standard and ages are those of its last day. */
function dayIn(cell: CellValue | undefined, { year }: Plan): string | null {
  const day = isoOf(cell);
  return day !== null && existsDay(day) && yearOf(day) === year ? day : null;
}

const ofSteps = <T>(cells: PlanCells, prefix: string, read: (cell: CellValue | undefined) => T | undefined): Partial<Record<StepId, T>> =>
  Object.fromEntries(
    (Object.keys(STEPS) as StepId[]).flatMap((step) => {
      const cell = cells[prefix + step];
      return cell === undefined || cell === null ? [] : [[step, read(cell)]];
    }),
  ) as Partial<Record<StepId, T>>;

const dayField = (field: string, day: string | undefined, shipped: string): [string, CellValue][] =>
  day === undefined ? [] : [[field, day === shipped ? null : dayText(day)]];

const same = (a: readonly string[], b: readonly string[] = []): boolean => a.join(' ') === b.join(' ');
