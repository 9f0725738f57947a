/**
 * Shares edits between tabs of one person on one device. Its updates have their own origin, different from the server link's, because what
 * another tab has is not proven to be on the server. A tab that has rebuilt its copy (renewal.ts) tells the others to do the same. Until
 * they have, their line differs and no other message passes between them.
 */
import * as Y from 'yjs';

export interface Renewed {
  /** The line of the rebuilt copy. */
  line: string;
  update: Uint8Array;
  /** A state vector: up to where the old copy agreed with the room. */
  same: Uint8Array;
}

type TabMessage = { line: string } & (
  { kind: 'hello'; vector: Uint8Array; answer: boolean } | { kind: 'update'; update: Uint8Array } | { kind: 'renewed'; to: Renewed }
);

/** Byte length of an empty update: no structs, no deletions. */
const EMPTY = 2;

export class CrossTab {
  readonly #channel: BroadcastChannel;
  readonly #onRenewed: (renewed: Renewed) => void;
  #doc: Y.Doc;
  #line: string;

  constructor(name: string, doc: Y.Doc, line: string, Channel: typeof BroadcastChannel, onRenewed: (renewed: Renewed) => void) {
    this.#doc = doc;
    this.#line = line;
    this.#onRenewed = onRenewed;
    this.#channel = new Channel(name);
    this.#channel.onmessage = (event: MessageEvent<TabMessage>) => this.#hear(event.data);
    this.#begin();
  }

  /** @param tell what the other tabs must do as well; null when they announced it. */
  follow(doc: Y.Doc, line: string, tell: Renewed | null): void {
    this.#doc.off('update', this.#tell);
    if (tell) this.#post({ kind: 'renewed', line: this.#line, to: tell });
    this.#doc = doc;
    this.#line = line;
    this.#begin();
  }

  close(): void {
    this.#doc.off('update', this.#tell);
    this.#channel.close();
  }

  #begin(): void {
    this.#doc.on('update', this.#tell);
    this.#post({ kind: 'hello', line: this.#line, vector: Y.encodeStateVector(this.#doc), answer: false });
  }

  readonly #tell = (update: Uint8Array, origin: unknown): void => {
    if (origin !== this) this.#post({ kind: 'update', line: this.#line, update });
  };

  #hear(message: TabMessage): void {
    if (message.line !== this.#line) return;
    if (message.kind === 'renewed') return this.#onRenewed(message.to);
    if (message.kind === 'update') return Y.applyUpdate(this.#doc, message.update, this);
    const update = Y.encodeStateAsUpdate(this.#doc, message.vector);
    if (update.length > EMPTY) this.#post({ kind: 'update', line: this.#line, update });
    if (!message.answer) this.#post({ kind: 'hello', line: this.#line, vector: Y.encodeStateVector(this.#doc), answer: true });
  }

  #post(message: TabMessage): void {
    this.#channel.postMessage(message);
  }
}
