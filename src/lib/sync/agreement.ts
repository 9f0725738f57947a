/**
 * Whether two documents say the same where both have something of one client. They should: a client id and a clock name
 * one write for good. They do not where a running machine was copied, or where somebody wrote under another's id; and
 * then Yjs, on either side, takes its own for what the other has, and the other's write is gone without a word.
 */
import * as Y from 'yjs';

export type Decoded = ReturnType<typeof Y.decodeUpdate>;

export interface Agreement {
  /** By client, where both have something: the clock up to which they say the same. */
  upTo: Map<number, number>;
  /** Where from there on they say different things. */
  differ: Set<number>;
  /** Where the document no longer has what was written there: it has been overwritten since. */
  unknown: Set<number>;
}

/** What lay at a place before it was overwritten, from where it is still known; undefined where it is not. */
export type Recall = (client: number, clock: number) => unknown;

/**
 * How far the writes of an update that the document has as well are the same.
 * @param atStake whose entry is in question where the other has overwritten it: what the update brings, or what lies here.
 */
export function agreement(
  doc: Y.Doc,
  { structs, ds }: Decoded,
  { recall = () => undefined, atStake = 'sent' }: { recall?: Recall; atStake?: 'sent' | 'here' } = {},
): Agreement {
  const found: Agreement = { upTo: new Map(), differ: new Set(), unknown: new Set() };
  const gone = Y.mergeDeleteSets([ds]);
  for (const struct of structs) {
    const { client, clock } = struct.id;
    const to = Math.min(clock + struct.length, Y.getState(doc.store, client));
    if (struct instanceof Y.Skip || clock >= to || found.differ.has(client) || found.unknown.has(client)) continue;
    found.upTo.set(client, to);
    const stop = (at: number, why: 'differ' | 'unknown'): void => {
      found.upTo.set(client, at);
      found[why].add(client);
    };
    eachStored(doc, client, clock, to, (item, from, until) => {
      if (found.differ.has(client) || found.unknown.has(client) || !(struct instanceof Y.Item) || !(item instanceof Y.Item)) return;
      if (!samePlace(doc, item, struct, from)) return stop(from, 'differ');
      for (let at = from; at < until; at++) {
        const sent = entryAt(struct, at);
        const here = entryAt(item, at) ?? (sent === undefined ? undefined : recall(client, at));
        if (sent !== undefined && here !== undefined) {
          if (!same(sent, here)) return stop(at, 'differ');
          continue;
        }
        // What its own writer has overwritten is not at stake.
        const open =
          atStake === 'sent' ? sent !== undefined && !Y.isDeleted(gone, Y.createID(client, at)) : here !== undefined && !item.deleted;
        if (open) return stop(at, 'unknown');
      }
    });
  }
  return found;
}

export function eachStored(
  doc: Y.Doc,
  client: number,
  from: number,
  to: number,
  visit: (item: Y.Item | Y.GC, from: number, to: number) => void,
): void {
  const stored = doc.store.clients.get(client);
  if (!stored || from >= to) return;
  for (let i = Y.findIndexSS(stored, from); i < stored.length; i++) {
    const item = stored[i];
    if (!item || item.id.clock >= to) return;
    visit(item, Math.max(from, item.id.clock), Math.min(to, item.id.clock + item.length));
  }
}

/** Whether both were written in one row, next to the same. */
function samePlace(doc: Y.Doc, item: Y.Item, struct: Y.Item, at: number): boolean {
  if (typeof struct.parent === 'string' && doc.share.get(struct.parent) !== item.parent) return false;
  return Y.compareIDs(originAt(item, at), originAt(struct, at)) && Y.compareIDs(item.rightOrigin, struct.rightOrigin);
}

const originAt = ({ id, origin }: Y.Item, at: number): Y.ID | null => (at > id.clock ? Y.createID(id.client, at - 1) : origin);

export function entryAt({ id, content }: Y.Item, clock: number): unknown {
  return content instanceof Y.ContentAny ? (content.arr as unknown[])[clock - id.clock] : undefined;
}

function same(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return JSON.stringify(a) === JSON.stringify(b);
  return a.length === b.length && a.every((part, i) => Object.is(part, b[i]));
}
