import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { LayoutShape, moveColumn, orderColumns, PLAIN_LAYOUT, PLAIN_ROWS, RowViewShape, withUnknown } from './views.ts';
import { clampZoom, LARGEST, SMALLEST, zoomOfKey, zoomStep } from './zoom.ts';

const OWN = ['stt', 'head', 'code', 'b1', 'i1', '=b2', '=class'];
const kept = fc.array(fc.constantFrom(...OWN, 'gone', 'newer'), { maxLength: 12 });

describe('order of columns', () => {
  it('contains exactly the existing columns, stored ones in the stored order', () => {
    fc.assert(
      fc.property(kept, (order) => {
        const made = orderColumns(OWN, order);
        expect([...made].sort()).toEqual([...OWN].sort());
        const known = [...new Set(order)].filter((field) => OWN.includes(field));
        expect(made.filter((field) => known.includes(field))).toEqual(known);
        expect(orderColumns(OWN, made)).toEqual(made);
      }),
    );
    expect(orderColumns(OWN, [])).toEqual(OWN);
    expect(orderColumns(OWN, ['head', '=class', 'i1'])).toEqual(['stt', 'head', 'code', 'b1', '=class', 'i1', '=b2']);
  });

  it('moves one column and leaves the others', () => {
    fc.assert(
      fc.property(fc.constantFrom(...OWN), fc.integer({ min: -9, max: 9 }), (field, by) => {
        const moved = moveColumn(OWN, field, by);
        expect(moved.filter((other) => other !== field)).toEqual(OWN.filter((other) => other !== field));
        expect(moved.indexOf(field)).toBe(Math.max(0, Math.min(OWN.length - 1, OWN.indexOf(field) + by)));
      }),
    );
    expect(moveColumn(OWN, 'gone', 1)).toEqual(OWN);
  });

  it('passes on columns that only another version knows', () => {
    expect(withUnknown(['b1', 'head'], ['newer', 'head', 'b1'], OWN)).toEqual(['b1', 'head', 'newer']);
  });
});

describe('stored views', () => {
  it('are read as far as possible', () => {
    expect(v.parse(LayoutShape, {})).toEqual(PLAIN_LAYOUT);
    expect(v.parse(RowViewShape, {})).toEqual(PLAIN_ROWS);
    expect(v.parse(LayoutShape, { hidden: ['newer'], order: 7, widths: { b1: -3 }, zoom: 1000, more: 1 })).toEqual({
      ...PLAIN_LAYOUT,
      hidden: ['newer'],
      zoom: LARGEST,
    });
    expect(v.parse(RowViewShape, { sorts: [{ field: 'b1' }], filters: { b1: { from: 3, newer: true } }, question: 'newer' })).toEqual({
      sorts: [],
      filters: { b1: { from: 3 } },
      question: 'newer',
    });
  });

  it('show something, whatever is stored', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('hidden', 'order', 'widths', 'zoom', 'sorts', 'filters', 'question'), fc.jsonValue()),
        (stored) => void [v.parse(LayoutShape, stored), v.parse(RowViewShape, stored)],
      ),
    );
  });
});

describe('zoom', () => {
  it('steps by tens and stops at its limits', () => {
    expect([zoomStep(100, 1), zoomStep(100, -1), zoomStep(115, 1), zoomStep(115, -1), zoomStep(200, 1), zoomStep(70, -1)]).toEqual([
      110, 90, 120, 110, 200, 70,
    ]);
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (zoom) => void expect(clampZoom(zoom) >= SMALLEST && clampZoom(zoom) <= LARGEST).toBe(true)),
    );
  });
  it('reacts only to Ctrl with plus, minus and zero', () => {
    const key = (name: string, ctrlKey = true) => zoomOfKey({ key: name, ctrlKey, metaKey: false, altKey: false }, 100);
    expect([key('+'), key('='), key('-'), key('0'), key('5'), key('+', false)]).toEqual([110, 110, 90, 100, null, null]);
  });
});
