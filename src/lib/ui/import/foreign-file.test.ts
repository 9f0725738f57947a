import { expect, it } from 'vitest';
import { confirmationOf, newVillages, otherCommune } from './foreign-file.ts';

it('a file of another commune is named, one that names none or is spelled differently is not', () => {
  expect(otherCommune('Xã Tân Lạp', 'Xã Tân Lập')).toBe('Xã Tân Lạp');
  expect([otherCommune('Xã Hoà Bình', 'Xã Hòa Bình'), otherCommune('', 'Xã A'), otherCommune('Xã A', '')]).toEqual(['', '', '']);
});

it('counts as new only the villages written that the list does not have', () => {
  const village = (id: string, name: string) => ({ id, sheet: 'villages' as const, cells: { name } });
  const current = { unit: '', villages: [village('v:thon-1', 'Thôn 1')], households: [], members: [] };
  const writes = [
    village('v:thon-1', 'Thôn 1'),
    village('v:thon-2', 'Thôn 2'),
    { id: 'h:1', sheet: 'list01' as const, cells: { head: 'A' } },
  ];
  expect(newVillages(current, { writes })).toEqual(['Thôn 2']);
});

it('asks for a confirmation if the file names another commune, or all its villages are new to a commune that has some', () => {
  const own = { otherUnit: '', unit: 'Xã A', isEmpty: false, villages: ['Thôn 1', 'Thôn 9'], newVillages: ['Thôn 9'] };
  expect(confirmationOf(own)).toBe('');
  expect(confirmationOf({ ...own, otherUnit: 'Xã B' })).toBe('Đúng là ghi danh sách của Xã B vào sổ của Xã A');
  const foreign = { ...own, villages: ['Thôn 9'] };
  expect(confirmationOf(foreign)).toBe('Đúng là thêm 1 thôn mới vào sổ của Xã A: không thôn nào của tệp đang có trong xã');
  expect([confirmationOf({ ...foreign, isEmpty: true }), confirmationOf({ ...foreign, villages: null })]).toEqual(['', '']);
  expect(confirmationOf({ ...own, villages: [], newVillages: [] })).toBe('');
});
