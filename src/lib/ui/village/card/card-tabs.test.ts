import { expect, it } from 'vitest';
import { STANDARD_2027 } from '../../../../../tests/fixtures/confirmed-2027.ts';
import { roundColumns, type Survey } from '$lib/review/round-columns.ts';
import { ND07 } from '$lib/review/standards.ts';
import { CARD_TABS, fieldsOf, headingOf, shownColumns, tabsOf } from './card-tabs.ts';

it.each(['list01', 'list02'] as const)('every column of %s stands on one leaf of the card', (sheet) => {
  const shown = CARD_TABS.flatMap(({ id }) => fieldsOf(sheet, id, ND07).map((column) => column.key));
  expect([...shown].sort()).toEqual(
    roundColumns(sheet, ND07)
      .map((column) => column.key)
      .filter((key) => key !== 'village')
      .concat(sheet === 'list01' ? ['houseArea'] : [])
      .sort(),
  );
});

it('asks what an indicator is hinted from, under it, where the indicator is counted', () => {
  const keys = (survey: Survey, cells = {}): string[] => fieldsOf('list01', 'b2', survey, cells).map(({ key }) => key);
  expect(keys(ND07).slice(7, 9)).toEqual(['i8', 'houseArea']);
  const without = { ...ND07, indicators: ND07.indicators.filter((key) => key !== 'i8') };
  expect(keys(without)).not.toContain('houseArea');
  expect(fieldsOf('list01', 'household', without, { houseArea: 30 }).map(({ key }) => key)).toContain('houseArea');
  const ofMembers = (survey: Survey): string[] => shownColumns('members', survey, {}).map(({ key }) => key);
  expect(ofMembers(ND07)).toEqual(expect.arrayContaining(['schooling', 'allowance']));
  expect(ofMembers({ ...ND07, indicators: ['i1'] })).not.toContain('schooling');
});

it('has no leaf for indicators where the list has none', () => {
  expect(tabsOf('list01', ND07).map(({ id }) => id)).toEqual(['household', 'formA', 'b1', 'b2', 'members']);
  expect(tabsOf('list02', ND07).map(({ id }) => id)).toEqual(['household', 'formA', 'b1', 'members']);
});

it('asks the indicators of the round, and shows one that it does not count only where it is written', () => {
  const keys = (cells = {}): string[] => fieldsOf('list01', 'b2', STANDARD_2027, cells).map(({ key }) => key);
  expect(keys().filter((key) => key !== 'houseArea')).toEqual(STANDARD_2027.indicators);
  expect(keys({ i12: 'x' }).filter((key) => key !== 'houseArea')).toEqual([...STANDARD_2027.indicators, 'i12']);
});

it('stands every field of a household under a heading that is there once', () => {
  for (const tab of ['household', 'formA', 'b2'] as const) {
    const found = fieldsOf('list01', tab, ND07).map(headingOf);
    expect(found).not.toContain(undefined);
    // Fields of one heading follow each other.
    expect(found.filter((heading, at) => heading !== found[at - 1])).toEqual([...new Set(found)]);
  }
});
