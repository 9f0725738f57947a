import { expect, it } from 'vitest';
import { KnownUnits, OFFERED } from './known-units.svelte.ts';

const known = new KnownUnits();
known.take([
  ['19', '', 'Tỉnh Thái Nguyên'],
  ['01', '', 'Thành phố Hà Nội'],
  ['01849', '19', 'Xã Hoà Bình'],
  ['01850', '19', 'Xã Yên Hòa'],
  ['00175', '01', 'Phường Yên Hoà'],
  ['00200', '01', 'Phường Tân Lập'],
  ['00201', '01', 'Phường Tân Lạp'],
  ...Array.from({ length: 80 }, (_, i): [string, string, string] => [`1${String(i).padStart(4, '0')}`, '19', `Xã Số ${i}`]),
]);
const names = (text: string, province = ''): string[] => known.searchCommunes(text, province).map(({ name }) => name);

it('finds by a part of the name, whatever the tone position or letter case, and without marks', () => {
  expect(names('hòa bình')).toEqual(['Xã Hoà Bình']);
  expect(names('YÊN HOÀ').sort()).toEqual(['Phường Yên Hoà', 'Xã Yên Hòa']);
  expect(names('yen hoa', '01')).toEqual(['Phường Yên Hoà']);
  expect(names('tân lập')).toEqual(['Phường Tân Lập']);
  expect(names('tan lap')).toEqual(['Phường Tân Lạp', 'Phường Tân Lập']);
  expect(known.searchProvinces('ha noi').map(({ code }) => code)).toEqual(['01']);
  expect(names('không có')).toEqual([]);
});

it('offers a whole name first, and no more than can be looked through', () => {
  expect(names('số 7')[0]).toBe('Xã Số 7');
  expect(names('')).toHaveLength(OFFERED);
  expect(known.searchCommunes('hoa binh', '')[0]).toMatchObject({ code: '01849', within: 'Tỉnh Thái Nguyên' });
});
