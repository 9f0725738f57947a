/** Giấy đề nghị công nhận hộ thoát nghèo, hộ thoát cận nghèo (Mẫu số 04 Quyết định 24/2021/QĐ-TTg). */
import { NEAR_POOR, POOR } from '../../review/columns.ts';
import { commonValues, OFFICE_ASKS, within } from '../common-values.ts';
import { HOUSEHOLD_ASKS, householdMissing, householdOf, requestText, SEX_FIELDS, sexValues, withRoom } from '../household-values.ts';
import { paragraphFields, paragraphList, paragraphValues } from '../paragraphs.ts';
import type { Ask, Paper, PaperFacts } from '../paper.ts';

const REASON: Ask = { name: 'lý do', label: 'Lý do đề nghị', kind: 'text', initial: (facts) => requestText(facts, 'leave') };
const LEFT: Readonly<Record<string, string>> = { [POOR]: 'hộ thoát nghèo', [NEAR_POOR]: 'hộ thoát cận nghèo' };
const before = (facts: PaperFacts): string => String(householdOf(facts)?.cells.lastYear ?? '');

const ASKS: readonly Ask[] = [
  ...OFFICE_ASKS.filter(({ name }) => name === 'địa danh'),
  { name: 'kính gửi', label: 'Kính gửi', kind: 'line', initial: ({ unit }) => `Chủ tịch Ủy ban nhân dân ${within(unit)}` },
  ...HOUSEHOLD_ASKS,
  { name: 'cơ quan cấp', label: 'Cơ quan cấp CCCD/CMND', kind: 'line', initial: () => '' },
  {
    name: 'diện hộ',
    label: 'Hộ hiện là',
    kind: 'line',
    initial: (facts) => before(facts).toLocaleLowerCase('vi'),
    hint: 'hộ nghèo hoặc hộ cận nghèo',
  },
  { name: 'đề nghị công nhận', label: 'Đề nghị công nhận là', kind: 'line', initial: (facts) => LEFT[before(facts)] ?? '' },
  REASON,
];

export const LEAVING_REQUEST: Paper = {
  id: 'leaving',
  asks: ASKS,
  fields: [...SEX_FIELDS, ...paragraphFields([REASON])],
  missing: householdMissing,
  values: (facts, record) =>
    withRoom(
      {
        ...commonValues('leaving', ASKS, facts, record),
        ...sexValues(facts),
        ...paragraphValues([REASON], facts, record),
      },
      [paragraphList(REASON.name)],
    ),
};
