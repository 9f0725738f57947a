import { expect, it } from 'vitest';
import { classifyAll } from '../review/classify.ts';
import { isPostedColumn, POSTED_COLUMNS } from '../review/posted-columns.ts';
import { columnOf, DECIDED, DECIDED_WHY } from '../review/columns.ts';
import { chooseRound } from '../review/plans.ts';
import type { CellValue, Row } from '../review/types.ts';
import { postedGroups } from './posted.ts';

const three = { i1: 'x', i2: 'x', i3: 'x' };
const household = (id: string, cells: Record<string, CellValue>): Row => ({
  id,
  sheet: 'list01',
  cells: { village: 'Thôn 3', head: `Hộ ${id}`, size: 3, cccd: '006012345678', income: 900_000, note: 'ốm', ...cells },
});
const listOf = (decided: Record<string, CellValue> = {}) =>
  classifyAll(
    {
      unit: 'Xã Nông Thượng',
      villages: [{ id: 'v', sheet: 'villages', cells: { name: 'Thôn 3', area: 'Nông thôn' } }],
      households: [
        household('a', { lastYear: 'Hộ nghèo', b1: 100, ...three }),
        household('b', { lastYear: 'Hộ nghèo', b1: 100 }),
        household('c', { lastYear: 'Hộ cận nghèo', b1: 200, ...decided }),
      ],
      members: [],
    },
    chooseRound({ year: 2025 }),
  );
const groups = (decided: Record<string, CellValue> = {}) =>
  postedGroups(listOf(decided)).map(({ name, persons, households }) => [name, persons, households.map(({ head }) => head)]);

it('has the four lists, with households and persons', () =>
  expect(groups()).toEqual([
    ['Hộ nghèo', 3, ['Hộ a']],
    ['Hộ cận nghèo', 3, ['Hộ b']],
    ['Hộ thoát nghèo', 3, ['Hộ b']],
    ['Hộ thoát cận nghèo', 3, ['Hộ c']],
  ]));

it('shows what the meeting decided', () => {
  expect(groups({ [DECIDED]: 'Hộ cận nghèo', [DECIDED_WHY]: 'Nhà mới cháy' })).toEqual([
    ['Hộ nghèo', 3, ['Hộ a']],
    ['Hộ cận nghèo', 6, ['Hộ b', 'Hộ c']],
    ['Hộ thoát nghèo', 3, ['Hộ b']],
    ['Hộ thoát cận nghèo', 0, []],
  ]);
});

it('shows what the commune has chosen of the closed list, none of which is personal', () => {
  expect(postedGroups(listOf(), ['size', 'lastYear'])[0]?.households).toEqual([
    { row: 'a', head: 'Hộ a', move: expect.any(String) as string, more: ['3', 'Hộ nghèo'] },
  ]);
  for (const key of POSTED_COLUMNS) expect(columnOf('list01', key)).toMatchObject({ key });
  for (const key of POSTED_COLUMNS) expect(columnOf('list01', key)?.personal).toBeUndefined();
  expect(['cccd', 'birth', 'income', 'phone', 'b1', 'note'].some(isPostedColumn)).toBe(false);
});

it('shows nothing that a notice does not', () => {
  const text = JSON.stringify(postedGroups(listOf({ [DECIDED]: 'Hộ cận nghèo', [DECIDED_WHY]: 'ốm' })));
  for (const hidden of ['006012345678', '900000', 'ốm', '100', '200']) expect(text).not.toContain(hidden);
});
