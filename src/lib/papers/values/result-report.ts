/**
 * What the preliminary and the final report say in the form of Báo cáo sơ bộ of Bắc Kạn (2023): figures from the forms, comparison with the
 * year before and with the plan's target, and free texts that stay empty until a person writes them.
 */
import type { PaperId } from '../../process/paper-kinds.ts';
import { answer, commonValues, COMMITTEE_POSITION, ELECTRONIC_ASK, OFFICE_ASKS, recipientsAsk, within } from '../common-values.ts';
import { paragraphFields, paragraphValues } from '../paragraphs.ts';
import type { Ask, Field, PaperFacts, PaperRecord, Values } from '../paper.ts';
import { few, thousands, typedNumber } from '../paper-words.ts';
import { PICTURES_MARK } from '../place-pictures.ts';
import { summaryOf } from '../summary.ts';
import { figure, SET_FIELDS, setValues } from './report-figures.ts';

/** @param report id of the plan's report. */
const sentTo =
  (report: string) =>
  ({ round }: PaperFacts): string =>
    round.plan.reports.find(({ id }) => id === report)?.to ?? '';

const written = (name: string, label: string, hint?: string): Ask => ({
  ...{ name, label, kind: 'text', initial: () => '' },
  ...(hint !== undefined && { hint }),
});

/** Nothing is known of these: they are the commune's to write. */
export const WRITTEN: readonly Ask[] = [
  written('chỉ đạo', 'I. Công tác lãnh đạo, chỉ đạo', 'Để trống thì báo cáo có dòng chấm để viết tay.'),
  written('văn bản chỉ đạo', 'I. Các văn bản đã ban hành, mỗi dòng một văn bản'),
  written('chuẩn bị', 'II.1. Công tác chuẩn bị rà soát'),
  written('triển khai', 'II.2. Kiểm tra, đôn đốc trong thời gian rà soát'),
  written('thuận lợi', 'IV.1. Thuận lợi'),
  written('hạn chế', 'IV.2. Hạn chế và nguyên nhân'),
];

const PICTURES_ASK: Ask = {
  name: 'kèm hình',
  label: 'Đưa hình của Tổng quan vào báo cáo, thành phụ lục cuối',
  kind: 'choice',
  initial: () => '',
};
/** Where the pictures stand; a paragraph of its own. */
const PICTURES = 'hình vẽ';

const TARGET = 'chỉ tiêu giảm hộ nghèo';
const RESIDENTS_BEFORE = 'tổng số hộ năm trước';

export const addressAsk = (report: string): Ask => ({ name: 'kính gửi', label: 'Kính gửi', kind: 'line', initial: sentTo(report) });

/** Who gets a report besides whom it is addressed to; a commune's, or a district's with its communes. */
export const reportRecipients = recipientsAsk(({ unit }) => {
  const name = within(unit);
  const isCommune = /^(xã|phường|thị trấn|đặc khu)\s/u.test(name);
  const own = isCommune ? [`Thường trực Đảng ủy, HĐND ${name}`] : [];
  const below = isCommune ? [] : ['UBND các xã, phường'];
  return ['Như trên', ...own, `Lãnh đạo UBND ${name}`, `Thành viên Ban Chỉ đạo rà soát ${name}`, ...below, 'Lưu: VT'];
});

export const reportAsks = (report: string, more: readonly Ask[] = []): Ask[] => [
  ...OFFICE_ASKS,
  addressAsk(report),
  { name: 'căn cứ thực hiện', label: 'Thực hiện văn bản nào', kind: 'line', initial: ({ round }) => round.plan.source },
  ...WRITTEN,
  ...more,
  {
    name: 'số thôn đã rà soát',
    label: 'Số thôn, tổ dân phố đã tiến hành rà soát',
    kind: 'line',
    initial: (facts) => few(summaryOf(facts).villages.filter(({ hasBegun }) => hasBegun).length),
    hint: 'Thôn không có hộ nào trong danh sách được tính khi đã chốt rà soát.',
  },
  { name: 'từ ngày', label: 'Rà soát từ ngày', kind: 'day', initial: ({ round }) => round.plan.from },
  { name: 'đến ngày', label: 'Rà soát đến hết ngày', kind: 'day', initial: ({ round }) => round.lastDay },
  {
    name: RESIDENTS_BEFORE,
    label: 'Tổng số hộ dân cư năm trước',
    kind: 'line',
    initial: (facts) => shownTotal(figure(summaryOf(facts).sets[0]?.forms, 'so-sanh', '1')),
    hint: 'Để tính tỷ lệ năm trước. Lấy ở cột Tổng số hộ dân cư năm trước của trang Thôn, khi mọi thôn đều ghi.',
  },
  {
    name: TARGET,
    label: 'Chỉ tiêu kế hoạch: giảm bao nhiêu hộ nghèo',
    kind: 'line',
    initial: (facts) => shownTotal(figure(summaryOf(facts).sets[0]?.forms, 'ket-qua-chi-tieu', '4')),
    hint: 'Lấy ở cột Chỉ tiêu giảm hộ nghèo của trang Thôn, khi mọi thôn đều ghi. Để trống thì báo cáo không so với chỉ tiêu.',
  },
  PICTURES_ASK,
  reportRecipients,
  COMMITTEE_POSITION,
  ELECTRONIC_ASK,
];

const shownTotal = (total: number | null): string => (total === null ? '' : thousands(total));

export const REPORT_FIELDS: readonly Field[] = [
  ...paragraphFields(WRITTEN),
  { name: 'năm trước', about: 'Năm trước năm rà soát', kind: 'text' },
  { name: 'số thôn', about: 'Tổng số thôn, tổ dân phố', kind: 'text' },
  { name: PICTURES, about: 'Chỗ của các hình vẽ khi kèm hình, một mình trong đoạn', kind: 'text', optional: true },
  { name: 'nhiều chuẩn', about: 'Đợt có nhiều chuẩn nghèo', kind: 'choice' },
  { name: 'từng chuẩn', about: 'Kết quả theo từng chuẩn nghèo của đợt', kind: 'list', fields: SET_FIELDS },
];

export function reportValues(id: PaperId, asks: readonly Ask[], facts: PaperFacts, record: PaperRecord): Values {
  const { sets, villages } = summaryOf(facts);
  const typed = (name: string): number | null => {
    const ask = asks.find((each) => each.name === name);
    return ask ? typedNumber(answer(ask, facts, record)) : null;
  };
  const residentsBefore = typed(RESIDENTS_BEFORE);
  const target = typed(TARGET);
  const hasPictures = facts.draws === true && answer(PICTURES_ASK, facts, record) !== '';
  return {
    ...commonValues(id, asks, facts, record, 'Báo cáo'),
    ...paragraphValues(
      asks.filter(({ kind, name }) => kind === 'text' && !OFFICE.has(name)),
      facts,
      record,
    ),
    [RESIDENTS_BEFORE]: residentsBefore === null ? null : thousands(residentsBefore),
    [TARGET]: target === null ? null : few(target),
    [PICTURES_ASK.name]: hasPictures,
    [PICTURES]: hasPictures ? PICTURES_MARK : '',
    'năm trước': String(facts.round.plan.year - 1),
    'số thôn': few(villages.length),
    'nhiều chuẩn': sets.length > 1,
    'từng chuẩn': sets.map(({ standard, forms }, index) =>
      setValues({ standard, forms }, { residentsBefore, target, isMain: index === 0, withLiving: facts.round.plan.living }),
    ),
  };
}
const OFFICE: ReadonlySet<string> = new Set([...OFFICE_ASKS, COMMITTEE_POSITION].map(({ name }) => name));

/** A report of nothing would be invented. */
export const reportMissing = ({ villages, summary }: PaperFacts): string[] =>
  summary || villages.some(({ classified }) => classified.data.households.length > 0) ? [] : ['Danh sách chưa có hộ nào.'];
