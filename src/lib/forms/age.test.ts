import { expect, it } from 'vitest';
import { ageFormula, ageOn } from './age.ts';

it.each([
  ['14/12/1960', 63],
  ['15/12/1960', 62],
  ['12/1960', 63],
  ['01/1961', 62],
  ['1960', 63],
  ['29/02/2000', 23],
  ['14/12/2023', 0],
  ['không rõ', ''],
  ['1/1/1990', ''],
  ['', ''],
  [null, ''],
])('born %s: %s on 14 December 2023', (birth, age) => expect(ageOn('2023-12-14')(birth)).toBe(age));

it('is one formula over the cell with the date', () => {
  expect(ageFormula("'Thành viên'!$E$4")).toContain("VALUE(RIGHT('Thành viên'!$E$4,4))");
});
