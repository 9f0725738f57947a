import * as v from 'valibot';
import { expect, it } from 'vitest';
import { CONFIRMED_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { OwnShape, standardsInUse } from './own.ts';

it('a stored standard that this version does not accept takes no other with it', () => {
  const stamp = { by: 'Quản trị', at: 1 };
  const stored = {
    forms: [],
    standards: [
      { key: 1, values: CONFIRMED_2027, ...stamp },
      { key: 2, values: { format: 'so-ra-soat/bo-chuan', version: 1, standard: { id: 'nd07-2021' } }, ...stamp },
      { key: 3, values: { standard: 'khong-con' }, ...stamp },
    ],
  };
  const own = v.parse(OwnShape, stored);
  expect(own.standards.map(({ key }) => key)).toEqual([1]);
  expect(standardsInUse(own).map(({ id }) => id)).toEqual(['nd351-2025']);
});
