import fc from 'fast-check';
import { expect, it } from 'vitest';
import { selectionStats, selectionWords } from './selection-stats.ts';

it('says the same as Excel’s status bar', () => {
  expect(selectionWords(selectionStats([73, 140, null, 'abc', '', 140]))).toEqual([
    'Đếm 4',
    'Đếm số 3',
    'Tổng 353',
    'Trung bình 117,67',
    'Nhỏ nhất 73',
    'Lớn nhất 140',
  ]);
  expect(selectionWords(selectionStats(['x', null, 'x']))).toEqual(['Đếm 2']);
  expect(selectionWords(selectionStats([]))).toEqual(['Đếm 0']);
});

it('minimum ≤ average ≤ maximum', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(null, 'x', '')), { minLength: 1 }), (values) => {
      const { count, numbers, sum, least, most } = selectionStats(values);
      expect(numbers).toBeLessThanOrEqual(count);
      if (sum === null || least === null || most === null) expect(numbers).toBe(0);
      else expect(least <= sum / numbers && sum / numbers <= most).toBe(true);
    }),
  );
});
