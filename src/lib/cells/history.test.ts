import * as Y from 'yjs';
import { expect, it } from 'vitest';
import { CellHistory } from './history.ts';
import { SharedList } from './shared-list.ts';

const copy = (author: string): { list: SharedList; updates: Uint8Array[]; doc: Y.Doc } => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'other' && updates.push(update));
  return { list: new SharedList(doc, author), updates, doc };
};

it('says of each update which cells it changed, from what to what', () => {
  const lan = copy('Lan');
  lan.list.write([{ row: 'h:1', field: 'b1', value: 100 }, { row: 'h:1', field: 'code', value: '01' }]);
  lan.list.set('h:1', 'b1', 90);
  lan.list.set('h:1', 'b1', null);
  const history = new CellHistory();
  expect(lan.updates.map((update) => history.apply(update).map(({ field, from, to, claimed }) => [field, from, to, claimed]))).toEqual([
    [['b1', [], [100], ['Lan']], ['code', [], ['01'], ['Lan']]],
    [['b1', [100], [90], ['Lan']]],
    [['b1', [90], [null], ['Lan']]],
  ]);
  expect(history.get('h:1', 'code')).toBe('01');
  history.close();
});

it('shows a conflict arising and being settled, and nothing for what is known', () => {
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
  history.close();
});
