import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compare } from '../formula/values.ts';
import { excelKey } from './excel-key.ts';
import { villageSpelling } from './village.ts';

it.each([
  ['Thôn Nà Đán', 'THÔN NÀ ĐÁN', true],
  ['Thôn Hòa', 'Thôn Hoà', false],
  ['Thôn 1', 'Thôn  1', false],
  ['Thôn 1', 'Thôn 01', false],
  [null, '', true],
  [3, '3', true],
])('%s and %s are one text for Excel: %s', (a, b, equal) => {
  expect(excelKey(a) === excelKey(b)).toBe(equal);
});

it('spellings of one village may be two texts', () => {
  expect(villageSpelling('Thôn Hòa')).toBe(villageSpelling('Thôn Hoà'));
});

it('equals what the formulas compare by', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'A', 'đ', 'Đ', 'ò', 'Ò', ' ', '1'), maxLength: 3 });
  fc.assert(fc.property(letters, letters, (a, b) => (compare(a, b) === 0) === (excelKey(a) === excelKey(b))));
});
