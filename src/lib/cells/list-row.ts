/** One row: the root array named by the row's id, and an index from field to its live entries, in array order. */
import * as Y from 'yjs';
import type { CellValue } from '../review/types.ts';
import { unsaid, type WriteId } from './causes.ts';
import type { Brought } from './brought.ts';
import { entryOf, isEntry, type Entry, type RawEntry } from './entry.ts';

const NONE: readonly Entry[] = [];
const NOT_KNOWN = -1;

/** For `refresh`: where the row that is being read has each field. One for all rows, because they have the same few fields. */
const found = new Map<string, { turn: number; at: number }>();
const MOST_FOUND = 5_000;
let turn = 0;

export class ListRow {
  readonly id: string;
  readonly array: Y.Array<unknown>;
  /**
   * One entry for each field. The later one in array order stands, on every copy. No map: it would take more memory than the entries, and
   * a row has few.
   */
  #standing: RawEntry[] = [];
  /** All live entries of those few fields that have more than one. */
  #several: Map<string, RawEntry[]> | null = null;
  #length = 0;
  #last: unknown;
  /** The fields are in array order. */
  #inOrder = true;

  constructor(id: string, array: Y.Array<unknown>) {
    this.id = id;
    this.array = array;
  }

  /** A row exists once it has a readable entry. */
  get exists(): boolean {
    return this.#standing.length > 0;
  }

  fields(): string[] {
    return this.standingEntries().map(([field]) => field);
  }

  /** The one that stands of each field, in array order. */
  standingEntries(): readonly RawEntry[] {
    if (!this.#inOrder) this.refresh();
    return this.#standing;
  }

  entries(field: string): readonly Entry[] {
    const several = this.#several?.get(field);
    if (several) return several.map(entryOf);
    const one = this.#one(field);
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
    return this.#one(field)?.[1] ?? null;
  }

  /** More than one live entry, even with equal values. */
  hasSeveral(field: string): boolean {
    return this.#several?.has(field) ?? false;
  }

  /** More than one distinct value. */
  inConflict(field: string): boolean {
    const raws = this.#several?.get(field);
    return raws?.some(([, value]) => value !== raws[0]?.[1]) ?? false;
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

  /**
   * Whether this copy may have written since the last refresh: each of its writes pushes an entry. Says nothing about remote writes, and
   * after `take` it is always true.
   */
  get isWritten(): boolean {
    return this.array.length !== this.#length || (this.#length > 0 && this.array.get(this.#length - 1) !== this.#last);
  }

  /**
   * Reads the array again and returns the fields that changed. The cost is proportional to the row's live entries, about one for each
   * column.
   */
  refresh(): string[] {
    const [before, severalBefore] = [this.#standing, this.#several];
    const now: RawEntry[] = [];
    turn++;
    if (found.size > MOST_FOUND) found.clear();
    let several = null as Map<string, RawEntry[]> | null;
    this.#length = this.array.length;
    this.#inOrder = true;
    this.array.forEach((raw) => {
      this.#last = raw;
      if (!isEntry(raw)) return;
      const [field] = raw;
      const place = found.get(field);
      const other = place?.turn === turn ? now[place.at] : undefined;
      if (place && other) {
        now[place.at] = raw;
        several ??= new Map();
        const all = several.get(field);
        if (all) all.push(raw);
        else several.set(field, [other, raw]);
        return;
      }
      if (place) {
        place.turn = turn;
        place.at = now.length;
      } else found.set(field, { turn, at: now.length });
      now.push(raw);
    });
    // Exactly as long as it is.
    this.#standing = now.slice();
    this.#several = several;
    return changedFields(before, severalBefore, this.#standing, several);
  }

  /**
   * Takes over what a transaction has changed, without reading the other entries, and returns the fields that changed. A change that is in
   * the index already changes nothing.
   * @param isGone whether the transaction deleted an entry.
   */
  take({ added, gone }: Brought, isGone: (raw: unknown) => boolean): string[] {
    const touched = new Map<string, RawEntry[]>();
    const several: RawEntry[][] = [];
    for (const raw of gone) if (isEntry(raw) && !touched.has(raw[0])) touched.set(raw[0], this.#left(raw[0], isGone));
    for (const raw of added) {
      if (!isEntry(raw)) continue;
      let after = touched.get(raw[0]);
      if (!after) touched.set(raw[0], (after = this.#left(raw[0], isGone)));
      if (!after.includes(raw)) after.push(raw);
    }
    for (const after of touched.values()) if (after.length > 1) several.push(after);
    if (several.length > 0) this.#order(several);
    const changed: string[] = [];
    for (const [field, after] of touched) {
      const last = after[after.length - 1];
      const all = this.#several?.get(field);
      const at = this.#place(field);
      if (all || after.length > 1 ? same(all, after) : this.#standing[at] === last) continue;
      changed.push(field);
      if (!last) this.#standing.splice(at, 1);
      else if (at < 0) this.#standing.push(last);
      else this.#standing[at] = last;
      if (after.length > 1) (this.#several ??= new Map()).set(field, after);
      else this.#several?.delete(field);
    }
    if (changed.length > 0) {
      this.#inOrder = false;
      this.#length = NOT_KNOWN;
    }
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

  /** The live entries of a field without those that are gone. */
  #left(field: string, isGone: (raw: unknown) => boolean): RawEntry[] {
    const several = this.#several?.get(field);
    if (several) return several.filter((raw) => !isGone(raw));
    const one = this.#one(field);
    return one && !isGone(one) ? [one] : [];
  }

  #place(field: string): number {
    return this.#standing.findIndex((raw) => raw[0] === field);
  }

  #one(field: string): RawEntry | undefined {
    for (const raw of this.#standing) if (raw[0] === field) return raw;
    return undefined;
  }

  /** Sorts each list into array order. */
  #order(lists: RawEntry[][]): void {
    const places = new Map<unknown, number>();
    for (const raws of lists) for (const raw of raws) places.set(raw, 0);
    let place = 0;
    this.array.forEach((raw) => places.has(raw) && places.set(raw, place++));
    for (const raws of lists) raws.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  }
}

const same = (a: readonly RawEntry[] | undefined, b: readonly RawEntry[] | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.length === b.length && a.every((raw, i) => raw === b[i]));

function changedFields(
  before: readonly RawEntry[],
  severalBefore: ReadonlyMap<string, RawEntry[]> | null,
  now: readonly RawEntry[],
  several: ReadonlyMap<string, RawEntry[]> | null,
): string[] {
  if (before.length === 0) return now.map(([field]) => field);
  const were = new Map(before.map((raw) => [raw[0], raw]));
  const changed: string[] = [];
  for (const raw of now) {
    const [field] = raw;
    if (were.get(field) !== raw || !same(severalBefore?.get(field), several?.get(field))) changed.push(field);
    were.delete(field);
  }
  return [...changed, ...were.keys()];
}
