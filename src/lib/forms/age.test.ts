import fc from 'fast-check';
import { expect, it } from 'vitest';
import { agesOn } from '../review/member-age.ts';
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

it('is the age of the hints, or the older one where a date of birth leaves two open', () => {
  const part = (max: number): fc.Arbitrary<string> => fc.integer({ min: 1, max }).map((number) => String(number).padStart(2, '0'));
  const birth = fc
    .tuple(part(28), part(12), fc.integer({ min: 1930, max: 2022 }), fc.integer({ min: 0, max: 2 }))
    .map(([day, month, year, without]) => [day, month, year].slice(without).join('/'));
  fc.assert(fc.property(birth, (born) => agesOn('2023-12-14', born)[1] === ageOn('2023-12-14')(born)));
});
