/** A copy that lives as long as the page: for tests, and for devices without any storage. */
import * as Y from 'yjs';
import { LocalCopyError, type LocalCopy, type ReadFirst } from './local-copy.ts';

export interface MemoryDevice {
  updates: Map<string, Uint8Array[]>;
  meta: Map<string, Uint8Array>;
}

export const memoryDevice = (): MemoryDevice => ({ updates: new Map(), meta: new Map() });

export class MemoryCopy implements LocalCopy {
  readonly whenCounted = Promise.resolve(null);
  readonly whenLoaded: Promise<void>;
  readonly failed: LocalCopyError | null;
  readonly #name: string;
  #doc: Y.Doc;
  readonly #device: MemoryDevice;

  /** Without a device passed in, what is written counts as not stored. */
  constructor(name: string, doc: Y.Doc, device?: MemoryDevice, readFirst: ReadFirst = () => Promise.resolve()) {
    this.#name = name;
    this.#doc = doc;
    this.#device = device ?? memoryDevice();
    this.failed = device ? null : new LocalCopyError('unavailable');
    doc.on('update', this.#store);
    this.whenLoaded = readFirst(this).then(() => {
      doc.transact(() => {
        for (const update of this.#device.updates.get(name) ?? []) Y.applyUpdate(doc, update, this);
      }, this);
    });
  }

  async getMeta(key: string): Promise<Uint8Array | undefined> {
    return this.#device.meta.get(`${this.#name}/${key}`);
  }

  async setMeta(key: string, bytes: Uint8Array): Promise<void> {
    this.#device.meta.set(`${this.#name}/${key}`, bytes.slice());
  }

  onFailure(): () => void {
    return () => undefined;
  }

  async flush(): Promise<void> {
    if (this.failed) throw this.failed;
  }

  replace(doc: Y.Doc, meta: ReadonlyMap<string, Uint8Array>): void {
    this.#doc.off('update', this.#store);
    this.#doc = doc;
    this.#device.updates.set(this.#name, [Y.encodeStateAsUpdate(doc)]);
    for (const [key, bytes] of meta) this.#device.meta.set(`${this.#name}/${key}`, bytes.slice());
    doc.on('update', this.#store);
  }

  async close(): Promise<void> {
    this.#doc.off('update', this.#store);
  }

  readonly #store = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return;
    const kept = this.#device.updates.get(this.#name) ?? [];
    kept.push(update);
    this.#device.updates.set(this.#name, kept);
  };
}
