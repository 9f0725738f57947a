import { expect, it } from 'vitest';
import { leftOutWords } from './left-out.ts';

it('rows that are not households are named by their kind, and rows without words by what they lack', () => {
  const leftOut = [
    { row: 2, text: 'Tổng thôn 2', as: 'sum' as const },
    { row: 4, text: '2 · 3 · 90', as: 'sum' as const },
    { row: 5, text: '', as: 'note' as const },
    { row: 8, text: 'Người lập biểu', as: 'signature' as const },
  ];
  expect(leftOutWords({ leftOut })).toEqual([
    '1 dòng cộng: dòng 3 “Tổng thôn 2”',
    '1 dòng ký tên: dòng 9 “Người lập biểu”',
    '2 dòng không có họ tên: dòng 5, 6',
  ]);
  expect(leftOutWords({ leftOut }, ['sum'])).toEqual(['1 dòng ký tên: dòng 9 “Người lập biểu”', '1 dòng không có họ tên: dòng 6']);
});
