/** The frames of a device's one connection to the server. It carries many channels, one for each open room. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

export type Frame =
  | { kind: 'open'; channel: number; room: string }
  /** A piece of a message; `more` when further pieces of it follow. */
  | { kind: 'piece'; channel: number; more: boolean; bytes: Uint8Array }
  /** From the server with a code and a text; from a client without. */
  | { kind: 'close'; channel: number; code: number; reason: string }
  /** Are you there? The answer is `taken`. */
  | { kind: 'ask' }
  /** How many bytes of pieces have been received on this connection. */
  | { kind: 'taken'; bytes: number };

const OPEN = 0;
const MORE = 1;
const LAST = 2;
const CLOSED = 3;
const ASK = 4;
const TAKEN = 5;

export function encodeFrame(frame: Frame): Uint8Array {
  const encoder = encoding.createEncoder();
  const start = (code: number, number?: number): void => {
    encoding.writeVarUint(encoder, code);
    if (number !== undefined) encoding.writeVarUint(encoder, number);
  };
  switch (frame.kind) {
    case 'open':
      start(OPEN, frame.channel);
      encoding.writeVarString(encoder, frame.room);
      break;
    case 'piece':
      start(frame.more ? MORE : LAST, frame.channel);
      encoding.writeUint8Array(encoder, frame.bytes);
      break;
    case 'close':
      start(CLOSED, frame.channel);
      encoding.writeVarUint(encoder, frame.code);
      encoding.writeVarString(encoder, frame.reason);
      break;
    case 'ask':
      start(ASK);
      break;
    case 'taken':
      start(TAKEN, frame.bytes);
  }
  return encoding.toUint8Array(encoder);
}

/**
 * @returns null for a frame kind of a newer version, which is skipped.
 * @throws when the bytes are not a frame.
 */
export function decodeFrame(bytes: Uint8Array): Frame | null {
  const decoder = decoding.createDecoder(bytes);
  const code = decoding.readVarUint(decoder);
  if (code === ASK) return { kind: 'ask' };
  if (code > TAKEN) return null;
  const number = decoding.readVarUint(decoder);
  switch (code) {
    case OPEN:
      return { kind: 'open', channel: number, room: decoding.readVarString(decoder) };
    case MORE:
    case LAST:
      return { kind: 'piece', channel: number, more: code === MORE, bytes: decoding.readTailAsUint8Array(decoder) };
    case CLOSED:
      return { kind: 'close', channel: number, code: decoding.readVarUint(decoder), reason: decoding.readVarString(decoder) };
    default:
      return { kind: 'taken', bytes: number };
  }
}
