/** A room as it was earlier, built from the log's rows: the log keeps all of them, also those that a snapshot holds. */
import { setImmediate as turn } from 'node:timers/promises';
import * as Y from 'yjs';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import { historyPages } from '../log/history-pages.ts';
import type { UpdateLog } from '../log/log.ts';

type RawLog = Pick<UpdateLog, 'history'>;

/** The room before a position of the log. */
export async function listBefore(log: RawLog, room: string, position: number): Promise<SharedList> {
  const doc = new Y.Doc();
  for await (const page of historyPages(log, room, { upTo: position - 1 }))
    applyAll(
      doc,
      page.map(({ update }) => update),
    );
  return new SharedList(doc, '');
}

/** Rows tried after the position: after a restore from a backup, copies bring back what was lost, and in another order. */
const TRIED = 200;

/**
 * The room at the first moment around a position that `isIt` accepts: one row before it, at it, or after it.
 * @returns null when there is none.
 */
export async function listAround(
  log: RawLog,
  room: string,
  place: number,
  isIt: (list: SharedList) => boolean,
): Promise<SharedList | null> {
  const doc = new Y.Doc();
  let held: Uint8Array | null = null;
  const after: Uint8Array[] = [];
  for await (const page of historyPages(log, room)) {
    const before: Uint8Array[] = [];
    for (const { position, update } of page) {
      if (position < place) {
        if (held) before.push(held);
        held = update;
      } else if (after.length < TRIED) after.push(update);
    }
    applyAll(doc, before);
  }
  const list = new SharedList(doc, '');
  if (isIt(list)) return list;
  for (const update of [...(held ? [held] : []), ...after]) {
    await turn();
    Y.applyUpdate(doc, update);
    if (isIt(list)) return list;
  }
  return null;
}

/** In one transaction: one for each row costs more the more people have written. */
function applyAll(doc: Y.Doc, updates: readonly Uint8Array[]): void {
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
}
