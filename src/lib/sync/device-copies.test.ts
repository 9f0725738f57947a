/** A device's copies of documents that its person may no longer open. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { SharedList } from '../cells/shared-list.ts';
import { removeForbidden } from './device-copies.ts';
import { IndexedDbCopy } from './indexeddb-copy.ts';
import { copyName } from './local-copy.ts';
import { ACKED, readUnsent } from './rescue.ts';

const WHOLE = 'r.thon-3';
const ME = 'hieu';

/** @param acked how many of the two edits the server has acknowledged. */
async function keep(person: string, room: string, acked: 0 | 1 | 2): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const copy = new IndexedDbCopy(copyName(person, room), doc);
  await copy.whenLoaded;
  const list = new SharedList(doc, person);
  let vector = Y.encodeStateVector(doc);
  list.set('h:1', 'cccd', '006056000001');
  if (acked === 1) vector = Y.encodeStateVector(doc);
  list.set('h:1', 'head', 'Lường Văn Hiếu');
  if (acked === 2) vector = Y.encodeStateVector(doc);
  await copy.flush();
  await copy.setMeta(ACKED, vector);
  await copy.close();
  return doc;
}

const here = async (): Promise<(string | undefined)[]> => (await indexedDB.databases()).map(({ name }) => name).sort();
const onlyOpen = (doc: string): boolean => doc.endsWith('.chung');

beforeEach(async () => {
  for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name);
});

it('is removed when nothing in it is unsent; copies of others and of permitted documents stay', async () => {
  await keep(ME, WHOLE, 2);
  await keep(ME, `${WHOLE}.chung`, 2);
  await keep('lan', WHOLE, 2);
  await removeForbidden(ME, onlyOpen);
  expect(await here()).toEqual([copyName(ME, `${WHOLE}.chung`), copyName('lan', WHOLE)].sort());
});

it('stays while it holds edits that the commune has not received, for a rescue file', async () => {
  await keep(ME, WHOLE, 1);
  await removeForbidden(ME, onlyOpen);
  expect((await readUnsent(ME, WHOLE)).count).toBe(1);
});

it('is removed once the open part shows that the commune has everything', async () => {
  const doc = await keep(ME, WHOLE, 0);
  const open = new SharedList(new Y.Doc(), '');
  await removeForbidden(ME, onlyOpen, new Map([[WHOLE, open]]));
  expect(await here()).toEqual([copyName(ME, WHOLE)]);
  Y.applyUpdate(open.doc, Y.encodeStateAsUpdate(doc));
  await removeForbidden(ME, onlyOpen, new Map([[WHOLE, open]]));
  expect(await here()).toEqual([]);
});
