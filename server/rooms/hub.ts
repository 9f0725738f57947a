/**
 * The one work queue of all rooms. The order is: apply to the live documents, commit to the log, then send broadcasts, answers and
 * receipts. Nothing that is not durable ever leaves the server: no update, no step 2, no state vector. What arrives during a commit waits
 * and goes into the next one (group commit).
 */
import { CLOSE } from '../../src/lib/sync/protocol.ts';
import { faultOf } from '../faults/log-fault.ts';
import type { LogRow, UpdateLog } from '../log/log.ts';
import { Batch } from './batch.ts';
import type { Connection } from './connection.ts';
import { HubHealth, type Health, type Report } from './hub-health.ts';
import { Intake } from './intake.ts';
import type { LateOutcome, LateWish } from './late/late-decisions.ts';
import { OpenRooms } from './open-rooms.ts';
import type { ActWish, Room, RoomWish, Work } from './room.ts';
import { Upkeep, type CompactionLimits } from './upkeep.ts';
import * as wire from './wire.ts';

export interface HubOptions extends Partial<CompactionLimits> {
  log: UpdateLog;
  /** Where failures are reported; they must not be swallowed. */
  report: Report;
  idleMs?: number;
  keepAliveMs?: number;
}

/** A larger batch would keep its first messages waiting. */
const BATCH = 2_000;

export class Hub {
  readonly #log: UpdateLog;
  readonly #report: Report;
  readonly #health: HubHealth;
  readonly #rooms: OpenRooms;
  readonly #intake: Intake;
  readonly #upkeep: Upkeep;
  readonly #keepAlive: NodeJS.Timeout;
  #line: Work[] = [];
  #running: Promise<void> | null = null;
  #closing = false;

  constructor({ log, report, compactAfter = 1_500, compactAtRest = 100, idleMs = 60_000, keepAliveMs = 15_000 }: HubOptions) {
    this.#log = log;
    this.#report = report;
    this.#health = new HubHealth(log, report);
    this.#rooms = new OpenRooms({ log, health: this.#health, report, idleMs, queue: (work) => this.#queue(work) });
    this.#intake = new Intake(log, this.#health, report);
    this.#upkeep = new Upkeep(log, report, { compactAfter, compactAtRest });
    this.#keepAlive = setInterval(() => {
      for (const room of this.#rooms) for (const connection of room.connections) connection.send(wire.KEEP_ALIVE);
    }, keepAliveMs);
  }

  get openRooms(): string[] {
    return [...this.#rooms].map(({ name }) => name);
  }

  /** Whether edits are being stored, and if not, why. */
  get health(): Health {
    return this.#health.state;
  }

  join(name: string, from: Connection): Room {
    const room = this.#rooms.open(name);
    room.connections.add(from);
    this.#push({ kind: 'join', room, from });
    return room;
  }

  leave(room: Room, from: Connection): void {
    room.connections.delete(from);
    const farewell = room.presence.leave(from);
    if (farewell) room.broadcast(wire.awareness([farewell]), null);
    this.#rooms.restLater(room);
  }

  /**
   * Carries out the commune's decision about late edits of a room, open or not.
   * @throws when it could not be stored.
   */
  decide(name: string, wish: Omit<LateWish, 'done' | 'fail'>): Promise<LateOutcome> {
    return this.#answered(name, (room, done, fail) => ({ kind: 'decide', room, wish: { ...wish, done, fail } }));
  }

  /**
   * Lets the server itself write into a room, open or not, despite any lock.
   * @throws when it could not be stored.
   */
  write(name: string, wish: Omit<RoomWish, 'done' | 'fail'>): Promise<void> {
    return this.#answered(name, (room, done, fail) => ({ kind: 'write', room, wish: { ...wish, done: () => done(undefined), fail } }));
  }

  /**
   * Records an act about a village's list, if `weigh` finds its conditions met at that moment; or, with the commune's own room, about the
   * lists of all these villages.
   * @throws when it could not be stored.
   */
  async act(name: string, wish: Omit<ActWish, 'done' | 'fail'>, about: readonly string[] = []): Promise<void> {
    const villages = about.map((village) => this.#rooms.open(village));
    try {
      await this.#answered(name, (room, done, fail) => ({
        kind: 'act',
        room,
        villages,
        wish: { ...wish, done: () => done(undefined), fail },
      }));
    } finally {
      for (const village of villages) this.#rooms.restLater(village);
    }
  }

  async #answered<T>(name: string, work: (room: Room, done: (outcome: T) => void, fail: () => void) => Work): Promise<T> {
    const room = this.#rooms.open(name);
    try {
      return await new Promise<T>((done, refuse) => {
        const fail = (): void => refuse(new Error('not stored'));
        if (this.#closing || room.isDead) fail();
        else this.#push(work(room, done, fail));
      });
    } finally {
      this.#rooms.restLater(room);
    }
  }

  receive(room: Room, from: Connection, message: wire.Incoming): void {
    switch (message.type) {
      case 'step1':
        return this.#push({ kind: 'step1', room, from, vector: message.vector });
      case 'step2':
      case 'update':
        // A reader's edit is dropped and not counted: its own copy continues to show it as unsent.
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

  /** Commits what has been received, then closes all connections. */
  async close(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#keepAlive);
    this.#rooms.stopResting();
    for (const room of [...this.#rooms]) {
      await this.#worked();
      await this.#upkeep.beforeRest(room);
    }
    await this.#worked();
    for (const room of [...this.#rooms]) this.#rooms.drop(room, CLOSE.stopping);
  }

  #push(work: Work): void {
    const { room } = work;
    if (room.isDead || this.#closing) return;
    if (room.isReady) this.#queue([work]);
    else room.waiting.push(work);
  }

  #queue(work: Work[]): void {
    this.#line.push(...work);
    // setImmediate lets the sockets deliver what has already arrived, so that it goes into the same commit.
    this.#running ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#run());
  }

  /** Waits until no batch is between its documents and the log; a room that has just loaded may start another. */
  async #worked(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (this.#line.length > 0) await this.#work(this.#line.splice(0, BATCH));
    } finally {
      this.#running = null;
    }
  }

  async #work(line: Work[]): Promise<void> {
    const batch = new Batch();
    this.#apply(line, batch);
    await this.#commit(batch);
    batch.letOut();
    // If the batch was sent, the caller already has its answer, and this does nothing.
    for (const wish of batch.wishes) wish.fail();

    for (const room of batch.touched) await this.#upkeep.afterCommit(room);
    for (const room of batch.broken) void this.#rooms.load(room);
    await this.#rest(batch.resting);
  }

  #apply(line: Work[], batch: Batch): void {
    for (const work of line) {
      const unready = unreadyOf(work);
      if (!unready) this.#intake.take(work, batch);
      else if (!unready.isDead) unready.waiting.push(work);
      else if ('wish' in work) work.wish.fail();
    }
    // Work queued for a broken room is older than what arrives while it reloads.
    this.#line = this.#line.filter((work) => work.room.isReady || (work.room.waiting.push(work), false));
  }

  async #commit(batch: Batch): Promise<void> {
    const { rows, lateRows, decisions } = batch;
    const position = await this.#store([...rows, ...decisions], batch, () => this.#log.append(rows, decisions));
    if (position !== null) for (const { room } of rows) this.#rooms.get(room)?.hasRow(position);
    const ids = await this.#store(lateRows, batch, () => this.#log.keepLate(lateRows));
    if (ids !== null)
      lateRows.forEach(({ room, update, person, device }, i) =>
        this.#rooms.get(room)?.late.push({ id: ids[i] ?? 0, update, person, device }),
      );
  }

  /** @returns null when nothing was written. Rooms whose rows failed are dropped, unanswered. */
  async #store<T>(rows: readonly Pick<LogRow, 'room'>[], batch: Batch, write: () => Promise<T>): Promise<T | null> {
    if (rows.length === 0) return null;
    try {
      const written = await write();
      this.#health.stored();
      return written;
    } catch (error) {
      this.#report(`Không ghi được ${rows.length} thay đổi`, error);
      this.#health.failed(error);
      const failed = new Set(rows.map((row) => row.room));
      for (const room of batch.rooms.filter(({ name }) => failed.has(name))) {
        for (const dropped of [room, ...room.villages]) batch.forget(dropped);
        this.#rooms.drop(room, { ...CLOSE.notStored, text: faultOf(error).short });
      }
      return null;
    }
  }

  /** Rests one room after a commit and queues the others at the end, so that newcomers need not wait for all of them. */
  async #rest([first, ...others]: Iterable<Room>): Promise<void> {
    if (first && !first.isInUse) {
      await this.#upkeep.beforeRest(first);
      // Somebody may have joined meanwhile.
      if (!first.isInUse && !first.isDead) this.#rooms.drop(first, CLOSE.stopping);
    }
    this.#line.push(...others.map((room): Work => ({ kind: 'rest', room })));
  }
}

/** The first room that a piece of work must wait for. */
const unreadyOf = (work: Work): Room | undefined =>
  [work.room, ...(work.kind === 'act' ? work.villages : [])].find((room) => room.isDead || !room.isReady);
