/** The rooms in memory and their life cycle: opened by the first visitor, loaded, left to rest when nobody is in them, dropped. */
import { parseRoom, roomName } from '../../src/lib/review/people.ts';
import { CLOSE, type CloseReason } from '../../src/lib/sync/protocol.ts';
import { faultOf } from '../faults/log-fault.ts';
import type { UpdateLog } from '../log/log.ts';
import type { HubHealth, Report } from './hub-health.ts';
import { Room, type Work } from './room.ts';

interface OpenRoomsOptions {
  log: UpdateLog;
  health: HubHealth;
  report: Report;
  idleMs: number;
  /** Queues the work that waited for a room to load, and a room's turn to rest. */
  queue: (work: Work[]) => void;
  /** Its document is another one now, or gone. */
  left: (room: Room) => void;
}

export class OpenRooms {
  readonly #options: OpenRoomsOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #idle = new Map<Room, NodeJS.Timeout>();
  #closing = false;

  constructor(options: OpenRoomsOptions) {
    this.#options = options;
  }

  [Symbol.iterator](): Iterator<Room> {
    return this.#rooms.values();
  }

  get(name: string): Room | undefined {
    return this.#rooms.get(name);
  }

  /** A village's room opens together with the commune's, which says whether its list is locked. */
  open(name: string): Room {
    const known = this.#rooms.get(name);
    if (known) {
      this.#stayAwake(known);
      return known;
    }
    const parts = parseRoom(name);
    const room = new Room(name, parts?.village ? this.open(roomName(parts.review, null)) : null);
    this.#rooms.set(name, room);
    void this.load(room);
    return room;
  }

  /** Also reloads a room whose document can no longer be trusted. */
  async load(room: Room): Promise<void> {
    const { log, health, report, queue } = this.#options;
    try {
      await room.load(log);
    } catch (error) {
      // If the room is gone already, nobody waits for the answer, and the log may be closed.
      if (room.isDead) return;
      report(`Không mở được danh sách ${room.name}`, error);
      health.notRead(room.name, error);
      const fault = faultOf(error);
      this.drop(room, fault.code === 'damaged' ? { ...CLOSE.loadFailed, text: fault.short } : CLOSE.loadFailed);
      return;
    }
    health.read(room.name);
    this.#options.left(room);
    const locks = (room.commune ?? room).isReady ? (room.commune ?? room).locks() : null;
    for (const ready of [room, ...room.villages]) {
      if (!ready.isReady) continue;
      ready.locked = ready.commune !== null && (locks?.(ready) ?? false);
      // Before anybody is answered: what was declined must not enter with a copy that still has it.
      queue([...(ready.late.length > 0 ? [{ kind: 'enter', room: ready } as const] : []), ...ready.waiting.splice(0)]);
    }
  }

  restLater(room: Room): void {
    if (room.isInUse || room.isDead || this.#closing) return;
    this.#stayAwake(room);
    this.#idle.set(room, setTimeout(() => this.#options.queue([{ kind: 'rest', room }]), this.#options.idleMs).unref());
  }

  /** Dropping a commune's room also drops its villages' rooms, which could no longer learn of a lock. */
  drop(room: Room, reason: CloseReason): void {
    for (const village of [...room.villages]) this.drop(village, reason);
    this.#stayAwake(room);
    if (this.#rooms.get(room.name) === room) this.#rooms.delete(room.name);
    room.drop(reason);
    this.#options.left(room);
    if (room.commune) this.restLater(room.commune);
  }

  /** From now on no room rests. */
  stopResting(): void {
    this.#closing = true;
    for (const room of [...this.#idle.keys()]) this.#stayAwake(room);
  }

  #stayAwake(room: Room): void {
    clearTimeout(this.#idle.get(room));
    this.#idle.delete(room);
  }
}
