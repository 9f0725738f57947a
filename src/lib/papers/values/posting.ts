/** Thông báo niêm yết công khai: the four lists of a village, where and how long they are posted, and how to complain. */
import { groupedHouseholds } from '../../process/posted.ts';
import { unconfirmedText, type Deadline } from '../../review/working-days.ts';
import {
  answer,
  basesAsk,
  commonValues,
  COMMITTEE_POSITION,
  ELECTRONIC_ASK,
  lawsOf,
  OFFICE_ASKS,
  recipientsAsk,
  within,
} from '../common-values.ts';
import { LIST_FIELDS, listValues } from '../list-values.ts';
import type { Ask, Field, Paper, PaperFacts, PaperRecord } from '../paper.ts';
import { dateWords, termWords } from '../paper-words.ts';
import { metOf, VILLAGE_FIELDS, villageValues } from '../village-values.ts';

const FROM: Ask = {
  name: 'niêm yết từ ngày',
  label: 'Niêm yết từ ngày',
  kind: 'day',
  initial: ({ village }) => village?.standing.posting?.from ?? '',
  hint: 'Để trống: từ ngày của văn bản.',
};
const UNTIL: Ask = {
  name: 'niêm yết đến ngày',
  label: 'Niêm yết đến hết ngày',
  kind: 'day',
  initial: () => '',
  hint: 'Để trống: tính từ ngày bắt đầu, theo thời hạn của bộ quy định.',
};

const placesOf = ({ village, unit, round }: PaperFacts): string =>
  village?.standing.posting?.act.data.places ??
  round.plan.places ??
  `nhà văn hóa hoặc nhà sinh hoạt cộng đồng ${village?.name ?? 'thôn'}, trụ sở Ủy ban nhân dân ${within(unit)}, loa truyền thanh`;

function basesOf(facts: PaperFacts): string[] {
  const met = metOf(facts.village);
  return [...lawsOf(facts), ...(met ? [`Căn cứ Biên bản họp dân ${dateWords(met.data.day)} của ${facts.village?.name ?? 'thôn'}`] : [])];
}

const ASKS: readonly Ask[] = [
  ...OFFICE_ASKS,
  basesAsk(basesOf),
  FROM,
  UNTIL,
  { name: 'nơi niêm yết', label: 'Nơi niêm yết, thông báo', kind: 'line', initial: placesOf },
  {
    name: 'nơi nhận phản ánh',
    label: 'Gửi phản ánh, khiếu nại đến đâu',
    kind: 'line',
    initial: ({ unit }) => `Ban Chỉ đạo rà soát cấp xã, tại trụ sở Ủy ban nhân dân ${within(unit)}`,
    hint: 'Ghi thêm người nhận và số điện thoại nếu có.',
  },
  recipientsAsk(({ unit, village }) => [
    `Đảng ủy, HĐND, Ủy ban MTTQ Việt Nam ${within(unit)}`,
    'Thành viên Ban Chỉ đạo rà soát cấp xã',
    `${village?.name ?? 'Thôn'} (để niêm yết, thông báo)`,
    'Lưu: VT',
  ]),
  COMMITTEE_POSITION,
  ELECTRONIC_ASK,
];

const FIELDS: readonly Field[] = [
  ...VILLAGE_FIELDS,
  { name: 'thời hạn niêm yết', about: 'Thời hạn niêm yết: 03 ngày làm việc', kind: 'text' },
  { name: 'thời hạn phúc tra', about: 'Thời hạn phúc tra khi có khiếu nại: 07 ngày làm việc', kind: 'text' },
  { name: 'có xin ý kiến', about: 'Đợt có bước xin ý kiến cấp trên', kind: 'choice' },
  { name: 'người cho ý kiến', about: 'Người cho ý kiến', kind: 'text' },
  { name: 'có hộ ở hai danh sách', about: 'Có hộ thoát nghèo trở thành hộ cận nghèo', kind: 'choice' },
  ...LIST_FIELDS,
];

/** null while nobody has said from when. */
function termOf(facts: PaperFacts, record: PaperRecord): { from: string; until: Deadline } | null {
  const from = answer(FROM, facts, record) || record.day;
  const written = answer(UNTIL, facts, record);
  if (from === '') return null;
  return { from, until: written === '' ? facts.days.lastDay(from, facts.course.posting) : { day: written, unconfirmed: [] } };
}

export const POSTING: Paper = {
  id: 'posting',
  asks: ASKS,
  fields: FIELDS,
  missing: ({ village }) => (village && village.classified.data.households.length > 0 ? [] : ['Danh sách của thôn chưa có hộ nào.']),
  warnings: (facts, record) => {
    const { village } = facts;
    const term = termOf(facts, record);
    return [
      ...(village && !village.standing.closed.has('meeting')
        ? ['Thôn chưa họp dân thống nhất kết quả: danh sách còn có thể thay đổi.']
        : []),
      ...(term && term.until.unconfirmed.length > 0 ? [`Hạn niêm yết: ${unconfirmedText(term.until.unconfirmed)}`] : []),
      ...(term && term.until.day < term.from ? ['Niêm yết hết trước khi bắt đầu: hãy xem lại hai ngày niêm yết.'] : []),
    ];
  },
  values: (facts, record) => {
    const { village, course } = facts;
    const term = termOf(facts, record);
    const groups = village && groupedHouseholds(village.classified);
    return {
      ...commonValues('posting', ASKS, facts, record, 'Thông báo'),
      ...(village ? listValues([village]) : {}),
      ...villageValues(facts),
      'niêm yết từ ngày': term && dateWords(term.from),
      'niêm yết đến ngày': term && dateWords(term.until.day),
      'thời hạn niêm yết': termWords(course.posting),
      'thời hạn phúc tra': termWords(course.recheck),
      'có xin ý kiến': course.opinion !== null && course.steps.some(({ id }) => id === 'opinion'),
      'người cho ý kiến': course.opinion?.who ?? null,
      'có hộ ở hai danh sách': groups?.poorLeft.some(({ row }) => groups.near.some((each) => each.row === row)) ?? false,
    };
  },
};
