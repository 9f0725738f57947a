import { beforeEach, expect, it, vi } from 'vitest';
import { visit } from './commune-time.ts';
import { pastText } from '../parts/time-text.ts';

const stored = new Map<string, string>();
beforeEach(() => {
  stored.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  });
});

it('writes a time as people say it', () => {
  const now = new Date(2026, 9, 13, 8, 0).getTime();
  const at = (...parts: [number, number, number, number, number]): string => pastText(new Date(...parts).getTime(), now);
  expect([at(2026, 9, 13, 7, 5), at(2026, 9, 12, 23, 59), at(2026, 9, 11, 10, 42), at(2025, 11, 1, 10, 42)]).toEqual([
    '07:05 hôm nay',
    '23:59 hôm qua',
    '10:42 ngày 11/10',
    '10:42 ngày 01/12/2025',
  ]);
});

it('remembers the previous visit by person and room; a reload is the same visit', () => {
  const minute = 60_000;
  expect(visit('lan', 'a.b', 0)).toBeNull();
  expect(visit('lan', 'a.b', 20 * minute)).toBeNull();
  expect(visit('lan', 'a.b', 100 * minute)).toBe(20 * minute);
  expect(visit('lan', 'a.b', 110 * minute)).toBe(20 * minute);
  expect([visit('thanh', 'a.b', 110 * minute), visit('lan', 'a.c', 110 * minute)]).toEqual([null, null]);
});

it.each(['{hỏng', '[]', '{"a.b":{"seen":"x"}}'])('starts again if the stored visits cannot be read: %s', (text) => {
  vi.spyOn(console, 'warn').mockReturnValue();
  stored.set('ra-soat.visits.lan', text);
  expect(visit('lan', 'a.b', 0)).toBeNull();
  expect(visit('lan', 'a.b', 60 * 60_000)).toBe(0);
});
