/** After a reload a person can still undo what they did, separately in each window. */
import fc from 'fast-check';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { SharedList } from '../cells/shared-list.ts';
import { MemoryCopy, memoryDevice, type MemoryDevice } from './memory-copy.ts';
import { keepUndo } from './undo-memory.ts';
import { takeShelf } from './undo-shelf.ts';

/** The browser's locks, as far as they are used here. */
class Locks {
  readonly #held = new Set<string>();

  async request(name: string, _options: LockOptions, use: (lock: object | null) => unknown): Promise<void> {
    if (this.#held.has(name)) return void (await use(null));
    this.#held.add(name);
    await use({ name });
    this.#held.delete(name);
  }
}

const locksOf = (locks: Locks): LockManager => locks as unknown as LockManager;

async function open(device: MemoryDevice, locks: Locks | undefined, author = 'Lan', clock: () => number = () => 1_700_000_000_000) {
  const doc = new Y.Doc();
  const list = new SharedList(doc, author, clock);
  const copy = new MemoryCopy(`copy of ${author}`, doc, device);
  await copy.whenLoaded;
  const memory = keepUndo(list.undoStack, copy, () => takeShelf('room', locks && locksOf(locks)));
  await memory.whenRestored;
  return {
    doc,
    list,
    close: async () => {
      await memory.close();
      await copy.close();
    },
  };
}

describe('undo across a reload', () => {
  it('undoes and redoes what was done before it, step by step', async () => {
    const [device, locks] = [memoryDevice(), new Locks()];
    const before = await open(device, locks);
    before.list.write([
      { row: 'h:1', field: 'a', value: 1 },
      { row: 'h:1', field: 'b', value: 'x' },
    ]);
    before.list.set('h:1', 'a', 2);
    before.list.set('h:1', 'a', 3);
    before.list.undo();
    await before.close();

    const after = await open(device, locks);
    expect([after.list.canUndo, after.list.canRedo]).toEqual([true, true]);
    after.list.redo();
    expect(after.list.get('h:1', 'a')).toBe(3);
    for (let i = 0; i < 3; i++) expect(after.list.undo().skipped).toEqual([]);
    expect(after.list.snapshotRow('h:1')).toEqual({ a: null, b: null });
    expect(after.list.canUndo).toBe(false);
    await after.close();
  });

  it('leaves what somebody else wrote meanwhile', async () => {
    const [device, locks] = [memoryDevice(), new Locks()];
    const before = await open(device, locks);
    before.list.set('h:1', 'a', 1);
    await before.close();
    const after = await open(device, locks);
    const thanh = new SharedList(new Y.Doc(), 'Thành');
    Y.applyUpdate(thanh.doc, Y.encodeStateAsUpdate(after.doc));
    thanh.set('h:1', 'a', 9);
    thanh.set('h:1', 'a', 1);
    Y.applyUpdate(after.doc, Y.encodeStateAsUpdate(thanh.doc));
    expect(after.list.undo()).toMatchObject({ done: [], skipped: [{ row: 'h:1', field: 'a' }] });
    expect(after.list.get('h:1', 'a')).toBe(1);
    await after.close();
  });

  it('gives two windows a shelf each, and the next window the first free one', async () => {
    const [device, locks] = [memoryDevice(), new Locks()];
    const [one, two] = [await open(device, locks), await open(device, locks)];
    one.list.set('h:1', 'a', 1);
    two.list.set('h:2', 'b', 2);
    await one.close();
    const again = await open(device, locks);
    again.list.undo();
    expect([again.list.get('h:1', 'a'), again.list.get('h:2', 'b')]).toEqual([null, 2]);
    expect(again.list.canUndo).toBe(false);
    await two.close();
    await again.close();
  });

  it('without locks keeps the last window’s, and never mixes the deeds of two', async () => {
    const device = memoryDevice();
    const [one, two] = [await open(device, undefined), await open(device, undefined)];
    for (let i = 0; i < 5; i++) one.list.set('h:1', 'a', i);
    two.list.set('h:2', 'b', 2);
    await one.close();
    await two.close();
    const after = await open(device, undefined);
    while (after.list.canUndo) expect(after.list.undo().skipped).toEqual([]);
    await after.close();
  });

  it('is bounded: places are reused', async () => {
    const [device, locks] = [memoryDevice(), new Locks()];
    const window = await open(device, locks);
    for (let i = 0; i < 700; i++) window.list.set('h:1', 'a', i);
    await window.close();
    expect([...device.meta.keys()].length).toBeLessThanOrEqual(201);
    const after = await open(device, locks);
    let count = 0;
    while (after.list.canUndo) count += after.list.undo().done.length;
    expect(count).toBe(200);
    await after.close();
  });
});

const act = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      who: fc.nat(1),
      row: fc.constantFrom('h:1', 'h:2'),
      field: fc.constantFrom('a', 'b'),
      value: fc.constantFrom(null, 1, 2, 'x'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const), who: fc.nat(1) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('exchange' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reload' as const), who: fc.nat(1) }) },
);

it('never changes a value that somebody else wrote last, whatever is written, undone, exchanged and reloaded', async () => {
  const NAMES = ['Lan', 'Thành'];
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
      const [device, locks] = [memoryDevice(), [new Locks(), new Locks()]];
      let second = 0;
      // Slow clocks: several writes fall into one second.
      const clock = (): number => 1_700_000_000_000 + Math.floor(second++ / 3) * 1000;
      const openFor = (who: number) => open(device, locks[who], NAMES[who], clock);
      const people = [await openFor(0), await openFor(1)];
      for (const one of acts) {
        if (one.kind === 'exchange') {
          for (const [from, to] of [
            [people[0]!, people[1]!],
            [people[1]!, people[0]!],
          ] as const)
            Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc));
          continue;
        }
        const { list, close } = people[one.who]!;
        if (one.kind === 'write') list.set(one.row, one.field, one.value);
        else if (one.kind === 'reload') {
          await close();
          people[one.who] = await openFor(one.who);
        } else {
          const others = list
            .rows()
            .flatMap((row) =>
              list
                .fields(row)
                .flatMap((field) =>
                  list.entries(row, field).some(({ author }) => author !== NAMES[one.who])
                    ? { row, field, entries: list.entries(row, field) }
                    : [],
                ),
            );
          list[one.kind]();
          for (const { row, field, entries } of others) expect(list.entries(row, field)).toEqual(entries);
        }
      }
      for (const { close } of people) await close();
    }),
    { numRuns: 150 },
  );
});
