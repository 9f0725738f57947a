import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { columnOf, INDICATORS } from './columns.ts';
import { confirmedStandard, ConfirmedShape, DRAFTS, isCounted, missingIndicators, type Confirmed } from './drafts.ts';
import { chooseRound } from './plans.ts';
import { ND07, STANDARDS } from './standards.ts';

const DRAFT = DRAFTS[0]!;
const VALUES: Confirmed = {
  standard: DRAFT.id,
  b1Limit: { rural: 150, urban: 185 },
  incomeLimit: { rural: 2_200_000, urban: 2_800_000 },
  averageLimit: { rural: 3_300_000, urban: 4_200_000 },
  pointsPerIndicator: 10,
  b2Poor: 30,
  formALimit: 4,
  basis: 'Thông tư minh họa, không có thật',
};

describe('the standard of 2027-2030', () => {
  it('says nothing that no text says', () => {
    expect([DRAFT.b1Limit, DRAFT.averageLimit, DRAFT.pointsPerIndicator, DRAFT.b2Poor, DRAFT.formALimit]).toEqual([null, null, null, null, null]);
    expect(DRAFT.incomeLimit).toEqual({ rural: 2_200_000, urban: 2_800_000 });
  });

  it('has a key of its own for what is new: no key of a cell changes its meaning', () => {
    expect(DRAFT.indicators).toHaveLength(12);
    for (const [key, name] of DRAFT.indicators) expect(INDICATORS.find(([old]) => old === key)?.[1] ?? 'new').toBe(INDICATORS.some(([old]) => old === key) ? name : 'new');
    expect(missingIndicators(DRAFT)).toEqual(DRAFT.indicators.filter(([key]) => !columnOf('list01', key)).map(([, name]) => name));
  });

  it('is not used before it is confirmed, also where a plan or a record names it', () => {
    expect(chooseRound({ year: 2026 }).standard.id).toBe('nd07-2021');
    for (const choice of [{ year: 2027 }, { year: 2030 }, { year: 2026, date: '2027-01-01' }, { year: 2025, standard: DRAFT.id }]) expect(() => chooseRound(choice)).toThrow(/“Chuẩn nghèo đa chiều quốc gia giai đoạn 2027-2030”.*chưa dùng được/);
    expect(() => chooseRound({ year: 2031 })).toThrow('Chưa có bộ chuẩn cho ngày 2031-12-14');
  });

  it('is not used while the lists do not ask all of its indicators; then it is, with the numbers confirmed', () => {
    const standard = confirmedStandard(VALUES)!;
    expect(() => chooseRound({ year: 2027 }, [standard])).toThrow('chưa có cột “Xử lý rác thải”');
    const counted = { ...standard, indicators: ND07.indicators };
    expect(chooseRound({ year: 2027 }, [counted]).standard).toMatchObject({ id: DRAFT.id, b1Limit: VALUES.b1Limit, averageLimit: VALUES.averageLimit, cite: `Nghị định 351/2025/NĐ-CP; ${VALUES.basis}` });
    expect(chooseRound({ year: 2026 }, [counted]).standard).toBe(STANDARDS[0]);
    expect(STANDARDS.every(isCounted)).toBe(true);
  });

  it.each([
    ['a number left out', { b1Limit: { rural: 150, urban: null } }, 'Hãy ghi Điểm B1, đô thị.'],
    ['half a point', { b1Limit: { rural: 150.5, urban: 185 } }, 'Điểm B1, nông thôn phải là số nguyên.'],
    ['average living below the poverty line', { averageLimit: { rural: 2_000_000, urban: 4_200_000 } }, 'Thu nhập của hộ có mức sống trung bình phải cao hơn thu nhập chuẩn nghèo.'],
    ['no text behind it', { basis: 'ok' }, 'Hãy ghi số, ngày và tên văn bản làm căn cứ.'],
  ])('is not confirmed with %s', (_, change, said) => {
    const result = v.safeParse(ConfirmedShape, { ...VALUES, ...change });
    expect(result.issues?.[0].message).toBe(said);
  });
});
