import { expect, it } from 'vitest';
import type { HistoryLine } from './ask-history.ts';
import { toldLines } from './told-lines.ts';

const line = (number: number, row: string, from: HistoryLine['from'], at = 1): HistoryLine => ({
  number,
  at,
  name: 'Lan',
  row,
  field: `f${number}`,
  from,
  to: [number],
  claimed: [],
});

it('joins first values written together into one line for each row, and keeps every change on its own line', () => {
  const told = toldLines([
    line(6, 'h:1', [1], 3),
    line(5, 'h:1', [], 2),
    line(4, 'h:1', []),
    line(3, 'h:1', []),
    line(2, 'm:1', []),
    line(1, 'h:1', []),
  ]);
  expect(told.map((each) => (each.kind === 'first' ? each.lines.map(({ number }) => number) : each.line.number))).toEqual([
    6,
    [5],
    [4, 3],
    [2],
    [1],
  ]);
});
