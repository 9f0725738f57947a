import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnsOf } from './columns.ts';
import { INDICATORS, isIndicator } from './indicators.ts';
import { filledIn, NOT_COUNTED_GROUP, roundColumns } from './round-columns.ts';
import { ND07 } from './standards.ts';

const keys = (
  sheet: 'villages' | 'list01' | 'list02' | 'members',
  indicators: readonly string[],
  filled: readonly string[] = [],
): string[] => roundColumns(sheet, { indicators }, (key) => filled.includes(key)).map(({ key }) => key);

it('for Nghị định 07/2021 are the columns that the lists always had', () => {
  expect(keys('list01', ND07.indicators)).toEqual(
    columnsOf('list01')
      .map(({ key }) => key)
      .filter((key) => key !== 'i13'),
  );
  expect(keys('list02', ND07.indicators)).toEqual(columnsOf('list02').map(({ key }) => key));
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
  const column = roundColumns('list01', { indicators: ['i13', 'i1'] }, filledIn([{ cells: { i2: null } }, { cells: { i2: 'x' } }])).find(
    ({ key }) => key === 'i2',
  );
  expect(column).toMatchObject({ label: 'Người phụ thuộc trong hộ gia đình', group: NOT_COUNTED_GROUP });
});
