/**
 * Forms that Trà Cú's plan (Trà Vinh) names besides the circular's, by village: phụ lục 8A, 8B, 10, 11 and Mẫu 9.7 to
 * 9.9. The plan names them without their tables, so the layouts are our reading, and are marked as such.
 */
import { NEAR_POOR, POOR } from '../../review/columns.ts';
import { LIVINGS, NOT_POOR, move } from '../../review/formula-columns.ts';
import type { Heading, Leaf, Of, SummaryForm, Term } from './description.ts';
import { atStart } from './mau-7-movements.ts';

const REFERENCE = '(Theo kế hoạch rà soát của địa phương)';
const base = { reference: REFERENCE, certainty: 'our-reading', orientation: 'landscape', split: null } as const;

const LISTS = ['list01', 'list02'] as const;
const living = (code: (typeof LIVINGS)[number]['code']): string => LIVINGS.find((entry) => entry.code === code)?.label ?? '';

const count = (text: string, terms: readonly Term[], of?: Of): Leaf => ({
  text,
  measure: { kind: 'count', terms, ...(of && { of }) },
  width: 10,
});
const rate = (number: number, part: number, whole: number, text = 'Tỷ lệ %'): Leaf => ({
  text,
  measure: { kind: 'rate', part: String(part), whole: String(whole) },
  number: `${number}=${part}/${whole}*100`,
  width: 10,
});
const residents = (of: Of, text: string): Leaf => ({ text, measure: { kind: 'residents', of }, width: 10 });
const on01 = (where: Term['where'], minus?: true): Term => ({ sheet: 'list01', where, ...(minus && { minus }) });
const ofLiving = (code: Parameters<typeof living>[0], where: Term['where'] = {}): Term[] =>
  LISTS.map((sheet) => ({ sheet, where: { living: living(code), ...where } }));

const toVillages = (id: string, label: typeof POOR | typeof NEAR_POOR, subject: string): SummaryForm => ({
  ...base,
  id,
  number: `Phụ lục số ${id}`,
  title: `TỔNG HỢP SỐ LIỆU ${label.toUpperCase()} ĐẾN ẤP, KHÓM`,
  headings: [
    {
      text: 'Hộ dân cư',
      over: [
        residents('households', 'Tổng số hộ'),
        { text: 'Trong đó hộ DTTS', measure: { kind: 'village', key: 'minorityHouseholds' }, width: 10 },
      ],
    },
    { text: label, over: [count('Số hộ', [on01({ class: label })]), rate(4, 3, 1), count('Số khẩu', [on01({ class: label })], 'persons')] },
    {
      text: `${label} là hộ DTTS`,
      over: [count('Số hộ', [on01({ class: label, minority: 'x' })]), rate(7, 6, 2, 'Tỷ lệ % so với hộ DTTS')],
    },
    {
      text: 'Trong đó',
      over: [
        count(`Số ${subject} không có khả năng lao động`, [on01({ class: label, noLabour: 'x' })]),
        count(`Số ${subject} có người có công với cách mạng`, [on01({ class: label, merit: 'x' })]),
      ],
    },
  ],
});

const LIVING_BANDS = [
  { code: 'average', text: 'Hộ có mức sống trung bình' },
  { code: 'well-off', text: 'Hộ có thu nhập khá' },
  { code: 'rich', text: 'Hộ có thu nhập giàu' },
] as const;

const bands = (id: string, of: Of, title: string, whole: Leaf, what: string): SummaryForm => ({
  ...base,
  id,
  title,
  living: true,
  headings: [
    whole,
    ...LIVING_BANDS.map(({ code, text }, index): Heading => ({
      text,
      over: [count(what, ofLiving(code), of), rate(3 + index * 2, 2 + index * 2, 1)],
    })),
  ],
});

/** On the list, and not left since. */
const reviewed = (where: Term['where'] = {}): Term[] => [
  on01(where),
  ...[move('poor-other-out'), move('near-other-out'), move('out')].map((gone) => on01({ ...where, move: gone }, true)),
];
const classified = [POOR, NEAR_POOR, NOT_POOR].map((label) => on01({ class: label }));

const compared = (label: typeof POOR | typeof NEAR_POOR, first: number): Heading => ({
  text: label,
  over: [
    count('Đầu kỳ', atStart(label)),
    count('Cuối kỳ', [on01({ class: label })]),
    rate(first + 2, first + 1, 1),
    {
      text: 'Tăng (+), giảm (-)',
      measure: { kind: 'sum', plus: [String(first + 1)], minus: [String(first)] },
      number: `${first + 3}=${first + 1}-${first}`,
      width: 10,
    },
  ],
});

export const TRA_VINH: readonly SummaryForm[] = [
  toVillages('8A', POOR, 'hộ nghèo'),
  toVillages('8B', NEAR_POOR, 'hộ cận nghèo'),
  bands(
    '9.7',
    'households',
    'TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ CÓ MỨC SỐNG TRUNG BÌNH, HỘ CÓ THU NHẬP KHÁ, GIÀU',
    residents('households', 'Tổng số hộ dân cư'),
    'Số hộ',
  ),
  bands(
    '9.8',
    'persons',
    'TỔNG HỢP NHÂN KHẨU CỦA HỘ CÓ MỨC SỐNG TRUNG BÌNH, HỘ CÓ THU NHẬP KHÁ, GIÀU',
    residents('persons', 'Tổng số nhân khẩu'),
    'Số khẩu',
  ),
  {
    ...base,
    id: '9.9',
    title: 'PHÂN TÍCH HỘ CÓ MỨC SỐNG TRUNG BÌNH, HỘ CÓ THU NHẬP KHÁ, GIÀU THEO NHÓM ĐỐI TƯỢNG',
    living: true,
    headings: LIVING_BANDS.map(({ code, text }) => ({
      text,
      over: [
        count('Tổng số hộ', ofLiving(code)),
        count('Hộ DTTS', ofLiving(code, { minority: 'x' })),
        count('Hộ có người có công', ofLiving(code, { merit: 'x' })),
        count('Hộ làm nông, lâm, ngư, diêm nghiệp', ofLiving(code, { farming: 'x' })),
      ],
    })),
  },
  {
    ...base,
    id: '10',
    number: 'Phụ lục số 10',
    title: 'BÁO CÁO TIẾN ĐỘ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO',
    headings: [
      {
        text: 'Danh sách 01',
        over: [count('Số hộ phải rà soát', reviewed({ list: '01' })), count('Số hộ đã phân loại', classified), rate(3, 2, 1, 'Tiến độ %')],
      },
      {
        text: 'Kết quả đến nay',
        over: [
          count('Hộ nghèo', [on01({ class: POOR })]),
          count('Hộ cận nghèo', [on01({ class: NEAR_POOR })]),
          count('Không nghèo', [on01({ class: NOT_POOR })]),
        ],
      },
      {
        text: 'Xác định mức sống',
        over: [
          count('Số hộ trên Danh sách 02', [{ sheet: 'list02', where: {} }]),
          count(
            'Số hộ đã xác định',
            ['average', 'well-off', 'rich', 'above'].map((code): Term => ({
              sheet: 'list02',
              where: { living: living(code as 'average') },
            })),
          ),
          rate(9, 8, 7, 'Tiến độ %'),
        ],
      },
    ],
  },
  {
    ...base,
    id: '11',
    number: 'Phụ lục số 11',
    title: 'BÁO CÁO SƠ BỘ KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO, HỘ CÓ MỨC SỐNG TRUNG BÌNH, HỘ CÓ THU NHẬP KHÁ, GIÀU',
    headings: [
      residents('households', 'Tổng số hộ dân cư'),
      compared(POOR, 2),
      compared(NEAR_POOR, 6),
      ...LIVING_BANDS.map(({ code, text }) => count(text, ofLiving(code))),
    ],
  },
];
