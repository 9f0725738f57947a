import { describe, expect, it } from 'vitest';
import { deedOf } from './cell-keys.ts';
import { composedKey, typedText } from './ag-grid/composition.ts';
import { moveOf, TabRun } from './editing-keys.ts';
import { readCell } from '../review/cell-input.ts';
import { columnOf } from '../review/columns.ts';

const key = (name: string, more: Partial<KeyboardEvent> = {}) => ({
  key: name,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...more,
});

describe('keys of an open editor', () => {
  it('Enter and Tab write and move on, backwards with Shift', () => {
    expect(moveOf(key('Enter'), false)).toEqual({ down: 1, right: 0, home: true });
    expect(moveOf(key('Enter', { shiftKey: true }), false)).toMatchObject({ down: -1 });
    expect(moveOf(key('Tab', { shiftKey: true }), true)).toEqual({ down: 0, right: -1 });
    expect(moveOf(key('Enter', { altKey: true }), false)).toBeNull();
  });

  it('arrows leave a cell opened by typing, and stay inside one opened by F2', () => {
    expect(moveOf(key('ArrowRight'), true)).toEqual({ down: 0, right: 1 });
    expect(moveOf(key('ArrowRight'), false)).toBeNull();
    expect(moveOf(key('ArrowRight', { shiftKey: true }), true)).toBeNull();
    expect(moveOf(key('Escape'), true)).toBeNull();
    expect(moveOf(key('a'), true)).toBeNull();
  });

  it('Enter after a run of Tabs returns to the column where it began; any other move ends the run', () => {
    const run = new TabRun();
    run.step({ row: 3, column: 'a' }, { row: 3, column: 'b' });
    run.step({ row: 3, column: 'b' }, { row: 3, column: 'c' });
    expect(run.home(3, 'c')).toBe('a');
    expect(run.home(4, 'a')).toBe('a');
    run.step({ row: 3, column: 'b' }, { row: 3, column: 'c' });
    expect(run.home(7, 'z')).toBe('z');
  });
});

describe('the text that an editor starts with', () => {
  it('is the key, the composed word, or nothing', () => {
    expect(['d', 'đ', '😀', composedKey('đư'), 'F2', 'Enter', null].map(typedText)).toEqual(['d', 'đ', '😀', 'đư', null, null, null]);
  });
});

describe('one key for yes and no', () => {
  const yes = columnOf('list01', 'i1');
  const text = columnOf('list01', 'note');
  it.each(['x', 'X', '1'])('%s marks', (name) => expect(deedOf(key(name), yes)).toBe('mark'));
  it('0 clears', () => expect(deedOf(key('0'), yes)).toBe('clear'));
  it('words are typed and parsed', () => {
    expect(['c', 'k', 'v'].map((name) => deedOf(key(name), yes))).toEqual([null, null, null]);
    expect(['k', 'không', 'c', 'có', '0'].map((word) => readCell(yes!, word))).toEqual([
      { value: null },
      { value: null },
      { value: 'x' },
      { value: 'x' },
      { value: null },
    ]);
  });
  it('in other columns they are text', () => expect(['x', '1', 'k'].map((name) => deedOf(key(name), text))).toEqual([null, null, null]));
});
