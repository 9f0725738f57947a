import { expect, it } from 'vitest';
import { firstLines } from './long-paper.ts';

const lines = (count: number, line: object = { tên: 'Ly' }) => Array.from({ length: count }, () => ({ ...line }));

it('a paper of fewer lines is drawn whole', () => {
  const values = { xã: 'Kim Sơn', 'từng hộ': lines(500), 'từng giấy': lines(50, { 'từng thành viên': [] }) };
  expect(firstLines(values)).toEqual({ values, leftOut: 0 });
});

it('of a longer one the first rows, and the first pages, are drawn', () => {
  const { values, leftOut } = firstLines({
    xã: 'Kim Sơn',
    'từng hộ': lines(510),
    'từng giấy': lines(1850, { 'từng thành viên': [] }),
    dấu: null,
  });
  expect(leftOut).toBe(1810);
  expect(values['từng hộ']).toHaveLength(500);
  expect(values['từng giấy']).toHaveLength(50);
  expect(values.xã).toBe('Kim Sơn');
});
