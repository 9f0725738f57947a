/**
 * Flow control, the same at both ends of a device's connection. Messages go out in pieces and the channels take turns, so that a large list
 * does not delay the others. The bytes under way are limited to a window that the other end acknowledges, so that a new edit never waits
 * long and something is heard all the time on a slow network.
 */
import type { Frame } from './frames.ts';

export const PIECE = 16 * 1024;
/** Most bytes under way. */
const WINDOW = 128 * 1024;
/** Acknowledge after this many bytes. */
const TELL = 32 * 1024;

interface Queue {
  messages: Uint8Array[];
  /** Bytes of the first message that are already sent. */
  offset: number;
  bytes: number;
  closing: { code: number; reason: string } | null;
}

export class Outbox {
  readonly #write: (frame: Frame) => void;
  /** The first queue has its turn, then moves to the end when it has more to send. */
  readonly #queues = new Map<number, Queue>();
  #sent = 0;
  #taken = 0;
  #total = 0;

  constructor(write: (frame: Frame) => void) {
    this.#write = write;
  }

  get isEmpty(): boolean {
    return this.#queues.size === 0;
  }

  /** Bytes waiting in all channels. */
  get total(): number {
    return this.#total;
  }

  waiting(channel: number): number {
    return this.#queues.get(channel)?.bytes ?? 0;
  }

  send(channel: number, bytes: Uint8Array): void {
    const queue = this.#queueOf(channel);
    queue.messages.push(bytes);
    queue.bytes += bytes.length;
    this.#total += bytes.length;
    this.#flush();
  }

  /** Sent after the messages that wait in this channel. */
  close(channel: number, code = 0, reason = ''): void {
    this.#queueOf(channel).closing = { code, reason };
    this.#flush();
  }

  /** Drops the messages that wait in this channel. */
  drop(channel: number): void {
    this.#total -= this.waiting(channel);
    this.#queues.delete(channel);
  }

  /** The other end acknowledges this many bytes in total. */
  taken(bytes: number): void {
    this.#taken = Math.min(Math.max(this.#taken, bytes), this.#sent);
    this.#flush();
  }

  #queueOf(channel: number): Queue {
    const known = this.#queues.get(channel);
    if (known) return known;
    const queue: Queue = { messages: [], offset: 0, bytes: 0, closing: null };
    this.#queues.set(channel, queue);
    return queue;
  }

  #flush(): void {
    for (const [channel, queue] of this.#queues) {
      const [message] = queue.messages;
      if (message && this.#sent - this.#taken >= WINDOW) return;
      if (message) this.#writePiece(channel, queue, message);
      this.#queues.delete(channel);
      // Inserted again at the end, where this loop still reaches it.
      if (queue.messages.length > 0) this.#queues.set(channel, queue);
      else if (queue.closing) this.#write({ kind: 'close', channel, ...queue.closing });
    }
  }

  #writePiece(channel: number, queue: Queue, message: Uint8Array): void {
    const bytes = message.subarray(queue.offset, queue.offset + PIECE);
    queue.offset += bytes.length;
    queue.bytes -= bytes.length;
    this.#total -= bytes.length;
    this.#sent += bytes.length;
    const more = queue.offset < message.length;
    if (!more) {
      queue.messages.shift();
      queue.offset = 0;
    }
    this.#write({ kind: 'piece', channel, more, bytes });
  }
}

interface InboxLimits {
  /** Bytes of one message. */
  message: number;
  /** Bytes of all unfinished messages together. */
  total: number;
}

export class Inbox {
  readonly #limits: InboxLimits;
  readonly #tell: (taken: number) => void;
  readonly #begun = new Map<number, { pieces: Uint8Array[]; bytes: number }>();
  #held = 0;
  #taken = 0;
  #told = 0;

  /** @param tell tells the other end how many bytes have been received in total. */
  constructor(tell: (taken: number) => void, limits: InboxLimits = { message: Infinity, total: Infinity }) {
    this.#tell = tell;
    this.#limits = limits;
  }

  /** @returns the message once its last piece has arrived; null before that; 'too-large' when it exceeds a limit: it is then dropped. */
  take({ channel, more, bytes }: Frame & { kind: 'piece' }): Uint8Array | null | 'too-large' {
    this.#taken += bytes.length;
    if (this.#taken - this.#told >= TELL) this.tell();
    const begun = this.#begun.get(channel);
    if (!begun && !more) return bytes.length > this.#limits.message ? 'too-large' : bytes;
    const { pieces, bytes: before } = begun ?? { pieces: [], bytes: 0 };
    this.forget(channel);
    const length = before + bytes.length;
    if (length > this.#limits.message || this.#held + length > this.#limits.total) return 'too-large';
    pieces.push(bytes);
    if (!more) return joined(pieces, length);
    this.#begun.set(channel, { pieces, bytes: length });
    this.#held += length;
    return null;
  }

  forget(channel: number): void {
    this.#held -= this.#begun.get(channel)?.bytes ?? 0;
    this.#begun.delete(channel);
  }

  tell(): void {
    this.#told = this.#taken;
    this.#tell(this.#taken);
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
