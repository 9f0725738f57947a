import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { fillEach } from '../forms/report.ts';
import { nextYear } from '../process/next-year.ts';
import { checkReview } from '../review/checks.ts';
import { classifyAll, type Classified } from '../review/classify.ts';
import { MISTAKEN_FIELD } from '../review/mistaken.ts';
import { chooseRound } from '../review/plans.ts';
import type { CellValue } from '../review/types.ts';
import { choiceWrites, mistakenHouseholds, mistakenWrites } from './mistaken.ts';
import { HOUSEHOLD_PREFIX, listedRows, MEMBER_PREFIX, openCells, readReview } from './review-rooms.ts';
import { SharedList } from './shared-list.ts';

const round = chooseRound({ year: 2023 });
const commune = new SharedList(new Y.Doc(), 'xã');
commune.write([
  { row: 'round', field: 'unit', value: 'Xã Nông Thượng' },
  { row: 'v:thon-1', field: 'name', value: 'Thôn 1' },
  { row: 'v:thon-1', field: 'area', value: 'Nông thôn' },
]);

const copyOf = (list: SharedList, name: string): SharedList => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(list.doc));
  return new SharedList(doc, name);
};
const meet = (...lists: SharedList[]): void => {
  for (const from of lists) for (const to of lists) if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc));
};
const fill = (list: SharedList, rows: Record<string, Record<string, CellValue>>): SharedList => {
  list.write(Object.entries(rows).flatMap(([row, cells]) => Object.entries(cells).map(([field, value]) => ({ row, field, value }))));
  return list;
};
const village = (): SharedList =>
  fill(new SharedList(new Y.Doc(), 'nhập'), {
    'h:1': { sheet: 'list01', order: 0, code: 'A-1', head: 'Nông Văn Bằng', ethnic: 'Tày', size: 4, formA: 3, b1: 100, i1: 'x', i2: 'x' },
    'h:2': { sheet: 'list01', order: 1, code: 'A-2', head: 'Hà Thị Nhầm', ethnic: 'Kinh', size: 2, formA: 2, b1: 90, i1: 'x', i3: 'x' },
    'm:1': { order: 0, code: 'A-1', name: 'Nông Thị Hoa', birth: '01/02/2015', malnourished: 'x' },
    'm:2': { order: 1, code: 'A-2', name: 'Hà Văn Tí', birth: '01/02/2016', malnourished: 'x' },
  });
const read = (list: SharedList): Classified => classifyAll(readReview(commune, new Map([['thon-1', list]])), round);
const rowsOf = (list: SharedList): string[] => [...listedRows(list, HOUSEHOLD_PREFIX), ...listedRows(list, MEMBER_PREFIX)];
/** What all forms, checks and the next year's list say. */
const said = (list: SharedList): string => {
  const classified = read(list);
  return JSON.stringify([
    fillEach(classified).map(({ forms }) => forms.map(({ form, rows, total, numbers }) => [form.id, rows, total.lines, numbers])),
    checkReview(classified),
    nextYear(classified, true),
    [...classified.results],
    classified.data,
  ]);
};
const aside = (list: SharedList, row: string, reason = 'Ghi để thử'): void => void list.write(mistakenWrites(list, row, reason));
const back = (list: SharedList, row: string): void => void list.write(mistakenWrites(list, row, null));

describe('a household that was written by mistake', () => {
  it('is on no list and keeps its cells; taken back, or undone, all is as before', () => {
    const list = village();
    const before = said(list);
    aside(list, 'h:2', 'Không có hộ này ở thôn');
    expect(rowsOf(list)).toEqual(['h:1', 'm:1']);
    expect(list.get('h:2', 'b1')).toBe(90);
    expect(mistakenHouseholds(list)).toMatchObject([
      { row: 'h:2', marks: [{ value: 'Không có hộ này ở thôn', author: 'nhập' }], disputed: false, members: ['m:2'], later: [], added: [] },
    ]);
    list.undo();
    expect([said(list) === before, mistakenHouseholds(list)]).toEqual([true, []]);
    list.redo();
    back(list, 'h:2');
    expect([said(list) === before, mistakenHouseholds(list)]).toEqual([true, []]);
  });

  it('of two with one Mã hộ leaves the members to the other', () => {
    const list = fill(village(), { 'h:3': { sheet: 'list01', code: 'A-1', head: 'Nông Văn Bằng' } });
    aside(list, 'h:3', 'Ghi trùng hộ đã có: A-1');
    expect(rowsOf(list)).toEqual(['h:1', 'h:2', 'm:1', 'm:2']);
    // Put aside as well, the other one takes them along, and back.
    aside(list, 'h:1');
    expect(rowsOf(list)).toEqual(['h:2', 'm:2']);
    back(list, 'h:3');
    expect(rowsOf(list)).toEqual(['h:2', 'h:3', 'm:2']);
    back(list, 'h:1');
    expect(rowsOf(list)).toEqual(['h:1', 'h:2', 'h:3', 'm:1', 'm:2']);
  });

  it('tells what was written by somebody who did not know, also before it by the clock', () => {
    const list = village();
    const away = copyOf(list, 'Lan');
    away.set('h:2', 'b1', 73);
    away.set('m:2', 'code', 'A-9');
    fill(away, { 'm:3': { code: 'A-2', name: 'Hà Thị Mới' } });
    aside(list, 'h:2');
    meet(list, away);
    for (const one of [list, away]) {
      const [found] = mistakenHouseholds(one);
      expect(found?.later.map(({ row, field, entries }) => [row, field, entries.map(({ value, author }) => [value, author])])).toEqual([
        ['h:2', 'b1', [[73, 'Lan']]],
        ['m:2', 'code', [['A-9', 'Lan']]],
      ]);
      expect(found?.added).toEqual(['m:3']);
      expect(rowsOf(one)).toEqual(['h:1', 'm:1', 'm:3']);
    }
    back(list, 'h:2');
    expect([rowsOf(list), list.get('h:2', 'b1')]).toEqual([['h:1', 'h:2', 'm:1', 'm:2', 'm:3'], 73]);
    // Put aside by somebody who has seen it: nothing is later.
    aside(list, 'h:2');
    expect(mistakenHouseholds(list)[0]?.later).toEqual([]);
  });

  it('for two reasons is put aside once, and asks nobody', () => {
    const [lan, viet] = [copyOf(village(), 'Lan'), copyOf(village(), 'Việt')];
    meet(lan, viet);
    aside(lan, 'h:2', 'Ghi để thử');
    aside(viet, 'h:2', 'Không có hộ này ở thôn');
    meet(lan, viet);
    expect([rowsOf(lan), openCells(lan)]).toEqual([rowsOf(viet), []]);
    expect(
      mistakenHouseholds(lan)[0]
        ?.marks.map(({ author }) => author)
        .sort(),
    ).toEqual(['Lan', 'Việt']);
    back(lan, 'h:2');
    meet(lan, viet);
    expect(rowsOf(viet)).toEqual(['h:1', 'h:2', 'm:1', 'm:2']);
  });

  it('that somebody else took back stays on the list without a result until one of the two is chosen', () => {
    const lan = village();
    aside(lan, 'h:2');
    const viet = copyOf(lan, 'Việt');
    back(lan, 'h:2');
    back(viet, 'h:2');
    aside(viet, 'h:2', 'Ghi trùng hộ đã có');
    meet(lan, viet);
    for (const one of [lan, viet]) {
      expect(rowsOf(one)).toEqual(['h:1', 'h:2', 'm:1', 'm:2']);
      expect(openCells(one)).toEqual([{ row: 'h:2', field: MISTAKEN_FIELD }]);
      expect(mistakenHouseholds(one)).toMatchObject([{ row: 'h:2', disputed: true, members: ['m:2'] }]);
      const classified = read(one);
      expect(classified.results.get('h:2')?.class).toBe('(chưa thống nhất)');
      expect(checkReview(classified).find(({ code }) => code === 'unsettled')?.text).toContain('Hộ ghi nhầm');
    }
    const [kept, gone] = [copyOf(lan, 'Lan'), lan];
    kept.settleAll(choiceWrites(kept, { row: 'h:2', field: MISTAKEN_FIELD, value: null }));
    expect([rowsOf(kept), kept.conflicts()]).toEqual([['h:1', 'h:2', 'm:1', 'm:2'], []]);
    gone.settleAll(choiceWrites(gone, { row: 'h:2', field: MISTAKEN_FIELD, value: 'Ghi trùng hộ đã có' }));
    expect([rowsOf(gone), gone.conflicts()]).toEqual([['h:1', 'm:1'], []]);
  });

  it('counts nowhere: whatever is put aside and taken back, all that is counted is that of the list without it', () => {
    const households = ['1', '2', '3', '4', '5'];
    const scores = fc.record({
      formA: fc.constantFrom(2, 3, null),
      b1: fc.constantFrom(60, 100, 130, 145, null),
      size: fc.integer({ min: 1, max: 6 }),
      ethnic: fc.constantFrom('Kinh', 'Tày', 'Nùng'),
      sheet: fc.constantFrom('list01', 'list02'),
      i1: fc.constantFrom('x', null),
      i3: fc.constantFrom('x', null),
      c1: fc.constantFrom('x', null),
      sick: fc.constantFrom('x', null),
    });
    fc.assert(
      fc.property(
        fc.array(scores, { minLength: 5, maxLength: 5 }),
        fc.array(fc.tuple(fc.constantFrom(...households), fc.boolean()), { maxLength: 8 }),
        (cells, deeds) => {
          const writeIn = (list: SharedList, wanted: (n: string) => boolean): SharedList => {
            households.forEach((n, order) => {
              if (!wanted(n)) return;
              const { sick, ...own } = cells[order]!;
              fill(list, {
                [`h:${n}`]: { ...own, order, code: `A-${n}`, head: `Hộ ${n}` },
                [`m:${n}`]: { order, code: `A-${n}`, name: `Con hộ ${n}`, birth: '01/02/2016', malnourished: sick },
              });
            });
            return list;
          };
          const list = writeIn(new SharedList(new Y.Doc(), 'a'), () => true);
          const gone = new Set<string>();
          for (const [n, goes] of deeds) {
            list.write(mistakenWrites(list, `h:${n}`, goes ? 'Ghi để thử' : null));
            if (goes) gone.add(n);
            else gone.delete(n);
          }
          expect(said(list)).toBe(said(writeIn(new SharedList(new Y.Doc(), 'a'), (n) => !gone.has(n))));
        },
      ),
      { numRuns: 40 },
    );
  });
});
