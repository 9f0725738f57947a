/** Reads a room from the log without opening it. */
import * as Y from 'yjs';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import type { UpdateLog } from '../log/log.ts';

export async function readRoom<T>(log: UpdateLog, room: string, read: (list: SharedList) => T): Promise<T> {
  const doc = new Y.Doc();
  for (const update of (await log.load(room)).updates) Y.applyUpdate(doc, update);
  const list = new SharedList(doc, '');
  try {
    return read(list);
  } finally {
    list.destroy();
    doc.destroy();
  }
}
