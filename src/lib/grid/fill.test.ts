import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellValue } from '../review/types.ts';
import { continueValues, fillBlock, fillDownTo, type FillManner } from './fill.ts';
import { sizeOf, contains } from './range.ts';

const on = (values: CellValue[], count: number, manner: Partial<FillManner> = {}): CellValue[] =>
  continueValues(values, count, { type: 'text', ...manner });

describe('filling on, as Excel does', () => {
  it.each<[string, CellValue[], CellValue[]]>([
    ['one number is repeated', [5], [5, 5, 5]],
    ['two numbers give the step', [1, 2], [3, 4, 5]],
    ['also downwards', [10, 8], [6, 4, 2]],
    ['decimals carry no noise', [0.1, 0.2], [0.3, 0.4, 0.5]],
    ['unequal steps follow the straight line', [1, 3, 4], [5.66666666667, 7.16666666667, 8.66666666667]],
    ['words are repeated', ['Kinh', 'Tày'], ['Kinh', 'Tày', 'Kinh']],
    ['words that end in a number count on', ['Thôn 1'], ['Thôn 2', 'Thôn 3', 'Thôn 4']],
    ['with their own step', ['Tổ 2', 'Tổ 4'], ['Tổ 6', 'Tổ 8', 'Tổ 10']],
    ['Mã hộ keeps its noughts', ['NT-03-0009'], ['NT-03-0010', 'NT-03-0011', 'NT-03-0012']],
    ['different words are repeated', ['Thôn 1', 'Ấp 1'], ['Thôn 1', 'Ấp 1', 'Thôn 1']],
    ['a date goes by day', ['30/12/2023'], ['31/12/2023', '01/01/2024', '02/01/2024']],
    ['two by their days', ['01/03/2024', '08/03/2024'], ['15/03/2024', '22/03/2024', '29/03/2024']],
    ['the same day by month', ['31/01/2023', '31/03/2023'], ['31/05/2023', '31/07/2023', '30/09/2023']],
    ['or by year', ['29/02/2020', '29/02/2024'], ['29/02/2028', '29/02/2032', '29/02/2036']],
    ['a month goes by month', ['11/2023'], ['12/2023', '01/2024', '02/2024']],
    ['empty cells are repeated', [null, 'x'], [null, 'x', null]],
    ['a number beside a word is repeated', [1, 'x'], [1, 'x', 1]],
  ])('%s', (_, values, expected) => expect(on(values, 3)).toEqual(expected));

  it('Ctrl reverses repeating and counting', () => {
    expect(on([5], 3, { other: true })).toEqual([6, 7, 8]);
    expect(on([1, 2], 3, { other: true })).toEqual([1, 2, 1]);
    expect(on(['Thôn 1'], 2, { other: true })).toEqual(['Thôn 1', 'Thôn 1']);
    expect(on(['30/12/2023'], 2, { other: true })).toEqual(['30/12/2023', '30/12/2023']);
  });

  it('up and left count down', () => {
    expect(on(['Thôn 3'], 2, { back: true })).toEqual(['Thôn 2', 'Thôn 1']);
    expect(on([2, 1], 2, { back: true })).toEqual([0, -1]);
    expect(on(['01/01/2024'], 1, { back: true })).toEqual(['31/12/2023']);
    expect(on([7], 2, { back: true, other: true })).toEqual([6, 5]);
  });

  it("never invents a person's number or a choice", () => {
    expect(on(['006065000568'], 2, { type: 'cccd' })).toEqual(['006065000568', '006065000568']);
    expect(on(['x', null], 3, { type: 'yes' })).toEqual(['x', null, 'x']);
  });

  it('a year alone in a column of dates is a number', () => {
    expect(on(['1985'], 2, { type: 'date' })).toEqual(['1985', '1985']);
    expect(on(['1985', '1987'], 2, { type: 'date' })).toEqual(['1989', '1991']);
  });

  it('continues its own result: filling 2 + 3 cells equals filling 5', () => {
    const start = fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -50, max: 50 }));
    fc.assert(
      fc.property(start, ([first, step]) => {
        const source = [first, first + step];
        const two = on(source, 2);
        expect([...two, ...on([...source, ...two], 3)]).toEqual(on(source, 5));
      }),
    );
  });

  it('always returns as many values as asked for, whatever the source', () => {
    const value = fc.oneof(
      fc.constant(null),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string(),
      fc.constantFrom('01/02/2024', '12/2023', 'Thôn 09', '1985'),
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 6 }),
        fc.nat(20),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom('text' as const, 'date' as const, 'integer' as const),
        (values, count, back, other, type) => {
          const filled = continueValues(values, count, { type, back, other });
          expect(filled).toHaveLength(count);
          for (const cell of filled) expect(cell === null || typeof cell === 'string' || Number.isFinite(cell)).toBe(true);
        },
      ),
    );
  });
});

describe('where the handle fills', () => {
  const source = { top: 2, bottom: 3, left: 2, right: 4 };
  it.each([
    [6, 3, { top: 4, bottom: 6, left: 2, right: 4 }],
    [0, 3, { top: 0, bottom: 1, left: 2, right: 4 }],
    [3, 6, { top: 2, bottom: 3, left: 5, right: 6 }],
    [2, 0, { top: 2, bottom: 3, left: 0, right: 1 }],
    [9, 5, { top: 4, bottom: 9, left: 2, right: 4 }],
    [2, 4, null],
  ])('to row %i, column %i', (row, column, over) => expect(fillBlock(source, row, column)).toEqual(over));
  it('never over the block itself', () => {
    fc.assert(
      fc.property(fc.nat(9), fc.nat(9), (row, column) => {
        const over = fillBlock(source, row, column);
        expect(over === null).toBe(contains(source, row, column));
        if (over)
          for (let r = over.top; r <= over.bottom; r++)
            for (let c = over.left; c <= over.right; c++) expect(contains(source, r, c)).toBe(false);
        if (over) expect(sizeOf(over)).toBeGreaterThan(0);
      }),
    );
  });
  it('a double click fills as far as the neighbouring column goes', () => {
    const filled = (row: number, column: number): boolean => (column === 1 ? row <= 7 : row <= 5);
    expect(fillDownTo(filled, source, 20, 9)).toEqual({ top: 4, bottom: 7, left: 2, right: 4 });
    expect(fillDownTo((row, column) => column === 5 && filled(row, column), source, 20, 9)).toEqual({
      top: 4,
      bottom: 5,
      left: 2,
      right: 4,
    });
    expect(fillDownTo(filled, { ...source, left: 0, right: 0 }, 20, 0)).toBe(null);
    expect(fillDownTo(() => true, source, 3, 9)).toBe(null);
  });
});
