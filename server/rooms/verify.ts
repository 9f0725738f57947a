/** Verifies that a room loads as its raw log says: compares the snapshot and the rows after it with all rows from the start. */
import * as Y from 'yjs';
import { historyPages } from '../log/history-pages.ts';
import type { UpdateLog } from '../log/log.ts';

export type RoomFinding = { ok: true; rows: number } | { ok: false; text: string };

export async function verifyRoom(log: UpdateLog, room: string): Promise<RoomFinding> {
  const [loaded, raw] = [new Y.Doc(), new Y.Doc()];
  let rows = 0;
  try {
    const { updates, upTo } = await log.load(room);
    for (const update of updates) Y.applyUpdate(loaded, update);
    // Rows that arrive meanwhile are not in what was loaded.
    for await (const page of historyPages(log, room, { upTo })) {
      for (const { update } of page) Y.applyUpdate(raw, update);
      rows += page.length;
    }
    for (const { update } of await log.late(room)) Y.decodeUpdate(update);
    const difference = differenceOf(loaded, raw);
    return difference ? { ok: false, text: difference } : { ok: true, rows };
  } catch {
    return { ok: false, text: 'có lần ghi không đọc được' };
  } finally {
    loaded.destroy();
    raw.destroy();
  }
}

function differenceOf(loaded: Y.Doc, raw: Y.Doc): string | null {
  for (const { store } of [loaded, raw]) if (store.pendingStructs || store.pendingDs) return 'nhật ký thiếu đoạn';
  const names = new Set([...loaded.share.keys(), ...raw.share.keys()]);
  for (const name of names) {
    if (JSON.stringify(loaded.getArray(name)) !== JSON.stringify(raw.getArray(name))) return `dòng ${name} của bản thu gọn khác nhật ký`;
  }
  const [a, b] = [loaded, raw].map(
    (doc) => new Map([...doc.store.clients.keys()].map((client) => [client, Y.getState(doc.store, client)])),
  );
  if (a?.size !== b?.size || [...(a ?? [])].some(([client, clock]) => b?.get(client) !== clock)) return 'bản thu gọn khác nhật ký';
  return null;
}
