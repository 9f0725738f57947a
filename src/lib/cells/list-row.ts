/** One row: the root array named by the row's id, and an index from field to its live entries, in array order. */
import * as Y from 'yjs';
import type { CellValue } from '../review/types.ts';
import { unsaid, type WriteId } from './causes.ts';
import { entryOf, isEntry, type Entry, type RawEntry } from './entry.ts';

const NONE: readonly Entry[] = [];

export class ListRow {
  readonly id: string;
  readonly array: Y.Array<unknown>;
  /** The later entry in array order stands, on every copy. */
  #standing = new Map<string, RawEntry>();
  /** All live entries of those few fields that have more than one. */
  #several: Map<string, RawEntry[]> | null = null;
  #length = 0;
  #last: unknown;

  constructor(id: string, array: Y.Array<unknown>) {
    this.id = id;
    this.array = array;
  }

  /** A row exists once it has a readable entry. */
  get exists(): boolean {
    return this.#standing.size > 0;
  }

  fields(): string[] {
    return [...this.#standing.keys()];
  }

  entries(field: string): readonly Entry[] {
    const several = this.#several?.get(field);
    if (several) return several.map(entryOf);
    const one = this.#standing.get(field);
    return one ? [entryOf(one)] : NONE;
  }

  /** Walks the Yjs items of the row: only they know the client and clock of each write. */
  ids(): Map<Entry, WriteId> {
    const ids = new Map<Entry, WriteId>();
    for (let item = this.array._start; item; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentAny)) continue;
      const { client, clock } = item.id;
      (item.content.arr as unknown[]).forEach((raw, at) => {
        if (isEntry(raw)) ids.set(entryOf(raw), { client, clock: clock + at });
      });
    }
    return ids;
  }

  /** Also null when nothing has been written. */
  standing(field: string): CellValue {
    return this.#standing.get(field)?.[1] ?? null;
  }

  /** More than one live entry, even with equal values. */
  hasSeveral(field: string): boolean {
    return this.#several?.has(field) ?? false;
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

  /** Whether this copy has written since the last refresh: each of its writes pushes an entry. Says nothing about remote writes. */
  get isWritten(): boolean {
    return this.array.length !== this.#length || (this.#length > 0 && this.array.get(this.#length - 1) !== this.#last);
  }

  /**
   * Reads the array again and returns the fields that changed. The cost is proportional to the row's live entries, about one for each
   * column.
   */
  refresh(): string[] {
    const [before, severalBefore] = [this.#standing, this.#several];
    const now = new Map<string, RawEntry>();
    let several = null as Map<string, RawEntry[]> | null;
    this.#length = this.array.length;
    this.array.forEach((raw) => {
      this.#last = raw;
      if (!isEntry(raw)) return;
      const [field] = raw;
      const other = now.get(field);
      if (other) {
        several ??= new Map();
        const all = several.get(field);
        if (all) all.push(raw);
        else several.set(field, [other, raw]);
      }
      now.set(field, raw);
    });
    this.#standing = now;
    this.#several = several;
    const changed: string[] = [];
    for (const [field, raw] of now)
      if (before.get(field) !== raw || !same(severalBefore?.get(field), several?.get(field))) changed.push(field);
    for (const field of before.keys()) if (!now.has(field)) changed.push(field);
    return changed;
  }

  /** The `met` part for a write of these fields (causes.ts). */
  unsaid(fields: ReadonlySet<string>, me: number): string {
    return unsaid(this.array, me, (raw) => isEntry(raw) && fields.has(raw[0]));
  }

  /** Replaces all readable entries of these fields, which the writer has seen, by the given ones in one push. */
  replace(fields: ReadonlySet<string>, entries: unknown[]): void {
    const seen: number[] = [];
    let index = 0;
    this.array.forEach((raw) => {
      if (isEntry(raw) && fields.has(raw[0])) seen.push(index);
      index++;
    });
    // Deletes neighbours together: deleting them one by one would split what the document stores as one piece.
    for (let last = seen.length - 1; last >= 0;) {
      let first = last;
      while (first > 0 && seen[first - 1] === (seen[first] ?? 0) - 1) first--;
      this.array.delete(seen[first] ?? 0, last - first + 1);
      last = first - 1;
    }
    this.array.push(entries);
  }
}

const same = (a: readonly RawEntry[] | undefined, b: readonly RawEntry[] | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.length === b.length && a.every((raw, i) => raw === b[i]));
