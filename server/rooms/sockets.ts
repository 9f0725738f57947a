/**
 * Accepts websocket upgrades: on /phong, a device's one connection; on /phong/<room>, as y-websocket makes it. Then it either refuses with
 * a reason, or hands each connection to a room over to the hub.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { isSameName, may, mayRead, mayWrite, parseDoc, logName, type DocPlace, type Person } from '../../src/lib/review/people.ts';
import { CLOSE, MESSAGE, MESSAGE_LIMIT, ROOM_PATH, type CloseReason } from '../../src/lib/sync/protocol.ts';
import { Connection, type Link } from './connection.ts';
import type { Hub } from './hub.ts';
import { NamesInReviews, type NamesIn } from './names-in-reviews.ts';
import { FRAME_LIMIT, Line, type Inside } from './line.ts';
import { turnAway } from './turn-away.ts';
import { decodeMessage, type Incoming } from './wire.ts';

/** In bytes. A presence is a name and a place; an echo of everybody's is longer, and useless. */
const PRESENCE_LIMIT = 4_096;
const DEVICE_LIMIT = 64;
const PING_MS = 30_000;

/** The person that a request may speak for right now. */
export type WhoIs = (request: IncomingMessage) => Promise<Person | null>;

interface Entrance {
  name: string;
  device: string;
  person: Person | null;
  request: IncomingMessage;
  refuse: (reason: CloseReason) => void;
}

interface Visit {
  request: IncomingMessage;
  connection: Connection;
  person: Pick<Person, 'id' | 'review'>;
  room: DocPlace;
  mayWrite: boolean;
}

export class Sockets {
  readonly #hub: Hub;
  readonly #whoIs: WhoIs;
  readonly #names: NamesInReviews;
  // ws itself would close a message over maxPayload with 1009, which y-websocket retries forever: so it is far above our own limit.
  readonly #rooms = new WebSocketServer({ noServer: true, maxPayload: 8 * MESSAGE_LIMIT });
  readonly #devices = new WebSocketServer({ noServer: true, maxPayload: FRAME_LIMIT });
  readonly #alive = new WeakSet<WebSocket>();
  /** The request by which each visitor came and their rights, to check again when rights change. */
  readonly #visits = new Map<Link, Visit>();
  /** The person behind a device's connection, looked up once for all its channels, until rights change. */
  #asked = new WeakMap<IncomingMessage, Promise<Person | null>>();
  readonly #ping: NodeJS.Timeout;

  constructor(hub: Hub, whoIs: WhoIs, namesIn: NamesIn, pingMs = PING_MS) {
    this.#hub = hub;
    this.#whoIs = whoIs;
    this.#names = new NamesInReviews(namesIn);
    this.#ping = setInterval(() => {
      for (const socket of this.#clients()) {
        if (!this.#alive.delete(socket)) socket.terminate();
        else socket.ping();
      }
    }, pingMs);
  }

  /** y-websocket would retry an HTTP 401 forever: accept the upgrade, then close it with a code that stops retries. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const device = (url.searchParams.get('device') ?? '').slice(0, DEVICE_LIMIT);
    const ofDevice = url.pathname === ROOM_PATH;
    if (!ofDevice && !url.pathname.startsWith(`${ROOM_PATH}/`)) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    const person = await (ofDevice ? this.#whoIs(request) : this.#admitted(request));
    if (ofDevice) this.#devices.handleUpgrade(request, socket, head, (opened) => this.#openLine(opened, device, person, request));
    else
      this.#rooms.handleUpgrade(request, socket, head, (opened) =>
        this.#openRoom(opened, url.pathname.slice(ROOM_PATH.length + 1), device, person, request),
      );
  }

  /** Looks up again who the open connections belong to, all or one person's, and closes those that would not be admitted now. */
  async recheck(personId?: string): Promise<void> {
    this.#asked = new WeakMap();
    const reviews = new Set([...this.#visits.values()].map(({ person }) => person.review));
    await Promise.all([this.#names.renew(reviews), this.#recheckVisits(personId)]);
  }

  /** Connections that do not answer the close are terminated. */
  async close(): Promise<void> {
    clearInterval(this.#ping);
    const gone = this.#clients().map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
    for (const socket of this.#clients()) socket.close(CLOSE.stopping.code, CLOSE.stopping.text);
    const cut = setTimeout(() => {
      for (const socket of this.#clients()) socket.terminate();
    }, 1_000);
    await Promise.all(gone);
    clearTimeout(cut);
    this.#rooms.close();
    this.#devices.close();
  }

  async #recheckVisits(personId?: string): Promise<void> {
    for (const [link, visit] of [...this.#visits]) {
      if ((personId !== undefined && visit.person.id !== personId) || !this.#visits.has(link)) continue;
      const person = await this.#ask(visit.request);
      if (person?.id !== visit.person.id) visit.connection.close(CLOSE.notSignedIn);
      else if (!mayRead(person, visit.room) || mayWrite(person, visit.room) !== visit.mayWrite) visit.connection.close(CLOSE.rightsChanged);
    }
  }

  #clients(): WebSocket[] {
    return [...this.#rooms.clients, ...this.#devices.clients];
  }

  #watch(socket: WebSocket): void {
    // A broken frame or link: ws closes the socket itself, and the close event is handled.
    socket.on('error', () => socket.terminate());
    this.#alive.add(socket);
    socket.on('pong', () => this.#alive.add(socket));
  }

  #openRoom(socket: WebSocket, name: string, device: string, person: Person | null, request: IncomingMessage): void {
    this.#watch(socket);
    const inside = this.#enter(socket, { name, device, person, request, refuse: (reason) => turnAway(socket, request.socket, reason) });
    if (!inside) return;
    socket.on('message', (data, isBinary) => inside.receive(bytesOf(data), isBinary));
    socket.on('close', () => inside.leave());
  }

  #openLine(socket: WebSocket, device: string, person: Person | null, request: IncomingMessage): void {
    this.#watch(socket);
    if (!person) return turnAway(socket, request.socket, CLOSE.notSignedIn);
    new Line(socket, async (link, name): Promise<Inside | null> => {
      const now = await this.#admitted(request);
      return this.#enter(link, { name, device, person: now, request, refuse: ({ code, text }) => link.close(code, text) });
    });
  }

  /** @returns null when it has been refused. */
  #enter(
    link: Link,
    { name, device, person, request, refuse }: Entrance,
  ): { receive(bytes: Uint8Array, isBinary?: boolean): void; leave(): void } | null {
    const room = parseDoc(name);
    const refusal = !person ? CLOSE.notSignedIn : !room ? CLOSE.noRoom : !mayRead(person, room) ? CLOSE.noRight : null;
    if (refusal || !person || !room) {
      refuse(refusal ?? CLOSE.noRoom);
      return null;
    }
    const visitor = {
      person: { id: person.id, name: person.name },
      device,
      mayWrite: mayWrite(person, room),
      open: room.part === 'open',
      mayRelay: may(person, 'relay', room),
      isOther: (name: string) => !isSameName(name, person.name) && this.#names.has(name, person.review),
    };
    const connection = new Connection(link, visitor, request.socket);
    const joined = this.#hub.join(logName(room), connection);
    this.#visits.set(link, { request, connection, person, room, mayWrite: visitor.mayWrite });
    return {
      receive: (bytes, isBinary = true) => {
        if (!connection.isOpen) return;
        const message = isBinary ? read(bytes) : null;
        if (message) this.#hub.receive(joined, connection, message);
        else connection.close(bytes.length > MESSAGE_LIMIT ? CLOSE.tooLarge : CLOSE.badMessage);
      },
      leave: () => {
        this.#visits.delete(link);
        this.#hub.leave(joined, connection);
      },
    };
  }

  /** The person, with the names of their review known. An answer from before rights changed is no longer valid: ask again. */
  async #admitted(request: IncomingMessage): Promise<Person | null> {
    for (;;) {
      const asked = this.#ask(request);
      const person = await asked;
      if (person && !this.#names.knows(person.review)) await this.#names.learn(person.review);
      else if (this.#asked.get(request) === asked) return person;
    }
  }

  #ask(request: IncomingMessage): Promise<Person | null> {
    const known = this.#asked.get(request);
    if (known) return known;
    const asked = this.#whoIs(request).catch((error: unknown) => {
      this.#asked.delete(request);
      throw error;
    });
    this.#asked.set(request, asked);
    return asked;
  }
}

/** ws passes a Buffer from its pool. The update outlives this message, so copy it. */
function bytesOf(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  return Array.isArray(data) ? new Uint8Array(Buffer.concat(data)) : new Uint8Array(data);
}

function read(bytes: Uint8Array): Incoming | null {
  if (bytes.length > MESSAGE_LIMIT) return null;
  if (bytes[0] === MESSAGE.awareness && bytes.length > PRESENCE_LIMIT) return { type: 'unknown' };
  try {
    return decodeMessage(bytes);
  } catch {
    // Whatever the decoder reported, the answer is the same: a permanent close code.
    return null;
  }
}
