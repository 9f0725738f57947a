import fc from 'fast-check';
import * as Y from 'yjs';
import { describe, expect, it, vi } from 'vitest';
import type { CellValue } from '../review/types.ts';
import { CELL_LIMIT, dateOf, secondsOf } from './entry.ts';
import { SharedList } from './shared-list.ts';

const sync = (...docs: Y.Doc[]): void => {
  for (let round = 0; round < 2; round++)
    for (const from of docs) for (const to of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
};
const pair = (): [SharedList, SharedList] => [new SharedList(new Y.Doc(), 'lan'), new SharedList(new Y.Doc(), 'thanh')];

describe('cells', () => {
  it('returns what was written, null where nothing was', () => {
    const list = new SharedList(new Y.Doc(), 'lan', () => Date.UTC(2023, 9, 1));
    list.set('h:1', 'b1', 135);
    list.set('h:1', 'head', 'Nguyễn Thị Hợi');
    expect(list.get('h:1', 'b1')).toBe(135);
    expect(list.get('h:1', 'b2')).toBeNull();
    expect(list.get('h:2', 'b1')).toBeNull();
    expect(list.rows()).toEqual(['h:1']);
    expect(list.has('h:2')).toBe(false);
    expect(list.snapshotRow('h:1')).toEqual({ b1: 135, head: 'Nguyễn Thị Hợi' });
    expect(list.entries('h:1', 'b1')).toEqual([{ value: 135, author: 'lan', at: secondsOf(Date.UTC(2023, 9, 1)) }]);
    expect(dateOf(list.entries('h:1', 'b1')[0]!.at)).toEqual(new Date(Date.UTC(2023, 9, 1)));
  });

  it('tells who only asks whether anything has changed, once for each change', () => {
    const [lan, thanh] = pair();
    const told = vi.fn();
    const stop = thanh.onAnyChange(told);
    lan.write([
      { row: 'h:1', field: 'b1', value: 135 },
      { row: 'h:2', field: 'b1', value: 90 },
    ]);
    expect(told).not.toHaveBeenCalled();
    sync(lan.doc, thanh.doc);
    expect(told).toHaveBeenCalledTimes(1);
    thanh.set('h:1', 'b1', 140);
    expect(told).toHaveBeenCalledTimes(2);
    thanh.set('h:1', 'b1', 140);
    expect(told).toHaveBeenCalledTimes(2);
    const other = new Y.Doc();
    thanh.follow(other);
    expect(told).toHaveBeenCalledTimes(3);
    stop();
    new SharedList(other, 'lan').set('h:3', 'b1', 1);
    expect(told).toHaveBeenCalledTimes(3);
  });

  it('lists the rows of one kind', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a:', 'c:', 'ca:', 'h:', 'm:', 'z'), fc.string({ maxLength: 3 }))),
        fc.constantFrom('', 'c:', 'c', 'h:', 'i:', 'z', '~'),
        (rows, prefix) => {
          const list = new SharedList(new Y.Doc(), 'lan');
          list.write(rows.map(([kind, id]) => ({ row: kind + id, field: 'x', value: 1 })));
          expect(list.rows(prefix)).toEqual(list.rows().filter((row) => row.startsWith(prefix)));
          expect(list.isEmpty).toBe(rows.length === 0);
        },
      ),
    );
  });

  it('writes nothing when the value already stands, and null to clear a cell', () => {
    const [list] = pair();
    list.set('h:1', 'b1', null);
    expect(list.rows()).toEqual([]);
    list.set('h:1', 'b1', 1);
    const size = Y.encodeStateAsUpdate(list.doc).length;
    list.set('h:1', 'b1', 1);
    expect(Y.encodeStateAsUpdate(list.doc).length).toBe(size);
    list.set('h:1', 'b1', null);
    expect(list.get('h:1', 'b1')).toBeNull();
    expect(list.entries('h:1', 'b1')).toHaveLength(1);
    expect(list.fields('h:1')).toEqual(['b1']);
  });

  it('reports cells of one update, however many, once each', () => {
    const [lan, thanh] = pair();
    const count = 20_000;
    lan.write(Array.from({ length: count }, (_, i) => ({ row: `h:${i}`, field: 'b1', value: i })));
    const told = vi.fn();
    thanh.onChange(told);
    Y.applyUpdate(thanh.doc, Y.encodeStateAsUpdate(lan.doc));
    expect(thanh.rows()).toHaveLength(count);
    expect(told).toHaveBeenCalledTimes(1);
    expect(told.mock.calls[0]?.[0]).toHaveLength(count);
    expect(told.mock.calls[0]?.[1]).toBe(false);
  });

  it('sees its own write inside the same transaction', () => {
    const [list] = pair();
    list.doc.transact(() => {
      list.set('h:1', 'b1', 1);
      list.set('h:1', 'b1', 2);
      expect(list.get('h:1', 'b1')).toBe(2);
    });
    expect(list.entries('h:1', 'b1')).toHaveLength(1);
  });

  it('refuses a text too long, an invalid value and an empty name', () => {
    const [list] = pair();
    const code = (write: () => void): unknown => {
      try {
        write();
      } catch (error) {
        return (error as { code?: string }).code;
      }
      return null;
    };
    expect(code(() => list.set('h:1', 'note', 'x'.repeat(CELL_LIMIT + 1)))).toBe('cell-too-long');
    expect(code(() => list.set('h:1', 'note', Number.NaN))).toBe('cell-bad-value');
    expect(code(() => list.set('', 'note', 'x'))).toBe('cell-bad-name');
    expect(list.rows()).toEqual([]);
    list.set('h:1', 'note', 'x'.repeat(CELL_LIMIT));
    expect(list.get('h:1', 'note')).toHaveLength(CELL_LIMIT);
  });

  it('pushes once for each row and uses one transaction for an import', () => {
    const [list] = pair();
    const updates = vi.fn();
    list.doc.on('update', updates);
    list.write(['h:1', 'h:2'].flatMap((row) => ['a', 'b', 'c'].map((field) => ({ row, field, value: field + row }))));
    expect(updates).toHaveBeenCalledOnce();
    expect(Y.decodeUpdate(updates.mock.calls[0]![0] as Uint8Array).structs).toHaveLength(2);
  });
});

describe('two people', () => {
  it('keeps both values of concurrent writes in a cell, and one write settles them', () => {
    const [lan, thanh] = pair();
    lan.set('h:1', 'b1', 135);
    thanh.set('h:1', 'b1', 140);
    sync(lan.doc, thanh.doc);
    for (const list of [lan, thanh]) {
      expect(list.inConflict('h:1', 'b1')).toBe(true);
      expect(list.conflicts()).toEqual([{ row: 'h:1', field: 'b1' }]);
      expect(
        list
          .values('h:1', 'b1')
          .map((entry) => [entry.value, entry.author])
          .sort(),
      ).toEqual([
        [135, 'lan'],
        [140, 'thanh'],
      ]);
    }
    expect(lan.get('h:1', 'b1')).toBe(thanh.get('h:1', 'b1'));
    expect(lan.values('h:1', 'b1').at(-1)?.value).toBe(lan.get('h:1', 'b1'));
    lan.settle('h:1', 'b1', lan.get('h:1', 'b1'));
    sync(lan.doc, thanh.doc);
    for (const list of [lan, thanh]) {
      expect(list.conflicts()).toEqual([]);
      expect(list.entries('h:1', 'b1')).toHaveLength(1);
    }
  });

  it('sees no conflict in equal values', () => {
    const [lan, thanh] = pair();
    lan.set('h:1', 'b1', 135);
    thanh.set('h:1', 'b1', 135);
    sync(lan.doc, thanh.doc);
    expect(lan.entries('h:1', 'b1')).toHaveLength(2);
    expect(lan.conflicts()).toEqual([]);
  });

  it('reports changes once, local and remote ones apart, and rows that arrive', () => {
    const [lan, thanh] = pair();
    const heard: unknown[] = [];
    thanh.onChange((changes, local) => heard.push({ changes, local }));
    lan.write([
      { row: 'h:1', field: 'a', value: 1 },
      { row: 'h:2', field: 'a', value: 2 },
    ]);
    sync(lan.doc, thanh.doc);
    expect(heard).toEqual([
      {
        changes: [
          { row: 'h:1', field: 'a' },
          { row: 'h:2', field: 'a' },
        ],
        local: false,
      },
    ]);
    expect(thanh.rows()).toEqual(['h:1', 'h:2']);
    thanh.set('h:1', 'a', 5);
    expect(heard[1]).toEqual({ changes: [{ row: 'h:1', field: 'a' }], local: true });
    lan.set('h:1', 'b', 7);
    sync(lan.doc, thanh.doc);
    expect(heard[2]).toEqual({ changes: [{ row: 'h:1', field: 'b' }], local: false });
  });

  it('loses nothing when both create the same row concurrently', () => {
    const [lan, thanh] = pair();
    for (let i = 0; i < 30; i++) (i % 2 ? lan : thanh).set('h:1', `f${i}`, i);
    sync(lan.doc, thanh.doc);
    expect(lan.fields('h:1')).toHaveLength(30);
  });
});

it('takes over what others wrote as if it read every row again', () => {
  const FIELDS = ['a', 'b', 'c'];
  const write = fc.record({
    who: fc.nat(2),
    row: fc.constantFrom('r', 's'),
    field: fc.constantFrom(...FIELDS),
    value: fc.constantFrom<CellValue>(1, 2, 'x', null),
  });
  const steps = fc.array(
    fc.oneof(
      { weight: 3, arbitrary: write },
      fc.record({ from: fc.nat(2), to: fc.nat(2) }),
      // Together, as updates arrive in bursts; and what no version understands.
      fc.record({ to: fc.nat(2), foreign: fc.constantFrom<unknown>(7, ['a'], ['a', 1, 'lan', 'hôm nay']) }),
    ),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(steps, (all) => {
      const lists = [0, 1, 2].map((who) => new SharedList(new Y.Doc(), `người ${who}`));
      const told = lists.map((list) => {
        const cells = new Set<string>();
        list.onChange((changes) => changes.forEach(({ row, field }) => cells.add(`${row} ${field}`)));
        return cells;
      });
      const shown = (list: SharedList): unknown =>
        list.rows().map((row) => [row, list.conflictsIn(row), list.fields(row).map((field) => [field, list.entries(row, field)])]);
      for (const step of all) {
        const at = ('who' in step ? step.who : step.to) as 0 | 1 | 2;
        const list = lists[at] as SharedList;
        const before = new Map(list.rows().flatMap((row) => FIELDS.map((field) => [`${row} ${field}`, list.entries(row, field)])));
        told[at]?.clear();
        if ('who' in step) list.set(step.row, step.field, step.value);
        else if ('from' in step) Y.applyUpdate(list.doc, Y.encodeStateAsUpdate((lists[step.from] as SharedList).doc));
        else {
          list.doc.getArray('r').push([step.foreign]);
          Y.transact(list.doc, () => lists.forEach((other) => Y.applyUpdate(list.doc, Y.encodeStateAsUpdate(other.doc))), 'all', false);
        }
        const again = new SharedList(list.doc, 'đọc lại');
        expect(shown(list)).toEqual(shown(again));
        for (const row of list.rows())
          for (const field of FIELDS) {
            const cell = `${row} ${field}`;
            const [was, is] = [before.get(cell) ?? [], list.entries(row, field)];
            if (was.length !== is.length || was.some((entry, i) => entry !== is[i])) expect(told[at]).toContain(cell);
          }
        again.destroy();
      }
    }),
    { numRuns: 400 },
  );
});

describe('a newer version', () => {
  it('has its entries kept and passed on; unreadable ones are ignored', () => {
    const doc = new Y.Doc();
    const foreign: unknown[] = [
      ['b1', { richer: true }, 'x', 1],
      ['b1'],
      'text',
      7,
      null,
      [1, 2, 3, 4],
      ['b1', 9, 'new', 5, 'extra'],
      ['b1', true, 'x', 1],
    ];
    doc.getArray('h:1').push(foreign);
    doc.getMap('settings').set('a', 1);
    const list = new SharedList(doc, 'lan');
    const copy = new SharedList(new Y.Doc(), 'thanh');
    expect(list.get('h:1', 'b1')).toBe(9);
    expect(list.rows()).toEqual(['h:1']);
    list.set('h:1', 'b1', 10);
    sync(doc, copy.doc);
    expect(copy.get('h:1', 'b1')).toBe(10);
    const kept = copy.doc.getArray('h:1').toArray();
    expect(kept).toHaveLength(foreign.length);
    for (const entry of foreign.filter((raw) => !(Array.isArray(raw) && raw[1] === 9))) expect(kept).toContainEqual(entry);
  });

  it('may name a field __proto__', () => {
    const [list] = pair();
    list.set('h:1', '__proto__', 'x');
    expect(Object.keys(list.snapshotRow('h:1'))).toEqual(['__proto__']);
  });
});

describe('undo', () => {
  it('undoes and redoes a write as one step', () => {
    const [list] = pair();
    list.set('h:1', 'a', 1);
    list.write([
      { row: 'h:1', field: 'a', value: 2 },
      { row: 'h:1', field: 'b', value: 3 },
    ]);
    expect(list.undo()).toEqual({
      done: [
        { row: 'h:1', field: 'a' },
        { row: 'h:1', field: 'b' },
      ],
      skipped: [],
      unsettled: [],
    });
    expect(list.snapshotRow('h:1')).toEqual({ a: 1, b: null });
    expect(list.redo().done).toHaveLength(2);
    expect(list.snapshotRow('h:1')).toEqual({ a: 2, b: 3 });
    list.undo();
    list.undo();
    expect(list.get('h:1', 'a')).toBeNull();
    expect([list.canUndo, list.canRedo]).toEqual([false, true]);
    list.set('h:1', 'z', 1);
    expect(list.canRedo).toBe(false);
  });

  it('leaves what somebody else has written since, and reports it', () => {
    const [lan, thanh] = pair();
    lan.write([
      { row: 'h:1', field: 'a', value: 1 },
      { row: 'h:1', field: 'b', value: 1 },
    ]);
    sync(lan.doc, thanh.doc);
    thanh.set('h:1', 'a', 2);
    sync(lan.doc, thanh.doc);
    expect(lan.undo()).toEqual({ done: [{ row: 'h:1', field: 'b' }], skipped: [{ row: 'h:1', field: 'a' }], unsettled: [] });
    expect(lan.get('h:1', 'a')).toBe(2);
  });

  it('leaves an equal value that somebody else wrote, and a conflict', () => {
    const [lan, thanh] = pair();
    lan.set('h:1', 'a', 1);
    thanh.set('h:1', 'a', 1);
    lan.set('h:1', 'b', 1);
    thanh.set('h:1', 'b', 2);
    sync(lan.doc, thanh.doc);
    expect(lan.undo().skipped).toHaveLength(1);
    expect(lan.undo().skipped).toHaveLength(1);
    expect(lan.values('h:1', 'b')).toHaveLength(2);
    expect(lan.canUndo).toBe(false);
  });

  it('writes back the value that stood where a conflict was settled, and reports the other', () => {
    const [lan, thanh] = pair();
    lan.set('h:1', 'a', 1);
    thanh.set('h:1', 'a', 2);
    sync(lan.doc, thanh.doc);
    const [other, standing] = lan.values('h:1', 'a').map(({ value }) => value);
    lan.settle('h:1', 'a', other!);
    expect(lan.undo()).toMatchObject({
      done: [{ row: 'h:1', field: 'a' }],
      unsettled: [{ row: 'h:1', field: 'a', value: standing, rivals: [other] }],
    });
    expect(lan.values('h:1', 'a').map(({ value }) => value)).toEqual([standing]);
    expect(lan.redo().done).toHaveLength(1);
    expect(lan.get('h:1', 'a')).toBe(other);
  });

  it('does not undo the deed before when the standing value was chosen', () => {
    const [lan, thanh] = pair();
    lan.set('h:1', 'b', 7);
    lan.set('h:1', 'a', 1);
    thanh.set('h:1', 'a', 2);
    sync(lan.doc, thanh.doc);
    lan.settle('h:1', 'a', lan.get('h:1', 'a'));
    expect(lan.undo()).toMatchObject({ done: [], skipped: [], unsettled: [{ row: 'h:1', field: 'a' }] });
    expect(lan.get('h:1', 'b')).toBe(7);
  });
});
