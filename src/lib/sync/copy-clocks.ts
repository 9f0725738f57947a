/**
 * Beside a room's stored updates: the highest clock of each client in them, and the newest update that this covers. Another version of the
 * app may store updates without noting it; then only reading the updates tells.
 */
import * as Y from 'yjs';

export const UPDATES = 'updates';
export const META = 'custom';
const CLOCKS = 'clocks';

type Clocks = ReadonlyMap<number, number>;
interface Noted {
  newest: IDBValidKey;
  vector: Uint8Array;
}

export const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });

export const clocksOf = (doc: Y.Doc): Clocks => Y.decodeStateVector(Y.encodeStateVector(doc));

/** @returns null when the note does not cover all stored updates. */
export async function clocksIn(transaction: IDBTransaction): Promise<Clocks | null> {
  const [newest, noted] = await Promise.all([
    newestIn(transaction),
    answer(transaction.objectStore(META).get(CLOCKS)) as Promise<Noted | undefined>,
  ]);
  if (newest === undefined) return new Map();
  return noted?.newest === newest ? Y.decodeStateVector(noted.vector) : null;
}

/**
 * Must be the last call in the transaction that stores updates.
 * @param parts clocks to combine; null where they are unknown.
 */
export async function noteClocks(transaction: IDBTransaction, ...parts: (Clocks | null)[]): Promise<void> {
  const newest = await newestIn(transaction);
  const meta = transaction.objectStore(META);
  const all = new Map<number, number>();
  for (const part of parts) for (const [client, clock] of part ?? []) all.set(client, Math.max(clock, all.get(client) ?? 0));
  if (newest === undefined || parts.includes(null)) meta.delete(CLOCKS);
  else meta.put({ newest, vector: Y.encodeStateVector(all) } satisfies Noted, CLOCKS);
}

async function newestIn(transaction: IDBTransaction): Promise<IDBValidKey | undefined> {
  return (await answer(transaction.objectStore(UPDATES).openKeyCursor(null, 'prev')))?.key;
}
