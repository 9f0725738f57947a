/** One room in memory: its live document, made from the log alone, and the connections to it. */
import { LOCKED_FIELD, VILLAGE_PREFIX } from '../../src/lib/cells/review-rooms.ts';
import { readEntry } from '../../src/lib/cells/entry.ts';
import { parseRoom } from '../../src/lib/review/people.ts';
import type { CloseReason } from '../../src/lib/sync/protocol.ts';
import type { UpdateLog } from '../log/log.ts';
import type { Connection } from './connection.ts';
import type { LateUpdate, LateWish } from './late/late-decisions.ts';
import { entryId, lateEntries, type LateEntry } from './late/late-entries.ts';
import { LiveDoc, type Applied, type Bringer, type Surroundings } from './live-doc.ts';
import { RoomPresence } from './presence.ts';
import { recall } from './recall.ts';
import * as wire from './wire.ts';

/** What is received waits in one line for all rooms; the hub works it off, commits, and only then lets answers out. */
export type Work =
  | { kind: 'join'; room: Room; from: Connection }
  | { kind: 'step1'; room: Room; from: Connection; vector: Uint8Array }
  | { kind: 'update' | 'step2'; room: Room; from: Connection; update: Uint8Array; number: number }
  /** Of an unlocked list: its late edits come in from the store. */
  | { kind: 'enter'; room: Room }
  | { kind: 'decide'; room: Room; wish: LateWish }
  | { kind: 'write'; room: Room; wish: RoomWish }
  | { kind: 'rest'; room: Room };

/** What the commune's machine writes itself, for somebody who has no copy of the room. */
export interface RoomWish {
  by: { id: string; device: string };
  write: Parameters<LiveDoc['edit']>[1];
  done: () => void;
  /** It could not be stored, and nothing of it was done. */
  fail: () => void;
}

export class Room {
  readonly name: string;
  /** The commune's own room, of a village's: it says whether the list is locked, so it is open as long as this one. */
  readonly commune: Room | null;
  readonly villages = new Set<Room>();
  readonly connections = new Set<Connection>();
  readonly presence = new RoomPresence();
  state: 'loading' | 'ready' | 'dead' = 'loading';
  /** What came in while the room was loading, in order: nobody is answered from an empty document. */
  waiting: Work[] = [];
  /** Rows of the log since the last snapshot, and the position up to which the document has them all. */
  tail = 0;
  upTo = 0;
  locked = false;
  /** Late and not let in since. */
  late: LateUpdate[] = [];
  /** Late edits decided, by entryId. */
  readonly decided = new Set<string>();
  #live: LiveDoc | null = null;
  #lateCopy: LiveDoc | null = null;
  /** What the log has of a client's entries, where it had to be asked; and of whom it is to be asked when this is loaded. */
  #recalled = new Map<number, Map<number, unknown>>();
  #toRecall: readonly number[] = [];
  readonly #surroundings: Surroundings = {
    announced: (client) => this.presence.announcedBy(client),
    recalled: (client) => this.#recalled.get(client) ?? null,
  };

  constructor(name: string, commune: Room | null = null) {
    this.name = name;
    this.commune = commune;
    commune?.villages.add(this);
  }

  get isDead(): boolean {
    return this.state === 'dead';
  }

  /** Nothing is answered before it is also known whether the list is locked. */
  get isReady(): boolean {
    return this.state === 'ready' && (this.commune === null || this.commune.state === 'ready');
  }

  /** Somebody is in it, or it is needed by a room that is open. */
  get isInUse(): boolean {
    return this.connections.size > 0 || this.villages.size > 0;
  }

  /** Also after a failed update: everything not in the log is forgotten. Throws when the log cannot be read. */
  async load(log: UpdateLog): Promise<void> {
    const { updates, upTo, tail, writers } = await log.load(this.name);
    const late = this.commune ? (await log.late(this.name)).filter(({ state }) => state === 'waiting') : [];
    const decisions = late.length > 0 ? await log.decisions({ room: this.name }) : [];
    const recalled = this.#toRecall.length > 0 ? await recall(log, this.name, this.#toRecall) : new Map<number, Map<number, unknown>>();
    if (this.isDead) return;
    // For what has waited for it; what is overwritten later is not in it.
    this.#recalled = recalled;
    this.#toRecall = [];
    const live = new LiveDoc(updates, writers);
    this.#live?.destroy();
    this.#live = live;
    this.forgetLate();
    this.late = late;
    this.decided.clear();
    for (const decision of decisions) this.decided.add(entryId(decision));
    this.tail = tail;
    this.upTo = upTo;
    this.state = 'ready';
  }

  /** Its work waits until it has been loaded again, with what these clients had written. */
  recallFirst(clients: readonly number[]): void {
    this.#toRecall = [...new Set([...this.#toRecall, ...clients])];
    this.state = 'loading';
  }

  /** One more row of it is in the log. */
  hasRow(position: number): void {
    this.tail++;
    this.upTo = position;
  }

  apply(update: Uint8Array, isStep2: boolean, by: Bringer): Applied {
    return this.#recalledFor(this.#document.apply(update, isStep2, by, this.#surroundings));
  }

  /**
   * Of a locked list: takes an update into a copy that also has all other late updates. So it passes the same guard,
   * and one that is sent again brings nothing new.
   */
  applyLate(update: Uint8Array, isStep2: boolean, by: Bringer): Applied {
    return this.#recalledFor(this.#withLate.apply(update, isStep2, by, this.#surroundings));
  }

  /** What waits of each late update, decided or not. */
  lateEntries(): (LateEntry & { of: LateUpdate })[] {
    const list = this.#document.clocks();
    return this.#withLate.read((doc) => this.late.flatMap((of) => lateEntries(doc, of.update, list).map((entry) => ({ ...entry, of }))));
  }

  edit(person: string, write: Parameters<LiveDoc['edit']>[1]): ReturnType<LiveDoc['edit']> {
    this.forgetLate();
    return this.#document.edit(person, write);
  }

  forgetLate(): void {
    this.#lateCopy?.destroy();
    this.#lateCopy = null;
  }

  has(update: Uint8Array): boolean {
    return this.#document.covers(update);
  }

  /** Of the commune's room: whether this village's list is locked. The later entry stands, as on every page. */
  locks(village: Room): boolean {
    const id = parseRoom(village.name)?.village ?? '';
    const entries = this.#document.row(VILLAGE_PREFIX + id).map(readEntry);
    return entries.filter((named) => named?.field === LOCKED_FIELD).at(-1)?.entry.value === 'x';
  }

  vector(): Uint8Array {
    return this.#document.vector();
  }

  /** All that a copy with this vector has not got, as far as its person may know it. */
  diff(vector: Uint8Array, { visitor }: Connection): Uint8Array {
    return this.#document.diff(vector, visitor.open);
  }

  snapshot(): Uint8Array {
    return this.#document.snapshot();
  }

  /** To be called when the document has the update. @returns what tells the others of it: each as far as they may know it. */
  news(update: Uint8Array, except: Connection | null): () => void {
    const whole = wire.update(update);
    // Made now: later the document may be another. Whoever comes meanwhile is answered after these are told.
    const open = [...this.connections].some(({ visitor }) => visitor.open) ? wire.update(this.#document.openPart(update)) : null;
    return () => {
      for (const connection of this.connections) {
        const bytes = connection.visitor.open ? open : whole;
        if (bytes && connection.live && connection !== except) connection.send(bytes);
      }
    };
  }

  broadcast(bytes: Uint8Array, except: Connection | null): void {
    for (const connection of this.connections) if (connection.live && connection !== except) connection.send(bytes);
  }

  /** Each connection gets all that `send` sends it in one write. */
  together(send: () => void): void {
    const held = [...this.connections];
    for (const connection of held) connection.hold();
    try {
      send();
    } finally {
      for (const connection of held) connection.release();
    }
  }

  /** The end of this copy of the room; the log has everything that was acknowledged. */
  drop(reason: CloseReason): void {
    this.state = 'dead';
    for (const work of this.waiting) if (work.kind === 'decide' || work.kind === 'write') work.wish.fail();
    this.waiting = [];
    this.commune?.villages.delete(this);
    for (const connection of this.connections) connection.close(reason);
    this.connections.clear();
    this.forgetLate();
    this.#live?.destroy();
  }

  /** What was asked of the log is said of that moment: whoever comes next asks again. */
  #recalledFor(applied: Applied): Applied {
    if (applied.kind !== 'recall') this.#recalled.clear();
    return applied;
  }

  get #withLate(): LiveDoc {
    return (this.#lateCopy ??= this.#document.copy(this.late.map((late) => late.update)));
  }

  get #document(): LiveDoc {
    if (!this.#live) throw new Error(`${this.name} is not loaded`);
    return this.#live;
  }
}
