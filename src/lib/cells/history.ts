/**
 * A room's history, replayed update by update: which cells each update changed, from what to what. The author and the time come from the
 * log's row, never from the entry.
 *
 * It does not use a Y.Doc: a transaction for each row of the log costs more the more clients have written (14 s for a season of 54,000
 * edits, decision 012). Entries are only ever inserted into a row or deleted, so each row is kept here as a linked list in Yjs's order.
 * history.test.ts compares this with a Y.Doc.
 */
import * as Y from 'yjs';
import type { CellValue } from '../review/types.ts';
import { readEntry, type Entry, type NamedEntry } from './entry.ts';

export interface HistoryChange {
  /** Its place among all changes of the room, from 1. The log only grows, so the number never changes. */
  number: number;
  row: string;
  field: string;
  /** Every live value, the standing one last. More than one is a conflict. */
  from: readonly CellValue[];
  to: readonly CellValue[];
  /** The new entries of this update. */
  came: readonly Entry[];
  /** The authors that those entries claim. */
  claimed: readonly string[];
}

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];

/** One entry at its place in its row. */
interface PlacedEntry {
  readonly client: number;
  readonly origin: PlacedEntry | null;
  readonly rightOrigin: PlacedEntry | null;
  readonly row: EntryRow;
  right: PlacedEntry | null;
  /** null once it is deleted, and for anything that this version cannot read as an entry. */
  named: NamedEntry | null;
}

/** An entry that was live before the update. `named` is copied, because deleting clears it in `placed`. */
interface Before {
  readonly placed: PlacedEntry;
  readonly named: NamedEntry | null;
}

interface EntryRow {
  readonly id: string;
  start: PlacedEntry | null;
  /** The entries that are not deleted, by field. One each, except in a conflict. */
  readonly live: Map<string, PlacedEntry[]>;
}

/** For each client, the clock after the last of its writes in this update. */
export const endsOf = (update: Uint8Array): ReadonlyMap<number, number> => Y.parseUpdateMeta(update).to;

const NONE: readonly PlacedEntry[] = [];

export class CellHistory {
  readonly #rows = new Map<string, EntryRow>();
  /** By client and clock; null for items that hold no entry. */
  readonly #placed = new Map<number, (PlacedEntry | null)[]>();
  #count = 0;
  /** The cells that the current update touches, as they were before it. */
  #before = new Map<EntryRow, Map<string, readonly Before[]>>();

  /** @returns the changes of this update; none when everything in it is already known. */
  apply(update: Uint8Array): HistoryChange[] {
    const { structs, ds } = Y.decodeUpdate(update);
    this.#before = new Map();
    this.#place(structs);
    for (const [client, deletions] of ds.clients) {
      const placed = this.#placed.get(client);
      for (const { clock, len } of deletions) for (let at = clock; placed && at < clock + len; at++) this.#delete(placed[at] ?? null);
    }
    const changes: HistoryChange[] = [];
    for (const [row, fields] of this.#before) {
      for (const [field, before] of fields) {
        const after = this.#inOrder(row, field);
        const came = after.filter((placed) => !before.some((known) => known.placed === placed)).flatMap(({ named }) => named?.entry ?? []);
        const [from, to] = [distinct(before), distinct(after)];
        if (came.length > 0 || from.length !== to.length)
          changes.push({
            number: ++this.#count,
            row: row.id,
            field,
            from,
            to,
            came,
            claimed: [...new Set(came.map(({ author }) => author))],
          });
      }
    }
    return changes;
  }

  /** The live entries of a cell, the standing one last. */
  entries(row: string, field: string): readonly Entry[] {
    const known = this.#rows.get(row);
    return known ? this.#inOrder(known, field).flatMap(({ named }) => named?.entry ?? []) : [];
  }

  /** The entry that a write created, while it is live. */
  written(client: number, clock: number): { row: string; named: NamedEntry } | null {
    const placed = this.#placed.get(client)?.[clock];
    return placed?.named ? { row: placed.row.id, named: placed.named } : null;
  }

  /** The standing value. */
  get(row: string, field: string): CellValue {
    return this.#rows.get(row)?.live.get(field)?.at(-1)?.named?.entry.value ?? null;
  }

  /** Inserts each item after those that it refers to, which may stand later in the update. */
  #place(structs: readonly Struct[]): void {
    const waiting = new Map<number, Struct[]>();
    for (const struct of structs) {
      if (struct instanceof Y.Skip) continue;
      const queue = waiting.get(struct.id.client);
      if (queue) queue.push(struct);
      else waiting.set(struct.id.client, [struct]);
    }
    for (const queue of waiting.values()) queue.reverse();
    for (const client of waiting.keys()) {
      const path = [client];
      for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
        const struct = waiting.get(at)?.at(-1);
        const needed =
          struct instanceof Y.Item
            ? [struct.origin, struct.rightOrigin].find(
                (id) => id && !this.#has(id) && id.client !== at && (waiting.get(id.client)?.length ?? 0) > 0,
              )
            : null;
        if (needed && path.length <= structs.length) path.push(needed.client);
        else if (struct === undefined) path.pop();
        else {
          waiting.get(at)?.pop();
          this.#take(struct);
          // Go back to the item that waits for this one.
          if (path.length > 1) path.pop();
        }
      }
    }
  }

  #has({ client, clock }: Y.ID): boolean {
    return clock < (this.#placed.get(client)?.length ?? 0);
  }

  #at(id: Y.ID | null): PlacedEntry | null {
    return id ? (this.#placed.get(id.client)?.[id.clock] ?? null) : null;
  }

  #take(struct: Struct): void {
    const { client, clock } = struct.id;
    const known = this.#placed.get(client) ?? [];
    this.#placed.set(client, known);
    for (let at = Math.max(clock, known.length); at < clock + struct.length; at++) {
      const item = struct instanceof Y.Item ? struct : null;
      const origin = at > clock ? (known[at - 1] ?? null) : this.#at(item?.origin ?? null);
      const rightOrigin = this.#at(item?.rightOrigin ?? null);
      const row = typeof item?.parent === 'string' ? this.#row(item.parent) : (origin ?? rightOrigin)?.row;
      const raw: unknown = item?.content instanceof Y.ContentAny ? item.content.arr[at - clock] : null;
      known[at] = row ? this.#insert({ client, origin, rightOrigin, row, right: null, named: readEntry(raw) }) : null;
    }
  }

  #row(id: string): EntryRow {
    const known = this.#rows.get(id);
    if (known) return known;
    const row: EntryRow = { id, start: null, live: new Map() };
    this.#rows.set(id, row);
    return row;
  }

  /** Finds the same place as Yjs does in Item.integrate. */
  #insert(placed: PlacedEntry): PlacedEntry {
    const { row } = placed;
    let left = placed.origin;
    const before = new Set<PlacedEntry>();
    const conflicting = new Set<PlacedEntry>();
    for (let other = left ? left.right : row.start; other && other !== placed.rightOrigin; other = other.right) {
      before.add(other);
      conflicting.add(other);
      if (other.origin === placed.origin) {
        if (other.client < placed.client) {
          left = other;
          conflicting.clear();
        } else if (other.rightOrigin === placed.rightOrigin) break;
      } else if (other.origin && before.has(other.origin)) {
        if (!conflicting.has(other.origin)) {
          left = other;
          conflicting.clear();
        }
      } else break;
    }
    placed.right = left ? left.right : row.start;
    if (left) left.right = placed;
    else row.start = placed;
    if (placed.named) this.#touch(row, placed.named.field).push(placed);
    return placed;
  }

  #delete(placed: PlacedEntry | null): void {
    if (!placed?.named) return;
    const live = this.#touch(placed.row, placed.named.field);
    live.splice(live.indexOf(placed), 1);
    placed.named = null;
  }

  #touch(row: EntryRow, field: string): PlacedEntry[] {
    let live = row.live.get(field);
    if (!live) row.live.set(field, (live = []));
    let fields = this.#before.get(row);
    if (!fields) this.#before.set(row, (fields = new Map()));
    if (!fields.has(field))
      fields.set(
        field,
        live.map((placed) => ({ placed, named: placed.named })),
      );
    return live;
  }

  #inOrder(row: EntryRow, field: string): readonly PlacedEntry[] {
    const live = row.live.get(field);
    if (!live || live.length < 2) return live ?? NONE;
    const there = new Set(live);
    live.length = 0;
    for (let placed = row.start; placed; placed = placed.right) if (there.has(placed)) live.push(placed);
    return live;
  }
}

/** Like SharedList.values: each value once, the standing one last. */
function distinct(entries: readonly { named: NamedEntry | null }[]): CellValue[] {
  const values = new Set<CellValue>();
  for (const { named } of entries) {
    const value = named?.entry.value ?? null;
    values.delete(value);
    values.add(value);
  }
  return [...values];
}
