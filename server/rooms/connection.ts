/** A client's connection to one room: its rights, how many of its messages are durable, and how messages are sent to it. */
import type { Writable } from 'node:stream';
import { CLOSE, type CloseReason } from '../../src/lib/sync/protocol.ts';
import { keptLate, receipt } from './wire.ts';

/** The transport: a websocket of its own, or one channel of a device's connection. */
export interface Link {
  readonly readyState: number;
  readonly OPEN: number;
  /** Bytes waiting to be sent. */
  readonly bufferedAmount: number;
  send(bytes: Uint8Array): void;
  close(code: number, reason: string): void;
}

export interface Visitor {
  person: { id: string; name: string };
  device: string;
  mayWrite: boolean;
  /** The client has the open part of the list: personal data is never sent to it. */
  open?: boolean;
  /** Whether it may also bring edits that others have made. */
  mayRelay?: boolean;
  /** Whether somebody else of the review has this name. */
  isOther?: (name: string) => boolean;
}

/** A client that does not read what it is sent would fill the server's memory: it is disconnected and reconnects. */
const BACKLOG_LIMIT = 32 * 1024 * 1024;

export class Connection {
  readonly visitor: Visitor;
  readonly #socket: Link;
  readonly #stream: Pick<Writable, 'cork' | 'uncork'> | null;
  /** Whether the room's updates are sent on. True after the answer to its first step 1; before that the updates would have gaps. */
  live = false;
  /** Number of sync messages (step 2 and updates) received so far. */
  received = 0;
  /** Something it sent was refused permanently, and it is about to be closed. */
  refused = false;
  /** The awareness client that this connection speaks for. */
  client: number | null = null;
  #acknowledged = 0;
  #told = 0;
  #waitsForStep2 = false;
  #kept = 0;
  #toldKept = 0;
  #hasLate = false;
  #closed = false;

  /** @param stream the stream that the socket writes to. */
  constructor(socket: Link, visitor: Visitor, stream: Pick<Writable, 'cork' | 'uncork'> | null = null) {
    this.#socket = socket;
    this.#stream = stream;
    this.visitor = visitor;
  }

  get isOpen(): boolean {
    return !this.#closed && this.#socket.readyState === this.#socket.OPEN;
  }

  send(bytes: Uint8Array): void {
    if (!this.isOpen) return;
    if (this.#socket.bufferedAmount > BACKLOG_LIMIT) this.close(CLOSE.tooSlow);
    else this.#socket.send(bytes);
  }

  /** Collects what is sent until `release()` in one write: one system call for each message was a third of all work at full load. */
  hold(): void {
    this.#stream?.cork();
  }

  release(): void {
    this.#stream?.uncork();
  }

  close({ code, text }: CloseReason): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.close(code, text);
  }

  /** Whether something it sent is late and has not entered the list since. */
  get hasLate(): boolean {
    return this.#hasLate;
  }

  /**
   * Message `number` and all before it are in the room; unless a message with a gap, or a late one, waits for a step 2 that covers it. Like
   * the next two methods, it is called in message order; the receipt is sent after their commit.
   */
  acknowledge(number: number, isStep2: boolean): void {
    if (isStep2) this.#waitsForStep2 = this.#hasLate = false;
    if (this.#waitsForStep2) return;
    if (this.#hasLate) this.#kept = number;
    else this.#acknowledged = number;
  }

  /** Message `number` arrived after its list was locked: it is stored, but not in the room. */
  keptLate(number: number, isStep2: boolean): void {
    this.#hasLate = true;
    if (isStep2) this.#waitsForStep2 = false;
    if (!this.#waitsForStep2) this.#kept = number;
  }

  /**
   * A message could not be applied, because earlier ones are missing.
   * @returns whether to request them; once is enough.
   */
  gap(isStep2: boolean): boolean {
    const ask = !this.#waitsForStep2 && !isStep2;
    this.#waitsForStep2 = true;
    return ask;
  }

  /** Call only after the log has committed. */
  sendReceipt(): void {
    if (this.#acknowledged > this.#told) this.send(receipt((this.#told = this.#acknowledged)));
    if (this.#kept > this.#toldKept) this.send(keptLate((this.#toldKept = this.#kept)));
  }
}
