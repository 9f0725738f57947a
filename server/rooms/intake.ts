/**
 * Handles one piece of work: what it does to the room's document, which rows it produces, and what is sent afterwards. Nothing is sent from
 * here: the batch sends it once the rows are durable.
 */
import { CLOSE } from '../../src/lib/sync/protocol.ts';
import type { LogRow, News, UpdateLog } from '../log/log.ts';
import type { Batch } from './batch.ts';
import type { Connection } from './connection.ts';
import type { HubHealth, Report } from './hub-health.ts';
import { decide, type LateWish } from './late/late-decisions.ts';
import { enter } from './late/late-entries.ts';
import type { Applied, Bringer } from './live-doc.ts';
import type { OpenRooms } from './open-rooms.ts';
import { Recall } from './recall.ts';
import type { Heard, Room, Work } from './room.ts';
import * as wire from './wire.ts';

type Edit = Work & { kind: 'update' | 'step2' };
type Write = Parameters<Room['edit']>[1];

export class Intake {
  readonly #log: UpdateLog;
  readonly #health: HubHealth;
  readonly #report: Report;

  constructor(log: UpdateLog, health: HubHealth, report: Report) {
    this.#log = log;
    this.#health = health;
    this.#report = report;
  }

  take(work: Work, batch: Batch): void {
    batch.afterwards(work.room);
    if ((work.kind === 'update' || work.kind === 'step2') && work.from.refused) return;
    if (work.kind === 'rest') batch.resting.add(work.room);
    else if (work.kind === 'look') batch.looks.push(work);
    else if (work.kind === 'join') this.#greet(work, batch);
    else if (work.kind === 'step1') this.#answer(work, batch);
    else if (work.kind === 'enter') this.#enter(work.room, batch);
    else if (work.kind === 'decide') this.#decide(work, batch);
    else if (work.kind === 'write') this.#writeOwn(work, batch);
    else if (work.kind === 'act') this.#act(work, batch);
    else if (work.kind === 'relay') this.#relay(work, batch);
    else if (work.room.locked) this.#keepLate(work, batch);
    else this.#letIn(work, batch);
  }

  /**
   * Takes over what other servers have written.
   * @returns what sends it on; and work that comes before all other: late edits of lists that another server has unlocked.
   */
  follow({ rows, late, decisions }: News, rooms: OpenRooms, broken: (room: Room) => void): { first: Work[]; send: () => void } {
    const heard = new Map<string, Heard[]>();
    const tell = (name: string, one: Heard): void => {
      const known = heard.get(name);
      if (known) known.push(one);
      else heard.set(name, [one]);
    };
    for (const row of late) tell(row.room, { kind: 'late', row });
    for (const decision of decisions) tell(decision.room, { kind: 'decision', decision });
    for (const row of rows) tell(row.room, { kind: 'row', row });
    const sends = new Map<Room, (() => void)[]>();
    for (const [name, all] of heard) {
      const room = rooms.get(name);
      if (!room) continue;
      try {
        const added = room.hear(all);
        if (added.length > 0)
          sends.set(
            room,
            added.map(({ update }) => room.news(update, null)),
          );
      } catch (error) {
        this.#report(`Không nhận được thay đổi của máy chủ khác trong ${name}`, error);
        broken(room);
      }
    }
    const first = [...sends.keys()]
      .filter((room) => room.villages.size > 0 && room.state === 'ready')
      .flatMap((commune) =>
        this.#changeLocks(commune).map((village): Work => {
          this.#askForLate(village, village.vector());
          return { kind: 'enter', room: village };
        }),
      );
    return { first, send: () => sends.forEach((each, room) => room.together(() => each.forEach((send) => send()))) };
  }

  #greet({ room, from }: Work & { kind: 'join' }, batch: Batch): void {
    const vector = room.vector();
    batch.afterwards(room, () => {
      from.send(wire.step1(vector));
      const states = room.presence.all();
      if (states.length > 0) from.send(wire.awareness(states));
    });
  }

  #answer({ room, from, vector }: Work & { kind: 'step1' }, batch: Batch): void {
    const diff = room.diff(vector, from);
    batch.afterwards(room, () => {
      from.send(wire.step2(diff));
      from.live = true;
    });
  }

  #letIn(work: Edit, batch: Batch): void {
    const { room, from, number } = work;
    const isStep2 = work.kind === 'step2';
    const applied = room.apply(work.update, isStep2, this.#bringer(from));
    if (applied.kind === 'refuse') return this.#refuse(work, applied, batch);
    if (applied.kind === 'recall') return this.#recallFirst(work, new Recall(applied.clients), batch);
    if (applied.kind === 'broken') {
      this.#report(`Bỏ một thay đổi hỏng trong ${room.name} của ${from.visitor.person.id}`, applied.error);
      from.close(CLOSE.badMessage);
      // Until this batch's rows are in the log, nothing more is applied to it, and it does not start to reload.
      room.state = 'loading';
      batch.broken.add(room);
      return;
    }
    batch.touched.add(room);
    applied.updates.forEach((update, i) => {
      batch.rows.push({ ...this.#row(room, from, update), ...(i === 0 && applied.clients.length > 0 && { clients: applied.clients }) });
      batch.afterwards(room, room.news(update, from));
    });
    if (applied.kind === 'gap') this.#askAgain(work, batch);
    else from.acknowledge(number, isStep2);
    if (room.villages.size > 0 && applied.updates.length > 0) this.#followLocks(room, batch);
  }

  /** The list is locked: what arrives now, whenever it was made, is stored but not applied. */
  #keepLate(work: Edit, batch: Batch): void {
    const { room, from, number } = work;
    const isStep2 = work.kind === 'step2';
    const applied = room.applyLate(work.update, isStep2, this.#bringer(from));
    if (applied.kind === 'refuse') return this.#refuse(work, applied, batch);
    if (applied.kind === 'recall') return this.#recallFirst(work, new Recall(applied.clients), batch);
    if (applied.kind === 'broken') {
      this.#report(`Bỏ một thay đổi muộn bị hỏng trong ${room.name} của ${from.visitor.person.id}`, applied.error);
      from.close(CLOSE.badMessage);
      // The next late copy lacks the other late rows of this batch. So an edit sent again may be stored twice, but none is lost.
      return room.forgetLate();
    }
    for (const update of applied.updates) batch.lateRows.push(this.#row(room, from, update));
    if (applied.kind === 'gap') this.#askAgain(work, batch);
    else if (room.has(work.update)) from.acknowledge(number, isStep2);
    else from.keptLate(number, isStep2);
  }

  /** Late edits enter the list from the store, including those of devices that never return. What was declined stays out. */
  #enter(room: Room, batch: Batch): void {
    if (room.locked || room.late.length === 0) return;
    for (const { update, person, device } of room.late)
      this.#write(room, { id: person, device }, batch, (doc) => void enter(doc, [update], room.decided));
  }

  #decide({ room, wish }: Work & { kind: 'decide' }, batch: Batch): void {
    batch.wishes.push(wish);
    if (!room.locked) return batch.afterwards(room, () => wish.done({ kind: 'unlocked' }));
    const { outcome, decisions, write } = decide(room, wish, this.#health.now());
    if (!this.#write(room, wish.by, batch, write)) return;
    batch.decisions.push(...decisions);
    batch.afterwards(room, () => wish.done(outcome));
  }

  #writeOwn({ room, wish }: Work & { kind: 'write' }, batch: Batch): void {
    batch.wishes.push(wish);
    if (this.#write(room, wish.by, batch, wish.write)) batch.afterwards(room, wish.done);
  }

  /** Weighed and written in one turn: nothing can change between the check and the act, and both rooms' rows are one commit. */
  #act({ room, villages, wish }: Work & { kind: 'act' }, batch: Batch): void {
    const commune = room.commune ?? room;
    batch.wishes.push(wish);
    let writes;
    try {
      writes = wish.weigh({
        commune: (look) => commune.read(look),
        village: (look) => room.read(look),
        villages: new Map(villages.map((village) => [village.name, (look) => village.read(look)])),
        late: room.undecided().length,
      });
    } catch (error) {
      // The caller is told that nothing was stored; the work of others goes on.
      return this.#report(`Không xét được một việc trong ${room.name}`, error);
    }
    if (writes) {
      const all: [Room, Write | undefined][] = [
        [room, writes.village],
        ...villages.map((village): [Room, Write | undefined] => [village, writes.villages?.get(village.name)]),
        [commune, writes.commune],
      ];
      if (!this.#writeAll(all, wish.by, batch)) return;
      this.#followLocks(commune, batch);
    }
    batch.afterwards(room, wish.done);
  }

  /** Tried on a copy first, so that a refused row leaves nothing of the others. */
  #relay(work: Work & { kind: 'relay' }, batch: Batch): void {
    const { room, wish } = work;
    const isLate = room.locked && !wish.follows;
    const isAsStored = !batch.touched.has(room) && !batch.lateRows.some((row) => row.room === room.name);
    const recall = isAsStored ? wish.recall : null;
    const trial = room.tryRows(wish.rows, { isLate, mayRestore: wish.follows || this.#mayRestore, recall });
    if (trial.kind === 'recall') return this.#recallFirst(work, wish.recall, batch);
    batch.wishes.push(wish);
    if (trial.kind !== 'tried') return batch.afterwards(room, () => wish.done(trial));
    try {
      for (const { row, updates } of trial.rows) {
        for (const update of updates) {
          const clients = room.takeTried(update, row, isLate);
          const stored = { room: room.name, update, person: row.person, device: row.device, at: this.#health.now() };
          if (isLate) batch.lateRows.push(stored);
          else {
            batch.touched.add(room);
            batch.rows.push({ ...stored, ...(clients.length > 0 && { clients }) });
            batch.afterwards(room, room.news(update, null));
          }
        }
      }
    } catch (error) {
      this.#report(`Không ghi được dòng của nơi khác vào ${room.name}`, error);
      room.state = 'loading';
      batch.broken.add(room);
      return;
    }
    const added = trial.rows.filter(({ updates }) => updates.length > 0).length;
    const outcome = {
      kind: 'taken',
      added: isLate ? 0 : added,
      late: isLate ? added : 0,
      known: trial.rows.length - added,
    } as const;
    if (room.villages.size > 0 && added > 0) this.#followLocks(room, batch);
    batch.afterwards(room, () => wish.done(outcome));
  }

  /** @returns false when the document can no longer be trusted. */
  #write(room: Room, by: LateWish['by'], batch: Batch, write: Write): boolean {
    return this.#writeAll([[room, write]], by, batch);
  }

  /** Into all of these rooms or into none. @returns false when a document can no longer be trusted: then nothing of it is in the batch. */
  #writeAll(all: readonly (readonly [Room, Write | undefined])[], { id, device }: LateWish['by'], batch: Batch): boolean {
    const done: { room: Room; updates: readonly Uint8Array[]; clients: readonly number[] }[] = [];
    for (const [room, write] of all) {
      if (!write) continue;
      const edited = room.edit(id, write);
      if (edited.kind !== 'broken') {
        done.push({ room, ...edited });
        continue;
      }
      this.#report(`Máy của xã không ghi được vào ${room.name}`, edited.error);
      // The others have what is not going to be stored.
      for (const spoilt of [room, ...done.map((one) => one.room)]) {
        spoilt.state = 'loading';
        batch.broken.add(spoilt);
      }
      return false;
    }
    for (const { room, updates, clients } of done) {
      batch.touched.add(room);
      updates.forEach((update, i) => {
        batch.rows.push({
          room: room.name,
          update,
          person: id,
          device,
          at: this.#health.now(),
          ...(i === 0 && clients.length > 0 && { clients }),
        });
        batch.afterwards(room, room.news(update, null));
      });
    }
    return true;
  }

  /** Nothing more is accepted from this connection, because what it sent later builds on what was refused. */
  #refuse({ room, from }: Edit, { reason, same }: Applied & { kind: 'refuse' }, batch: Batch): void {
    from.refused = true;
    // How far they agree also depends on this batch, so it is sent once the batch is durable.
    batch.afterwards(room, () => {
      // Otherwise the copy would not know what was accepted before, and values that it had overwritten there would return.
      from.sendReceipt();
      if (same) from.send(wire.differs(same));
      from.close(reason);
    });
  }

  /** Everything that arrives for the room waits behind this message, in order, until the log has been read. */
  #recallFirst(work: Work, recall: Recall, batch: Batch): void {
    work.room.recallFirst(recall);
    work.room.waiting.push(work);
    batch.broken.add(work.room);
  }

  #askAgain({ room, from, kind }: Edit, batch: Batch): void {
    if (!from.gap(kind === 'step2')) return;
    const vector = room.vector();
    batch.afterwards(room, () => from.send(wire.step1(vector)));
  }

  /**
   * Takes effect from the very next message. When a list is unlocked, each connection with late edits is asked for all it has, so that they
   * enter the list.
   */
  #followLocks(commune: Room, batch: Batch): void {
    for (const village of this.#changeLocks(commune)) {
      this.#enter(village, batch);
      const vector = village.vector();
      // Sent with the commune's messages, because the commune's row must be durable first.
      batch.afterwards(commune, () => this.#askForLate(village, vector));
    }
  }

  /** Locks and unlocks the lists as the commune's records say now. @returns those that are newly unlocked and ready for their late edits. */
  #changeLocks(commune: Room): Room[] {
    const locks = commune.locks();
    const unlocked = [];
    for (const village of commune.villages) {
      const locked = locks(village);
      if (village.locked === locked) continue;
      village.locked = locked;
      village.forgetLate();
      if (!locked && village.isReady) unlocked.push(village);
    }
    return unlocked;
  }

  #askForLate(village: Room, vector: Uint8Array): void {
    for (const connection of village.connections) if (connection.hasLate) connection.send(wire.step1(vector));
  }

  get #mayRestore(): boolean {
    return Date.now() < this.#log.relayUntil;
  }

  #bringer({ visitor, client }: Connection): Bringer {
    return {
      person: visitor.person.id,
      client,
      mayRelay: visitor.mayRelay === true || Date.now() < this.#log.relayUntil,
      mayRestore: this.#mayRestore,
      ...(visitor.isOther && { isOther: visitor.isOther }),
    };
  }

  #row(room: Room, { visitor }: Connection, update: Uint8Array): LogRow {
    return { room: room.name, update, person: visitor.person.id, device: visitor.device, at: this.#health.now() };
  }
}
