/** Giấy đề nghị rà soát (Mẫu số 01 Quyết định 24/2021/QĐ-TTg): from the household and its members, or empty. */
import { answer, commonValues, OFFICE_ASKS, within } from '../common-values.ts';
import {
  HOUSEHOLD_ASKS,
  householdMissing,
  householdOf,
  memberRows,
  MEMBERS_FIELD,
  requestText,
  SEX_FIELDS,
  sexValues,
  withRoom,
} from '../household-values.ts';
import { paragraphFields, paragraphList, paragraphValues } from '../paragraphs.ts';
import type { Ask, Paper } from '../paper.ts';
import { capitals } from '../paper-words.ts';

const REASON: Ask = { name: 'lý do', label: 'Lý do đề nghị', kind: 'text', initial: (facts) => requestText(facts, 'enter') };
const REVIEW = 'rà soát hộ nghèo, hộ cận nghèo';
const LIVING = 'xác định hộ có mức sống trung bình';
const WANTED: Ask = {
  name: 'nội dung đề nghị',
  label: 'Đề nghị gì',
  kind: 'line',
  initial: (facts) => {
    const household = householdOf(facts);
    return household ? (household.sheet === 'list02' ? LIVING : REVIEW) : '';
  },
  hint: `Ghi ${REVIEW}, hoặc ${LIVING}. Để trống thì giấy ghi cả hai để người viết chọn.`,
};

const ASKS: readonly Ask[] = [
  ...OFFICE_ASKS.filter(({ name }) => name === 'địa danh'),
  WANTED,
  { name: 'kính gửi', label: 'Kính gửi', kind: 'line', initial: ({ unit }) => `Chủ tịch Ủy ban nhân dân ${within(unit)}` },
  ...HOUSEHOLD_ASKS,
  { name: 'nơi ở hiện tại', label: 'Nơi ở hiện tại', kind: 'line', initial: () => '' },
  REASON,
];

export const REQUEST: Paper = {
  id: 'request',
  asks: ASKS,
  fields: [
    { name: 'tiêu đề', about: 'Dòng dưới GIẤY ĐỀ NGHỊ, chữ in hoa', kind: 'text' },
    { name: 'chọn một', about: 'Giấy ghi cả hai nội dung đề nghị, người viết chọn một', kind: 'choice' },
    ...SEX_FIELDS,
    MEMBERS_FIELD,
    ...paragraphFields([REASON]),
  ],
  missing: householdMissing,
  values: (facts, record) => {
    const wanted = answer(WANTED, facts, record).trim();
    const values = {
      ...commonValues('request', ASKS, facts, record),
      ...sexValues(facts),
      ...paragraphValues([REASON], facts, record),
      'tiêu đề': capitals(wanted || `${REVIEW} hoặc ${LIVING}`),
      'chọn một': wanted === '',
      'từng thành viên': memberRows(facts),
    };
    return withRoom(values, [paragraphList(REASON.name)]);
  },
};
