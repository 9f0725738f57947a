/**
 * Checks an update before a document sees it, on the server and on a page that reads a bundle. A bad update given to applyUpdate was half
 * applied in 769 of 8,000 mutations, and one with a gap would have its deletions applied and its values set aside.
 *
 * The checks, in this order: it can be decoded; it contains only entries (guard-content.ts); it does not contradict the room where both
 * have the same client and clock, even if the room's entry has been overwritten since; it adds nothing under another person's client id,
 * no comment signed as somebody else of the review, and nothing that only the server writes; it depends on nothing that the room lacks; it leaves no cell empty that had a value
 * (guard-cells.ts). An honest overlap is reduced to what is new.
 *
 * A client id belongs to the person who first appeared under it. If somebody else wrote ahead under it, or a copied machine continued under
 * it, an honest edit would look like an overlap: it would be acknowledged, by receipt or by state vector, and lost. So such an update is
 * refused, with how far the copy and the room agree. The copy then rewrites the rest under a fresh client id.
 */
import * as Y from 'yjs';
import { CLOSE, type CloseReason } from '../protocol.ts';
import { agreement, type Decoded, type Recall } from '../agreement.ts';
import { encodeUpdate } from './encode-update.ts';
import { clearsACell } from './guard-cells.ts';
import { contentFault, signsAsOther, writesAsServer } from './guard-content.ts';

export type Verdict =
  /** `clients` are those that it adds something to. */
  | { kind: 'apply'; update: Uint8Array; clients: number[] }
  /** Depends on something that the room lacks and must request. `values` is the update without its deletions. */
  | { kind: 'gap'; values: () => Uint8Array; clients: number[] }
  /** First look up in the log what these clients had written where the room no longer has it. */
  | { kind: 'recall'; clients: number[] }
  /** `same`: for each client, the clock up to which the update agrees with the room. */
  | { kind: 'refuse'; reason: CloseReason; same?: Map<number, number> };

export interface Known {
  /** Whether the sender may write under a client's id. */
  mayWriteAs?: (client: number) => boolean;
  /** Whether a comment under this client id must not be signed with this name. */
  isOther?: (client: number, author: string) => boolean;
  /** Whether the sender may bring what only the server writes: after a restore, copies know of acts that the log has lost. */
  mayRestore?: boolean;
  /**
   * A client's overwritten entries from the log; null when the log has not been read. Without this function overwritten entries count as
   * equal.
   */
  recalled?: (client: number) => ReadonlyMap<number, unknown> | null;
}

export function judge(
  doc: Y.Doc,
  update: Uint8Array,
  { mayWriteAs = () => true, isOther = () => false, mayRestore = true, recalled }: Known = {},
): Verdict {
  let decoded: Decoded;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    // Whatever the decoder reported, the verdict is the same.
    return refuse(CLOSE.badMessage);
  }
  const clocks = new Map<number, number>();
  const clockOf = (client: number): number => clocks.get(client) ?? Y.getState(doc.store, client);
  const clients = new Set<number>();
  const foreign = new Map<number, number>();
  let overlaps = false;
  let signedAsOther = false;
  let gap = false;
  for (const struct of decoded.structs) {
    const fault = contentFault(struct);
    if (fault) return refuse(fault);
    if (struct instanceof Y.Skip) continue;
    const { client, clock } = struct.id;
    const have = clockOf(client);
    if (clock + struct.length > have) {
      if (!mayRestore && writesAsServer(struct, have)) return refuse(CLOSE.noEntries);
      if (!mayWriteAs(client)) foreign.set(client, Y.getState(doc.store, client));
      else if (signsAsOther(struct, have, (author) => isOther(client, author))) {
        signedAsOther = true;
        foreign.set(client, Y.getState(doc.store, client));
      }
      clients.add(client);
    }
    if (clock > have) gap = true;
    if (clock < have) overlaps = true;
    if (!gap) clocks.set(client, Math.max(have, clock + struct.length));
  }
  if (overlaps || foreign.size > 0) {
    const recall: Recall = (client, clock) => recalled?.(client)?.get(clock);
    const { upTo, differ, unknown } = agreement(doc, decoded, { recall });
    const toRecall = [...unknown].filter((client) => recalled?.(client) === null);
    if (toRecall.length > 0) return { kind: 'recall', clients: toRecall };
    const same = new Map([...foreign, ...upTo]);
    // Not even the log has the entry: under this id it was overwritten before it was sent, but this copy still has it live.
    if (differ.size > 0 || (recalled && unknown.size > 0)) return refuse(CLOSE.contradicts, same);
    if (foreign.size > 0) return refuse(signedAsOther ? CLOSE.signedAsOther : CLOSE.notYours, same);
  }
  if (gap || !buildsOn(decoded, clockOf)) return { kind: 'gap', values: () => valuesOf(decoded), clients: [...clients] };
  if (clearsACell(doc, decoded)) return refuse(CLOSE.clears);
  return { kind: 'apply', update: overlaps ? Y.diffUpdate(update, Y.encodeStateVector(doc)) : update, clients: [...clients] };
}

const refuse = (reason: CloseReason, same?: Map<number, number>): Verdict => ({ kind: 'refuse', reason, ...(same && { same }) });

/** Whether everything that the update refers to is in the room or in the update. */
function buildsOn({ structs, ds }: Decoded, clockOf: (client: number) => number): boolean {
  const known = (id: unknown): boolean => !(id instanceof Y.ID) || id.clock < clockOf(id.client);
  for (const struct of structs) {
    if (struct instanceof Y.Item && !(known(struct.origin) && known(struct.rightOrigin))) return false;
  }
  for (const [client, deletions] of ds.clients) {
    for (const { clock, len } of deletions) if (clock + len > clockOf(client)) return false;
  }
  return true;
}

/** The update without its deletions: in an update with gaps, they could remove a value before its successor has arrived. */
const valuesOf = ({ structs }: Decoded): Uint8Array => encodeUpdate(structs, null);
