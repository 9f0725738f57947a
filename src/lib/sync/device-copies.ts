/**
 * All copies of one person on this device: locked while a page has them open, removed when the person signs out. A copy that is still open
 * elsewhere would write itself again, so removal waits until no page holds the lock.
 */
import { windowLocks } from './address-abilities.ts';
import * as Y from 'yjs';
import type { SharedList } from '../cells/shared-list.ts';
import { copyName } from './local-copy.ts';
import { readUnsent } from './rescue.ts';

const PATIENCE = 4_000;
const lockName = (personId: string): string => copyName(personId, '*');

/** @returns a function that releases the lock; call it once the copies are closed. */
export function holdCopies(personId: string): () => void {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  // A plain http address has no locks: there, removal only waits a moment.
  windowLocks()
    ?.request(lockName(personId), { mode: 'shared' }, () => held)
    .catch((error: unknown) => console.warn('lock', error));
  return release;
}

/** @returns false when some copies could not be removed, because a page that does not respond holds them. */
export async function removeCopies(personId: string, rooms: readonly string[]): Promise<boolean> {
  await nobodyHolds(personId);
  const names = new Set([...(await copiesOf(personId)), ...rooms.map((room) => copyName(personId, room))]);
  const removed = await Promise.all([...names].map(remove));
  return removed.every(Boolean);
}

/**
 * Removes copies of documents that the person may no longer open. A copy with edits that the commune has not received stays, unopened,
 * until they are in a rescue file.
 * @param received by document, a list that holds all that the commune has. For other documents the copy's own record of acknowledged edits
 * counts.
 */
export async function removeForbidden(
  personId: string,
  isAllowed: (doc: string) => boolean,
  received: ReadonlyMap<string, SharedList> = new Map(),
): Promise<void> {
  for (const name of await copiesOf(personId)) {
    const doc = name.slice(copyName(personId, '').length);
    if (isAllowed(doc)) continue;
    try {
      const list = received.get(doc);
      const { count } = await readUnsent(personId, doc, list && Y.encodeStateVector(list.doc));
      if (count === 0) await remove(name);
    } catch (error) {
      // Retried when the page is opened next.
      console.warn('copy not removed', doc, error);
    }
  }
}

async function copiesOf(personId: string): Promise<string[]> {
  // Not every browser has `databases`; there the caller's list of rooms must do.
  const databases = (await (indexedDB as { databases?: () => Promise<IDBDatabaseInfo[]> }).databases?.()) ?? [];
  return databases.flatMap(({ name }) => (name?.startsWith(copyName(personId, '')) ? [name] : []));
}

async function nobodyHolds(personId: string): Promise<void> {
  const manager = windowLocks();
  if (!manager) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    return;
  }
  try {
    await manager.request(lockName(personId), { signal: AbortSignal.timeout(PATIENCE) }, () => undefined);
  } catch (error) {
    // A suspended page keeps its lock; try to delete its databases anyway.
    console.warn('copies still open elsewhere', error);
  }
}

const remove = (name: string): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), PATIENCE);
    const done = (removed: boolean): void => {
      clearTimeout(timer);
      resolve(removed);
    };
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => done(true);
    request.onerror = () => done(false);
  });
