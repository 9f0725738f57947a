/**
 * Looks at an update before the live document sees it: a bad one given to applyUpdate was half applied in 769 of
 * 8,000 mutations, and one with a gap would have its deletions applied and its values set aside.
 *
 * In this order: it can be read; it brings only entries (guard-content.ts); it brings nothing new under a client id
 * that is another person's; it says nothing else than the room at a place the room already has (guard-cells.ts); it
 * builds on nothing the room has not got; it leaves no cell empty that had a value (guard-cells.ts). What overlaps
 * honestly is cut down to what is new.
 *
 * A client id is the person's who first wrote under it. Whoever wrote ahead under somebody else's would make that
 * person's next edit an overlap: acknowledged, by receipt or by the state vector, and gone.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { CLOSE, type CloseReason } from '../../src/lib/sync/protocol.ts';
import { clearsACell, contradicts } from './guard-cells.ts';
import { contentFault } from './guard-content.ts';

type Decoded = ReturnType<typeof Y.decodeUpdate>;

export type Verdict =
  /** `clients` are those it brings something new of. */
  | { kind: 'apply'; update: Uint8Array; clients: number[] }
  /** Builds on something the room has not got: to be asked for again. `values` is what it brings, without what it deletes. */
  | { kind: 'gap'; values: () => Uint8Array; clients: number[] }
  | { kind: 'refuse'; reason: CloseReason };

/** @param mayWriteAs whether whoever brings the update may write under a client's id. */
export function judge(doc: Y.Doc, update: Uint8Array, mayWriteAs: (client: number) => boolean = () => true): Verdict {
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
  let overlaps = false;
  let gap = false;
  for (const struct of decoded.structs) {
    const fault = contentFault(struct);
    if (fault) return refuse(fault);
    if (struct instanceof Y.Skip) continue;
    const { client, clock } = struct.id;
    const have = clockOf(client);
    if (clock + struct.length > have) {
      if (!mayWriteAs(client)) return refuse(CLOSE.notYours);
      clients.add(client);
    }
    if (clock > have) gap = true;
    if (clock < have) {
      overlaps = true;
      if (struct instanceof Y.Item && contradicts(doc, struct)) return refuse(CLOSE.contradicts);
    }
    if (!gap) clocks.set(client, Math.max(have, clock + struct.length));
  }
  if (gap || !buildsOn(decoded, clockOf)) return { kind: 'gap', values: () => valuesOf(decoded), clients: [...clients] };
  if (clearsACell(doc, decoded)) return refuse(CLOSE.clears);
  return { kind: 'apply', update: overlaps ? Y.diffUpdate(update, Y.encodeStateVector(doc)) : update, clients: [...clients] };
}

const refuse = (reason: CloseReason): Verdict => ({ kind: 'refuse', reason });

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
function valuesOf({ structs }: Decoded): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const groups = new Map<number, Decoded['structs']>();
  for (const struct of structs) {
    const group = groups.get(struct.id.client);
    if (group) group.push(struct);
    else groups.set(struct.id.client, [struct]);
  }
  encoding.writeVarUint(encoder.restEncoder, groups.size);
  for (const [client, group] of groups) {
    encoding.writeVarUint(encoder.restEncoder, group.length);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, group[0]?.id.clock ?? 0);
    for (const struct of group) struct.write(encoder, 0);
  }
  encoding.writeVarUint(encoder.restEncoder, 0);
  return encoder.toUint8Array();
}
