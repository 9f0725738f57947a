import { expect, it } from 'vitest';
import { columnTroubles } from './column-troubles.ts';
import { villageScene } from './testing.ts';

it('counts the disputed and the wrong cells of one column, as edits come', () => {
  const { list, book } = villageScene({ disputed: true });
  expect(columnTroubles(book, 'list01', 'b1')).toEqual({ conflicts: 1, errors: 0 });
  expect(columnTroubles(book, 'list02', 'b1')).toEqual({ conflicts: 0, errors: 0 });
  list.settle('h:1', 'b1', 73);
  list.set('h:1', 'size', 'bốn');
  expect(columnTroubles(book, 'list01', 'b1')).toEqual({ conflicts: 0, errors: 0 });
  expect(columnTroubles(book, 'list01', 'size')).toEqual({ conflicts: 0, errors: 1 });
});
