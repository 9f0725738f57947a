/**
 * This device's name in the commune's log. When a conflict is settled, it distinguishes a person's phone from their
 * computer. It does not say whose device it is.
 */
const KEY = 'ra-soat.device';

/** @param agent the browser's user agent. */
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

/** Older devices only have a number; its end distinguishes them. */
export const deviceWords = (device: string): string => (/^[0-9a-z]+$/.test(device) ? `máy ${device.slice(-4)}` : device);
