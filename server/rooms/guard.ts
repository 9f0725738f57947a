/**
 * Looks at an update before the live document sees it: a bad one given to applyUpdate was half applied in 769 of
 * 8,000 mutations, and one with a gap would have its deletions applied and its values set aside.
 *
 * In this order: it can be read; it brings only entries (guard-content.ts); it says nothing else than the room at a
 * place the room already has, also where that has been overwritten since; it brings nothing new under a client id that
 * is another person's, nor a comment signed as another of the review; it builds on nothing the room has not got; it leaves no cell empty that had a value
 * (guard-cells.ts). What overlaps honestly is cut down to what is new.
 *
 * A client id is the person's who first appeared under it. Whoever wrote ahead under somebody else's, and a copied
 * machine that writes on under the same one, would make an honest edit an overlap: acknowledged, by receipt or by the
 * state vector, and gone. So it is refused, with how far the copy and the room agree: the copy writes the rest anew,
 * under an id that nobody has.
 */
import * as Y from 'yjs';
import { CLOSE, type CloseReason } from '../../src/lib/sync/protocol.ts';
import { agreement, type Decoded, type Recall } from '../../src/lib/sync/agreement.ts';
import { encodeUpdate } from './encode-update.ts';
import { clearsACell } from './guard-cells.ts';
import { contentFault, signsAsOther } from './guard-content.ts';

export type Verdict =
  /** `clients` are those it brings something new of. */
  | { kind: 'apply'; update: Uint8Array; clients: number[] }
  /** Builds on something the room has not got: to be asked for again. `values` is what it brings, without what it deletes. */
  | { kind: 'gap'; values: () => Uint8Array; clients: number[] }
  /** Of these clients it must first be looked up what they had written where the room has it no more. */
  | { kind: 'recall'; clients: number[] }
  /** `same`: by client, how far what it brings is what the room has. */
  | { kind: 'refuse'; reason: CloseReason; same?: Map<number, number> };

export interface Known {
  /** Whether whoever brings the update may write under a client's id. */
  mayWriteAs?: (client: number) => boolean;
  /** Whether a comment written under a client's id is not to be signed with this name. */
  isOther?: (client: number, author: string) => boolean;
  /** What the log has of a client's overwritten entries; null where it has not been asked. Without it they are believed. */
  recalled?: (client: number) => ReadonlyMap<number, unknown> | null;
}

export function judge(doc: Y.Doc, update: Uint8Array, { mayWriteAs = () => true, isOther = () => false, recalled }: Known = {}): Verdict {
  let decoded: Decoded;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    // Whatever the bytes made the decoder say, the finding is this one.
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
    // What not even the log has: somebody under this id had overwritten it before it was sent, and this copy has not.
    if (differ.size > 0 || (recalled && unknown.size > 0)) return refuse(CLOSE.contradicts, same);
    if (foreign.size > 0) return refuse(signedAsOther ? CLOSE.signedAsOther : CLOSE.notYours, same);
  }
  if (gap || !buildsOn(decoded, clockOf)) return { kind: 'gap', values: () => valuesOf(decoded), clients: [...clients] };
  if (clearsACell(doc, decoded)) return refuse(CLOSE.clears);
  return { kind: 'apply', update: overlaps ? Y.diffUpdate(update, Y.encodeStateVector(doc)) : update, clients: [...clients] };
}

const refuse = (reason: CloseReason, same?: Map<number, number>): Verdict => ({ kind: 'refuse', reason, ...(same && { same }) });

/** Whether everything the update refers to is in the room or in the update. */
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

/** The update without its deletions: of one with holes, they could take a value away before its successor has come. */
const valuesOf = ({ structs }: Decoded): Uint8Array => encodeUpdate(structs, null);
