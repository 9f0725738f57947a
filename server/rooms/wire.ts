/** Encodes and decodes messages. Decoding throws when a message cannot be read; the caller closes with a reason. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { MESSAGE, SYNC } from '../../src/lib/sync/protocol.ts';

export type Incoming =
  | { type: 'step1'; vector: Uint8Array }
  | { type: 'step2' | 'update'; update: Uint8Array }
  | { type: 'awareness'; states: ClientState[] }
  | { type: 'queryAwareness' }
  /** A message of a newer version: ignored. */
  | { type: 'unknown' };

export interface ClientState {
  client: number;
  clock: number;
  state: unknown;
}

export function decodeMessage(bytes: Uint8Array): Incoming {
  const decoder = decoding.createDecoder(bytes);
  switch (decoding.readVarUint(decoder)) {
    case MESSAGE.sync:
      return decodeSync(decoder);
    case MESSAGE.awareness:
      return { type: 'awareness', states: decodeStates(decoding.readVarUint8Array(decoder)) };
    case MESSAGE.queryAwareness:
      return { type: 'queryAwareness' };
    default:
      return { type: 'unknown' };
  }
}

function decodeSync(decoder: decoding.Decoder): Incoming {
  const kind = decoding.readVarUint(decoder);
  const body = decoding.readVarUint8Array(decoder);
  if (kind === SYNC.step1) {
    // Decoded once here, so that answering it later cannot throw.
    Y.decodeStateVector(body);
    return { type: 'step1', vector: body };
  }
  if (kind === SYNC.step2) return { type: 'step2', update: body };
  if (kind === SYNC.update) return { type: 'update', update: body };
  throw new Error(`unknown sync message ${kind}`);
}

function decodeStates(bytes: Uint8Array): ClientState[] {
  const decoder = decoding.createDecoder(bytes);
  const states: ClientState[] = [];
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    states.push({ client, clock, state: JSON.parse(decoding.readVarString(decoder)) as unknown });
  }
  return states;
}

const message = (write: (encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
};

const sync = (kind: number, body: Uint8Array): Uint8Array =>
  message((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, kind);
    encoding.writeVarUint8Array(encoder, body);
  });

export const step1 = (vector: Uint8Array): Uint8Array => sync(SYNC.step1, vector);
export const step2 = (update: Uint8Array): Uint8Array => sync(SYNC.step2, update);
export const update = (body: Uint8Array): Uint8Array => sync(SYNC.update, body);

const counted = (type: number, count: number): Uint8Array =>
  message((encoder) => {
    encoding.writeVarUint(encoder, type);
    encoding.writeVarUint(encoder, count);
  });

export const receipt = (durable: number): Uint8Array => counted(MESSAGE.receipt, durable);
export const keptLate = (durable: number): Uint8Array => counted(MESSAGE.keptLate, durable);

/** For each client, the clock up to which what the copy sent agrees with the room. */
export const differs = (same: Map<number, number>): Uint8Array =>
  message((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.differs);
    encoding.writeVarUint8Array(encoder, Y.encodeStateVector(same));
  });

export const awareness = (states: readonly ClientState[]): Uint8Array =>
  message((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(
      encoder,
      message((body) => {
        encoding.writeVarUint(body, states.length);
        for (const { client, clock, state } of states) {
          encoding.writeVarUint(body, client);
          encoding.writeVarUint(body, clock);
          encoding.writeVarString(body, JSON.stringify(state));
        }
      }),
    );
  });

/** y-websocket drops a link without a data frame for 30 s. Pings do not count; this empty message does. */
export const KEEP_ALIVE = awareness([]);
