import { expect, it } from 'vitest';
import { Classifier } from './classify.ts';
import { RURAL } from './columns.ts';
import { chooseRound } from './plans.ts';
import type { CellValue, Row } from './types.ts';
import { together, type Side } from './together.ts';

const classifier = new Classifier(chooseRound({ year: 2023 }), [{ id: 'v:1', sheet: 'villages', cells: { name: 'Thôn 1', area: RURAL } }]);
const household = (cells: Record<string, CellValue>): Row => ({
  id: 'h:1',
  sheet: 'list01',
  cells: { village: 'Thôn 1', lastYear: 'Hộ nghèo', ...cells },
});
const side = (author: string, field: string, before: CellValue | undefined, now: CellValue): Side => ({
  author,
  cells: [{ field, before, now }],
});

it('asks when both together give a result that neither gives alone', () => {
  // Before: 150 points and 2 indicators. Lan lowers the points, Thành finds a third indicator.
  const found = together(classifier, household({ b1: 130, i1: 'x', i2: 'x', i3: 'x' }), [
    side('Lan', 'b1', 150, 130),
    side('Thành', 'i3', null, 'x'),
  ]);
  expect(found).toEqual({
    alone: ['Hộ cận nghèo; Hộ nghèo trở thành hộ cận nghèo', 'Không nghèo; Thoát nghèo, vượt chuẩn cận nghèo'],
    both: 'Hộ nghèo; Hộ nghèo cũ',
    asks: true,
  });
});

it('does not ask when one of them alone gives the same, or neither changes anything', () => {
  expect(
    together(classifier, household({ b1: 130, i1: 'x', i2: 'x', i3: 'x' }), [side('Lan', 'b1', 120, 130), side('Thành', 'i3', null, 'x')])
      ?.asks,
  ).toBe(false);
  expect(
    together(classifier, household({ b1: 190, i1: 'x', i2: 'x', i3: 'x' }), [side('Lan', 'b1', 180, 190), side('Thành', 'i3', null, 'x')])
      ?.asks,
  ).toBe(false);
});

it('guesses nothing when a value before is not known', () => {
  expect(
    together(classifier, household({ b1: 130, i3: 'x' }), [side('Lan', 'b1', undefined, 130), side('Thành', 'i3', null, 'x')]),
  ).toBeNull();
});
