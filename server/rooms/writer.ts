/** Writes rooms straight into the log, before the server is open: nobody can be connected to them. */
import * as Y from 'yjs';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import type { Person } from '../../src/lib/review/people.ts';
import type { UpdateLog } from '../log/log.ts';

export type RoomWriter = (room: string, fill: (list: SharedList) => void) => Promise<void>;

export const writerTo =
  (log: UpdateLog, person: Pick<Person, 'id' | 'name'>, device: string): RoomWriter =>
  async (room, fill) => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    const list = new SharedList(doc, person.name);
    fill(list);
    const at = Date.now();
    if (updates.length > 0) await log.append(updates.map((update) => ({ room, update, person: person.id, device, at })));
    list.destroy();
    doc.destroy();
  };
