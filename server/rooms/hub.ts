/**
 * All open rooms and the one line of work. The order is: apply to the live documents, commit to the log, then let
 * broadcasts, answers and receipts out. Nothing that is not durable ever leaves the server: no update, no step 2,
 * no state vector. What arrives during a commit waits and goes with the next one: that is the group commit.
 */
import { parseRoom, roomName } from '../../src/lib/review/people.ts';
import { CLOSE, type CloseReason } from '../../src/lib/sync/protocol.ts';
import { faultOf } from '../log/log-fault.ts';
import type { LogRow, UpdateLog } from '../log/log.ts';
import type { Connection } from './connection.ts';
import { HubHealth, type Health } from './hub-health.ts';
import type { Bringer } from './live-doc.ts';
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
  readonly #health: HubHealth;
  #line: Work[] = [];
  #running: Promise<void> | null = null;
  #closing = false;

  constructor({ log, report, compactAfter = 1_500, idleMs = 60_000, keepAliveMs = 15_000 }: HubOptions) {
    this.#log = log;
    this.#report = report;
    this.#compactAfter = compactAfter;
    this.#idleMs = idleMs;
    this.#health = new HubHealth(log, report);
    this.#keepAlive = setInterval(() => {
      for (const room of this.#rooms.values()) for (const connection of room.connections) connection.send(wire.KEEP_ALIVE);
    }, keepAliveMs);
  }

  get openRooms(): string[] {
    return [...this.#rooms.keys()];
  }

  /** Whether edits are being stored, and if not, why. */
  get health(): Health {
    return this.#health.state;
  }

  join(name: string, from: Connection): Room {
    const room = this.#open(name);
    room.connections.add(from);
    this.#push({ kind: 'join', room, from });
    return room;
  }

  leave(room: Room, from: Connection): void {
    room.connections.delete(from);
    const farewell = room.presence.leave(from);
    if (farewell) room.broadcast(wire.awareness([farewell]), null);
    this.#restLater(room);
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

  /** A village's room comes with the commune's, which says whether its list is locked. */
  #open(name: string): Room {
    const known = this.#rooms.get(name);
    if (known) {
      clearTimeout(this.#idle.get(known));
      this.#idle.delete(known);
      return known;
    }
    const parts = parseRoom(name);
    const room = new Room(name, parts?.village ? this.#open(roomName(parts.review, null)) : null);
    this.#rooms.set(name, room);
    void this.#load(room);
    return room;
  }

  #restLater(room: Room): void {
    if (room.connections.size > 0 || room.villages.size > 0 || room.isDead || this.#closing) return;
    clearTimeout(this.#idle.get(room));
    this.#idle.set(room, setTimeout(() => this.#push({ kind: 'rest', room }), this.#idleMs).unref());
  }

  #push(work: Work): void {
    const { room } = work;
    if (room.isDead || this.#closing) return;
    if (!room.isReady) {
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
      this.#health.failed(error);
      const fault = faultOf(error);
      this.#drop(room, fault.code === 'damaged' ? { ...CLOSE.loadFailed, text: fault.short } : CLOSE.loadFailed);
      return;
    }
    for (const ready of [room, ...room.villages]) {
      if (!ready.isReady) continue;
      ready.locked = ready.commune?.locks(ready) ?? false;
      this.#line.push(...ready.waiting.splice(0));
    }
    this.#wake();
  }

  async #commit(batch: Work[]): Promise<void> {
    const rows: LogRow[] = [];
    const lateRows: LogRow[] = [];
    const touched = new Set<Room>();
    const broken = new Set<Room>();
    /** Everything that may go out once the rows are durable, by room: a room that fails sends nothing. */
    const out = new Map<Room, (() => void)[]>();
    for (const work of batch) {
      const { room } = work;
      if (room.isDead) continue;
      if (!room.isReady) {
        room.waiting.push(work);
        continue;
      }
      const sends = out.get(room) ?? [];
      out.set(room, sends);
      if (work.kind === 'rest') this.#rest(room);
      else if (work.kind === 'join') this.#greet(work, sends);
      else if (work.kind === 'step1') this.#answer(work, sends);
      else if (room.locked) this.#keepApart(work, lateRows, sends);
      else if (this.#take(work, rows, sends)) touched.add(room);
      // Nothing more is applied, nor does loading begin, before the rows of this batch are in the log.
      else broken.add(room).forEach((each) => (each.state = 'loading'));
    }
    this.#line = this.#line.filter((work) => work.room.isReady || (work.room.waiting.push(work), false));

    const position = await this.#store(rows, out, broken, (all) => this.#log.append(all));
    const ids = await this.#store(lateRows, out, broken, (all) => this.#log.keepApart(all));
    if (position !== null) for (const row of rows) this.#count(row.room);
    lateRows.forEach(({ room, update }, i) => ids && this.#rooms.get(room)?.late.push({ id: ids[i] ?? 0, update }));
    for (const [room, sends] of out) {
      room.together(() => {
        for (const send of sends) send();
        for (const connection of room.connections) connection.sendReceipt();
      });
    }
    if (position !== null) await this.#compact(touched, position);
    for (const room of touched) await this.#markEntered(room);
    for (const room of broken) void this.#load(room);
  }

  #count(name: string): void {
    const room = this.#rooms.get(name);
    if (room) room.tail++;
  }

  /** @returns null where nothing was written. Rooms whose rows failed are dropped, unanswered. */
  async #store<T>(rows: LogRow[], out: Map<Room, unknown>, broken: Set<Room>, write: (rows: LogRow[]) => Promise<T>): Promise<T | null> {
    if (rows.length === 0) return null;
    try {
      const written = await write(rows);
      this.#health.stored();
      return written;
    } catch (error) {
      this.#report(`Không ghi được ${rows.length} thay đổi`, error);
      this.#health.failed(error);
      const failed = new Set(rows.map((row) => row.room));
      for (const room of [...out.keys()].filter(({ name }) => failed.has(name))) {
        for (const dropped of [room, ...room.villages]) {
          out.delete(dropped);
          broken.delete(dropped);
        }
        this.#drop(room, { ...CLOSE.notStored, text: faultOf(error).short });
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
    const applied = room.apply(work.update, isStep2, this.#bringer(from));
    if (applied.kind === 'refuse') {
      from.close(applied.reason);
      return true;
    }
    if (applied.kind === 'broken') {
      this.#report(`Bỏ một thay đổi hỏng trong ${room.name} của ${from.visitor.person.id}`, applied.error);
      from.close(CLOSE.badMessage);
      return false;
    }
    applied.updates.forEach((update, i) => {
      rows.push({ ...this.#row(room, from, update), ...(i === 0 && applied.clients.length > 0 && { clients: applied.clients }) });
      const bytes = wire.update(update);
      sends.push(() => room.broadcast(bytes, from));
    });
    if (applied.kind === 'gap') this.#askAgain(work, sends);
    else from.settled(number, isStep2);
    if (room.villages.size > 0 && applied.updates.length > 0) this.#followLocks(room, sends);
    return true;
  }

  /** The list is locked: what comes now, whenever it was made, is stored and not let in. */
  #keepApart(work: Work & { kind: 'update' | 'step2' }, rows: LogRow[], sends: (() => void)[]): void {
    const { room, from, number } = work;
    const isStep2 = work.kind === 'step2';
    const applied = room.applyApart(work.update, isStep2, this.#bringer(from));
    if (applied.kind === 'refuse') return from.close(applied.reason);
    if (applied.kind === 'broken') {
      this.#report(`Bỏ một thay đổi muộn bị hỏng trong ${room.name} của ${from.visitor.person.id}`, applied.error);
      from.close(CLOSE.badMessage);
      // What else this batch keeps apart for the room is not in the copy made next: sent again it is kept twice, not lost.
      return room.forgetApart();
    }
    for (const update of applied.updates) rows.push(this.#row(room, from, update));
    if (applied.kind === 'gap') this.#askAgain(work, sends);
    else if (room.has(work.update)) from.settled(number, isStep2);
    else from.keptApart(number, isStep2);
  }

  #askAgain({ room, from, kind }: Work & { kind: 'update' | 'step2' }, sends: (() => void)[]): void {
    if (!from.gap(kind === 'step2')) return;
    const vector = room.vector();
    sends.push(() => from.send(wire.step1(vector)));
  }

  #bringer({ visitor, client }: Connection): Bringer {
    return { person: visitor.person.id, client, mayRelay: visitor.mayRelay === true || Date.now() < this.#log.relayUntil };
  }

  #row(room: Room, { visitor }: Connection, update: Uint8Array): LogRow {
    return { room: room.name, update, person: visitor.person.id, device: visitor.device, at: this.#health.now() };
  }

  /** From the very next message on. Of an unlocked list, whoever has late edits is asked for all it has: they come in. */
  #followLocks(commune: Room, sends: (() => void)[]): void {
    for (const village of commune.villages) {
      const locked = commune.locks(village);
      if (village.locked === locked) continue;
      village.locked = locked;
      village.forgetApart();
      if (locked || !village.isReady) continue;
      const vector = village.vector();
      sends.push(() => {
        for (const connection of village.connections) if (connection.hasLate) connection.send(wire.step1(vector));
      });
    }
  }

  /** Late edits that an unlocked list has received since. */
  async #markEntered(room: Room): Promise<void> {
    if (room.late.length === 0 || room.state !== 'ready') return;
    const entered = room.late.filter(({ update }) => room.has(update)).map(({ id }) => id);
    if (entered.length === 0) return;
    try {
      await this.#log.markLate(entered, 'entered');
      room.late = room.late.filter(({ id }) => !entered.includes(id));
    } catch (error) {
      // They are in the list and in the log; the mark is tried again with the next edit.
      this.#report(`Không ghi được trạng thái sửa đổi muộn của ${room.name}`, error);
    }
  }

  #rest(room: Room): void {
    if (room.connections.size > 0 || room.villages.size > 0) return;
    this.#drop(room, CLOSE.stopping);
  }

  /** With a commune's room go its villages', which could no longer know of a lock. */
  #drop(room: Room, reason: CloseReason): void {
    for (const village of [...room.villages]) this.#drop(village, reason);
    clearTimeout(this.#idle.get(room));
    this.#idle.delete(room);
    if (this.#rooms.get(room.name) === room) this.#rooms.delete(room.name);
    room.drop(reason);
    if (room.commune) this.#restLater(room.commune);
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
