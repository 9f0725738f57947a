import * as decoding from 'lib0/decoding';
import { MESSAGE, type SYNC } from './protocol.ts';

export interface SyncMessage {
  kind: (typeof SYNC)[keyof typeof SYNC];
  /** A state vector for step 1, otherwise an update. A view of the message, not a copy. */
  body: Uint8Array;
}

/** @returns null for a message of another kind. */
export function readSyncMessage(message: Uint8Array): SyncMessage | null {
  const decoder = decoding.createDecoder(message);
  if (decoding.readVarUint(decoder) !== MESSAGE.sync) return null;
  return { kind: decoding.readVarUint(decoder) as SyncMessage['kind'], body: decoding.readVarUint8Array(decoder) };
}
