/** Asks the browser once to keep what lies on this device also when space is short. */
const ASKED = 'ra-soat.asked-to-keep';

export function askToKeep(): void {
  const { storage } = navigator as { storage?: StorageManager };
  if (!storage?.persist) return;
  try {
    if (localStorage.getItem(ASKED)) return;
    localStorage.setItem(ASKED, '1');
  } catch (error) {
    console.warn('localStorage', error);
  }
  storage.persist().catch((error: unknown) => console.warn('storage.persist', error));
}
