/**
 * The open part of a village's list: the same document, with each personal entry replaced by a deleted one. Each update is converted on its
 * way out, so that ids, clocks and order stay those of the list. A copy of the open part follows it like any other copy, and there is no
 * second record that could fall behind. What is left out leaves only its length.
 */
import * as Y from 'yjs';
import { COMMENT_PREFIX } from '../../src/lib/cells/comments.ts';
import { readEntry } from '../../src/lib/cells/entry.ts';
import { isPersonal, isPersonalCell } from '../../src/lib/review/personal.ts';
import { eachStored } from '../../src/lib/cells/stored-items.ts';
import { encodeUpdate } from '../../src/lib/sync/guard/encode-update.ts';

/** @param doc the list; it must contain everything in the update. */
export function openPart(doc: Y.Doc, update: Uint8Array): Uint8Array {
  const { structs, ds } = Y.decodeUpdate(update);
  const parts = structs.flatMap((struct) =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentAny ? partsOf(doc, struct, struct.content.arr as unknown[]) : [struct],
  );
  return encodeUpdate(parts, ds);
}

/** Splits a struct where public and personal entries meet. */
function partsOf(doc: Y.Doc, struct: Y.Item, entries: readonly unknown[]): Y.Item[] {
  const { client, clock } = struct.id;
  const hidden = entries.map((entry, at) => isHidden(doc, entry, client, clock + at));
  if (!hidden.includes(true)) return [struct];
  const parts: Y.Item[] = [];
  for (let from = 0; from < entries.length;) {
    let to = from + 1;
    while (to < entries.length && hidden[to] === hidden[from]) to++;
    const content = hidden[from] ? new Y.ContentDeleted(to - from) : new Y.ContentAny(entries.slice(from, to));
    const origin = from === 0 ? struct.origin : Y.createID(client, clock + from - 1);
    parts.push(new Y.Item(Y.createID(client, clock + from), null, origin, null, struct.rightOrigin, struct.parent, null, content));
    from = to;
  }
  return parts;
}

function isHidden(doc: Y.Doc, raw: unknown, client: number, clock: number): boolean {
  const named = readEntry(raw);
  // No entry, or one of a newer version: its content is unknown here, but its first part may name the column.
  if (!named) return !Array.isArray(raw) || typeof raw[0] !== 'string' || isPersonal(raw[0]);
  const { field, entry } = named;
  return isPersonalCell(field, entry.value) || (field === 'text' && isAboutPersonal(doc, client, clock));
}

/** A comment on a personal cell may quote it. */
function isAboutPersonal(doc: Y.Doc, client: number, clock: number): boolean {
  let root: unknown;
  eachStored(doc, client, clock, clock + 1, (item) => {
    if (item instanceof Y.Item && !item.deleted) root = item.parent;
  });
  const name = [...doc.share].find(([, type]) => type === root)?.[0];
  // Overwritten since, so it is not in the list either.
  if (name === undefined) return true;
  return (
    name.startsWith(COMMENT_PREFIX) &&
    doc
      .getArray(name)
      .toArray()
      .some((raw) => {
        const named = readEntry(raw);
        return named?.field === 'column' && isPersonal(String(named.entry.value));
      })
  );
}
