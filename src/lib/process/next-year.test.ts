import { expect, it } from 'vitest';
import { isB1 } from '../review/b1-tables.ts';
import { classifyAll } from '../review/classify.ts';
import { CAUSES, columnsOf, DECIDED, DECIDED_WHY } from '../review/columns.ts';
import { isIndicator } from '../review/indicators.ts';
import { chooseRound } from '../review/plans.ts';
import type { CellValue, Row } from '../review/types.ts';
import { ANEW, KEPT, nextYear, villageNumbersIn } from './next-year.ts';

const household = (id: string, cells: Record<string, CellValue>): Row => ({
  id: `h:${id}`,
  sheet: 'list01',
  cells: { village: 'Thôn 3', code: id, head: `Hộ ${id}`, ethnic: 'Tày', size: 3, note: 'ghi chú cũ', ...cells },
});
const three = { i1: 'x', i2: 'x', i3: 'x', c1: 'x' };
const LIST = classifyAll(
  {
    unit: 'Xã Nông Thượng',
    villages: [{ id: 'v', sheet: 'villages', cells: { name: 'Thôn 3', area: 'Nông thôn' } }],
    households: [
      household('poor', { lastYear: 'Hộ cận nghèo', b1: 100, ...three }),
      household('left', { lastYear: 'Hộ nghèo', b1: 200 }),
      household('kept', { lastYear: 'Hộ nghèo', b1: 200, [DECIDED]: 'Hộ cận nghèo', [DECIDED_WHY]: 'Nhà mới cháy' }),
      household('gone', { lastYear: 'Hộ nghèo', b1: 90, change: 'Chuyển đi', ...three }),
      household('open', { lastYear: 'Hộ nghèo' }),
    ],
    members: [{ id: 'm:1', sheet: 'members', cells: { code: 'poor', name: 'Nông Thị A', birth: '01/02/2015', notInSchool: 'x' } }],
  },
  chooseRound({ year: 2025 }),
);
const cellsOf = (row: string, withAll = false) =>
  Object.fromEntries(nextYear(LIST, withAll).writes.flatMap((write) => (write.row === row ? [[write.field, write.value]] : [])));

it('keeps who a household is and its result, and none of its scores', () =>
  expect(cellsOf('h:poor')).toEqual({
    code: 'poor',
    head: 'Hộ poor',
    ethnic: 'Tày',
    size: 3,
    sheet: 'list01',
    lastYear: 'Hộ nghèo',
    formerly: 'Hộ cận nghèo',
    order: 0,
  }));

it('keeps members without what was found about them', () =>
  expect(cellsOf('m:1')).toEqual({ code: 'poor', name: 'Nông Thị A', birth: '01/02/2015', order: 0 }));

it('leaves out who has left, and names whose result is open', () => {
  const next = nextYear(LIST, false);
  expect([next.households, next.open.map(({ id }) => id)]).toEqual([2, ['h:open']]);
  expect(cellsOf('h:left', true)).toMatchObject({ sheet: 'list02', formerly: 'Hộ nghèo' });
  expect(cellsOf('h:gone', true)).toEqual({});
});

it('has the result that the meeting decided', () => {
  expect(cellsOf('h:kept')).toMatchObject({ sheet: 'list01', lastYear: 'Hộ cận nghèo', formerly: 'Hộ nghèo' });
  expect(Object.keys(cellsOf('h:kept'))).not.toContain(DECIDED);
});

it('every column is either kept or written anew', () => {
  const keys = (['list01', 'list02', 'members'] as const).flatMap((sheet) => columnsOf(sheet).map(({ key }) => key));
  const scores = (key: string): boolean => isIndicator(key) || isB1(key) || CAUSES.some(([cause]) => cause === key);
  expect(keys.filter((key) => !KEPT.has(key) && !ANEW.has(key) && !scores(key))).toEqual([]);
  expect([...KEPT].filter((key) => ANEW.has(key) || scores(key))).toEqual([]);
});

const later = (row: Row, result: string, members: Row[] = []) => ({
  ...{ review: 'thang-3', village: 'thon-3', household: row, members, result, day: '2026-03-28', number: '7' },
});

it('takes what a later decision recognised instead of this round’s result, and households that this round does not have', () => {
  const poor = household('poor', { lastYear: 'Hộ nghèo' });
  const since = [later(poor, 'Hộ cận nghèo'), later(household('new', {}), 'Hộ nghèo', [{ ...LIST.data.members[0]!, id: 'm:2' }])];
  const writes = nextYear(LIST, false, since).writes;
  const of = (row: string) => Object.fromEntries(writes.flatMap((write) => (write.row === row ? [[write.field, write.value]] : [])));
  expect(of('h:poor')).toMatchObject({ lastYear: 'Hộ cận nghèo', formerly: 'Hộ nghèo', order: 0 });
  expect(of('h:new')).toMatchObject({ lastYear: 'Hộ nghèo', code: 'new', order: 2 });
  expect(of('m:2')).toMatchObject({ name: 'Nông Thị A' });
  const left = nextYear(LIST, false, [later(household('poor', { lastYear: 'Hộ nghèo' }), 'Không nghèo')]);
  expect(left.households).toBe(1);
  // A result that this round left open is settled by the later one.
  const settled = nextYear(LIST, false, [later(household('open', { lastYear: 'Hộ nghèo' }), 'Hộ nghèo')]);
  expect([settled.households, settled.open]).toEqual([3, []]);
});

it('a target set for next year is that year’s, and nothing in a later one', () => {
  const cells = { households: 80, householdsLastYear: 78, poorTarget: 2, poorTargetNext: 3 };
  expect(villageNumbersIn(cells, 2025, 2026)).toEqual({ householdsLastYear: 80, poorTarget: 3 });
  expect(villageNumbersIn(cells, 2025, 2025)).toEqual({ householdsLastYear: 78, poorTarget: 2, poorTargetNext: 3 });
  expect(villageNumbersIn(cells, 2023, 2026)).toEqual({});
});
