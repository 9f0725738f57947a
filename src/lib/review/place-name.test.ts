import { expect, it } from 'vitest';
import { isSameCommune, isSameProvince } from './place-name.ts';

it.each([
  ['Xã Hòa Bình', 'Xã Hoà Bình', true],
  ['Xã Hòa Bình', 'xã  hòa bình'.normalize('NFD'), true],
  ['Xã Nông Thượng', 'XA NONG THUONG', true],
  ['Phường 03', 'Phường 3', true],
  ['Xã Tân Lập', 'Xã Tân Lạp', false],
  ['Xã Hòa Bình', 'Phường Hòa Bình', false],
])('communes %s and %s: %s', (a, b, same) => {
  expect([isSameCommune(a, b), isSameCommune(b, a)]).toEqual([same, same]);
});

it.each([
  ['Tỉnh Đắk Nông', 'Đắk Nông', true],
  ['TP. Hồ Chí Minh', 'thành phố Hồ Chí Minh', true],
  ['Tỉnh Khánh Hòa', 'Khánh Hoà', true],
  ['TINH BAC KAN', 'Tỉnh Bắc Kạn', true],
  ['Hà Nam', 'Hà Nội', false],
])('provinces %s and %s: %s', (a, b, same) => {
  expect([isSameProvince(a, b), isSameProvince(b, a)]).toEqual([same, same]);
});
