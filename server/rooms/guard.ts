/**
 * Looks at an update before the live document sees it: a bad one given to applyUpdate was half applied in 769 of
 * 8,000 mutations, and one with a gap would have its deletions applied and its values set aside.
 */
import * as Y from 'yjs';
import { CELL_LIMIT } from '../../src/lib/cells/entry.ts';
import { CLOSE, type CloseReason } from '../../src/lib/sync/protocol.ts';

export type Verdict =
  | { kind: 'apply'; update: Uint8Array }
  /** Builds on something the room has not got: to be asked for again. */
  | { kind: 'gap' }
  | { kind: 'refuse'; reason: CloseReason };

/** Twice what the list itself accepts: another version's limit may differ, a megabyte in a cell is no cell. */
const VALUE_LIMIT = 2 * CELL_LIMIT;

export function judge(doc: Y.Doc, update: Uint8Array): Verdict {
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    // Whatever the bytes made the decoder say, the finding is this one.
    return { kind: 'refuse', reason: CLOSE.badMessage };
  }
  const clocks = new Map<number, number>();
  const clockOf = (client: number): number => clocks.get(client) ?? Y.getState(doc.store, client);
  let overlaps = false;
  for (const struct of decoded.structs) {
    if (struct instanceof Y.Skip) continue;
    const { client, clock } = struct.id;
    const have = clockOf(client);
    if (clock > have) return { kind: 'gap' };
    if (clock < have) overlaps = true;
    clocks.set(client, Math.max(have, clock + struct.length));
    if (struct instanceof Y.Item && struct.content instanceof Y.ContentAny && struct.content.arr.some(isTooLong)) return { kind: 'refuse', reason: CLOSE.cellTooLong };
  }
  const known = (id: unknown): boolean => !(id instanceof Y.ID) || id.clock < clockOf(id.client);
  for (const struct of decoded.structs) {
    if (struct instanceof Y.Item && !(known(struct.origin) && known(struct.rightOrigin) && known(struct.parent))) return { kind: 'gap' };
  }
  for (const [client, deletions] of decoded.ds.clients) {
    for (const { clock, len } of deletions) if (clock + len > clockOf(client)) return { kind: 'gap' };
  }
  return { kind: 'apply', update: overlaps ? Y.diffUpdate(update, Y.encodeStateVector(doc)) : update };
}

const isTooLong = (entry: unknown): boolean => {
  if (typeof entry === 'string') return entry.length > VALUE_LIMIT;
  return Array.isArray(entry) && entry.some((part) => typeof part === 'string' && part.length > VALUE_LIMIT);
};
