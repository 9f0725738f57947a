/** Which steps and time limits a round has, by the kind of review that it is. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseRound, monthlyPlan, monthOf, type Plan, type Round } from '../review/plans.ts';
import { rulesWith } from '../review/rules-in-force.ts';
import { courseOf, isLawful } from './course.ts';
import { STEP_IDS, type StepId } from './steps.ts';

const ids = (round: Pick<Round, 'plan' | 'lastDay'>): string[] => courseOf(round).steps.map(({ id }) => id);

it('a monthly review has its own steps and limits: no opinion, a decision within 15 days', () => {
  const monthly = chooseRound({ plan: 'thang-2026-11' });
  expect(ids(monthly)).toEqual(['review', 'meeting', 'posting', 'recognition']);
  expect(courseOf(monthly)).toMatchObject({ opinion: null, decision: { term: { days: 15, unit: 'calendar' }, event: 'started' } });
  const yearly = chooseRound({ year: 2026 });
  expect(ids(yearly)).toEqual(['review', 'meeting', 'posting', 'opinion', 'recognition']);
  expect(courseOf(yearly)).toMatchObject({ opinion: { who: 'Chủ tịch UBND cấp tỉnh' }, decision: null });
});

it('what an admin confirmed of the limit counts', () => {
  const rules = rulesWith([
    {
      rules: 'qd24-2021',
      entry: 'limit-decision',
      part: 'limit',
      value: { days: 15, unit: 'working', event: 'requested' },
      basis: 'Danh mục thủ tục của tỉnh',
    },
  ]);
  expect(courseOf(chooseRound({ plan: 'thang-2026-11' }), rules).decision).toEqual({
    term: { days: 15, unit: 'working' },
    event: 'requested',
  });
});

it('a monthly review of January 2027 falls under the rules of 2027, whose open entries leave the usual course', () => {
  const plan = monthlyPlan({ year: 2027, month: 1 });
  expect(courseOf({ plan, lastDay: plan.to }).steps.map(({ id }) => id)).toEqual(['review', 'meeting', 'posting', 'recognition']);
  const opinion = rulesWith([
    {
      rules: 'tt25-2026',
      entry: 'steps-during',
      part: 'steps',
      value: [
        { step: 'review', name: 'Rà soát' },
        { step: 'opinion', name: 'Xin ý kiến' },
        { step: 'recognition', name: 'Công nhận' },
      ],
      basis: 'Thông tư 25/2026/TT-BNNMT',
    },
  ]);
  expect(courseOf({ plan, lastDay: plan.to }, opinion).steps).toHaveLength(3);
});

it('a monthly plan has its days, and reports from February to September', () => {
  expect(monthlyPlan({ year: 2027, month: 2 })).toMatchObject({ from: '2027-02-15', to: '2027-02-28', reports: [{ due: '2027-03-05' }] });
  expect(monthlyPlan({ year: 2026, month: 12 }).to).toBe('2026-12-31');
  const due = Array.from({ length: 12 }, (_, index) => monthlyPlan({ year: 2027, month: index + 1 }).reports.map((each) => each.due));
  expect(due.map((each) => each.length)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0]);
  expect([monthOf('thang-2027-12'), monthOf('thang-2027-13'), monthOf('dinh-ky-2027')]).toEqual([{ year: 2027, month: 12 }, null, null]);
});

const stepsIn = (plan: string, change: Partial<Plan> = {}): StepId[] => {
  const round = chooseRound({ plan });
  return courseOf({ ...round, plan: { ...round.plan, ...change } }).steps.map(({ id }) => id);
};
const RULED: StepId[] = ['review', 'meeting', 'posting', 'opinion', 'recognition'];
const steps = (...ids: StepId[]): Partial<Plan> => ({ steps: ids.map((step) => ({ step })) });

it('a plan has the steps of the rules, and those it adds', () => {
  expect(stepsIn('bac-kan-2024')).toEqual(RULED);
  expect(stepsIn('tra-cu-2023')).toEqual(['review', 'check', ...RULED.slice(1)]);
  expect(stepsIn('bac-kan-2024', steps('review', 'meeting', 'check', 'posting', 'opinion', 'recognition'))).toContain('check');
});

it('a plan that leaves out a step of the rules, or turns their order, has those of the rules', () => {
  expect(stepsIn('bac-kan-2024', steps('review', 'recognition'))).toEqual(RULED);
  expect(stepsIn('bac-kan-2024', steps('meeting', 'review', 'posting', 'opinion', 'recognition'))).toEqual(RULED);
});

it('whatever a plan says, the round begins with the review, ends with the recognition and has every step of the rules once', () =>
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...STEP_IDS), { maxLength: 8 }), (wanted) => {
      const found = stepsIn('bac-kan-2024', steps(...wanted));
      expect([found[0], found.at(-1)]).toEqual(['review', 'recognition']);
      expect(found.filter((id) => id !== 'check')).toEqual(RULED);
      expect(isLawful(found, RULED)).toBe(true);
    }),
  ));

it('half of those attending agree, or more where the plan asks for it; fewer go back to the review unless it names another step', () => {
  const conditions = (change: Plan['conditions']) => {
    const round = chooseRound({ plan: 'bac-kan-2024' });
    return courseOf({ ...round, plan: { ...round.plan, ...(change && { conditions: change }) } }).conditions;
  };
  expect(conditions(undefined)).toEqual({ agreeing: 50, below: 'review', within: false, quorum: {} });
  const chosen: Plan['conditions'] = { agreeing: 66, below: 'meeting', within: true, quorum: { people: 20, kinds: ['front'] } };
  expect(conditions(chosen)).toEqual(chosen);
  // No step that comes after the meeting, and none that the round does not have.
  expect(conditions({ below: 'posting' }).below).toBe('review');
  expect(conditions({ below: 'check' }).below).toBe('review');
});

it('says the last day of a step where the plan has one', () => {
  const { steps: found, span } = courseOf(chooseRound({ plan: 'hai-duong-2024' }));
  expect(found.find(({ id }) => id === 'review')?.until).toBe('2024-11-15');
  expect(span).toEqual({ from: '2024-09-01', to: '2024-12-14' });
});
