import { describe, expect, it } from 'vitest';
import { Classifier } from './classify.ts';
import { RURAL, URBAN } from './columns.ts';
import { INDICATORS } from './indicators.ts';
import { CLASSES, codeOf, LIVINGS, MOVES } from './formula-columns.ts';
import { chooseRound } from './plans.ts';
import type { CellValue, Row } from './types.ts';

const villages: Row[] = [
  { id: 'v:nt', sheet: 'villages', cells: { name: 'Thôn 1', area: RURAL } },
  { id: 'v:tt', sheet: 'villages', cells: { name: 'Tổ 1', area: URBAN } },
];
const national = new Classifier(chooseRound({ year: 2023 }), villages);
const traCu = new Classifier(chooseRound({ plan: 'tra-cu-2023' }), villages);

const deprived = (count: number): Record<string, CellValue> => Object.fromEntries(INDICATORS.slice(0, count).map(({ key }) => [key, 'x']));
const household = (cells: Record<string, CellValue>, sheet: Row['sheet'] = 'list01'): Row => ({
  id: 'h:1',
  sheet,
  cells: { head: 'A', size: 4, village: 'Thôn 1', lastYear: sheet === 'list01' ? 'Hộ nghèo' : null, c1: 'x', ...cells },
});
const classOf = (cells: Record<string, CellValue>): string => codeOf(CLASSES, national.results(household(cells)).class);

describe('Kết quả phân loại (vectors of Nghị định 07/2021)', () => {
  it.each([
    ['Thôn 1', 140, 3, 'poor'],
    ['Thôn 1', 140, 2, 'near'],
    ['Thôn 1', 141, 12, 'none'],
    ['Tổ 1', 175, 3, 'poor'],
    ['Tổ 1', 175, 0, 'near'],
    ['Tổ 1', 176, 3, 'none'],
    ['Tổ 1', 160, 4, 'poor'],
    ['Thôn 1', 160, 4, 'none'],
  ])('%s, B1 %i, %i indicators: %s', (village, b1, count, expected) => expect(classOf({ village, b1, ...deprived(count) })).toBe(expected));

  it('stays empty, never guessed, without a score, an area or clear marks', () => {
    expect(classOf({ b1: null })).toBe('');
    expect(classOf({ b1: 'abc' })).toBe('');
    expect(classOf({ b1: 100, village: 'Thôn lạ' })).toBe('');
    expect(classOf({ b1: 100, i1: 'chưa rõ' })).toBe('');
    expect(national.results(household({ b1: null, i1: 'chưa rõ', c1: null })).missing).toBe('Điểm B1; Chỉ số thiếu hụt ghi khác x; ');
    expect(national.results(household({ b1: 10, c1: null, ...deprived(3) })).missing).toBe('Nguyên nhân nghèo; ');
  });
});

describe('Danh sách', () => {
  it.each([
    [{ lastYear: null, request: 'x', formA: 3 }, '01'],
    [{ lastYear: null, request: 'x', formA: 4 }, '02'],
    [{ lastYear: null, request: 'x', formA: 4, formAWhy: 'nhà cháy' }, '01'],
    [{ lastYear: null, request: 'x', formA: null }, '01'],
    [{ lastYear: null, request: null, formA: 0 }, '02'],
    [{ lastYear: 'Hộ cận nghèo', request: null }, '01'],
  ])('%j: %s', (cells, expected) => expect(national.results(household(cells)).list).toBe(expected));
});

describe('Diễn biến', () => {
  const poor = { b1: 100, ...deprived(3) };
  const near = { b1: 100 };
  const none = { b1: 300 };
  const asked = { lastYear: null, request: 'x', formA: 1 };
  it.each([
    [{ ...poor }, 'poor-stays'],
    [{ ...near }, 'poor-to-near'],
    [{ ...none }, 'poor-escapes'],
    [{ lastYear: 'Hộ cận nghèo', ...poor }, 'near-to-poor'],
    [{ lastYear: 'Hộ cận nghèo', ...near }, 'near-stays'],
    [{ lastYear: 'Hộ cận nghèo', ...none }, 'near-escapes'],
    [{ ...asked, ...poor }, 'poor-new'],
    [{ ...asked, ...near }, 'near-new'],
    [{ ...asked, ...none }, ''],
    [{ ...asked, formerly: 'Hộ nghèo', ...poor }, 'poor-again'],
    [{ ...asked, formerly: 'Hộ nghèo', ...near }, 'near-new'],
    [{ ...asked, formerly: 'Hộ cận nghèo', ...near }, 'near-again'],
    [{ ...asked, change: 'Tách hộ', ...poor }, 'poor-other-in'],
    [{ ...asked, change: 'Chuyển đến', ...near }, 'near-other-in'],
    [{ change: 'Chết', b1: 100 }, 'poor-other-out'],
    [{ lastYear: 'Hộ cận nghèo', change: 'Chuyển đi' }, 'near-other-out'],
    [{ ...asked, change: 'Nhập hộ' }, 'out'],
  ])('%j: %s', (cells, expected) => expect(codeOf(MOVES, national.results(household(cells)).move)).toBe(expected));
});

describe('Mức sống', () => {
  const livingOf = (classifier: Classifier, row: Row): string => codeOf(LIVINGS, classifier.results(row).living);
  it.each([
    [1_500_000, null, 'need-b1'],
    [1_500_000, 140, 'to-list-01'],
    [1_500_000, 141, 'average'],
    [1_500_001, null, 'average'],
    [2_250_000, null, 'average'],
    [2_250_001, null, 'well-off'],
    [10_000_000, null, 'well-off'],
    [10_000_001, null, 'rich'],
  ])('income %i, B1 %s under the bands of Trà Vinh: %s', (income, b1, expected) =>
    expect(livingOf(traCu, household({ income, b1 }, 'list02'))).toBe(expected),
  );

  it('is computed only when the plan asks for it, and only for households that are not poor', () => {
    expect(livingOf(national, household({ income: 3_000_000 }, 'list02'))).toBe('');
    expect(livingOf(traCu, household({ income: 3_000_000, b1: 100 }))).toBe('');
    expect(livingOf(traCu, household({ income: 3_000_000, b1: 200 }))).toBe('well-off');
    expect(
      livingOf(
        new Classifier(chooseRound({ plan: 'tra-cu-2023', standard: 'nd07-2021' }), villages),
        household({ income: 3_000_000 }, 'list02'),
      ),
    ).toBe('above');
  });
});

it('Hộ DTTS depends on the head or the spouse', () => {
  expect(national.results(household({ ethnic: 'Kinh', spouseEthnic: 'Tày' })).minority).toBe('x');
  expect(national.results(household({ ethnic: 'Kinh' })).minority).toBe('');
  expect(national.results(household({ ethnic: 'Dao', spouseEthnic: 'Kinh' })).minority).toBe('x');
});
