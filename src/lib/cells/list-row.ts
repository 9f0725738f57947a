/** One row: the root array named by its id, and the index field -> live entries read from it. */
import * as Y from 'yjs';
import type { CellValue } from '../review/types.ts';
import { unsaid, type WriteId } from './causes.ts';
import type { Entry, NamedEntry } from './entry.ts';

const NONE: readonly Entry[] = [];

/** The same raw entry always reads as the same Entry object, so that two readings are compared by identity. */
export type EntryReader = (raw: unknown) => NamedEntry | null;

export class ListRow {
  readonly id: string;
  readonly array: Y.Array<unknown>;
  readonly #read: EntryReader;
  #cells = new Map<string, Entry[]>();
  #length = 0;
  #last: unknown;

  constructor(id: string, array: Y.Array<unknown>, read: EntryReader) {
    this.id = id;
    this.array = array;
    this.#read = read;
  }

  /** A row nobody has written a readable entry into is not there yet. */
  get exists(): boolean {
    return this.#cells.size > 0;
  }

  fields(): string[] {
    return [...this.#cells.keys()];
  }

  entries(field: string): readonly Entry[] {
    return this.#cells.get(field) ?? NONE;
  }

  /** Walks the row's items: only they know which document wrote what, and when among its writes. */
  ids(): Map<Entry, WriteId> {
    const ids = new Map<Entry, WriteId>();
    for (let item = this.array._start; item; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentAny)) continue;
      const { client, clock } = item.id;
      (item.content.arr as unknown[]).forEach((raw, at) => {
        const named = this.#read(raw);
        if (named) ids.set(named.entry, { client, clock: clock + at });
      });
    }
    return ids;
  }

  /** The later in array order stands, on every copy. */
  standing(field: string): CellValue {
    return this.#cells.get(field)?.at(-1)?.value ?? null;
  }

  /** One entry for each distinct value, the standing one last. */
  values(field: string): readonly Entry[] {
    const entries = this.entries(field);
    if (entries.length < 2) return entries;
    const distinct = new Map<CellValue, Entry>();
    for (const entry of entries) {
      distinct.delete(entry.value);
      distinct.set(entry.value, entry);
    }
    return [...distinct.values()];
  }

  /** Whether a write made here came after the last reading: every one of those pushes. Says nothing of what came from others. */
  get isWritten(): boolean {
    return this.array.length !== this.#length || (this.#length > 0 && this.array.get(this.#length - 1) !== this.#last);
  }

  /** Reads the array again and says which fields changed. Costs the row's live entries, about one a column. */
  refresh(): string[] {
    const before = this.#cells;
    const now = new Map<string, Entry[]>();
    this.#length = this.array.length;
    this.array.forEach((raw) => {
      this.#last = raw;
      const named = this.#read(raw);
      if (!named) return;
      const entries = now.get(named.field);
      if (entries) entries.push(named.entry);
      else now.set(named.field, [named.entry]);
    });
    this.#cells = now;
    const changed: string[] = [];
    for (const [field, entries] of now) if (!same(before.get(field), entries)) changed.push(field);
    for (const field of before.keys()) if (!now.has(field)) changed.push(field);
    return changed;
  }

  /** What a write of these fields has to say of the others it has seen (causes.ts). */
  unsaid(fields: ReadonlySet<string>, me: number): string {
    return unsaid(this.array, me, (raw) => fields.has(this.#read(raw)?.field ?? ''));
  }

  /** Replaces the readable entries of these fields by the given ones: what the writer has seen goes, one push comes. */
  replace(fields: ReadonlySet<string>, entries: unknown[]): void {
    const seen: number[] = [];
    let index = 0;
    this.array.forEach((raw) => {
      const named = this.#read(raw);
      if (named && fields.has(named.field)) seen.push(index);
      index++;
    });
    // Neighbours in one go: one by one, each would split what the document keeps as one piece.
    for (let last = seen.length - 1; last >= 0; ) {
      let first = last;
      while (first > 0 && seen[first - 1] === (seen[first] ?? 0) - 1) first--;
      this.array.delete(seen[first] ?? 0, last - first + 1);
      last = first - 1;
    }
    this.array.push(entries);
  }
}

const same = (a: readonly Entry[] | undefined, b: readonly Entry[]): boolean =>
  a !== undefined && a.length === b.length && a.every((entry, i) => entry === b[i]);
