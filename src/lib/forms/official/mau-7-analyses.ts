/**
 * Mẫu 7.4 to 7.11 of Phụ lục VII, Thông tư 07/2021/TT-BLĐTBXH; 7.8, 7.9 and 7.10 as replaced by Thông tư 02/2022.
 * The circulars' own tables are not public: titles, columns and numbering come from a province's published set.
 */
import { CAUSE_GROUP, CAUSES, INDICATOR_GROUP, NEAR_POOR, POOR } from '../../review/columns.ts';
import { indicatorsOf, type Counting, type Indicator } from '../../review/indicators.ts';
import { ND07 } from '../../review/standards.ts';
import { CIRCULAR_02, CIRCULAR_07, type EthnicGroups, type Heading, type Leaf, type SummaryForm, type Term } from './description.ts';

type Class = typeof POOR | typeof NEAR_POOR;

const count = (text: string, where: Term['where'], more: Partial<Leaf> = {}): Leaf => ({
  text,
  measure: { kind: 'count', terms: [{ sheet: 'list01', where }] },
  width: 8,
  ...more,
});
const children = (text: string, where: Term['where']): Leaf => ({
  text,
  measure: { kind: 'count', terms: [{ sheet: 'members', where: { ...where, age: { below: 16 } } }] },
  width: 13,
});

const base = { certainty: 'published', orientation: 'landscape', split: null } as const;

/** Column of the first indicator on Mẫu 7.4 and 7.6; column 2 is the sum of deprivations. */
const columnOfIndicator = (index: number): string => String(index + 3);

const indicatorCounts = (indicators: readonly Indicator[], id: string, label: Class, subject: string): SummaryForm => ({
  ...base,
  id,
  title: `PHÂN TÍCH CÁC CHỈ SỐ THIẾU HỤT DỊCH VỤ XÃ HỘI CƠ BẢN CỦA ${label.toUpperCase()}`,
  reference: CIRCULAR_07,
  headings: [
    count(`Tổng số ${subject}`, { class: label }),
    {
      text: 'Tổng số thiếu hụt',
      measure: { kind: 'sum', plus: indicators.map((_, index) => columnOfIndicator(index)), minus: [] },
      width: 8,
      local: true,
    },
    { text: INDICATOR_GROUP, over: indicators.map(({ key, name }) => count(name, { class: label, [key]: 'x' })) },
  ],
});

const indicatorRates = (indicators: readonly Indicator[], id: string, counts: string, label: Class, subject: string): SummaryForm => ({
  ...base,
  id,
  title: `PHÂN TÍCH TỶ LỆ CÁC CHỈ SỐ THIẾU HỤT DỊCH VỤ XÃ HỘI CƠ BẢN CỦA ${label.toUpperCase()}`,
  reference: CIRCULAR_07,
  headings: [
    count(`Tổng số ${subject}`, { class: label }),
    {
      text: 'Tỷ lệ các chỉ số thiếu hụt dịch vụ xã hội cơ bản (%)',
      over: indicators.map(({ name }, index): Leaf => ({
        text: name,
        measure: { kind: 'rate', part: { form: counts, column: columnOfIndicator(index) }, whole: '1' },
        width: 8,
      })),
    },
  ],
});

const groups = (label: Class, first: number): Heading => {
  const none = { noLabour: { not: 'x' }, merit: { not: 'x' } };
  return {
    text: label,
    over: [
      count('Tổng số', { class: label }, { width: 9 }),
      count('Hộ DTTS', { class: label, minority: 'x' }, { width: 9 }),
      count('Hộ không có khả năng lao động', { class: label, noLabour: 'x' }, { width: 12 }),
      count('Hộ có người có công với cách mạng', { class: label, merit: 'x' }, { width: 12 }),
      count('Khác', { class: label, minority: { not: 'x' }, ...none }, { width: 9, number: `${first + 4}` }),
    ],
  };
};

const ethnic = (label: Class, block: string): Heading => {
  const where = { class: label };
  const each: EthnicGroups = { each: 'ethnic', of: `${block}.2`, sheet: 'list01', where };
  return {
    text: label,
    over: [
      count('Tổng số', where, { number: `${block}.0` }),
      count('Kinh', { ...where, ethnic: 'Kinh' }, { number: `${block}.1` }),
      { text: 'Tổng số hộ DTTS', measure: { kind: 'sum', plus: [`${block}.0`], minus: [`${block}.1`] }, number: `${block}.2`, width: 8 },
      { text: 'Chia theo dân tộc', over: [each] },
    ],
  };
};

const causes = (label: Class, subject: string): Heading => ({
  text: label,
  over: [
    count(`Tổng số ${subject}`, { class: label }, { width: 7.5 }),
    { text: CAUSE_GROUP, over: CAUSES.map(([key, name]) => count(name, { class: label, [key]: 'x' }, { width: 7.5 })) },
  ],
});

const deprivedChildren = (label: Class, subject: string): Heading => ({
  text: `Chỉ số thiếu hụt về trẻ em thuộc ${subject}`,
  over: [
    children('Tổng số trẻ em', { class: label }),
    {
      text: 'Y tế',
      over: [children('Dinh dưỡng', { class: label, malnourished: 'x' }), children('Bảo hiểm y tế', { class: label, noInsurance: 'x' })],
    },
    { text: 'Giáo dục', over: [children('Tình trạng đi học', { class: label, notInSchool: 'x' })] },
  ],
});

const byIndicator = (indicators: readonly Indicator[]): SummaryForm[] => [
  indicatorCounts(indicators, '7.4', POOR, 'hộ nghèo'),
  indicatorRates(indicators, '7.5', '7.4', POOR, 'hộ nghèo'),
  indicatorCounts(indicators, '7.6', NEAR_POOR, 'hộ cận nghèo'),
  indicatorRates(indicators, '7.7', '7.6', NEAR_POOR, 'hộ cận nghèo'),
];

const OTHERS: readonly SummaryForm[] = [
  {
    ...base,
    id: '7.8',
    title: 'PHÂN TÍCH HỘ NGHÈO, HỘ CẬN NGHÈO THEO CÁC NHÓM ĐỐI TƯỢNG',
    reference: CIRCULAR_02,
    split: ['households', 'persons'],
    headings: [groups(POOR, 1), groups(NEAR_POOR, 6)],
    notes: [
      'Cột 5 và cột 10 đếm hộ không thuộc nhóm nào trong ba nhóm. Một hộ có thể thuộc nhiều nhóm, khi đó cách tính 5=1-2-3-4, 10=6-7-8-9 in trên mẫu cho số nhỏ hơn, có khi âm.',
    ],
  },
  {
    ...base,
    id: '7.9',
    title: 'PHÂN TÍCH HỘ NGHÈO, HỘ CẬN NGHÈO THEO DÂN TỘC',
    reference: CIRCULAR_02,
    headings: [ethnic(POOR, '1'), ethnic(NEAR_POOR, '2')],
    notes: [
      'Tính theo dân tộc của chủ hộ. Số hộ DTTS có thể khác Mẫu 7.8, vì Mẫu 7.8 tính cả hộ có vợ hoặc chồng của chủ hộ là người dân tộc thiểu số.',
    ],
  },
  {
    ...base,
    id: '7.10',
    title: 'PHÂN TÍCH HỘ NGHÈO, HỘ CẬN NGHÈO THEO CÁC NGUYÊN NHÂN NGHÈO',
    reference: CIRCULAR_02,
    headings: [causes(POOR, 'hộ nghèo'), causes(NEAR_POOR, 'hộ cận nghèo')],
    notes: ['Một hộ có thể có nhiều nguyên nhân, nên tổng các cột nguyên nhân có thể lớn hơn số hộ.'],
  },
  {
    ...base,
    id: '7.11',
    title: 'TỔNG HỢP CHỈ TIÊU THIẾU HỤT CỦA TRẺ EM THUỘC HỘ NGHÈO, HỘ CẬN NGHÈO',
    reference: CIRCULAR_07,
    headings: [deprivedChildren(POOR, 'hộ nghèo'), deprivedChildren(NEAR_POOR, 'hộ cận nghèo')],
    notes: ['Đếm số trẻ em dưới 16 tuổi tính đến ngày cuối của đợt rà soát, theo danh sách thành viên.'],
  },
];

/** With one column for each indicator that the standard counts. */
export function analysesOf(standard: Pick<Counting, 'indicators'>): SummaryForm[] {
  const forms = byIndicator(indicatorsOf(standard));
  // The circular's forms have the columns of Nghị định 07/2021. With other columns they are our reading.
  const certainty = standard.indicators.join() === ND07.indicators.join() ? 'published' : 'our-reading';
  return [...forms.map((form) => ({ ...form, certainty }) as const), ...OTHERS];
}
