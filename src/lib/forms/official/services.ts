/**
 * The result against the year's targets for basic services, which Bắc Kạn's plan of 2024 sets (review/services.ts). The plan has no table for
 * it: the layout is our reading. Columns are numbered by the service, '3.2', so that a number means the same under every standard.
 */
import { NEAR_POOR, POOR } from '../../review/columns.ts';
import type { Counting } from '../../review/indicators.ts';
import { SERVICE_KEYS, servicesOf, UNTOLD_SERVICES, type Service, type ServiceKey } from '../../review/services.ts';
import type { Heading, Leaf, SummaryForm, Term } from './description.ts';

export const SERVICE_FORM = 'ket-qua-dich-vu';

const CLASSES = [POOR, NEAR_POOR] as const;
/** Of 100,00. */
const WIDTH = 7.5;

interface Counted {
  text: string;
  all: readonly Term[];
  lacking: readonly Term[];
}

const members = (where: Term['where']): Term[] => CLASSES.map((label) => ({ sheet: 'members', where: { class: label, ...where } }));
/** Whose age is not known is no child here, as on Mẫu 7.11. */
const children = (where: Term['where']): Term[] => [
  ...members({ ...where, age: { below: 16 } }),
  ...members({ ...where, age: { below: 3 } }).map((term) => ({ ...term, minus: true as const })),
];
const households = (classes: readonly string[], where: Term['where'] = {}): Term[] =>
  classes.map((label) => ({ sheet: 'list01', where: { class: label, ...where } }));

function countedIn({ key, indicator }: Service): Counted {
  if (key === 'insurance') return { text: 'Số người', all: members({}), lacking: members({ noInsurance: 'x' }) };
  if (key === 'school') return { text: 'Số trẻ em', all: children({}), lacking: children({ notInSchool: 'x' }) };
  const classes = key === 'means' ? [POOR] : CLASSES;
  return { text: 'Số hộ', all: households(classes), lacking: households(classes, { [indicator ?? '']: 'x' }) };
}

/** Official numbers of a service's columns. */
export function serviceColumns(key: ServiceKey): Record<'all' | 'lacking' | 'rate' | 'target' | 'over', string> {
  const group = SERVICE_KEYS.indexOf(key) + 1;
  const [all, lacking, rate, target, over] = [1, 2, 3, 4, 5].map((place) => `${group}.${place}`) as [
    string,
    string,
    string,
    string,
    string,
  ];
  return { all, lacking, rate, target, over };
}

function columnsOf(service: Service): Heading {
  const { text, all, lacking } = countedIn(service);
  const at = serviceColumns(service.key);
  const column = (words: string, number: string, measure: Leaf['measure']): Leaf => ({ text: words, number, measure, width: WIDTH });
  return {
    text: service.name,
    over: [
      column(text, at.all, { kind: 'count', terms: all }),
      column('Thiếu hụt', at.lacking, { kind: 'count', terms: lacking }),
      column('Kết quả %', at.rate, { kind: 'rate', part: { plus: [at.all], minus: [at.lacking] }, whole: at.all, orBlank: true }),
      column('Chỉ tiêu %', at.target, { kind: 'target', service: service.key }),
      column('Vượt (+), chưa đạt (-)', at.over, { kind: 'sum', plus: [at.rate], minus: [at.target], decimals: 2 }),
    ],
  };
}

export const serviceForm = (standard: Pick<Counting, 'indicators'>): SummaryForm => ({
  id: SERVICE_FORM,
  sheet: 'Chỉ tiêu dịch vụ',
  number: 'Biểu kết quả chỉ tiêu dịch vụ',
  title: 'KẾT QUẢ THỰC HIỆN CHỈ TIÊU VỀ CÁC DỊCH VỤ XÃ HỘI CƠ BẢN TRONG NĂM',
  reference: '(Kèm theo báo cáo kết quả rà soát hộ nghèo, hộ cận nghèo)',
  certainty: 'our-reading',
  orientation: 'landscape',
  paper: 'A3',
  split: null,
  headings: servicesOf(standard).map(columnsOf),
  notes: [
    'Chỉ tiêu ghi ở trang Kế hoạch; chưa ghi thì để trống. Người, trẻ em (từ 3 đến dưới 16 tuổi) đếm theo danh sách thành viên; chưa có ai, hộ nào thì để trống.',
    'Thành viên không có dấu ở cột Không có BHYT, Không đi học đúng độ tuổi được tính là có: cột chưa ghi thì kết quả cao hơn thực tế.',
    'Chỉ tiêu về viễn thông, internet của kế hoạch chỉ tính hộ có nhu cầu; danh sách không ghi nhu cầu nên biểu tính trên mọi hộ.',
    `Chưa có số liệu trong danh sách, phải lấy ở nơi khác: ${UNTOLD_SERVICES.map((name) => name.charAt(0).toLocaleLowerCase('vi') + name.slice(1)).join('; ')}.`,
  ],
});
