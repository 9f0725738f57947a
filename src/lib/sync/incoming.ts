/**
 * What others write, taken into the document together: each time something comes in, the copy on the device is written,
 * the list is read and the page follows, whether it brings one cell or fifty. The first after a pause is taken at once.
 */
import * as Y from 'yjs';
import { burstsOf } from './bursts.ts';

const TOGETHER_MS = 50;

export class IncomingUpdates {
  readonly #doc: Y.Doc;
  readonly #admit: (update: Uint8Array) => boolean;
  readonly #bursts = burstsOf(() => this.flush(), TOGETHER_MS);
  #waiting: Uint8Array[] = [];
  #origin: unknown;

  /** @param admit is asked of each update before it is in the document; one that is not admitted is its to keep. */
  constructor(doc: Y.Doc, admit: (update: Uint8Array) => boolean) {
    this.#doc = doc;
    this.#admit = admit;
  }

  /** @param origin who brought it, as Yjs tells listeners. */
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
      // Of a listener: what came in is in the document all the same.
      console.error('an update could not be followed', error);
    }
  }

  close(): void {
    this.flush();
    this.#bursts.stop();
  }

  /** One that cannot be read takes none of the others with it. */
  #take(update: Uint8Array): void {
    try {
      if (this.#admit(update)) Y.applyUpdate(this.#doc, update, this.#origin);
    } catch (error) {
      console.error('an update could not be read', error);
    }
  }
}
