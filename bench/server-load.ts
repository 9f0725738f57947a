/** A thousand clients in 117 rooms: as many updates as the server accepts, or a steady pace to measure latencies. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as Y from 'yjs';
import { clientIndex, ROOMS, type ClientPlan, type Plan } from './server-updates.ts';
import { originOf, WireClient, type Dialect, type Ear } from './server-wire.ts';

/** Updates of one client that its neighbour in the room has not received yet. */
const WINDOW = 4;
const AT_ONCE = 50;
const WAIT_MS = 60_000;

class Member {
  readonly plan: ClientPlan;
  /** Index of the client in the room that must receive its updates. */
  readonly neighbour: number;
  readonly roomSize: number;
  readonly sentAt: Float64Array;
  wire: WireClient | null = null;
  /** The next update to send, the next one the neighbour waits for, and the number at which this connection began. */
  sent: number;
  seen: number;
  readonly began: number;
  /** How many of this connection's updates the server has acknowledged as durable; only ours does. */
  receipt = 0;
  synced: () => void = () => undefined;

  constructor(plan: ClientPlan, began: number, neighbour: number, roomSize: number) {
    this.plan = plan;
    this.sent = this.seen = this.began = began;
    this.neighbour = neighbour;
    this.roomSize = roomSize;
    this.sentAt = new Float64Array(plan.updates.length);
  }

  get acknowledged(): number {
    return this.began + this.receipt;
  }

  isSpentAt(limit: number): boolean {
    return this.sent >= Math.min(limit, this.plan.updates.length);
  }

  send(): void {
    const update = this.plan.updates[this.sent];
    if (!update) return;
    this.sentAt[this.sent++] = performance.now();
    this.wire?.update(update);
  }
}

export interface Latency {
  p50: number;
  p99: number;
}

export class Crowd implements Ear {
  readonly members: Member[];
  #isFull = false;
  /** Upper limit for the updates sent of each client. */
  #limit = Infinity;
  #finished = 0;
  /** When the first client had nothing left to send: afterwards the load is no longer full. */
  #spent: { at: number; finished: number } | null = null;
  #delays: number[] | null = null;
  #receiptDelays: number[] = [];

  /**
   * Connects all clients, a few at a time, and waits until each has its list. @param began how many updates of each
   * client the server has. @param ports of all servers: neighbours in a room are on different ones.
   */
  static async open(
    plan: Plan,
    ports: number | readonly number[],
    dialect: Dialect,
    began: (client: ClientPlan) => number = () => 0,
  ): Promise<Crowd> {
    const crowd = new Crowd(plan, began);
    const { members } = crowd;
    for (let from = 0; from < members.length; from += AT_ONCE) {
      const opening = members.slice(from, from + AT_ONCE).map((_, i) => crowd.#connect(plan, portOf(ports, from + i), dialect, from + i));
      await inTime(Promise.all(opening), 'the lists');
    }
    return crowd;
  }

  /** Members whose server has gone connect to another one, as a balancer lets them. @returns when each has its list again. */
  async reconnect(plan: Plan, port: number, dialect: Dialect): Promise<number> {
    const gone = this.members.flatMap(({ wire }, index) => (wire?.isClosed ? [index] : []));
    await inTime(Promise.all(gone.map((index) => this.#connect(plan, port, dialect, index))), 'the lists of those whose server has gone');
    return gone.length;
  }

  async #connect(plan: Plan, port: number, dialect: Dialect, index: number): Promise<void> {
    const member = this.members[index];
    if (!member) return;
    const room = plan.rooms[member.plan.room]?.name ?? '';
    const synced = new Promise<void>((resolve) => (member.synced = resolve));
    const wire = (member.wire = new WireClient(port, dialect, room, index, `may-${index}`, this));
    await wire.whenOpen;
    if (!dialect.answers) return;
    wire.step1();
    await synced;
  }

  private constructor({ clients }: Plan, began: (client: ClientPlan) => number) {
    const rooms: ClientPlan[][] = Array.from({ length: ROOMS }, () => []);
    for (const client of clients) rooms[client.room]?.push(client);
    this.members = clients.map((client) => {
      const room = rooms[client.room] ?? [];
      const neighbour = room[(room.indexOf(client) + 1) % room.length] ?? client;
      return new Member(client, began(client), clientIndex(neighbour.id), room.length);
    });
  }

  /** Full load. An update counts when it has reached the sender's neighbour. */
  async saturate(warmUpMs: number, ms: number): Promise<number> {
    this.#start();
    await sleep(warmUpMs);
    const before = { at: performance.now(), finished: this.#finished };
    await sleep(ms);
    const after = this.#spent ?? { at: performance.now(), finished: this.#finished };
    if (after.at - before.at < ms / 4) throw new Error('the clients ran out of updates: make more of them');
    this.#isFull = false;
    await this.#drained();
    return ((after.finished - before.finished) * 1_000) / (after.at - before.at);
  }

  /** Sends the first so many updates of each client. */
  async bring(each: number): Promise<void> {
    this.#limit = each;
    this.#start();
    await this.#drained();
    this.#isFull = false;
    this.#limit = Infinity;
  }

  /** Full load until then; whoever still has a server goes on. */
  async saturateWhile(work: Promise<unknown>): Promise<void> {
    this.#start();
    await work;
    this.#isFull = false;
  }

  /** Full load until the server ends. */
  async saturateUntil(end: Promise<unknown>): Promise<void> {
    this.#start();
    await end;
    await Promise.all(this.members.map(({ wire }) => wire?.whenClosed));
    this.#isFull = false;
  }

  /** Sends so many updates a second in total, on time whatever comes back, and measures how long each of the others waits for them. */
  async pace(perSecond: number, ms: number): Promise<{ delay: Latency; receipt: Latency; missed: number }> {
    this.#delays = [];
    this.#receiptDelays = [];
    const start = performance.now();
    const total = Math.round((perSecond * ms) / 1_000);
    let expected = 0;
    for (let sent = 0; sent < total; await sleep(1)) {
      const due = Math.min(total, Math.floor(((performance.now() - start) * perSecond) / 1_000));
      for (; sent < due; sent++) {
        // Consecutive senders are in different rooms.
        const member = this.members[sent % this.members.length];
        if (!member || member.isSpentAt(Infinity)) throw new Error('the clients ran out of updates: make more of them');
        expected += member.roomSize - 1;
        member.send();
      }
    }
    await this.#drained();
    const delays = this.#delays;
    this.#delays = null;
    return { delay: percentiles(delays), receipt: percentiles(this.#receiptDelays), missed: expected - delays.length };
  }

  /** How many updates have reached their neighbours. */
  get finished(): number {
    return this.#finished;
  }

  /** Throws if the server has fewer updates of a client than it has shown to others. */
  check(clocks: ReadonlyMap<number, number>): void {
    const short = this.members.filter(({ plan, seen }) => (clocks.get(plan.id) ?? 0) < seen);
    if (short.length > 0) throw new Error(`the server lacks updates of ${short.length} clients`);
  }

  async close(): Promise<void> {
    for (const { wire } of this.members) wire?.close();
    await Promise.all(this.members.map(({ wire }) => wire?.whenClosed));
  }

  sync(from: WireClient, kind: number, bytes: Uint8Array, start: number): void {
    if (kind === 1) this.members[from.index]?.synced();
    if (kind !== 2) return;
    const { client, clock } = originOf(bytes, start);
    const sender = this.members[clientIndex(client)];
    // Some servers send an update back to its sender.
    if (!sender || sender.wire === from) return;
    if (this.#delays) this.#delays.push(performance.now() - (sender.sentAt[clock] ?? 0));
    if (sender.neighbour !== from.index || clock < sender.seen) return;
    this.#finished += clock + 1 - sender.seen;
    sender.seen = clock + 1;
    if (this.#isFull) this.#fill(sender);
  }

  receipt(from: WireClient, count: number): void {
    const member = this.members[from.index];
    if (!member) return;
    if (this.#delays)
      for (let i = member.acknowledged; i < member.began + count; i++)
        this.#receiptDelays.push(performance.now() - (member.sentAt[i] ?? 0));
    member.receipt = count;
  }

  #start(): void {
    this.#isFull = true;
    for (const member of this.members) this.#fill(member);
  }

  #fill(member: Member): void {
    while (member.sent - member.seen < WINDOW && !member.isSpentAt(this.#limit)) member.send();
    if (member.isSpentAt(this.#limit)) this.#spent ??= { at: performance.now(), finished: this.#finished };
  }

  /** Waits until everything sent has arrived. */
  async #drained(): Promise<void> {
    const end = performance.now() + WAIT_MS;
    let [waiting, still] = [-1, 0];
    while (performance.now() < end) {
      const left = this.members.reduce((sum, { sent, seen }) => sum + sent - seen, 0) + (this.#delays ? -this.#delays.length : 0);
      // The neighbour is only one of several receivers: wait a little longer for the others.
      still = left === waiting ? still + 1 : 0;
      waiting = left;
      if (still > 15 && this.members.every(({ sent, seen }) => sent === seen)) return;
      await sleep(20);
    }
    throw new Error(`${waiting} updates did not arrive within ${WAIT_MS} ms`);
  }
}

/** Imports the lists, as the commune does. Keep one connection to each room open until others are there. */
export async function seed(plan: Plan, port: number, dialect: Dialect): Promise<WireClient[]> {
  if (!dialect.answers) return [];
  const seeds = plan.rooms.map(async ({ name, seed: list }, index) => {
    let stored: () => void = () => undefined;
    const whenStored = new Promise<void>((resolve) => (stored = resolve));
    const ear: Ear = { sync: (_from, kind, _bytes, start, end) => kind === 1 && end - start > list.length / 2 && stored() };
    const wire = new WireClient(port, dialect, name, index, 'xa', ear);
    await wire.whenOpen;
    wire.step2(list);
    wire.step1();
    await whenStored;
    return wire;
  });
  return inTime(Promise.all(seeds), 'the seeds');
}

/** What the server has of each client after opening the rooms, from its own answer to a new connection. */
export async function clocksOf(plan: Plan, port: number, dialect: Dialect): Promise<Map<number, number>> {
  const clocks = new Map<number, number>();
  const ask = async (name: string, index: number, until: (kind: number, body: Uint8Array) => boolean): Promise<WireClient> => {
    let heard: () => void = () => undefined;
    const whenHeard = new Promise<void>((resolve) => (heard = resolve));
    const ear: Ear = { sync: (_from, kind, bytes, start, end) => until(kind, bytes.subarray(start, end)) && heard() };
    const wire = new WireClient(port, dialect, name, index, 'xa', ear);
    await wire.whenOpen;
    wire.step1();
    await whenHeard;
    return wire;
  };
  // Some servers say "synced" while they are still loading, so this asks after the list has come.
  const opened = await inTime(
    Promise.all(plan.rooms.map(({ name, seed: list }, i) => ask(name, i, (kind, body) => kind !== 0 && body.length > list.length / 2))),
    'the rooms',
  );
  const read = (kind: number, body: Uint8Array): boolean => {
    if (kind !== 0) return false;
    for (const [client, clock] of Y.decodeStateVector(body.slice())) clocks.set(client, clock);
    return true;
  };
  const asked = await inTime(Promise.all(plan.rooms.map(({ name }, i) => ask(name, i, read))), 'the state vectors');
  for (const wire of [...opened, ...asked]) wire.close();
  return clocks;
}

const portOf = (ports: number | readonly number[], index: number): number =>
  typeof ports === 'number' ? ports : (ports[index % ports.length] ?? 0);

export function percentiles(values: number[]): Latency {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

export async function inTime<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come within ${WAIT_MS} ms`)), WAIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
