import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyListUpdate } from './entry-decoder.ts';

const value = fc.oneof(
  fc.constantFrom('Hộ nghèo', 'x', '', 'Hà Thị Lan'),
  fc.string({ maxLength: 200, unit: 'grapheme' }),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.constant(null),
  fc.boolean(),
  fc.array(fc.string({ maxLength: 5 })),
  fc.dictionary(fc.string({ maxLength: 5 }), fc.integer(), { noNullPrototype: true }),
);
/** Also what is no entry: another length, no array at all. */
const written = fc.array(fc.oneof({ weight: 4, arbitrary: fc.array(value, { maxLength: 6 }) }, { weight: 1, arbitrary: value }), {
  minLength: 1,
  maxLength: 30,
});

const rowsOf = (doc: Y.Doc, ids: readonly string[]): unknown[] => ids.map((id) => doc.getArray(id).toArray());

it('reads what Yjs reads', () => {
  fc.assert(
    fc.property(fc.array(written, { minLength: 1, maxLength: 4 }), (rows) => {
      const source = new Y.Doc();
      const ids = rows.map((_, index) => `h:${index}`);
      rows.forEach((row, index) => {
        source.getArray(ids[index]).push(row);
        if (row.length > 2) source.getArray(ids[index]).delete(1);
      });
      const update = Y.encodeStateAsUpdate(source);
      const [theirs, ours] = [new Y.Doc(), new Y.Doc()];
      Y.applyUpdate(theirs, update);
      applyListUpdate(ours, update, 'here');
      expect(rowsOf(ours, ids)).toEqual(rowsOf(theirs, ids));
      expect(Y.encodeStateAsUpdate(ours)).toEqual(update);
    }),
  );
});

it('refuses a damaged update exactly where Yjs does', () => {
  const source = new Y.Doc();
  source.getArray('h:1').push([
    ['head', 'Nông Văn Thành', 'Hà Thị Lan', 126_000_000],
    ['head', 'Nông Văn Thành', 'Hà Thị Lan', 126_000_000],
    ['head', 'Nông Văn Thành', 'Hà Thị Lan', 126_000_000],
  ]);
  const whole = Y.encodeStateAsUpdate(source);
  const outcome = (apply: typeof applyListUpdate, update: Uint8Array): unknown => {
    const doc = new Y.Doc();
    try {
      apply(doc, update);
    } catch {
      return 'refused';
    }
    return doc.getArray('h:1').toArray();
  };
  for (let length = 0; length < whole.length; length++) {
    const cut = whole.slice(0, length);
    expect(outcome(applyListUpdate, cut)).toEqual(outcome(Y.applyUpdate, cut));
  }
});
