/** Well-formed updates that no honest client makes. */
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { LAN, THANH, VIET } from '../testing.ts';
import { LiveDoc } from './live-doc.ts';

describe('well-formed lies', () => {
  const writers = { person: LAN, mayRelay: false };
  const sent = (change: (doc: Y.Doc) => void, on = new Y.Doc()): Uint8Array => {
    let update = new Uint8Array();
    on.once('update', (made: Uint8Array) => (update = new Uint8Array(made)));
    on.transact(() => change(on));
    return update;
  };
  const entry = (value: unknown): unknown[] => ['b1', value, 'x', 1];
  const open = (): { live: LiveDoc; lan: Y.Doc } => {
    const lan = new Y.Doc();
    const live = new LiveDoc();
    expect(
      live.apply(
        sent((doc) => doc.getArray('h:1').push([entry(1), ['size', 4, 'x', 1]]), lan),
        false,
        writers,
      ).kind,
    ).toBe('applied');
    return { live, lan };
  };
  const copyOf = (doc: Y.Doc): Y.Doc => {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    return copy;
  };

  const foreign: [string, (doc: Y.Doc) => void][] = [
    ['a map', (doc) => doc.getMap('h:1').set('b1', 1)],
    ['a text', (doc) => doc.getText('h:1').insert(0, 'x')],
    ['a nested type', (doc) => doc.getArray('h:1').push([new Y.Array()])],
    ['bytes', (doc) => doc.getArray('h:1').push([new Uint8Array(2)])],
    ['a bare value', (doc) => doc.getArray('h:1').push([7])],
    ['an entry without a time', (doc) => doc.getArray('h:1').push([['b1', 1, 'x']])],
    ['an entry that holds an object', (doc) => doc.getArray('h:1').push([['b1', { a: 1 }, 'x', 1]])],
    ['an entry with a huge author', (doc) => doc.getArray('h:1').push([['b1', 1, 'x'.repeat(300), 1]])],
    ['a huge row name', (doc) => doc.getArray('h'.repeat(300)).push([entry(1)])],
  ];
  it.each(foreign)('%s is refused', (_name, change) => {
    const { live } = open();
    const before = live.snapshot();
    expect(live.apply(sent(change), false, writers)).toMatchObject({ kind: 'refuse', reason: { code: 4416 } });
    expect(live.snapshot()).toEqual(before);
  });

  it('keeps parts that a newer version adds to an entry', () => {
    const { live } = open();
    expect(
      live.apply(
        sent((doc) => doc.getArray('h:1').push([['b1', true, 'x', 1, 'new']])),
        false,
        writers,
      ).kind,
    ).toBe('applied');
  });

  it('refuses a cell cleared without a successor, accepts one overwritten', () => {
    const { live, lan } = open();
    const clear = copyOf(lan);
    expect(
      live.apply(
        sent((doc) => doc.getArray('h:1').delete(0, 1), clear),
        false,
        writers,
      ),
    ).toMatchObject({ reason: { code: 4417 } });
    const elsewhere = copyOf(lan);
    expect(
      live.apply(
        sent((doc) => (doc.getArray('h:1').delete(0, 1), doc.getArray('h:2').push([entry(2)])), elsewhere),
        false,
        writers,
      ),
    ).toMatchObject({ reason: { code: 4417 } });
    const honest = copyOf(lan);
    expect(
      live.apply(
        sent((doc) => (doc.getArray('h:1').delete(0, 1), doc.getArray('h:1').push([entry(2)])), honest),
        false,
        writers,
      ).kind,
    ).toBe('applied');
    // Everything sent again, with two more edits whose order it has not seen.
    honest.transact(() => (honest.getArray('h:1').delete(1, 1), honest.getArray('h:1').push([entry(3)])));
    expect(live.apply(Y.encodeStateAsUpdate(honest), true, writers).kind).toBe('applied');
  });

  it("another person's client id, ahead or behind, is refused; after a restore it may be relayed", () => {
    const { live, lan } = open();
    const ahead = copyOf(lan);
    ahead.clientID = lan.clientID;
    const update = sent((doc) => doc.getArray('h:1').push([entry('giả')]), ahead);
    expect(live.apply(update, false, { person: THANH, mayRelay: false })).toMatchObject({ reason: { code: 4419 } });
    const behind = new Y.Doc();
    behind.clientID = lan.clientID;
    expect(
      live.apply(
        sent((doc) => doc.getArray('h:1').push([entry('giả'), entry(2)]), behind),
        false,
        { person: THANH, mayRelay: false },
      ),
    ).toMatchObject({ reason: { code: 4418 } });
    expect(live.apply(Y.encodeStateAsUpdate(lan), true, { person: THANH, mayRelay: false })).toMatchObject({
      kind: 'applied',
      updates: [],
    });
    expect(live.apply(update, false, { person: THANH, mayRelay: true })).toMatchObject({ kind: 'applied', clients: [] });
    const commune = new Y.Doc();
    expect(
      live.apply(
        sent((doc) => doc.getArray('h:3').push([entry(1)]), commune),
        false,
        { person: VIET, mayRelay: true, client: commune.clientID },
      ),
    ).toMatchObject({ clients: [commune.clientID] });
  });

  describe('a comment', () => {
    const isOther = (name: string): boolean => name === VIET || name === THANH;
    const comment =
      (author: string, row = 'c:1') =>
      (doc: Y.Doc): void =>
        doc.getArray(row).push([
          ['about', 'h:1', author, 1],
          ['text', 'Xem lại', author, 1],
        ]);
    const by = (person: string, more: { mayRelay?: boolean; client?: number } = {}) => ({ person, mayRelay: false, isOther, ...more });

    it('signed with the name of another person of the review is refused whole, and the verdict says how far copy and room agree', () => {
      const { live, lan } = open();
      const before = live.snapshot();
      const verdict = live.apply(sent(comment(VIET), lan), false, by(LAN));
      expect(verdict).toMatchObject({ kind: 'refuse', reason: { code: 4420 }, same: new Map([[lan.clientID, 2]]) });
      expect(live.snapshot()).toEqual(before);
      // Also when it is overwritten with another's name, sent after honest edits, or part of all that a copy has.
      const fresh = new Y.Doc();
      fresh.getArray('h:9').push([entry(1)]);
      comment(THANH)(fresh);
      expect(live.apply(Y.encodeStateAsUpdate(fresh), true, by(LAN))).toMatchObject({ reason: { code: 4420 } });
    });

    it('is accepted when its author has been renamed since, or when nobody has its name', () => {
      const { live, lan } = open();
      for (const name of [LAN, 'Hà Thị Lna'])
        expect(live.apply(sent(comment(name, `c:${name}`), lan), false, by(LAN)).kind).toBe('applied');
    });

    it("of another is accepted from a person with the right to relay, under the other's client id and not under their own", () => {
      const { live } = open();
      const [thanh, viet] = [new Y.Doc(), new Y.Doc()];
      const relay = by(VIET, { mayRelay: true, client: viet.clientID });
      expect(live.apply(sent(comment(THANH), thanh), false, relay).kind).toBe('applied');
      expect(live.apply(sent(comment(THANH, 'c:2'), viet), false, relay)).toMatchObject({ reason: { code: 4420 } });
    });

    it("that the room already has is not refused, and a cell may bear another's name", () => {
      const { live } = open();
      const thanh = new Y.Doc();
      expect(live.apply(sent(comment(THANH), thanh), false, { person: THANH, mayRelay: false, isOther: (name) => name === LAN }).kind).toBe(
        'applied',
      );
      const lan = copyOf(thanh);
      expect(live.apply(Y.encodeStateAsUpdate(lan), true, by(LAN)).kind).toBe('applied');
      expect(
        live.apply(
          sent((doc) => doc.getArray('h:1').push([['note', 'x', THANH, 1]]), lan),
          false,
          by(LAN),
        ).kind,
      ).toBe('applied');
    });
  });
});
