/**
 * Tables of Bắc Kạn: the targets of its plan of March 2024, where "giảm tỷ lệ" is the difference of the two rounded
 * rates, and the comparison with last year that its report of 2023 makes in words.
 */
import { NEAR_POOR, POOR } from '../../review/columns.ts';
import type { Heading, Leaf, SummaryForm } from './description.ts';
import { lastYear } from './mau-7-movements.ts';

const residents: Leaf = { text: 'Tổng số hộ', measure: { kind: 'residents', of: 'households' }, width: 12 };
const poor = (label: typeof POOR | typeof NEAR_POOR, text: string): Leaf => ({
  text,
  measure: { kind: 'count', terms: [{ sheet: 'list01', where: { class: label } }] },
  width: 11,
});

/** Last year, this year, and the change; columns are numbered from `first`, totals of households are in columns 1 and 2. */
const compared = (label: typeof POOR | typeof NEAR_POOR, first: number): Heading => {
  const number = (offset: number): string => String(first + offset);
  const rate = (offset: number, part: number, whole: string): Leaf => ({
    text: 'Tỷ lệ %',
    measure: { kind: 'rate', part: number(part), whole },
    number: `${number(offset)}=${number(part)}/${whole}*100`,
    width: 9.5,
  });
  const change = (text: string, offset: number, now: number, before: number, decimals?: 2): Leaf => ({
    text,
    measure: { kind: 'sum', plus: [number(now)], minus: [number(before)], ...(decimals && { decimals }) },
    number: `${number(offset)}=${number(now)}-${number(before)}`,
    width: 9.5,
  });
  return {
    text: label,
    over: [
      { text: 'Năm trước', over: [{ text: 'Số hộ', measure: { kind: 'count', terms: lastYear(label) }, width: 9 }, rate(1, 0, '1')] },
      { text: 'Năm nay', over: [poor(label, 'Số hộ'), rate(3, 2, '2')] },
      { text: 'Tăng (+), giảm (-)', over: [change('Số hộ', 4, 2, 0), change('Tỷ lệ %', 5, 3, 1, 2)] },
    ],
  };
};

export const BAC_KAN: readonly SummaryForm[] = [
  {
    id: 'chi-tieu',
    sheet: 'Chỉ tiêu',
    number: 'Biểu chỉ tiêu',
    title: 'MỤC TIÊU PHẤN ĐẤU GIẢM TỶ LỆ HỘ NGHÈO',
    reference: '(Kèm theo kế hoạch thực hiện công tác giảm nghèo bền vững)',
    certainty: 'published',
    orientation: 'landscape',
    split: null,
    headings: [
      residents,
      {
        text: 'Hộ nghèo đầu năm',
        over: [poor(POOR, 'Số hộ'), { text: 'Tỷ lệ %', measure: { kind: 'rate', part: '2', whole: '1' }, number: '3=2/1*100', width: 11 }],
      },
      {
        text: 'Mục tiêu giảm trong năm',
        over: [
          { text: 'Giảm số hộ', measure: { kind: 'village', key: 'poorTarget' }, width: 11 },
          { text: 'Giảm tỷ lệ %', measure: { kind: 'sum', plus: ['3'], minus: ['6'], decimals: 2 }, number: '5=3-6', width: 11 },
        ],
      },
      {
        text: 'Tỷ lệ hộ nghèo cuối năm %',
        measure: { kind: 'rate', part: { plus: ['2'], minus: ['4'] }, whole: '1' },
        number: '6=(2-4)/1*100',
        width: 13,
      },
    ],
    notes: ['Số hộ phấn đấu giảm ghi ở cột Chỉ tiêu giảm hộ nghèo của trang Thôn.'],
  },
  {
    id: 'so-sanh',
    sheet: 'So sánh',
    number: 'Biểu so sánh',
    title: 'SO SÁNH HỘ NGHÈO, HỘ CẬN NGHÈO VỚI NĂM TRƯỚC',
    reference: '(Kèm theo báo cáo kết quả rà soát hộ nghèo, hộ cận nghèo)',
    certainty: 'our-reading',
    orientation: 'landscape',
    split: null,
    headings: [
      {
        text: 'Tổng số hộ dân cư',
        over: [
          { text: 'Năm trước', measure: { kind: 'village', key: 'householdsLastYear', orBlank: true }, width: 10 },
          { ...residents, text: 'Năm nay', width: 10 },
        ],
      },
      compared(POOR, 3),
      compared(NEAR_POOR, 9),
    ],
    notes: [
      'Tổng số hộ năm trước ghi ở cột Tổng số hộ dân cư năm trước của trang Thôn. Chưa ghi thì số đó, tỷ lệ năm trước và mức tăng, giảm tỷ lệ để trống; dòng cộng để trống khi có thôn chưa ghi.',
    ],
  },
];
