/** Rows as they are inserted, split, merged, marked as gone and brought back: one step each, and nothing is lost. */
import fc from 'fast-check';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { SharedList } from '$lib/cells/shared-list.ts';
import { Classifier } from '$lib/review/classify.ts';
import { chooseRound } from '$lib/review/plans.ts';
import { bringBack, duplicateRow, insertRow, leaveVillage, mergeHouseholds, splitHousehold, type RowDeed } from './row-deeds.ts';
import { placeAfter, type Ordered } from './row-order.ts';
import { VillageBook } from './village-book.ts';

function scene() {
  const list = new SharedList(new Y.Doc(), 'Lan');
  const put = (row: string, cells: Record<string, string | number>): void =>
    void list.write(Object.entries(cells).map(([field, value]) => ({ row, field, value })));
  put('h:1', { sheet: 'list01', order: 0, code: 'A-1', head: 'Hà Văn Dũng', size: 3, b1: 90, cccd: '006075000001' });
  put('h:2', { sheet: 'list01', order: 1, code: 'A-2', head: 'Lý Thị Mai', size: 2, note: 'đi vắng' });
  put('h:3', { sheet: 'list02', order: 2, code: 'A-3', head: 'Bế Văn An' });
  put('m:1', { code: 'A-1', name: 'Hà Văn Dũng', relation: 'Chủ hộ', order: 0 });
  put('m:2', { code: 'A-1', name: 'Hà Văn Nam', relation: 'Con đẻ', sex: 'Nam', birth: '05/09/1999', order: 1 });
  put('m:3', { code: 'A-1', name: 'Nông Thị Hoa', relation: 'Con dâu', order: 2 });
  const book = new VillageBook(list, new Classifier(chooseRound({ year: 2023, area: 'rural' }), []), 'Thôn 1');
  const row = (id: string) => book.row(id)!;
  const shown = () => book.rows('list01').map(({ id }) => id);
  const all = (): unknown =>
    list
      .rows()
      .map((id) => [id, Object.fromEntries(Object.entries(list.snapshotRow(id)).filter(([, value]) => value !== null))])
      .filter(([, cells]) => Object.keys(cells as object).length > 0);
  /** Does it, looks, and takes it back as one step. */
  const once = ({ writes, row: made }: RowDeed, look: (made: string) => void): void => {
    const [before, rows] = [all(), list.rows().filter((id) => book.row(id))];
    list.write(writes);
    for (const id of rows) expect(book.row(id)).toBeDefined();
    look(made);
    expect(list.undo().skipped).toEqual([]);
    expect(all()).toEqual(before);
  };
  return { list, book, row, shown, once };
}

describe('rows', () => {
  it('are inserted above and below, also beside one that was itself added', () => {
    const { list, book, row, shown, once } = scene();
    once(insertRow(book, row('h:2'), 'above'), (made) => {
      expect(shown()).toEqual(['h:1', made, 'h:2']);
      expect(row(made).cells).toMatchObject({ code: 'A-4' });
    });
    const first = insertRow(book, row('h:1'), 'above');
    list.write(first.writes);
    const second = insertRow(book, row(first.row), 'below');
    list.write(second.writes);
    expect(shown()).toEqual([first.row, second.row, 'h:1', 'h:2']);
    expect(book.rows('list01').map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  it('are doubled without what is one household’s alone', () => {
    const { book, row, shown, once } = scene();
    once(duplicateRow(book, row('h:1')), (made) => {
      expect(shown()).toEqual(['h:1', made, 'h:2']);
      expect(row(made).cells).toMatchObject({ code: 'A-4', head: 'Hà Văn Dũng', b1: 90 });
      expect(row(made).cells.cccd).toBeNull();
    });
    once(duplicateRow(book, row('m:2')), (made) =>
      expect(row(made).cells).toMatchObject({ code: 'A-1', name: 'Hà Văn Nam', relation: 'Con đẻ' }),
    );
  });

  it('a household splits: members, sizes and the reason follow', () => {
    const { book, row, shown, once } = scene();
    once(splitHousehold(book, row('h:1'), [row('m:2'), row('m:3')], row('m:2')), (made) => {
      expect(shown()).toEqual(['h:1', made, 'h:2']);
      expect(row(made).cells).toMatchObject({
        code: 'A-4',
        head: 'Hà Văn Nam',
        sex: 'Nam',
        birth: '05/09/1999',
        size: 2,
        change: 'Tách hộ',
        note: 'Tách từ hộ Hà Văn Dũng (A-1)',
      });
      expect(row('h:1').cells.size).toBe(1);
      expect(book.membersOf('A-4').map(({ cells }) => [cells.name, cells.relation])).toEqual([
        ['Hà Văn Nam', 'Chủ hộ'],
        ['Nông Thị Hoa', null],
      ]);
    });
  });

  it('households merge: the one that goes stays on the list with its reason', () => {
    const { book, row, once } = scene();
    once(mergeHouseholds(book, row('h:1'), row('h:2')), (made) => {
      expect(made).toBe('h:2');
      expect(row('h:1').cells).toMatchObject({ change: 'Nhập hộ', note: 'Nhập vào hộ Lý Thị Mai (A-2)', size: 3 });
      expect(row('h:2').cells.size).toBe(5);
      expect(book.membersOf('A-2')).toHaveLength(3);
      expect(book.membersOf('A-2').some(({ cells }) => cells.relation === 'Chủ hộ')).toBe(false);
    });
    once(mergeHouseholds(book, row('h:2'), row('h:1')), () => expect(row('h:2').cells.note).toBe('đi vắng; Nhập vào hộ Hà Văn Dũng (A-1)'));
  });

  it('a household leaves and is brought back', () => {
    const { book, list, row, once } = scene();
    once(leaveVillage(row('h:1'), 'Chết'), () => expect(row('h:1').cells.change).toBe('Chết'));
    list.write(leaveVillage(row('h:1'), 'Chuyển đi').writes);
    once(bringBack(row('h:1')), () => expect(row('h:1').cells.change).toBeNull());
    expect(book.rows('list01')).toHaveLength(2);
  });
});

it('a new row comes right after its neighbour, whatever places the others have', () => {
  const order = fc.oneof(fc.constantFrom(0, 1, 1, 2), fc.double({ min: -5, max: 5, noNaN: true }), fc.constant(null));
  const sorted = (rows: Ordered[]): Ordered[] =>
    [...rows].sort((a, b) =>
      (a.order ?? Infinity) < (b.order ?? Infinity) ? -1 : (a.order ?? Infinity) > (b.order ?? Infinity) ? 1 : a.id < b.id ? -1 : 1,
    );
  fc.assert(
    fc.property(fc.array(order, { maxLength: 12 }), fc.nat(12), fc.boolean(), (orders, at, early) => {
      const rows = sorted(orders.map((value, index) => ({ id: `h:${String(index).padStart(2, '0')}`, order: value })));
      const index = Math.min(at, rows.length) - 1;
      const place = placeAfter(rows, index);
      const moved = new Map(place.moved.map(({ id, order: to }) => [id, to]));
      const id = early ? 'h:' : 'h:zz';
      const after = sorted([...rows.map((row) => ({ ...row, order: moved.get(row.id) ?? row.order })), { id, order: place.order }]);
      const wanted = rows.map((row) => row.id);
      wanted.splice(index + 1, 0, id);
      expect(after.map((row) => row.id)).toEqual(wanted);
    }),
    { numRuns: 2000 },
  );
});
