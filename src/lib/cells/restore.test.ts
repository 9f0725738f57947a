import fc from 'fast-check';
import * as Y from 'yjs';
import { expect, it } from 'vitest';
import type { CellValue } from '../review/types.ts';
import { restorePlan, type Difference } from './restore.ts';
import { SharedList } from './shared-list.ts';

const difference = (row: string, field: string, from: CellValue[], to: CellValue[], isNew = false): Difference => ({
  row,
  field,
  from,
  to,
  isNew,
});

it('writes the differences, leaves cells in conflict then and later rows, and settles conflicts of now', () => {
  const [list, other] = [new SharedList(new Y.Doc(), 'Lan'), new SharedList(new Y.Doc(), 'Thành')];
  list.write([
    { row: 'h:1', field: 'b1', value: 150 },
    { row: 'h:1', field: 'size', value: 4 },
    { row: 'h:1', field: 'note', value: 'n' },
    { row: 'h:2', field: 'b1', value: 1 },
    { row: 'c:1', field: 'text', value: 'x' },
  ]);
  other.set('h:1', 'note', 'khác');
  Y.applyUpdate(list.doc, Y.encodeStateAsUpdate(other.doc));
  const plan = restorePlan(list, [
    difference('h:1', 'b1', [130], [150]),
    difference('h:1', 'size', [3, 5], [4]),
    difference('h:1', 'note', [], ['n', 'khác']),
    difference('h:2', 'b1', [], [1], true),
    difference('c:1', 'text', [], ['x'], true),
    // Already restored on this copy, but not yet received by the commune.
    difference('h:1', 'head', [], ['A']),
  ]);
  expect(plan.writes).toEqual([
    { row: 'h:1', field: 'b1', value: 130 },
    { row: 'h:1', field: 'note', value: null },
  ]);
  expect([plan.settles.map(({ field }) => field), plan.disputedThen.map(({ field }) => field), plan.later]).toEqual([
    ['note'],
    ['size'],
    ['h:2'],
  ]);
  list.write(plan.writes);
  expect([list.get('h:1', 'b1'), list.inConflict('h:1', 'note'), list.get('h:1', 'size'), list.get('h:2', 'b1')]).toEqual([
    130,
    false,
    4,
    1,
  ]);
  // The restore is one undo step.
  list.undo();
  expect(list.get('h:1', 'b1')).toBe(150);
});

it('restores every cell of a list that has no conflicts', () => {
  const cell = fc.record({
    row: fc.constantFrom('h:1', 'h:2', 'm:1'),
    field: fc.constantFrom('a', 'b'),
    value: fc.constantFrom<CellValue>(null, 1, 'x'),
  });
  fc.assert(
    fc.property(fc.array(cell), fc.array(cell), (before, after) => {
      const list = new SharedList(new Y.Doc(), 'Lan');
      list.write(before);
      const then = Object.fromEntries(list.rows().map((row) => [row, list.snapshotRow(row)]));
      for (const write of after) list.write([write]);
      const differences = list
        .rows()
        .flatMap((row) =>
          list
            .fields(row)
            .map((field) =>
              difference(row, field, then[row]?.[field] === undefined ? [] : [then[row]![field]!], [list.get(row, field)], !then[row]),
            ),
        );
      list.write(restorePlan(list, differences).writes);
      for (const row of Object.keys(then))
        for (const field of list.fields(row)) expect(list.get(row, field)).toBe(then[row]?.[field] ?? null);
    }),
  );
});
