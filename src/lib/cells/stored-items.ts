import * as Y from 'yjs';

/** Visits what a document stores of one client between two clocks; the first and the last item may reach beyond them. */
export function eachStored(
  doc: Y.Doc,
  client: number,
  from: number,
  to: number,
  visit: (item: Y.Item | Y.GC, from: number, to: number) => void,
): void {
  const stored = doc.store.clients.get(client);
  if (!stored || from >= to) return;
  for (let i = Y.findIndexSS(stored, from); i < stored.length; i++) {
    const item = stored[i];
    if (!item || item.id.clock >= to) return;
    visit(item, Math.max(from, item.id.clock), Math.min(to, item.id.clock + item.length));
  }
}
