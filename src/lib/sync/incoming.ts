/**
 * Batches remote updates before they are applied. Each application stores the local copy, reads the list and updates the page, whether it
 * brings one cell or fifty. The first update after a pause is applied at once.
 */
import * as Y from 'yjs';
import { applyListUpdate } from '../cells/entry-decoder.ts';
import { burstsOf } from './bursts.ts';

const TOGETHER_MS = 50;

export class IncomingUpdates {
  readonly #doc: Y.Doc;
  readonly #admit: (update: Uint8Array) => boolean;
  readonly #bursts = burstsOf(() => this.flush(), TOGETHER_MS);
  #waiting: Uint8Array[] = [];
  #origin: unknown;

  /**
   * @param admit called with each update before it is applied. When it returns false, the update is not applied and `admit` is responsible
   * for it.
   */
  constructor(doc: Y.Doc, admit: (update: Uint8Array) => boolean) {
    this.#doc = doc;
    this.#admit = admit;
  }

  /** @param origin the sender, passed to Yjs listeners as the transaction's origin. */
  add(update: Uint8Array, origin: unknown): void {
    this.#waiting.push(update);
    this.#origin = origin;
    this.#bursts.tell();
  }

  flush(): void {
    const updates = this.#waiting;
    if (updates.length === 0) return;
    this.#waiting = [];
    try {
      Y.transact(this.#doc, () => updates.forEach((update) => this.#take(update)), this.#origin, false);
    } catch (error) {
      // A listener failed; the updates are in the document anyway.
      console.error('a listener failed on an update', error);
    }
  }

  close(): void {
    this.flush();
    this.#bursts.stop();
  }

  /** An unreadable update must not stop the others. */
  #take(update: Uint8Array): void {
    try {
      if (this.#admit(update)) applyListUpdate(this.#doc, update, this.#origin);
    } catch (error) {
      console.error('an update could not be read', error);
    }
  }
}
