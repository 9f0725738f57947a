/**
 * Refuses a visitor with a reason and reads almost nothing more. The close code must reach y-websocket, or it would retry forever; but
 * nothing that the visitor goes on sending may fill the machine's memory.
 */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { CloseReason } from '../../src/lib/sync/protocol.ts';

/** In bytes. An honest client has sent its state vector and its presence before it hears of the refusal. */
const READ_LIMIT = 64 * 1024;
/** Time for the code to arrive and be answered; ws itself would wait 30 s. */
const GOODBYE_MS = 2_000;

/** @param stream the stream that the socket reads from. */
export function turnAway(socket: WebSocket, stream: Duplex, { code, text }: CloseReason): void {
  socket.close(code, text);
  let read = 0;
  stream.on('data', (chunk: Buffer) => {
    read += chunk.length;
    // Do not destroy it yet: a reset could overtake the close code.
    if (read > READ_LIMIT) socket.pause();
  });
  const cut = setTimeout(() => socket.terminate(), GOODBYE_MS);
  socket.once('close', () => clearTimeout(cut));
}
