/** Reads a room from the log without opening it. */
import * as Y from 'yjs';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import type { UpdateLog } from '../log/log.ts';

/** `upTo`: position of the last row of the log that the list contains. */
export async function readRoom<T>(log: UpdateLog, room: string, read: (list: SharedList, upTo: number) => T): Promise<T> {
  const doc = new Y.Doc();
  const { updates, upTo } = await log.load(room);
  for (const update of updates) Y.applyUpdate(doc, update);
  const list = new SharedList(doc, '');
  try {
    return read(list, upTo);
  } finally {
    list.destroy();
    doc.destroy();
  }
}
