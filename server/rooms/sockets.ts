/** The door: accepts an upgrade on /phong/<room>, then says why not, or hands the connection to the hub. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { mayRead, mayWrite, parseRoom, type Person, type RoomName } from '../../src/lib/review/people.ts';
import { CLOSE, MESSAGE, MESSAGE_LIMIT, ROOM_PATH } from '../../src/lib/sync/protocol.ts';
import { Connection } from './connection.ts';
import type { Hub } from './hub.ts';
import { turnAway } from './turn-away.ts';
import { decodeMessage, type Incoming } from './wire.ts';

/** Presence is a name and a place; an echo of everybody's is longer, and of no use. */
const PRESENCE_LIMIT = 4_096;
const DEVICE_LIMIT = 64;
const PING_MS = 30_000;

interface Visit {
  request: IncomingMessage;
  connection: Connection;
  personId: string;
  room: RoomName;
  mayWrite: boolean;
}

export class Sockets {
  readonly #hub: Hub;
  // ws itself would close what is over maxPayload with 1009, which y-websocket retries for ever: far above our own limit.
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 8 * MESSAGE_LIMIT });
  readonly #alive = new WeakSet<WebSocket>();
  /** Who came in by which request, and what they may do: asked again when rights change. */
  readonly #visits = new Map<WebSocket, Visit>();
  readonly #ping: NodeJS.Timeout;

  constructor(hub: Hub, pingMs = PING_MS) {
    this.#hub = hub;
    this.#ping = setInterval(() => {
      for (const socket of this.#server.clients) {
        if (!this.#alive.delete(socket)) socket.terminate();
        else socket.ping();
      }
    }, pingMs);
  }

  /** An HTTP 401 would be retried for ever: the upgrade is accepted first, and closed with a code that stops retries. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, person: Person | null): void {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (!url.pathname.startsWith(`${ROOM_PATH}/`)) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    const name = url.pathname.slice(ROOM_PATH.length + 1);
    const device = (url.searchParams.get('device') ?? '').slice(0, DEVICE_LIMIT);
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#open(opened, name, device, person, request));
  }

  /** Asks again who the open connections are from, all or one person's, and closes those that would not be let in so now. */
  async recheck(whoIs: (request: IncomingMessage) => Promise<Person | null>, personId?: string): Promise<void> {
    for (const visit of [...this.#visits.values()]) {
      if (personId !== undefined && visit.personId !== personId) continue;
      const person = await whoIs(visit.request);
      if (person?.id !== visit.personId) visit.connection.close(CLOSE.notSignedIn);
      else if (!mayRead(person, visit.room) || mayWrite(person, visit.room) !== visit.mayWrite) visit.connection.close(CLOSE.rightsChanged);
    }
  }

  /** Those who do not answer the goodbye are cut. */
  async close(): Promise<void> {
    clearInterval(this.#ping);
    const gone = [...this.#server.clients].map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
    for (const socket of this.#server.clients) socket.close(CLOSE.stopping.code, CLOSE.stopping.text);
    const cut = setTimeout(() => {
      for (const socket of this.#server.clients) socket.terminate();
    }, 1_000);
    await Promise.all(gone);
    clearTimeout(cut);
    this.#server.close();
  }

  #open(socket: WebSocket, name: string, device: string, person: Person | null, request: IncomingMessage): void {
    // A broken frame or link: ws closes the socket itself, and the close is what is acted on.
    socket.on('error', () => socket.terminate());
    this.#alive.add(socket);
    socket.on('pong', () => this.#alive.add(socket));
    const room = parseRoom(name);
    const refusal = !person ? CLOSE.notSignedIn : !room ? CLOSE.noRoom : !mayRead(person, room) ? CLOSE.noRight : null;
    if (refusal || !person || !room) {
      turnAway(socket, request.socket, refusal ?? CLOSE.noRoom);
      return;
    }
    const visitor = { person: { id: person.id, name: person.name }, device, mayWrite: mayWrite(person, room), mayRelay: person.role === 'commune' };
    const connection = new Connection(socket, visitor, request.socket);
    const joined = this.#hub.join(name, connection);
    this.#visits.set(socket, { request, connection, personId: person.id, room, mayWrite: mayWrite(person, room) });
    socket.on('message', (data, isBinary) => {
      if (!connection.isOpen) return;
      const bytes = bytesOf(data);
      const message = isBinary ? read(bytes) : null;
      if (message) this.#hub.receive(joined, connection, message);
      else connection.close(bytes.length > MESSAGE_LIMIT ? CLOSE.tooLarge : CLOSE.badMessage);
    });
    socket.on('close', () => {
      this.#visits.delete(socket);
      this.#hub.leave(joined, connection);
    });
  }
}

/** ws gives a Buffer of its pool: the update outlives this message, so it is copied. */
function bytesOf(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  return Array.isArray(data) ? new Uint8Array(Buffer.concat(data)) : new Uint8Array(data);
}

function read(bytes: Uint8Array): Incoming | null {
  if (bytes.length > MESSAGE_LIMIT) return null;
  if (bytes[0] === MESSAGE.awareness && bytes.length > PRESENCE_LIMIT) return { type: 'unknown' };
  try {
    return decodeMessage(bytes);
  } catch {
    // Whatever the decoder stumbled on, the answer is the same: a permanent code, said to the copy.
    return null;
  }
}
