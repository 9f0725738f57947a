import { expect, it } from 'vitest';
import { courseOf } from '$lib/process/course.ts';
import { chooseRound } from '$lib/review/plans.ts';
import { changesIn, draftOf, draftProblem, ordersFor, type PlanDraft } from './plan-draft.ts';

const round = chooseRound({ plan: 'bac-kan-2024' });
const before = draftOf(round.plan, courseOf(round));
const after = (change: Partial<PlanDraft>): PlanDraft => ({ ...before, ...change });

it('only what somebody changed is written', () => {
  expect(changesIn(before, before)).toEqual({});
  expect(changesIn(before, after({ to: '2024-11-30', agreeing: 60, opinion: ' Ông  A ' }))).toEqual({
    to: '2024-11-30',
    agreeing: 60,
    opinion: 'Ông A',
  });
  expect(changesIn(before, after({ targets: { ...before.targets, school: '' } }))).toEqual({ targets: { school: null } });
  expect(changesIn(before, after({ days: { ...before.days, review: '2024-10-31' } }))).toEqual({ days: { review: '2024-10-31' } });
});

it('a step that gets a name of its own stands in the plan’s list of steps', () =>
  expect(changesIn(before, after({ names: { ...before.names, meeting: 'Họp thôn' } }))).toEqual({
    names: { meeting: 'Họp thôn' },
    steps: ['review', 'meeting', 'posting', 'opinion', 'recognition'],
  }));

it('offers the steps that the rules do not have, where they are lawful', () => {
  expect(ordersFor(['review', 'meeting', 'posting', 'opinion', 'recognition']).map(({ added, before: next }) => [added, next])).toEqual([
    [null, null],
    ['check', 'meeting'],
    ['check', 'posting'],
  ]);
  // A monthly review may ask for an opinion, too.
  expect(ordersFor(['review', 'meeting', 'posting', 'recognition']).map(({ value }) => value)).toContain(
    'review meeting posting opinion recognition',
  );
});

it('says what cannot be', () => {
  expect(draftProblem(before, round.plan)).toBe('');
  expect(draftProblem(after({ to: '2025-01-10' }), round.plan)).toContain('trong năm 2024');
  expect(draftProblem(after({ from: '2024-12-01', to: '2024-11-01' }), round.plan)).toContain('trước ngày cuối');
  expect(draftProblem(after({ days: { review: '2024-08-01' } }), round.plan)).toContain('trong thời gian của đợt');
  expect(draftProblem(after({ agreeing: 40 }), round.plan)).toContain('50 %');
  expect(draftProblem(after({ targets: { ...before.targets, school: '101' } }), round.plan)).toContain("'101'");
});

it('percentages are read as they are written in Vietnam, never by the language of the browser', () => {
  expect(before.targets.toilet).toBe('63,5');
  const typed = (toilet: string): PlanDraft => after({ targets: { ...before.targets, toilet } });
  for (const [text, target] of [
    ['6,5', 6.5],
    ['6.5 %', 6.5],
    ['100', 100],
    ['0', 0],
  ] as const) {
    expect(draftProblem(typed(text), round.plan), text).toBe('');
    expect(changesIn(before, typed(text)), text).toEqual({ targets: { toilet: target } });
  }
  expect(changesIn(before, typed('63.5'))).toEqual({});
  for (const text of ['abc', '-5', '150', '1e2', '1-5', '63,555'])
    expect(draftProblem(typed(text), round.plan), text).toContain(`'${text}'`);
});
