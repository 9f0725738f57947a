/** A device's connection. Each of its channels is a connection to a room, as a separate websocket would be. */
import type { WebSocket } from 'ws';
import { Inbox, Outbox } from '../../src/lib/sync/line/flow.ts';
import { decodeFrame, encodeFrame, type Frame } from '../../src/lib/sync/line/frames.ts';
import { CLOSE, MESSAGE_LIMIT } from '../../src/lib/sync/protocol.ts';
import type { Link } from './connection.ts';

/** More than the rooms of a province's communes in every tab that one may have open. */
const CHANNELS = 4_096;
/** Bytes of unfinished messages, and bytes waiting to be sent, over all channels. */
const HELD_LIMIT = 8 * MESSAGE_LIMIT;
const BACKLOG_LIMIT = 256 * 1024 * 1024;
/** A frame holds one piece; a larger one is not ours. */
export const FRAME_LIMIT = 256 * 1024;

const OPEN = 1;
const CLOSED = 3;

/** A visitor who has been admitted to a room. */
export interface Inside {
  receive(message: Uint8Array): void;
  leave(): void;
}

/** Admits a channel to its room; null when it has been closed with a reason instead. */
export type Enter = (link: Link, room: string) => Promise<Inside | null>;

class Channel implements Link {
  readonly OPEN = OPEN;
  readyState = OPEN;
  readonly #number: number;
  readonly #outbox: Outbox;
  readonly #over: () => void;
  #inside: Inside | null = null;
  /** Messages that arrived before it was known whether the channel is admitted. */
  #early: Uint8Array[] = [];

  constructor(number: number, outbox: Outbox, over: () => void) {
    this.#number = number;
    this.#outbox = outbox;
    this.#over = over;
  }

  get bufferedAmount(): number {
    return this.#outbox.waiting(this.#number);
  }

  send(bytes: Uint8Array): void {
    if (this.readyState === OPEN) this.#outbox.send(this.#number, bytes);
  }

  close(code: number, reason: string): void {
    if (this.readyState !== OPEN) return;
    // The client does not read what waits, and the rest would be useless to it after it reconnects.
    if (code === CLOSE.tooSlow.code) this.#outbox.drop(this.#number);
    this.#outbox.close(this.#number, code, reason);
    this.end();
  }

  /** Leaves the room a moment later, as after a websocket's close, because the caller may be in the middle of something. */
  end(): void {
    if (this.readyState !== OPEN) return;
    this.readyState = CLOSED;
    this.#early = [];
    this.#over();
    queueMicrotask(() => this.#leave());
  }

  enter(inside: Inside | null): void {
    this.#inside = inside;
    if (this.readyState !== OPEN) return this.#leave();
    for (const message of this.#early.splice(0)) this.receive(message);
  }

  receive(message: Uint8Array): void {
    if (this.readyState !== OPEN) return;
    if (this.#inside) this.#inside.receive(message);
    else this.#early.push(message);
  }

  #leave(): void {
    this.#inside?.leave();
    this.#inside = null;
  }
}

export class Line {
  readonly #socket: WebSocket;
  readonly #enter: Enter;
  readonly #channels = new Map<number, Channel>();
  readonly #outbox = new Outbox((frame) => this.#write(frame));
  readonly #inbox = new Inbox((bytes) => this.#write({ kind: 'taken', bytes }), { message: MESSAGE_LIMIT, total: HELD_LIMIT });

  constructor(socket: WebSocket, enter: Enter) {
    this.#socket = socket;
    this.#enter = enter;
    socket.on('message', (data, isBinary) => this.#hear(data, isBinary));
    socket.on('close', () => {
      for (const channel of [...this.#channels.values()]) channel.end();
    });
  }

  #hear(data: Buffer | ArrayBuffer | Buffer[], isBinary: boolean): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const frame = isBinary ? read(data) : 'unreadable';
    if (frame === 'unreadable') return this.#socket.close(CLOSE.badMessage.code, CLOSE.badMessage.text);
    switch (frame?.kind) {
      case 'open':
        return this.#open(frame.channel, frame.room);
      case 'piece':
        return this.#take(frame);
      case 'close':
        return this.#channels.get(frame.channel)?.end();
      case 'ask':
        return this.#inbox.tell();
      case 'taken':
        return this.#outbox.taken(frame.bytes);
    }
  }

  #open(number: number, room: string): void {
    if (this.#channels.has(number) || this.#channels.size >= CHANNELS)
      return this.#socket.close(CLOSE.badMessage.code, CLOSE.badMessage.text);
    const channel = new Channel(number, this.#outbox, () => {
      this.#channels.delete(number);
      this.#inbox.forget(number);
    });
    this.#channels.set(number, channel);
    this.#enter(channel, room).then(
      (inside) => channel.enter(inside),
      () => channel.close(CLOSE.loadFailed.code, CLOSE.loadFailed.text),
    );
  }

  #take(frame: Frame & { kind: 'piece' }): void {
    const channel = this.#channels.get(frame.channel);
    const message = this.#inbox.take(frame);
    if (!channel) this.#inbox.forget(frame.channel);
    else if (message === 'too-large') channel.close(CLOSE.tooLarge.code, CLOSE.tooLarge.text);
    else if (message) channel.receive(message);
  }

  #write(frame: Frame): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#outbox.total > BACKLOG_LIMIT) this.#socket.close(CLOSE.tooSlow.code, CLOSE.tooSlow.text);
    else this.#socket.send(encodeFrame(frame));
  }
}

function read(data: Buffer | ArrayBuffer | Buffer[]): Frame | null | 'unreadable' {
  try {
    // ws passes a Buffer from its pool. The content outlives this message, so copy it.
    return decodeFrame(Array.isArray(data) ? new Uint8Array(Buffer.concat(data)) : new Uint8Array(data));
  } catch {
    // Whatever the decoder reported, the answer is the same.
    return 'unreadable';
  }
}
