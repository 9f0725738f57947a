/**
 * What may lie in a room: root arrays of entries, nothing else. A well-formed update could bring text, maps, nested
 * types or megabytes of anything; SharedList would pass them over and every copy would carry them for ever.
 *
 * The author inside an entry of a list is not checked against who is signed in: a copy may honestly bring somebody
 * else's entries (by file, or after a restore). It is a claim, and shown as one; the log row is the evidence. A comment
 * is what somebody says: under another's name it is refused, and an honest copy signs anew what it brings of others.
 */
import * as Y from 'yjs';
import { COMMENT_TEXT } from '../../src/lib/cells/comments.ts';
import { CELL_LIMIT, type RawEntry } from '../../src/lib/cells/entry.ts';
import { CLOSE, type CloseReason } from '../../src/lib/sync/protocol.ts';

/** Twice what the list itself accepts: another version's limit may differ, a megabyte in a cell is no cell. */
const VALUE_LIMIT = 2 * CELL_LIMIT;
const NAME_LIMIT = 240;
/** A newer version may add parts to an entry; it will not add dozens. */
const PARTS_LIMIT = 8;

/** @returns why this struct has no place in a room, or null. */
export function contentFault(struct: Y.Item | Y.GC | Y.Skip): CloseReason | null {
  if (!(struct instanceof Y.Item)) return null;
  // A parent that is an id is a nested type; a key under a parent makes it a map.
  if (struct.parent instanceof Y.ID || struct.parentSub !== null) return CLOSE.noEntries;
  if (typeof struct.parent === 'string' && !isName(struct.parent)) return CLOSE.noEntries;
  // What was overwritten before it was sent: its length is left, nothing else.
  if (struct.content instanceof Y.ContentDeleted) return null;
  if (!(struct.content instanceof Y.ContentAny)) return CLOSE.noEntries;
  for (const entry of struct.content.arr as unknown[]) {
    const fault = entryFault(entry);
    if (fault) return fault;
  }
  return null;
}

/** Whether some comment in it, from this clock on, is signed with a name that its bringer may not use. */
export function signsAsOther(struct: Y.Item | Y.GC, from: number, isOther: (author: string) => boolean): boolean {
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny)) return false;
  // No list has a column of this name, so that the row need not be looked for.
  return (struct.content.arr as unknown[]).slice(Math.max(0, from - struct.id.clock)).some((raw) => {
    const [field, , author] = raw as RawEntry;
    return field === COMMENT_TEXT && isOther(author);
  });
}

/** `[field, value, author, seconds]`, and after that whatever plain value a newer version adds. */
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
