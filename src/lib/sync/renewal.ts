/**
 * Rebuilds a copy whose edits under some client id cannot be sent, because the room has other edits with the same ids: from a copied
 * machine, or from somebody who took the client id. What it shares with the room stays as it is. The rest is rewritten, with its values,
 * authors and times, under a fresh client id.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { COMMENT_PREFIX, signedBy } from '../cells/comments.ts';
import { isEntry, type RawEntry } from '../cells/entry.ts';
import { eachStored } from '../cells/stored-items.ts';
import type { Decoded } from './agreement.ts';

type Limits = ReadonlyMap<number, number>;

/** An update with the writes of each client up to a clock, and the deletions of those writes. */
export function upTo(doc: Y.Doc, limits: Limits): Uint8Array {
  const { structs, ds } = Y.decodeUpdate(Y.encodeStateAsUpdate(doc));
  const byClient = new Map<number, Decoded['structs']>();
  for (const struct of structs) {
    const { client, clock } = struct.id;
    const left = (limits.get(client) ?? 0) - clock;
    if (left <= 0 || struct instanceof Y.Skip) continue;
    const kept = byClient.get(client) ?? [];
    kept.push(struct.length > left && struct instanceof Y.Item ? firstOf(struct, left) : struct);
    byClient.set(client, kept);
  }
  const encoder = new Y.UpdateEncoderV1();
  encoding.writeVarUint(encoder.restEncoder, byClient.size);
  for (const [client, kept] of byClient) {
    encoding.writeVarUint(encoder.restEncoder, kept.length);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, kept[0]?.id.clock ?? 0);
    for (const struct of kept) struct.write(encoder, 0);
  }
  const deleted = [...ds.clients].map(([client, ranges]) => {
    const limit = limits.get(client) ?? 0;
    return [
      client,
      ranges.filter(({ clock }) => clock < limit).map(({ clock, len }) => [clock, Math.min(len, limit - clock)] as const),
    ] as const;
  });
  encoding.writeVarUint(encoder.restEncoder, deleted.length);
  for (const [client, ranges] of deleted) {
    encoding.writeVarUint(encoder.restEncoder, client);
    encoding.writeVarUint(encoder.restEncoder, ranges.length);
    for (const [clock, length] of ranges) {
      encoding.writeVarUint(encoder.restEncoder, clock);
      encoding.writeVarUint(encoder.restEncoder, length);
    }
  }
  return encoder.toUint8Array();
}

function firstOf({ id, origin, rightOrigin, parent, content }: Y.Item, length: number): Y.Item {
  const first =
    content instanceof Y.ContentAny ? new Y.ContentAny((content.arr as unknown[]).slice(0, length)) : new Y.ContentDeleted(length);
  return new Y.Item(id, null, origin, null, rightOrigin, parent, null, first);
}

/**
 * Copies into a document, as its own writes, the live entries that another document has beyond the limits. Each overwrites the same entries
 * as it did in the other document. An identical entry that is already there is not written again.
 */
export function writeAnew(from: Y.Doc, into: Y.Doc, limits: Limits, me: string, origin: unknown = null): void {
  into.transact(() => {
    for (const [row, type] of from.share) {
      const lying = beyond(type, limits);
      // Nobody may sign a comment with another's name, even when the words are that person's.
      const raws = row.startsWith(COMMENT_PREFIX) ? signedBy(me, lying) : lying;
      if (raws.length === 0) continue;
      const array = into.getArray<unknown>(row);
      const fields = new Set(raws.map(([field]) => field));
      deleteOverwritten(array, from, limits, fields);
      const there = new Set(array.toArray().map((raw) => JSON.stringify(raw)));
      const news = raws.filter((raw) => !there.has(JSON.stringify(raw)));
      if (news.length > 0) array.push(news);
    }
  }, origin);
}

/** Live entries of a row beyond the limits, in row order. Content that is no entry belongs to a newer version and is kept. */
function beyond(type: { _start: Y.Item | null }, limits: Limits): RawEntry[] {
  const raws: RawEntry[] = [];
  for (let item = type._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentAny)) continue;
    const first = Math.max(0, (limits.get(item.id.client) ?? 0) - item.id.clock);
    for (const raw of (item.content.arr as unknown[]).slice(first)) raws.push(raw as RawEntry);
  }
  return raws;
}

function deleteOverwritten(array: Y.Array<unknown>, from: Y.Doc, limits: Limits, fields: ReadonlySet<string>): void {
  const gone: number[] = [];
  let index = 0;
  for (let item = array._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentAny)) continue;
    const { client, clock } = item.id;
    (item.content.arr as unknown[]).forEach((raw, at) => {
      if (isEntry(raw) && fields.has(raw[0]) && clock + at < (limits.get(client) ?? 0) && isDeletedIn(from, client, clock + at))
        gone.push(index);
      index++;
    });
  }
  for (const at of gone.reverse()) array.delete(at, 1);
}

function isDeletedIn(doc: Y.Doc, client: number, clock: number): boolean {
  let deleted = false;
  eachStored(doc, client, clock, Math.min(clock + 1, Y.getState(doc.store, client)), (item) => (deleted = item.deleted));
  return deleted;
}

/**
 * Rebuilds a copy in an empty document.
 * @param theirs the copy as another window has already rebuilt it.
 */
export function renewInto(doc: Y.Doc, old: Y.Doc, limits: Limits, me: string, theirs?: Uint8Array): void {
  Y.applyUpdate(doc, upTo(old, limits));
  // Writes that depend on others which are not the room's: the room sends them again if it has them.
  doc.store.pendingStructs = null;
  doc.store.pendingDs = null;
  if (theirs) Y.applyUpdate(doc, theirs);
  writeAnew(old, doc, limits, me);
}

/** Applies edits from a file, which may come from such a copy. */
export function takeEdits(doc: Y.Doc, update: Uint8Array, fork: ReadonlyMap<number, number>, me: string, origin: unknown): void {
  const { structs } = Y.decodeUpdate(update);
  const limits = new Map([...doc.store.clients.keys()].map((client) => [client, fork.get(client) ?? Y.getState(doc.store, client)]));
  for (const { id } of structs) if (!limits.has(id.client)) limits.set(id.client, 0);
  const scratch = new Y.Doc();
  Y.applyUpdate(scratch, upTo(doc, limits));
  Y.applyUpdate(scratch, update);
  writeAnew(scratch, doc, limits, me, origin);
  scratch.destroy();
}
