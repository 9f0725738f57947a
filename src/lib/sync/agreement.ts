/**
 * Whether two documents agree where both hold writes of one client. They should: a client id and a clock identify one write permanently.
 * They disagree when a running machine was copied, or when somebody wrote under another's client id. Yjs on either side then takes its own
 * write for the other's, and the other's write is silently lost.
 */
import * as Y from 'yjs';
import { eachStored } from '../cells/stored-items.ts';

export type Decoded = ReturnType<typeof Y.decodeUpdate>;

export interface Agreement {
  /** For each client that both know: the clock up to which they agree. */
  upTo: Map<number, number>;
  /** The clients whose writes differ from that clock on. */
  differ: Set<number>;
  /** The clients whose writes cannot be compared from that clock on, because the document's one was overwritten and is gone. */
  unknown: Set<number>;
}

/** The content of a write from before it was overwritten, where it is still known; otherwise undefined. */
export type Recall = (client: number, clock: number) => unknown;

/**
 * Compares the writes of an update with those that the document already has.
 * @param recall finds the content of overwritten writes.
 * @param atStake whose entry would be lost where the other side has overwritten it: 'sent', the update's; 'here', the document's.
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
        // A write that its own writer has overwritten since cannot be lost.
        const open =
          atStake === 'sent' ? sent !== undefined && !Y.isDeleted(gone, Y.createID(client, at)) : here !== undefined && !item.deleted;
        if (open) return stop(at, 'unknown');
      }
    });
  }
  return found;
}

/** Whether both were written in the same row with the same neighbours. */
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
