import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activeOf,
  axis,
  blockOf,
  columnsOf,
  contains,
  dataEdge,
  extended,
  follow,
  isSingle,
  rangeOver,
  rowsOf,
  single,
  sizeOf,
  stepWithin,
  type Block,
  type CellRange,
  type CellPosition,
  type Sheet,
} from './range.ts';

const columns = axis(['head', 'b1', 'size', 'note']);
const sheet = (...rows: string[]): Sheet => ({ rows: axis(rows), columns });
const from = (row: string, field: string, toRow: string, toField: string): CellRange => ({
  anchor: { row, field },
  head: { row: toRow, field: toField },
});

describe('a block', () => {
  const abcd = sheet('a', 'b', 'c', 'd');
  it('lies between its corners, in any order', () => {
    expect(blockOf(from('c', 'size', 'b', 'head'), abcd)).toEqual({ top: 1, bottom: 2, left: 0, right: 2 });
    expect(sizeOf(blockOf(from('c', 'size', 'b', 'head'), abcd)!)).toBe(6);
    expect(blockOf(from('c', 'size', 'gone', 'head'), abcd)).toBe(null);
  });
  it('of whole columns contains every row, also a later one', () => {
    const range = { ...from('b', 'b1', 'b', 'size'), allRows: true };
    expect(rowsOf(blockOf(range, abcd)!, abcd)).toEqual(['a', 'b', 'c', 'd']);
    const more = sheet('a', 'b', 'c', 'd', 'e');
    expect(rowsOf(blockOf(range, more)!, more)).toHaveLength(5);
    expect(isSingle({ ...single(range.anchor), allRows: true })).toBe(false);
  });
  it('equals the block of the range over it', () => {
    const place = fc.nat(3);
    fc.assert(
      fc.property(place, place, place, place, (a, b, c, d) => {
        const block = { top: Math.min(a, b), bottom: Math.max(a, b), left: Math.min(c, d), right: Math.max(c, d) };
        expect(blockOf(rangeOver(block, abcd), abcd)).toEqual(block);
      }),
    );
  });
});

describe('Enter and Tab within a block', () => {
  const [enter, tab] = [
    { down: 1, right: 0 },
    { down: 0, right: 1 },
  ] as const;
  const block: Block = { top: 1, bottom: 2, left: 3, right: 4 };
  const walk = (move: Parameters<typeof stepWithin>[2], steps: number): string[] => {
    const seen: string[] = [];
    for (let at: CellPosition = { row: 1, column: 3 }; steps-- > 0; seen.push(`${at.row},${at.column}`)) at = stepWithin(block, at, move);
    return seen;
  };
  it('moves down and into the next column, right and into the next row, and wraps around', () => {
    expect(walk(enter, 5)).toEqual(['2,3', '1,4', '2,4', '1,3', '2,3']);
    expect(walk(tab, 5)).toEqual(['1,4', '2,3', '2,4', '1,3', '1,4']);
  });
  const blocks = fc
    .record({
      top: fc.nat(50),
      left: fc.nat(50),
      height: fc.integer({ min: 1, max: 9 }),
      width: fc.integer({ min: 1, max: 9 }),
      down: fc.nat(8),
      right: fc.nat(8),
      move: fc.constantFrom(enter, tab),
    })
    .map(({ top, left, height, width, down, right, move }) => ({
      block: { top, left, bottom: top + height - 1, right: left + width - 1 },
      start: { row: top + (down % height), column: left + (right % width) },
      move,
    }));
  it('visits every cell once before it returns', () => {
    fc.assert(
      fc.property(blocks, ({ block, start, move }) => {
        const seen = new Set<string>();
        let at: CellPosition = start;
        for (let step = 0; step < sizeOf(block); step++) {
          at = stepWithin(block, at, move);
          expect(contains(block, at.row, at.column)).toBe(true);
          seen.add(`${at.row},${at.column}`);
        }
        expect(seen.size).toBe(sizeOf(block));
        expect(at).toEqual(start);
      }),
    );
  });
  it('with Shift goes back the same way', () => {
    fc.assert(
      fc.property(blocks, ({ block, start, move }) => {
        const back = { down: -move.down, right: -move.right } as Parameters<typeof stepWithin>[2];
        expect(stepWithin(block, stepWithin(block, start, move), back)).toEqual(start);
      }),
    );
  });
  it('Shift extends from the active cell', () => {
    const led: CellRange = { ...from('a', 'head', 'c', 'size'), active: { row: 'b', field: 'b1' } };
    expect(extended(led, { row: 'd', field: 'note' })).toEqual({ ...from('b', 'b1', 'd', 'note'), active: undefined });
    expect(activeOf(single(led.anchor))).toEqual(led.anchor);
  });
});

describe('Ctrl+arrow', () => {
  //             0  1  2  3  4  5  6  7  8  9
  const filled = [1, 1, 1, 0, 0, 1, 0, 1, 1, 0].map(Boolean);
  const edge = (start: number, step: 1 | -1): number => dataEdge((index) => filled[index] ?? false, start, step, 9);
  it.each([
    [0, 1, 2], // within: to the last filled
    [2, 1, 5], // at the edge: to the next filled
    [3, 1, 5], // from empty
    [5, 1, 7], // alone: over the gap
    [8, 1, 9], // nothing more: to the end
    [9, 1, 9],
    [8, -1, 7],
    [7, -1, 5],
    [2, -1, 0],
    [0, -1, 0],
  ] as const)('from %i by %i', (start, step, to) => expect(edge(start, step)).toBe(to));
  it('always stays within the sheet, and stops at a filled cell or at the end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }),
        fc.nat(29),
        fc.constantFrom(1 as const, -1 as const),
        (cells, at, step) => {
          const start = at % cells.length;
          const to = dataEdge((index) => cells[index] ?? false, start, step, cells.length - 1);
          const end = step === 1 ? cells.length - 1 : 0;
          expect(to === end || cells[to]).toBe(true);
          expect((to - start) * step >= 0).toBe(true);
          if (start !== end) expect(to).not.toBe(start);
        },
      ),
    );
  });
});

describe('a range when rows change', () => {
  const before = sheet('a', 'b', 'c', 'd');
  const range = from('b', 'b1', 'c', 'size');
  const after = (...rows: string[]): readonly string[] | null => {
    const now = follow(range, before, sheet(...rows));
    const block = now && blockOf(now, sheet(...rows));
    return block ? rowsOf(block, sheet(...rows)) : null;
  };
  it('stays with its rows when others are added', () => {
    expect(after('new', 'a', 'b', 'c', 'd', 'more')).toEqual(['b', 'c']);
    expect(after('a', 'b', 'new', 'c', 'd')).toEqual(['b', 'new', 'c']);
  });
  it('follows a new order in which they stay together', () => expect(after('d', 'c', 'b', 'a')).toEqual(['c', 'b']));
  it('keeps only the active cell when they do not', () => {
    expect(after('b', 'a', 'd', 'c')).toEqual(['b']);
    expect(after('a', 'd')).toEqual(null);
  });
  it('keeps the active cell while it is shown', () => {
    const led: CellRange = { ...range, active: { row: 'c', field: 'b1' } };
    expect(activeOf(follow(led, before, sheet('a', 'new', 'b', 'c', 'd'))!)).toEqual(led.active);
    expect(activeOf(follow(led, before, sheet('a', 'b', 'd'))!)).toEqual(range.anchor);
    expect(follow(led, before, sheet('b', 'a', 'c', 'd'))).toEqual(single({ row: 'c', field: 'b1' }));
  });
  it('loses an end when its row is removed', () => {
    expect(after('a', 'b', 'd')).toEqual(['b']);
    expect(after('a', 'c', 'd')).toEqual(['c']);
  });
  it('never contains a row that was there and not selected', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'new'];
    fc.assert(
      fc.property(
        fc.nat(5),
        fc.nat(5),
        fc.shuffledSubarray(ids),
        fc.shuffledSubarray([...columns.ids], { minLength: 1 }),
        (one, other, rows, fields) => {
          const old = sheet('a', 'b', 'c', 'd', 'e', 'f');
          const chosen = from(ids[one] ?? '', 'b1', ids[other] ?? '', 'size');
          const was = blockOf(chosen, old)!;
          const now: Sheet = { rows: axis(rows), columns: axis(fields) };
          const next = follow(chosen, old, now);
          if (!next) return;
          const block = blockOf(next, now)!;
          for (const id of rowsOf(block, now)) expect([...rowsOf(was, old), 'new']).toContain(id);
          for (const id of columnsOf(block, now)) expect(columnsOf(was, old)).toContain(id);
        },
      ),
    );
  });
});
