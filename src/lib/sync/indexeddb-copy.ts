/**
 * The local copy in IndexedDB, in the layout of y-indexeddb (stores `updates` and `custom`), so that either can open what the other wrote.
 * y-indexeddb itself is not used: it adds a full copy at every open, does not report a failed or closed database or a full disk, and cannot
 * tell when an edit is durable, which the status shown to people relies on.
 */
import * as Y from 'yjs';
import { applyListUpdate } from '../cells/entry-decoder.ts';
import { answer, clocksIn, clocksOf, META, noteClocks, UPDATES } from './copy-clocks.ts';
import { LocalCopyError, type LocalCopy, type ReadFirst } from './local-copy.ts';

/** Above this many stored updates they are merged: when opening, and while writing. */
const FOLD_AT_OPEN = 50;
const FOLD_AT = 500;
/** An update is left out of the merge when it is more than this many times as large as all later ones together. */
const LARGER = 2;
const RETRY_MS = 5_000;

export class IndexedDbCopy implements LocalCopy {
  readonly whenCounted: Promise<ReadonlyMap<number, number> | null>;
  readonly whenLoaded: Promise<void>;
  readonly #name: string;
  #doc: Y.Doc;
  readonly #factory: IDBFactory | null;
  readonly #listeners = new Set<(failed: LocalCopyError | null) => void>();
  #failed: LocalCopyError | null = null;
  #db: IDBDatabase | null = null;
  #opening: Promise<IDBDatabase> | null = null;
  #waiting: Uint8Array[] = [];
  #writing: Promise<void> | null = null;
  /** Updates stored since the last merge. */
  #loose = 0;
  #listens = false;
  /**
   * Metadata to store with a replaced document. What is stored belongs to the old document: the next write clears it, in one transaction.
   */
  #former: ReadonlyMap<string, Uint8Array> | null = null;
  #closed = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    name: string,
    doc: Y.Doc,
    factory: IDBFactory | null = (globalThis.indexedDB as IDBFactory | undefined) ?? null,
    readFirst: ReadFirst = () => Promise.resolve(),
  ) {
    this.#name = name;
    this.#doc = doc;
    this.#factory = factory;
    this.whenCounted = this.#count();
    this.whenLoaded = this.#load(readFirst);
  }

  get failed(): LocalCopyError | null {
    return this.#failed;
  }

  /** A damaged store still accepts new edits. */
  get #refuses(): LocalCopyError | null {
    return this.#failed?.code === 'damaged' ? null : this.#failed;
  }

  onFailure(listener: (failed: LocalCopyError | null) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async getMeta(key: string): Promise<Uint8Array | undefined> {
    const db = await this.#open();
    const value: unknown = await answer(db.transaction(META).objectStore(META).get(key));
    return value instanceof Uint8Array ? value : undefined;
  }

  async setMeta(key: string, bytes: Uint8Array): Promise<void> {
    const transaction = strict(await this.#open(), [META]);
    transaction.objectStore(META).put(bytes, key);
    await done(transaction);
  }

  async flush(): Promise<void> {
    await this.whenLoaded;
    while (this.#waiting.length > 0 || this.#writing) {
      await this.#write();
      if (this.#refuses) throw this.#refuses;
    }
    if (this.#refuses) throw this.#refuses;
  }

  replace(doc: Y.Doc, meta: ReadonlyMap<string, Uint8Array>): void {
    this.#doc.off('update', this.#onUpdate);
    this.#doc = doc;
    this.#former = meta;
    this.#waiting = stateOf(doc);
    doc.on('update', this.#onUpdate);
    void this.#write();
  }

  async close(): Promise<void> {
    await this.whenLoaded;
    clearTimeout(this.#retry);
    this.#doc.off('update', this.#onUpdate);
    if (this.#waiting.length > 0 || this.#writing) await this.#write();
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#db?.close();
    this.#db = null;
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return;
    this.#waiting.push(update);
    void this.#write();
  };

  async #count(): Promise<ReadonlyMap<number, number> | null> {
    try {
      return await clocksIn((await this.#open()).transaction([UPDATES, META]));
    } catch {
      // Loading fails as well, and reports the error.
      return null;
    }
  }

  async #load(readFirst: ReadFirst): Promise<void> {
    try {
      await readFirst(this);
      const transaction = strict(await this.#open());
      const store = transaction.objectStore(UPDATES);
      const [keys, updates] = await Promise.all([answer(store.getAllKeys()), answer<unknown[]>(store.getAll())]);
      const written = stateOf(this.#doc);
      const readable = this.#read(updates);
      this.#listen(written);
      this.#loose = keys.length;
      if (readable && keys.length > FOLD_AT_OPEN) this.#fold(store, keys, updates as Uint8Array[], true);
      if (keys.length > 0) await noteClocks(transaction, readable ? clocksOf(this.#doc) : null);
      await done(transaction);
      if (!readable) this.#fail(new LocalCopyError('damaged'));
    } catch (error) {
      this.#listen(stateOf(this.#doc));
      this.#fail(failureOf(error));
    }
    if (this.#waiting.length > 0) void this.#write();
  }

  /**
   * Listens only after loading: with a listener, Yjs encodes everything that is loaded, which takes longer than reading it.
   * @param written what was written before that.
   */
  #listen(written: Uint8Array[]): void {
    if (this.#listens) return;
    this.#listens = true;
    this.#waiting.push(...written);
    this.#doc.on('update', this.#onUpdate);
  }

  /** What cannot be read stays stored, for a version that can; the rest is used. */
  #read(updates: unknown[]): boolean {
    let readable = true;
    this.#doc.transact(() => {
      for (const update of updates) {
        try {
          applyListUpdate(this.#doc, update as Uint8Array, this);
        } catch {
          readable = false;
        }
      }
    }, this);
    return readable;
  }

  /**
   * Merges updates that were read in this same transaction into one, so that no update of another tab is lost. Large updates stay as they
   * are: the cost depends on what was written lately, not on the size of the list.
   * @param updates the updates that may be merged, with their keys.
   * @param whole whether they are all there are and the document has read them. Only then does the document know what has been overwritten
   * since.
   */
  #fold(store: IDBObjectStore, keys: readonly IDBValidKey[], updates: readonly Uint8Array[], whole: boolean): void {
    const from = foldFrom(updates.map(({ length }) => length));
    store.add(whole && from === 0 ? Y.encodeStateAsUpdate(this.#doc) : Y.mergeUpdates(updates.slice(from)));
    store.delete(IDBKeyRange.bound(keys[from], keys.at(-1)));
    this.#loose = 0;
  }

  /** One transaction at a time; later updates go with the next one. Never rejects: failures are reported through `onFailure`. */
  #write(): Promise<void> {
    this.#writing ??= this.#drain().finally(() => {
      this.#writing = null;
    });
    return this.#writing;
  }

  async #drain(): Promise<void> {
    // Until loading has ended, a merge could miss updates that are stored already.
    await this.whenLoaded;
    while ((this.#waiting.length > 0 || this.#former) && !this.#closed) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#store(batch);
        this.#fail(null);
      } catch (error) {
        this.#waiting = [...batch, ...this.#waiting];
        this.#fail(failureOf(error));
        clearTimeout(this.#retry);
        if (!this.#closed && this.#factory) this.#retry = setTimeout(() => void this.#write(), RETRY_MS);
        return;
      }
    }
  }

  async #store(batch: Uint8Array[]): Promise<void> {
    const again = this.#db === null;
    const former = this.#former;
    const transaction = strict(await this.#open());
    const store = transaction.objectStore(UPDATES);
    const clocks = former ? new Map<number, number>() : await clocksIn(transaction);
    if (former) {
      store.clear();
      for (const [key, bytes] of former) transaction.objectStore(META).put(bytes, key);
      this.#loose = 0;
    }
    // A database that was closed from outside may also have been emptied: store everything, not only what is new.
    const updates = again || former ? [Y.encodeStateAsUpdate(this.#doc)] : batch;
    for (const update of updates) store.add(update);
    this.#loose += updates.length;
    if (this.#loose >= FOLD_AT) {
      this.#loose = 0;
      // The first one is the list as merged when it was opened, or nearly so: do not even read it.
      const [, ...keys] = await answer(store.getAllKeys());
      const all = keys.length > 1 ? await answer<unknown[]>(store.getAll(IDBKeyRange.lowerBound(keys[0]))) : [];
      // When one update cannot be read, all stay stored as they are.
      if (all.length > 0 && all.every(isReadable)) this.#fold(store, keys, all, false);
    }
    await noteClocks(transaction, clocks, clocksOf(this.#doc));
    await done(transaction);
    if (this.#former === former) this.#former = null;
  }

  #open(): Promise<IDBDatabase> {
    if (this.#db) return Promise.resolve(this.#db);
    this.#opening ??= this.#openNow().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #openNow(): Promise<IDBDatabase> {
    if (!this.#factory) throw new LocalCopyError('unavailable');
    const request = this.#factory.open(this.#name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(UPDATES, { autoIncrement: true });
      request.result.createObjectStore(META);
    };
    const db = await answer(request);
    const lost = (): void => {
      if (this.#db !== db) return;
      this.#db = null;
      if (!this.#closed) this.#fail(new LocalCopyError('closed'));
    };
    db.onclose = lost;
    db.onversionchange = () => {
      db.close();
      lost();
    };
    if (this.#closed) db.close();
    this.#db = db;
    return db;
  }

  #fail(failed: LocalCopyError | null): void {
    // A damaged store stays damaged, even when new edits are written.
    if (failed === null && (this.#failed === null || this.#failed.code === 'damaged')) return;
    this.#failed = failed;
    for (const listener of [...this.#listeners]) listener(failed);
  }
}

/** The index of the first update at most twice as large as all later ones together: so the same bytes are merged only a few times. */
function foldFrom(sizes: readonly number[]): number {
  let after = sizes.reduce((sum, size) => sum + size, 0);
  const from = sizes.findIndex((size) => size <= LARGER * (after -= size));
  return from < 0 ? Math.max(0, sizes.length - 1) : from;
}

function isReadable(update: unknown): update is Uint8Array {
  try {
    Y.decodeUpdate(update as Uint8Array);
    return true;
  } catch {
    return false;
  }
}

const stateOf = (doc: Y.Doc): Uint8Array[] => (doc.store.clients.size > 0 ? [Y.encodeStateAsUpdate(doc)] : []);

/** Durable means on the disk, not in the operating system's cache. */
const strict = (db: IDBDatabase, stores = [UPDATES, META]): IDBTransaction => db.transaction(stores, 'readwrite', { durability: 'strict' });

const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'));
  });

function failureOf(error: unknown): LocalCopyError {
  if (error instanceof LocalCopyError) return error;
  const name = (error as { name?: string } | null)?.name;
  if (name === 'QuotaExceededError') return new LocalCopyError('full', error);
  if (name === 'InvalidStateError') return new LocalCopyError('closed', error);
  return new LocalCopyError('unavailable', error);
}
