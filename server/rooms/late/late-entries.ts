/**
 * Late edits cell by cell, and how they get into the list's document.
 *
 * A copy cannot remove what it wrote: the device that wrote late keeps the value in its document. So a decision lets the late update in
 * and overwrites it in the same update: its entries are deleted at once, and the entries they had replaced are written again. Other
 * copies see no difference. The device that wrote late syncs like any other copy, and its clocks count as received.
 */
import * as Y from 'yjs';
import { readEntry, type RawEntry } from '../../../src/lib/cells/entry.ts';
import type { CellValue } from '../../../src/lib/review/types.ts';
import { eachStored } from '../../../src/lib/cells/stored-items.ts';
import { judge } from '../../../src/lib/sync/guard/guard.ts';

/** A waiting value: it is live in the copy that has all late updates, and not in the list. */
export interface LateEntry {
  client: number;
  clock: number;
  row: string;
  field: string;
  value: CellValue;
  /** As claimed by the entry; `writtenAt` in seconds since 2020. */
  author: string;
  writtenAt: number;
}

export const entryId = ({ client, clock }: Pick<LateEntry, 'client' | 'clock'>): string => `${client}:${clock}`;

/**
 * @param doc has the list and all late updates.
 * @param list the list's state vector.
 */
export function lateEntries(doc: Y.Doc, update: Uint8Array, list: ReadonlyMap<number, number>): LateEntry[] {
  const nameOf = rowNames(doc);
  const found: LateEntry[] = [];
  for (const { id, length } of Y.decodeUpdate(update).structs) {
    const { client, clock } = id;
    eachLive(doc, client, Math.max(clock, list.get(client) ?? 0), clock + length, (raw, at, root) => {
      const named = readEntry(raw);
      const row = nameOf(root);
      if (named && row !== undefined)
        found.push({
          client,
          clock: at,
          row,
          field: named.field,
          value: named.entry.value,
          author: named.entry.author,
          writtenAt: named.entry.at,
        });
    });
  }
  return found;
}

/** Accepts the value: it replaces all values of its cell, under its author's name and time. */
export function acceptInto(doc: Y.Doc, { row, field, value, author, writtenAt }: LateEntry): void {
  const array = doc.getArray<unknown>(row);
  deleteWhere(array, (raw) => fieldOf(raw) === field);
  array.push([[field, value, author, writtenAt] satisfies RawEntry]);
}

/**
 * Lets late updates in, in the order received. Entries in `decided` are deleted. If nothing else waits in their cell, its former entries
 * are written again, with their authors and times.
 * @returns updates that cannot be applied because earlier ones are missing.
 */
export function enter(doc: Y.Doc, updates: readonly Uint8Array[], decided: ReadonlySet<string>): Uint8Array[] {
  const list = Y.decodeStateVector(Y.encodeStateVector(doc));
  const inList = (client: number, clock: number): boolean => clock < (list.get(client) ?? 0);
  const overwritten = new Map<string, Map<string, unknown[]>>();
  const rows = new Set<string>();
  const left: Uint8Array[] = [];
  for (const update of updates) {
    const verdict = judge(doc, update);
    if (verdict.kind !== 'apply') {
      left.push(update);
      continue;
    }
    const { structs, ds } = Y.decodeUpdate(update);
    const nameOf = rowNames(doc);
    for (const [client, deletions] of ds.clients) {
      for (const { clock, len } of deletions) {
        eachLive(doc, client, clock, Math.min(clock + len, list.get(client) ?? 0), (raw, _clock, root) => {
          const [row, field] = [nameOf(root), fieldOf(raw)];
          if (row === undefined || field === undefined) return;
          const cells = overwritten.get(row) ?? new Map<string, unknown[]>();
          overwritten.set(row, cells);
          if (!cells.has(field)) cells.set(field, entriesOf(root, field, inList));
        });
      }
    }
    Y.applyUpdate(doc, verdict.update);
    const nowNameOf = rowNames(doc);
    for (const { id, length } of structs) {
      eachLive(doc, id.client, Math.max(id.clock, list.get(id.client) ?? 0), id.clock + length, (_raw, _clock, root) => {
        const row = nowNameOf(root);
        if (row !== undefined) rows.add(row);
      });
    }
  }
  const waits = new Map<string, Set<string | undefined>>();
  for (const row of rows) {
    const fields = new Set<string | undefined>();
    waits.set(row, fields);
    deleteWhere(doc.getArray<unknown>(row), (raw, client, clock) => {
      if (inList(client, clock)) return false;
      if (decided.has(entryId({ client, clock }))) return true;
      fields.add(fieldOf(raw));
      return false;
    });
  }
  for (const [row, cells] of overwritten) {
    const array = doc.getArray<unknown>(row);
    for (const [field, entries] of cells) {
      if (waits.get(row)?.has(field)) continue;
      // All entries of a conflict, to keep their order.
      deleteWhere(array, (raw) => fieldOf(raw) === field);
      array.push(entries);
    }
  }
  return left;
}

const fieldOf = (raw: unknown): string | undefined => readEntry(raw)?.field;

/** Ask again after changes: a root that is read for the first time becomes another object. */
function rowNames(doc: Y.Doc): (root: object) => string | undefined {
  const names = new Map([...doc.share].map(([name, type]) => [type as object, name]));
  return (root) => names.get(root);
}

type Visit = (raw: unknown, client: number, clock: number) => void;

function eachEntry(root: { _start: Y.Item | null }, visit: Visit): void {
  for (let item = root._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const arr = item.content instanceof Y.ContentAny ? (item.content.arr as unknown[]) : [];
    for (let offset = 0; offset < item.length; offset++) visit(arr[offset], item.id.client, item.id.clock + offset);
  }
}

function entriesOf(root: object, field: string, wanted: (client: number, clock: number) => boolean): unknown[] {
  const entries: unknown[] = [];
  eachEntry(root as { _start: Y.Item | null }, (raw, client, clock) => {
    if (fieldOf(raw) === field && wanted(client, clock)) entries.push(raw);
  });
  return entries;
}

function eachLive(doc: Y.Doc, client: number, from: number, to: number, visit: (raw: unknown, clock: number, root: object) => void): void {
  eachStored(doc, client, from, to, (item, start, end) => {
    if (!(item instanceof Y.Item) || item.deleted || !(item.content instanceof Y.ContentAny) || !item.parent) return;
    const arr = item.content.arr as unknown[];
    for (let clock = start; clock < end; clock++) visit(arr[clock - item.id.clock], clock, item.parent);
  });
}

function deleteWhere(array: Y.Array<unknown>, goes: (raw: unknown, client: number, clock: number) => boolean): void {
  const found: number[] = [];
  let index = 0;
  eachEntry(array, (raw, client, clock) => {
    if (goes(raw, client, clock)) found.push(index);
    index++;
  });
  for (const position of found.reverse()) array.delete(position, 1);
}
