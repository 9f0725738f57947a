import { expect, it } from 'vitest';
import { chooseRound } from '../review/plans.ts';
import { WorkingDays } from '../review/working-days.ts';
import type { Act } from './acts.ts';
import { courseOf, isLawful } from './course.ts';
import { placesFor, planChange } from './plan-change.ts';
import type { StepId } from './steps.ts';

const RULED: StepId[] = ['review', 'meeting', 'posting', 'opinion', 'recognition'];
const round = chooseRound({ plan: 'bac-kan-2024' });
const courseWith = (...ids: StepId[]) => courseOf({ ...round, plan: { ...round.plan, steps: ids.map((step) => ({ step })) } });
const act = (id: string, wanted: Pick<Act, 'kind' | 'data'>): Act => ({ ...wanted, id, village: '', by: '', at: 0, hash: '' }) as Act;
const reviewed = act('1', { kind: 'reviewed', data: {} });
const met = act('2', {
  kind: 'met',
  data: {
    day: '2024-10-01',
    place: '',
    chair: '',
    secretary: '',
    committee: 1,
    bodies: 0,
    front: 0,
    reviewers: 0,
    listed: 0,
    others: 0,
    agreeing: 1,
    text: '',
  },
});
const villages = [
  { id: 'a', acts: [] },
  { id: 'b', acts: [reviewed] },
  { id: 'c', acts: [reviewed, met] },
];
const calendar = { today: '2024-11-01', days: new WorkingDays() };

it('says which villages have passed a new step, and which one now stands before it', () =>
  expect(planChange(courseWith(...RULED), courseWith('review', 'check', ...RULED.slice(1)), villages, calendar)).toEqual({
    passed: [{ step: 'check', villages: ['c'] }],
    moved: [{ village: 'b', from: 'meeting', to: 'check' }],
  }));

it('says which village leaves a step that the plan loses', () =>
  expect(planChange(courseWith('review', 'check', ...RULED.slice(1)), courseWith(...RULED), villages, calendar)).toEqual({
    passed: [],
    moved: [{ village: 'b', from: 'check', to: 'meeting' }],
  }));

it('a check may come before or after the meeting, nowhere else', () =>
  expect(placesFor('check', RULED, (order) => isLawful(order, RULED)).map((order) => order.indexOf('check'))).toEqual([1, 2]));
