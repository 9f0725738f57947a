import { describe, expect, it } from 'vitest';
import { columnOf } from '../review/columns.ts';
import { deedOf } from './cell-keys.ts';
import { findChoices } from './choices.ts';
import { readBlock, writeBlock } from './clipboard.ts';
import { columnStats, statsText } from './column-stats.ts';

const key = (name: string, held: Partial<Record<'altKey' | 'ctrlKey', boolean>> = {}) => ({ key: name, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held });

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
    [' ', undefined, 'ignore'],
  ])('%j', (name, column, deed) => expect(deedOf(key(name), column)).toBe(deed));
  it('leaves shortcuts alone, and Alt+Enter opens what is disputed', () => {
    expect(deedOf(key('x', { ctrlKey: true }), yes)).toBe(null);
    expect(deedOf(key('Enter', { altKey: true }), undefined)).toBe('settle');
    expect(deedOf(key('Enter'), yes)).toBe(null);
  });
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
  it('shows all when nothing is typed, and searches the notes', () => {
    expect(findChoices(choices, ' ')).toHaveLength(7);
    expect(findChoices([{ value: 'H-001', note: 'Nông Đình Bằng' }], 'bang')).toHaveLength(1);
  });
});

describe('clipboard', () => {
  it('reads what worksheets copy', () => {
    expect(readBlock('1\t2\r\n3\t\r\n')).toEqual([['1', '2'], ['3', '']]);
    expect(readBlock('"hai\ndòng"\t"nói ""có"""')).toEqual([['hai\ndòng', 'nói "có"']]);
    expect(readBlock('140')).toEqual([['140']]);
    expect(readBlock('')).toEqual([]);
    expect(readBlock('a\n\nb')).toEqual([['a'], [''], ['b']]);
  });
  it('writes what it reads', () => {
    const block = [['a\tb', 'c'], ['', '"']];
    expect(readBlock(writeBlock(block))).toEqual(block);
  });
});

it('status bar', () => {
  expect(statsText(columnStats([73, 140, null, 'abc', 140]))).toEqual(['Đếm 4', 'Tổng 353', 'Trung bình 117,67']);
  expect(statsText(columnStats(['x', null, 'x']))).toEqual(['Đếm 2']);
});
