import * as Y from 'yjs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CellValue } from '../review/types.ts';
import { CellHistory } from './history.ts';
import { SharedList } from './shared-list.ts';

const copy = (author: string): { list: SharedList; updates: Uint8Array[]; doc: Y.Doc } => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'other' && updates.push(update));
  return { list: new SharedList(doc, author), updates, doc };
};

it('reports for each update which cells it changed, from what to what', () => {
  const lan = copy('Lan');
  lan.list.write([
    { row: 'h:1', field: 'b1', value: 100 },
    { row: 'h:1', field: 'code', value: '01' },
  ]);
  lan.list.set('h:1', 'b1', 90);
  lan.list.set('h:1', 'b1', null);
  const history = new CellHistory();
  expect(lan.updates.map((update) => history.apply(update).map(({ field, from, to, claimed }) => [field, from, to, claimed]))).toEqual([
    [
      ['b1', [], [100], ['Lan']],
      ['code', [], ['01'], ['Lan']],
    ],
    [['b1', [100], [90], ['Lan']]],
    [['b1', [90], [null], ['Lan']]],
  ]);
  expect(history.get('h:1', 'code')).toBe('01');
});

it('shows a conflict arising and being settled, and nothing for an update it already knows', () => {
  const [lan, thanh] = [copy('Lan'), copy('Thành')];
  lan.list.set('h:1', 'b1', 1);
  thanh.list.set('h:1', 'b1', 2);
  Y.applyUpdate(lan.doc, thanh.updates[0]!, 'other');
  lan.list.settle('h:1', 'b1', 2);
  const history = new CellHistory();
  const [first, second, settled] = [lan.updates[0]!, thanh.updates[0]!, lan.updates[1]!].map((update) => history.apply(update));
  expect(first).toMatchObject([{ from: [], to: [1] }]);
  expect(second).toMatchObject([{ from: [1], claimed: ['Thành'] }]);
  expect([...second![0]!.to].sort()).toEqual([1, 2]);
  expect(settled).toMatchObject([{ to: [2], claimed: ['Lan'] }]);
  expect(history.apply(lan.updates[0]!)).toEqual([]);
});

const place = fc.record({ row: fc.constantFrom('h:1', 'h:2'), field: fc.constantFrom('a', 'b') });
const step = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), who: fc.nat(2), place, value: fc.constantFrom<CellValue>(null, 1, 2, 'x') }),
  fc.record({ kind: fc.constant('settle' as const), who: fc.nat(2), place }),
  fc.record({ kind: fc.constant('send' as const), who: fc.nat(2) }),
  fc.record({ kind: fc.constant('fetch' as const), who: fc.nat(2) }),
  fc.record({ kind: fc.constant('reopen' as const), who: fc.nat(2) }),
);

it('matches, after each update, a list opened from the same log', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const server = new Y.Doc();
      const reference = new SharedList(server, '');
      const history = new CellHistory();
      const seen = new Map<string, CellValue[]>();
      const log: Uint8Array[] = [];
      server.on('update', (update: Uint8Array) => log.push(update));
      const copies = ['Lan', 'Thành', 'Việt'].map(copy);
      const read = (): void => {
        for (const update of log.splice(0)) for (const { row, field, to } of history.apply(update)) seen.set(`${row} ${field}`, [...to]);
        for (const row of reference.rows())
          for (const field of reference.fields(row)) {
            expect(seen.get(`${row} ${field}`)).toEqual(reference.values(row, field).map(({ value }) => value));
            expect(history.get(row, field)).toBe(reference.get(row, field));
          }
      };
      for (const step of steps) {
        const { list, doc } = copies[step.who]!;
        if (step.kind === 'write') list.write([{ ...step.place, value: step.value }]);
        else if (step.kind === 'settle' && list.inConflict(step.place.row, step.place.field))
          list.settle(step.place.row, step.place.field, list.get(step.place.row, step.place.field));
        else if (step.kind === 'fetch') Y.applyUpdate(doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(doc)), 'other');
        else if (step.kind === 'reopen') {
          copies[step.who] = copy('Lan');
          Y.applyUpdate(copies[step.who]!.doc, Y.encodeStateAsUpdate(doc), 'other');
        } else if (step.kind === 'send') {
          Y.applyUpdate(server, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server)));
          read();
        }
      }
      // The same as one update, whatever the order inside it.
      const atOnce = new CellHistory();
      atOnce.apply(Y.encodeStateAsUpdate(server));
      for (const row of reference.rows())
        for (const field of reference.fields(row)) expect(atOnce.get(row, field)).toBe(reference.get(row, field));
    }),
    { numRuns: 400 },
  );
});
