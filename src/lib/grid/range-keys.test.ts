import { describe, expect, it } from 'vitest';
import { leavesRange, rangeAfter, type RangeKey } from './range-keys.ts';
import { activeOf, axis, single, type CellRange } from './range.ts';

const sheet = { rows: axis(['r0', 'r1', 'r2', 'r3', 'r4']), columns: axis(['a', 'b', 'c', 'd']) };
const filled = new Set(['r0 b', 'r1 b', 'r2 b', 'r1 c']);
const scene = { sheet, page: 3, isFilled: (row: string, field: string) => filled.has(`${row} ${field}`) };
const key = (name: string, held = ''): RangeKey => ({
  key: name,
  shiftKey: held.includes('s'),
  ctrlKey: held.includes('c'),
  metaKey: false,
  altKey: held.includes('a'),
});
const start = single({ row: 'r1', field: 'b' });
const wide: CellRange = { anchor: { row: 'r1', field: 'b' }, head: { row: 'r2', field: 'c' } };
const head = (range: CellRange | null) => range && `${range.head.row} ${range.head.field}`;

describe('keys of a selection', () => {
  it.each([
    ['ArrowDown', 's', start, 'r2 b'],
    ['ArrowRight', 's', wide, 'r2 d'],
    ['ArrowUp', 's', wide, 'r1 c'],
    ['ArrowLeft', 's', single({ row: 'r0', field: 'a' }), 'r0 a'],
    ['ArrowDown', 'cs', start, 'r2 b'],
    ['ArrowDown', 'cs', wide, 'r4 c'],
    ['ArrowRight', 'cs', start, 'r1 c'],
    ['ArrowDown', 'c', start, 'r2 b'],
    ['ArrowUp', 'c', start, 'r0 b'],
    ['Home', 's', wide, 'r2 a'],
    ['Home', '', wide, 'r1 a'],
    ['Home', 'c', wide, 'r0 a'],
    ['End', 'cs', start, 'r4 d'],
    ['PageDown', 's', start, 'r4 b'],
    ['Escape', '', wide, 'r1 b'],
  ] as const)('%s %s', (name, held, range, to) => {
    const after = rangeAfter(key(name, held), range, scene);
    expect(head(after)).toBe(to);
    if (held.includes('s')) expect(after?.anchor).toEqual(range.anchor);
    else expect(after?.anchor).toEqual(after?.head);
  });
  it('selects whole columns, whole rows, everything', () => {
    expect(rangeAfter(key(' ', 'c'), wide, scene)).toEqual({ ...wide, allRows: true });
    expect(rangeAfter(key(' ', 's'), wide, scene)).toEqual({ ...wide, allColumns: true });
    expect(rangeAfter(key('a', 'c'), wide, scene)).toEqual({ ...single(wide.anchor), allRows: true, allColumns: true });
  });
  it.each(['ArrowDown', 'Enter', 'Tab', 'x', ' ', 'F2', 'PageDown'])('%s alone is the grid’s', (name) =>
    expect(rangeAfter(key(name), wide, scene)).toBe(null),
  );
  it('ignores Alt', () => expect(rangeAfter(key('ArrowDown', 'as'), wide, scene)).toBe(null));
  it('starts at the cell that Enter and Tab have reached', () => {
    const led: CellRange = { ...wide, active: { row: 'r2', field: 'b' } };
    expect(rangeAfter(key('Home'), led, scene)).toEqual(single({ row: 'r2', field: 'a' }));
    expect(rangeAfter(key('Escape'), led, scene)).toEqual(single(activeOf(led)));
    expect(rangeAfter(key('ArrowDown', 's'), led, scene)).toMatchObject({ anchor: activeOf(led), head: { row: 'r3', field: 'c' } });
    expect(activeOf(rangeAfter(key(' ', 'c'), led, scene)!)).toEqual(activeOf(led));
  });
  it('moving on keeps only the active cell, extending does not', () => {
    for (const name of ['ArrowDown', 'PageUp']) expect(leavesRange(key(name))).toBe(true);
    for (const press of [
      key('Tab'),
      key('Enter', 's'),
      key('ArrowDown', 's'),
      key('ArrowDown', 'c'),
      key('x'),
      key('Delete'),
      key('Shift', 's'),
    ])
      expect(leavesRange(press)).toBe(false);
  });
});
