import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBlock, writeBlock } from './clipboard.ts';
import { clearBlock, pastedSize, placeBlock, underHeadings, type Surface } from './placing.ts';
import { axis, type Block } from './range.ts';

const FORMULA = '=class';
const texts: Record<string, string> = { 'a =class': 'Hộ nghèo', 'a b1': '73', 'b note': 'cũ' };
const surface: Surface = {
  sheet: { rows: axis(['a', 'b', 'c', 'd']), columns: axis(['head', 'b1', FORMULA, 'note']) },
  writable: (_, field) => field !== FORMULA,
  textOf: (row, field) => texts[`${row} ${field}`] ?? '',
};
const at = (top: number, left: number, bottom = top, right = left): Block => ({ top, left, bottom, right });

describe('a pasted block', () => {
  it('extends right and down from the first cell', () => {
    const placed = placeBlock(
      [
        ['An', '1'],
        ['Bình', '2'],
      ],
      at(1, 0),
      surface,
    );
    expect(placed.cells).toEqual([
      { row: 'b', field: 'head', text: 'An' },
      { row: 'b', field: 'b1', text: '1' },
      { row: 'c', field: 'head', text: 'Bình' },
      { row: 'c', field: 'b1', text: '2' },
    ]);
    expect(placed.over).toEqual(at(1, 0, 2, 1));
  });
  it('fills a larger selection by repeating, when it is a multiple of the block', () => {
    expect(placeBlock([['x']], at(0, 0, 3, 1), surface).cells).toHaveLength(8);
    expect(placeBlock([['1'], ['2']], at(0, 1, 3, 1), surface).cells.map(({ text }) => text)).toEqual(['1', '2', '1', '2']);
    expect(placeBlock([['1'], ['2']], at(0, 1, 2, 1), surface).cells.map(({ text }) => text)).toEqual(['1', '2']);
  });
  it('adds rows past the last one, but none for an empty line', () => {
    const placed = placeBlock(
      [
        ['A', '1'],
        ['B', '2'],
        ['', ''],
        ['C', ''],
      ],
      at(3, 0),
      surface,
    );
    expect(placed.cells.map(({ row }) => row)).toEqual(['d', 'd']);
    expect(placed.added).toEqual([
      { head: 'B', b1: '2' },
      { head: 'C', b1: '' },
    ]);
    expect(placed.over).toEqual(at(3, 0, 3, 1));
  });
  it('refuses formula cells one by one, except where the text is the same', () => {
    expect(placeBlock([['73', 'Hộ nghèo', 'a']], at(0, 1), surface)).toMatchObject({
      refused: [],
      cells: [{ field: 'b1' }, { field: 'note' }],
    });
    expect(placeBlock([['73', 'Không nghèo']], at(0, 1), surface).refused).toEqual([{ row: 'a', field: FORMULA }]);
    expect(placeBlock([['1', 'Hộ nghèo']], at(0, 1, 3, 2), surface).refused).toHaveLength(3);
    expect(
      placeBlock(
        [
          ['A', '1'],
          ['B', '2'],
        ],
        at(3, 1),
        surface,
      ).refused,
    ).toEqual([
      { row: 'd', field: FORMULA },
      { row: '', field: FORMULA },
    ]);
  });
  it('counts non-empty cells right of the last column', () => {
    expect(
      placeBlock(
        [
          ['a', 'b', ''],
          ['c', '', 'd'],
        ],
        at(0, 3),
        surface,
      ),
    ).toMatchObject({
      outside: [
        { row: 'a', text: 'b' },
        { row: 'b', text: 'd' },
      ],
      cells: [{ text: 'a' }, { text: 'c' }],
    });
  });
  it('writes nothing where a line is shorter', () => {
    expect(placeBlock([['a', 'b'], ['c']], at(0, 0), surface).cells).toHaveLength(3);
  });
  it('an empty block writes nothing', () => {
    expect(placeBlock([], at(0, 0), surface)).toMatchObject({ cells: [], added: [], refused: [] });
  });
  it('accounts for every cell: written, added, refused, outside, or unchanged', () => {
    const text = fc.constantFrom('', 'x', '73', 'Hộ nghèo', 'a\tb', '"');
    const block = fc
      .integer({ min: 1, max: 5 })
      .chain((width) => fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }));
    const corner = fc.nat(3);
    fc.assert(
      fc.property(block, corner, corner, corner, corner, (words, a, b, c, d) => {
        const selected = { top: Math.min(a, b), bottom: Math.max(a, b), left: Math.min(c, d), right: Math.max(c, d) };
        const { height, width } = pastedSize(words, selected);
        const placed = placeBlock(words, selected, surface);
        const places = new Set(placed.cells.map(({ row, field }) => `${row} ${field}`));
        expect(places.size).toBe(placed.cells.length);
        for (const { field } of [...placed.cells, ...placed.added.flatMap((row) => Object.keys(row).map((key) => ({ field: key })))])
          expect(field).not.toBe(FORMULA);
        for (const { row, field, text: said } of placed.cells) {
          const [down, across] = [surface.sheet.rows.indexOf(row) - selected.top, surface.sheet.columns.indexOf(field) - selected.left];
          expect(down < height && across < width).toBe(true);
          expect(said).toBe(words[down % words.length]![across % words[0]!.length]);
        }
      }),
    );
  });
});

it('clearing a block skips formulas and empty cells', () => {
  expect(clearBlock(at(0, 0, 3, 3), surface)).toEqual([
    { row: 'a', field: 'b1' },
    { row: 'b', field: 'note' },
  ]);
});

it('copied cells are parsed back unchanged', () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('a\tb', 'hai\ndòng', '"', '""', 'a"b', ' ', '1.250,5', '\r\n', '='));
  const block = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }));
  fc.assert(
    fc.property(block, (words) => {
      // A single empty cell is nothing on any clipboard.
      fc.pre(words.length > 1 || words[0]!.length > 1 || words[0]![0] !== '');
      // A cell that starts with a tab or a line end looks like a ditto mark; no list holds one (text.ts, tidy).
      fc.pre(words.every((line) => line.every((cell) => !/^[\t\r\n]/.test(cell))));
      // A last line of one empty cell looks like the line end that programs add.
      fc.pre(words[0]!.length > 1 || words.at(-1)![0] !== '');
      expect(readBlock(writeBlock(words))).toEqual(words);
    }),
  );
});

describe('a block with headings', () => {
  const labels = ['Họ và tên chủ hộ', 'Số CCCD', 'Ngày sinh'];
  it('goes under the columns it names, in any order; STT is dropped', () => {
    const block = [
      ['STT', 'Ngày sinh', 'HỌ VÀ TÊN\nCHỦ HỘ', ''],
      ['1', '1/2/1970', 'An', ''],
      ['2', '', 'Bình'],
    ];
    expect(underHeadings(block, [...labels, 'Ghi chú'])).toEqual([
      ['An', '', '1/2/1970'],
      ['Bình', '', ''],
    ]);
  });
  it('has no headings when something would be lost, or when nothing is named', () => {
    expect(
      underHeadings(
        [
          ['Họ và tên chủ hộ', 'Tuổi'],
          ['An', '50'],
        ],
        labels,
      ),
    ).toBe(null);
    expect(underHeadings([['Họ và tên chủ hộ'], ['An', '50']], labels)).toBe(null);
    expect(
      underHeadings(
        [
          ['Họ và tên chủ hộ', 'Họ và tên chủ hộ'],
          ['An', 'Ân'],
        ],
        labels,
      ),
    ).toBe(null);
    expect(underHeadings([['An', '50']], labels)).toBe(null);
    expect(underHeadings([], labels)).toBe(null);
  });
  it('keeps every text below a heading', () => {
    const line = fc.tuple(fc.string(), fc.string(), fc.string());
    fc.assert(
      fc.property(fc.shuffledSubarray(labels, { minLength: 3 }), fc.array(line), (headings, lines) => {
        const laid = underHeadings([headings, ...lines], labels);
        expect(laid).toEqual(lines.map((words) => labels.map((label) => words[headings.indexOf(label)])));
      }),
    );
  });
});
