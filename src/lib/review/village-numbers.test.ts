import { expect, it } from 'vitest';
import type { Row } from './types.ts';
import { sumsOf, VILLAGE_COLUMNS } from './village-numbers.ts';

it('contains all that the forms take from the sheet Thôn, also what the blank template lacks', () => {
  expect(VILLAGE_COLUMNS.map(({ key }) => key)).toEqual([
    'area',
    'areaFrom',
    'areaBefore',
    'households',
    'persons',
    'minorityHouseholds',
    'householdsLastYear',
    'poorTarget',
    'poorTargetNext',
  ]);
});

it('sums what is given, and names the villages that give nothing or no number', () => {
  const villages: Pick<Row, 'cells'>[] = [
    { cells: { name: 'Thôn 1', households: 80, poorTarget: 0, persons: 'ba trăm' } },
    { cells: { name: 'Thôn 2', households: null, persons: 120 } },
    { cells: { name: 'Thôn 3', households: 45, persons: -4 } },
  ];
  expect(sumsOf(villages).map(({ column, sum, without }) => [column.key, sum, without])).toEqual([
    ['households', 125, ['Thôn 2']],
    ['persons', 120, ['Thôn 1', 'Thôn 3']],
    ['minorityHouseholds', null, ['Thôn 1', 'Thôn 2', 'Thôn 3']],
    ['householdsLastYear', null, ['Thôn 1', 'Thôn 2', 'Thôn 3']],
    // A target of 0 is a target.
    ['poorTarget', 0, ['Thôn 2', 'Thôn 3']],
    ['poorTargetNext', null, ['Thôn 1', 'Thôn 2', 'Thôn 3']],
  ]);
});
