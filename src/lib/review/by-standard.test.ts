import { expect, it } from 'vitest';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { marksOf } from './by-standard.ts';
import { countedBy } from './indicators.ts';
import { ND07 } from './standards.ts';

it('two indicators with one number are told apart by the mark of their standard', () => {
  const both = [ND07, STANDARD_2027];
  const named = ['i12', 'i13'].map((key) => [countedBy(both, key)?.number, marksOf(both, key)]);
  expect(named).toEqual([
    [12, '2022'],
    [12, '2027'],
  ]);
});

it('an indicator that all count, or the only standard, has no mark', () => {
  expect(marksOf([ND07, STANDARD_2027], 'i1')).toBe('');
  expect(marksOf([ND07], 'i12')).toBe('');
  expect(marksOf([ND07], 'i13')).toBe('');
});
