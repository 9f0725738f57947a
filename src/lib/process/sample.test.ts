import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawSample } from './sample.ts';

it('draws the same households again, whatever their order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), fc.string(), fc.nat(20), (keys, seed, count) => {
      const drawn = drawSample(keys, seed, count);
      expect(drawn.size).toBe(Math.min(count, keys.length));
      expect(drawSample([...keys].reverse(), seed, count)).toEqual(drawn);
      expect(keys).toEqual(expect.arrayContaining([...drawn]));
    }),
  );
});

it('draws each household about as often, though their codes are alike', () => {
  const keys = Array.from({ length: 40 }, (_, n) => `KS-${String(n + 1).padStart(3, '0')}`);
  const drawn = new Map(keys.map((key) => [key, 0]));
  for (let seed = 0; seed < 4_000; seed++) for (const key of drawSample(keys, String(seed), 4)) drawn.set(key, (drawn.get(key) ?? 0) + 1);
  // 400 expected, standard deviation 19.
  for (const times of drawn.values()) expect(Math.abs(times - 400)).toBeLessThan(80);
});
