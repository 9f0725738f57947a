import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnsOf, DECIDED, DECIDED_WHY } from './columns.ts';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { INDICATORS, isIndicator, runsOf } from './indicators.ts';
import { filledIn, NOT_COUNTED_GROUP, roundColumns, surveyOf } from './round-columns.ts';
import { ND07 } from './standards.ts';

const keys = (
  sheet: 'villages' | 'list01' | 'list02' | 'members',
  indicators: readonly string[],
  filled: readonly string[] = [],
): string[] => roundColumns(sheet, { ...ND07, indicators }, (key) => filled.includes(key)).map(({ key }) => key);

/** Scores and incomes that only other standards ask. */
const ELSEWHERE = ['b1New', 'b1Own', 'incomeYear'];

it('for Nghị định 07/2021 are the columns that the lists always had', () => {
  expect(keys('list01', ND07.indicators)).toEqual(
    columnsOf('list01')
      .filter(({ optional }) => !optional)
      .map(({ key }) => key)
      .filter((key) => !['i13', 'i14', ...ELSEWHERE, DECIDED, DECIDED_WHY].includes(key)),
  );
  expect(keys('list02', ND07.indicators)).toEqual(
    columnsOf('list02')
      .filter(({ optional }) => !optional)
      .map(({ key }) => key)
      .filter((key) => !ELSEWHERE.includes(key)),
  );
  expect(keys('villages', ND07.indicators)).toEqual(['name', 'area', 'households', 'persons', 'minorityHouseholds']);
  expect(keys('villages', ND07.indicators, ['poorTarget'])).toContain('poorTarget');
});

it("keep the counted indicators adjacent, in the standard's order, and lose no filled column", () => {
  const all = INDICATORS.map(({ key }) => key);
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: 1 }), fc.subarray(all), (indicators, filled) => {
      const shown = keys('list01', indicators, filled).filter(isIndicator);
      expect(shown.slice(0, indicators.length)).toEqual(indicators);
      expect(shown.slice(indicators.length)).toEqual(filled.filter((key) => !indicators.includes(key)));
    }),
  );
});

it('separate what the round does not count', () => {
  const column = roundColumns(
    'list01',
    { ...ND07, indicators: ['i13', 'i1'] },
    filledIn([{ cells: { i2: null } }, { cells: { i2: 'x' } }]),
  ).find(({ key }) => key === 'i2');
  expect(column).toMatchObject({ label: 'Người phụ thuộc trong hộ gia đình', group: NOT_COUNTED_GROUP });
});

it('of several standards stand once each, those that not all count under the name of who does', () => {
  const shown = roundColumns('list01', surveyOf({ standard: ND07, beside: [STANDARD_2027] })).filter(({ key }) => isIndicator(key));
  expect(shown.map(({ key }) => key)).toEqual([...ND07.indicators, 'i13']);
  expect(shown.slice(-2).map(({ key, group }) => [key, group])).toEqual([
    ['i12', 'Chỉ tính theo chuẩn 2022-2025'],
    ['i13', 'Chỉ tính theo chuẩn 2027-2030'],
  ]);
});

it('of one standard may stand apart among those of others: each run of them is counted', () => {
  const indicators = STANDARD_2027.indicators;
  expect(runsOf(indicators, [...ND07.indicators, 'i13'])).toEqual([indicators.slice(0, -1), ['i13']]);
  expect(runsOf(indicators)).toEqual([indicators]);
});
