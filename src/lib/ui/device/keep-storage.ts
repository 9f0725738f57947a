/** Asks the browser once not to evict this device's data when space is short; not possible at a plain http address. */
import { storageKeeper } from '$lib/sync/address-abilities.ts';

const ASKED = 'ra-soat.asked-to-keep';

export function askToKeep(): void {
  const storage = storageKeeper();
  if (!storage?.persist) return;
  try {
    if (localStorage.getItem(ASKED)) return;
    localStorage.setItem(ASKED, '1');
  } catch (error) {
    console.warn('localStorage', error);
  }
  storage.persist().catch((error: unknown) => console.warn('storage.persist', error));
}
