/**
 * All open rooms and the one line of work. The order is: apply to the live documents, commit to the log, then let
 * broadcasts, answers and receipts out. Nothing that is not durable ever leaves the server: no update, no step 2,
 * no state vector. What arrives during a commit waits and goes with the next one: that is the group commit.
 */
import { CLOSE } from '../../src/lib/sync/protocol.ts';
import type { LogRow, UpdateLog } from '../log/log.ts';
import type { Connection } from './connection.ts';
import { Room, type Work } from './room.ts';
import * as wire from './wire.ts';

export interface HubOptions {
  log: UpdateLog;
  /** Where failures are told; never to be swallowed. */
  report: (text: string, error: unknown) => void;
  compactAfter?: number;
  idleMs?: number;
  keepAliveMs?: number;
}

/** More at once would keep the first of them waiting. */
const BATCH = 2_000;

export class Hub {
  readonly #log: UpdateLog;
  readonly #report: (text: string, error: unknown) => void;
  readonly #compactAfter: number;
  readonly #idleMs: number;
  readonly #rooms = new Map<string, Room>();
  readonly #keepAlive: NodeJS.Timeout;
  readonly #idle = new Map<Room, NodeJS.Timeout>();
  #line: Work[] = [];
  #running: Promise<void> | null = null;
  #closing = false;

  constructor({ log, report, compactAfter = 1_500, idleMs = 60_000, keepAliveMs = 15_000 }: HubOptions) {
    this.#log = log;
    this.#report = report;
    this.#compactAfter = compactAfter;
    this.#idleMs = idleMs;
    this.#keepAlive = setInterval(() => {
      for (const room of this.#rooms.values()) for (const connection of room.connections) connection.send(wire.KEEP_ALIVE);
    }, keepAliveMs);
  }

  get openRooms(): string[] {
    return [...this.#rooms.keys()];
  }

  join(name: string, from: Connection): Room {
    let room = this.#rooms.get(name);
    if (!room) {
      room = new Room(name);
      this.#rooms.set(name, room);
      void this.#load(room);
    }
    clearTimeout(this.#idle.get(room));
    this.#idle.delete(room);
    room.connections.add(from);
    this.#push({ kind: 'join', room, from });
    return room;
  }

  leave(room: Room, from: Connection): void {
    room.connections.delete(from);
    const farewell = room.presence.leave(from);
    if (farewell) room.broadcast(wire.awareness([farewell]), null);
    if (room.connections.size > 0 || room.isDead) return;
    this.#idle.set(room, setTimeout(() => this.#push({ kind: 'rest', room }), this.#idleMs).unref());
  }

  receive(room: Room, from: Connection, message: wire.Incoming): void {
    switch (message.type) {
      case 'step1':
        return this.#push({ kind: 'step1', room, from, vector: message.vector });
      case 'step2':
      case 'update':
        // A reader's edit is dropped and never counted: its own copy goes on showing it as unsent.
        if (!from.visitor.mayWrite) return;
        return this.#push({ kind: message.type, room, from, update: message.update, number: ++from.received });
      case 'awareness': {
        const state = room.presence.take(from, message.states);
        if (state) room.broadcast(wire.awareness([state]), from);
        return;
      }
      case 'queryAwareness':
        return from.send(wire.awareness(room.presence.all()));
      case 'unknown':
        return;
    }
  }

  /** Commits what has been received, then says goodbye. */
  async close(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#keepAlive);
    for (const timer of this.#idle.values()) clearTimeout(timer);
    while (this.#running) await this.#running;
    for (const room of this.#rooms.values()) room.drop(CLOSE.stopping);
    this.#rooms.clear();
  }

  #push(work: Work): void {
    const { room } = work;
    if (room.isDead || this.#closing) return;
    if (room.state === 'loading') {
      room.waiting.push(work);
      return;
    }
    this.#line.push(work);
    this.#wake();
  }

  #wake(): void {
    // setImmediate lets the sockets deliver what has already arrived, to go with the same commit.
    this.#running ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#run());
  }

  async #run(): Promise<void> {
    try {
      while (this.#line.length > 0) await this.#commit(this.#line.splice(0, BATCH));
    } finally {
      this.#running = null;
    }
  }

  async #load(room: Room): Promise<void> {
    try {
      await room.load(this.#log);
    } catch (error) {
      this.#report(`Không mở được danh sách ${room.name}`, error);
      this.#drop(room, CLOSE.loadFailed);
      return;
    }
    if (room.isDead) return;
    this.#line.push(...room.waiting.splice(0));
    this.#wake();
  }

  async #commit(batch: Work[]): Promise<void> {
    const rows: LogRow[] = [];
    const touched = new Set<Room>();
    const broken = new Set<Room>();
    /** Everything that may go out once the rows are durable, by room: a room that fails sends nothing. */
    const out = new Map<Room, (() => void)[]>();
    for (const work of batch) {
      const { room } = work;
      if (room.isDead) continue;
      if (broken.has(room)) {
        room.waiting.push(work);
        continue;
      }
      const sends = out.get(room) ?? [];
      out.set(room, sends);
      if (work.kind === 'rest') this.#rest(room);
      else if (work.kind === 'join') this.#greet(work, sends);
      else if (work.kind === 'step1') this.#answer(work, sends);
      else if (!this.#take(work, rows, sends)) broken.add(room);
      else touched.add(room);
    }
    // Loading may not begin before the rows of this batch are in the log, nor may anything be applied meanwhile.
    for (const room of broken) room.state = 'loading';

    const position = await this.#append(rows, out, broken);
    for (const [room, sends] of out) {
      for (const send of sends) send();
      for (const connection of room.connections) connection.sendReceipt();
    }
    if (position !== null) await this.#compact(touched, position);
    for (const room of broken) void this.#load(room);
  }

  /** @returns the position reached; null where nothing was written. Rooms whose rows failed are dropped, unanswered. */
  async #append(rows: LogRow[], out: Map<Room, unknown>, broken: Set<Room>): Promise<number | null> {
    if (rows.length === 0) return null;
    try {
      const position = await this.#log.append(rows);
      for (const row of rows) {
        const room = this.#rooms.get(row.room);
        if (room) room.tail++;
      }
      return position;
    } catch (error) {
      this.#report(`Không ghi được ${rows.length} thay đổi`, error);
      const failed = new Set(rows.map((row) => row.room));
      for (const room of [...out.keys()].filter(({ name }) => failed.has(name))) {
        out.delete(room);
        broken.delete(room);
        this.#drop(room, CLOSE.notStored);
      }
      return null;
    }
  }

  #greet({ room, from }: Work & { kind: 'join' }, sends: (() => void)[]): void {
    const vector = room.vector();
    sends.push(() => {
      from.send(wire.step1(vector));
      const states = room.presence.all();
      if (states.length > 0) from.send(wire.awareness(states));
    });
  }

  #answer({ room, from, vector }: Work & { kind: 'step1' }, sends: (() => void)[]): void {
    const diff = room.diff(vector);
    sends.push(() => {
      from.send(wire.step2(diff));
      from.live = true;
    });
  }

  /** @returns false when the live document can no longer be trusted. */
  #take(work: Work & { kind: 'update' | 'step2' }, rows: LogRow[], sends: (() => void)[]): boolean {
    const { room, from, number } = work;
    const isStep2 = work.kind === 'step2';
    const applied = room.apply(work.update, isStep2);
    if (applied.kind === 'refuse') {
      from.close(applied.reason);
      return true;
    }
    if (applied.kind === 'broken') {
      this.#report(`Bỏ một thay đổi hỏng trong ${room.name} của ${from.visitor.person.id}`, applied.error);
      from.close(CLOSE.badMessage);
      return false;
    }
    for (const update of applied.updates) {
      rows.push({ room: room.name, update, person: from.visitor.person.id, device: from.visitor.device, at: Date.now() });
      const bytes = wire.update(update);
      sends.push(() => room.broadcast(bytes, from));
    }
    if (applied.kind === 'gap') {
      if (from.gap(isStep2)) {
        const vector = room.vector();
        sends.push(() => from.send(wire.step1(vector)));
      }
    } else from.settled(number, isStep2);
    return true;
  }

  #rest(room: Room): void {
    if (room.connections.size > 0) return;
    this.#drop(room, CLOSE.stopping);
  }

  #drop(room: Room, reason: (typeof CLOSE)['loadFailed' | 'notStored' | 'stopping']): void {
    clearTimeout(this.#idle.get(room));
    this.#idle.delete(room);
    if (this.#rooms.get(room.name) === room) this.#rooms.delete(room.name);
    room.drop(reason);
  }

  /** From the live document, which now holds exactly what is committed; merging a long log took 9 s at 20,000 rows. */
  async #compact(rooms: ReadonlySet<Room>, position: number): Promise<void> {
    for (const room of rooms) {
      if (room.state !== 'ready' || room.tail < this.#compactAfter) continue;
      room.tail = 0;
      try {
        await this.#log.compact(room.name, room.snapshot(), position);
      } catch (error) {
        // The rows are safe without it; the next try comes after as many rows again.
        this.#report(`Không thu gọn được ${room.name}`, error);
      }
    }
  }
}
