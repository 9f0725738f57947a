/** What is written and said when a household is put aside and taken back. */
import { expect, it } from 'vitest';
import type { SharedList } from '$lib/cells/shared-list.ts';
import { MistakenRows } from './mistaken-rows.svelte.ts';
import { villageScene } from './testing.ts';
import type { VillageBook } from './village-book.ts';

function scene({ refuses = false } = {}): { list: SharedList; book: VillageBook; mistaken: MistakenRows; holding: () => string[] } {
  const { list, book } = villageScene();
  const said: { text: string; holds: () => boolean }[] = [];
  const mistaken = new MistakenRows({
    list,
    book,
    writing: {
      say: (text, _, holds = () => true) => void said.push({ text, holds }),
      write: (writes) => {
        if (!refuses) list.write(writes);
        return !refuses;
      },
    },
  });
  return { list, book, mistaken, holding: () => said.filter(({ holds }) => holds()).map(({ text }) => text) };
}

it('a household leaves the book with its members and comes back; what is said holds no longer than it is true', () => {
  const { list, book, mistaken, holding } = scene();
  list.write([
    { row: 'h:3', field: 'sheet', value: 'list01' },
    { row: 'h:3', field: 'code', value: 'A-3' },
  ]);
  expect(mistaken.putAside(book.row('h:1')!, 'Ghi để thử')).toBe('h:3');
  expect([book.households().map(({ id }) => id), book.count('members')]).toEqual([['h:3', 'h:2'], 0]);
  expect(book.codes()).toContain('A-1');
  expect(holding()).toEqual(['Đã để riêng hộ Nông Đình Bằng. Lấy lại được ở “Hộ ghi nhầm”.']);
  mistaken.takeBack('h:1');
  expect([book.count('list01'), book.count('members')]).toEqual([2, 1]);
  expect(holding()).toEqual(['Đã lấy lại hộ Nông Đình Bằng vào danh sách.']);
  mistaken.keepAside('h:1', 'Ghi để thử');
  expect(holding()).toEqual(['Đã để riêng hộ Nông Đình Bằng. Lấy lại được ở “Hộ ghi nhầm”.', 'Đã để riêng hộ Nông Đình Bằng.']);
});

it('says nothing where it may not be written, and leads nowhere', () => {
  const { book, mistaken, holding } = scene({ refuses: true });
  expect(mistaken.putAside(book.row('h:1')!, 'Ghi để thử')).toBeNull();
  mistaken.takeBack('h:1');
  expect([holding(), book.count('list01')]).toEqual([[], 1]);
});
