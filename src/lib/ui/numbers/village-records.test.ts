import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { readReview, readVillages, roomWrites, villagesAside } from '$lib/cells/review-rooms.ts';
import { SharedList } from '$lib/cells/shared-list.ts';
import { VILLAGE_COLUMNS } from '$lib/review/village-numbers.ts';
import { villageId } from '$lib/review/village.ts';
import { addVillage, authorsOf, moveVillage, nameProblem, renameVillage, setAside, spread, typeVillages } from './village-records.ts';

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
  const said = await Promise.all(
    typeVillages(list, [{ village: second!, column: column('poorTarget'), text: 'vài hộ', seen: null }], writerIn),
  );
  expect(said).toEqual([expect.stringContaining("Thôn 2, cột Chỉ tiêu giảm hộ nghèo: 'vài hộ'")]);
  expect(cells(list, 'poorTarget')).toEqual([null, 'vài hộ', null]);
});

it('reports what somebody else wrote during typing', async () => {
  const list = commune();
  const [first] = readVillages(list);
  list.write([{ row: 'v:thon-1', field: 'persons', value: 300 }]);
  expect(
    await Promise.all(typeVillages(list, [{ village: first!, column: column('persons'), text: '310', seen: null }], writerIn)),
  ).toEqual(['Thôn 1, cột Tổng số nhân khẩu: trong lúc bạn đang ghi, ai ghi v:thon-1 persons đã ghi 300. Ô này nay theo giá trị của bạn.']);
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

const NA_LAN = villageId('Nà Lan');

describe('the villages', () => {
  const commune = (): SharedList => {
    const list = new SharedList(new Y.Doc(), 'Việt');
    for (const name of ['Thôn 1', 'Nà Lan']) addVillage(list, name);
    return list;
  };
  const names = (list: SharedList): string[] => readVillages(list).map(({ name }) => name);

  it('are added after the others, with an id of their own, never twice', () => {
    const list = commune();
    expect(addVillage(list, ' Nà  Lân ')).toMatch(/^na-lan-[0-9a-z]+$/);
    expect(names(list)).toEqual(['Thôn 1', 'Nà Lan', 'Nà Lân']);
    expect(nameProblem(list, 'THÔN 01')).toBe('Đã có THÔN 01.');
    expect(nameProblem(list, ' ')).not.toBe('');
    expect(nameProblem(list, 'Nà Làn')).toBe('');
  });

  it('keep their list under another name and in another position', () => {
    const list = commune();
    renameVillage(list, { id: NA_LAN }, 'Thôn Nà Lan');
    expect(nameProblem(list, 'Thôn Nà Lan', NA_LAN)).toBe('');
    moveVillage(list, NA_LAN, -1);
    expect(readVillages(list).map(({ id, name }) => [id, name])).toEqual([
      [NA_LAN, 'Thôn Nà Lan'],
      ['thon-1', 'Thôn 1'],
    ]);
    moveVillage(list, NA_LAN, -1);
    expect(names(list)).toEqual(['Thôn Nà Lan', 'Thôn 1']);
    const village = new SharedList(new Y.Doc(), 'Lan');
    village.write([{ row: 'h:1', field: 'head', value: 'Lò Văn An' }]);
    expect(readReview(list, new Map([[NA_LAN, village]])).households.map(({ cells }) => cells.village)).toEqual(['Thôn Nà Lan']);
  });

  it('are put aside whole, count nowhere, and come back unchanged', () => {
    const list = commune();
    const village = new SharedList(new Y.Doc(), 'Lan');
    village.write([
      { row: 'h:1', field: 'head', value: 'Lò Văn An' },
      { row: 'h:1', field: 'b1', value: 100 },
    ]);
    const lists = new Map([[NA_LAN, village]]);
    setAside(list, { id: NA_LAN }, true);
    expect(names(list)).toEqual(['Thôn 1']);
    expect(villagesAside(list).map(({ name }) => name)).toEqual(['Nà Lan']);
    expect(readReview(list, lists)).toMatchObject({ households: [], villages: [{ id: 'v:thon-1' }] });
    expect(nameProblem(list, 'Nà Lan')).toContain('đang được cất');
    expect(authorsOf(village)).toEqual([{ author: 'Lan', cells: 2 }]);
    setAside(list, { id: NA_LAN }, false);
    expect(names(list)).toEqual(['Thôn 1', 'Nà Lan']);
    expect(readReview(list, lists).households).toHaveLength(1);
  });
});
