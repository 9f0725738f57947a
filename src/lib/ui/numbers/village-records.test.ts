import * as Y from 'yjs';
import { expect, it } from 'vitest';
import { readVillages, roomWrites } from '$lib/cells/review-rooms.ts';
import { SharedList } from '$lib/cells/shared-list.ts';
import { VILLAGE_COLUMNS } from '$lib/review/village-numbers.ts';
import { authorsOf, spread, typeVillages } from './village-records.ts';

const column = (key: string) => VILLAGE_COLUMNS.find((each) => each.key === key)!;

const writerIn = (row: string, field: string): Promise<string> => Promise.resolve(`ai ghi ${row} ${field}`);

function commune(author = 'Trần Quốc Việt'): SharedList {
  const list = new SharedList(new Y.Doc(), author);
  const villages = ['Thôn 1', 'Thôn 2', 'Thôn 3'].map((name) => ({ id: '', sheet: 'villages' as const, cells: { name } }));
  for (const writes of roomWrites('xa-2023', { unit: 'Xã A', villages, households: [], members: [] }).values()) list.write(writes);
  return list;
}
const cells = (list: SharedList, key: string): unknown[] => readVillages(list).map(({ row }) => row.cells[key] ?? null);

it('reads typed text like the sheet Thôn, and names what it cannot read', async () => {
  const list = commune();
  const [first, second] = readVillages(list);
  expect(
    typeVillages(
      list,
      [
        { village: first!, column: column('households'), text: '1250', seen: null },
        { village: second!, column: column('area'), text: 'nt', seen: null },
      ],
      writerIn,
    ),
  ).toEqual([]);
  expect([cells(list, 'households'), cells(list, 'area')]).toEqual([
    [1250, null, null],
    [null, 'Nông thôn', null],
  ]);
  const [said] = typeVillages(list, [{ village: second!, column: column('poorTarget'), text: 'vài hộ', seen: null }], writerIn);
  expect(await said?.words).toContain("Thôn 2, cột Chỉ tiêu giảm hộ nghèo: 'vài hộ'");
  expect(cells(list, 'poorTarget')).toEqual([null, 'vài hộ', null]);
  // Once the cell is corrected, nothing is to be said about it.
  expect(said?.holds()).toBe(true);
  typeVillages(list, [{ village: second!, column: column('poorTarget'), text: '2', seen: 'vài hộ' }], writerIn);
  expect(said?.holds()).toBe(false);
});

it('reports what somebody else wrote during typing', async () => {
  const list = commune();
  const [first] = readVillages(list);
  list.write([{ row: 'v:thon-1', field: 'persons', value: 300 }]);
  const notices = typeVillages(list, [{ village: first!, column: column('persons'), text: '310', seen: null }], writerIn);
  expect(await Promise.all(notices.map(({ words }) => words))).toEqual([
    'Thôn 1, cột Tổng số nhân khẩu: trong lúc bạn đang ghi, ai ghi v:thon-1 persons đã ghi 300. Ô này nay theo giá trị của bạn.',
  ]);
});

it('accepts a block of a worksheet, but only as many rows as there are villages', () => {
  const list = commune();
  const typed = spread(
    [
      ['80', '300'],
      ['75', '280'],
      ['1', '2'],
    ],
    readVillages(list),
    VILLAGE_COLUMNS,
    { village: 1, column: VILLAGE_COLUMNS.indexOf(column('households')) },
  );
  expect(typeVillages(list, typed, writerIn)).toEqual([]);
  expect([cells(list, 'households'), cells(list, 'persons')]).toEqual([
    [null, 80, 75],
    [null, 300, 280],
  ]);
  // One action, one undo.
  list.undo();
  expect(cells(list, 'households')).toEqual([null, null, null]);
});

it('counts who wrote a list', () => {
  const list = new SharedList(new Y.Doc(), 'Lan');
  list.write([
    { row: 'h:1', field: 'head', value: 'Lò Văn An' },
    { row: 'h:1', field: 'b1', value: 100 },
  ]);
  expect(authorsOf(list)).toEqual([{ author: 'Lan', cells: 2 }]);
});
