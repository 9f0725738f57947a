import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { IndexedDbCopy } from './indexeddb-copy.ts';
import { localCopyContract } from './local-copy.contract.ts';
import { copyName } from './local-copy.ts';
import { memoryDevice, MemoryCopy } from './memory-copy.ts';

localCopyContract('memory', () => {
  const device = memoryDevice();
  return { open: (name, doc) => new MemoryCopy(name, doc, device) };
});

localCopyContract('IndexedDB', () => {
  const factory = new IDBFactory();
  return { open: (name, doc) => new IndexedDbCopy(name, doc, factory) };
});

const inStore = <T>(factory: IDBFactory, name: string, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const request = factory.open(name, 1);
    request.onerror = () => reject(request.error ?? new Error('open'));
    request.onsuccess = () => {
      const transaction = request.result.transaction('updates', 'readwrite');
      const answer = act(transaction.objectStore('updates'));
      transaction.oncomplete = () => {
        request.result.close();
        resolve(answer.result);
      };
    };
  });
const rows = (factory: IDBFactory, name: string): Promise<number> => inStore(factory, name, (store) => store.count());
const keys = (factory: IDBFactory, name: string): Promise<IDBValidKey[]> => inStore(factory, name, (store) => store.getAllKeys());
const add = (factory: IDBFactory, name: string, update: Uint8Array): Promise<IDBValidKey> =>
  inStore(factory, name, (store) => store.add(update));

describe('IndexedDB, before it is read', () => {
  const counted = async (factory: IDBFactory): Promise<unknown> => {
    const copy = new IndexedDbCopy('a', new Y.Doc(), factory);
    const clocks = await copy.whenCounted;
    await copy.close();
    return clocks && [...clocks.values()];
  };

  it('reports its clocks, also when it is empty', async () => {
    const factory = new IDBFactory();
    expect(await counted(factory)).toEqual([]);
    const doc = new Y.Doc();
    const copy = new IndexedDbCopy('a', doc, factory);
    for (let i = 0; i < 3; i++) doc.getArray('h:1').push([i]);
    await copy.close();
    expect(await counted(factory)).toEqual([3]);
  });

  it('reports no clocks when another version of the app has stored something since, until it is read', async () => {
    const factory = new IDBFactory();
    const doc = new Y.Doc();
    const copy = new IndexedDbCopy('a', doc, factory);
    doc.getArray('h:1').push([1]);
    await copy.close();
    const other = new Y.Doc();
    other.getArray('h:1').push([2, 3]);
    await add(factory, 'a', Y.encodeStateAsUpdate(other));
    const second = new IndexedDbCopy('a', new Y.Doc(), factory);
    expect(await second.whenCounted).toBeNull();
    await second.close();
    expect(((await counted(factory)) as number[]).sort()).toEqual([1, 2]);
  });
});

describe('IndexedDB, when it fails', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is named by person and room', () => {
    expect(copyName('ha-thi-lan', 'r.thon-1')).not.toBe(copyName('nong-van-thanh', 'r.thon-1'));
    expect(copyName('ha-thi-lan', 'r.thon-1')).toContain('ha-thi-lan');
  });

  it('reports that there is none, and the list works in memory', async () => {
    const doc = new Y.Doc();
    const copy = new IndexedDbCopy('a', doc, null);
    await copy.whenLoaded;
    expect(copy.failed?.code).toBe('unavailable');
    doc.getArray('h:1').push([1]);
    await expect(copy.flush()).rejects.toThrow('không cho lưu');
    await copy.close();
  });

  it('does not grow when it is opened', async () => {
    const factory = new IDBFactory();
    for (let i = 0; i < 60; i++) {
      const doc = new Y.Doc();
      const copy = new IndexedDbCopy('a', doc, factory);
      await copy.whenLoaded;
      if (i < 55) doc.getArray('h:1').push([i]);
      await copy.close();
    }
    expect(await rows(factory, 'a')).toBeLessThan(20);
  });

  it('merges recent updates, also of another tab, and leaves the list itself alone', async () => {
    const factory = new IDBFactory();
    const many = new Y.Doc();
    for (let i = 0; i < 4_000; i++) many.getArray(`h:${i}`).push([['head', `Hộ thứ ${i}`, 'lan', 1]]);
    const first = new Y.Doc();
    const copy = new IndexedDbCopy('a', first, factory);
    Y.applyUpdate(first, Y.encodeStateAsUpdate(many));
    await copy.flush();
    const second = new Y.Doc();
    const tab = new IndexedDbCopy('a', second, factory);
    await tab.whenLoaded;
    const keysBefore = await keys(factory, 'a');
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 400; i++) {
        first.getArray(`h:${i}`).push([['b1', round * 1000 + i, 'lan', 2]]);
        second.getArray(`h:${i}`).push([['b1', -i, 'viet', 2]]);
      }
      await copy.flush();
      await tab.flush();
    }
    expect(await rows(factory, 'a')).toBeLessThan(900);
    expect((await keys(factory, 'a'))[0]).toBe(keysBefore[0]);
    await copy.close();
    await tab.close();
    Y.applyUpdate(first, Y.encodeStateAsUpdate(second));
    const again = new Y.Doc();
    const reopened = new IndexedDbCopy('a', again, factory);
    await reopened.whenLoaded;
    for (let i = 0; i < 4_000; i++) expect(again.getArray(`h:${i}`).toArray()).toEqual(first.getArray(`h:${i}`).toArray());
    await reopened.close();
    expect(await rows(factory, 'a')).toBeLessThan(3);
  });

  it('merges nothing when an update is unreadable', async () => {
    const factory = new IDBFactory();
    const doc = new Y.Doc();
    const copy = new IndexedDbCopy('a', doc, factory);
    doc.getArray('h:1').push([0]);
    await copy.flush();
    await add(factory, 'a', new Uint8Array([9, 9, 9]));
    for (let i = 1; i <= 600; i++) doc.getArray('h:1').push([i]);
    await copy.flush();
    await copy.close();
    expect(await rows(factory, 'a')).toBe(602);
    const again = new Y.Doc();
    const reopened = new IndexedDbCopy('a', again, factory);
    await reopened.whenLoaded;
    expect(reopened.failed?.code).toBe('damaged');
    expect(again.getArray('h:1').length).toBe(601);
    await reopened.close();
  });

  it('reports a full disk, keeps the edits, and stores them once there is room', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const factory = new IDBFactory();
    const doc = new Y.Doc();
    const copy = new IndexedDbCopy('a', doc, factory);
    await copy.whenLoaded;
    const heard: (string | null)[] = [];
    copy.onFailure((failed) => heard.push(failed?.code ?? null));
    const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    doc.getArray('h:1').push([1]);
    await expect(copy.flush()).rejects.toThrow('hết chỗ');
    expect(heard[0]).toBe('full');
    full.mockRestore();
    doc.getArray('h:1').push([2]);
    await copy.flush();
    expect([copy.failed, heard.at(-1)]).toEqual([null, null]);
    await copy.close();
    vi.useRealTimers();
    const again = new Y.Doc();
    const reopened = new IndexedDbCopy('a', again, factory);
    await reopened.whenLoaded;
    expect(again.getArray('h:1').toArray()).toEqual([1, 2]);
    await reopened.close();
  });

  it('reports a database deleted from outside, and stores everything again', async () => {
    const factory = new IDBFactory();
    const doc = new Y.Doc();
    const copy = new IndexedDbCopy('a', doc, factory);
    doc.getArray('h:1').push([1]);
    await copy.flush();
    const heard: (string | null)[] = [];
    copy.onFailure((failed) => heard.push(failed?.code ?? null));
    await new Promise((resolve) => (factory.deleteDatabase('a').onsuccess = resolve));
    expect(heard).toEqual(['closed']);
    doc.getArray('h:1').push([2]);
    await copy.flush();
    expect(heard).toEqual(['closed', null]);
    await copy.close();
    const again = new Y.Doc();
    const reopened = new IndexedDbCopy('a', again, factory);
    await reopened.whenLoaded;
    expect(again.getArray('h:1').toArray()).toEqual([1, 2]);
    await reopened.close();
  });

  it('uses the readable part of a damaged store and keeps the rest', async () => {
    const factory = new IDBFactory();
    const doc = new Y.Doc();
    const copy = new IndexedDbCopy('a', doc, factory);
    doc.getArray('h:1').push([1]);
    await copy.flush();
    await copy.close();
    await add(factory, 'a', new Uint8Array([9, 9, 9]));
    const again = new Y.Doc();
    const reopened = new IndexedDbCopy('a', again, factory);
    await reopened.whenLoaded;
    expect(reopened.failed?.code).toBe('damaged');
    expect(again.getArray('h:1').toArray()).toEqual([1]);
    await reopened.close();
    expect(await rows(factory, 'a')).toBe(2);
  });
});

it('shares its layout with y-indexeddb, in both directions', async () => {
  const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
  const copy = new IndexedDbCopy('shared', mine);
  mine.getArray('h:1').push([1]);
  await copy.flush();
  await copy.close();
  const stock = new IndexeddbPersistence('shared', theirs);
  await stock.whenSynced;
  expect(theirs.getArray('h:1').toArray()).toEqual([1]);
  theirs.getArray('h:1').push([2]);
  await stock.set('acked', new Uint8Array([5]) as unknown as ArrayBuffer);
  await stock.destroy();
  const again = new Y.Doc();
  const reopened = new IndexedDbCopy('shared', again);
  await reopened.whenLoaded;
  expect(again.getArray('h:1').toArray()).toEqual([1, 2]);
  expect(await reopened.getMeta('acked')).toEqual(new Uint8Array([5]));
  await reopened.close();
});
