/**
 * What a room may contain: root arrays of entries, nothing else. A well-formed update could bring text, maps, nested types or megabytes of
 * anything; SharedList would ignore them, and every copy would carry them forever.
 *
 * The author inside a list's entry is not checked against the person signed in: a copy may honestly bring somebody else's entries (from a
 * file, or after a restore). The author is a claim and is shown as one; the evidence is the log row. A comment is somebody's own words: one
 * signed with another's name is refused, and an honest copy re-signs the comments of others that it brings.
 */
import * as Y from 'yjs';
import { COMMENT_TEXT } from '../../cells/comments.ts';
import { CELL_LIMIT, type RawEntry } from '../../cells/entry.ts';
import { ACT_FIELD } from '../../cells/server-fields.ts';
import { CLOSE, type CloseReason } from '../protocol.ts';

/** Twice what the list itself accepts, because another version's limit may differ; still, a megabyte is no cell. */
const VALUE_LIMIT = 2 * CELL_LIMIT;
const NAME_LIMIT = 240;
/** A newer version may add parts to an entry, but not dozens. */
const PARTS_LIMIT = 8;

/** @returns why this struct does not belong in a room, or null. */
export function contentFault(struct: Y.Item | Y.GC | Y.Skip): CloseReason | null {
  if (!(struct instanceof Y.Item)) return null;
  // A parent given as an id is a nested type; a key under a parent makes it a map.
  if (struct.parent instanceof Y.ID || struct.parentSub !== null) return CLOSE.noEntries;
  if (typeof struct.parent === 'string' && !isName(struct.parent)) return CLOSE.noEntries;
  // An entry overwritten before it was sent: only its length is left.
  if (struct.content instanceof Y.ContentDeleted) return null;
  if (!(struct.content instanceof Y.ContentAny)) return CLOSE.noEntries;
  for (const entry of struct.content.arr as unknown[]) {
    const fault = entryFault(entry);
    if (fault) return fault;
  }
  return null;
}

/** Whether a comment in it, from this clock on, is signed with a name that the sender may not use. */
export function signsAsOther(struct: Y.Item | Y.GC, from: number, isOther: (author: string) => boolean): boolean {
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny)) return false;
  // No list has a column of this name, so the row need not be looked up.
  return (struct.content.arr as unknown[]).slice(Math.max(0, from - struct.id.clock)).some((raw) => {
    const [field, , author] = raw as RawEntry;
    return field === COMMENT_TEXT && isOther(author);
  });
}

/** Whether it has, from this clock on, an entry that only the server itself writes. */
export function writesAsServer(struct: Y.Item | Y.GC, from: number): boolean {
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny)) return false;
  return (struct.content.arr as unknown[])
    .slice(Math.max(0, from - struct.id.clock))
    .some((raw) => (raw as RawEntry)[0].startsWith(ACT_FIELD));
}

/** `[field, value, author, seconds]`, and any plain values that a newer version appends. */
function entryFault(entry: unknown): CloseReason | null {
  if (!Array.isArray(entry) || entry.length < 4 || entry.length > PARTS_LIMIT) return CLOSE.noEntries;
  const parts = entry as unknown[];
  if (parts.some((part) => typeof part === 'string' && part.length > VALUE_LIMIT)) return CLOSE.cellTooLong;
  const [field, , author, seconds] = parts;
  if (!isName(field) || typeof author !== 'string' || author.length > NAME_LIMIT) return CLOSE.noEntries;
  if (typeof seconds !== 'number' || !parts.every(isPlain)) return CLOSE.noEntries;
  return null;
}

const isName = (name: unknown): boolean => typeof name === 'string' && name !== '' && name.length <= NAME_LIMIT;

const isPlain = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
