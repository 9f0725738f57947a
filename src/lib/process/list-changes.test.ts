import { expect, it } from 'vitest';
import { classifyAll, type Classified } from '../review/classify.ts';
import { chooseRound } from '../review/plans.ts';
import type { CellValue, Row } from '../review/types.ts';
import { listChanges } from './list-changes.ts';

const household = (id: string, b1: number, cells: Record<string, CellValue> = {}): Row => ({
  id,
  sheet: 'list01',
  cells: { code: id, village: 'Thôn 3', head: `Hộ ${id}`, size: 3, lastYear: 'Hộ nghèo', b1, i1: 'x', i2: 'x', i3: 'x', ...cells },
});
const member = (id: string, code: string, name: string): Row => ({ id, sheet: 'members', cells: { code, name } });
const listOf = (households: Row[], members: Row[] = []): Classified =>
  classifyAll(
    {
      unit: 'Xã Nông Thượng',
      villages: [{ id: 'v', sheet: 'villages', cells: { name: 'Thôn 3', area: 'Nông thôn' } }],
      households,
      members,
    },
    chooseRound({ year: 2025 }),
  );

it('tells cells, members and results of each household, and households that came or went', () => {
  const before = listOf(
    [household('a', 100), household('b', 100), household('c', 100)],
    [member('m1', 'a', 'Lan'), member('m2', 'a', 'Bình')],
  );
  const after = listOf([household('a', 180, { i3: null }), household('b', 100), household('d', 90)], [member('m1', 'a', 'Lân')]);
  expect(listChanges(before, after)).toEqual([
    {
      id: 'a',
      head: 'Hộ a',
      kind: 'changed',
      cells: [
        { label: 'Kết quả', before: 'Hộ nghèo', after: 'Không nghèo' },
        { label: 'Điểm B1', before: '100', after: '180' },
        { label: expect.any(String) as string, before: 'có', after: 'không' },
        { label: 'Lân, Họ và tên', before: 'Lan', after: 'Lân' },
        { label: 'Thành viên', before: 'Bình', after: '' },
      ],
    },
    { id: 'd', head: 'Hộ d', kind: 'added', cells: [] },
    { id: 'c', head: 'Hộ c', kind: 'gone', cells: [] },
  ]);
  expect(listChanges(after, after)).toEqual([]);
});
