/** Tells this device's edits from those of another of the same person in the commune's log; says nothing about whose it is. */
const KEY = 'ra-soat.device';

export function deviceName(): string {
  try {
    const known = localStorage.getItem(KEY);
    if (known) return known;
    const name = [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(36).padStart(2, '0')).join('');
    localStorage.setItem(KEY, name);
    return name;
  } catch (error) {
    console.warn('localStorage', error);
    return '';
  }
}
