/** Looks at and writes into open rooms as lists, within one turn of the hub. */
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import type { ActScene } from '../rooms/room.ts';

type Doc = ConstructorParameters<typeof SharedList>[0];

export function reading<T>(doc: Doc, use: (list: SharedList) => T): T {
  const list = new SharedList(doc, '');
  try {
    return use(list);
  } finally {
    list.destroy();
  }
}

export const withLists = <T>({ commune, village }: ActScene, use: (commune: SharedList, list: SharedList) => T): T =>
  commune((records) => village((rows) => reading(records, (a) => reading(rows, (b) => use(a, b)))));

export const edited =
  (author: string, write: (list: SharedList) => void) =>
  (doc: Doc): void => {
    const list = new SharedList(doc, author);
    write(list);
    list.destroy();
  };
