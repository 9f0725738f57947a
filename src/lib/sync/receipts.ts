/**
 * The truthful count. Every cell written adds exactly one to its writer's clock, so the edits not yet at the commune
 * are the sum over all clients of (this copy's clock - the clock the server has said to be durable). The server says
 * so in three ways, each of which leaves it only after the commit: its state vector, an update, a receipt.
 * What came from another tab, or by file, says nothing of the kind and counts as not received.
 *
 * The server's word that it has clocks of a client is believed of what came from it, and of what it has answered for
 * here. Of edits that are still this copy's alone it proves nothing: under the same id and clocks it may have what a
 * copied machine wrote. Such edits are sent all the same, and its answer to them is waited for.
 *
 * Late edits, which came after their list was locked, are durable too, but not in the list. They are neither unsent nor
 * received, and are counted as late.
 */
import * as Y from 'yjs';
import { agreement } from './agreement.ts';
import { SYNC } from './protocol.ts';
import type { SyncMessage } from './sync-message.ts';

/** The sync messages of one connection that no receipt has come for, in the order they were sent. */
export class SentMessages {
  readonly #receipts: Receipts;
  #count = 0;
  #open: { number: number; upTo: Map<number, number> }[] = [];

  constructor(receipts: Receipts) {
    this.#receipts = receipts;
  }

  /** Only step 2 and updates count. */
  note({ kind, body }: SyncMessage): void {
    if (kind === SYNC.step1) return;
    // What a receipt for this message proves: the server takes no update that leaves a gap.
    const { to } = Y.parseUpdateMeta(body);
    this.#open.push({ number: ++this.#count, upTo: to });
  }

  durable(number: number): void {
    this.#receipts.acknowledge(...this.#settle(number));
  }

  keptLate(number: number): void {
    this.#receipts.keepLate(...this.#settle(number));
  }

  #settle(number: number): Map<number, number>[] {
    const covered = this.#open.filter((message) => message.number <= number);
    this.#open = this.#open.slice(covered.length);
    return covered.map((message) => message.upTo);
  }
}

export class Receipts {
  readonly #listeners = new Set<() => void>();
  readonly #mayWrite: boolean;
  #doc: Y.Doc;
  /** Up to where the server says to have clocks of edits that are still to be answered for. */
  #doubtful = new Map<number, number>();
  #acked = new Map<number, number>();
  /** Up to where the server has edits, in the list or late; a client has late edits where this is above #acked. */
  #lateUpTo = new Map<number, number>();
  /** What lies on the device and is not in the document yet. */
  #unread: ReadonlyMap<number, number> = new Map();
  #unsent = 0;
  #late = 0;

  /** @param mayWrite a reader has nothing of its own: nothing it has is in doubt. */
  constructor(doc: Y.Doc, mayWrite = true) {
    this.#doc = doc;
    this.#mayWrite = mayWrite;
    // Not 'update': Yjs would encode each one, the whole list as it is read from the device too.
    doc.on('afterTransaction', this.#afterTransaction);
    this.#count();
  }

  /** Cells on this device which the server has not said to have. */
  get unsent(): number {
    return this.#unsent;
  }

  /** Cells written here which came after their list was locked: the commune keeps them, not in the list. */
  get late(): number {
    return this.#late;
  }

  /** Called when the count or what it rests on has changed. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  encode(): Uint8Array {
    return Y.encodeStateVector(this.#acked);
  }

  encodeLate(): Uint8Array {
    return Y.encodeStateVector(this.#lateUpTo);
  }

  /** What was acknowledged, and what was late, before the page was left. */
  restore(acked: Uint8Array, late?: Uint8Array): void {
    if (late) raise(this.#lateUpTo, [Y.decodeStateVector(late)]);
    this.acknowledge(Y.decodeStateVector(acked));
  }

  /** How far the edits go that lie on the device, while they are being read. */
  hasUnread(clocks: ReadonlyMap<number, number>): void {
    this.#unread = clocks;
    this.#count();
  }

  acknowledge(...vectors: ReadonlyMap<number, number>[]): void {
    raise(this.#acked, vectors);
    this.#count();
  }

  keepLate(...vectors: ReadonlyMap<number, number>[]): void {
    raise(this.#lateUpTo, vectors);
    this.#count();
  }

  /**
   * The server's whole state: also less than before, should it have been set back to an older backup. Late edits are
   * sent again with each connection, and the server then says again that they are late.
   * @returns what to answer it from: everything is sent that it has not proven to have.
   */
  serverHas(vector: Uint8Array): Uint8Array {
    const has = Y.decodeStateVector(vector);
    const proven = new Map<number, number>();
    this.#doubtful.clear();
    for (const [client, clock] of has) {
      const [own, known] = [this.#own(client), this.#known(client)];
      const upTo = this.#mayWrite && known < own ? Math.min(clock, known) : Math.min(clock, own);
      if (upTo < Math.min(clock, own)) this.#doubtful.set(client, Math.min(clock, own));
      proven.set(client, upTo);
    }
    this.#acked = proven;
    this.#lateUpTo = new Map();
    this.#count();
    return Y.encodeStateVector(
      new Map([...has].map(([client, clock]) => [client, this.#doubtful.has(client) ? (proven.get(client) ?? 0) : clock])),
    );
  }

  /** Before it is applied. @returns false where it says something else than what lies here and is not answered for: then it must wait. */
  serverSent(update: Uint8Array): boolean {
    const { from, to } = Y.parseUpdateMeta(update);
    const isOpen = ([client, start]: [number, number]): boolean => {
      const both = Math.min(Y.getState(this.#doc.store, client), to.get(client) ?? 0);
      return start < both && this.#known(client) < both;
    };
    if (this.#mayWrite && [...from].some(isOpen)) {
      const { differ, unknown } = agreement(this.#doc, Y.decodeUpdate(update), { atStake: 'here' });
      for (const client of [...differ, ...unknown])
        this.#doubtful.set(client, Math.min(Y.getState(this.#doc.store, client), to.get(client) ?? 0));
    }
    if (this.isDoubtful) return false;
    this.acknowledge(to);
    return true;
  }

  /** While it is, nothing from the server may come into the document: it could be meant for another's edits of the same name. */
  get isDoubtful(): boolean {
    for (const [client, clock] of this.#doubtful) if (this.#known(client) < clock) return true;
    return false;
  }

  /** Up to where edits of a client lie here, read or not. */
  readonly #own = (client: number): number => Math.max(Y.getState(this.#doc.store, client), this.#unread.get(client) ?? 0);

  /** Up to where the server has proven to have what lies here of a client. */
  readonly #known = (client: number): number => Math.max(this.#acked.get(client) ?? 0, this.#lateUpTo.get(client) ?? 0);

  /** Whether what an overwritten entry said may be forgotten: not before the commune has had it, or it could not be compared. */
  mayForget({ id, length }: Y.Item): boolean {
    return !this.#mayWrite || id.clock + length <= this.#known(id.client);
  }

  /** By client, up to where this copy is the commune's as well; `same` is what the commune said of it last. */
  sharedUpTo(same: ReadonlyMap<number, number>): Map<number, number> {
    return new Map(
      [...this.#doc.store.clients.keys()].map((client) => [
        client,
        Math.min(Y.getState(this.#doc.store, client), same.get(client) ?? this.#known(client)),
      ]),
    );
  }

  /** The document has been made anew: it has of the former one what was shared. */
  follow(doc: Y.Doc, shared: ReadonlyMap<number, number>): void {
    this.#doc.off('afterTransaction', this.#afterTransaction);
    this.#doc = doc;
    const upTo = (vector: ReadonlyMap<number, number>): Map<number, number> =>
      new Map([...vector].map(([client, clock]) => [client, Math.min(clock, shared.get(client) ?? clock)]));
    this.#acked = upTo(this.#acked);
    this.#lateUpTo = upTo(this.#lateUpTo);
    this.#doubtful.clear();
    doc.on('afterTransaction', this.#afterTransaction);
    this.#count();
  }

  destroy(): void {
    this.#doc.off('afterTransaction', this.#afterTransaction);
    this.#listeners.clear();
  }

  readonly #afterTransaction = ({ beforeState, afterState }: Y.Transaction): void => {
    for (const [client, clock] of afterState) if (beforeState.get(client) !== clock) return this.#count();
  };

  readonly #count = (): void => {
    let unsent = 0;
    let late = 0;
    for (const client of new Set([...this.#doc.store.clients.keys(), ...this.#unread.keys()])) {
      const clock = this.#own(client);
      const acked = Math.min(clock, this.#acked.get(client) ?? 0);
      const stored = Math.min(clock, Math.max(acked, this.#lateUpTo.get(client) ?? 0));
      unsent += clock - stored;
      late += stored - acked;
    }
    this.#unsent = unsent;
    this.#late = late;
    for (const listener of [...this.#listeners]) listener();
  };
}

function raise(to: Map<number, number>, vectors: readonly ReadonlyMap<number, number>[]): void {
  for (const vector of vectors) {
    for (const [client, clock] of vector) if (clock > (to.get(client) ?? 0)) to.set(client, clock);
  }
}
