import { expect, it } from 'vitest';
import type { OldPlace } from '$lib/api/units.ts';
import { oldUnit } from './old-unit.ts';

const into = (name: string, ours = false): OldPlace['into'][number] => ({ code: '01849', name, province: 'Tỉnh B', ours });
const place = (change: Partial<OldPlace> = {}): OldPlace => ({
  ...{ name: 'Xã X', district: 'Huyện Y', province: 'Tỉnh A', divided: false, into: [into('Xã Z', true)] },
  ...change,
});

it('an old commune that went whole into one needs no question', () => {
  expect(oldUnit([])).toBeNull();
  expect(oldUnit([place()])).toEqual({
    question: null,
    isOurs: true,
    words: 'Tệp ghi đơn vị cũ: Xã X, Huyện Y, Tỉnh A. Từ ngày 01/7/2025 thuộc Xã Z, Tỉnh B.',
  });
  expect(oldUnit([place({ into: [into('Xã W')] })])).toMatchObject({ question: null, isOurs: false });
});

it('a divided one is asked, with every commune that has land of it, even where the table names one', () => {
  for (const units of [[into('Xã Z', true), into('Xã W')], [into('Xã Z', true)]]) {
    const found = oldUnit([place({ divided: true, into: units })]);
    expect([found?.isOurs, found?.question?.answer, found?.question?.choices.length]).toEqual([null, null, units.length + 1]);
  }
});

it('several of one name are asked, and the answer says whether the list is ours', () => {
  const places = [place(), place({ district: 'Huyện V', into: [into('Xã W')] })];
  const { question } = oldUnit(places)!;
  expect(question?.choices.map(({ label }) => label)).toEqual([
    'Xã X, Huyện Y, Tỉnh A → nay thuộc Xã Z, Tỉnh B',
    'Xã X, Huyện V, Tỉnh A → nay thuộc Xã W, Tỉnh B',
    'Không phải các đơn vị trên',
  ]);
  expect(['1', '2', 'khong', '9'].map((answer) => oldUnit(places, answer)?.isOurs)).toEqual([true, false, false, null]);
});
