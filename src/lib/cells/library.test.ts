/** What the shared list relies on in yjs. An upgrade that changes this behaviour fails here. */
import * as Y from 'yjs';
import { expect, it } from 'vitest';
import { SharedList } from './shared-list.ts';

it("adds one to the writer's clock for each cell written, nothing for a deletion", () => {
  const list = new SharedList(new Y.Doc(), 'lan');
  const clock = (): number => Y.decodeStateVector(Y.encodeStateVector(list.doc)).get(list.doc.clientID) ?? 0;
  list.write([
    { row: 'r', field: 'a', value: 1 },
    { row: 'r', field: 'b', value: 'tiếng Việt' },
    { row: 's', field: 'a', value: null },
  ]);
  expect(clock()).toBe(2);
  for (let i = 0; i < 10; i++) list.set('r', 'a', i + 10);
  expect(clock()).toBe(12);
});

it('returns pushed arrays as the same objects, also after merging and deleting', () => {
  const array = new Y.Doc().getArray<unknown>('r');
  const raws = [
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ];
  for (const raw of raws) array.push([raw]);
  array.delete(1, 1);
  expect(array.get(0)).toBe(raws[0]);
  expect(array.get(1)).toBe(raws[2]);
});

it('puts roots of a remote update into doc.share, untyped, in order of arrival', () => {
  const a = new Y.Doc();
  a.getArray('r').push([1]);
  const b = new Y.Doc();
  b.getArray('q');
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
  expect([...b.share.keys()]).toEqual(['q', 'r']);
  expect(b.share.get('r')!.constructor).toBe(Y.AbstractType);
  expect(b.getArray('r').toArray()).toEqual([1]);
});

it('lists a changed root in transaction.changed under the type that getArray returned', () => {
  const a = new Y.Doc();
  const b = new Y.Doc();
  const array = b.getArray('r');
  let changed = false;
  b.on(
    'afterTransaction',
    (transaction: Y.Transaction) => void (changed = [...transaction.changed.keys()].some((type) => (type as unknown) === array)),
  );
  a.getArray('r').push([1]);
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
  expect(changed).toBe(true);
});

it('ignores an update that it has already applied', () => {
  const a = new Y.Doc();
  const b = new Y.Doc();
  a.getArray('r').push([1]);
  let updates = 0;
  b.on('update', () => updates++);
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
  expect(updates).toBe(1);
});
