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

const rate = (number: string, part: string, whole: string): Leaf => ({
  text: 'Tỷ lệ %',
  measure: { kind: 'rate', part, whole },
  number: `${number}=${part}/${whole}*100`,
  width: 9.5,
});
const difference = (text: string, number: string, plus: string, minus: string, decimals?: 2): Leaf => ({
  text,
  measure: { kind: 'sum', plus: [plus], minus: [minus], ...(decimals && { decimals }) },
  number: `${number}=${plus}-${minus}`,
  width: 9.5,
});

/** Last year, this year, and the change; columns are numbered from `first`, totals of households are in columns 1 and 2. */
const compared = (label: typeof POOR | typeof NEAR_POOR, first: number): Heading => {
  const number = (offset: number): string => String(first + offset);
  return {
    text: label,
    over: [
      {
        text: 'Năm trước',
        over: [{ text: 'Số hộ', measure: { kind: 'count', terms: lastYear(label) }, width: 9 }, rate(number(1), number(0), '1')],
      },
      { text: 'Năm nay', over: [poor(label, 'Số hộ'), rate(number(3), number(2), '2')] },
      {
        text: 'Tăng (+), giảm (-)',
        over: [difference('Số hộ', number(4), number(2), number(0)), difference('Tỷ lệ %', number(5), number(3), number(1), 2)],
      },
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
          { text: 'Giảm số hộ', measure: { kind: 'village', key: 'poorTargetNext', orBlank: true }, width: 11 },
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
    notes: [
      'Biểu lập sau khi có kết quả, cho năm sau. Số hộ phấn đấu giảm ghi ở cột Chỉ tiêu giảm hộ nghèo năm sau của trang Thôn. Chưa ghi thì số đó và số tính từ đó để trống; dòng cộng để trống khi có đơn vị chưa ghi.',
    ],
  },
  {
    id: 'ket-qua-chi-tieu',
    sheet: 'Kết quả chỉ tiêu',
    number: 'Biểu kết quả chỉ tiêu',
    title: 'KẾT QUẢ THỰC HIỆN CHỈ TIÊU GIẢM HỘ NGHÈO TRONG NĂM',
    reference: '(Kèm theo báo cáo kết quả rà soát hộ nghèo, hộ cận nghèo)',
    certainty: 'our-reading',
    orientation: 'landscape',
    split: null,
    headings: [
      {
        text: 'Đầu năm',
        over: [
          { text: 'Tổng số hộ', measure: { kind: 'village', key: 'householdsLastYear', orBlank: true }, width: 10 },
          { text: 'Hộ nghèo', measure: { kind: 'count', terms: lastYear(POOR) }, width: 9 },
          rate('3', '2', '1'),
        ],
      },
      {
        text: 'Chỉ tiêu của năm',
        over: [
          { text: 'Giảm số hộ', measure: { kind: 'village', key: 'poorTarget', orBlank: true }, width: 9 },
          difference('Giảm tỷ lệ %', '5', '3', '6', 2),
          {
            text: 'Tỷ lệ cuối năm %',
            measure: { kind: 'rate', part: { plus: ['2'], minus: ['4'] }, whole: '1' },
            number: '6=(2-4)/1*100',
            width: 10,
          },
        ],
      },
      {
        text: 'Kết quả rà soát',
        over: [
          { ...residents, width: 10 },
          poor(POOR, 'Hộ nghèo'),
          rate('9', '8', '7'),
          difference('Giảm số hộ', '10', '2', '8'),
          difference('Giảm tỷ lệ %', '11', '3', '9', 2),
        ],
      },
      {
        text: 'So với chỉ tiêu: vượt (+), chưa đạt (-)',
        over: [difference('Số hộ', '12', '10', '4'), difference('Tỷ lệ %', '13', '6', '9', 2)],
      },
    ],
    notes: [
      'Chỉ tiêu của năm ghi ở cột Chỉ tiêu giảm hộ nghèo, tổng số hộ đầu năm ở cột Tổng số hộ dân cư năm trước của trang Thôn. Chưa ghi thì số đó và số tính từ đó để trống; dòng cộng để trống khi có đơn vị chưa ghi.',
    ],
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
