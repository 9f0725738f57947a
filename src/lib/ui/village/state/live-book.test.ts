import { beforeEach, expect, it, vi } from 'vitest';
import { LiveBook } from './live-book.svelte.ts';
import { villageScene } from './testing.ts';

/** What reads a subscriber is told of its updates, as an effect is. */
const told = vi.hoisted(() => ({ updates: 0, stops: [] as (() => void)[] }));
vi.mock('svelte/reactivity', () => ({
  createSubscriber: (start: (update: () => void) => () => void) => {
    let started = false;
    return (): void => {
      if (started) return;
      started = true;
      told.stops.push(start(() => void (told.updates += 1)));
    };
  },
}));
beforeEach(() => {
  told.updates = 0;
  told.stops = [];
});

const READS: Record<string, (live: LiveBook) => unknown> = {
  rows: (live) => live.rows('list01'),
  count: (live) => live.count('list01'),
  row: (live) => live.row('h:1'),
  households: (live) => live.households(),
  members: (live) => live.membersOf('A-1'),
  columns: (live) => live.columns('list01'),
  tally: (live) => live.tally('list01', 'any', () => ['any']),
  round: (live) => live.round,
};

it.each(Object.entries(READS))('who reads the %s is told of each change, until they stop', (_name, read) => {
  const { list, book } = villageScene();
  read(new LiveBook(book));
  list.set('h:1', 'b1', 120);
  list.set('h:2', 'head', 'Hà Thị Lan');
  expect(told.updates).toBe(2);
  for (const stop of told.stops) stop();
  list.set('h:1', 'b1', 130);
  expect(told.updates).toBe(2);
});

it('what reads the whole sheet is told at once, and of a stream of edits no more than twice', () => {
  vi.useFakeTimers();
  const { list, book } = villageScene();
  new LiveBook(book).followSeldom();
  for (let b1 = 100; b1 < 120; b1++) list.set('h:1', 'b1', b1);
  expect(told.updates).toBe(1);
  vi.runAllTimers();
  expect(told.updates).toBe(2);
  vi.useRealTimers();
});

it('reads what the book has now', () => {
  const { list, book } = villageScene();
  const live = new LiveBook(book);
  expect([live.row(undefined), live.row('h:3')]).toEqual([undefined, undefined]);
  list.set('h:1', 'head', 'Nông Thị Hoa');
  expect(live.row('h:1')?.cells.head).toBe('Nông Thị Hoa');
  expect(live.households().map(({ id }) => id)).toEqual(['h:1', 'h:2']);
});
