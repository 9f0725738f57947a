import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { seenWrites, type ApartWrite } from '$lib/cells/apart.ts';
import { mistakenWrites } from '$lib/cells/mistaken.ts';
import { SharedList } from '$lib/cells/shared-list.ts';
import { HouseholdFigures } from '$lib/forms/household-figures.ts';
import { formsFor } from '$lib/forms/registry.ts';
import { Classifier } from '$lib/review/classify.ts';
import { RURAL } from '$lib/review/columns.ts';
import { chooseRound } from '$lib/review/plans.ts';
import type { Wrote } from '../commune/wrote.ts';
import { questionsOf } from './apart-question.ts';
import { conflictsOf } from './village-conflicts.ts';

const round = chooseRound({ year: 2023 });
const classifier = new Classifier(round, [{ id: 'v:thon-1', sheet: 'villages', cells: { name: 'Thôn 1', area: RURAL } }]);
const figures = new HouseholdFigures(formsFor(round).summaries);
const read = (list: SharedList) => conflictsOf(list, { id: 'thon-1', name: 'Thôn 1' }, classifier, figures);

function people(...names: string[]): SharedList[] {
  const first = new SharedList(new Y.Doc(), 'nhập');
  const row = (id: string, cells: Record<string, string | number>) =>
    first.write(Object.entries(cells).map(([field, value]) => ({ row: id, field, value })));
  row('h:1', { code: '01', head: 'Hà Văn Dũng', lastYear: 'Hộ nghèo', b1: 150, i1: 'x', i2: 'x' });
  row('h:2', { code: '02', head: 'Lê Thị Lụa', lastYear: 'Hộ nghèo', b1: 100 });
  row('m:1', { code: '02', name: 'Lê Văn Tí', birth: '2010' });
  row('m:2', { code: '99', name: 'Không nhà' });
  return names.map((name) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(first.doc));
    return new SharedList(doc, name);
  });
}
const claimed = ({ entry: { author } }: ApartWrite): Wrote => ({ claimed: author, known: undefined });
const meet = (...lists: SharedList[]): void => {
  for (const from of lists) for (const to of lists) if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc));
};

describe('the open cells of a village', () => {
  it('are grouped by household, members with theirs, and members of no household separately', () => {
    const [lan, thanh] = people('Lan', 'Thành') as [SharedList, SharedList];
    for (const [list, b1, birth, name] of [
      [lan, 120, '2010', 'A'],
      [thanh, 160, '2012', 'B'],
    ] as const) {
      list.set('h:2', 'b1', b1);
      list.set('h:2', 'note', name);
      list.set('m:1', 'birth', birth);
      list.set('m:2', 'name', name);
    }
    lan.set('m:1', 'birth', '2011');
    meet(lan, thanh);
    const { households } = read(lan);
    expect(households.map(({ name, code, cells }) => [name, code, cells.map(({ member, label }) => `${member}${label}`)])).toEqual([
      ['Lê Thị Lụa', '02', ['Điểm B1', 'Ghi chú', 'Lê Văn TíNgày sinh']],
      ['', '99', [`${String(lan.get('m:2', 'name'))}Họ và tên`]],
    ]);
    expect(households.map(({ consequence }) => consequence.level)).toEqual(['class', 'rest']);
    expect(households[0]?.cells[0]?.entries.map(({ author }) => author).sort()).toEqual(['Lan', 'Thành']);
    expect(read(thanh).households.map(({ key }) => key)).toEqual(households.map(({ key }) => key));
  });

  it('that say whether a household was written by mistake decide whether it counts; one that is put aside asks nothing', () => {
    const [lan, thanh] = people('Lan', 'Thành') as [SharedList, SharedList];
    lan.set('h:2', 'b1', 120);
    thanh.set('h:2', 'b1', 160);
    meet(lan, thanh);
    lan.write(mistakenWrites(lan, 'h:2', 'Ghi để thử'));
    meet(lan, thanh);
    expect(read(lan).households).toEqual([]);
    lan.write(mistakenWrites(lan, 'h:2', null));
    thanh.write(mistakenWrites(thanh, 'h:2', null));
    thanh.write(mistakenWrites(thanh, 'h:2', 'Không có hộ này ở thôn'));
    meet(lan, thanh);
    const [household] = read(lan).households;
    expect(household?.cells.map(({ label, level }) => [label, level])).toEqual([
      ['Điểm B1', 'class'],
      ['Hộ ghi nhầm', 'class'],
    ]);
    expect(household?.cells[1]?.entries.map(({ value }) => household.cells[1]?.text(value)).sort()).toEqual([
      'Vẫn trong danh sách',
      'Để riêng: Không có hộ này ở thôn',
    ]);
    expect(household?.consequence.combinations.map(({ words }) => words)).toContain('Để riêng, không tính');
  });

  it('settled in one action are undone in one, with both values and their authors', () => {
    const [lan, thanh, viet] = people('Lan', 'Thành', 'Việt') as [SharedList, SharedList, SharedList];
    for (const [list, value] of [
      [lan, 120],
      [thanh, 160],
    ] as const)
      list.write([
        { row: 'h:1', field: 'b1', value },
        { row: 'h:2', field: 'b1', value },
        { row: 'h:2', field: 'note', value: String(value) },
      ]);
    meet(lan, thanh, viet);
    const before = viet
      .conflicts()
      .map(({ row, field }) => [row, field, viet.values(row, field).map(({ value, author, at }) => [value, author, at])]);
    const settled = viet.settleAll(
      viet
        .conflicts()
        .map(({ row, field }) => ({ row, field, value: viet.entries(row, field).find(({ author }) => author === 'Lan')?.value ?? null })),
    );
    meet(lan, thanh, viet);
    expect([lan.conflicts(), thanh.get('h:1', 'b1'), thanh.get('h:2', 'note')]).toEqual([[], 120, '120']);
    // Somebody writes again in one of them: that value stays.
    thanh.set('h:2', 'b1', 99);
    meet(lan, thanh, viet);
    expect(viet.reopen(settled).skipped).toEqual([{ row: 'h:2', field: 'b1' }]);
    meet(lan, thanh, viet);
    for (const list of [lan, thanh, viet]) {
      expect(
        list.conflicts().map(({ row, field }) => [row, field, list.values(row, field).map(({ value, author, at }) => [value, author, at])]),
      ).toEqual(before.filter(([row, field]) => row !== 'h:2' || field !== 'b1'));
      expect(list.get('h:2', 'b1')).toBe(99);
    }
  });

  it('written apart are asked about only if it matters, once the earlier values are known, and not again once seen', () => {
    const [lan, thanh] = people('Lan', 'Thành') as [SharedList, SharedList];
    lan.set('h:1', 'b1', 130);
    thanh.set('h:1', 'i3', 'x');
    lan.set('h:2', 'b1', 101);
    thanh.set('h:2', 'i1', 'x');
    meet(lan, thanh);
    const { households, apart } = read(lan);
    expect(households).toEqual([]);
    expect(apart.map(({ name }) => name)).toEqual(['Hà Văn Dũng', 'Lê Thị Lụa']);
    const known: Record<string, number | null> = { 'h:1 b1': 150, 'h:1 i3': null, 'h:2 b1': 100, 'h:2 i1': null };
    expect(apart.map((one) => questionsOf(one, classifier, () => undefined, claimed))).toEqual([
      { asked: [], unknown: true },
      { asked: [], unknown: true },
    ]);
    const asked = apart.map((one) => questionsOf(one, classifier, (field) => known[`${one.row.id} ${field}`], claimed));
    expect(asked.map((one) => one.asked.map(({ both }) => both))).toEqual([['Hộ nghèo; Hộ nghèo cũ'], []]);
    // The sides belong to accounts, whatever the names; one account is not two people.
    const by = (names: Record<string, string>) =>
      apart.flatMap(
        (one) =>
          questionsOf(
            one,
            classifier,
            (field) => known[`${one.row.id} ${field}`],
            ({ entry: { author } }) => ({ claimed: author, known: names[author] }),
          ).asked,
      );
    expect(by({ Lan: 'Lan', Thành: 'Hạnh' }).map(({ sides, wrote }) => [sides.map(({ author }) => author), wrote])).toEqual([
      [
        ['Hạnh', 'Lan'],
        [
          { claimed: 'Thành', known: 'Hạnh' },
          { claimed: 'Lan', known: 'Lan' },
        ],
      ],
    ]);
    expect(by({ Lan: 'Thành', Thành: 'Thành' })).toEqual([]);
    expect(asked.every(({ unknown }) => !unknown)).toBe(true);
    lan.write(seenWrites('h:1', apart[0]!.pairs));
    meet(lan, thanh);
    expect(read(thanh).apart.map(({ name }) => name)).toEqual(['Lê Thị Lụa']);
  });

  it('by the same name are asked about if the log knows two accounts, never by the name alone', () => {
    const [lan, other] = people('Hà Thị Lan', 'Hà Thị Lan') as [SharedList, SharedList];
    lan.set('h:1', 'b1', 130);
    other.set('h:1', 'i3', 'x');
    meet(lan, other);
    const known: Record<string, number | null> = { b1: 150, i3: null };
    const [household, ...others] = read(lan).apart;
    expect(others).toEqual([]);
    const asked = (account: (write: ApartWrite) => string | undefined) =>
      questionsOf(
        household!,
        classifier,
        (field) => known[field],
        (write) => ({ claimed: 'Hà Thị Lan', known: account(write) && 'Hà Thị Lan', account: account(write) }),
      );
    const [question] = asked(({ field }) => (field === 'b1' ? 'lan' : 'lan-2')).asked;
    expect(question?.sides.map(({ author, cells }) => [author, cells.map(({ field }) => field)])).toEqual([
      ['Hà Thị Lan', ['b1']],
      ['Hà Thị Lan', ['i3']],
    ]);
    expect(question?.wrote.map(({ account }) => account)).toEqual(['lan', 'lan-2']);
    // Her own two devices; or writes not received yet, or no network.
    expect(asked(() => 'lan')).toEqual({ asked: [], unknown: false });
    expect(asked(() => undefined)).toEqual({ asked: [], unknown: false });
    expect(asked(({ field }) => (field === 'b1' ? 'lan' : undefined))).toEqual({ asked: [], unknown: false });
  });
});
