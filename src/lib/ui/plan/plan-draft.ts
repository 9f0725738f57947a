/** What a person changes of the plan in the form, and what of it is new. */
import type { PlanChanges } from '$lib/cells/plan-record.ts';
import { isLawful, type Course } from '$lib/process/course.ts';
import { placesFor } from '$lib/process/plan-change.ts';
import { STEP_IDS, type StepId } from '$lib/process/steps.ts';
import { formatNumber, readNumber } from '$lib/review/cell-number.ts';
import type { Plan } from '$lib/review/plans.ts';
import type { PostedColumn } from '$lib/review/posted-columns.ts';
import type { Attending } from '$lib/review/quorum.ts';
import { SERVICE_KEYS, SERVICES, type ServiceKey } from '$lib/review/services.ts';
import { tidy } from '$lib/review/text.ts';

export interface PlanDraft {
  from: string;
  to: string;
  /** The order, joined by spaces: the value of a choice. */
  steps: string;
  days: Partial<Record<StepId, string>>;
  names: Partial<Record<StepId, string>>;
  opinion: string;
  places: string;
  shows: PostedColumn[];
  visitors: boolean;
  live: boolean;
  agreeing: number;
  below: StepId;
  within: boolean;
  /** null for an empty box. */
  quorumPeople: number | null;
  quorumShare: number | null;
  quorumKinds: Attending[];
  /** As typed, '63,5': a browser's number box reads the comma by the browser's language. '' for none. */
  targets: Record<ServiceKey, string>;
}

/** @param plan as the commune has it now. */
export const draftOf = (plan: Plan, { steps, conditions: { quorum, ...conditions }, opinion }: Course): PlanDraft => ({
  from: plan.from,
  to: plan.to,
  steps: steps.map(({ id }) => id).join(' '),
  days: Object.fromEntries(steps.map(({ id, until }) => [id, until ?? ''])),
  names: Object.fromEntries(steps.map(({ id, name }) => [id, name])),
  opinion: opinion?.who ?? '',
  places: plan.places ?? '',
  shows: plan.shows ?? [],
  visitors: plan.visitors ?? false,
  live: plan.live ?? false,
  ...conditions,
  quorumPeople: quorum.people ?? null,
  quorumShare: quorum.share ?? null,
  quorumKinds: quorum.kinds ?? [],
  targets: Object.fromEntries(SERVICE_KEYS.map((key) => [key, targetText(plan.targets?.[key])])) as Record<ServiceKey, string>,
});

const targetText = (target: number | undefined): string => (target === undefined ? '' : formatNumber(target, false));

/** Percent; null for an empty box, NaN for what is no percentage or may mean two numbers. */
function targetIn(typed: string): number | null {
  const text = tidy(typed).replace(/\s*%$/, '');
  if (text === '') return null;
  const { value } = readNumber({ min: 0, max: 100 }, text, text);
  return typeof value === 'number' ? value : Number.NaN;
}

/** Only what differs from before: what nobody changed stays as the shipped plan and the rules say. */
export function changesIn(before: PlanDraft, after: PlanDraft): Partial<PlanChanges> {
  const changed = <K extends keyof PlanDraft>(key: K): boolean => before[key] !== after[key];
  const parts = (key: 'days' | 'names'): Partial<Record<StepId, string>> =>
    Object.fromEntries(
      Object.entries(after[key]).flatMap(([step, value]) => {
        const text = tidy(value ?? '');
        return text === (before[key][step as StepId] ?? '') ? [] : [[step, text]];
      }),
    );
  const [days, names] = [parts('days'), parts('names')];
  const targets = SERVICE_KEYS.flatMap((key): [ServiceKey, number | null][] => {
    const target = targetIn(after.targets[key]);
    return target === targetIn(before.targets[key]) ? [] : [[key, target]];
  });
  return {
    ...(changed('from') && { from: after.from }),
    ...(changed('to') && { to: after.to }),
    // A name belongs to a step that the plan itself lists.
    ...((changed('steps') || Object.keys(names).length > 0) && { steps: after.steps.split(' ') as StepId[] }),
    ...(Object.keys(days).length > 0 && { days }),
    ...(Object.keys(names).length > 0 && { names }),
    ...(changed('opinion') && { opinion: tidy(after.opinion) }),
    ...(changed('places') && { places: tidy(after.places) }),
    ...(before.shows.join() !== after.shows.join() && { shows: after.shows }),
    ...(changed('visitors') && { visitors: after.visitors }),
    ...(changed('live') && { live: after.live }),
    ...(changed('agreeing') && { agreeing: after.agreeing }),
    ...(changed('below') && { below: after.below }),
    ...(changed('within') && { within: after.within }),
    ...(changed('quorumPeople') && { quorumPeople: after.quorumPeople }),
    ...(changed('quorumShare') && { quorumShare: after.quorumShare }),
    ...(targets.length > 0 && { targets: Object.fromEntries(targets) }),
    ...(before.quorumKinds.join() !== after.quorumKinds.join() && { quorumKinds: after.quorumKinds }),
  };
}

/** The orders that the round may have: the rules' own, and each with one more step in a lawful place. */
export function ordersFor(ruled: readonly StepId[]): { value: string; added: StepId | null; before: StepId | null }[] {
  const added = STEP_IDS.filter((id) => !ruled.includes(id));
  return [
    { value: ruled.join(' '), added: null, before: null },
    ...added.flatMap((step) =>
      placesFor(step, ruled, (order) => isLawful(order, ruled)).map((order) => ({
        value: order.join(' '),
        added: step,
        before: order[order.indexOf(step) + 1] ?? null,
      })),
    ),
  ];
}

/** Why the draft cannot be kept, in words; '' when it can. */
export function draftProblem(
  { from, to, days, agreeing, quorumPeople, quorumShare, targets }: PlanDraft,
  { year }: Pick<Plan, 'year'>,
): string {
  const inYear = (day: string): boolean => day.startsWith(`${year}-`);
  if (!inYear(from) || !inYear(to))
    return `Ngày đầu và ngày cuối của đợt phải trong năm ${year}: bộ chuẩn và tuổi của mọi người tính theo ngày cuối.`;
  if (from > to) return 'Ngày bắt đầu đợt phải trước ngày cuối.';
  if (Object.values(days).some((day) => day && (day < from || day > to))) return 'Ngày cuối của mỗi bước phải trong thời gian của đợt.';
  if (!(agreeing >= 50 && agreeing <= 100)) return 'Tỷ lệ đồng ý tại cuộc họp phải từ 50 % đến 100 %: quy định là ít nhất 50 %.';
  if (quorumPeople !== null && !(Number.isInteger(quorumPeople) && quorumPeople >= 1 && quorumPeople <= 10_000))
    return 'Số người dự họp ít nhất phải là số nguyên từ 1 trở lên, hoặc để trống.';
  if (quorumShare !== null && !(quorumShare >= 1 && quorumShare <= 100))
    return 'Tỷ lệ hộ trong danh sách có đại diện dự họp phải từ 1 % đến 100 %, hoặc để trống.';
  const wrong = SERVICES.find(({ key }) => Number.isNaN(targetIn(targets[key])));
  if (wrong) return `Chỉ tiêu ${wrong.short}, '${targets[wrong.key]}': phải là số từ 0 đến 100, như 63,5, hoặc để trống.`;
  return '';
}
