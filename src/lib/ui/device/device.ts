/**
 * What this device is called in the commune's log: it tells a person's telephone from their desk's machine where two
 * values are settled; it says nothing about whose it is.
 */
const KEY = 'ra-soat.device';

/** @param agent the browser's own word. */
export const deviceKind = (agent: string): string => (/Android|iPhone|iPad|Mobile/.test(agent) ? 'điện thoại' : 'máy tính');

export function deviceName(): string {
  try {
    const known = localStorage.getItem(KEY);
    if (known) return known;
    const code = [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => (byte % 36).toString(36)).join('');
    const name = `${deviceKind(navigator.userAgent)} ${code}`;
    localStorage.setItem(KEY, name);
    return name;
  } catch (error) {
    console.warn('localStorage', error);
    return '';
  }
}

/** Older devices are called by a number alone, of which the end tells one from another. */
export const deviceWords = (device: string): string => (/^[0-9a-z]+$/.test(device) ? `máy ${device.slice(-4)}` : device);
