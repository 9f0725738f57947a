import { describe, expect, it } from 'vitest';
import { columnOf, NEAR_POOR, POOR, type Column } from '../review/columns.ts';
import { FORMULA_COLUMNS, UNSETTLED, type FormulaKey } from '../review/formula-columns.ts';
import { formulaLook, inputLook, sameLook, type Look } from './cell-look.ts';
import type { GridContext } from './grid-context.ts';
import { rowOf } from './testing.ts';

const NOTHING: GridContext = {
  mayWrite: true,
  writer: (row, { author }) => `${author} (${row})`,
  colleagueIn: () => undefined,
  heading: () => ({ filtered: false, sort: null }),
  foundIn: () => null,
  commentsIn: () => 0,
  changeIn: () => undefined,
  households: () => [],
};
const column = (key: string): Column => {
  const found = columnOf('list01', key);
  if (!found) throw new Error(key);
  return found;
};
const look = (cells: Record<string, string | number | null>, key: string, context: Partial<GridContext> = {}, more = {}): Look =>
  inputLook(rowOf('1', cells, more), column(key), { ...NOTHING, ...context });

describe('what an input cell looks like', () => {
  it.each([
    [{ head: 'Hà Văn Dũng' }, 'head', 'Hà Văn Dũng'],
    [{ income: 1_250_000 }, 'income', '1.250.000'],
    [{}, 'note', ''],
    // Neither yes nor no: shown as written.
    [{ i1: 'có lẽ' }, 'i1', 'có lẽ'],
  ])('%o: %s is its text and nothing else', (cells, key, text) => expect(look(cells, key)).toBe(text));

  it('a yes, or an empty cell for one, can be clicked', () => {
    expect(look({ i1: 'x' }, 'i1')).toMatchObject({ parts: [{ className: 'toggle-mark is-yes', text: '✓' }], classes: [] });
    expect(look({}, 'i1')).toMatchObject({ parts: [{ className: 'toggle-mark', text: '' }] });
  });

  it('each mark stands next to the value, with its class; a conflict comes first', () => {
    const entries = [
      { value: 73, author: 'Lan', at: 0 },
      { value: 153, author: 'Việt', at: 60 },
    ];
    const more = { problems: { b1: { severity: 'error', text: 'không phải là số' } }, conflicts: { b1: entries } };
    const marked = look(
      { b1: 'ba' },
      'b1',
      {
        foundIn: () => 'here',
        commentsIn: () => 1,
        changeIn: () => 'đã đổi từ 140',
        colleagueIn: () => ({ id: 'v', name: 'Trần Quốc Việt', row: '1', field: 'b1' }),
      },
      more,
    );
    expect(marked).toMatchObject({
      parts: [
        { className: 'cell-text', text: 'ba' },
        { text: '!' },
        { text: '◆' },
        { label: 'có ý kiến' },
        { text: 'đã đổi từ 140' },
        { text: 'Việt' },
      ],
      classes: ['cell-found', 'cell-found-here', 'cell-invalid', 'cell-conflict', 'cell-changed', 'cell-colleague'],
      tip: expect.stringMatching(/^Hai người ghi khác nhau: 73: Lan \(1\), .* · 153: Việt \(1\), /) as string,
    });
    expect(look({ b1: 3 }, 'b1', { colleagueIn: () => ({ id: 'v', name: 'Trần Quốc Việt', row: '1', field: 'b1' }) })).toMatchObject({
      classes: ['cell-colleague'],
      tip: 'Trần Quốc Việt đang ở ô này',
    });
    expect(look({ b1: 3 }, 'b1', {}, { problems: { b1: { severity: 'warning', text: 'thấp' } } })).toMatchObject({
      classes: ['cell-doubtful'],
      tip: 'thấp',
    });
  });
});

describe('what a formula cell looks like', () => {
  const formula = (key: FormulaKey) => FORMULA_COLUMNS.find((each) => each.key === key)!;
  const of = (key: FormulaKey, value: string, more = {}): Look =>
    formulaLook(rowOf('1', {}, { results: { [key]: value }, ...more }), formula(key), key === 'class', NOTHING);

  it('poor and near-poor stand out', () => {
    expect(of('class', POOR)).toMatchObject({ classes: ['cell-result-poor'] });
    expect(of('class', NEAR_POOR)).toMatchObject({ classes: ['cell-result-near'] });
    expect(of('class', 'Không nghèo')).toBe('Không nghèo');
  });

  it('a result that rests on a conflict takes nobody’s side and says why', () => {
    expect(of('class', POOR, { unsettled: new Set(['class']) })).toEqual({
      parts: [{ className: 'cell-text', text: UNSETTLED }],
      classes: ['cell-unsettled'],
      tip: expect.stringContaining('chọn xong mới có kết quả') as string,
    });
  });

  it('a sentence that the column cuts off is shown whole on hover', () =>
    expect(of('missing', 'Chưa có Điểm B1')).toMatchObject({ tip: 'Chưa có Điểm B1' }));
});

it('two looks are equal when they show the same', () => {
  expect(sameLook('a', 'a')).toBe(true);
  expect(sameLook('a', 'b')).toBe(false);
  expect(sameLook(look({ i1: 'x' }, 'i1'), look({ i1: 'x' }, 'i1'))).toBe(true);
  expect(sameLook(look({ i1: 'x' }, 'i1'), look({}, 'i1'))).toBe(false);
  expect(sameLook('', look({}, 'i1'))).toBe(false);
  expect(sameLook(undefined, 'a')).toBe(false);
});
