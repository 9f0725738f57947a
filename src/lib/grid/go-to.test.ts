import { expect, it } from 'vitest';
import { rowsLike } from './go-to.ts';
import { rowOf } from './testing.ts';

const rows = [
  rowOf('1', { code: 'NT-03-0012', head: 'Nông Đình Bằng' }),
  rowOf('2', { code: 'NT-03-0001', head: 'Bằng Thị Lụa' }),
  rowOf('12', { code: 'NT-03-0002', head: 'Hà Văn Dũng' }),
  rowOf('3', { code: null, head: null }),
];
const like = (typed: string): string[] => rowsLike(rows, typed).map(({ id }) => id);

it.each([
  ['', ['1', '2', '12', '3']],
  ['bang', ['2', '1']],
  ['đình bằng', ['1']],
  ['12', ['12', '1']],
  ['nt-03-0002', ['12']],
  ['nt 03', ['1', '2', '12']],
  ['nobody', []],
])('%s', (typed, ids) => expect(like(typed)).toEqual(ids));
