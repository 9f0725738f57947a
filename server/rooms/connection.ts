/** One copy's connection to one room: what it may do, how many of its messages are durable, and its way out. */
import type { Writable } from 'node:stream';
import { CLOSE, type CloseReason } from '../../src/lib/sync/protocol.ts';
import { keptLate, receipt } from './wire.ts';

/** What it is spoken over: a websocket of its own, or one channel of a device's. */
export interface Link {
  readonly readyState: number;
  readonly OPEN: number;
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
  send(bytes: Uint8Array): void;
  close(code: number, reason: string): void;
}

export interface Visitor {
  person: { id: string; name: string };
  device: string;
  mayWrite: boolean;
  /** It has the open part of the list: nothing personal is ever sent to it. */
  open?: boolean;
  /** Whether it may bring what others have written as well. */
  mayRelay?: boolean;
  /** Whether another of the review is called so. */
  isOther?: (name: string) => boolean;
}

/** A copy that does not take what it is sent would fill the server's memory: it is cut and comes again. */
const BACKLOG_LIMIT = 32 * 1024 * 1024;

export class Connection {
  readonly visitor: Visitor;
  readonly #socket: Link;
  readonly #stream: Pick<Writable, 'cork' | 'uncork'> | null;
  /** Whether the room's updates are sent on: from the answer to its first step 1, before which they would have gaps. */
  live = false;
  /** Sync messages (step 2 and updates) received so far; the next one's number is one more. */
  received = 0;
  /** Something it sent was refused for good: it is about to be closed. */
  refused = false;
  /** The awareness client this connection speaks for. */
  client: number | null = null;
  #acknowledged = 0;
  #told = 0;
  #waitsForStep2 = false;
  #kept = 0;
  #toldKept = 0;
  #hasLate = false;
  #closed = false;

  /** @param stream what the socket writes to. */
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

  /** What is sent until `release()` goes in one write: a system call for each message was a third of all work at full load. */
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

  /** Whether something it sent is late and has not come into the list since. */
  get hasLate(): boolean {
    return this.#hasLate;
  }

  /**
   * Message `number` is in the room, and with it all before: unless one with a gap, or a late one, waits for a step 2
   * that covers it. Like the next two, called in the order of the messages; what is told goes out after their commit.
   */
  acknowledge(number: number, isStep2: boolean): void {
    if (isStep2) this.#waitsForStep2 = this.#hasLate = false;
    if (this.#waitsForStep2) return;
    if (this.#hasLate) this.#kept = number;
    else this.#acknowledged = number;
  }

  /** Message `number` came too late for its list: it is stored, and not in the room. */
  keptLate(number: number, isStep2: boolean): void {
    this.#hasLate = true;
    if (isStep2) this.#waitsForStep2 = false;
    if (!this.#waitsForStep2) this.#kept = number;
  }

  /** A message could not be applied for want of earlier ones. @returns whether to ask for them; once is enough. */
  gap(isStep2: boolean): boolean {
    const ask = !this.#waitsForStep2 && !isStep2;
    this.#waitsForStep2 = true;
    return ask;
  }

  /** Called only after the log has committed. */
  sendReceipt(): void {
    if (this.#acknowledged > this.#told) this.send(receipt((this.#told = this.#acknowledged)));
    if (this.#kept > this.#toldKept) this.send(keptLate((this.#toldKept = this.#kept)));
  }
}
