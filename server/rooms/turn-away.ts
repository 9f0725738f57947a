/**
 * A visitor who is not let in is told why and hardly read: the close code must reach y-websocket, or it would come
 * again for ever, but nothing they go on sending is worth the machine's memory.
 */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { CloseReason } from '../../src/lib/sync/protocol.ts';

/** An honest copy has sent its state vector and its presence before it hears that it is not let in. */
const READ_LIMIT = 64 * 1024;
/** For the code to arrive and be answered; ws itself would wait for 30 s. */
const GOODBYE_MS = 2_000;

/** @param stream what the socket reads from. */
export function turnAway(socket: WebSocket, stream: Duplex, { code, text }: CloseReason): void {
  socket.close(code, text);
  let read = 0;
  stream.on('data', (chunk: Buffer) => {
    read += chunk.length;
    // Not destroyed yet: a reset could overtake the code.
    if (read > READ_LIMIT) socket.pause();
  });
  const cut = setTimeout(() => socket.terminate(), GOODBYE_MS);
  socket.once('close', () => clearTimeout(cut));
}
