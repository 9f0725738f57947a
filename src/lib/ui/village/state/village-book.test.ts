import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { SharedList } from '$lib/cells/shared-list.ts';
import { columnId } from '$lib/grid/grid-columns.ts';
import { GRID_SHEETS, resultText, type GridRow } from '$lib/grid/grid-row.ts';
import { filtersOf, RowFilter } from '$lib/grid/row-filter.ts';
import { Classifier } from '$lib/review/classify.ts';
import { RURAL } from '$lib/review/columns.ts';
import { NO_HOUSEHOLD } from '$lib/review/identity.ts';
import { chooseRound } from '$lib/review/plans.ts';
import type { CellValue } from '$lib/review/types.ts';
import { VillageBook, type BookChange } from './village-book.ts';
import { newHousehold, newMember, type NewRow } from './new-rows.ts';

const ROUND = chooseRound({ year: 2023 });
const QUESTIONS = filtersOf(ROUND);
const filterBy = (question: string, query = ''): RowFilter =>
  new RowFilter(
    QUESTIONS.find(({ id }) => id === question),
    query,
  );
const classifier = new Classifier(ROUND, [{ id: 'v:1', sheet: 'villages', cells: { name: 'Thôn 1', area: RURAL } }]);

function scene(): { list: SharedList; book: VillageBook; changes: BookChange[] } {
  const list = new SharedList(new Y.Doc(), 'lan');
  list.write([
    ...Object.entries({
      sheet: 'list01',
      order: 0,
      code: 'A-1',
      head: 'Nông Đình Bằng',
      size: 4,
      lastYear: 'Hộ nghèo',
      b1: 140,
      i1: 'x',
      i2: 'x',
      i3: 'x',
      c1: 'x',
    }).map(([field, value]) => ({ row: 'h:9', field, value })),
    ...Object.entries({ sheet: 'list02', order: 1, code: 'A-2', head: 'Hà Văn Dũng' }).map(([field, value]) => ({
      row: 'h:1',
      field,
      value,
    })),
    ...Object.entries({ code: 'A-1', name: 'Nông Thị Hoa', order: 0 }).map(([field, value]) => ({ row: 'm:1', field, value })),
  ]);
  const book = new VillageBook(list, classifier, 'Thôn 1');
  const changes: BookChange[] = [];
  book.onChange((change) => void changes.push(change));
  return { list, book, changes };
}

const codesOf = (book: VillageBook): CellValue[] => book.households().map(({ cells }) => cells.code ?? null);
const add = (book: VillageBook, { row, writes }: NewRow): string => {
  book.list.write(writes);
  return row;
};

const fork = (list: SharedList): SharedList => {
  const other = new SharedList(new Y.Doc(), 'viet');
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(list.doc));
  return other;
};

describe('VillageBook', () => {
  it('has no column for what is personal where that is not to be seen, and no trouble for want of it', () => {
    const { list, book } = scene();
    const open = new VillageBook(list, new Classifier(classifier.round, [], true), 'Thôn 1');
    for (const sheet of GRID_SHEETS) {
      const personal = book
        .columns(sheet)
        .map(columnId)
        .filter((id) => ['cccd', 'birth', 'income'].includes(id));
      expect(personal.length).toBeGreaterThan(1);
      expect(open.columns(sheet).map(columnId)).toEqual(
        book
          .columns(sheet)
          .map(columnId)
          .filter((id) => !personal.includes(id)),
      );
      for (const row of open.rows(sheet)) expect(Object.keys(row.problems)).not.toContain('cccd');
    }
    open.destroy();
  });

  it('shows each sheet with its results', () => {
    const { book } = scene();
    expect(book.rows('list01').map((row) => [row.number, row.cells.head, resultText(row, 'class')])).toEqual([
      [1, 'Nông Đình Bằng', 'Hộ nghèo'],
    ]);
    expect(book.rows('list02').map((row) => row.cells.head)).toEqual(['Hà Văn Dũng']);
    expect(book.rows('members')[0]).toMatchObject({ headName: 'Nông Đình Bằng', results: null });
  });

  it('rebuilds the changed row only', () => {
    const { list, book, changes } = scene();
    const other = book.row('h:1');
    list.set('h:9', 'b1', 141);
    expect(changes[0]?.updated.map((row) => row.id)).toEqual(['h:9']);
    expect(resultText(book.rows('list01')[0]!, 'class')).toBe('Không nghèo');
    expect(book.row('h:1')).toBe(other);
  });

  it('keeps what cannot be used and says why', () => {
    const { list, book } = scene();
    list.set('h:9', 'b1', 'abc');
    expect(book.row('h:9')?.cells.b1).toBe('abc');
    expect(book.row('h:9')?.problems.b1?.text).toContain("'abc' không phải là số");
    expect(filterBy('missing').shows(book.row('h:9')!)).toBe(true);
  });

  it('tells of a CCCD that two rows carry, but not of a head among their own members', () => {
    const { list, book } = scene();
    const said = (): (string | undefined)[] => ['h:9', 'h:1', 'm:1'].map((row) => book.row(row)?.problems.cccd?.text);
    list.write([
      { row: 'h:9', field: 'cccd', value: '006085000001' },
      { row: 'm:1', field: 'cccd', value: '006085000001' },
    ]);
    expect(said()).toEqual([undefined, undefined, undefined]);
    list.set('h:1', 'cccd', '006085000001');
    expect(said()).toEqual([
      "số CCCD '006085000001' cũng là của Hà Văn Dũng",
      "số CCCD '006085000001' cũng là của Nông Đình Bằng",
      "số CCCD '006085000001' cũng là của Hà Văn Dũng",
    ]);
    expect(filterBy('cccd').shows(book.row('h:9')!)).toBe(true);
    list.set('h:1', 'cccd', '006085000002');
    expect(said()).toEqual([undefined, undefined, undefined]);
    list.set('m:1', 'code', 'A-2');
    expect(said()).toEqual([
      "số CCCD '006085000001' cũng là của Nông Thị Hoa",
      undefined,
      "số CCCD '006085000001' cũng là của Nông Đình Bằng",
    ]);
    expect(filterBy('missing').shows(book.row('h:1')!)).toBe(true);
  });

  it('takes nobody’s side where two wrote differently, until one value is chosen', () => {
    const { list, book } = scene();
    const other = fork(list);
    list.set('h:9', 'b1', 73);
    other.set('h:9', 'b1', 153);
    Y.applyUpdate(list.doc, Y.encodeStateAsUpdate(other.doc));
    const row = book.row('h:9')!;
    expect(row.conflicts.b1?.map((entry) => [entry.value, entry.author]).sort()).toEqual([
      [153, 'viet'],
      [73, 'lan'],
    ]);
    expect(resultText(row, 'class')).toBe('(chưa thống nhất)');
    expect(resultText(row, 'b2')).toBe('30');
    expect(filterBy('poor').shows(row)).toBe(false);
    expect(QUESTIONS.find(({ id }) => id === 'conflict')!.shows(row)).toBe(true);
    list.settle('h:9', 'b1', 73);
    expect(resultText(book.row('h:9')!, 'class')).toBe('Hộ nghèo');
  });

  it('follows a household that moves to the other list, or was added and taken back', () => {
    const { list, book, changes } = scene();
    list.set('h:9', 'sheet', 'list02');
    expect(changes.at(-1)).toMatchObject({ removed: [{ id: 'h:9' }], added: [{ id: 'h:9', sheet: 'list02', number: 2 }] });
    expect(book.rows('list01')).toEqual([]);
    const id = add(book, newHousehold(codesOf(book), 'list01'));
    expect(book.row(id)?.cells.code).toBe('A-3');
    list.undo();
    expect(book.row(id)).toBeUndefined();
    list.redo();
    expect(book.row(id)?.number).toBe(1);
  });

  it('shows the head beside a member, and says when the code is nobody’s or two households’', () => {
    const { list, book } = scene();
    list.set('h:9', 'head', 'Nông Văn Mới');
    expect(book.row('m:1')?.headName).toBe('Nông Văn Mới');
    list.set('h:9', 'code', 'A-2');
    expect(book.row('m:1')?.problems.code).toMatchObject(NO_HOUSEHOLD);
    expect(book.row('h:1')?.problems.code?.code).toBe('code-twice');
    expect(book.row('h:9')?.problems.code?.code).toBe('code-twice');
    list.set('h:9', 'code', 'A-1');
    expect([book.row('m:1'), book.row('h:1'), book.row('h:9')].map((row) => row?.problems.code)).toEqual([undefined, undefined, undefined]);
    const member = add(book, newMember('A-2'));
    expect(book.row(member)?.headName).toBe('Hà Văn Dũng');
    expect(book.membersOf('A-2').map((row) => row.id)).toEqual([member]);
  });

  it('finds by name without marks, by code and by the head', () => {
    const { book } = scene();
    expect(book.households().filter(filterBy('all', 'dinh bang').shows)).toHaveLength(1);
    expect(book.households().filter(filterBy('all', 'a-2').shows)).toHaveLength(1);
    expect(book.rows('members').filter(filterBy('all', 'bằng').shows)).toHaveLength(1);
  });
});

it('keeps the imported order however the rows arrive, and says that they moved', () => {
  const { list, book, changes } = scene();
  list.write([
    { row: 'h:5', field: 'order', value: -1 },
    { row: 'h:5', field: 'head', value: 'Đến trước' },
  ]);
  expect(book.rows('list01').map((row) => [row.number, row.id])).toEqual([
    [1, 'h:5'],
    [2, 'h:9'],
  ]);
  expect([...changes.at(-1)!.reordered]).toEqual(['list01']);
  add(book, newHousehold(codesOf(book), 'list01'));
  expect(changes.at(-1)!.reordered.size).toBe(0);
});

describe('what is kept up to date row by row', () => {
  const ROWS = ['h:1', 'h:2', 'h:3', 'm:1', 'm:2'];
  const edit = fc.record({
    row: fc.constantFrom(...ROWS),
    field: fc.constantFrom('code', 'head', 'cccd', 'sheet', 'b1', 'i1', 'i13', 'householdsLastYear', 'mistaken', 'aside'),
    value: fc.constantFrom(null, 'A-1', 'A-2', 'x', 'list01', 'list02', 140, '006065000568'),
  });
  const questions = ({ id, problems, results, conflicts }: GridRow): string[] =>
    QUESTIONS.filter(({ shows }) => shows({ ...book0, id, problems, results, conflicts })).map(({ id: question }) => question);
  const said = (row: GridRow | undefined): unknown =>
    row && { cells: row.cells, results: row.results, problems: row.problems, conflicts: row.conflicts, headName: row.headName };
  const book0: GridRow = {
    id: '',
    sheet: 'list01',
    number: 1,
    cells: {},
    results: null,
    problems: {},
    conflicts: {},
    unsettled: new Set(),
    headName: '',
  };

  it('equals what a book opened anew says, after any edits here and elsewhere', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.array(edit, { minLength: 1, maxLength: 4 })), { maxLength: 12 }), (steps) => {
        const { list, book } = scene();
        const other = fork(list);
        const tallies = GRID_SHEETS.map((sheet) => book.tally(sheet, 'questions', questions));
        for (const [here, writes] of steps) {
          (here ? list : other).write(writes);
          Y.applyUpdate(list.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(list.doc)));
          if (here) Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(list.doc, Y.encodeStateVector(other.doc)));
        }
        const fresh = new VillageBook(list, classifier, 'Thôn 1');
        GRID_SHEETS.forEach((sheet, at) => {
          const order = fresh.rows(sheet).map(({ id }) => id);
          expect(
            book
              .rows(sheet)
              .map(({ id }) => id)
              .sort(),
          ).toEqual([...order].sort());
          expect(book.count(sheet)).toBe(order.length);
          for (const { id } of QUESTIONS)
            expect([sheet, id, tallies[at]?.count(id)]).toEqual([sheet, id, fresh.tally(sheet, 'questions', questions).count(id)]);
          expect(book.columns(sheet).map(columnId)).toEqual(fresh.columns(sheet).map(columnId));
          for (const row of fresh.rows(sheet)) expect(said(book.row(row.id))).toEqual(said(row));
        });
        for (const code of ['A-1', 'A-2', 'x']) {
          expect(
            book
              .membersOf(code)
              .map(({ id }) => id)
              .sort(),
          ).toEqual(
            fresh
              .rows('members')
              .filter(({ cells }) => cells.code === code)
              .map(({ id }) => id)
              .sort(),
          );
          expect(book.householdOf(code)?.id).toBe(fresh.householdOf(code)?.id);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('shows the same columns until something is written in another', () => {
    const { list, book } = scene();
    const before = book.columns('list01');
    list.set('h:9', 'b1', 150);
    expect(book.columns('list01')).toBe(before);
  });
});
