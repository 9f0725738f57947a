import { expect, it } from 'vitest';
import { columnsOf } from '$lib/review/columns.ts';
import { CARD_TABS, fieldsOf, tabsOf } from './card-tabs.ts';

it.each(['list01', 'list02'] as const)('every column of %s stands on one leaf of the card', (sheet) => {
  const shown = CARD_TABS.flatMap(({ id }) => fieldsOf(sheet, id).map((column) => column.key));
  expect([...shown].sort()).toEqual(columnsOf(sheet).map((column) => column.key).filter((key) => key !== 'village').sort());
});

it('has no leaf for indicators where the list has none', () => {
  expect(tabsOf('list01').map(({ id }) => id)).toEqual(['formA', 'b1', 'b2', 'members', 'other']);
  expect(tabsOf('list02').map(({ id }) => id)).toEqual(['formA', 'b1', 'members', 'other']);
});
