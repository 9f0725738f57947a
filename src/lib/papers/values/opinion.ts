/** Báo cáo, xin ý kiến: what the review of the commune found, how its villages met and posted, what was complained about, and the four lists. */
import type { Complaint } from '../../process/standing.ts';
import { readNumber } from '../../process/number-book.ts';
import { attendingAt } from '../../process/acts.ts';
import { dayText } from '../../review/iso-day.ts';
import { commonValues, COMMITTEE_POSITION, ELECTRONIC_ASK, OFFICE_ASKS } from '../common-values.ts';
import { LIST_FIELDS, listValues } from '../list-values.ts';
import type { Ask, Field, Paper, PaperVillage, Values } from '../paper.ts';
import { few, percent, termWords } from '../paper-words.ts';
import { summaryOf } from '../summary.ts';
import { DECIDED_FIELD, decidedIn } from '../village-values.ts';
import { SET_FIELDS, setValues } from './report-figures.ts';
import { reportMissing, reportRecipients } from './result-report.ts';

const ASKS: readonly Ask[] = [
  ...OFFICE_ASKS,
  { name: 'kính gửi', label: 'Kính gửi', kind: 'line', initial: ({ course }) => course.opinion?.who ?? '' },
  { name: 'căn cứ thực hiện', label: 'Thực hiện văn bản nào', kind: 'line', initial: ({ round }) => round.plan.source },
  { name: 'từ ngày', label: 'Rà soát từ ngày', kind: 'day', initial: ({ round }) => round.plan.from },
  { name: 'đến ngày', label: 'Rà soát đến hết ngày', kind: 'day', initial: ({ round }) => round.lastDay },
  reportRecipients,
  COMMITTEE_POSITION,
  ELECTRONIC_ASK,
];

const text = (name: string, about: string): Field => ({ name, about, kind: 'text' });
const FIELDS: readonly Field[] = [
  { name: 'nhiều chuẩn', about: 'Đợt có nhiều chuẩn nghèo', kind: 'choice' },
  { name: 'từng chuẩn', about: 'Kết quả theo từng chuẩn nghèo của đợt', kind: 'list', fields: SET_FIELDS },
  text('năm trước', 'Năm trước năm rà soát'),
  text('số thôn', 'Tổng số thôn, tổ dân phố'),
  text('số thôn họp dân', 'Số thôn đã họp dân thống nhất kết quả'),
  text('số thôn niêm yết', 'Số thôn đã hết thời gian niêm yết'),
  {
    name: 'từng thôn',
    about: 'Từng thôn: kết quả, họp dân, niêm yết, phản ánh',
    kind: 'list',
    fields: [
      text('stt', 'Số thứ tự'),
      text('thôn', 'Tên thôn, tổ dân phố'),
      ...LIST_FIELDS.filter(({ kind }) => kind === 'text'),
      text('ngày họp dân', 'Ngày họp dân'),
      text('số người dự', 'Số người dự họp'),
      text('tỷ lệ đồng ý', 'Tỷ lệ đồng ý, %'),
      text('niêm yết từ', 'Ngày bắt đầu niêm yết'),
      text('niêm yết đến', 'Ngày cuối niêm yết'),
      text('số phản ánh', 'Số phản ánh, khiếu nại'),
    ],
  },
  text('số phản ánh', 'Tổng số phản ánh, khiếu nại'),
  text('số phản ánh đã trả lời', 'Số phản ánh, khiếu nại đã phúc tra, trả lời'),
  {
    name: 'từng phản ánh',
    about: 'Các phản ánh, khiếu nại; không ghi tên người phản ánh',
    kind: 'list',
    fields: [
      text('stt', 'Số thứ tự'),
      text('thôn', 'Tên thôn, tổ dân phố'),
      text('chủ hộ', 'Hộ được phản ánh'),
      text('ngày nhận', 'Ngày nhận'),
      text('nội dung', 'Nội dung phản ánh'),
      text('kết quả', 'Kết quả phúc tra'),
    ],
  },
  { name: 'có phản ánh', about: 'Có phản ánh, khiếu nại hay không', kind: 'choice' },
  DECIDED_FIELD,
  { name: 'có kết luận khác', about: 'Có cuộc họp kết luận khác điểm rà soát', kind: 'choice' },
  { name: 'có thời hạn', about: 'Quy định có thời hạn trả lời ý kiến', kind: 'choice' },
  text('thời hạn ý kiến', 'Thời hạn trả lời ý kiến: 05 ngày làm việc'),
  ...LIST_FIELDS,
];

export const OPINION: Paper = {
  id: 'opinion',
  asks: ASKS,
  fields: FIELDS,
  recorded: ({ villages }) => {
    // Of what waits for an answer, or was answered; what was sent back is sent with another report.
    const sent = villages.flatMap(({ standing }) =>
      standing.sent || standing.closed.has('opinion') ? standing.acts.flatMap((act) => (act.kind === 'sent' ? [act.data] : [])) : [],
    );
    const last = sent.toSorted((a, b) => a.day.localeCompare(b.day)).at(-1);
    return last ? { number: readNumber(last.number)?.number ?? null, day: last.day, signer: '' } : null;
  },
  missing: reportMissing,
  warnings: ({ villages, course }) => {
    const open = villages.filter(({ standing }) => !standing.closed.has('posting')).map(({ name }) => name);
    return [
      ...(open.length > 0 ? [`Chưa hết niêm yết, số liệu còn có thể thay đổi: ${open.join(', ')}.`] : []),
      ...(course.opinion ? [] : ['Đợt này không có bước xin ý kiến: hãy ghi nơi nhận.']),
    ];
  },
  values: (facts, record) => {
    const { villages, course, round } = facts;
    const { sets } = summaryOf(facts);
    const complaints = villages.flatMap((village) => village.standing.complaints.map((one) => ({ village, ...one })));
    const decided = villages.flatMap(decidedIn);
    const closed = (step: 'meeting' | 'posting'): string => few(villages.filter(({ standing }) => standing.closed.has(step)).length);
    const term = course.opinion?.term ?? null;
    return {
      ...commonValues('opinion', ASKS, facts, record, 'Báo cáo'),
      ...listValues(villages),
      'nhiều chuẩn': sets.length > 1,
      'từng chuẩn': sets.map((set, index) =>
        setValues(set, { residentsBefore: null, target: null, isMain: index === 0, withLiving: round.plan.living }),
      ),
      'năm trước': String(round.plan.year - 1),
      'số thôn': few(villages.length),
      'số thôn họp dân': closed('meeting'),
      'số thôn niêm yết': closed('posting'),
      'từng thôn': villages.map((village, n) => ({ stt: String(n + 1), ...villageRow(village) })),
      'số phản ánh': few(complaints.length),
      'số phản ánh đã trả lời': few(complaints.filter(({ answer }) => answer).length),
      'từng phản ánh': complaints.map((one, n) => ({ stt: String(n + 1), ...complaintRow(one) })),
      'có phản ánh': complaints.length > 0,
      'từng kết luận khác': decided,
      'có kết luận khác': decided.length > 0,
      'có thời hạn': term !== null,
      'thời hạn ý kiến': term && termWords(term),
    };
  },
};

function villageRow(village: PaperVillage): Values {
  const { name, standing } = village;
  const meeting = standing.closed.get('meeting');
  const met = meeting?.kind === 'met' ? meeting.data : null;
  const present = met ? attendingAt(met) : 0;
  const { posting } = standing;
  return {
    ...listValues([village]),
    thôn: name,
    'ngày họp dân': met ? dayText(met.day) : '',
    'số người dự': met ? few(present) : '',
    'tỷ lệ đồng ý': met && present > 0 ? percent((met.agreeing / present) * 100) : '',
    'niêm yết từ': posting ? dayText(posting.from) : '',
    'niêm yết đến': posting ? dayText(posting.until) : '',
    'số phản ánh': few(standing.complaints.length),
  };
}

const OUTCOMES = { changed: 'Kết quả thay đổi', kept: 'Giữ nguyên kết quả' } as const;

function complaintRow({ village: { name, classified }, act, answer }: Complaint & { village: PaperVillage }): Values {
  const household = classified.data.households.find(({ id }) => id === act.data.household);
  return {
    thôn: name,
    'chủ hộ': String(household?.cells.head ?? 'Hộ không còn trong danh sách'),
    'ngày nhận': dayText(act.data.day),
    'nội dung': act.data.text,
    'kết quả': answer ? `${OUTCOMES[answer.data.outcome]}. ${answer.data.text}` : 'Chưa trả lời',
  };
}
