/** Standards of other kinds than "Điểm B1 within a limit, and so many indicators": by income a year, and by another score table. */
import { describe, expect, it } from 'vitest';
import { STANDARD_2027_NEW_B1, STANDARD_HCM } from '../../../tests/fixtures/confirmed-hcm.ts';
import { checkReview } from './checks.ts';
import { Classifier, classifyAll } from './classify.ts';
import { NEAR_POOR, POOR, RURAL, URBAN } from './columns.ts';
import { decidingInputs } from './deciding.ts';
import { formulaColumnsOf, formulaText, namesOf, NOT_POOR } from './formula-columns.ts';
import { limitOf } from './limits.ts';
import { UNSEEN } from './personal.ts';
import { chooseRound, type Round } from './plans.ts';
import { roundColumns, surveyOf } from './round-columns.ts';
import { ND07 } from './standards.ts';
import type { CellValue, ReviewData, Row } from './types.ts';
import { unsettledResults } from './unsettled.ts';
import { explainHousehold, outcome } from './why.ts';

const villages: Row[] = [
  { id: 'v:1', sheet: 'villages', cells: { name: 'Thôn 1', area: RURAL } },
  { id: 'v:2', sheet: 'villages', cells: { name: 'Tổ 1', area: URBAN } },
  { id: 'v:3', sheet: 'villages', cells: { name: 'Tổ 2' } },
];
const household = (cells: Record<string, CellValue>, sheet: Row['sheet'] = 'list01'): Row => ({
  id: 'h:1',
  sheet,
  cells: { code: '1', head: 'Nông Đình Bằng', size: 4, village: 'Thôn 1', lastYear: sheet === 'list01' ? POOR : null, c1: 'x', ...cells },
});
const review = (row: Row): ReviewData => ({ unit: 'Xã A', villages, households: [row], members: [] });
const labels = (standard: Round['standard']): string[] => formulaColumnsOf('list01', standard).map(({ label }) => label);

const HCM = chooseRound({ plan: 'tra-cu-2023', standard: 'tp-hcm-2026' }, [STANDARD_HCM]);

describe('by income a year', () => {
  const classifier = new Classifier(HCM, villages);
  const by = (income: CellValue, cells: Record<string, CellValue> = {}) => classifier.results(household({ incomeYear: income, ...cells }));

  it('a household is poor to the first limit, near poor to the second, whatever its indicators', () => {
    const marks = Object.fromEntries(STANDARD_HCM.indicators.map((key) => [key, 'x']));
    expect([0, 46_000_000, 46_000_001, 54_000_000, 54_000_001].map((income) => by(income).class)).toEqual([
      POOR,
      POOR,
      NEAR_POOR,
      NEAR_POOR,
      NOT_POOR,
    ]);
    expect(by(50_000_000, marks).class).toBe(NEAR_POOR);
    // The limits are the same everywhere: the village's area need not be known.
    expect(by(40_000_000, { village: 'Tổ 2' })).toMatchObject({ class: POOR, missing: 'Khu vực của thôn; ' });
  });

  it('asks that income and its indicators, and neither Điểm B1 nor the income a month', () => {
    const keys = roundColumns('list01', surveyOf(HCM)).map(({ key }) => key);
    expect(keys.filter((key) => ['b1', 'b1New', 'b1Own', 'income', 'incomeYear'].includes(key))).toEqual(['incomeYear']);
    expect(keys.filter((key) => STANDARD_HCM.indicators.includes(key))).toEqual(STANDARD_HCM.indicators);
    expect(roundColumns('list01', surveyOf(HCM), (key) => key === 'b1').find(({ key }) => key === 'b1')?.group).toBe(
      'Không tính trong đợt này',
    );
    expect(labels(STANDARD_HCM)).not.toContain('Ngưỡng Điểm B1');
    expect(labels(STANDARD_HCM)).not.toContain('Điểm B2');
    expect(Object.keys(namesOf(HCM))).toEqual(['TN_NGHEO_NAM', 'TN_CAN_NGHEO_NAM', 'NGUONG_PHIEU_A', 'XET_MUC_SONG', 'TN_TRUNG_BINH_NAM']);
  });

  it('misses that income, and nothing else', () => {
    expect(by(null)).toMatchObject({ class: '', missing: 'Thu nhập bình quân năm; ' });
    const problems = checkReview(classifyAll(review(household({ incomeYear: null })), HCM));
    expect(problems.filter(({ code }) => code !== 'village-without-area').map(({ code, column }) => [code, column])).toEqual([
      ['unclassified', 'Thu nhập bình quân năm'],
    ]);
  });

  it('decides the living standard on the same scale', () => {
    const living = (income: CellValue) => classifier.results(household({ incomeYear: income }, 'list02')).living;
    expect([54_000_000, 69_000_000, 69_000_001].map(living)).toEqual([
      'Phải đưa vào Danh sách 01',
      'Hộ có mức sống trung bình',
      'Trên mức sống trung bình',
    ]);
    expect(classifier.results(household({}, 'list02')).missing).toBe('Thu nhập bình quân năm; ');
  });

  it('is explained from its own rule', () => {
    const why = explainHousehold(classifier, household({ incomeYear: 50_000_000, i14: 'x' }));
    expect(why.verdict).toBe('HỘ CẬN NGHÈO');
    expect(why.lines).toEqual([
      { fact: 'Thu nhập bình quân năm 50.000.000 đồng/người/năm', against: '> 46.000.000', meaning: 'trong mức của hộ cận nghèo' },
      { fact: 'Thiếu hụt 1 trong 13 chỉ số', meaning: 'không quyết định kết quả', names: ['Bảo hiểm xã hội'] },
      { fact: 'Năm trước: Hộ nghèo', against: '→', meaning: 'Hộ nghèo trở thành hộ cận nghèo' },
    ]);
    expect(why.whatIf).toEqual([
      'Nếu Thu nhập bình quân năm là 46.000.000: Hộ nghèo; Hộ nghèo cũ.',
      'Nếu Thu nhập bình quân năm trên 54.000.000: Không nghèo; Thoát nghèo, vượt chuẩn cận nghèo; Hộ có mức sống trung bình.',
    ]);
    expect(explainHousehold(classifier, household({})).whatIf).toEqual([
      'Nếu Thu nhập bình quân năm từ 46.000.000 trở xuống: Hộ nghèo; Hộ nghèo cũ.',
      'Nếu Thu nhập bình quân năm trên 46.000.000 đến 54.000.000: Hộ cận nghèo; Hộ nghèo trở thành hộ cận nghèo.',
      'Nếu Thu nhập bình quân năm trên 54.000.000: Không nghèo; Thoát nghèo, vượt chuẩn cận nghèo; Hộ có mức sống trung bình.',
    ]);
    expect(explainHousehold(classifier, household({ incomeYear: 60_000_000 })).lines.map(({ fact }) => fact)).toEqual([
      'Thu nhập bình quân năm 60.000.000 đồng/người/năm',
      'Thiếu hụt 0 trong 13 chỉ số',
      'Năm trước: Hộ nghèo',
      'Mức sống',
    ]);
  });

  it('rests on that income: a conflict about it leaves the class open, one about an indicator does not', () => {
    expect(decidingInputs('list01', 'class', STANDARD_HCM).has('incomeYear')).toBe(true);
    expect([...unsettledResults('list01', ['incomeYear'], HCM)]).toEqual(['computed', 'class', 'move', 'living']);
    expect([...unsettledResults('list01', ['i14', 'b1', 'income'], HCM)]).toEqual([]);
  });

  it('is unknown, not blank, to people who may not see incomes', () => {
    const unseen = new Classifier(HCM, villages, true);
    expect(unseen.results(household({}))).toMatchObject({ class: UNSEEN, move: UNSEEN, missing: '' });
    expect(unseen.results(household({ change: 'Chết' }))).toMatchObject({ class: '', move: 'Hộ nghèo khác giảm' });
    expect(outcome(unseen, household({}))).toBe('Không xem được kết quả');
    const why = explainHousehold(unseen, household({}));
    expect(why.verdict).toBe('KHÔNG XEM ĐƯỢC KẾT QUẢ');
    expect(JSON.stringify(why)).not.toContain(UNSEEN);
    expect(why.whatIf).toEqual([]);
  });

  it('a band between two limits is not taken for certain because the lowest and the highest income agree', () => {
    const standard: Round['standard'] = {
      ...STANDARD_HCM,
      classes: [
        { when: 'AND([Thu nhập bình quân năm]>TN_NGHEO_NAM;[Thu nhập bình quân năm]<=TN_CAN_NGHEO_NAM)', then: 'near' },
        { then: 'poor' },
      ],
    };
    expect(new Classifier({ ...HCM, standard }, villages, true).results(household({})).class).toBe(UNSEEN);
  });
});

describe('beside the national standard', () => {
  const both = chooseRound({ year: 2026, beside: ['tp-hcm-2026'] }, [STANDARD_HCM]);

  it('each asks its own; what only one asks says so', () => {
    const columns = roundColumns('list01', surveyOf(both));
    const groups = Object.fromEntries(columns.map(({ key, group }) => [key, group]));
    expect(groups).toMatchObject({
      b1: 'Chỉ tính theo chuẩn 2022-2025',
      income: 'Chỉ tính theo chuẩn 2022-2025',
      incomeYear: 'Chỉ tính theo chuẩn TP. Hồ Chí Minh',
      i14: 'Chỉ tính theo chuẩn TP. Hồ Chí Minh',
      i1: 'Các chỉ số thiếu hụt dịch vụ xã hội cơ bản',
    });
  });

  it('each decides by what it asks', () => {
    const classifier = new Classifier(both, villages);
    const results = classifier.results(household({ b1: 141, incomeYear: 50_000_000 }));
    expect([results.class, results['class@tp-hcm-2026']]).toEqual([NOT_POOR, NEAR_POOR]);
    expect(classifier.results(household({ b1: 141 }))).toMatchObject({ missing: '', 'missing@tp-hcm-2026': 'Thu nhập bình quân năm; ' });
  });
});

describe('by another score table', () => {
  const both = chooseRound({ year: 2026, beside: ['nd351-2025'] }, [STANDARD_2027_NEW_B1]);

  it('there are two columns Điểm B1, each with its own limit; with one table there is one', () => {
    const scores = (round: Round): string[] =>
      roundColumns('list01', surveyOf(round)).flatMap(({ label }) => (label.startsWith('Điểm B1') ? [label] : []));
    expect(scores(both)).toEqual(['Điểm B1', 'Điểm B1 (bảng 2027)']);
    expect(scores(chooseRound({ year: 2027 }, [STANDARD_2027_NEW_B1]))).toEqual(['Điểm B1 (bảng 2027)']);
    const column = formulaColumnsOf('list01', STANDARD_2027_NEW_B1).find(({ key }) => key === 'class')!;
    expect(formulaText(column, 'list01', STANDARD_2027_NEW_B1)).toContain('[Điểm B1 (bảng 2027)]>[Ngưỡng Điểm B1]');
  });

  it('each score is compared with its own limit, and missed under its own name', () => {
    const classifier = new Classifier(both, villages);
    const indicators = { i1: 'x', i2: 'x', i3: 'x' };
    // 150 points are within the new limit of 150, and above the old of 140.
    const results = classifier.results(household({ b1: 150, b1New: 150, ...indicators }));
    expect([results.class, results['class@nd351-2025']]).toEqual([NOT_POOR, POOR]);
    expect([results.b1Limit, results['b1Limit@nd351-2025']]).toEqual([140, 150]);
    expect(classifier.results(household({ b1: 150 }))).toMatchObject({ missing: '', 'missing@nd351-2025': 'Điểm B1 (bảng 2027); ' });
    const [, other] = [classifier, ...classifier.beside];
    expect(explainHousehold(other!, household({ b1: 150, b1New: 151 })).lines[1]).toEqual({
      fact: 'Điểm B1 (bảng 2027) = 151',
      against: '> 150',
      meaning: 'trên mức thu nhập',
    });
    expect(decidingInputs('list01', 'class', STANDARD_2027_NEW_B1).has('b1')).toBe(false);
  });
});

it('a limit may change on a day: the last day of the round chooses', () => {
  const later = [
    { from: '2026-07-01', at: { rural: 145, urban: 180 } },
    { from: '2026-12-01', at: { rural: 150, urban: 185 } },
  ];
  const standard = {
    ...ND07,
    id: 'theo-ngay',
    scope: 'province' as const,
    limits: ND07.limits.map((limit) => (limit.name === 'NGUONG_B1' ? { ...limit, later } : limit)),
  };
  const limitOn = (date: string): unknown =>
    limitOf(chooseRound({ year: 2026, standard: 'theo-ngay', date }, [standard]).standard, 'NGUONG_B1')?.at;
  expect(['2026-06-30', '2026-07-01', '2026-12-14'].map(limitOn)).toEqual([{ rural: 140, urban: 175 }, later[0]!.at, later[1]!.at]);
});

it('a limit is not taken for another whose name begins the same', () => {
  const [poor, ...others] = STANDARD_HCM.limits;
  const standard = { ...STANDARD_HCM, limits: [{ ...poor!, name: 'TN_CAN', unit: 'đồng/người/tháng' }, poor!, ...others] };
  const why = explainHousehold(new Classifier({ ...HCM, standard }, villages), household({ incomeYear: 50_000_000 }));
  expect(why.lines[0]?.fact).toBe('Thu nhập bình quân năm 50.000.000 đồng/người/năm');
});
