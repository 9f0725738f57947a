/** Verifies that a room loads as its raw log says: compares the snapshot and the rows after it with all rows from the start. */
import * as Y from 'yjs';
import type { UpdateLog } from '../log/log.ts';

const PAGE = 1_000;

export type RoomFinding = { ok: true; rows: number } | { ok: false; text: string };

export async function verifyRoom(log: UpdateLog, room: string): Promise<RoomFinding> {
  const [loaded, raw] = [new Y.Doc(), new Y.Doc()];
  let rows = 0;
  try {
    const { updates, upTo } = await log.load(room);
    for (const update of updates) Y.applyUpdate(loaded, update);
    for (let after = 0; ;) {
      const page = await log.history(room, after, PAGE);
      // Rows received meanwhile are not in what was loaded.
      const known = page.filter(({ position }) => position <= upTo);
      for (const { update } of known) Y.applyUpdate(raw, update);
      rows += known.length;
      after = page.at(-1)?.position ?? Infinity;
      if (known.length < PAGE) break;
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
