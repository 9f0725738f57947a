/** Clients without a network for the fuzz test: an honest one, and the mutations of a hostile one. */
import * as decoding from 'lib0/decoding';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import { MESSAGE, SYNC } from '../../src/lib/sync/protocol.ts';
import { Connection } from './connection.ts';
import type { Hub } from './hub.ts';
import type { Room } from './room.ts';
import * as wire from './wire.ts';

export type Random = (below: number) => number;

export function randomOf(seed: number): Random {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** One connection to the hub. What the server sends is handled at once; what is sent goes through the real decoder. */
export class FakeLink {
  readonly connection: Connection;
  readonly #hub: Hub;
  readonly #room: Room;
  closed: { code: number; text: string } | null = null;

  /** @param open joins the open part, which is read-only. */
  constructor(hub: Hub, room: string, person: string, hear: (bytes: Uint8Array) => void, open = false) {
    const socket = {
      readyState: 1,
      OPEN: 1,
      bufferedAmount: 0,
      send: (bytes: Uint8Array) => hear(bytes),
      close: (code: number, text: string) => (this.closed = { code, text }),
    };
    this.connection = new Connection(socket as unknown as WebSocket, {
      person: { id: person, name: person },
      device: 'may-thu',
      mayWrite: !open,
      open,
    });
    this.#hub = hub;
    this.#room = hub.join(room, this.connection);
  }

  /** Handles readable and unreadable messages as server/rooms/sockets.ts does. */
  send(bytes: Uint8Array): void {
    if (!this.connection.isOpen) return;
    let message: wire.Incoming;
    try {
      message = wire.decodeMessage(bytes);
    } catch {
      // Unreadable: the server answers the same, whatever the decoder reported.
      return this.connection.close({ code: 4400, text: '' });
    }
    this.#hub.receive(this.#room, this.connection, message);
  }

  leave(): void {
    this.#hub.leave(this.#room, this.connection);
  }
}

/** A person's copy that writes cells as the page does, disconnects and reconnects, and remembers what was acknowledged. */
export class HonestCopy {
  readonly person: string;
  readonly sent: Uint8Array[] = [];
  readonly doc = new Y.Doc();
  readonly list: SharedList;
  link: FakeLink | null = null;
  /** The values in each message of the present link, by message number. */
  #open: { number: number; values: string[] }[] = [];
  #unsent: string[] = [];
  #number = 0;
  readonly acknowledged = new Set<string>();
  readonly #hub: Hub;
  readonly #room: string;

  constructor(hub: Hub, room: string, person: string) {
    this.#hub = hub;
    this.#room = room;
    this.person = person;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'server' || !this.link) return;
      this.sent.push(update);
      this.#send(wire.update(update));
    });
    this.list = new SharedList(this.doc, person);
    this.connect();
  }

  get isAcknowledged(): boolean {
    return this.link === null || this.link.closed !== null || this.#open.length === 0;
  }

  connect(): void {
    this.#number = 0;
    this.#open = [];
    this.link = new FakeLink(this.#hub, this.#room, this.person, (bytes) => this.#hear(bytes));
    this.link.send(wire.step1(Y.encodeStateVector(this.doc)));
  }

  leave(): void {
    this.link?.leave();
    this.#unsent.push(...this.#open.flatMap((message) => message.values));
    this.link = null;
  }

  write(row: string, field: string, value: string): void {
    this.#unsent.push(value);
    this.list.set(row, field, value);
  }

  #send(bytes: Uint8Array): void {
    this.#open.push({ number: ++this.#number, values: this.#unsent.splice(0) });
    this.link?.send(bytes);
  }

  /** A value overwritten here before it was sent leaves only its length: nobody can have received it. */
  #acknowledge(values: readonly string[]): void {
    const live = new Set(
      this.list.rows().flatMap((row) => this.list.fields(row).flatMap((field) => this.list.entries(row, field).map(({ value }) => value))),
    );
    for (const value of values) if (live.has(value)) this.acknowledged.add(value);
  }

  #hear(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.receipt) {
      const durable = decoding.readVarUint(decoder);
      this.#acknowledge(this.#open.flatMap((message) => (message.number <= durable ? message.values : [])));
      this.#open = this.#open.filter((message) => message.number > durable);
    }
    if (type === MESSAGE.sync) hearSync(decoder, this.doc, (vector) => this.#send(wire.step2(Y.encodeStateAsUpdate(this.doc, vector))));
  }
}

function hearSync(decoder: decoding.Decoder, doc: Y.Doc, answer: (vector: Uint8Array) => void): void {
  const kind = decoding.readVarUint(decoder);
  const body = decoding.readVarUint8Array(decoder);
  if (kind === SYNC.step1) answer(body);
  else Y.applyUpdate(doc, body, 'server');
}

/** Receives everything in the room, as any reader does, and reconnects whenever it is thrown out. */
export class HostileCopy {
  readonly doc = new Y.Doc();
  link: FakeLink;

  constructor(hub: Hub, room: string) {
    this.link = new FakeLink(hub, room, 'ke-pha', (bytes) => {
      const decoder = decoding.createDecoder(bytes);
      if (decoding.readVarUint(decoder) === MESSAGE.sync) hearSync(decoder, this.doc, () => undefined);
    });
    this.link.send(wire.step1(new Uint8Array([0])));
  }
}

/** A message made from honest ones: damaged bytes, or a well-formed lie. `kind` names it in the counts. */
export function hostile(random: Random, pool: readonly Uint8Array[], seen: Y.Doc): { kind: string; bytes: Uint8Array } {
  const pick = (): Uint8Array => pool[random(pool.length)] ?? new Uint8Array();
  const sent = (update: Uint8Array): Uint8Array => (random(2) ? wire.update(update) : wire.step2(update));
  const make: Record<string, () => Uint8Array> = {
    flip: () => sent(damaged(pick(), random, (byte) => byte ^ (1 << random(8)))),
    byte: () => sent(damaged(pick(), random, () => random(256))),
    frame: () => damaged(sent(pick()), random, () => random(256)),
    cut: () => sent(cut(pick(), random)),
    cutFrame: () => cut(sent(pick()), random),
    splice: () => sent(spliced(pick(), pick(), random)),
    replay: () => sent(pick()),
    merged: () => sent(Y.mergeUpdates([pick(), pick(), pick()])),
    noise: () => Uint8Array.from({ length: random(60) }, () => random(256)),
    forged: () => sent(forged(pick(), random)),
    ahead: () =>
      sent(
        onTop(seen, (doc) => {
          const clients = [...seen.store.clients.keys()];
          doc.clientID = clients[random(clients.length)] ?? doc.clientID;
          doc.getArray(`h:${random(6)}`).push([['b1', `giả-${random(1e9)}`, 'lan', 1]]);
        }),
      ),
    clear: () =>
      sent(
        onTop(seen, (doc) => {
          const row = doc.getArray(`h:${random(6)}`);
          if (row.length > 0) row.delete(random(row.length), 1);
          if (random(2)) doc.getArray(`h:${random(6)}`).push([['size', random(9), 'lan', 1]]);
        }),
      ),
    lie: () => sent(lie(random)),
    long: () => sent(entryUpdate(`h:${random(6)}`, ['b1', 'x'.repeat(5_000), 'x', 1])),
  };
  const kinds = Object.keys(make);
  const kind = kinds[random(kinds.length)] ?? 'noise';
  return { kind, bytes: make[kind]?.() ?? new Uint8Array() };
}

function damaged(bytes: Uint8Array, random: Random, change: (byte: number) => number): Uint8Array {
  const copy = bytes.slice();
  for (let times = 1 + random(3); times > 0 && copy.length > 0; times--) {
    const at = random(copy.length);
    copy[at] = change(copy[at] ?? 0);
  }
  return copy;
}

const cut = (bytes: Uint8Array, random: Random): Uint8Array => bytes.slice(0, random(bytes.length + 1));

function spliced(a: Uint8Array, b: Uint8Array, random: Random): Uint8Array {
  return Uint8Array.from([...cut(a, random), ...b.slice(random(b.length + 1))]);
}

/** The same client and clock with other content. */
function forged(update: Uint8Array, random: Random): Uint8Array {
  const { structs } = Y.decodeUpdate(update);
  const struct = structs[random(structs.length)];
  const doc = new Y.Doc();
  if (struct) doc.clientID = struct.id.client;
  for (let i = 0; i <= random(3); i++) doc.getArray(`h:${random(6)}`).push([['b1', `giả-${random(1e9)}`, 'Chủ tịch', 1]]);
  return Y.encodeStateAsUpdate(doc);
}

/** What somebody with the whole list can send: only the change itself. */
function onTop(seen: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(seen));
  let update = new Uint8Array([0, 0]);
  doc.on('update', (made: Uint8Array) => (update = new Uint8Array(made)));
  doc.transact(() => change(doc));
  return update;
}

/** Well-formed, but nothing that belongs in a room. */
function lie(random: Random): Uint8Array {
  const doc = new Y.Doc();
  const row = `h:${random(6)}`;
  [
    () => doc.getMap(row).set('b1', 1),
    () => doc.getText(row).insert(0, 'x'),
    () => doc.getArray(row).push([new Y.Map()]),
    () => doc.getArray(row).push([new Uint8Array(3)]),
    () => doc.getArray(row).push(['b1', 1, 'x', 1]),
    () => doc.getArray(row).push([['b1', { a: 1 }, 'x', 1]]),
    () => doc.getArray(row).push([['b1', 1, 'x']]),
    () => doc.getArray('x'.repeat(1_000)).push([['b1', 1, 'x', 1]]),
    () => doc.getXmlFragment(row).insert(0, [new Y.XmlText()]),
  ][random(9)]?.();
  return Y.encodeStateAsUpdate(doc);
}

export function entryUpdate(row: string, entry: unknown[]): Uint8Array {
  const doc = new Y.Doc();
  doc.getArray(row).push([entry]);
  return Y.encodeStateAsUpdate(doc);
}
