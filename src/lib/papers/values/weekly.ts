/** Báo cáo tiến độ (phụ lục 10): each week of the round, how far every village has come; a district's by commune. */
import { reportDays } from '../../process/deadlines.ts';
import { excelKey } from '../../review/excel-key.ts';
import { dayText, weekday } from '../../review/iso-day.ts';
import type { Report } from '../../review/plans.ts';
import { timeText, WEEKDAYS } from '../../review/weekly.ts';
import { rateOf } from '../../forms/fill.ts';
import { answer, commonValues, COMMITTEE_POSITION, OFFICE_ASKS } from '../common-values.ts';
import { paragraphFields, paragraphValues } from '../paragraphs.ts';
import type { Ask, Field, Paper, PaperFacts, Values } from '../paper.ts';
import { few, percent, thousands } from '../paper-words.ts';
import { summaryOf, type Summary, type VillageProgress } from '../summary.ts';
import { figure } from './report-figures.ts';
import { reportMissing, reportRecipients } from './result-report.ts';

const weeklyOf = ({ round }: PaperFacts): Report | undefined => round.plan.reports.find(({ weekly }) => weekly !== undefined);
/** The next day on which it is due. */
const dueOf = (facts: PaperFacts): string => {
  const report = weeklyOf(facts);
  return (report && reportDays(report, facts.round.plan).find((day) => day >= facts.today)) ?? '';
};

const DUE: Ask = { name: 'kỳ báo cáo', label: 'Kỳ báo cáo, hạn gửi', kind: 'day', initial: dueOf };
const WRITTEN: readonly Ask[] = [
  { name: 'khó khăn', label: '3. Khó khăn, vướng mắc', kind: 'text', initial: () => '' },
  { name: 'kiến nghị', label: '4. Kiến nghị, đề xuất', kind: 'text', initial: () => '' },
];

const ASKS: readonly Ask[] = [
  ...OFFICE_ASKS,
  { name: 'kính gửi', label: 'Kính gửi', kind: 'line', initial: (facts) => weeklyOf(facts)?.to ?? '' },
  { name: 'căn cứ thực hiện', label: 'Thực hiện văn bản nào', kind: 'line', initial: ({ round }) => round.plan.source },
  DUE,
  {
    name: 'giờ gửi',
    label: 'Gửi trước mấy giờ',
    kind: 'line',
    initial: (facts) => timeOf(weeklyOf(facts)),
  },
  { name: 'số liệu đến', label: 'Số liệu đến ngày', kind: 'day', initial: ({ today, day }) => (day && day < today ? day : today) },
  ...WRITTEN,
  reportRecipients,
  COMMITTEE_POSITION,
];
const timeOf = (report: Report | undefined): string => (report?.weekly ? timeText(report.weekly.time) : '');

/** A number of villages out of all: '05/12'. */
const STEPS = [
  { name: 'chốt rà soát', about: 'chốt rà soát', has: ({ isClosed }: VillageProgress): boolean => isClosed },
  { name: 'họp dân', about: 'họp dân thống nhất kết quả', has: ({ met }: VillageProgress): boolean => met !== null },
  { name: 'niêm yết', about: 'niêm yết', has: ({ posting }: VillageProgress): boolean => posting !== null },
  { name: 'công nhận', about: 'có quyết định công nhận', has: ({ recognised }: VillageProgress): boolean => recognised !== null },
] as const;

const FIELDS: readonly Field[] = [
  ...paragraphFields(WRITTEN),
  { name: 'thứ', about: 'Thứ của ngày gửi: thứ Năm', kind: 'text' },
  { name: 'có kỳ', about: 'Kế hoạch có báo cáo hằng tuần, hoặc đã ghi hạn gửi', kind: 'choice' },
  { name: 'số hộ rà soát', about: 'Số hộ cần rà soát', kind: 'text' },
  { name: 'số hộ đã rà soát', about: 'Số hộ đã rà soát, phân loại', kind: 'text' },
  { name: 'tỷ lệ rà soát', about: 'Tiến độ, %', kind: 'text' },
  { name: 'số hộ nghèo', about: 'Số hộ nghèo đến nay', kind: 'text' },
  { name: 'số hộ cận nghèo', about: 'Số hộ cận nghèo đến nay', kind: 'text' },
  { name: 'số hộ không nghèo', about: 'Số hộ không nghèo, không cận nghèo đến nay', kind: 'text' },
  { name: 'có danh sách 02', about: 'Đợt xác định mức sống (Danh sách 02)', kind: 'choice' },
  { name: 'số hộ danh sách 02', about: 'Số hộ trên Danh sách 02', kind: 'text' },
  { name: 'số hộ đã xác định', about: 'Số hộ đã xác định mức sống', kind: 'text' },
  { name: 'tỷ lệ xác định', about: 'Tiến độ xác định mức sống, %', kind: 'text' },
  { name: 'số thôn', about: 'Tổng số thôn, tổ dân phố', kind: 'text' },
  ...STEPS.map(({ name, about }): Field => ({ name: `số thôn ${name}`, about: `Số thôn đã ${about}`, kind: 'text' })),
  {
    name: 'từng đơn vị',
    about: 'Tiến độ từng thôn; ở báo cáo của cấp trên xã là từng xã, phường',
    kind: 'list',
    fields: [
      { name: 'stt', about: 'Số thứ tự', kind: 'text' },
      { name: 'đơn vị', about: 'Tên thôn, xã', kind: 'text' },
      { name: 'phải rà soát', about: 'Số hộ cần rà soát', kind: 'text' },
      { name: 'đã rà soát', about: 'Số hộ đã rà soát, phân loại', kind: 'text' },
      { name: 'tiến độ', about: 'Tiến độ, %', kind: 'text' },
      ...STEPS.map(({ name, about }): Field => ({ name, about: `Ngày ${about}; của một xã là số thôn`, kind: 'text' })),
    ],
  },
];

export const WEEKLY: Paper = {
  id: 'weekly',
  asks: ASKS,
  fields: FIELDS,
  missing: reportMissing,
  values: (facts, record) => {
    const summary = summaryOf(facts);
    const [main] = summary.sets;
    const of = (column: string): number | null => figure(main?.forms, '10', column);
    const number = (column: string): string | null => {
      const value = of(column);
      return value === null ? null : few(value);
    };
    const share = (column: string): string | null => {
      const value = of(column);
      return value === null ? null : percent(value);
    };
    const due = answer(DUE, facts, record);
    const { villages } = summary;
    return {
      ...commonValues('weekly', ASKS, facts, record, 'Báo cáo'),
      ...paragraphValues(WRITTEN, facts, record),
      'có kỳ': due !== '',
      thứ: due === '' ? null : (WEEKDAYS[weekday(due)] ?? null),
      'số hộ rà soát': number('1'),
      'số hộ đã rà soát': number('2'),
      'tỷ lệ rà soát': share('3'),
      'số hộ nghèo': number('4'),
      'số hộ cận nghèo': number('5'),
      'số hộ không nghèo': number('6'),
      'có danh sách 02': facts.round.plan.living,
      'số hộ danh sách 02': number('7'),
      'số hộ đã xác định': number('8'),
      'tỷ lệ xác định': share('9'),
      'số thôn': few(villages.length),
      ...Object.fromEntries(STEPS.map(({ name, has }) => [`số thôn ${name}`, few(villages.filter(has).length)])),
      'từng đơn vị': unitRows(summary),
    };
  },
};

/** Each unit of the forms once: a commune with an urban and a rural part has two rows there. */
function unitRows({ sets, villages }: Summary): Values[] {
  const filled = sets[0]?.forms.find(({ form }) => form.id === '10');
  const units = [...new Map(villages.map(({ unit }) => [excelKey(unit), unit])).values()];
  return units.map((unit, n) => {
    const inside = villages.filter((each) => excelKey(each.unit) === excelKey(unit));
    const names = [unit, ...['thành thị', 'nông thôn'].map((area) => `${unit} (${area})`)].map(excelKey);
    const rows = (filled?.rows ?? []).filter(({ name }) => names.includes(excelKey(name)));
    const sum = (column: number): number | null =>
      rows.reduce<number | null>((all, { lines }) => {
        const value = lines[0]?.[column] ?? null;
        return all === null || value === null ? null : all + value;
      }, 0);
    const [toReview, reviewed] = [sum(0), sum(1)];
    return {
      stt: String(n + 1),
      'đơn vị': unit,
      'phải rà soát': toReview === null ? null : thousands(toReview),
      'đã rà soát': reviewed === null ? null : thousands(reviewed),
      'tiến độ': toReview === null || reviewed === null ? null : percent(rateOf(reviewed, toReview)),
      ...stepsOf(inside, unit),
    };
  });
}

function stepsOf(villages: readonly VillageProgress[], unit: string): Values {
  const [only] = villages;
  if (!only || villages.length > 1 || only.name !== unit)
    return Object.fromEntries(STEPS.map(({ name, has }) => [name, `${few(villages.filter(has).length)}/${few(villages.length)} thôn`]));
  const { isClosed, met, posting, recognised } = only;
  return {
    'chốt rà soát': isClosed ? 'Đã chốt' : '',
    'họp dân': met ? dayText(met.data.day) : '',
    'niêm yết': posting ? `${dayText(posting.from)} đến ${dayText(posting.until)}` : '',
    'công nhận': recognised ? dayText(recognised.data.day) : '',
  };
}
