/** What the menu of a row offers, and what an action does in the village around it. */
import { expect, it } from 'vitest';
import type { SharedList } from '$lib/cells/shared-list.ts';
import type { GridPlace } from '$lib/grid/place.ts';
import { DECIDED } from '$lib/review/columns.ts';
import { RowActions } from './row-actions.svelte.ts';
import type { VillageBook } from './village-book.ts';
import { villageScene } from './testing.ts';

interface Scene {
  actions: RowActions;
  list: SharedList;
  book: VillageBook;
  wanted: (GridPlace & { edit: boolean })[];
  admitted: string[];
  said: string[];
  ids: (row: string, field?: string) => string[][];
  act: (row: string, id: string) => void;
}

function scene({ mayWrite = true, refuses = false } = {}): Scene {
  const { list, book } = villageScene();
  const wanted: Scene['wanted'] = [];
  const admitted: string[] = [];
  const said: string[] = [];
  const nowhere = (): void => undefined;
  const actions = new RowActions({
    mayWrite,
    book,
    navigation: {
      sheet: 'list01',
      mistaken: false,
      openSheet: nowhere,
      openTalk: nowhere,
      openWhy: nowhere,
      want: ({ row, field }, edit = false) => void wanted.push({ row, field, edit }),
    },
    filtering: { admit: (row) => void admitted.push(row) },
    writing: {
      say: (text) => void said.push(text),
      write: (writes) => {
        if (!refuses) list.write(writes);
        return !refuses;
      },
    },
  });
  const of = (row: string, field?: string): ReturnType<RowActions['of']> => actions.of(book.row(row)!, field);
  return {
    actions,
    list,
    book,
    wanted,
    admitted,
    said,
    ids: (row, field) => of(row, field).map((group) => group.map(({ id }) => id)),
    act: (row, id) =>
      of(row)
        .flat()
        .find((action) => action.id === id)!
        .act(),
  };
}

it('who may only look can talk about a row and ask why; a cell that a formula fills has no talk of its own', () => {
  const { ids } = scene({ mayWrite: false });
  expect(ids('h:1', 'b1')).toEqual([['talk-row', 'talk-cell', 'why', 'scores']]);
  expect(ids('h:1', '=class')).toEqual([['talk-row', 'why', 'scores']]);
  expect(ids('m:1', 'name')).toEqual([['talk-row', 'talk-cell']]);
});

it('a household can be inserted, doubled, split, merged and leave; one of Danh sách 02 has no column for that', () => {
  const { ids, actions, book } = scene();
  expect(ids('h:1').slice(0, 2)).toEqual([
    ['above', 'below', 'double'],
    ['split', 'merge', 'Chuyển đi', 'Chết'],
  ]);
  const refused = actions
    .of(book.row('h:2')!)
    .flat()
    .filter(({ refusal }) => refusal === 'Danh sách 02 không có cột Biến động');
  expect(refused.map(({ id }) => id)).toEqual(['merge', 'Chuyển đi', 'Chết']);
});

it('a household that was written by mistake is put aside after a question; one with a result of last year or of a meeting is not', () => {
  const { act, actions, book, list } = scene();
  const refusalOf = (row: string): string | undefined =>
    actions
      .of(book.row(row)!)
      .flat()
      .find(({ id }) => id === 'mistaken')?.refusal;
  act('h:1', 'mistaken');
  expect(actions.asked).toEqual({ kind: 'mistaken', household: 'h:1' });
  expect([refusalOf('h:1'), refusalOf('h:2')]).toEqual([undefined, undefined]);
  list.set('h:1', 'lastYear', 'Hộ nghèo');
  expect(refusalOf('h:1')).toMatch(/^Hộ có Kết quả năm trước: hãy ghi Biến động/);
  list.set('h:1', 'lastYear', null);
  list.set('h:1', DECIDED, 'Hộ cận nghèo');
  expect(refusalOf('h:1')).toBe('Họp dân đã kết luận về hộ này');
});

it('an inserted row is shown whatever the filters say, and opened for typing', () => {
  const { act, admitted, wanted, book } = scene();
  act('h:1', 'below');
  const [, row] = book.rows('list01');
  expect(admitted).toEqual([row?.id]);
  expect(wanted).toEqual([{ row: row?.id, field: 'head', edit: true }]);
});

it('what has been done is said, with the way back; after it the household can come back', () => {
  const { act, said, list, ids } = scene();
  act('h:1', 'Chuyển đi');
  expect(list.get('h:1', 'change')).toBe('Chuyển đi');
  expect(said).toEqual(['Hộ Nông Đình Bằng: Chuyển đi. Hộ vẫn còn trên danh sách. Bấm Hoàn tác để lấy lại.']);
  expect(ids('h:1')[1]).toEqual(['split', 'merge', 'back']);
});

it('what could not be written is not said to be done, and leads nowhere', () => {
  const { act, said, wanted } = scene({ refuses: true });
  act('h:1', 'Chuyển đi');
  expect([said, wanted]).toEqual([[], []]);
});
