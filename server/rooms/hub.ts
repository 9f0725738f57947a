/**
 * The one work queue of all rooms. The order is: apply to the live documents, commit to the log, then send broadcasts, answers and
 * receipts. Nothing that is not durable ever leaves the server: no update, no step 2, no state vector. What arrives during a commit waits
 * and goes into the next one (group commit).
 */
import { CLOSE } from '../../src/lib/sync/protocol.ts';
import { faultOf } from '../faults/log-fault.ts';
import type { News, Turn, UpdateLog } from '../log/log.ts';
import { turnOf } from '../log/turns.ts';
import { ALONE, type Bus } from '../nodes/bus.ts';
import { Batch } from './batch.ts';
import type { Connection } from './connection.ts';
import { NOBODY, type Follower } from './follower.ts';
import { HubHealth, type Health, type Report } from './hub-health.ts';
import { Intake } from './intake.ts';
import type { LateOutcome, LateWish } from './late/late-decisions.ts';
import { OpenRooms } from './open-rooms.ts';
import { PresenceRelay } from './presence-relay.ts';
import { recallFor, type RelayedRow, type RelayOutcome } from './relayed.ts';
import type { ActWish, Room, RoomWish, Work } from './room.ts';
import { Upkeep, type CompactionLimits } from './upkeep.ts';
import * as wire from './wire.ts';

export interface HubOptions extends Partial<CompactionLimits> {
  log: UpdateLog;
  /** Where failures are reported; they must not be swallowed. */
  report: Report;
  idleMs?: number;
  keepAliveMs?: number;
  /** The other servers that write the same log. */
  bus?: Bus;
  follower?: Follower;
}

/** Nothing of a work was stored; it can be asked for again. */
export class NotStored extends Error {}

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
  readonly #presence: PresenceRelay;
  readonly #follower: Follower;
  /** Rooms whose documents have changed since the follower was told. */
  #changed = new Set<Room>();
  readonly #stopHearing: () => void;
  /** Everything that other servers wrote up to this position is in the open rooms. */
  #seen: number;
  #hasNews = false;
  #line: Work[] = [];
  #running: Promise<void> | null = null;
  #closing = false;

  constructor({
    log,
    report,
    compactAfter = 1_500,
    compactAtRest = 100,
    idleMs = 60_000,
    keepAliveMs = 15_000,
    bus = ALONE,
    follower = NOBODY,
  }: HubOptions) {
    this.#log = log;
    this.#report = report;
    this.#follower = follower;
    this.#health = new HubHealth(log, report);
    this.#rooms = new OpenRooms({
      log,
      health: this.#health,
      report,
      idleMs,
      queue: (work) => this.#queue(work),
      left: ({ name }) => follower.left(name),
    });
    this.#intake = new Intake(log, this.#health, report);
    this.#upkeep = new Upkeep(log, report, { compactAfter, compactAtRest });
    this.#presence = new PresenceRelay(bus, (name, state, from) => {
      const room = this.#rooms.get(name);
      if (room?.presence.hear(from, state)) room.broadcast(wire.awareness([state]), null);
    });
    this.#seen = log.shared?.openedAt ?? 0;
    this.#stopHearing = log.shared?.onNews(() => this.#hear()) ?? (() => undefined);
    this.#keepAlive = setInterval(() => {
      // Also for the case that a message between the servers is lost.
      if (log.shared) this.#hear();
      for (const room of this.#rooms) {
        for (const connection of room.connections) connection.send(wire.KEEP_ALIVE);
        const gone = room.presence.forgetSilent(Date.now());
        if (gone.length > 0) room.broadcast(wire.awareness(gone), null);
      }
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
    if (farewell) this.#show(room, farewell, null);
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
   * Takes rows of another log into a room, open or not.
   * @param follows whether it is the log that this one follows.
   * @throws when they could not be stored.
   */
  relay(name: string, rows: readonly RelayedRow[], { follows = false, recall = recallFor(rows) } = {}): Promise<RelayOutcome> {
    return this.#answered(name, (room, done, fail) => ({ kind: 'relay', room, wish: { rows, follows, recall, done, fail } }));
  }

  /**
   * Records an act about a village's list, if `weigh` finds its conditions met at that moment; or, with the commune's own room, about the
   * lists of all these villages.
   * @throws when it could not be stored.
   */
  async act(name: string, wish: Omit<ActWish, 'done' | 'fail'>, about: readonly string[] = []): Promise<void> {
    await this.#awaited(about, (villages) =>
      this.#answered(name, (room, done, fail) => ({
        kind: 'act',
        room,
        villages,
        wish: { ...wish, done: () => done(undefined), fail },
      })),
    );
  }

  isOpen(name: string): boolean {
    return this.#rooms.get(name) !== undefined;
  }

  /**
   * Shows an open room when its document has nothing that is not stored. It does not open one, nor keep it open.
   * @returns false when the room is not open; nothing is shown then, nor when it closes before.
   */
  look(name: string, look: (room: Room) => void): boolean {
    const room = this.#rooms.get(name);
    if (!room || this.#closing) return false;
    this.#push({ kind: 'look', room, look });
    return true;
  }

  #answered<T>(name: string, work: (room: Room, done: (outcome: T) => void, fail: () => void) => Work): Promise<T> {
    return this.#awaited(
      [name],
      ([room]) =>
        new Promise<T>((done, refuse) => {
          const fail = (): void => refuse(new NotStored('not stored'));
          if (!room || this.#closing || room.isDead) fail();
          else this.#push(work(room, done, fail));
        }),
    );
  }

  /** Opens rooms, which do not rest until the answer is there: it may wait for another room to load. */
  async #awaited<T>(names: readonly string[], answer: (rooms: Room[]) => Promise<T>): Promise<T> {
    const rooms = names.map((name) => this.#rooms.open(name));
    for (const room of rooms) room.awaited += 1;
    try {
      return await answer(rooms);
    } finally {
      for (const room of rooms) {
        room.awaited -= 1;
        this.#rooms.restLater(room);
      }
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
        if (state) this.#show(room, state, from);
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
    this.#stopHearing();
    this.#presence.close();
    this.#rooms.stopResting();
    for (const room of [...this.#rooms]) {
      await this.#worked();
      await this.#upkeep.beforeRest(room);
    }
    await this.#worked();
    for (const room of [...this.#rooms]) this.#rooms.drop(room, CLOSE.stopping);
  }

  #show(room: Room, state: wire.ClientState, from: Connection | null): void {
    room.broadcast(wire.awareness([state]), from);
    this.#presence.tell(room.name, state);
  }

  #push(work: Work): void {
    const { room } = work;
    if (room.isDead || this.#closing) return;
    if (room.isReady) this.#queue([work]);
    else room.waiting.push(work);
  }

  #queue(work: Work[]): void {
    this.#line.push(...work);
    this.#run();
  }

  #hear(): void {
    this.#hasNews = true;
    this.#run();
  }

  #run(): void {
    // setImmediate lets the sockets deliver what has already arrived, so that it goes into the same commit.
    this.#running ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#workAll());
  }

  /** Waits until no batch is between its documents and the log; a room that has just loaded may start another. */
  async #worked(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #workAll(): Promise<void> {
    try {
      while (this.#line.length > 0 || this.#hasNews) await this.#work();
    } finally {
      this.#running = null;
    }
  }

  async #work(): Promise<void> {
    // A turn begins with the news.
    if (this.#hasNews && !this.#line.some(mayWrite)) await this.#readNews();
    const line = this.#line.splice(0, BATCH);
    const batch = new Batch();
    const turn = line.some(mayWrite) ? await this.#turn(line, batch) : null;
    try {
      this.#apply(line, batch);
      await this.#commit(batch, turn);
    } finally {
      await turn?.end().catch(() => undefined);
      // Only now: meanwhile no other server could write.
      batch.sendOn();
    }
    batch.letOut();
    for (const room of batch.touched) this.#changed.add(room);
    this.#tellFollower();
    for (const { room, look } of batch.looks) if (room.isReady) this.#shown(room, look);
    // If the batch was sent, the caller already has its answer, and this does nothing.
    for (const wish of batch.wishes) wish.fail();

    for (const room of batch.touched) await this.#upkeep.afterCommit(room);
    for (const room of batch.broken) void this.#rooms.load(room);
    await this.#rest(batch.resting);
  }

  /** What others have written comes first. On failure, the work that would write is taken out of the line. */
  async #turn(line: Work[], batch: Batch): Promise<Turn | null> {
    const asked = new Set(this.#rooms);
    let turn: Turn | null = null;
    try {
      this.#hasNews = false;
      turn = await turnOf(this.#log, this.#seen, () => [...asked].map(({ name }) => name));
      const { first, send } = this.#follow(turn.news, asked, batch.broken);
      line.unshift(...first);
      batch.sendOn = send;
      return turn;
    } catch (error) {
      // Kept, nobody could write any more.
      await turn?.end().catch(() => undefined);
      // The news that it should have begun with.
      this.#hasNews = Boolean(this.#log.shared);
      const writing = line.filter(mayWrite);
      this.#report(`Không ghi được ${writing.length} thay đổi`, error);
      this.#drop(new Set(writing.map(({ room }) => room)), batch, error);
      for (const work of writing) if ('wish' in work) work.wish.fail();
      line.splice(0, line.length, ...line.filter((work) => !mayWrite(work)));
      return null;
    }
  }

  async #readNews(): Promise<void> {
    this.#hasNews = false;
    const asked = new Set(this.#rooms);
    try {
      const news = await this.#log.shared?.news(
        this.#seen,
        [...asked].map(({ name }) => name),
      );
      const broken = new Set<Room>();
      if (news) {
        const { first, send } = this.#follow(news, asked, broken);
        this.#line.unshift(...first);
        send();
      }
      for (const room of broken) void this.#rooms.load(room);
      this.#tellFollower();
    } catch (error) {
      // It is asked for again with the next news, the next write, or soon.
      this.#report('Không đọc được thay đổi của máy chủ khác', error);
    }
  }

  /** @param asked rooms that the news is about: for those that were opened meanwhile it has nothing. */
  #follow(news: News, asked: ReadonlySet<Room>, broken: Set<Room>): ReturnType<Intake['follow']> {
    if (news.isAnother) this.#beginAgain(news.upTo);
    if (news.upTo <= this.#seen) return { first: [], send: () => undefined };
    this.#seen = news.upTo;
    const readAgain = (room: Room): void => {
      room.state = 'loading';
      broken.add(room);
    };
    for (const room of this.#rooms)
      if (!asked.has(room)) {
        if (room.state === 'loading') room.mustReadAgain = true;
        else readAgain(room);
      }
    for (const { room } of news.rows) {
      const heard = this.#rooms.get(room);
      if (heard) this.#changed.add(heard);
    }
    return this.#intake.follow(news, this.#rooms, readAgain);
  }

  #tellFollower(): void {
    for (const room of this.#changed) if (room.isReady) this.#follower.changed(room.name);
    this.#changed = new Set();
  }

  #shown(room: Room, look: (room: Room) => void): void {
    try {
      look(room);
    } catch (error) {
      this.#report(`Không đọc được ${room.name}`, error);
    }
  }

  /** What the rooms here have beyond this log is nowhere stored; the devices have it and send it again. */
  #beginAgain(upTo: number): void {
    this.#report('Cơ sở dữ liệu không còn như trước, mở lại mọi danh sách', new Error(`position ${this.#seen} → ${upTo}`));
    this.#seen = upTo;
    for (const room of [...this.#rooms]) this.#rooms.drop(room, CLOSE.notStored);
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

  async #commit(batch: Batch, turn: Turn | null): Promise<void> {
    const { rows, lateRows, decisions } = batch;
    if (!turn) return;
    const given = [...rows, ...decisions, ...lateRows];
    try {
      if (given.length === 0) return;
      const { position, late, upTo } = await turn.write(rows, decisions, lateRows);
      this.#health.stored();
      this.#seen = Math.max(this.#seen, upTo);
      rows.forEach(({ room }, i) => this.#rooms.get(room)?.hasRow(position - rows.length + 1 + i));
      lateRows.forEach(({ room, update, person, device }, i) =>
        this.#rooms.get(room)?.late.push({ id: late[i] ?? 0, update, person, device }),
      );
    } catch (error) {
      this.#report(`Không ghi được ${given.length} thay đổi`, error);
      const failed = new Set(given.map(({ room }) => room));
      this.#drop(new Set(batch.rooms.filter(({ name }) => failed.has(name))), batch, error);
    }
  }

  /** Nothing of it was written: these rooms are dropped, unanswered. */
  #drop(failed: ReadonlySet<Room>, batch: Batch, error: unknown): void {
    this.#health.failed(error);
    for (const room of failed) {
      for (const dropped of [room, ...room.villages]) batch.forget(dropped);
      this.#rooms.drop(room, { ...CLOSE.notStored, text: faultOf(error).short });
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

const mayWrite = ({ kind }: Work): boolean => kind !== 'join' && kind !== 'step1' && kind !== 'rest' && kind !== 'look';

/** The first room that a piece of work must wait for. */
const unreadyOf = (work: Work): Room | undefined =>
  [work.room, ...(work.kind === 'act' ? work.villages : [])].find((room) => room.isDead || !room.isReady);
