import { expect, it } from 'vitest';
import { remember } from './remember.ts';

it('asks once for each text, and again only for texts that were not asked for long', () => {
  const asked: string[] = [];
  const length = remember((text) => {
    asked.push(text);
    return text.length;
  });
  expect([length('một'), length('hai lần'), length('hai lần')]).toEqual([3, 7, 7]);
  expect(asked).toEqual(['một', 'hai lần']);
  for (let n = 0; n < 15_000; n++) {
    length(String(n));
    length('một');
  }
  expect(asked.filter((text) => text === 'một')).toHaveLength(1);
  length('hai lần');
  expect(asked.filter((text) => text === 'hai lần')).toHaveLength(1);
  for (let n = 15_000; n < 40_000; n++) length(String(n));
  length('hai lần');
  expect(asked.filter((text) => text === 'hai lần')).toHaveLength(2);
});

it('does not keep long texts', () => {
  let asked = 0;
  const work = remember(() => ++asked);
  work('x'.repeat(101));
  expect(work('x'.repeat(101))).toBe(2);
});
