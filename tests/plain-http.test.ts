/** Nothing that a browser withholds at a plain http address is used without an alternative. */
import { expect, it } from 'vitest';
import { lintBy } from './lint-by.ts';

const lint = lintBy('no-restricted-globals', 'no-restricted-syntax');
const complaints = (code: string): Promise<string[]> => lint(code, 'src/lib/ui/parts/ask.ts');

it.each([
  'export const id = crypto.randomUUID();',
  'export const key = globalThis.crypto.subtle;',
  'export const shelf = globalThis.navigator?.locks;',
  'export const kept = await navigator.storage.persist();',
  'const { storage } = navigator as { storage?: StorageManager }; export { storage };',
  'export const worker = navigator.serviceWorker.controller;',
  "await navigator.clipboard.writeText('x');",
  "export const cache = await caches.open('x');",
  "await navigator.wakeLock.request('screen');",
  'export const file = await window.showSaveFilePicker();',
])('not %s', async (code) => expect(await complaints(code)).not.toEqual([]));

it('allows what every address has', async () => {
  expect(await complaints('export const random = [crypto.getRandomValues(new Uint8Array(4)), navigator.onLine];')).toEqual([]);
});
