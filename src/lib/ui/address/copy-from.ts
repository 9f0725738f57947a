/** Copies a field's text to the clipboard, also at a plain http address, where only the old API exists. */
import { clipboard } from '$lib/sync/address-abilities.ts';

/** @returns false if the browser refuses. */
export async function copyFrom(field: HTMLInputElement): Promise<boolean> {
  try {
    await clipboard()?.writeText(field.value);
    if (clipboard()) return true;
  } catch (error) {
    console.warn('clipboard', error);
  }
  field.focus();
  field.select();
  return document.execCommand('copy');
}
