import { expect, it } from 'vitest';
import { inOrder } from './threads.ts';

const later = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

it('gives results in the order of the items, and works on no more at a time than it may', async () => {
  let [working, most] = [0, 0];
  const results: number[] = [];
  const work = async (item: number): Promise<number> => {
    most = Math.max(most, ++working);
    await later(item % 3 === 0 ? 8 : 1);
    working--;
    return item * 2;
  };
  for await (const result of inOrder([0, 1, 2, 3, 4, 5, 6], 3, work)) results.push(result);
  expect(results).toEqual([0, 2, 4, 6, 8, 10, 12]);
  expect(most).toBe(3);
});

it('ends with the first that fails in that order, when nothing is worked on any more', async () => {
  let working = 0;
  const work = async (item: number): Promise<number> => {
    working++;
    await later(item === 1 ? 8 : 1);
    working--;
    if (item > 0) throw new Error(`item ${item}`);
    return item;
  };
  const results: number[] = [];
  const all = async (): Promise<void> => {
    for await (const result of inOrder([0, 1, 2, 3], 3, work)) results.push(result);
  };
  await expect(all()).rejects.toThrow('item 1');
  expect(results).toEqual([0]);
  expect(working).toBe(0);
});
