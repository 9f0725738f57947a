import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readExport, saveExport } from './last-export.ts';

class Storage {
  readonly #kept = new Map<string, string>();
  getItem = (key: string): string | null => this.#kept.get(key) ?? null;
  setItem(key: string, text: string): void {
    this.#kept.set(key, text);
  }
}

beforeEach(() => vi.stubGlobal('localStorage', new Storage()));
afterEach(() => vi.unstubAllGlobals());

const commune = {
  at: 1_700_000_000_000,
  file: 'bo-bieu.xlsx',
  figures: { '7.1': { 'Thôn 1': [10, 40], 'Tổng cộng': [25, 90] }, '7.2': { 'Thôn 1': [3] } },
};

it('remembers the last export of each review', () => {
  expect(readExport('nong-thuong-2023')).toBeNull();
  saveExport('nong-thuong-2023', commune);
  expect(readExport('nong-thuong-2023')).toEqual(commune);
  expect(readExport('nong-thuong-2024')).toBeNull();
});

it('keeps the figures of forms and units that a later export lacks', () => {
  saveExport('nong-thuong-2023', commune);
  saveExport('nong-thuong-2023', { at: commune.at + 1, file: 'thon-1.xlsx', figures: { '7.1': { 'Thôn 1': [11, 44] } } });
  expect(readExport('nong-thuong-2023')).toEqual({
    at: commune.at + 1,
    file: 'thon-1.xlsx',
    figures: { '7.1': { 'Thôn 1': [11, 44], 'Tổng cộng': [25, 90] }, '7.2': { 'Thôn 1': [3] } },
  });
});

it('ignores data that is not its own', () => {
  localStorage.setItem('ra-soat.export.r', '{"at":"hôm qua"}');
  expect(readExport('r')).toBeNull();
  localStorage.setItem('ra-soat.export.r', '{');
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  expect(readExport('r')).toBeNull();
});

it('continues if the device refuses to store anything', () => {
  const refuse = (): never => {
    throw new DOMException('refused', 'QuotaExceededError');
  };
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  expect(() => saveExport('r', commune)).not.toThrow();
  expect(readExport('r')).toBeNull();
});
