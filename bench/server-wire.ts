/**
 * A minimal client for the websocket and for the sync messages of y-protocols. A thousand of them share one core with
 * the measured server, and their own cost must not be part of the result.
 */
import { connect, type Socket } from 'node:net';

/** How to talk to a server. */
export interface Dialect {
  path(room: string): string;
  /** The prefix of every message. */
  prefix(room: string): Uint8Array;
  /** The first message, if the server requires one. */
  hello: Uint8Array | null;
  /** Whether the server answers a step 1; a relay has nothing to answer with. */
  answers: boolean;
}

/** Called for every message with the position of its body in `bytes`: nothing is copied, so nothing may be kept. */
export interface Ear {
  sync(from: WireClient, kind: number, bytes: Uint8Array, start: number, end: number): void;
  receipt?(from: WireClient, count: number): void;
}

export const TOKEN_HELLO = new Uint8Array([2, 0, 0]);
const NO_VECTOR = new Uint8Array([0]);
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const RECEIPT = 100;
const KEEP_ALIVE_ROOM = 64 * 1024;

// All clients read into one shared buffer: each read is processed before the next.
const shared = Buffer.allocUnsafe(KEEP_ALIVE_ROOM);
let flushing: WireClient[] = [];

export class WireClient {
  readonly index: number;
  readonly room: string;
  bytesOf: () => { read: number; written: number };
  isOpen = false;
  isClosed = false;
  closeCode = 0;
  readonly #ear: Ear;
  readonly #socket: Socket;
  readonly #prefix: Uint8Array;
  #rest: Buffer | null = null;
  #out: Buffer[] = [];
  #opened: () => void = () => undefined;
  readonly whenOpen: Promise<void>;
  readonly whenClosed: Promise<void>;

  constructor(port: number, dialect: Dialect, room: string, index: number, person: string, ear: Ear) {
    this.index = index;
    this.room = room;
    this.#ear = ear;
    this.#prefix = dialect.prefix(room);
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      onread: { buffer: shared, callback: (read: number) => (this.#take(shared.subarray(0, read)), true) },
    });
    this.#socket.setNoDelay(true);
    this.bytesOf = () => ({ read: this.#socket.bytesRead, written: this.#socket.bytesWritten });
    this.whenOpen = new Promise((resolve, reject) => {
      this.#opened = resolve;
      this.#socket.once('error', reject);
      this.#socket.once('close', () => reject(new Error(`closed before it was open: ${room}`)));
    });
    // A caller that does not wait for it learns about the close instead.
    this.whenOpen.catch(() => undefined);
    this.#socket.on('error', () => this.#socket.destroy());
    this.whenClosed = new Promise((resolve) => this.#socket.once('close', () => resolve(((this.isClosed = true), undefined))));
    this.#socket.write(
      `GET ${dialect.path(room)} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\nx-person: ${person}\r\n\r\n`,
    );
    if (dialect.hello)
      void this.whenOpen.then(
        () => this.#queue(frame(2, this.#prefix, dialect.hello ?? NO_VECTOR)),
        () => undefined,
      );
  }

  step1(vector: Uint8Array = NO_VECTOR): void {
    this.#sync(0, vector);
  }

  step2(update: Uint8Array): void {
    this.#sync(1, update);
  }

  update(update: Uint8Array): void {
    this.#sync(2, update);
  }

  close(): void {
    this.#socket.destroy();
  }

  #sync(kind: number, body: Uint8Array): void {
    const head = this.#prefix.length;
    const message = Buffer.allocUnsafe(head + 2 + 5 + body.length);
    message.set(this.#prefix);
    message[head] = 0;
    message[head + 1] = kind;
    const at = writeVarUint(message, head + 2, body.length);
    message.set(body, at);
    this.#queue(frame(2, message.subarray(0, at + body.length), NO_BYTES));
  }

  /** Everything a client sends in one turn is one write. */
  #queue(bytes: Buffer): void {
    if (this.#out.push(bytes) > 1) return;
    if (flushing.push(this) === 1) setImmediate(flush);
  }

  flush(): void {
    const out = this.#out;
    this.#out = [];
    if (!this.#socket.destroyed) this.#socket.write(out.length === 1 && out[0] ? out[0] : Buffer.concat(out));
  }

  #take(chunk: Buffer): void {
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = null;
    let at = 0;
    if (!this.isOpen) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end >= 0) {
        if (!bytes.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101')))
          return void this.#socket.destroy(new Error(bytes.toString('latin1', 0, 40)));
        this.isOpen = true;
        at = end + 4;
        this.#opened();
      }
    }
    if (this.isOpen) at = this.#frames(bytes, at);
    if (at < bytes.length) this.#rest = Buffer.from(bytes.subarray(at));
  }

  /** @returns the start of the first incomplete frame. */
  #frames(bytes: Buffer, from: number): number {
    let at = from;
    while (at + 2 <= bytes.length) {
      let length = (bytes[at + 1] ?? 0) & 127;
      let start = at + 2;
      if (length === 126) {
        if (start + 2 > bytes.length) return at;
        length = bytes.readUInt16BE(start);
        start += 2;
      } else if (length === 127) {
        if (start + 8 > bytes.length) return at;
        length = bytes.readUInt32BE(start + 4);
        start += 8;
      }
      if (start + length > bytes.length) return at;
      const opcode = (bytes[at] ?? 0) & 15;
      at = start + length;
      if (opcode === 2) this.#message(bytes, start + this.#prefix.length, at);
      else if (opcode === 9) this.#queue(frame(10, bytes.subarray(start, at), NO_BYTES));
      else if (opcode === 8) this.closeCode = length >= 2 ? bytes.readUInt16BE(start) : 1005;
    }
    return at;
  }

  #message(bytes: Buffer, start: number, end: number): void {
    position = start;
    const type = readVarUint(bytes);
    // 4 is Hocuspocus's step 2 in answer to a step 1.
    if (type === 0 || type === 4) {
      const kind = readVarUint(bytes);
      readVarUint(bytes);
      this.#ear.sync(this, kind, bytes, position, end);
    } else if (type === RECEIPT) this.#ear.receipt?.(this, readVarUint(bytes));
  }
}

function flush(): void {
  const clients = flushing;
  flushing = [];
  for (const client of clients) client.flush();
}

const NO_BYTES = new Uint8Array();

/** Masked, as required for clients, with a mask that changes nothing. */
function frame(opcode: number, head: Uint8Array, body: Uint8Array): Buffer {
  const length = head.length + body.length;
  const size = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.allocUnsafe(size + 4 + length);
  bytes[0] = 128 | opcode;
  if (size === 2) bytes[1] = 128 | length;
  else if (size === 4) {
    bytes[1] = 128 | 126;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = 128 | 127;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  bytes.writeUInt32BE(0, size);
  bytes.set(head, size + 4);
  bytes.set(body, size + 4 + head.length);
  return bytes;
}

let position = 0;

function readVarUint(bytes: Uint8Array): number {
  let value = 0;
  let factor = 1;
  for (;;) {
    const byte = bytes[position++] ?? 0;
    value += (byte & 127) * factor;
    if (byte < 128) return value;
    factor *= 128;
  }
}

/** Client and clock of an update that is one cell write. */
export function originOf(bytes: Uint8Array, start: number): { client: number; clock: number } {
  position = start;
  readVarUint(bytes);
  readVarUint(bytes);
  origin.client = readVarUint(bytes);
  origin.clock = readVarUint(bytes);
  return origin;
}
const origin = { client: 0, clock: 0 };

function writeVarUint(bytes: Uint8Array, at: number, value: number): number {
  let next = at;
  for (; value > 127; value = Math.floor(value / 128)) bytes[next++] = 128 | (value & 127);
  bytes[next++] = value;
  return next;
}

const utf8 = new TextEncoder();

/** A string prefix for each message, as Hocuspocus uses it. */
export function varString(text: string): Uint8Array {
  const bytes = utf8.encode(text);
  const out = new Uint8Array(bytes.length + 5);
  const at = writeVarUint(out, 0, bytes.length);
  out.set(bytes, at);
  return out.slice(0, at + bytes.length);
}
