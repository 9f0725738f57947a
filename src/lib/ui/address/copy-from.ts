/** Puts a field's text into the clipboard, also at a plain http address, where only the old way is there. */
import { clipboard } from '$lib/sync/address-abilities.ts';

/** @returns false where the browser does not let it. */
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
