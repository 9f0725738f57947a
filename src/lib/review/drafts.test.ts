import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { CONFIRMED_2027, STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { columnOf } from './columns.ts';
import { askedLimits, confirmedStandard, ConfirmedShape, DRAFTS } from './drafts.ts';
import { INDICATORS, indicatorsOf } from './indicators.ts';
import { limitOf } from './limits.ts';
import { chooseRound } from './plans.ts';
import { ND07, STANDARDS } from './standards.ts';

const DRAFT = DRAFTS[0]!;
const VALUES = CONFIRMED_2027;

describe('the standard of 2027-2030', () => {
  it('contains nothing that no text says', () => {
    const unknown = { rural: null, urban: null };
    expect(Object.fromEntries(askedLimits(DRAFT).map(({ confirm: { key }, at }) => [key, at]))).toEqual({
      b1Limit: unknown,
      pointsPerIndicator: null,
      b2Poor: null,
      formALimit: null,
      incomeLimit: { rural: 2_200_000, urban: 2_800_000 },
      averageLimit: unknown,
    });
    expect(DRAFT.b1Tables).toEqual(['b1', 'b1New']);
  });

  it('uses new keys for what is new: no key of a cell changes its meaning', () => {
    expect(DRAFT.indicators).toHaveLength(12);
    const added = DRAFT.indicators.filter((key) => !ND07.indicators.includes(key));
    expect(added).toEqual(['i13']);
    expect(new Set(INDICATORS.map(({ name }) => name)).size).toBe(INDICATORS.length);
  });

  it.each([...STANDARDS, ...DRAFTS])('$id counts indicators that have a column, and has hints only where a text has one', (standard) => {
    for (const { key, name } of indicatorsOf(standard)) expect(columnOf('list01', key)?.label).toBe(name);
    expect(new Set(standard.indicators).size).toBe(standard.indicators.length);
    for (const key of standard.hints) expect(INDICATORS.find((indicator) => indicator.key === key)?.hint).toBeTruthy();
  });

  it('is not used before it is confirmed, even when a plan or a record names it', () => {
    expect(chooseRound({ year: 2026 }).standard.id).toBe('nd07-2021');
    for (const choice of [{ year: 2027 }, { year: 2030 }, { year: 2026, date: '2027-01-01' }, { year: 2025, standard: DRAFT.id }])
      expect(() => chooseRound(choice)).toThrow(/“Chuẩn nghèo đa chiều quốc gia giai đoạn 2027-2030”.*chưa dùng được/);
    expect(() => chooseRound({ year: 2031 })).toThrow('Chưa có bộ chuẩn cho ngày 2031-12-14');
  });

  it('is used with the confirmed numbers, from its first day on', () => {
    const { standard } = chooseRound({ year: 2027 }, [STANDARD_2027]);
    expect([limitOf(standard, 'NGUONG_B1')?.at, limitOf(standard, 'TN_TRUNG_BINH')?.at]).toEqual([VALUES.b1Limit, VALUES.averageLimit]);
    expect(standard).toMatchObject({
      id: DRAFT.id,
      cite: `Nghị định 351/2025/NĐ-CP; ${VALUES.basis}`,
    });
    expect(chooseRound({ year: 2026 }, [STANDARD_2027]).standard).toBe(STANDARDS[0]);
  });

  it('a confirmation of before score tables were asked means the one there was; one that lacks a number means nothing', () => {
    const { b1Table, ...before } = VALUES;
    expect(b1Table).toBe('b1');
    expect(confirmedStandard(v.parse(ConfirmedShape, before))).toEqual(STANDARD_2027);
    expect(confirmedStandard({ ...VALUES, b1Table: 'b1New' })?.asks).toEqual(['b1New', 'income']);
    const { averageLimit, ...less } = VALUES;
    expect(averageLimit).toBeDefined();
    expect(confirmedStandard(less)).toBeUndefined();
  });

  it.each([
    ['a number left out', { b1Limit: { rural: 150, urban: null } }, 'Hãy ghi Điểm B1, đô thị.'],
    ['half a point', { b1Limit: { rural: 150.5, urban: 185 } }, 'Điểm B1, nông thôn phải là số nguyên.'],
    [
      'average living below the poverty line',
      { averageLimit: { rural: 2_000_000, urban: 4_200_000 } },
      'Thu nhập của hộ có mức sống trung bình phải cao hơn thu nhập chuẩn nghèo.',
    ],
    ['no text behind it', { basis: 'ok' }, 'Hãy ghi số, ngày và tên văn bản làm căn cứ.'],
  ])('is not confirmed with %s', (_, change, said) => {
    const result = v.safeParse(ConfirmedShape, { ...VALUES, ...change });
    expect(result.issues?.[0].message).toBe(said);
  });
});
