/** A document built from the log alone. An update enters it only through the guard, whole or not at all. */
import * as Y from 'yjs';
import { CLOSE, type CloseReason } from '../../src/lib/sync/protocol.ts';
import { judge } from '../../src/lib/sync/guard/guard.ts';
import { clientsIn } from './clients.ts';
import { openPart } from './open-part.ts';

export type Applied =
  /** `clients` are the ids that it is the first to write under; they belong to its person from now on. */
  | { kind: 'applied' | 'gap'; updates: Uint8Array[]; clients: number[] }
  | { kind: 'refuse'; reason: CloseReason; same?: Map<number, number> }
  /** Undecided until the log has been read for what these clients had written. */
  | { kind: 'recall'; clients: number[] }
  /** The document may be half changed: it must be rebuilt from the log. */
  | { kind: 'broken'; error: unknown };

/** Who sends an update. `mayRelay`: they may also send what others have written. */
export interface Bringer {
  person: string;
  mayRelay: boolean;
  /** The client id that it speaks for. When it relays, only this id can become its own. */
  client?: number | null;
  /** When it relays: ids of the person whose edits it relays. */
  claims?: ReadonlySet<number>;
  /** Whether somebody else of the review has this name: nobody signs their own comment with it. */
  isOther?: (name: string) => boolean;
  /** The log was restored from a backup: what the server itself wrote since then comes back with the copies. */
  mayRestore?: boolean;
}

/** An update whose judgement has been made, with the ids that are its person's from now on. */
export interface Judged {
  update: Uint8Array;
  clients?: readonly number[];
  person: string;
}

/** What the room knows besides its document. */
export interface Surroundings {
  /** The owner of a client id that has been announced but not written under yet. */
  announced(client: number): string | undefined;
  /** A client's entries from the log, by clock; null when the log has not been read. */
  recalled(client: number): ReadonlyMap<number, unknown> | null;
}

const ALONE: Surroundings = { announced: () => undefined, recalled: () => new Map() };

/** In bytes. A village's list is under one megabyte; sixty-four is a mistake. */
export const ROOM_LIMIT = 64 * 1024 * 1024;

export class LiveDoc {
  readonly #doc = new Y.Doc();
  readonly #writers: Map<number, string>;
  #size: number;
  #emitted: Uint8Array[] = [];
  /** Rows that have changed since somebody last asked, also by what is not stored yet. */
  #changed = new Set<string>();
  readonly #names = new WeakMap<object, string>();

  /** @throws when the updates cannot be read. */
  constructor(updates: readonly Uint8Array[] = [], writers: ReadonlyMap<number, string> = new Map()) {
    this.#doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.#doc, update);
    });
    this.#doc.on('update', (update: Uint8Array) => this.#emitted.push(update));
    this.#doc.on('afterTransaction', ({ changed }: Y.Transaction) => {
      for (const type of changed.keys()) this.#changed.add(this.#nameOf(type));
    });
    this.#size = updates.reduce((sum, update) => sum + update.length, 0);
    this.#writers = new Map(writers);
  }

  /** The returned updates are not durable yet and must not leave the server. */
  apply(
    update: Uint8Array,
    isStep2: boolean,
    { person, mayRelay, client: own, claims, isOther: isOtherName, mayRestore = false }: Bringer,
    { announced, recalled }: Surroundings = ALONE,
  ): Applied {
    const mayWriteAs = (client: number): boolean => mayRelay || (this.#writers.get(client) ?? announced(client) ?? person) === person;
    const isOwn = (client: number): boolean => !mayRelay || client === own || this.#writers.get(client) === person;
    const isOther = (client: number, author: string): boolean => isOtherName !== undefined && isOwn(client) && isOtherName(author);
    const verdict = judge(this.#doc, update, { mayWriteAs, isOther, mayRestore, recalled });
    if (verdict.kind === 'refuse' || verdict.kind === 'recall') return verdict;
    // A step 2 is all that the copy has: even with a gap, its other values must be saved.
    if (verdict.kind === 'gap' && !isStep2) return { kind: 'gap', updates: [], clients: [] };
    if (this.#size + update.length > ROOM_LIMIT) return { kind: 'refuse', reason: CLOSE.roomFull };
    this.#emitted = [];
    try {
      Y.applyUpdate(this.#doc, verdict.kind === 'apply' ? verdict.update : verdict.values());
    } catch (error) {
      return { kind: 'broken', error };
    }
    const { store } = this.#doc;
    const incomplete = store.pendingStructs !== null || store.pendingDs !== null;
    store.pendingStructs = null;
    store.pendingDs = null;
    const updates = this.#emitted;
    this.#emitted = [];
    for (const emitted of updates) this.#size += emitted.length;
    const clients = verdict.clients.filter(
      (client) => (!mayRelay || client === own || claims?.has(client)) && !this.#writers.has(client) && Y.getState(store, client) > 0,
    );
    for (const client of clients) this.#writers.set(client, person);
    return { kind: incomplete || verdict.kind === 'gap' ? 'gap' : 'applied', updates, clients };
  }

  /**
   * Takes what is already judged, and by another server stored. One transaction for all: each costs as much as a small update.
   * @throws when the document can no longer be trusted.
   */
  hear(rows: readonly Judged[]): void {
    const { store } = this.#doc;
    this.#doc.transact(() => {
      for (const { update } of rows) Y.applyUpdate(this.#doc, update);
    });
    if (store.pendingStructs !== null || store.pendingDs !== null) throw new Error('a row of the log builds on rows that are missing');
    for (const { update, clients = [], person } of rows) {
      this.#size += update.length;
      for (const client of clients) if (!this.#writers.has(client)) this.#writers.set(client, person);
    }
  }

  takeChanged(): ReadonlySet<string> {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  #nameOf(type: Parameters<typeof Y.findRootTypeKey>[0]): string {
    let name = this.#names.get(type);
    if (name === undefined) {
      // A row that is read for the first time in this very transaction is another object from then on, which its entries belong to.
      const root = (type._start?.parent ?? type) as typeof type;
      // Looks through all rows; only the first time, and when the row was read for the first time.
      this.#names.set(type, (name = Y.findRootTypeKey(root)));
    }
    return name;
  }

  /** Of these client ids, those that nobody has and that the update writes under. */
  claimable(update: Uint8Array, clients: readonly number[]): number[] {
    const written = new Set(clientsIn(update));
    return clients.filter((client) => written.has(client) && !this.#writers.has(client));
  }

  /** Lets the server itself write, without the guard and as one update. */
  edit(person: string, write: (doc: Y.Doc) => void): Exclude<Applied, { kind: 'refuse' | 'recall' }> {
    this.#emitted = [];
    try {
      this.#doc.transact((transaction) => {
        write(this.#doc);
        // Applying updates inside the transaction makes it look remote, and Yjs would then take another client id.
        transaction.local = true;
      });
    } catch (error) {
      return { kind: 'broken', error };
    }
    const updates = this.#emitted;
    this.#emitted = [];
    for (const emitted of updates) this.#size += emitted.length;
    const { clientID } = this.#doc;
    const isNew = !this.#writers.has(clientID) && Y.getState(this.#doc.store, clientID) > 0;
    if (isNew) this.#writers.set(clientID, person);
    return { kind: 'applied', updates, clients: isNew ? [clientID] : [] };
  }

  read<T>(look: (doc: Y.Doc) => T): T {
    return look(this.#doc);
  }

  /** Whether everything that the update brings is here. Deletions are ignored: no honest write consists of them alone. */
  covers(update: Uint8Array): boolean {
    return [...Y.parseUpdateMeta(update).to].every(([client, clock]) => Y.getState(this.#doc.store, client) >= clock);
  }

  /** The live entries of a row, in array order. */
  row(name: string): readonly unknown[] {
    return this.#doc.share.has(name) ? this.#doc.getArray<unknown>(name).toArray() : [];
  }

  vector(): Uint8Array {
    return Y.encodeStateVector(this.#doc);
  }

  clocks(): Map<number, number> {
    return Y.decodeStateVector(Y.encodeStateVector(this.#doc));
  }

  /** @param open leaves out personal data. */
  diff(vector: Uint8Array, open = false): Uint8Array {
    const missing = Y.encodeStateAsUpdate(this.#doc, vector);
    return open ? this.openPart(missing) : missing;
  }

  /** The part of an update in this document that may be sent to people without the right to personal data. */
  openPart(update: Uint8Array): Uint8Array {
    return openPart(this.#doc, update);
  }

  /** The whole document as one update, for a snapshot; its size is the room's from now on. */
  snapshot(): Uint8Array {
    const state = Y.encodeStateAsUpdate(this.#doc);
    this.#size = state.length;
    return state;
  }

  /** A copy of it, to try updates on. */
  copy(more: readonly Uint8Array[]): LiveDoc {
    return new LiveDoc([Y.encodeStateAsUpdate(this.#doc), ...more], this.#writers);
  }

  destroy(): void {
    this.#doc.destroy();
  }
}
