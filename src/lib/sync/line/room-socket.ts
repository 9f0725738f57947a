/** A channel in the form that y-websocket's provider expects: the part of the WebSocket interface that it uses. */
import { SYNC } from '../protocol.ts';
import { SentMessages, type Receipts } from '../receipts.ts';
import { readSyncMessage } from '../sync-message.ts';
import type { Channel, ChannelEvents } from './channel.ts';

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 3;

export interface RoomSocket {
  /** Every sync message that was sent, recorded until its receipt arrives. */
  readonly sent: SentMessages;
}

/**
 * @param open opens the room's channel; the address that the provider makes is ignored.
 * @param answers called with whether the server responds.
 */
export function roomSocketOf(
  open: (events: ChannelEvents) => Channel,
  receipts: Receipts,
  answers: (yes: boolean) => void,
): typeof WebSocket {
  class Socket implements RoomSocket {
    readonly sent = new SentMessages(receipts);
    readonly OPEN = OPEN;
    readyState = CONNECTING;
    binaryType = 'arraybuffer';
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: Uint8Array }) => void) | null = null;
    onclose: ((event: { code: number; reason: string }) => void) | null = null;
    onerror: (() => void) | null = null;
    #hasAnswered = false;
    readonly #channel = open({
      opened: () => {
        this.readyState = OPEN;
        this.onopen?.();
      },
      heard: (data) => this.onmessage?.({ data }),
      closed: (code, reason) => {
        this.readyState = CLOSED;
        this.onclose?.({ code, reason });
      },
      answers,
    });

    send(message: Uint8Array): void {
      if (this.readyState !== OPEN) return;
      const sync = readSyncMessage(message);
      if (sync?.kind === SYNC.step2) this.#hasAnswered = true;
      // Not sent yet: the answer to the server's step 1 contains this update too. Sent alone, it could arrive before the entries it
      // overwrites. The server would then delete another copy's entries with the same ids, and not notice that ours differ.
      if (sync?.kind === SYNC.update && !this.#hasAnswered) return;
      this.#channel.send(message);
      if (sync) this.sent.note(sync);
    }

    close(): void {
      if (this.readyState === CLOSED) return;
      this.readyState = CLOSED;
      this.#channel.close();
    }
  }
  return Socket as unknown as typeof WebSocket;
}
