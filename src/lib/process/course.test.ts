/** Which steps and time limits a round has, by the kind of review that it is. */
import { expect, it } from 'vitest';
import { chooseRound, monthlyPlan, monthOf, type Round } from '../review/plans.ts';
import { rulesWith } from '../review/rules-in-force.ts';
import { courseOf } from './course.ts';

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
