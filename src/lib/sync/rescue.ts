/**
 * Unsent edits, saved from a device before its copies are removed. The file holds the original updates, so applying them elsewhere, twice
 * or late, reopens nothing that was settled.
 */
import { fromBase64, toBase64 } from 'lib0/buffer';
import * as v from 'valibot';
import * as Y from 'yjs';
import { IndexedDbCopy } from './indexeddb-copy.ts';
import { copyName } from './local-copy.ts';

export interface UnsentEdits {
  count: number;
  update: Uint8Array;
}

/** Key in the copy's own store: the acknowledged state vector. */
export const ACKED = 'acked';

export function unsentEdits(doc: Y.Doc, acked: Uint8Array | undefined): UnsentEdits {
  const known = acked ? Y.decodeStateVector(acked) : new Map<number, number>();
  let count = 0;
  for (const client of doc.store.clients.keys()) count += Math.max(0, Y.getState(doc.store, client) - (known.get(client) ?? 0));
  return { count, update: Y.encodeStateAsUpdate(doc, acked) };
}

/**
 * For a room that no page has open.
 * @param received state vector that the commune is known to have, where it is higher than what was acknowledged to this copy.
 * @throws LocalCopyError
 */
export async function readUnsent(personId: string, room: string, received?: Uint8Array): Promise<UnsentEdits> {
  const doc = new Y.Doc();
  const copy = new IndexedDbCopy(copyName(personId, room), doc);
  try {
    await copy.whenLoaded;
    if (copy.failed && copy.failed.code !== 'damaged') throw copy.failed;
    return unsentEdits(doc, received ?? (await copy.getMeta(ACKED)));
  } finally {
    await copy.close();
    doc.destroy();
  }
}

const KIND = 'so-ra-soat-cuu-ho';
const Rescue = v.object({
  kind: v.literal(KIND),
  version: v.literal(1),
  person: v.string(),
  savedAt: v.string(),
  rooms: v.array(v.object({ room: v.string(), edits: v.number(), update: v.string() })),
});

export function writeRescue(person: string, rooms: ReadonlyMap<string, UnsentEdits>, at: Date): Uint8Array {
  const file: v.InferOutput<typeof Rescue> = {
    kind: KIND,
    version: 1,
    person,
    savedAt: at.toISOString(),
    rooms: [...rooms].map(([room, { count, update }]) => ({ room, edits: count, update: toBase64(update) })),
  };
  return new TextEncoder().encode(JSON.stringify(file, null, 1));
}

/** @returns null for what is no rescue file, or when a room in it cannot be read: all or nothing. */
export function readRescue(bytes: Uint8Array): { person: string; rooms: Map<string, UnsentEdits> } | null {
  try {
    const { person, rooms } = v.parse(Rescue, JSON.parse(new TextDecoder().decode(bytes)));
    return {
      person,
      rooms: new Map(
        rooms.map(({ room, edits, update }) => {
          const decoded = fromBase64(update);
          Y.decodeUpdate(decoded);
          return [room, { count: edits, update: decoded }];
        }),
      ),
    };
  } catch {
    // Whatever failed, the answer is the same, and nothing has been applied.
    return null;
  }
}
