import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { SharedList } from '../cells/shared-list.ts';
import { IncomingUpdates } from './incoming.ts';

const LINK = 'link';

function device(before: (update: Uint8Array) => void = () => undefined): {
  list: SharedList;
  incoming: IncomingUpdates;
  told: { cells: number; local: boolean }[];
} {
  const list = new SharedList(new Y.Doc(), 'lan');
  const told: { cells: number; local: boolean }[] = [];
  list.onChange((changes, local) => told.push({ cells: changes.length, local }));
  return { list, incoming: new IncomingUpdates(list.doc, (update) => (before(update), true)), told };
}

/** Another person. `send` receives each of their updates as it is made. */
function writer(name: string, send: (update: Uint8Array) => void): SharedList {
  const list = new SharedList(new Y.Doc(), name);
  list.doc.on('update', (update: Uint8Array, origin: unknown) => origin !== LINK && send(update));
  return list;
}

const snapshot = (list: SharedList): unknown => list.rows().map((row) => [row, list.snapshotRow(row)]);

describe('IncomingUpdates', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('applies the first update at once and those that follow together', () => {
    const { list, incoming, told } = device();
    const thanh = writer('thanh', (update) => incoming.add(update, LINK));
    for (let i = 0; i < 10; i++) thanh.set(`h:${i}`, 'b1', i);
    expect(told).toEqual([{ cells: 1, local: false }]);
    vi.advanceTimersByTime(50);
    expect(told).toEqual([
      { cells: 1, local: false },
      { cells: 9, local: false },
    ]);
    expect(snapshot(list)).toEqual(snapshot(thanh));
  });

  it('passes them on as one update, whoever sent them', () => {
    const { list, incoming } = device();
    const heard: { origin: unknown; local: boolean }[] = [];
    list.doc.on('update', (_update: Uint8Array, origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => heard.push({ origin, local }));
    const thanh = writer('thanh', (update) => incoming.add(update, LINK));
    for (let i = 0; i < 5; i++) thanh.set('h:1', 'b1', i);
    incoming.flush();
    expect(heard).toEqual([
      { origin: LINK, local: false },
      { origin: LINK, local: false },
    ]);
  });

  it('asks about each update before it is in the document', () => {
    const seen: unknown[] = [];
    const { list, incoming } = device(() => seen.push(list.get('h:1', 'b1')));
    const thanh = writer('thanh', (update) => incoming.add(update, LINK));
    thanh.set('h:1', 'b1', 140);
    expect(seen).toEqual([null]);
    for (const value of [141, 142]) thanh.set('h:1', 'b1', value);
    incoming.flush();
    expect(seen).toHaveLength(3);
    expect(seen[1]).toBe(140);
  });

  it('loses no update because one is unreadable or a listener throws', () => {
    const error = vi.spyOn(console, 'error').mockReturnValue();
    // Like the receipts, which cannot read it either.
    const { list, incoming } = device((update) => void Y.parseUpdateMeta(update));
    const thanh = writer('thanh', (update) => incoming.add(update, LINK));
    thanh.set('h:1', 'b1', 1);
    thanh.set('h:2', 'b1', 2);
    incoming.add(Uint8Array.of(250, 3, 9), LINK);
    list.onChange(() => {
      throw new Error('a page that fails');
    });
    thanh.set('h:3', 'b1', 3);
    vi.advanceTimersByTime(50);
    expect(snapshot(list)).toEqual(snapshot(thanh));
    expect(error).toHaveBeenCalledTimes(2);
    error.mockRestore();
  });

  it('is empty when it closes, and does nothing later', () => {
    const { list, incoming, told } = device();
    const thanh = writer('thanh', (update) => incoming.add(update, LINK));
    thanh.set('h:1', 'b1', 1);
    thanh.set('h:2', 'b1', 2);
    incoming.close();
    expect(list.get('h:2', 'b1')).toBe(2);
    vi.advanceTimersByTime(1_000);
    expect(told).toHaveLength(2);
  });

  it('leaves the same list as applying updates one by one, whoever writes meanwhile', () => {
    const cell = fc.record({
      row: fc.constantFrom('h:1', 'h:2', 'h:3'),
      field: fc.constantFrom('b1', 'head'),
      value: fc.constantFrom(1, 2, 'x', null),
    });
    const step = fc.oneof(
      fc.record({ who: fc.constantFrom('thanh', 'hieu', 'here'), cell }),
      // Time passes: less than the batching interval, or more.
      fc.record({ ms: fc.constantFrom(5, 30, 60) }),
      // One of the others receives this copy's edits.
      fc.record({ hears: fc.constantFrom('thanh', 'hieu') }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { list, incoming } = device();
        const updates: Uint8Array[] = [];
        const send = (update: Uint8Array): void => {
          updates.push(update);
          incoming.add(update, LINK);
        };
        const others = { thanh: writer('thanh', send), hieu: writer('hieu', send) };
        list.doc.on('update', (update: Uint8Array, origin: unknown) => origin !== LINK && updates.push(update));
        for (const one of steps) {
          if ('ms' in one) vi.advanceTimersByTime(one.ms);
          else if ('hears' in one) Y.applyUpdate(others[one.hears].doc, Y.encodeStateAsUpdate(list.doc), LINK);
          else (one.who === 'here' ? list : others[one.who as 'thanh' | 'hieu']).set(one.cell.row, one.cell.field, one.cell.value);
        }
        incoming.close();
        const single = new SharedList(new Y.Doc(), 'single');
        for (const update of updates) Y.applyUpdate(single.doc, update, LINK);
        expect(snapshot(list)).toEqual(snapshot(single));
        expect(list.rows().map((row) => list.conflictsIn(row))).toEqual(single.rows().map((row) => single.conflictsIn(row)));
      }),
      { numRuns: 200 },
    );
  });
});
