import { expect, it } from 'vitest';
import { ND07, STANDARDS, standardOn } from './standards.ts';

it('the national standard in force is chosen by its scope, not by the limits it happens to have', () => {
  const bands = { rural: 10_000_000, urban: 12_000_000 };
  const provincial = { ...ND07, id: 'tinh', scope: 'province' as const };
  const national = { ...ND07, id: 'quoc-gia', wellOffLimit: bands };
  expect(standardOn('2023-12-14', [provincial, national])?.id).toBe('quoc-gia');
  expect(standardOn('2023-12-14', [provincial])).toBeUndefined();
  expect(standardOn('2030-12-14', [national])).toBeUndefined();
});

it('only one national standard is in force at a time', () => {
  const national = STANDARDS.filter(({ scope }) => scope === 'nation');
  for (const { from, to } of national)
    for (const day of [from, to]) expect(national.filter((one) => one.from <= day && day <= one.to)).toHaveLength(1);
});
