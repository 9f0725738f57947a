/**
 * Counts unsent edits, never too few. Every cell written adds exactly one to its client's clock, so the unsent edits are the sum over all
 * clients of (this copy's clock - the clock that the server has acknowledged as durable). The server acknowledges in three ways, each sent
 * only after the commit: its state vector, an update, a receipt. Edits from another tab or from a file prove nothing about the server and
 * count as unsent.
 *
 * An acknowledged clock is trusted for edits that came from the server, and for edits whose receipt arrived here. It proves nothing about
 * edits that only this copy has: under the same client id and clocks the server may hold what a copied machine wrote. Such edits are sent
 * anyway, and their acknowledgement is awaited.
 *
 * Late edits, which arrive after their list was locked, are durable too, but not in the list. They are counted as late, neither as unsent
 * nor as received.
 */
import * as Y from 'yjs';
import { agreement } from './agreement.ts';
import { SYNC } from './protocol.ts';
import type { SyncMessage } from './sync-message.ts';

/** The sync messages of one connection that still wait for a receipt, in the order they were sent. */
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
    // What a receipt for this message proves. `from` is not needed: the server accepts no update that leaves a gap.
    const { to } = Y.parseUpdateMeta(body);
    this.#open.push({ number: ++this.#count, upTo: to });
  }

  durable(number: number): void {
    this.#receipts.acknowledge(...this.#coveredBy(number));
  }

  keptLate(number: number): void {
    this.#receipts.keepLate(...this.#coveredBy(number));
  }

  #coveredBy(number: number): Map<number, number>[] {
    const covered = this.#open.filter((message) => message.number <= number);
    this.#open = this.#open.slice(covered.length);
    return covered.map((message) => message.upTo);
  }
}

export class Receipts {
  readonly #listeners = new Set<() => void>();
  readonly #mayWrite: boolean;
  #doc: Y.Doc;
  /** Up to which clocks the server claims to have edits of this copy that it has not proven to have. */
  #doubtful = new Map<number, number>();
  #acked = new Map<number, number>();
  /** Clocks up to which the server has edits, in the list or late. A client has late edits where this is above #acked. */
  #lateUpTo = new Map<number, number>();
  /** Clocks of what is stored on the device and not loaded into the document yet. */
  #unread: ReadonlyMap<number, number> = new Map();
  #unsent = 0;
  #late = 0;

  /** @param mayWrite false for a reader, who has no edits: nothing of theirs is in doubt. */
  constructor(doc: Y.Doc, mayWrite = true) {
    this.#doc = doc;
    this.#mayWrite = mayWrite;
    // Not 'update': for it, Yjs would encode each one, even the whole list as it is loaded from the device.
    doc.on('afterTransaction', this.#afterTransaction);
    this.#count();
  }

  /** Cells on this device that the server has not acknowledged. */
  get unsent(): number {
    return this.#unsent;
  }

  /** Cells written here that arrived after their list was locked: the commune keeps them outside the list. */
  get late(): number {
    return this.#late;
  }

  /** Called when the count or its basis has changed. */
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

  /** Restores what was acknowledged and what was late before the page was left. */
  restore(acked: Uint8Array, late?: Uint8Array): void {
    if (late) raise(this.#lateUpTo, [Y.decodeStateVector(late)]);
    this.acknowledge(Y.decodeStateVector(acked));
  }

  /** Sets the clocks of the edits stored on the device, while they are being loaded. */
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
   * Takes the server's state vector as its whole state; it may be lower than before when the server was restored from an older backup. Late
   * edits are sent again on each connection, and the server then reports again that they are late.
   * @returns the state vector to answer: everything is sent that the server has not proven to have.
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

  /**
   * Called before the update is applied.
   * @returns false while it may contradict unacknowledged edits of this copy: it must then wait.
   */
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

  /** While true, no update from the server may be applied: it could refer to another copy's edits with the same ids. */
  get isDoubtful(): boolean {
    for (const [client, clock] of this.#doubtful) if (this.#known(client) < clock) return true;
    return false;
  }

  /** The clock up to which edits of a client are on this device, loaded or not. */
  readonly #own = (client: number): number => Math.max(Y.getState(this.#doc.store, client), this.#unread.get(client) ?? 0);

  /** The clock up to which the server has proven to have a client's edits. */
  readonly #known = (client: number): number => Math.max(this.#acked.get(client) ?? 0, this.#lateUpTo.get(client) ?? 0);

  /**
   * Whether the content of an overwritten entry may be dropped: only once the server has it, because until then it may have to be compared.
   */
  mayForget({ id, length }: Y.Item): boolean {
    return !this.#mayWrite || id.clock + length <= this.#known(id.client);
  }

  /** For each client, the clock up to which this copy and the server agree. @param same what the server said of it last. */
  sharedUpTo(same: ReadonlyMap<number, number>): Map<number, number> {
    return new Map(
      [...this.#doc.store.clients.keys()].map((client) => [
        client,
        Math.min(Y.getState(this.#doc.store, client), same.get(client) ?? this.#known(client)),
      ]),
    );
  }

  /** Continues with a rebuilt document, which shares the old one's writes up to these clocks. */
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
