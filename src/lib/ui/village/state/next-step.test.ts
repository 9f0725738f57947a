import { expect, it } from 'vitest';
import type { Entry } from '$lib/cells/entry.ts';
import { rowOf } from '$lib/grid/testing.ts';
import { chooseRound } from '$lib/review/plans.ts';
import { nextStep } from './next-step.ts';

const ROUND = chooseRound({ year: 2023 });
const two: readonly Entry[] = [
  { value: 73, author: 'Lan', at: 1 },
  { value: 153, author: 'Thành', at: 1 },
];
const done = rowOf('1', { head: 'A', b1: 90 });
const unscored = rowOf('2', { head: 'B' }, { results: { missing: 'Điểm B1; ' } });
const wrong = rowOf(
  '3',
  { head: 'C', b1: 90, birth: 'hôm qua' },
  { problems: { birth: { severity: 'error', code: 'not-a-date', text: 'không phải ngày' } } },
);
const disputed = rowOf('4', { head: 'D', b1: 73 }, { conflicts: { b1: two } });

it('has nothing to say of a list where all is written', () => expect(nextStep([done], undefined, ROUND)).toBeNull());

it('leads from one household that lacks something to the next, and to the first again after the last', () => {
  const rows = [done, unscored, wrong];
  expect(nextStep(rows, undefined, ROUND)).toEqual({ kind: 'missing', count: 2, place: { row: '2', field: 'b1' } });
  expect(nextStep(rows, '2', ROUND)).toEqual({ kind: 'missing', count: 2, place: { row: '3', field: 'birth' } });
  expect(nextStep(rows, '3', ROUND)?.place.row).toBe('2');
});

it('asks to settle first', () =>
  expect(nextStep([unscored, disputed], '2', ROUND)).toEqual({ kind: 'conflict', count: 1, place: { row: '4', field: 'b1' } }));
