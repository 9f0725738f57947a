/** Writes by the server itself: directly into the log while nobody can be connected, or through the open rooms. */
import * as Y from 'yjs';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import type { Person } from '../../src/lib/review/people.ts';
import type { UpdateLog } from '../log/log.ts';
import type { Hub } from './hub.ts';

export type RoomWriter = (room: string, fill: (list: SharedList) => void) => Promise<void>;
/** Gives the writer for a person, in whose name it writes. */
export type WriterFor = (person: Pick<Person, 'id' | 'name'>) => RoomWriter;

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

/**
 * Like any other edit: stored, then sent to everybody who has the room open.
 * @throws when it could not be stored.
 */
export const writerThrough =
  (hub: Hub, device: string): WriterFor =>
  (person) =>
  (room, fill) =>
    hub.write(room, {
      by: { id: person.id, device },
      write: (doc) => {
        const list = new SharedList(doc, person.name);
        fill(list);
        list.destroy();
      },
    });
