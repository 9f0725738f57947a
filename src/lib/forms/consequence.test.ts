import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Classifier, classifyAll } from '../review/classify.ts';
import { RURAL } from '../review/columns.ts';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { byEachStandard, chooseRound } from '../review/plans.ts';
import { ND07 } from '../review/standards.ts';
import type { CellValue, ReviewData, Row } from '../review/types.ts';
import { byConsequence, consequenceOf, LEVELS, type OpenCell } from './consequence.ts';
import { HouseholdFigures } from './household-figures.ts';
import { formsFor } from './registry.ts';
import { fillReport } from './report.ts';

const round = chooseRound({ year: 2023 });
const villages: Row[] = [{ id: 'v:1', sheet: 'villages', cells: { name: 'Thôn 1', area: RURAL } }];
const classifier = new Classifier(round, villages);
const figures = new HouseholdFigures(formsFor(round).summaries);
const poor = Object.fromEntries(ND07.indicators.slice(0, 3).map((key) => [key, 'x']));
const household = (cells: Record<string, CellValue> = {}): Row => ({
  id: 'h:1',
  sheet: 'list01',
  cells: {
    code: '1',
    head: 'Hà Văn Dũng',
    village: 'Thôn 1',
    size: 4,
    lastYear: 'Hộ nghèo',
    ethnic: 'Tày',
    b1: 130,
    ...poor,
    c1: 'x',
    ...cells,
  },
});
const member = (cells: Record<string, CellValue> = {}): Row => ({
  id: 'm:1',
  sheet: 'members',
  cells: { code: '1', name: 'Hà Thị Mai', birth: '01/01/2015', ...cells },
});
const cell = (field: string, values: CellValue[], row = 'h:1'): OpenCell => ({ row, field, values });
const of = (row: Row, cells: OpenCell[], members: Row[] = []) => consequenceOf(row, members, cells, classifier, figures);

describe('the consequence of a disputed cell', () => {
  it('is a class if the values lead to different ones, else a figure of a form, else nothing official', () => {
    expect(of(household(), [cell('b1', [150, 130])]).level).toBe('class');
    expect(of(household(), [cell('b1', [120, 130])]).level).toBe('rest');
    expect(of(household(), [cell('c2', ['x', null])]).level).toBe('form');
    expect(of(household(), [cell('i9', ['x', null])]).level).toBe('form');
    expect(of(household(), [cell('size', [5, 4])]).level).toBe('form');
    expect(of(household(), [cell('ethnic', ['Nùng', 'Tày'])]).level).toBe('form');
    expect(of(household(), [cell('note', ['a', 'b'])]).level).toBe('rest');
    expect(of(household({ lastYear: null, request: 'x', formA: 1 }), [cell('formerly', ['Hộ nghèo', null])]).level).toBe('form');
    expect(of(household(), [cell('birth', ['01/01/2000', '01/01/2015'], 'm:1')], [member()]).level).toBe('form');
    // Causes of a household that is not poor appear in no form.
    expect(of(household({ b1: 200 }), [cell('c2', ['x', null])]).level).toBe('rest');
  });

  it('is looked for by every standard of the round', () => {
    const both = chooseRound({ year: 2026, beside: ['nd351-2025'] }, [STANDARD_2027]);
    const by = new Classifier(both, villages);
    const all = new HouseholdFigures(byEachStandard(both).flatMap((alone) => formsFor(alone).summaries));
    const levelOf = (row: Row): string => consequenceOf(row, [], [cell('i13', ['x', null])], by, all).level;
    // Only the second standard asks it: a third indicator makes the household poor, a fourth only counts on its Mẫu 7.4.
    expect(levelOf(household({ i3: null }))).toBe('class');
    expect(levelOf(household())).toBe('form');
    expect(of(household({ i3: null }), [cell('i13', ['x', null])]).level).toBe('rest');
    expect(consequenceOf(household({ i3: null }), [], [cell('i13', ['x', null])], by, all).combinations.map(({ words }) => words)).toEqual([
      'Hộ cận nghèo; Hộ nghèo trở thành hộ cận nghèo · Chuẩn 2027-2030: Hộ nghèo; Hộ nghèo cũ',
      'Hộ cận nghèo; Hộ nghèo trở thành hộ cận nghèo',
    ]);
  });

  it('is given as a result for each choice, and for each combination of several cells', () => {
    const one = of(household(), [cell('b1', [150, 130])]);
    expect(one.combinations).toEqual([
      { picks: [0], words: 'Không nghèo; Thoát nghèo, vượt chuẩn cận nghèo' },
      { picks: [1], words: 'Hộ nghèo; Hộ nghèo cũ' },
    ]);
    const two = of(household(), [cell('note', ['a', 'b']), cell('b1', [150, 130]), cell('i3', [null, 'x'])]);
    expect(two.levels).toEqual(['rest', 'class', 'class']);
    expect(two.deciding).toEqual([1, 2]);
    expect(two.combinations.map(({ words }) => words.split(';')[0])).toEqual(['Không nghèo', 'Không nghèo', 'Hộ cận nghèo', 'Hộ nghèo']);
  });

  it('is found even if only two cells together change it', () => {
    // Poor needs three indicators: with only one of these two it stays near poor.
    const near = household({ i1: null, i2: null, i3: 'x', b1: 100 });
    const both = of(near, [cell('i1', ['x', null]), cell('i2', ['x', null])]);
    expect(both.levels).toEqual(['class', 'class']);
  });

  it('includes moving the household from one list to the other', () => {
    expect(of(household(), [cell('sheet', ['list02', 'list01'])])).toMatchObject({ level: 'class' });
  });

  it('does not try every combination of very many cells', () => {
    const cells = ND07.indicators.map((key) => cell(key, ['x', null]));
    const { combinations, level } = of(household({ ...Object.fromEntries(ND07.indicators.map((key) => [key, null])) }), cells);
    expect(combinations).toHaveLength(13);
    expect(level).not.toBe('rest');
  });

  it('sorts by class, then form, then the rest; otherwise keeps the order', () => {
    expect(
      byConsequence(
        ['rest 1', 'form 1', 'class 1', 'form 2', 'class 2'],
        (text) => LEVELS.find((level) => text.startsWith(level)) ?? 'rest',
      ),
    ).toEqual(['class 1', 'class 2', 'form 1', 'form 2', 'rest 1']);
  });

  it('is "rest" exactly when no figure of any form of the commune differs', () => {
    const change = fc.constantFrom<[string, CellValue][]>(
      ['b1', 120],
      ['b1', 150],
      ['i1', null],
      ['i9', 'x'],
      ['c1', null],
      ['c3', 'x'],
      ['size', 7],
      ['note', 'y'],
      ['ethnic', 'Kinh'],
      ['ethnic', 'Dao'],
      ['spouseEthnic', 'Tày'],
      ['merit', 'x'],
      ['change', 'Chuyển đi'],
      ['formerly', 'Hộ nghèo'],
      ['cccd', '006183000001'],
    );
    const start = fc.record({
      b1: fc.constantFrom(100, 150, null),
      lastYear: fc.constantFrom('Hộ nghèo', 'Hộ cận nghèo', null),
      request: fc.constantFrom('x', null),
      i2: fc.constantFrom('x', null),
    });
    const all = (row: Row): string => {
      const data: ReviewData = { unit: 'Xã A', villages, households: [row], members: [] };
      return JSON.stringify(
        fillReport(classifyAll(data, round)).forms.map(({ form, numbers, total }) => [form.headings, numbers, total.lines]),
      );
    };
    fc.assert(
      fc.property(start, change, (cells, [field, value]) => {
        const row = household(cells);
        const { level } = of(row, [cell(field, [value, row.cells[field] ?? null])]);
        const differs = all(row) !== all({ ...row, cells: { ...row.cells, [field]: value } });
        if (level === 'rest') expect(differs).toBe(false);
        if (level === 'form') expect(differs).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
