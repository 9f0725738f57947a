import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { burstsOf } from './bursts.ts';

describe('burstsOf', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('reports the first change at once and all others together', () => {
    const tell = vi.fn();
    const bursts = burstsOf(tell, 100);
    for (let i = 0; i < 5; i++) bursts.tell();
    expect(tell).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(100);
    expect(tell).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1_000);
    expect(tell).toHaveBeenCalledTimes(2);
    bursts.tell();
    expect(tell).toHaveBeenCalledTimes(3);
  });

  it('always reports the last change of a stream, and never more often than the interval', () => {
    let told = 0;
    let made = 0;
    let seen = 0;
    const bursts = burstsOf(() => {
      told++;
      seen = made;
    }, 100);
    for (let i = 0; i < 100; i++) {
      made++;
      bursts.tell();
      vi.advanceTimersByTime(7);
    }
    vi.advanceTimersByTime(100);
    expect(seen).toBe(100);
    expect(told).toBeLessThanOrEqual(9);
  });

  it('reports nothing once stopped', () => {
    const tell = vi.fn();
    const bursts = burstsOf(tell, 100);
    bursts.tell();
    bursts.tell();
    bursts.stop();
    vi.advanceTimersByTime(1_000);
    expect(tell).toHaveBeenCalledTimes(1);
  });
});
