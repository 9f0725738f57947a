import { expect, it } from 'vitest';
import { deviceKind, deviceWords } from './device.ts';

it.each([
  ['điện thoại của Lan', 'điện thoại của Lan'],
  ['máy của xã', 'máy của xã'],
  ['điện thoại 4k2x9a', 'điện thoại 4k2x9a'],
  ['0f3k2m9x1a7b', 'máy 1a7b'],
])('%s is said as %s', (device, words) => expect(deviceWords(device)).toBe(words));

it('distinguishes a phone from a desktop computer', () => {
  expect(deviceKind('Mozilla/5.0 (Linux; Android 13; SM-A037F) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36')).toBe('điện thoại');
  expect(deviceKind('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36')).toBe('máy tính');
});
