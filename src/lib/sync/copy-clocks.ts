/**
 * Beside the stored updates of a room: how far each writer's edits in them go, and up to which update this is known.
 * Another version of the app may store updates and know nothing of it; then only reading them tells.
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

/** @returns null where what is noted does not speak of all that is stored. */
export async function clocksIn(transaction: IDBTransaction): Promise<Clocks | null> {
  const [newest, noted] = await Promise.all([
    newestIn(transaction),
    answer(transaction.objectStore(META).get(CLOCKS)) as Promise<Noted | undefined>,
  ]);
  if (newest === undefined) return new Map();
  return noted?.newest === newest ? Y.decodeStateVector(noted.vector) : null;
}

/** To be called last in the transaction that stores updates. @param parts null where they are not known. */
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
