/**
 * Detects the one lie that a well-formed update can tell about existing cells: clearing one. Every honest write pushes a successor of what
 * it deletes. The causally last entry of a cell has none after it, so no set of honest writes, in any order, leaves a cell empty that had a
 * value.
 */
import * as Y from 'yjs';
import { eachStored } from '../../cells/stored-items.ts';
import type { Decoded } from '../agreement.ts';

type Row = object | string;

/** Whether a cell that has a value would have none after this update. All dependencies of the update must be known. */
export function clearsACell(doc: Y.Doc, { structs, ds }: Decoded): boolean {
  const cells = victims(doc, ds);
  if (cells.size === 0) return false;
  // An update may list deletions in any order, which isDeleted cannot search.
  const gone = Y.mergeDeleteSets([ds]);
  const rowOf = rowFinder(doc, structs);
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny)) continue;
    const from = Math.max(struct.id.clock, Y.getState(doc.store, struct.id.client));
    const fields = cells.get(rowOf(struct));
    if (fields) eachField(struct, from, struct.id.clock + struct.length, gone, (field) => fields.delete(field));
  }
  // A field without a successor in the update may have one in the room. Checked last, because an old row has many tombstones.
  for (const [row, fields] of cells) {
    for (let item = (row as Y.AbstractType<unknown>)._start; item && fields.size > 0; item = item.right) {
      if (!item.deleted) eachField(item, item.id.clock, item.id.clock + item.length, gone, (field) => fields.delete(field));
    }
    if (fields.size > 0) return true;
  }
  return false;
}

/** By row, the fields of live entries that this update deletes. Most deletions of a step 2 are long known. */
function victims(doc: Y.Doc, ds: Decoded['ds']): Map<Row, Set<string>> {
  const cells = new Map<Row, Set<string>>();
  for (const [client, deletions] of ds.clients) {
    const have = Y.getState(doc.store, client);
    for (const { clock, len } of deletions) {
      eachStored(doc, client, clock, Math.min(have, clock + len), (item, from, to) => {
        if (!(item instanceof Y.Item) || item.deleted || !item.parent) return;
        const fields = cells.get(item.parent) ?? new Set();
        eachField(item, from, to, null, (field) => fields.add(field));
        if (fields.size > 0) cells.set(item.parent, fields);
      });
    }
  }
  return cells;
}

function eachField(item: Y.Item, from: number, to: number, gone: Decoded['ds'] | null, visit: (field: string) => void): void {
  if (!(item.content instanceof Y.ContentAny)) return;
  for (let clock = from; clock < to; clock++) {
    const entry: unknown = item.content.arr[clock - item.id.clock];
    if (Array.isArray(entry) && typeof entry[0] === 'string' && !(gone && Y.isDeleted(gone, Y.createID(item.id.client, clock))))
      visit(entry[0]);
  }
}

/** A struct names its row only when it has no neighbour; otherwise its row is that of its neighbour. */
function rowFinder(doc: Y.Doc, structs: Decoded['structs']): (struct: Y.Item) => Row {
  const byClient = new Map<number, (Y.Item | Y.GC)[]>();
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    const list = byClient.get(struct.id.client);
    if (list) list.push(struct);
    else byClient.set(struct.id.client, [struct]);
  }
  const known = new Map<Y.Item, Row>();
  const at = ({ client, clock }: Y.ID): Y.Item | Y.GC | undefined => {
    if (clock < Y.getState(doc.store, client)) return Y.getItem(doc.store, Y.createID(client, clock));
    return containing(byClient.get(client) ?? [], clock);
  };
  return (struct) => {
    const path: Y.Item[] = [];
    let row: Row = '';
    for (let next: Y.Item | Y.GC | undefined = struct; next instanceof Y.Item;) {
      const found =
        known.get(next) ??
        (typeof next.parent === 'string' ? (doc.share.get(next.parent) ?? next.parent) : next.parent instanceof Y.ID ? '' : next.parent);
      if (found) {
        row = found;
        break;
      }
      if (path.push(next) > structs.length) break;
      const beside: Y.ID | null = next.origin ?? next.rightOrigin;
      next = beside ? at(beside) : undefined;
    }
    for (const item of path) known.set(item, row);
    return row;
  };
}

function containing(structs: readonly (Y.Item | Y.GC)[], clock: number): Y.Item | Y.GC | undefined {
  let [low, high] = [0, structs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((structs[middle]?.id.clock ?? 0) <= clock) low = middle + 1;
    else high = middle;
  }
  const found = structs[low - 1];
  return found && clock < found.id.clock + found.length ? found : undefined;
}
