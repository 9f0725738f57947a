import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { isFilled } from './review-rooms.ts';
import { SharedList, type CellWrite } from './shared-list.ts';
import { takingBack } from './take-back.ts';

const household = (n: number, b1 = 100): CellWrite[] => [
  { row: `h:${n}`, field: 'code', value: `A${n}` },
  { row: `h:${n}`, field: 'head', value: `Chủ ${n}` },
  { row: `h:${n}`, field: 'b1', value: b1 },
  { row: `m:${n}`, field: 'code', value: `A${n}` },
  { row: `m:${n}`, field: 'name', value: `Chủ ${n}` },
];
const added = (...numbers: number[]): string[] => numbers.flatMap((n) => [`h:${n}`, `m:${n}`]);

/** Two people's copies of one list. */
function two(): { officer: SharedList; lan: SharedList; meet(): void } {
  const [a, b] = [new Y.Doc(), new Y.Doc()];
  return {
    officer: new SharedList(a, 'Việt', () => Date.UTC(2023, 9, 1)),
    lan: new SharedList(b, 'Lan', () => Date.UTC(2023, 9, 2)),
    meet() {
      Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
      Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
    },
  };
}

describe('taking an import back', () => {
  it('reports which households go, and removes them whole', () => {
    const { officer } = two();
    const steps = officer.write([...household(1), ...household(2)]);
    const plan = takingBack(officer, steps, added(1, 2));
    expect(plan).toMatchObject({ goes: ['h:1', 'm:1', 'h:2', 'm:2'], stays: [], left: [] });
    officer.takeBack(plan.steps);
    expect(officer.rows().filter((row) => isFilled(officer, row))).toEqual([]);
    // The taking back is one act, and one undo reverses it.
    officer.undo();
    expect(officer.get('h:2', 'head')).toBe('Chủ 2');
    expect(officer.canUndo).toBe(false);
  });

  it('leaves a household whole when others have worked on it or on its members', () => {
    const { officer, lan, meet } = two();
    const steps = officer.write([...household(1), ...household(2), ...household(3)]);
    meet();
    lan.set('h:1', 'i1', 'x');
    lan.set('m:2', 'name', 'Lò Văn An');
    lan.write([{ row: 'm:new', field: 'code', value: 'A3' }]);
    meet();
    const plan = takingBack(officer, steps, added(1, 2, 3));
    expect([plan.goes, plan.stays]).toEqual([[], added(1, 2, 3)]);
    expect(plan.steps).toEqual([]);
  });

  it('removes a split household: a member moved into it returns to the old one, a member who joined it since keeps it', () => {
    const { officer, lan, meet } = two();
    officer.write(household(1));
    const split: CellWrite[] = [
      { row: 'h:2', field: 'code', value: 'A2' },
      { row: 'h:2', field: 'head', value: 'Người con' },
      { row: 'm:1', field: 'code', value: 'A2' },
    ];
    const steps = officer.write(split);
    expect(takingBack(officer, steps)).toMatchObject({ goes: ['h:2'], stays: [] });
    meet();
    lan.write([{ row: 'm:new', field: 'code', value: 'A2' }]);
    meet();
    expect(takingBack(officer, steps)).toMatchObject({ goes: [], stays: ['h:2'] });
  });

  it('restores the old values of older households, except where others have written since', () => {
    const { officer, lan, meet } = two();
    officer.write(household(1));
    const steps = officer.write([
      { row: 'h:1', field: 'b1', value: 120 },
      { row: 'h:1', field: 'head', value: 'Chủ mới' },
    ]);
    meet();
    lan.set('h:1', 'head', 'Lò Văn An');
    meet();
    officer.set('h:1', 'note', 'sau khi nhập');
    const plan = takingBack(officer, steps, []);
    expect(plan).toMatchObject({ goes: [], stays: [], left: [{ row: 'h:1', field: 'head' }] });
    officer.takeBack(plan.steps);
    expect(officer.snapshotRow('h:1')).toMatchObject({ b1: 100, head: 'Lò Văn An', note: 'sau khi nhập' });
  });

  it('never loses what others wrote since, and leaves no half of a household', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            row: fc.constantFrom('h:1', 'h:2', 'm:1', 'm:2', 'h:9'),
            field: fc.constantFrom('b1', 'i1', 'head', 'name'),
            value: fc.constantFrom(7, 'x', null),
          }),
          { maxLength: 6 },
        ),
        (edits) => {
          const { officer, lan, meet } = two();
          officer.write([
            { row: 'h:9', field: 'code', value: 'A9' },
            { row: 'h:9', field: 'b1', value: 55 },
          ]);
          const steps = officer.write([...household(1), ...household(2), { row: 'h:9', field: 'b1', value: 66 }]);
          meet();
          for (const { row, field, value } of edits) lan.set(row, field, value);
          meet();
          const before = new Map(edits.map(({ row, field }) => [`${row} ${field}`, [row, field, officer.get(row, field)] as const]));
          const plan = takingBack(officer, steps, added(1, 2));
          officer.takeBack(plan.steps);
          for (const [row, field, value] of before.values())
            if (officer.entries(row, field).at(-1)?.author === 'Lan') expect(officer.get(row, field)).toBe(value);
          for (const n of [1, 2]) expect(isFilled(officer, `h:${n}`)).toBe(isFilled(officer, `m:${n}`));
          for (const n of [1, 2]) if (isFilled(officer, `h:${n}`)) expect(officer.get(`h:${n}`, 'code')).toBe(`A${n}`);
          if (!edits.some(({ row, field }) => row === 'h:9' && field === 'b1')) expect(officer.get('h:9', 'b1')).toBe(55);
        },
      ),
    );
  });
});
