/** Nothing that a browser withholds at a plain http address is used without an alternative. */
import { ESLint } from 'eslint';
import { expect, it } from 'vitest';

const eslint = new ESLint();
const RULES = new Set(['no-restricted-globals', 'no-restricted-syntax']);
async function complaints(code: string, filePath = 'src/lib/ui/parts/ask.ts'): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return (result?.messages ?? []).filter(({ ruleId }) => RULES.has(ruleId ?? '')).map(({ message }) => message);
}

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
