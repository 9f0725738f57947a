import { describe, expect, it } from 'vitest';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { Classifier } from './classify.ts';
import { RURAL, URBAN } from './columns.ts';
import { INDICATORS } from './indicators.ts';
import { decidingInputs } from './deciding.ts';
import { byEachStandard, chooseRound } from './plans.ts';
import { ND07 } from './standards.ts';
import type { CellValue, Row } from './types.ts';
import { decides, explainHousehold, outcome } from './why.ts';

const villages: Row[] = [
  { id: 'v:1', sheet: 'villages', cells: { name: 'Thôn 1', area: RURAL } },
  { id: 'v:2', sheet: 'villages', cells: { name: 'Tổ 1', area: URBAN } },
];
const national = new Classifier(chooseRound({ year: 2023 }), villages);
const traCu = new Classifier(chooseRound({ plan: 'tra-cu-2023' }), villages);
const deprived = (count: number): Record<string, CellValue> => Object.fromEntries(INDICATORS.slice(0, count).map(({ key }) => [key, 'x']));
const household = (cells: Record<string, CellValue>, sheet: Row['sheet'] = 'list01'): Row => ({
  id: 'h:1',
  sheet,
  cells: { head: 'Nông Đình Bằng', size: 4, village: 'Thôn 1', lastYear: sheet === 'list01' ? 'Hộ nghèo' : null, c1: 'x', ...cells },
});

describe('explainHousehold', () => {
  it('states area, limit with money, score, indicators by name and last year', () => {
    const why = explainHousehold(national, household({ b1: 140, ...deprived(7) }));
    expect(why.verdict).toBe('HỘ NGHÈO');
    expect(why.lines).toEqual([
      { fact: 'Khu vực nông thôn', against: 'mức 140 điểm', meaning: 'tương ứng 1.500.000 đồng/người/tháng' },
      { fact: 'Điểm B1 = 140', against: '≤ 140', meaning: 'trong mức thu nhập' },
      {
        fact: 'Điểm B2 = 70',
        against: '≥ 30',
        meaning: 'thiếu hụt 7 chỉ số (hộ nghèo: từ 3)',
        names: INDICATORS.slice(0, 7).map(({ name }) => name),
      },
      { fact: 'Năm trước: Hộ nghèo', against: '→', meaning: 'Hộ nghèo cũ' },
    ]);
    expect(why.whatIf).toEqual([
      'Nếu Điểm B1 là 141: Không nghèo; Thoát nghèo, vượt chuẩn cận nghèo.',
      'Nếu chỉ thiếu hụt 2 chỉ số: Hộ cận nghèo; Hộ nghèo trở thành hộ cận nghèo.',
    ]);
    expect(why.cites).toContain('Điều 3 Nghị định 07/2021/NĐ-CP');
    expect(why.missing).toEqual([]);
  });

  it('uses the limits of the area', () => {
    const why = explainHousehold(national, household({ village: 'Tổ 1', b1: 176, ...deprived(3) }));
    expect(why.lines[0]).toMatchObject({ against: 'mức 175 điểm', meaning: 'tương ứng 2.000.000 đồng/người/tháng' });
    expect(why.lines[1]).toMatchObject({ against: '> 175', meaning: 'trên mức thu nhập' });
    expect(why.whatIf).toEqual(['Nếu Điểm B1 là 175: Hộ nghèo; Hộ nghèo cũ.']);
  });

  it('states what is missing and what either score would give', () => {
    const why = explainHousehold(national, household({ b1: 'abc', ...deprived(1) }));
    expect(why.verdict).toBe('CHƯA PHÂN LOẠI ĐƯỢC');
    expect(why.missing).toEqual(['Điểm B1']);
    expect(why.lines[1]).toMatchObject({ fact: "Điểm B1 = 'abc'" });
    expect(why.whatIf).toEqual([
      'Nếu Điểm B1 từ 140 trở xuống: Hộ cận nghèo; Hộ nghèo trở thành hộ cận nghèo.',
      'Nếu Điểm B1 từ 141 trở lên: Không nghèo; Thoát nghèo, vượt chuẩn cận nghèo.',
    ]);
  });

  it('never gives one side of a conflict as the verdict', () => {
    const row = household({ b1: 140, ...deprived(7) });
    expect(explainHousehold(national, row, ['b1']).verdict).toBe('CHƯA THỐNG NHẤT');
    expect(explainHousehold(national, row, ['note', 'income']).verdict).toBe('HỘ NGHÈO');
  });

  it('says why a household is not classified', () => {
    expect(explainHousehold(national, household({ change: 'Chết' })).verdict).toBe('HỘ NGHÈO KHÁC GIẢM');
    const turnedDown = explainHousehold(national, household({ lastYear: null, request: 'x', formA: 5, b1: 100 }));
    expect(turnedDown.verdict).toBe('DANH SÁCH 02');
    expect(turnedDown.lines).toContainEqual({ fact: 'Phiếu A: 5 tiêu chí', against: '≥ 4' });
    expect(turnedDown.whatIf).toEqual(['Nếu Phiếu A được 3 tiêu chí: Hộ cận nghèo; Hộ cận nghèo phát sinh mới.']);
  });

  it('gives the living standard when the plan asks for it', () => {
    const why = explainHousehold(traCu, household({ income: 2_000_000 }, 'list02'));
    expect(why.verdict).toBe('HỘ CÓ MỨC SỐNG TRUNG BÌNH');
    expect(why.lines).toContainEqual({
      fact: 'Thu nhập bình quân 2.000.000 đồng/người/tháng',
      against: '≤ 2.250.000',
      meaning: 'Hộ có mức sống trung bình',
    });
    expect(why.cites).toContain('Quyết định 1326/QĐ-UBND ngày 08/7/2021 của UBND tỉnh Trà Vinh');
  });
});

describe('what decides', () => {
  it('is derived from the formulas', () => {
    const inputs = decidingInputs('list01', 'class', ND07);
    expect([...inputs].sort()).toEqual([
      'b1',
      'change',
      'formA',
      'formAWhy',
      'i1',
      'i10',
      'i11',
      'i12',
      'i2',
      'i3',
      'i4',
      'i5',
      'i6',
      'i7',
      'i8',
      'i9',
      'lastYear',
      'request',
      'village',
    ]);
    expect(decidingInputs('list01', 'move', ND07).has('formerly')).toBe(true);
    expect(decidingInputs('list01', 'living', ND07).has('income')).toBe(true);
    expect(decidingInputs('list01', 'b2', ND07).has('i6')).toBe(true);
    expect(decidingInputs('list01', 'b2', ND07).has('b1')).toBe(false);
  });

  it('says by one of several standards only what that standard changes; an outcome names those that differ', () => {
    const round = chooseRound({ year: 2026, beside: ['nd351-2025'] }, [STANDARD_2027]);
    const both = new Classifier(round, villages);
    // Three of the indicators that both ask: within the limit of the second standard, above that of the first.
    const row = household({ b1: 145, ...deprived(3) });
    expect(outcome(both, row)).toContain(' · Chuẩn 2027-2030: Hộ nghèo');
    const [alone] = byEachStandard(round);
    expect(explainHousehold(both, row)).toEqual(explainHousehold(new Classifier(alone, villages), row));
  });

  it('distinguishes deciding cells from others, and gives the result of each value', () => {
    expect(decides(household({}), 'b1', [ND07])).toBe(true);
    expect(decides(household({}), 'note', [ND07])).toBe(false);
    expect(outcome(national, household({ b1: 153, ...deprived(6) }))).toBe('Không nghèo; Thoát nghèo, vượt chuẩn cận nghèo');
    expect(outcome(national, household({ b1: null }))).toBe('Chưa phân loại được');
  });
});
