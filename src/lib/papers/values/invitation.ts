/** Giấy mời họp dân: one for all who are invited, or a sheet for each household of the list of those reviewed. */
import { answer, commonValues, COMMITTEE_POSITION, OFFICE_ASKS, recipientsAsk, within } from '../common-values.ts';
import { reviewedHouseholds } from '../../review/reviewed.ts';
import type { Ask, Field, Paper, PaperFacts, Values } from '../paper.ts';
import { closedItems, linesOf } from '../paper-words.ts';
import { metOf, ofTeam, VILLAGE_FIELDS, villageValues } from '../village-values.ts';

const named = (position: string, names: readonly string[]): string => (names.length > 0 ? `${position}: ${names.join(', ')}` : position);

/** Who attends by điểm 6.4.a of the plan of Trà Cú (khoản 3 Điều 4 Quyết định 24/2021/QĐ-TTg). */
const guestsOf = (facts: PaperFacts): string[] => [
  `Ban Chỉ đạo rà soát ${within(facts.unit)}, công chức phụ trách công tác giảm nghèo`,
  `Đại diện Ủy ban Mặt trận Tổ quốc Việt Nam ${within(facts.unit)} (giám sát)`,
  named('Trưởng thôn', ofTeam(facts, 'head')),
  `Bí thư Chi bộ, đại diện các đoàn thể của ${facts.village?.name ?? 'thôn'}`,
  named('Rà soát viên', ofTeam(facts, 'reviewer')),
  'Đại diện hộ gia đình có tên trong Danh sách hộ gia đình cần rà soát',
  'Đại diện hộ gia đình khác',
];

const GUESTS: Ask = {
  name: 'khách mời',
  label: 'Kính mời, mỗi dòng một người hoặc một nơi',
  kind: 'items',
  initial: (facts) => guestsOf(facts).join('\n'),
};
const EACH: Ask = {
  name: 'mỗi hộ một giấy',
  label: 'In cho mỗi hộ trong danh sách rà soát một giấy riêng, chung một tệp',
  kind: 'choice',
  initial: () => '',
};

const ASKS: readonly Ask[] = [
  ...OFFICE_ASKS,
  EACH,
  GUESTS,
  { name: 'ngày họp', label: 'Ngày họp', kind: 'day', initial: ({ village }) => metOf(village)?.data.day ?? '' },
  { name: 'giờ họp', label: 'Bắt đầu lúc', kind: 'line', initial: () => '', hint: 'Ví dụ: 19 giờ 30 phút' },
  { name: 'nơi họp', label: 'Nơi họp', kind: 'line', initial: ({ village }) => metOf(village)?.data.place ?? '' },
  {
    name: 'chủ trì',
    label: 'Chủ trì',
    kind: 'line',
    initial: (facts) => metOf(facts.village)?.data.chair ?? named('Trưởng thôn', ofTeam(facts, 'head')),
  },
  {
    name: 'nội dung họp',
    label: 'Nội dung',
    kind: 'text',
    initial: ({ round, village }) =>
      `Thống nhất kết quả rà soát, phân loại hộ nghèo, hộ cận nghèo, hộ thoát nghèo, hộ thoát cận nghèo năm ${round.plan.year} của ${village?.name ?? 'thôn'}`,
  },
  recipientsAsk(() => ['Như trên', 'Lưu: VT']),
  COMMITTEE_POSITION,
];

const FIELDS: readonly Field[] = [
  ...VILLAGE_FIELDS,
  { name: 'một giấy', about: 'Tệp chỉ có một giấy mời, có đánh số trang', kind: 'choice' },
  {
    name: 'từng giấy',
    about: 'Các giấy mời trong tệp',
    kind: 'list',
    fields: [
      { name: 'mời chung', about: 'Giấy mời chung, không phải của một hộ', kind: 'choice' },
      { name: 'chủ hộ', about: 'Hộ được mời: họ và tên chủ hộ', kind: 'text' },
      { name: 'còn giấy sau', about: 'Sau giấy này còn giấy khác', kind: 'choice' },
    ],
  },
  {
    name: 'từng khách mời',
    about: 'Những người, cơ quan được mời',
    kind: 'list',
    fields: [{ name: 'khách', about: 'Một người, một cơ quan', kind: 'text' }],
  },
];

const sheetsOf = (heads: readonly string[] | null): Values[] =>
  heads === null
    ? [{ 'mời chung': true, 'chủ hộ': null, 'còn giấy sau': false }]
    : heads.map((head, n) => ({ 'mời chung': false, 'chủ hộ': head, 'còn giấy sau': n < heads.length - 1 }));

export const INVITATION: Paper = {
  id: 'invitation',
  asks: ASKS,
  fields: FIELDS,
  missing: () => [],
  warnings: (facts, record) =>
    answer(EACH, facts, record) !== '' && headsOf(facts).length === 0 ? ['Danh sách cần rà soát của thôn chưa có hộ nào để mời.'] : [],
  values: (facts, record) => {
    const own = answer(EACH, facts, record) === '' ? null : headsOf(facts);
    const guests = closedItems(linesOf(answer(GUESTS, facts, record)));
    return {
      ...commonValues('invitation', ASKS, facts, record),
      ...villageValues(facts),
      'một giấy': own === null || own.length < 2,
      // Without a household to invite it is the common one.
      'từng giấy': sheetsOf(own === null || own.length === 0 ? null : own),
      'từng khách mời': guests.length > 0 ? guests.map((khách) => ({ khách })) : [{ khách: null }],
    };
  },
};

const headsOf = ({ village }: PaperFacts): string[] =>
  village ? reviewedHouseholds(village.classified).map(({ cells }) => String(cells.head ?? 'chưa có tên')) : [];
