/** The late edits of a room that wait for the commune's decision. Read from the log, so nobody needs to have the room open. */
import * as Y from 'yjs';
import type { UpdateLog } from '../../log/log.ts';
import { entryId, lateEntries, type LateEntry } from './late-entries.ts';

export interface WaitingEdit extends Omit<LateEntry, 'client' | 'clock'> {
  id: string;
  /** Id of the sender. `at` is when the commune received it, in milliseconds. */
  person: string;
  device: string;
  at: number;
}

export async function waitingLate(log: UpdateLog, room: string): Promise<WaitingEdit[]> {
  const late = (await log.late(room)).filter(({ state }) => state === 'waiting');
  if (late.length === 0) return [];
  const decided = new Set((await log.decisions({ room })).map(entryId));
  const doc = new Y.Doc();
  try {
    for (const update of (await log.load(room)).updates) Y.applyUpdate(doc, update);
    const list = Y.decodeStateVector(Y.encodeStateVector(doc));
    for (const { update } of late) Y.applyUpdate(doc, update);
    return late.flatMap(({ update, person, device, at }) =>
      lateEntries(doc, update, list)
        .filter((entry) => !decided.has(entryId(entry)))
        .map(({ client, clock, ...entry }) => ({ ...entry, id: entryId({ client, clock }), person, device, at })),
    );
  } finally {
    doc.destroy();
  }
}
