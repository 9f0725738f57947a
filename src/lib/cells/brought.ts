/** What a transaction has changed in each row, from the items that it added and deleted: its cost grows with the change, not with the row. */
import * as Y from 'yjs';
import { eachStored } from './stored-items.ts';

/** Raw entries, in no particular order. */
export interface Brought {
  added: unknown[];
  gone: unknown[];
}

/**
 * Must be called in 'afterTransaction': afterwards Yjs drops the content of what was deleted.
 * @param rows the root types that are asked about, out of those that changed.
 */
export function broughtTo<Row>(transaction: Y.Transaction, rows: ReadonlyMap<object, Row>): Map<Row, Brought> {
  const all = new Map<Row, Brought>();
  const of = (parent: Y.Item['parent']): Brought | undefined => {
    const row = rows.get(parent as object);
    if (row === undefined) return undefined;
    let brought = all.get(row);
    if (!brought) all.set(row, (brought = { added: [], gone: [] }));
    return brought;
  };
  const { beforeState, afterState, deleteSet, doc } = transaction;
  for (const [client, clock] of afterState) {
    const from = beforeState.get(client) ?? 0;
    if (clock === from) continue;
    eachEntries(doc, client, from, clock, (item, entries) => {
      if (!item.deleted) append(of(item.parent)?.added, entries);
    });
  }
  for (const [client, ranges] of deleteSet.clients)
    for (const { clock, len } of ranges)
      eachEntries(doc, client, clock, clock + len, ({ parent }, entries) => {
        append(of(parent)?.gone, entries);
      });
  return all;
}

function append(list: unknown[] | undefined, entries: readonly unknown[]): void {
  if (list) for (const entry of entries) list.push(entry);
}

function eachEntries(
  doc: Y.Doc,
  client: number,
  from: number,
  to: number,
  visit: (item: Y.Item, entries: readonly unknown[]) => void,
): void {
  eachStored(doc, client, from, to, (item, first, end) => {
    if (!(item instanceof Y.Item) || !(item.content instanceof Y.ContentAny)) return;
    const entries = item.content.arr as unknown[];
    const { clock } = item.id;
    visit(item, entries.length === end - first ? entries : entries.slice(first - clock, end - clock));
  });
}
