import { describe, expect, it } from 'vitest';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { oddLists } from '../../../tests/oracle/odd-lists.ts';
import { byEachStandard, chooseRound, type RoundChoice } from '../review/plans.ts';
import { RULES, rulesWith, type ConfirmedRule } from '../review/rules-in-force.ts';
import { formsOutside, reviewsOutside } from './check-acts.ts';
import { formsFor } from './registry.ts';

/** @param reviewed Ngày rà soát of the first households. */
function acts(choice: RoundChoice, { today, reviewed = [], forms = ['7.1', '7.8'], rules = RULES }: Wish): string[] {
  const data = oddLists(1, 10);
  data.households.forEach((row, index) => Object.assign(row.cells, { head: `Hộ ${index + 1}`, reviewedOn: reviewed[index] ?? null }));
  const round = chooseRound(choice, [STANDARD_2027]);
  const printed = byEachStandard(round).flatMap((alone) => formsFor(alone, forms).summaries);
  return [
    ...formsOutside({ forms: printed, round, today }, rules),
    ...reviewsOutside(data.households, round.lastDay, rules).map(({ text }) => text),
  ];
}
interface Wish {
  today: string;
  reviewed?: readonly string[];
  forms?: readonly string[];
  rules?: typeof RULES;
}

const LAWS = 'Thông tư 07/2021/TT-BLĐTBXH, Thông tư 02/2022/TT-BLĐTBXH';

describe('an act outside the dates of its rules', () => {
  it('is none within them', () => {
    expect(acts({ year: 2026 }, { today: '2026-12-31', reviewed: ['14/12/2026', '2026'] })).toEqual([]);
    expect(acts({ year: 2023 }, { today: '2026-11-28', reviewed: ['01/10/2023'] })).toEqual([]);
    expect(acts({ year: 2026, beside: ['nd351-2025'] }, { today: '2026-11-28' })).toEqual([]);
  });

  it('is an export after their last day, which names the set that would apply', () => {
    expect(acts({ year: 2026 }, { today: '2027-01-05', forms: ['7.1'] })).toEqual([
      'Mẫu 7.1 theo Thông tư 07/2021/TT-BLĐTBXH chỉ dùng đến 31/12/2026; từ 01/01/2027 theo Thông tư 25/2026/TT-BNNMT, còn là bản nháp (hôm nay: 05/01/2027).',
    ]);
    expect(acts({ year: 2026 }, { today: '2027-01-01' })).toEqual([expect.stringContaining(`Mẫu 7.1, 7.8 theo ${LAWS} chỉ dùng đến`)]);
  });

  it('is a round whose last day lies after it, whatever day it is', () => {
    const [text, ...rest] = acts({ year: 2027 }, { today: '2026-11-28' });
    expect([text, rest]).toEqual([
      `Mẫu 7.1, 7.8 theo ${LAWS} chỉ dùng đến 31/12/2026; từ 01/01/2027 theo Thông tư 25/2026/TT-BNNMT, còn là bản nháp (ngày cuối của đợt: 14/12/2027).`,
      [],
    ]);
  });

  it('says no longer that the set is a draft once all of it is confirmed', () => {
    const all = RULES[1]!.entries.map(
      ({ part, id, value }) => ({ rules: 'tt25-2026', part, entry: id, value, basis: 'Thông tư 25' }) as ConfirmedRule,
    );
    const [text] = acts({ year: 2026 }, { today: '2027-01-05', forms: ['7.1'], rules: rulesWith(all) });
    expect(text).toContain('theo Thông tư 25/2026/TT-BNNMT (hôm nay');
  });

  it('is a household reviewed on a day that another set governs', () => {
    expect(acts({ year: 2026 }, { today: '2026-12-20', reviewed: ['30/12/2026', '05/01/2027', '01/2027', '06/01/2027'] })).toEqual([
      'Cột Ngày rà soát: Hộ 2 05/01/2027, Hộ 4 06/01/2027 nằm ngoài thời gian của Thông tư 07/2021/TT-BLĐTBXH, mà đợt này theo; từ 01/01/2027 theo Thông tư 25/2026/TT-BNNMT, còn là bản nháp.',
    ]);
  });

  it('before any known set says that there is none', () => {
    expect(acts({ year: 2023, date: '2021-08-01', standard: 'nd07-2021' }, { today: '2026-11-28', forms: ['7.1'] })).toEqual([
      'Mẫu 7.1 theo Thông tư 07/2021/TT-BLĐTBXH chỉ dùng từ 01/09/2021; Sổ Rà Soát không có bộ quy định nào cho ngày 01/08/2021 (ngày cuối của đợt: 01/08/2021).',
    ]);
  });
});
