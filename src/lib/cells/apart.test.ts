import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { apartPairs, isSeen, seenWrites } from './apart.ts';
import { Causes, type WriteId } from './causes.ts';
import { SharedList } from './shared-list.ts';

const all = (): boolean => true;
const meet = (...lists: SharedList[]): void => {
  for (const from of lists)
    for (const to of lists) if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)));
};
const person = (name: string): SharedList => new SharedList(new Y.Doc(), name);
const fields = (list: SharedList, row = 'h:1'): string[] =>
  apartPairs(list, row, all)
    .map((pair) =>
      pair
        .map(({ field }) => field)
        .sort()
        .join('+'),
    )
    .sort();

/** The imported list, which every copy starts from. */
function begin(...names: string[]): SharedList[] {
  const import_ = person('nhập');
  import_.write([
    { row: 'h:1', field: 'b1', value: 130 },
    { row: 'h:1', field: 'i1', value: 'x' },
    { row: 'h:2', field: 'b1', value: 90 },
  ]);
  const people = names.map(person);
  for (const one of people) Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(import_.doc));
  return people;
}

describe('two people in different cells of one household', () => {
  it('are apart when neither writer had seen the other’s write; not apart when one had', () => {
    const [lan, thanh] = begin('lan', 'thanh') as [SharedList, SharedList];
    lan.set('h:1', 'b1', 120);
    thanh.set('h:1', 'i2', 'x');
    meet(lan, thanh);
    for (const list of [lan, thanh]) expect(fields(list)).toEqual(['b1+i2']);
    // Written after seeing both values: the pair is closed.
    lan.set('h:1', 'b1', 125);
    meet(lan, thanh);
    expect(fields(thanh)).toEqual([]);
  });

  it('are not apart from the import, nor from the same person on another device', () => {
    const [lan, phone] = begin('lan', 'lan') as [SharedList, SharedList];
    lan.set('h:1', 'b1', 120);
    phone.set('h:1', 'i2', 'x');
    meet(lan, phone);
    expect(fields(lan)).toEqual([]);
    // A caller that knows accounts may find that one name stands for two people.
    expect(apartPairs(lan, 'h:1', all, undefined, () => false)).toHaveLength(1);
  });

  it('are a conflict, not a pair, when both wrote the same cell', () => {
    const [lan, thanh] = begin('lan', 'thanh') as [SharedList, SharedList];
    lan.set('h:1', 'b1', 120);
    thanh.set('h:1', 'b1', 150);
    meet(lan, thanh);
    expect(fields(lan)).toEqual([]);
    expect(lan.conflicts()).toEqual([{ row: 'h:1', field: 'b1' }]);
  });

  it('count as having seen each other also through a write in another household', () => {
    const [lan, thanh] = begin('lan', 'thanh') as [SharedList, SharedList];
    lan.set('h:2', 'b1', 80);
    lan.set('h:1', 'b1', 120);
    thanh.set('h:1', 'i2', 'x');
    lan.set('h:2', 'b1', 85);
    meet(lan, thanh);
    expect(fields(thanh)).toEqual(['b1+i2']);
    // He overwrites her latest write, so he has seen all her writes before it: his next write is not apart from them.
    thanh.set('h:2', 'b1', 70);
    thanh.set('h:1', 'i3', 'x');
    meet(lan, thanh);
    expect(fields(lan)).toEqual(['b1+i2']);
  });

  it('“đã xem, giữ cả hai” syncs to every copy, can be undone, and covers only these two writes', () => {
    const [lan, thanh, viet] = begin('lan', 'thanh', 'viet') as [SharedList, SharedList, SharedList];
    lan.set('h:1', 'b1', 120);
    thanh.set('h:1', 'i2', 'x');
    meet(lan, thanh, viet);
    const pairs = apartPairs(viet, 'h:1', all);
    expect(pairs.map((pair) => isSeen(viet, 'h:1', pair))).toEqual([false]);
    viet.write(seenWrites('h:1', pairs));
    meet(lan, thanh, viet);
    expect(apartPairs(lan, 'h:1', all).map((pair) => isSeen(lan, 'h:1', pair))).toEqual([true]);
    expect(lan.rows().filter((row) => row.startsWith('h:'))).toEqual(['h:1', 'h:2']);
    viet.undo();
    expect(isSeen(viet, 'h:1', pairs[0]!)).toBe(false);
    viet.redo();
    lan.set('h:1', 'b1', 100);
    thanh.set('h:1', 'i2', null);
    meet(lan, thanh, viet);
    expect(apartPairs(viet, 'h:1', all).map((pair) => isSeen(viet, 'h:1', pair))).toEqual([false]);
  });
});

/** A random schedule: who writes which cell, and who receives from whom. The simulation records what each copy has seen. */
const deed = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('write' as const), who: fc.nat(4), row: fc.nat(2), field: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('hear' as const), who: fc.nat(4), from: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const), who: fc.nat(4) }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;
interface Made {
  id: WriteId & { met?: string };
  /** Index in `made`; also the value written. */
  place: number;
  /** Indexes in `made` of the writes that the writer had seen. */
  seen: ReadonlySet<number>;
}

function play(people: number, deeds: readonly Deed[]): { made: Made[]; lists: SharedList[] } {
  const copies = Array.from({ length: people }, (_, index) => ({ name: `p${index}`, list: person(`p${index}`), seen: new Set<number>() }));
  const made: Made[] = [];
  for (const one of deeds) {
    const copy = copies[one.who % people]!;
    if (one.kind === 'write') {
      const row = `h:${one.row}`;
      const before = Y.getState(copy.list.doc.store, copy.list.doc.clientID);
      copy.list.set(row, `f${one.field}`, made.length);
      copy.seen.add(made.length);
      made.push({ id: { client: copy.list.doc.clientID, clock: before }, place: made.length, seen: new Set(copy.seen) });
    } else if (one.kind === 'hear') {
      const other = copies[one.from % people]!;
      Y.applyUpdate(copy.list.doc, Y.encodeStateAsUpdate(other.list.doc, Y.encodeStateVector(copy.list.doc)));
      for (const write of other.seen) copy.seen.add(write);
    } else {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy.list.doc));
      copy.list = new SharedList(doc, copy.name);
    }
  }
  meet(...copies.map(({ list }) => list));
  return { made, lists: copies.map(({ list }) => list) };
}

describe('which writes a writer had seen, compared with a simulation that knows', () => {
  it('never claims that a writer had seen an unseen write: any number of people, on every copy', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), fc.array(deed, { maxLength: 60 }), (people, deeds) => {
        const { made, lists } = play(people, deeds);
        const causes = lists.map(({ doc }) => new Causes(doc));
        made.forEach((later, place) => {
          made.forEach((earlier, index) => {
            if (index === place) return;
            const [first, ...others] = causes.map((one) => one.saw(later.id, earlier.id));
            expect(others.every((other) => other === first)).toBe(true);
            if (first) expect(later.seen.has(index)).toBe(true);
          });
        });
      }),
      { numRuns: 400 },
    );
  });

  it('is exact for any two live writes of a household, whatever was exchanged in between', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), fc.array(deed, { maxLength: 80 }), (people, deeds) => {
        const { made, lists } = play(people, deeds);
        const [list] = lists as [SharedList];
        const causes = new Causes(list.doc);
        const live = new Map<string, Made[]>();
        for (const row of list.rows())
          for (const field of list.fields(row))
            for (const entry of list.entries(row, field))
              live.set(row, [
                ...(live.get(row) ?? []),
                { ...made[entry.value as number]!, id: { ...list.idsOf(row).get(entry)!, ...(entry.met && { met: entry.met }) } },
              ]);
        for (const writes of live.values())
          for (const later of writes)
            for (const earlier of writes)
              if (later !== earlier) expect(causes.saw(later.id, earlier.id)).toBe(later.seen.has(earlier.place));
      }),
      { numRuns: 600 },
    );
  });
});

describe('the `met` part of an entry', () => {
  it('is empty for writes made one after another, and short where concurrent writes were merged', () => {
    const [lan, thanh] = begin('lan', 'thanh') as [SharedList, SharedList];
    lan.set('h:1', 'b1', 120);
    meet(lan, thanh);
    thanh.set('h:1', 'i2', 'x');
    meet(lan, thanh);
    for (const field of ['b1', 'i1', 'i2']) expect(lan.entries('h:1', field)[0]).not.toHaveProperty('met');
    lan.set('h:1', 'b1', 121);
    thanh.set('h:1', 'i2', null);
    meet(lan, thanh);
    lan.set('h:1', 'c1', 'x');
    thanh.set('h:1', 'c2', 'x');
    meet(lan, thanh);
    const said = [lan.entries('h:1', 'c1')[0]?.met, lan.entries('h:1', 'c2')[0]?.met].filter((met) => met !== undefined);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^\d+\.\d+$/);
  });

  it('is harmless when it is malformed or false', () => {
    const [lan, thanh] = begin('lan', 'thanh') as [SharedList, SharedList];
    lan.set('h:1', 'b1', 120);
    thanh.doc.getArray('h:1').push([['i2', 'x', 'thanh', 1, 'abc 1 2.x .. 9.9']]);
    meet(lan, thanh);
    expect(fields(lan)).toEqual(['b1+i2']);
  });
});
