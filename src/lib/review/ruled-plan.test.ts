/** The days of yearly and monthly reviews, as the rules in force name them; where none does, they are assumed and said to be. */
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { planWrites } from '../cells/plan-record.ts';
import { ROUND_ROW } from '../cells/review-rooms.ts';
import { readRound } from '../cells/round-record.ts';
import { SharedList } from '../cells/shared-list.ts';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { isoDayOf, monthlyPlan, periodicPlan, planById, type Plan } from './plans.ts';
import { rulesWith, type ConfirmedRule } from './rules-in-force.ts';
import { ruledPlan } from './ruled-plan.ts';

const basis = 'Quyết định số 01/2027/QĐ-TTg, Điều 3';
const time = (entry: string, value: object): ConfirmedRule =>
  ({ rules: 'tt25-2026', part: 'time', entry, basis, value: { when: 'Theo văn bản', ...value } }) as ConfirmedRule;
const CONFIRMED = rulesWith([time('time-during', { from: '31' }), time('time-yearly', { from: '15/8', to: '30/11' })]);
const daysOf = ({ from, to, assumed = false, source }: Plan) => ({ from, to, assumed, source });

it('until 2026 the days are those that the rules name', () => {
  for (const plan of [periodicPlan(2026), monthlyPlan({ year: 2026, month: 2 })]) expect(ruledPlan(plan)).toEqual(plan);
  expect(ruledPlan(monthlyPlan({ year: 2026, month: 2 })).from).toBe('2026-02-15');
});

it('from 2027 they are assumed, until an admin confirms them', () => {
  expect(daysOf(ruledPlan(periodicPlan(2027)))).toMatchObject({ from: '2027-09-01', to: '2027-12-14', assumed: true });
  expect(daysOf(ruledPlan(monthlyPlan({ year: 2027, month: 2 })))).toMatchObject({ from: '2027-02-15', assumed: true });
  expect(daysOf(ruledPlan(periodicPlan(2027), CONFIRMED))).toEqual({ from: '2027-08-15', to: '2027-11-30', assumed: false, source: basis });
  // A short month begins on its last day.
  expect(daysOf(ruledPlan(monthlyPlan({ year: 2027, month: 2 }), CONFIRMED))).toMatchObject({ from: '2027-02-28', to: '2027-02-28' });
});

it('words without days, or days in the wrong order, leave them assumed; a published plan keeps its own', () => {
  for (const value of [{}, { from: '15' }, { from: '01/12', to: '01/10' }, { from: '31/02', to: '01/10' }])
    expect(ruledPlan(periodicPlan(2027), rulesWith([time('time-yearly', value)])).assumed).toBe(true);
  const plan = planById('tra-cu-2023') as Plan;
  expect(ruledPlan(plan)).toBe(plan);
});

it('days that the commune wrote are its own, also when they are the assumed or the ruled ones of another day', () => {
  const list = new SharedList(new Y.Doc(), 'Việt');
  list.set(ROUND_ROW, 'plan', 'dinh-ky-2027');
  const plan = (rules = rulesWith([])): Plan | undefined => readRound(list, [STANDARD_2027], rules).round?.plan;
  expect(plan()).toMatchObject({ from: '2027-09-01', assumed: true });
  list.write(planWrites(ruledPlan(periodicPlan(2027)), { to: '2027-12-20' }));
  expect(plan()).toMatchObject({ to: '2027-12-20', assumed: false });
  // The rules now name other days; the commune chooses the old first day.
  list.write(planWrites(ruledPlan(periodicPlan(2027), CONFIRMED), { from: '2027-09-01' }));
  expect(plan(CONFIRMED)).toMatchObject({ from: '2027-09-01', to: '2027-12-20' });
});

it('a text is a day of a year, or of a month, and not both', () => {
  expect(isoDayOf('1/9', { year: 2027 })).toBe('2027-09-01');
  expect(isoDayOf('15', { year: 2027, month: 3 })).toBe('2027-03-15');
  expect([isoDayOf('15', { year: 2027 }), isoDayOf('15/3', { year: 2027, month: 3 }), isoDayOf('30/02', { year: 2027 })]).toEqual([
    null,
    null,
    null,
  ]);
});
