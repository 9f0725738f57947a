import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { rowOf } from '$lib/grid/testing.ts';
import { RowCount } from './row-count.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Rows that note that they were computed; each takes so many milliseconds. */
function begun(rows: number, ms: number): { count: RowCount; computed: Set<string> } {
  const computed = new Set<string>();
  let now = 0;
  const made = Array.from({ length: rows }, (_, index) => {
    const row = rowOf(String(index), {});
    return Object.defineProperty({ ...row }, 'problems', {
      get: () => {
        computed.add(row.id);
        now += ms;
        return {};
      },
    });
  });
  const count = new RowCount(
    () => made,
    () => now,
  );
  expect(count.done).toBe(false);
  count.begin();
  return { count, computed };
}

it('is done at once with a short list', () => {
  const { count, computed } = begun(20, 0);
  expect(count.done).toBe(true);
  expect(computed.size).toBe(20);
});

it('lets others have their turn, computes every row, and says when it takes long', () => {
  const { count, computed } = begun(1_000, 6);
  count.begin();
  expect(computed.size).toBeLessThan(5);
  expect(count.isSlow).toBe(false);
  vi.advanceTimersByTime(500);
  expect(count.isSlow).toBe(true);
  expect(count.done).toBe(false);
  vi.runAllTimers();
  expect(computed.size).toBe(1_000);
  expect(count.done).toBe(true);
  expect(count.isSlow).toBe(false);
});

it('stops', () => {
  const { count, computed } = begun(100, 6);
  count.stop();
  const before = computed.size;
  vi.runAllTimers();
  expect(computed.size).toBe(before);
  expect(count.done).toBe(false);
});
