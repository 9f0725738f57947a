import { expect, it } from 'vitest';
import type { Row } from './types.ts';
import { classifyAll } from './classify.ts';
import { chooseRound } from './plans.ts';
import { sumsOf, targetDoubt, VILLAGE_COLUMNS } from './village-numbers.ts';

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

it('a target of more households than are poor is doubted, with their number; one that can be met is not', () => {
  const row = (id: string, cells: Row['cells']): Row => ({
    id,
    sheet: 'list01',
    cells: { code: id, village: 'Thôn 1', size: 3, ...cells },
  });
  const classified = (...households: Row[]) =>
    classifyAll(
      { unit: '', villages: [{ id: 'v', sheet: 'villages', cells: { name: 'Thôn 1', area: 'Nông thôn' } }], households, members: [] },
      chooseRound({ year: 2023 }),
    );
  const list = classified(
    row('1', { lastYear: 'Hộ nghèo', b1: 100, i1: 'x', i2: 'x', i3: 'x' }),
    row('2', { lastYear: 'Hộ nghèo', b1: 300 }),
    row('3', { lastYear: 'Hộ nghèo', change: 'Chuyển đến', b1: 300 }),
    row('4', {}),
  );
  expect(targetDoubt('poorTarget', 2, list)).toBe('');
  expect(targetDoubt('poorTarget', 3, list)).toBe('Nhiều hơn số hộ nghèo đầu năm trong danh sách của thôn: 2 hộ. Hãy xem lại.');
  // The fourth has no class yet.
  expect(targetDoubt('poorTargetNext', 2, list)).toBe('');
  expect(targetDoubt('poorTargetNext', 3, list)).toMatch(/cuối năm .*: 2 hộ/);
  expect(targetDoubt('households', 9, list)).toBe('');
  expect(targetDoubt('poorTarget', 'vài hộ', list)).toBe('');
  expect(targetDoubt('poorTarget', 9, classified())).toBe('');
});
