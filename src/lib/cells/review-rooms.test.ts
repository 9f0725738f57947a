import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import type { ReviewData } from '../review/types.ts';
import { villageId, villageSlug } from '../review/village.ts';
import { LOCKED_FIELD, readReview, roomWrites } from './review-rooms.ts';
import { SharedList } from './shared-list.ts';

const data: ReviewData = {
  unit: 'Xã Nông Thượng',
  villages: [
    { id: 'r1', sheet: 'villages', cells: { name: 'Thôn 1', area: 'Nông thôn', households: 90, persons: 400 } },
    { id: 'r2', sheet: 'villages', cells: { name: 'Thôn Nà Đán', households: 60, persons: null } },
  ],
  households: [
    { id: 'x9', sheet: 'list01', cells: { code: '010', head: 'Bàn Văn A', village: 'Thôn 1', b1: 120 } },
    { id: 'h:x1', sheet: 'list02', cells: { code: '002', head: 'Lý Thị B', village: 'Thôn  Nà Đán' } },
    { id: 'x3', sheet: 'list01', cells: { code: '003', head: 'Triệu C' } },
  ],
  members: [
    { id: 'm1', sheet: 'members', cells: { code: '002', name: 'Lý Thị B' } },
    { id: 'm2', sheet: 'members', cells: { code: '999', name: 'Không rõ' } },
  ],
};

describe('village ids', () => {
  it('are plain lower case and never the commune room', () => {
    expect(villageSlug('Thôn 1')).toBe('thon-1');
    expect(villageSlug('  Thôn Nà Đán ')).toBe('thon-na-dan');
    expect(villageSlug('Tổ dân phố số 10')).toBe('to-dan-pho-so-10');
    expect(villageSlug('Xá')).toBe('thon-xa');
    expect(villageSlug('…')).toBe('thon');
  });

  it('differ where the spelling differs, and are the same for one name on every device', () => {
    expect(['Thôn 1', 'Tổ dân phố số 10', 'Ban Lan', 'Khu phố 3'].map(villageId)).toEqual([
      'thon-1',
      'to-dan-pho-so-10',
      'ban-lan',
      'khu-pho-3',
    ]);
    const names = [
      'Bản Lan',
      'Bản Lân',
      'Bản Làn',
      'Bản Lấn',
      'Nà Đán',
      'Nà Dán',
      'Thôn Dân',
      'Thôn Dan',
      'Buôn Ƀlang',
      'Buôn lang',
      'Xá',
      `${'Rất dài '.repeat(10)}A`,
      `${'Rất dài '.repeat(10)}B`,
    ];
    expect(new Set(names.map(villageId)).size).toBe(names.length);
    for (const id of names.map(villageId)) expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,70}$/);
    expect(new Set(['Tân Hòa', 'TÂN HOÀ', 'Tân  Hòa'.normalize('NFD')].map(villageId)).size).toBe(1);
  });

  it('are unique', () => {
    const twice = { ...data, villages: [data.villages[0]!, { ...data.villages[0]!, cells: { name: 'Thon 1' } }] };
    expect([...roomWrites('r', twice).keys()]).toContain('r.thon-1-2');
  });
});

describe('rooms', () => {
  it('are written and read back without losing a household', () => {
    const rooms = roomWrites('nong-thuong-2023', data, { year: 2023, plan: 'a' });
    expect([...rooms.keys()].sort()).toEqual([
      `nong-thuong-2023.${villageId('Chưa rõ thôn')}`,
      'nong-thuong-2023.thon-1',
      `nong-thuong-2023.${villageId('Thôn Nà Đán')}`,
      'nong-thuong-2023.xa',
    ]);
    const lists = new Map(
      [...rooms].map(([room, writes]) => {
        const list = new SharedList(new Y.Doc(), 'nhập');
        list.write(writes);
        return [room.slice('nong-thuong-2023.'.length), list] as const;
      }),
    );
    const commune = lists.get('xa')!;
    expect(commune.snapshotRow('round')).toEqual({ unit: 'Xã Nông Thượng', year: 2023, plan: 'a' });
    expect(lists.get('thon-1')!.get('h:x9', 'village')).toBeNull();
    const back = readReview(commune, lists);
    expect(back.unit).toBe(data.unit);
    expect(back.villages.map((row) => [row.id, row.cells])).toEqual([
      ['v:thon-1', { name: 'Thôn 1', area: 'Nông thôn', households: 90, persons: 400 }],
      [`v:${villageId('Thôn Nà Đán')}`, { name: 'Thôn Nà Đán', households: 60 }],
      [`v:${villageId('Chưa rõ thôn')}`, { name: 'Chưa rõ thôn' }],
    ]);
    expect(back.households.map((row) => [row.id, row.sheet, row.cells.code, row.cells.village])).toEqual([
      ['h:x9', 'list01', '010', 'Thôn 1'],
      ['h:x1', 'list02', '002', 'Thôn Nà Đán'],
      ['h:x3', 'list01', '003', 'Chưa rõ thôn'],
    ]);
    expect(back.members.map((row) => row.cells.name)).toEqual(['Lý Thị B', 'Không rõ']);
    expect(back.households[0]!.cells).toEqual({ code: '010', head: 'Bàn Văn A', b1: 120, village: 'Thôn 1' });
  });

  it('keep a lock out of the sheet Thôn', () => {
    const commune = new SharedList(new Y.Doc(), 'xã');
    commune.write([...(roomWrites('r', data).get('r.xa') ?? []), { row: 'v:thon-1', field: LOCKED_FIELD, value: 'x' }]);
    expect(readReview(commune, new Map()).villages[0]?.cells).toEqual({ name: 'Thôn 1', area: 'Nông thôn', households: 90, persons: 400 });
  });
});
