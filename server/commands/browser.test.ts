import { expect, it } from 'vitest';
import { browserCommand } from './browser.ts';

it('hands the address over as it is, also a one-time link with its secret after the #', () => {
  const address = 'http://localhost:3000/bat-dau#a&b';
  expect((['win32', 'darwin', 'linux'] as const).map((platform) => browserCommand(address, platform))).toEqual([
    ['rundll32.exe', ['url.dll,FileProtocolHandler', address]],
    ['open', [address]],
    ['xdg-open', [address]],
  ]);
});
