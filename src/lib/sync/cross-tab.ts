/**
 * Other tabs of the same person on the same device. Its own origin, apart from the server's link: what another tab
 * knows is not what the server has.
 */
import * as Y from 'yjs';

type TabMessage = { kind: 'hello'; vector: Uint8Array; answer: boolean } | { kind: 'update'; update: Uint8Array };

/** An update of nothing: no structs, no deletions. */
const EMPTY = 2;

export class CrossTab {
  readonly #doc: Y.Doc;
  readonly #channel: BroadcastChannel;

  constructor(name: string, doc: Y.Doc, Channel: typeof BroadcastChannel) {
    this.#doc = doc;
    this.#channel = new Channel(name);
    this.#channel.onmessage = (event: MessageEvent<TabMessage>) => this.#hear(event.data);
    doc.on('update', this.#tell);
    this.#post({ kind: 'hello', vector: Y.encodeStateVector(doc), answer: false });
  }

  close(): void {
    this.#doc.off('update', this.#tell);
    this.#channel.close();
  }

  readonly #tell = (update: Uint8Array, origin: unknown): void => {
    if (origin !== this) this.#post({ kind: 'update', update });
  };

  #hear(message: TabMessage): void {
    if (message.kind === 'update') Y.applyUpdate(this.#doc, message.update, this);
    if (message.kind !== 'hello') return;
    const update = Y.encodeStateAsUpdate(this.#doc, message.vector);
    if (update.length > EMPTY) this.#post({ kind: 'update', update });
    if (!message.answer) this.#post({ kind: 'hello', vector: Y.encodeStateVector(this.#doc), answer: true });
  }

  #post(message: TabMessage): void {
    this.#channel.postMessage(message);
  }
}
