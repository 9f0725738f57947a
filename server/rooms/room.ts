/** One room in memory: its live document, built from the log alone, and the connections to it. */
import type * as Y from 'yjs';
import { LOCKED_FIELD, VILLAGE_PREFIX } from '../../src/lib/cells/review-rooms.ts';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import { isAct, readActs } from '../../src/lib/process/act-rows.ts';
import { closedVillages } from '../../src/lib/process/standing.ts';
import { readEntry } from '../../src/lib/cells/entry.ts';
import { parseRoom } from '../../src/lib/review/people.ts';
import type { CloseReason } from '../../src/lib/sync/protocol.ts';
import type { HistoryRow, LateDecision, LateRow, UpdateLog } from '../log/log.ts';
import type { Connection } from './connection.ts';
import type { LateUpdate, LateWish } from './late/late-decisions.ts';
import { entryId, lateEntries, type LateEntry } from './late/late-entries.ts';
import { LiveDoc, type Applied, type Bringer, type Surroundings } from './live-doc.ts';
import { RoomPresence } from './presence.ts';
import type { Recall } from './recall.ts';
import { tryRows, type RelayedRow, type RelayWish, type Trial } from './relayed.ts';
import * as wire from './wire.ts';

/** Received work waits in one queue for all rooms. The hub applies it, commits, and only then sends answers. */
export type Work =
  | { kind: 'join'; room: Room; from: Connection }
  | { kind: 'step1'; room: Room; from: Connection; vector: Uint8Array }
  | { kind: 'update' | 'step2'; room: Room; from: Connection; update: Uint8Array; number: number }
  /** A list was unlocked: its late edits enter from the store. */
  | { kind: 'enter'; room: Room }
  | { kind: 'decide'; room: Room; wish: LateWish }
  | { kind: 'write'; room: Room; wish: RoomWish }
  /** Rows of another log. */
  | { kind: 'relay'; room: Room; wish: RelayWish }
  /**
   * For a village's room: something is done about its list, if its conditions hold. For the commune's own room: about the lists of all
   * `villages`, which are ready first.
   */
  | { kind: 'act'; room: Room; villages: readonly Room[]; wish: ActWish }
  | { kind: 'rest'; room: Room }
  /** Somebody looks at it once everything in its document is stored. */
  | { kind: 'look'; room: Room; look: (room: Room) => void };

/** A write by the server itself, for a person who has no copy of the room. */
export interface RoomWish {
  by: { id: string; device: string };
  write: Parameters<LiveDoc['edit']>[1];
  done: () => void;
  /** Called when it could not be stored and nothing of it was done. */
  fail: () => void;
}

/** What another server has written into a room. */
export type Heard = { kind: 'row'; row: HistoryRow } | { kind: 'late'; row: LateRow } | { kind: 'decision'; decision: LateDecision };

const NONE: ReadonlySet<string> = new Set();

type Write = Parameters<LiveDoc['edit']>[1];

type Look = <T>(look: (doc: Y.Doc) => T) => T;

/** What an act is weighed by: the rooms as they are at this moment. */
export interface ActScene {
  commune: Look;
  /** The village's list; for an act of the commune its own room again. */
  village: Look;
  /** For an act of the commune, its villages' lists by the names of their rooms. */
  villages: ReadonlyMap<string, Look>;
  /** Late updates that wait for a decision. */
  late: number;
}

export interface ActWish {
  by: { id: string; device: string };
  /** What it writes into both rooms, or with the commune's own room into those of `villages`; null when its conditions do not hold. */
  weigh: (scene: ActScene) => { commune: Write; village?: Write; villages?: ReadonlyMap<string, Write> } | null;
  done: () => void;
  fail: () => void;
}

export class Room {
  readonly name: string;
  /** For a village's room, the commune's own room: it says whether the list is locked, so it stays open as long as this one. */
  readonly commune: Room | null;
  readonly villages = new Set<Room>();
  readonly connections = new Set<Connection>();
  readonly presence = new RoomPresence();
  state: 'loading' | 'ready' | 'dead' = 'loading';
  /** News of it was passed over while it was read, because it was not known yet that it opens. */
  mustReadAgain = false;
  /** Work that arrived while the room was loading, in order: nobody is answered from an empty document. */
  waiting: Work[] = [];
  /** Number of log rows since the last snapshot, and the position up to which the document has them all. */
  tail = 0;
  upTo = 0;
  locked = false;
  /** Late edits that have not entered the list. */
  late: LateUpdate[] = [];
  /** How many works about it somebody waits for, decisions and acts. */
  awaited = 0;
  /** Late edits that were decided, by entryId. */
  readonly decided = new Set<string>();
  #live: LiveDoc | null = null;
  #lateCopy: LiveDoc | null = null;
  /** What clients wrote, from the log, where it had to be read; and what to read at the next load. */
  #recalled: Recall | null = null;
  #toRecall: Recall | null = null;
  /** What other servers wrote while it was loading. */
  readonly #heard: Heard[] = [];
  readonly #surroundings: Surroundings = {
    announced: (client) => this.presence.announcedBy(client),
    recalled: (client) => this.#recalled?.of(client) ?? null,
  };

  constructor(name: string, commune: Room | null = null) {
    this.name = name;
    this.commune = commune;
    commune?.villages.add(this);
  }

  get isDead(): boolean {
    return this.state === 'dead';
  }

  /** Nothing is answered until it is also known whether the list is locked. */
  get isReady(): boolean {
    return this.state === 'ready' && (this.commune === null || this.commune.state === 'ready');
  }

  /** Somebody is in it or waits for an answer about it, or an open room needs it. */
  get isInUse(): boolean {
    return this.connections.size > 0 || this.awaited > 0 || this.villages.size > 0;
  }

  /**
   * Loads from the log, also after a failed update: everything that is not in the log is forgotten.
   * @throws when the log cannot be read.
   */
  async load(log: UpdateLog): Promise<void> {
    this.mustReadAgain = false;
    const { updates, upTo, tail, writers } = await log.load(this.name);
    const late = this.commune ? (await log.late(this.name)).filter(({ state }) => state === 'waiting') : [];
    const decisions = late.length > 0 ? await log.decisions({ room: this.name }) : [];
    if (this.mustReadAgain) return this.load(log);
    const recall = this.#toRecall;
    await recall?.read(log, this.name, { upTo, late: late.length });
    if (this.isDead) return;
    // For the work that waited for it; it lacks entries that are overwritten later.
    this.#recalled = recall;
    this.#toRecall = null;
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
    // What other servers wrote while it was read, before anybody is answered.
    this.hear(this.#heard.splice(0));
  }

  /**
   * Another server has written this, in this order: it is stored already.
   * @returns the rows that are new here, to be broadcast.
   * @throws when the document can no longer be trusted.
   */
  hear(all: readonly Heard[]): readonly HistoryRow[] {
    if (this.state !== 'ready') {
      this.#heard.push(...all);
      return [];
    }
    const rows: HistoryRow[] = [];
    for (const heard of all) {
      if (heard.kind === 'decision') this.decided.add(entryId(heard.decision));
      else if (heard.kind === 'late') this.#hearLate(heard.row);
      else if (heard.row.position > this.upTo) rows.push(heard.row);
    }
    if (rows.length === 0) return rows;
    this.#document.hear(rows);
    this.forgetLate();
    for (const { position } of rows) this.hasRow(position);
    return rows;
  }

  #hearLate(row: LateRow): void {
    if (this.late.some(({ id }) => id === row.id)) return;
    this.late.push(row);
    this.forgetLate();
  }

  /** The room's work waits until it is reloaded with what clients had written. */
  recallFirst(recall: Recall): void {
    this.#toRecall = recall;
    this.state = 'loading';
  }

  /** The log has one more row of this room. */
  hasRow(position: number): void {
    this.tail++;
    this.upTo = position;
  }

  apply(update: Uint8Array, isStep2: boolean, by: Bringer): Applied {
    return this.#recalledFor(this.#document.apply(update, isStep2, by, this.#surroundings));
  }

  /**
   * For a locked list: applies an update to a copy that also has all other late updates. So the update passes the same guard, and one that
   * is sent again adds nothing.
   */
  applyLate(update: Uint8Array, isStep2: boolean, by: Bringer): Applied {
    return this.#recalledFor(this.#withLate.apply(update, isStep2, by, this.#surroundings));
  }

  /** What `tryRows` has just found to be new: judged already. @throws when the document can no longer be trusted. */
  takeTried(update: Uint8Array, { person, claims }: RelayedRow, isLate: boolean): readonly number[] {
    if (isLate) {
      this.#withLate.hear([{ update, person }]);
      return [];
    }
    this.forgetLate();
    const mine = this.#document.claimable(update, claims);
    this.#document.hear([{ update, clients: mine, person }]);
    return mine;
  }

  /**
   * Rows of another log on a copy of the list, or for late ones on a copy that has what is late.
   * @param recall what was read for rows before these; null when the room may have changed since.
   */
  tryRows(
    rows: readonly RelayedRow[],
    { isLate, mayRestore, recall }: { isLate: boolean; mayRestore: boolean; recall: Recall | null },
  ): Trial {
    const copy = (isLate ? this.#withLate : this.#document).copy([]);
    if (recall?.covers({ upTo: this.upTo, late: this.late.length })) this.#recalled = recall;
    try {
      const trial = tryRows(copy, rows, mayRestore, this.#surroundings);
      if (trial.kind !== 'recall') this.#recalled = null;
      return trial;
    } finally {
      copy.destroy();
    }
  }

  /** The waiting entries of each late update, decided or not. */
  lateEntries(): (LateEntry & { of: LateUpdate })[] {
    const list = this.#document.clocks();
    return this.#withLate.read((doc) => this.late.flatMap((of) => lateEntries(doc, of.update, list).map((entry) => ({ ...entry, of }))));
  }

  /** The late edits that wait for the commune, as its page counts them: one update may hold several, or none that still stands. */
  undecided(): LateEntry[] {
    return this.late.length === 0 ? [] : this.lateEntries().filter((entry) => !this.decided.has(entryId(entry)));
  }

  read<T>(look: (doc: Y.Doc) => T): T {
    return this.#document.read(look);
  }

  /** Rows that have changed since this was last asked, or since the room was read. */
  takeChanged(): ReadonlySet<string> {
    return this.#document.takeChanged();
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

  /**
   * For the commune's room: which villages' lists are locked now. The later entry stands, as on every page; a list that a step has closed
   * opens only with that step.
   */
  locks(): (village: Room) => boolean {
    const closed = this.#closed();
    return (village) => {
      const id = parseRoom(village.name)?.village ?? '';
      const entries = this.#document.row(VILLAGE_PREFIX + id).map(readEntry);
      return closed.has(id) || entries.filter((named) => named?.field === LOCKED_FIELD).at(-1)?.entry.value === 'x';
    };
  }

  /** Villages closed by a step. */
  #closed(): ReadonlySet<string> {
    return this.#document.read((doc) => {
      if (![...doc.share.keys()].some(isAct)) return NONE;
      const list = new SharedList(doc, '');
      const closed = closedVillages(readActs(list));
      list.destroy();
      return closed;
    });
  }

  vector(): Uint8Array {
    return this.#document.vector();
  }

  /** Everything that a client with this vector lacks, as far as its person may see it. */
  diff(vector: Uint8Array, { visitor }: Connection): Uint8Array {
    return this.#document.diff(vector, visitor.open);
  }

  snapshot(): Uint8Array {
    return this.#document.snapshot();
  }

  /**
   * Call it when the document has the update.
   * @returns a function that broadcasts it, to each connection as far as its person may see it.
   */
  news(update: Uint8Array, except: Connection | null): () => void {
    const whole = wire.update(update);
    // Made now, because the document may change later. Newcomers are answered after this broadcast.
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

  /** Sends all that `send` produces for a connection in one write. */
  together(send: () => void): void {
    const held = [...this.connections];
    for (const connection of held) connection.hold();
    try {
      send();
    } finally {
      for (const connection of held) connection.release();
    }
  }

  /** Closes this copy of the room; the log has everything that was acknowledged. */
  drop(reason: CloseReason): void {
    this.state = 'dead';
    for (const work of this.waiting) if ('wish' in work) work.wish.fail();
    this.waiting = [];
    this.commune?.villages.delete(this);
    for (const connection of this.connections) connection.close(reason);
    this.connections.clear();
    this.forgetLate();
    this.#live?.destroy();
  }

  /** What was read from the log is valid only for this moment: the next update must look again. */
  #recalledFor(applied: Applied): Applied {
    if (applied.kind !== 'recall') this.#recalled = null;
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
