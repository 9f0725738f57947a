import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnOf } from '../review/columns.ts';
import { deedOf, wantsToWrite } from './cell-keys.ts';
import { findChoices } from './choices.ts';
import { readBlock, writeBlock } from './clipboard.ts';
import { columnStats, statsText } from './column-stats.ts';
import { readCopied } from './copied.ts';

const key = (name: string, held: Partial<Record<'altKey' | 'ctrlKey', boolean>> = {}) => ({
  key: name,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});

describe('keys on a cell', () => {
  const yes = columnOf('list01', 'i1');
  const number = columnOf('list01', 'b1');
  it.each([
    [' ', yes, 'toggle'],
    ['x', yes, 'mark'],
    ['X', yes, 'mark'],
    ['c', yes, null],
    ['x', number, null],
    [' ', number, null],
    ['Delete', number, 'clear'],
    ['Backspace', yes, 'clear'],
    ['Delete', undefined, null],
    ['Backspace', number, 'retype'],
    ['Backspace', undefined, null],
    ['F2', undefined, 'why'],
  ])('%j', (name, column, deed) => expect(deedOf(key(name), column)).toBe(deed));
  it('ignores shortcuts, and Alt+Enter opens a conflict', () => {
    expect(deedOf(key('x', { ctrlKey: true }), yes)).toBe(null);
    expect(deedOf(key('Enter', { altKey: true }), undefined)).toBe('settle');
    expect(deedOf(key('Enter'), yes)).toBe(null);
  });
});

describe('keys that are meant to write', () => {
  it.each(['a', 'đ', '5', ' ', 'Delete', 'Backspace', 'F2', 'Process', 'Dead'])('%j', (name) => expect(wantsToWrite(key(name))).toBe(true));
  it.each(['Enter', 'Tab', 'ArrowDown', 'Escape', 'Home', 'F4', 'ContextMenu', 'Shift'])('not %j', (name) =>
    expect(wantsToWrite(key(name))).toBe(false),
  );
  it('nor a shortcut', () => expect(wantsToWrite(key('c', { ctrlKey: true }))).toBe(false));
});

describe('choices while typing', () => {
  const choices = ['Kinh', 'Tày', 'Thái', 'Khơ-me', 'Ê-đê', 'Hộ nghèo', 'Hộ cận nghèo'].map((value) => ({ value }));
  it.each([
    ['tay', 'Tày'],
    ['TÀY', 'Tày'],
    ['ede', undefined],
    ['e de', 'Ê-đê'],
    ['can', 'Hộ cận nghèo'],
    ['ngheo', 'Hộ nghèo'],
    ['k', 'Kinh'],
  ])('%s', (typed, first) => expect(findChoices(choices, typed)[0]?.value).toBe(first));
  it('shows all when nothing is typed, and also searches the notes', () => {
    expect(findChoices(choices, ' ')).toHaveLength(7);
    expect(findChoices([{ value: 'H-001', note: 'Nông Đình Bằng' }], 'bang')).toHaveLength(1);
  });
});

describe('clipboard', () => {
  it('parses what worksheets copy', () => {
    expect(readBlock('1\t2\r\n3\t\r\n')).toEqual([
      ['1', '2'],
      ['3', ''],
    ]);
    expect(readBlock('"hai\ndòng"\t"nói ""có"""')).toEqual([['hai\ndòng', 'nói "có"']]);
    expect(readBlock('140')).toEqual([['140']]);
    expect(readBlock('')).toEqual([]);
    expect(readBlock('a\n\nb')).toEqual([['a'], [''], ['b']]);
  });
  it('a ditto mark swallows nothing', () => {
    expect(readBlock('Kinh\tNữ\t3\r\n"\t"\t2\r\nNùng\t"\t1\r\n')).toEqual([
      ['Kinh', 'Nữ', '3'],
      ['"', '"', '2'],
      ['Nùng', '"', '1'],
    ]);
    expect(readBlock('Tày\r\n"\r\n"\r\n')).toEqual([['Tày'], ['"'], ['"']]);
    expect(readBlock('""\t3\r\n""\t2')).toEqual([
      ['""', '3'],
      ['""', '2'],
    ]);
    expect(readBlock('"Út" Lan\t3\r\nBa "Bảy"\t2')).toEqual([
      ['"Út" Lan', '3'],
      ['Ba "Bảy"', '2'],
    ]);
    expect(readBlock('"5\tinch\r\n6\tb')).toEqual([
      ['"5', 'inch'],
      ['6', 'b'],
    ]);
  });
  it('parses whatever Excel copies, which quotes only line ends and tabs', () => {
    const excel = (cell: string): string => (/[\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
    const cell = fc.oneof(
      fc.constantFrom('', '"', '""', 'Nùng', '3', 'ba "Bảy"', '15"', '"Út" Lan', 'hai\ndòng', 'hai\n"dòng"', 'a\tb'),
      fc.string().map((text) => `a${text}`),
    );
    // At least two columns: in one column, being a rectangle proves nothing.
    const block = fc
      .integer({ min: 2, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }));
    fc.assert(
      fc.property(block, (words) => {
        expect(readBlock(`${words.map((line) => line.map(excel).join('\t')).join('\r\n')}\r\n`)).toEqual(words);
      }),
      { numRuns: 2000 },
    );
  });
  it('parses what it writes', () => {
    const block = [
      ['a\tb', 'c'],
      ['', '"'],
    ];
    expect(readBlock(writeBlock(block))).toEqual(block);
  });
});

describe('plain text and table on one clipboard', () => {
  const table =
    (rows: string[][], beside = false) =>
    () => ({ rows, beside });
  const HTML = '<table>';
  // A Word cell with two paragraphs.
  const text = 'Vi Văn Ba\n(tức Bảy)\t3\nLò Thị Én\t2\n';
  const rows = [
    ['Vi Văn Ba\n(tức Bảy)', '3'],
    ['Lò Thị Én', '2'],
  ];
  it('the table decides the shape', () => expect(readCopied(text, HTML, table(rows))).toEqual(rows));
  it('with equal shapes, the words come from the text', () =>
    expect(readCopied('1,50\t2', HTML, table([['1.5', '2']]))).toEqual([['1,50', '2']]));
  it('a table among other text is not what was copied', () =>
    expect(readCopied('Kính gửi:\na\tb\n', HTML, table([['a', 'b']], true))).toEqual([['Kính gửi:'], ['a', 'b']]));
  it('either may be missing', () => {
    expect(readCopied('a\tb', '<b>a</b>', () => null)).toEqual([['a', 'b']]);
    expect(readCopied('', HTML, table(rows))).toEqual(rows);
  });
});

it('status bar', () => {
  expect(statsText(columnStats([73, 140, null, 'abc', 140]))).toEqual(['Đếm 4', 'Tổng 353', 'Trung bình 117,67']);
  expect(statsText(columnStats(['x', null, 'x']))).toEqual(['Đếm 2']);
});
