import { expect, it } from 'vitest';
import { kimSonFacts } from '../../../tests/fixtures/paper-facts.ts';
import { RULES } from '../review/rules-in-force.ts';
import type { PaperFacts } from './paper.ts';
import { NO_RECORD } from './testing.ts';
import { MINUTES } from './values/minutes.ts';
import { warningsOf } from './warnings.ts';

it('warns of a form that is out of force on the day of the paper, by the dated rules', () => {
  const facts = kimSonFacts({ today: '2026-12-30' });
  const on = (day: string, of: PaperFacts = facts): string[] => warningsOf(MINUTES, of, { ...NO_RECORD, day });
  expect(on('2026-12-31')).toEqual([]);
  expect(on('')).toEqual([]);
  const [warning] = on('2027-01-01');
  expect(warning).toContain('Phụ lục V (Thông tư 07/2021/TT-BLĐTBXH');
  expect(warning).toContain('đến hết ngày 31/12/2026');
  expect(warning).toContain('ngày 01/01/2027, theo Thông tư 25/2026/TT-BNNMT');
  expect(on('', { ...facts, today: '2027-01-04' })[0]).toContain('Hôm nay là ngày 04/01/2027');
  // Only the dates of the rules decide.
  const longer = RULES.map((set) => (set.to === undefined ? { ...set, from: '2028-01-01' } : { ...set, to: '2027-12-31' }));
  expect(on('2027-01-01', { ...facts, rules: longer })).toEqual([]);
});
