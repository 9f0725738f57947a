/**
 * Handles one piece of work: what it does to the room's document, which rows it produces, and what is sent afterwards. Nothing is sent from
 * here: the batch sends it once the rows are durable.
 */
import { CLOSE } from '../../src/lib/sync/protocol.ts';
import type { LogRow, UpdateLog } from '../log/log.ts';
import type { Batch } from './batch.ts';
import type { Connection } from './connection.ts';
import type { HubHealth, Report } from './hub-health.ts';
import { decide, type LateWish } from './late/late-decisions.ts';
import { enter } from './late/late-entries.ts';
import type { Applied, Bringer } from './live-doc.ts';
import type { Room, Work } from './room.ts';
import * as wire from './wire.ts';

type Edit = Work & { kind: 'update' | 'step2' };

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
    else if (work.kind === 'join') this.#greet(work, batch);
    else if (work.kind === 'step1') this.#answer(work, batch);
    else if (work.kind === 'enter') this.#enter(work.room, batch);
    else if (work.kind === 'decide') this.#decide(work, batch);
    else if (work.kind === 'write') this.#writeOwn(work, batch);
    else if (work.kind === 'act') this.#act(work, batch);
    else if (work.room.locked) this.#keepLate(work, batch);
    else this.#letIn(work, batch);
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
    if (applied.kind === 'recall') return this.#recallFirst(work, applied.clients, batch);
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
    if (applied.kind === 'recall') return this.#recallFirst(work, applied.clients, batch);
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
      if (writes.village && !this.#write(room, wish.by, batch, writes.village)) return;
      if (!this.#write(commune, wish.by, batch, writes.commune)) return;
      this.#followLocks(commune, batch);
    }
    batch.afterwards(room, wish.done);
  }

  /** @returns false when the document can no longer be trusted. */
  #write(room: Room, { id, device }: LateWish['by'], batch: Batch, write: Parameters<Room['edit']>[1]): boolean {
    const edited = room.edit(id, write);
    if (edited.kind === 'broken') {
      this.#report(`Máy của xã không ghi được vào ${room.name}`, edited.error);
      room.state = 'loading';
      batch.broken.add(room);
      return false;
    }
    const { updates, clients } = edited;
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
  #recallFirst(work: Edit, clients: readonly number[], batch: Batch): void {
    work.room.recallFirst(clients);
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
    const locks = commune.locks();
    for (const village of commune.villages) {
      const locked = locks(village);
      if (village.locked === locked) continue;
      village.locked = locked;
      village.forgetLate();
      if (locked || !village.isReady) continue;
      this.#enter(village, batch);
      const vector = village.vector();
      // Sent with the commune's messages, because the commune's row must be durable first.
      batch.afterwards(commune, () => {
        for (const connection of village.connections) if (connection.hasLate) connection.send(wire.step1(vector));
      });
    }
  }

  #bringer({ visitor, client }: Connection): Bringer {
    return {
      person: visitor.person.id,
      client,
      mayRelay: visitor.mayRelay === true || Date.now() < this.#log.relayUntil,
      mayRestore: Date.now() < this.#log.relayUntil,
      ...(visitor.isOther && { isOther: visitor.isOther }),
    };
  }

  #row(room: Room, { visitor }: Connection, update: Uint8Array): LogRow {
    return { room: room.name, update, person: visitor.person.id, device: visitor.device, at: this.#health.now() };
  }
}
