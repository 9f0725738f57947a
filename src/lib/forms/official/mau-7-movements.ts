/** Mẫu 7.1, 7.2, 7.3 of Phụ lục VII, Thông tư 07/2021/TT-BLĐTBXH. */
import { ARRIVING, NEAR_POOR, POOR } from '../../review/columns.ts';
import { LIVINGS, move, UNSETTLED, type MoveCode } from '../../review/formula-columns.ts';
import { CIRCULAR_07, type Heading, type Leaf, type Of, type SummaryForm, type Term } from './description.ts';

const AVERAGE = LIVINGS[0].label;

const on01 = (where: Term['where'], minus?: true): Term => ({ sheet: 'list01', where, ...(minus && { minus }) });
const moved = (...codes: MoveCode[]): Term[] => codes.map((code) => on01({ move: move(code) }));

/** Columns 7, 8, 13, 14 of Mẫu 7.1: average living standard, in farming, forestry, fishery or salt. */
const FARMING: readonly Term[] = (['list01', 'list02'] as const).map((sheet) => ({ sheet, where: { living: AVERAGE, farming: 'x' } }));

const count = (text: string, terms: readonly Term[], of?: Of): Leaf => ({ text, measure: { kind: 'count', terms, of }, width: 9.5 });
const rate = (part: number, whole: number): Leaf => ({
  text: 'Tỷ lệ %',
  measure: { kind: 'rate', part: String(part), whole: String(whole) },
  number: `${part + 1}=${part}/${whole}*100`,
  width: 10,
});

const results = (subject: string, of: Of, first: number, whole: number): Heading[] => [
  count(`Tổng số ${subject} nghèo`, [on01({ class: POOR })], of),
  rate(first, whole),
  count(`Tổng số ${subject} cận nghèo`, [on01({ class: NEAR_POOR })], of),
  rate(first + 2, whole),
  count(`Tổng số ${subject} nông, lâm, ngư nghiệp có mức sống trung bình`, FARMING, of),
  rate(first + 4, whole),
];

/** Last year's list of this commune. Households that arrived since were on another commune's list and count in column 8. */
export const lastYear = (label: string, also: Term['where'] = {}): Term[] => [
  on01({ lastYear: label, ...also }),
  ...ARRIVING.map((change) => on01({ lastYear: label, change, ...also }, true)),
];

/** The start of a balance: a household whose result is not agreed on is in none of its columns. */
export const atStart = (label: string): Term[] => lastYear(label, { move: { not: UNSETTLED } });

/** Mẫu 7.2 and 7.3 have the same shape. */
const movements = (form: {
  id: string;
  title: string;
  class: string;
  short: string;
  became: { text: string; code: MoveCode };
  escaped: { over: string; code: MoveCode };
  left: MoveCode;
  joined: { text: string; code: MoveCode };
  again: { text: string; code: MoveCode };
  fresh: MoveCode;
  arrived: MoveCode;
}): SummaryForm => ({
  id: form.id,
  title: form.title,
  reference: CIRCULAR_07,
  certainty: 'published',
  orientation: 'landscape',
  split: ['households', 'persons'],
  headings: [
    count(`Tổng số hộ ${form.short} đầu kỳ`, atStart(form.class)),
    {
      text: form.escaped.over,
      over: [count(form.became.text, moved(form.became.code)), count('Vượt chuẩn cận nghèo', moved(form.escaped.code))],
    },
    count('Số hộ khác giảm', moved(form.left)),
    count(form.joined.text, moved(form.joined.code)),
    {
      text: `Số hộ ${form.short} bổ sung`,
      over: [count(form.again.text, moved(form.again.code)), count('Phát sinh mới', moved(form.fresh))],
    },
    count('Số hộ khác tăng', moved(form.arrived)),
    {
      text: `Tổng số hộ ${form.short} cuối kỳ`,
      measure: { kind: 'sum', plus: ['1', '5', '6', '7', '8'], minus: ['2', '3', '4'] },
      number: '9=1-2-3-4+5+6+7+8',
      width: 16,
    },
  ],
});

export const RESULTS_AND_MOVEMENTS: readonly SummaryForm[] = [
  {
    id: '7.1',
    title: 'TỔNG HỢP KẾT QUẢ CHÍNH THỨC RÀ SOÁT HỘ NGHÈO; HỘ CẬN NGHÈO; HỘ LÀM NÔNG, LÂM, NGƯ NGHIỆP CÓ MỨC SỐNG TRUNG BÌNH',
    reference: CIRCULAR_07,
    certainty: 'published',
    orientation: 'landscape',
    split: null,
    headings: [
      {
        text: 'Tổng số hộ dân cư',
        over: [
          { text: 'Số hộ', measure: { kind: 'residents', of: 'households' }, width: 9 },
          { text: 'Nhân khẩu', measure: { kind: 'residents', of: 'persons' }, width: 9 },
        ],
      },
      { text: 'Kết quả rà soát về hộ (chính thức)', over: results('hộ', 'households', 3, 1) },
      { text: 'Kết quả rà soát về khẩu (chính thức)', over: results('khẩu', 'persons', 9, 2) },
    ],
  },
  movements({
    id: '7.2',
    title: 'TỔNG HỢP DIỄN BIẾN HỘ NGHÈO',
    class: POOR,
    short: 'nghèo',
    became: { text: 'Trở thành hộ cận nghèo', code: 'poor-to-near' },
    escaped: { over: 'Số hộ thoát nghèo', code: 'poor-escapes' },
    left: 'poor-other-out',
    joined: { text: 'Số hộ cận nghèo trở thành hộ nghèo', code: 'near-to-poor' },
    again: { text: 'Tái nghèo', code: 'poor-again' },
    fresh: 'poor-new',
    arrived: 'poor-other-in',
  }),
  movements({
    id: '7.3',
    title: 'TỔNG HỢP DIỄN BIẾN HỘ CẬN NGHÈO',
    class: NEAR_POOR,
    short: 'cận nghèo',
    became: { text: 'Trở thành hộ nghèo', code: 'near-to-poor' },
    escaped: { over: 'Số hộ thoát cận nghèo', code: 'near-escapes' },
    left: 'near-other-out',
    joined: { text: 'Số hộ nghèo trở thành hộ cận nghèo', code: 'poor-to-near' },
    again: { text: 'Tái cận nghèo', code: 'near-again' },
    fresh: 'near-new',
    arrived: 'near-other-in',
  }),
];
