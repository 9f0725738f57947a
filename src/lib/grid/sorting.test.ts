import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsShow, filterOf, filterText, isTicked, passes, valuesOf, type ColumnFilter } from './column-filter.ts';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { chooseRound } from '../review/plans.ts';
import { ND07 } from '../review/standards.ts';
import { cellText, columnById, gridColumns } from './grid-columns.ts';
import { changedSince, filtersOf, RowFilter, SINCE } from './row-filter.ts';
import { compareKeys, sortRows, withLevel } from './sorting.ts';
import { rowOf } from './testing.ts';

const COLUMNS = gridColumns('list01', ND07);

const value = fc.oneof(
  fc.constantFrom(null, 'Ánh', 'An', 'Ân', 'Bình', 'Đức', 'Dung', 'abc', 'Hộ 10', 'Hộ 9'),
  fc.integer({ min: 0, max: 9 }),
);
const rows = fc
  .array(fc.record({ head: value, b1: value, birth: fc.constantFrom(null, '1990', '05/1990', '01/05/1990', '31/12/1989', 'không rõ') }), {
    maxLength: 25,
  })
  .map((made) => made.map((cells, index) => rowOf(String(index + 1), cells)));
const levels = fc.array(fc.record({ field: fc.constantFrom('head', 'b1', 'birth', 'no-such-column'), descending: fc.boolean() }), {
  maxLength: 3,
});
const inOrder = (field: string, values: readonly (string | number | null)[], descending = false): unknown[] =>
  sortRows(
    values.map((cell, index) => rowOf(String(index + 1), { [field]: cell })),
    [{ field, descending }],
    COLUMNS,
  ).map(({ cells }) => cells[field]);

describe('sorting', () => {
  it('follows Vietnamese letters, numbers and dates; blanks last in both directions', () => {
    expect(inOrder('head', ['Đức', 'Dung', null, 'Ân', 'Ăn', 'An', 'Án'])).toEqual(['An', 'Án', 'Ăn', 'Ân', 'Dung', 'Đức', null]);
    expect(inOrder('code', ['H-10', 'H-9', 'H-100'])).toEqual(['H-9', 'H-10', 'H-100']);
    expect(inOrder('b1', [140, null, 'chưa', 9, 73])).toEqual([9, 73, 140, 'chưa', null]);
    expect(inOrder('b1', [140, null, 'chưa', 9, 73], true)).toEqual(['chưa', 140, 73, 9, null]);
    expect(inOrder('birth', ['01/05/1990', '1990', null, '31/12/1989', '05/1990', 'không rõ'])).toEqual([
      '31/12/1989',
      '1990',
      '05/1990',
      '01/05/1990',
      'không rõ',
      null,
    ]);
  });

  it('loses no row, keeps equal rows in the list’s own order, and sorting twice changes nothing', () => {
    fc.assert(
      fc.property(rows, levels, (list, asked) => {
        const sorted = sortRows(list, asked, COLUMNS);
        expect(new Set(sorted)).toEqual(new Set(list));
        expect(sorted).toHaveLength(list.length);
        expect(sortRows(sorted, asked, COLUMNS)).toEqual(sorted);
        expect(sortRows([...list].reverse(), asked, COLUMNS)).toEqual(sorted);
        if (asked.length === 0) expect(sorted).toEqual(list);
      }),
    );
  });

  it('compares symmetrically', () => {
    const key = fc.oneof(fc.integer(), fc.constantFrom('', 'a', 'á', 'b'));
    fc.assert(
      fc.property(
        key,
        key,
        fc.boolean(),
        (a, b, down) => void expect(Math.sign(compareKeys(a, b, down)) + Math.sign(compareKeys(b, a, down))).toBe(0),
      ),
    );
    fc.assert(
      fc.property(
        key,
        key,
        (a, b) => void expect(a === '' || b === '' ? 0 : Math.sign(compareKeys(a, b, true)) + Math.sign(compareKeys(a, b, false))).toBe(0),
      ),
    );
  });

  it('adds a level, reverses one, or starts over', () => {
    const b1 = { field: 'b1', descending: false };
    const head = { field: 'head', descending: false };
    expect(withLevel([b1], head, true)).toEqual([b1, head]);
    expect(withLevel([b1, head], { ...b1, descending: true }, true)).toEqual([{ ...b1, descending: true }, head]);
    expect(withLevel([b1], head, false)).toEqual([head]);
  });
});

describe('filters of columns', () => {
  const b1 = columnById(COLUMNS, 'b1')!;
  const head = columnById(COLUMNS, 'head')!;

  it('ticks are restored as they were set', () => {
    const values = fc.uniqueArray(fc.constantFrom('', 'a', 'b', 'c', 'd', 'e', 'f'));
    fc.assert(
      fc.property(values, fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }), (all, ticks) => {
        const ticked = new Set(all.filter((_, index) => ticks[index]));
        const filter = filterOf(all, ticked, {});
        expect(all.filter((text) => isTicked(text, filter ?? undefined))).toEqual([...ticked]);
        expect(filter === null).toBe(ticked.size === all.length);
        for (const text of all) if (filter) expect(passes(rowOf('1', { head: text || null }), head, filter)).toBe(ticked.has(text));
      }),
    );
  });

  it('a row is shown when every column lets it through', () => {
    const filter = fc.oneof(
      fc.record({ only: fc.subarray(['An', 'Bình', '']) }),
      fc.record({ without: fc.subarray(['An', '3']) }),
      fc.record({ from: fc.integer({ min: 0, max: 9 }) }),
      fc.record({ to: fc.integer({ min: 0, max: 9 }) }),
    );
    fc.assert(
      fc.property(rows, fc.dictionary(fc.constantFrom('head', 'b1', 'unknown'), filter), (list, made) => {
        const filters = made as Record<string, ColumnFilter>;
        const shown = list.filter(columnsShow('list01', COLUMNS, filters));
        const each = list.filter((row) =>
          ['head', 'b1'].every((field) => !filters[field] || passes(row, columnById(COLUMNS, field)!, filters[field])),
        );
        expect(shown).toEqual(each);
        expect(list.filter(columnsShow('list02', COLUMNS, filters))).toEqual(list);
        expect(list.filter(columnsShow('list01', COLUMNS, { b1: filters.b1 ?? {} }, 'b1'))).toEqual(list);
      }),
    );
  });

  it('lists every value once with its count, and numbers by size', () => {
    const list = [140, 9, null, 140, 'abc'].map((cell, index) => rowOf(String(index), { b1: cell }));
    expect(valuesOf(list, b1)).toEqual([
      { text: '9', count: 1 },
      { text: '140', count: 2 },
      { text: 'abc', count: 1 },
      { text: '', count: 1 },
    ]);
    fc.assert(fc.property(rows, (all) => void expect(valuesOf(all, head).reduce((sum, { count }) => sum + count, 0)).toBe(all.length)));
    fc.assert(
      fc.property(
        rows,
        (all) => void expect(new Set(valuesOf(all, b1).map(({ text }) => text))).toEqual(new Set(all.map((row) => cellText(row, b1)))),
      ),
    );
  });

  it('a range matches numbers only', () => {
    const inRange = (cell: number | string | null, from?: number, to?: number): boolean =>
      passes(rowOf('1', { b1: cell }), b1, { from, to });
    expect([inRange(5, 5, 5), inRange(4, 5), inRange(6, undefined, 5), inRange(null, 0), inRange('5', 0)]).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('says its conditions in words', () => {
    expect(filterText(head, { only: ['An', ''] })).toBe('An, (Trống)');
    expect(filterText(head, { without: ['a', 'b', 'c'] })).toBe('trừ 3 giá trị');
    expect(filterText(b1, { from: 1000, to: 2000 })).toBe('từ 1.000 đến 2.000');
  });
});

describe('ready questions', () => {
  const usual = filtersOf(chooseRound({ year: 2023 }));
  const asks = (id: string, row: ReturnType<typeof rowOf>): boolean =>
    new RowFilter(
      usual.find((question) => question.id === id),
      '',
    ).shows(row);
  it.each([
    ['no-b1', rowOf('1', {}, { results: { missing: 'Phiếu A; Điểm B1; ' } }), true],
    ['no-b1', rowOf('1', {}, { results: { missing: 'Phiếu A; ' } }), false],
    ['no-cause', rowOf('1', {}, { results: { missing: 'Nguyên nhân nghèo; ' } }), true],
    ['new-poor', rowOf('1', {}, { results: { move: 'Tái nghèo' } }), true],
    ['new-poor', rowOf('1', {}, { results: { move: 'Hộ nghèo cũ' } }), false],
    ['new-poor', rowOf('1', {}, { results: { move: 'Tái nghèo' }, unsettled: new Set(['move']) }), false],
    ['escaped', rowOf('1', {}, { results: { move: 'Thoát cận nghèo' } }), true],
    ['cccd', rowOf('1', {}), true],
    ['cccd', rowOf('1', { cccd: '006085000001' }), false],
    ['cccd', rowOf('1', { cccd: '12' }, { problems: { cccd: { code: 'not-an-id-number', text: '', severity: 'error' } } }), true],
    ['a newer version’s question', rowOf('1', {}), true],
  ])('%s', (id, row, shown) => expect(asks(id, row)).toBe(shown));

  it('changes since a point are a set of rows, and everything while no point is chosen', () => {
    const rows = [rowOf('1', {}), rowOf('2', {})];
    const found = (point: Parameters<typeof changedSince>[0]): string[] =>
      rows.filter(new RowFilter(changedSince(point), '').shows).map(({ id }) => id);
    expect(found({ label: 'trước họp dân', rows: new Set(['2']) })).toEqual(['2']);
    expect(found(null)).toEqual(['1', '2']);
    expect(new Set(usual.map(({ id }) => id)).has(SINCE)).toBe(false);
  });

  it('asks for the scores of the tables that the round uses, and for none where it uses none', () => {
    const scores = (asks: string[], beside: string[] = []): string[] =>
      filtersOf({ standard: { ...ND07, asks }, beside: [{ ...ND07, id: 'other', asks: beside }] })
        .filter(({ id }) => id.startsWith('no-b1'))
        .map(({ label }) => label);
    expect(scores(['income'])).toEqual([]);
    expect(scores(['b1'], ['incomeYear'])).toEqual(['Chưa có Điểm B1']);
    expect(scores(['b1'], ['b1New'])).toEqual(['Chưa có Điểm B1', 'Chưa có Điểm B1 (bảng 2027)']);
    const [question] = filtersOf({ standard: { ...ND07, asks: ['b1New'] } }).filter(({ id }) => id === 'no-b1New');
    expect(question?.shows(rowOf('1', {}, { results: { missing: 'Điểm B1 (bảng 2027); ' } }))).toBe(true);
  });

  describe('in a round of two standards', () => {
    const both = chooseRound({ year: 2026, beside: [STANDARD_2027.id] }, [STANDARD_2027]);
    const asked = filtersOf(both);
    const shows = (id: string, results: Record<string, string>): boolean | undefined =>
      asked.find((question) => question.id === id)?.shows(rowOf('1', {}, { results }));
    const passes = { class: 'Hộ cận nghèo', 'class@nd351-2025': 'Hộ nghèo' };

    it('each about a result names its standard, and one asks where they differ', () => {
      expect(asked.map(({ id }) => id)).toEqual(expect.arrayContaining(usual.map(({ id }) => id)));
      expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length);
      expect(asked.filter(({ label }) => label.startsWith('Hộ nghèo (')).map(({ label }) => label)).toEqual([
        'Hộ nghèo (chuẩn 2022-2025)',
        'Hộ nghèo (chuẩn 2027-2030)',
      ]);
      expect([shows('poor', passes), shows('poor@nd351-2025', passes)]).toEqual([false, true]);
      expect([shows('differs@nd351-2025', passes), shows('differs@nd351-2025', { ...passes, class: 'Hộ nghèo' })]).toEqual([true, false]);
    });

    it('missing is what any of them wants', () => {
      expect(shows('no-cause', { missing: 'Phiếu A; ', 'missing@nd351-2025': 'Phiếu A; Nguyên nhân nghèo; ' })).toBe(true);
      expect(shows('missing', { missing: '', 'missing@nd351-2025': '' })).toBe(false);
    });
  });
});
