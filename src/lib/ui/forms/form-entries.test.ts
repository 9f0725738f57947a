import { expect, it } from 'vitest';
import { STANDARD_2027 } from '../../../../tests/fixtures/confirmed-2027.ts';
import { chooseRound } from '$lib/review/plans.ts';
import { formEntries } from './form-entries.ts';

const ONE = chooseRound({ year: 2026 });
const BOTH = chooseRound({ year: 2026, beside: [STANDARD_2027.id] }, [STANDARD_2027]);
const tabs = (...args: Parameters<typeof formEntries>): string[] => formEntries(...args).map(({ tab }) => tab);

it('a round of one standard has its forms, under their own names', () => {
  expect(tabs(ONE, [])).toContain('7.1');
  expect(formEntries(ONE, []).filter(({ kind }) => kind === 'passage')).toEqual([]);
  expect(tabs(ONE, [], STANDARD_2027.id)).toEqual(tabs(ONE, []));
});

it('a round of two has those of the chosen one, named for it, and the passages with either', () => {
  expect(tabs(BOTH, [])).toEqual([...tabs(ONE, []), 'Chuyển chuẩn (2027)', 'DS chuyển chuẩn (2027)']);
  const other = formEntries(BOTH, [], STANDARD_2027.id);
  expect(other.find(({ id }) => id === '7.1')).toMatchObject({ tab: '7.1 (2027)', number: 'Mẫu 7.1 (2027)', kind: 'summary' });
  expect(other.filter(({ kind }) => kind === 'passage').map(({ tab }) => tab)).toEqual(['Chuyển chuẩn (2027)', 'DS chuyển chuẩn (2027)']);
});
