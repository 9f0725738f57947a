import { describe, expect, it } from 'vitest';
import { kimSonFacts } from '../../../../tests/fixtures/paper-facts.ts';
import type { WantedAct } from '../../process/acts.ts';
import { chooseRound } from '../../review/plans.ts';
import type { PaperFacts } from '../paper.ts';
import { NO_RECORD, textsOf } from '../testing.ts';
import { REFUSAL } from './refusal.ts';

const household = kimSonFacts().village!.classified.data.households[0]!;
const asked = (data: Partial<Extract<WantedAct, { kind: 'requested' }>['data']> = {}): WantedAct => ({
  kind: 'requested',
  data: {
    ...{
      day: '2026-03-16',
      ask: 'enter',
      from: "Y' Bhăm H'Đơk",
      head: 'Ly',
      text: 'Mất mùa',
      why: '',
      household: household.id,
      listed: 'yes',
    },
    ...data,
  },
});
const REFUSED: WantedAct = {
  kind: 'refused',
  data: { of: 'act:000001', day: '2026-03-28', number: '', text: 'Thu nhập trên chuẩn.\nCó lương hưu.' },
};
const facts = (acts: WantedAct[], about = 'act:000001'): PaperFacts => ({
  ...kimSonFacts({ acts, round: chooseRound({ plan: 'thang-2026-03' }), today: '2026-03-28' }),
  about,
});

describe('the letter of refusal', () => {
  it('says what was asked for and why it is refused, by the chairman', async () => {
    const lines = await textsOf(REFUSAL, facts([asked(), REFUSED]), { number: 21, day: '2026-03-28', signer: 'Lan' });
    expect(lines).toContain('Số: 21/UBND');
    expect(lines).toContain('V/v trả lời đề nghị công nhận hộ nghèo, hộ cận nghèo');
    expect(lines).toContain("Kính gửi: Ông (bà) Y' Bhăm H'Đơk, Ấp Chợ, xã Kim Sơn");
    expect(lines.some((line) => line.includes("Giấy đề nghị (Mẫu số 01) của ông (bà) Y' Bhăm H'Đơk ngày 16 tháng 3 năm 2026"))).toBe(true);
    expect(lines).toContain('Thu nhập trên chuẩn.');
    expect(lines.some((line) => line.includes('kết quả rà soát của hộ: '))).toBe(true);
    expect(lines).toContain('CHỦ TỊCH');
    expect(lines).not.toContain('TM. ỦY BAN NHÂN DÂN');
  });

  it('says of a household that Phiếu A kept off the list how many criteria it meets', async () => {
    const lines = await textsOf(REFUSAL, facts([asked({ listed: 'no', formA: 5, household: '' })]));
    expect(lines.some((line) => line.includes('(Phiếu A), hộ có 5 tiêu chí'))).toBe(true);
    expect(lines.some((line) => line.includes('kết quả rà soát của hộ'))).toBe(false);
  });

  it('is about a request that stands', () => {
    expect(REFUSAL.missing(facts([], ''))).toEqual(['Hãy chọn giấy đề nghị.']);
    const undone: WantedAct = { kind: 'undone', data: { of: 'act:000001', text: 'Nhầm' } };
    expect(REFUSAL.missing(facts([asked(), undone]))).toHaveLength(1);
    expect(REFUSAL.missing(facts([asked()]))).toEqual([]);
    expect(REFUSAL.warnings?.(facts([asked()]), NO_RECORD)).toHaveLength(1);
    expect(REFUSAL.warnings?.(facts([asked(), REFUSED]), NO_RECORD)).toEqual([]);
  });
});
