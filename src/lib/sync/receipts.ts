/**
 * The truthful count. Every cell written adds exactly one to its writer's clock, so the edits not yet at the commune
 * are the sum over all clients of (this copy's clock - the clock the server has said to be durable). The server says
 * so in three ways, each of which leaves it only after the commit: its state vector, an update, a receipt.
 * What came from another tab, or by file, says nothing of the kind and counts as not received.
 *
 * Edits that came after their list was locked are durable too, but not in the list: kept apart. They are neither
 * unsent nor received, and are counted as what they are.
 */
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { MESSAGE, SYNC } from './protocol.ts';

/** The sync messages of one connection that no receipt has come for, in the order they were sent. */
export class SentMessages {
  readonly #receipts: Receipts;
  #count = 0;
  #open: { number: number; upTo: Map<number, number> }[] = [];

  constructor(receipts: Receipts) {
    this.#receipts = receipts;
  }

  /** Looks at every outgoing message; only step 2 and updates count. */
  note(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    if (decoding.readVarUint(decoder) !== MESSAGE.sync) return;
    if (decoding.readVarUint(decoder) === SYNC.step1) return;
    // What a receipt for this message proves: the server takes no update that leaves a gap.
    const { to } = Y.parseUpdateMeta(decoding.readVarUint8Array(decoder));
    this.#open.push({ number: ++this.#count, upTo: to });
  }

  durable(number: number): void {
    this.#receipts.acknowledge(...this.#settle(number));
  }

  keptApart(number: number): void {
    this.#receipts.keepApart(...this.#settle(number));
  }

  #settle(number: number): Map<number, number>[] {
    const covered = this.#open.filter((message) => message.number <= number);
    this.#open = this.#open.slice(covered.length);
    return covered.map((message) => message.upTo);
  }
}

export class Receipts {
  readonly #doc: Y.Doc;
  readonly #listeners = new Set<() => void>();
  #acked = new Map<number, number>();
  /** Up to where the server has edits in the list or apart; where it is not above #acked, nothing is apart. */
  #apart = new Map<number, number>();
  #unsent = 0;
  #late = 0;

  constructor(doc: Y.Doc) {
    this.#doc = doc;
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

  encodeApart(): Uint8Array {
    return Y.encodeStateVector(this.#apart);
  }

  /** What was acknowledged, and what was kept apart, before the page was left. */
  restore(acked: Uint8Array, apart?: Uint8Array): void {
    if (apart) raise(this.#apart, [Y.decodeStateVector(apart)]);
    this.acknowledge(Y.decodeStateVector(acked));
  }

  acknowledge(...vectors: ReadonlyMap<number, number>[]): void {
    raise(this.#acked, vectors);
    this.#count();
  }

  keepApart(...vectors: ReadonlyMap<number, number>[]): void {
    raise(this.#apart, vectors);
    this.#count();
  }

  /**
   * The server's whole state: also less than before, should it have been set back to an older backup. What it keeps
   * apart it says again when that has been sent again, which it is with each connection.
   */
  serverHas(vector: Uint8Array): void {
    this.#acked = Y.decodeStateVector(vector);
    this.#apart = new Map();
    this.#count();
  }

  serverSent(update: Uint8Array): void {
    this.acknowledge(Y.parseUpdateMeta(update).to);
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
    for (const client of this.#doc.store.clients.keys()) {
      const clock = Y.getState(this.#doc.store, client);
      const acked = Math.min(clock, this.#acked.get(client) ?? 0);
      const apart = Math.min(clock, Math.max(acked, this.#apart.get(client) ?? 0));
      unsent += clock - apart;
      late += apart - acked;
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
