/** Biên bản họp dân (Phụ lục V Thông tư 07/2021/TT-BLĐTBXH). Before the meeting it has dots, to be written on by hand. */
import { attendingAt } from '../../process/acts.ts';
import type { Need } from '../../process/need.ts';
import { isAgreed } from '../../process/standing.ts';
import { commonValues, OFFICE_ASKS } from '../common-values.ts';
import { quorumNeeds } from '../../process/meeting-needs.ts';
import { quorumOf } from '../../process/quorum-cells.ts';
import { quorumWords, type Quorum } from '../../review/quorum.ts';
import { reviewedCount } from '../../review/reviewed.ts';
import { LIST_FIELDS, listValues } from '../list-values.ts';
import type { Ask, Field, Paper, PaperFacts, Value } from '../paper.ts';
import { paragraphFields, paragraphValues } from '../paragraphs.ts';
import { capitals, few, percent } from '../paper-words.ts';
import { DECIDED_FIELD, decidedIn, metOf, ofTeam, VILLAGE_FIELDS, villageValues } from '../village-values.ts';

const line = (name: string, label: string, initial: Ask['initial'] = () => '', hint?: string): Ask => ({
  ...{ name, label, kind: 'line', initial },
  ...(hint !== undefined && { hint }),
});

const said = (key: 'place' | 'chair' | 'secretary' | 'text') => (facts: PaperFacts) => metOf(facts.village)?.data[key] ?? '';
export const MINUTES_ASKS: readonly Ask[] = [
  ...OFFICE_ASKS.filter(({ name }) => name === 'cơ quan ban hành').map((ask) => ({
    ...ask,
    initial: ({ unit }: PaperFacts) => `UBND ${capitals(unit)}`,
  })),
  { name: 'ngày họp', label: 'Ngày họp', kind: 'day', initial: (facts) => metOf(facts.village)?.data.day ?? '' },
  line('giờ bắt đầu', 'Bắt đầu lúc', undefined, 'Ví dụ: 19 giờ 30 phút'),
  line('giờ kết thúc', 'Kết thúc lúc'),
  line('nơi họp', 'Nơi họp', said('place')),
  line('chủ trì', 'Chủ trì', (facts) => said('chair')(facts) || (ofTeam(facts, 'head')[0] ?? '')),
  line('chức danh chủ trì', 'Chức danh của chủ trì', () => 'Trưởng thôn'),
  line('thư ký', 'Thư ký', said('secretary')),
  line('chức danh thư ký', 'Chức danh của thư ký'),
  line('đại diện hộ dân', 'Đại diện hộ dân ký biên bản'),
  { name: 'ý kiến', label: 'Ý kiến tại cuộc họp', kind: 'text', initial: said('text') },
];
const SAID = MINUTES_ASKS.filter(({ name }) => name === 'ý kiến');

const FIELDS: readonly Field[] = [
  ...VILLAGE_FIELDS,
  ...paragraphFields(SAID),
  { name: 'số ban chỉ đạo', about: 'Số người dự: Ban Chỉ đạo cấp xã', kind: 'text' },
  { name: 'số đoàn thể', about: 'Số người dự: tổ chức Đảng, đoàn thể', kind: 'text' },
  { name: 'số mặt trận', about: 'Số người dự: Mặt trận Tổ quốc', kind: 'text' },
  { name: 'số rà soát viên', about: 'Số người dự: rà soát viên', kind: 'text' },
  { name: 'số hộ dự', about: 'Số hộ có tên trong danh sách rà soát có đại diện dự', kind: 'text' },
  { name: 'số hộ danh sách', about: 'Số hộ trong danh sách cần rà soát', kind: 'text' },
  { name: 'tỷ lệ hộ dự', about: 'Tỷ lệ hộ dự, %', kind: 'text' },
  { name: 'số hộ dân khác', about: 'Số người dự: hộ dân khác', kind: 'text' },
  { name: 'số người dự', about: 'Tổng số người dự', kind: 'text' },
  { name: 'số đồng ý', about: 'Số người đồng ý', kind: 'text' },
  { name: 'tỷ lệ đồng ý', about: 'Tỷ lệ đồng ý, %', kind: 'text' },
  { name: 'đã họp', about: 'Đã ghi kết quả họp', kind: 'choice' },
  { name: 'đạt', about: 'Đủ tỷ lệ đồng ý', kind: 'choice' },
  { name: 'tỷ lệ cần', about: 'Tỷ lệ đồng ý cần có, %', kind: 'text' },
  { name: 'có yêu cầu dự họp', about: 'Kế hoạch của đợt yêu cầu ai phải dự họp', kind: 'choice' },
  { name: 'yêu cầu dự họp', about: 'Kế hoạch yêu cầu những ai dự họp', kind: 'text' },
  { name: 'đủ thành phần', about: 'Người dự họp đủ theo yêu cầu của kế hoạch', kind: 'choice' },
  DECIDED_FIELD,
  { name: 'có kết luận khác', about: 'Có hộ mà cuộc họp kết luận khác điểm rà soát', kind: 'choice' },
  ...LIST_FIELDS,
];

/** What the plan asked for on the meeting's day; before the meeting, what it asks for now. */
const quorumAsked = ({ village, course }: PaperFacts): Quorum => {
  const met = metOf(village);
  return met ? quorumOf(met.data) : course.conditions.quorum;
};

/** Parts of the quorum that the meeting did not have: only where no machine has refused it. */
const shortOf = (facts: PaperFacts): Need[] => {
  const met = metOf(facts.village);
  return met && facts.village ? quorumNeeds(met.data, quorumAsked(facts), facts.village.classified) : [];
};

export const MINUTES: Paper = {
  id: 'minutes',
  asks: MINUTES_ASKS,
  fields: FIELDS,
  missing: () => [],
  warnings: (facts) => {
    const { village } = facts;
    const [present, listed] = [metOf(village)?.data.listed ?? 0, village ? reviewedCount(village.classified) : 0];
    return [
      ...(present > listed
        ? [
            `Biên bản ghi ${present} hộ có tên trong danh sách dự họp, mà danh sách cần rà soát chỉ có ${listed} hộ: hãy xem lại số người dự.`,
          ]
        : []),
      ...shortOf(facts).map(({ text }) => text),
    ];
  },
  values: (facts, record) => {
    const { village, course } = facts;
    const met = metOf(facts.village)?.data;
    const number = (n: number | undefined): Value => (n === undefined ? null : few(n));
    const listed = village ? reviewedCount(village.classified) : 0;
    const present = met && attendingAt(met);
    const asked = quorumWords(quorumAsked(facts));
    const decided = village ? decidedIn(village) : [];
    return {
      ...commonValues('minutes', MINUTES_ASKS, facts, record),
      ...paragraphValues(SAID, facts, record),
      ...(village ? listValues([village]) : {}),
      ...villageValues(facts),
      'số ban chỉ đạo': number(met?.committee),
      'số đoàn thể': number(met?.bodies),
      'số mặt trận': number(met?.front),
      'số rà soát viên': number(met?.reviewers),
      'số hộ dự': number(met?.listed),
      'số hộ danh sách': few(listed),
      'tỷ lệ hộ dự': met && listed > 0 ? percent((met.listed / listed) * 100) : null,
      'số hộ dân khác': number(met?.others),
      'số người dự': number(present),
      'số đồng ý': number(met?.agreeing),
      'tỷ lệ đồng ý': met && present ? percent((met.agreeing / present) * 100) : null,
      'đã họp': met !== undefined,
      đạt: met !== undefined && isAgreed(met),
      'tỷ lệ cần': String(met?.share ?? course.conditions.agreeing),
      'có yêu cầu dự họp': asked.length > 0,
      'yêu cầu dự họp': asked.join('; '),
      'đủ thành phần': met !== undefined && shortOf(facts).length === 0,
      'từng kết luận khác': decided,
      'có kết luận khác': decided.length > 0,
    };
  },
};
