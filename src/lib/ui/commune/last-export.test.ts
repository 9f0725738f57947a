import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ND07 } from '$lib/review/standards.ts';
import { exportedBy, readExport, saveExport } from './last-export.ts';

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

describe('by several standards', () => {
  const round = { standard: ND07 };
  const other = { id: 'nd351-2025' };
  const both = { ...commune, standard: ND07.id, beside: { [other.id]: { at: commune.at, figures: { '7.1': { 'Thôn 1': [12] } } } } };

  it('each has its own figures', () => {
    saveExport('r', both);
    const last = readExport('r');
    expect(exportedBy(last, round, ND07)?.figures).toEqual(commune.figures);
    expect(exportedBy(last, round, other)?.figures).toEqual({ '7.1': { 'Thôn 1': [12] } });
  });

  it('an export without the other keeps what the other had, and when', () => {
    saveExport('r', both);
    saveExport('r', { ...commune, standard: ND07.id, at: commune.at + 5 });
    expect(exportedBy(readExport('r'), round, ND07)?.at).toBe(commune.at + 5);
    expect(exportedBy(readExport('r'), round, other)).toEqual(both.beside[other.id]);
  });

  it('what was the main one is not compared with another that is now', () => {
    saveExport('r', both);
    const turned = { standard: { ...ND07, id: other.id } };
    expect(exportedBy(readExport('r'), turned, ND07)?.figures).toEqual(commune.figures);
    expect(exportedBy(readExport('r'), turned, other)?.figures).toEqual({ '7.1': { 'Thôn 1': [12] } });
    saveExport('r', { ...commune, at: commune.at + 5, standard: other.id, figures: { '7.1': { 'Thôn 1': [13] } } });
    expect(exportedBy(readExport('r'), turned, other)).toMatchObject({ at: commune.at + 5, figures: { '7.1': { 'Thôn 1': [13] } } });
    expect(exportedBy(readExport('r'), turned, ND07)).toEqual({ at: commune.at, figures: commune.figures });
  });

  it('what an earlier version kept is of the main one', () => {
    localStorage.setItem('ra-soat.export.r', JSON.stringify(commune));
    expect(exportedBy(readExport('r'), round, ND07)?.figures).toEqual(commune.figures);
    expect(exportedBy(readExport('r'), round, other)).toBeNull();
    expect(exportedBy(null, round, ND07)).toBeNull();
  });
});
