/**
 * Poverty standards as data. A round's date selects the standard; a plan may name a local one. A new standard is a new entry here; one that
 * is not fully known is a draft (drafts.ts).
 */
import * as v from 'valibot';
import { limitIn, LimitShape, type Limit } from './limits.ts';
import { ClassesShape, LivingShape, type Decision } from './decisions.ts';

const isoDate = v.pipe(v.string(), v.isoDate());

export const StandardShape = v.object({
  id: v.string(),
  name: v.string(),
  /** What people call it beside another, and the same in few letters: for the name of a sheet and of a constant. */
  short: v.string(),
  mark: v.pipe(v.string(), v.regex(/^[A-Z0-9]{1,6}$/)),
  /** The round's date selects the national one in force; a province's own is used only when a plan names it. */
  scope: v.picklist(['nation', 'province']),
  /** First and last day in force. */
  from: isoDate,
  to: isoDate,
  /** Keys of the columns that not every standard asks: the score table for Điểm B1 (b1-tables.ts), income by month or by year. */
  asks: v.array(v.string()),
  /** Keys of the indicators counted in Điểm B2, in the decree's order (indicators.ts), and of those whose hint holds. */
  indicators: v.pipe(v.array(v.string()), v.minLength(1)),
  hints: v.array(v.string()),
  limits: v.array(LimitShape),
  /** Kết quả phân loại of a household on Danh sách 01 that has not left; Mức sống. */
  classes: ClassesShape,
  living: LivingShape,
  /** The source of points and classes, when it is not that of 2021 and 2022, which the formula columns cite. */
  citeScores: v.optional(v.string()),
  cite: v.string(),
  citeLiving: v.string(),
});
export type Standard = v.InferOutput<typeof StandardShape> & {
  /** The lists have the results that meetings decided otherwise than the scores say: they stand, beside the computed ones. */
  decided?: true;
};

/** The short name within a sentence: 'chuẩn 2027-2030'. */
export const inSentence = (short: string): string => short.replace(/^C/, 'c');

const TWELVE = ['i1', 'i2', 'i3', 'i4', 'i5', 'i6', 'i7', 'i8', 'i9', 'i10', 'i11', 'i12'];

/** Within a limit of Điểm B1, so many deprived indicators make a household poor, fewer near poor. */
export const BY_B1: readonly Decision<'poor' | 'near' | 'none' | 'unknown'>[] = [
  { when: 'NOT(ISNUMBER([Điểm B1]))', then: 'unknown' },
  { when: '[Ngưỡng Điểm B1]=""', then: 'unknown' },
  { when: '[Điểm B1]>[Ngưỡng Điểm B1]', then: 'none', yes: 'trên mức thu nhập', no: 'trong mức thu nhập' },
  { when: 'NOT(CHI_SO_RO)', then: 'unknown' },
  { when: '[Điểm B2]>=NGUONG_B2', then: 'poor' },
  { then: 'near' },
];

/** By monthly income; a household within the poverty line is scored first. */
export const LIVING_BY_MONTH: Standard['living'] = [
  { when: 'NOT(ISNUMBER([Thu nhập bình quân]))', then: 'unknown' },
  { when: '[Khu vực]=""', then: 'unknown' },
  {
    when: '[Thu nhập bình quân]<=TN_CHUAN',
    then: [
      { when: 'NOT(ISNUMBER([Điểm B1]))', then: 'need-b1' },
      { when: '[Điểm B1]>[Ngưỡng Điểm B1]', then: 'average' },
      { then: 'to-list-01' },
    ],
  },
  { when: '[Thu nhập bình quân]<=TN_TRUNG_BINH', then: 'average' },
  { when: 'TN_KHA_NT=0', then: 'above' },
  { when: '[Thu nhập bình quân]<=TN_KHA', then: 'well-off' },
  { then: 'rich' },
];

const BANDS: Limit = {
  name: 'TN_KHA',
  label: 'Thu nhập cao nhất của hộ có thu nhập khá (0: không có chuẩn khá, giàu)',
  unit: 'đồng/người/tháng',
  living: true,
  at: { rural: 0, urban: 0 },
};

/** Nghị định 07/2021/NĐ-CP Điều 3, kept in force to the end of 2026 by Nghị định 351/2025/NĐ-CP; scores: Thông tư 07/2021, 02/2022. */
export const ND07: Standard = {
  id: 'nd07-2021',
  name: 'Chuẩn nghèo đa chiều giai đoạn 2022-2025 (kéo dài đến hết năm 2026)',
  short: 'Chuẩn 2022-2025',
  mark: '2022',
  scope: 'nation',
  from: '2022-01-01',
  to: '2026-12-31',
  asks: ['b1', 'income'],
  indicators: TWELVE,
  hints: TWELVE,
  limits: [
    {
      name: 'NGUONG_B1',
      label: 'Điểm B1 cao nhất còn trong mức thu nhập của hộ nghèo, hộ cận nghèo',
      unit: 'điểm',
      means: 'TN_CHUAN',
      at: { rural: 140, urban: 175 },
    },
    { name: 'DIEM_CHI_SO', label: 'Điểm B2 của mỗi chỉ số thiếu hụt', at: 10 },
    { name: 'NGUONG_B2', label: 'Điểm B2 từ mức này là hộ nghèo', at: 30 },
    {
      name: 'NGUONG_PHIEU_A',
      label: 'Số tiêu chí Phiếu A từ mức này thì không đưa vào Danh sách 01',
      cite: 'Quyết định 24/2021/QĐ-TTg',
      at: 4,
    },
    {
      name: 'TN_CHUAN',
      label: 'Thu nhập chuẩn nghèo (đồng/người/tháng)',
      unit: 'đồng/người/tháng',
      living: true,
      at: { rural: 1_500_000, urban: 2_000_000 },
    },
    {
      name: 'TN_TRUNG_BINH',
      label: 'Thu nhập cao nhất của hộ có mức sống trung bình (đồng/người/tháng)',
      unit: 'đồng/người/tháng',
      living: true,
      at: { rural: 2_250_000, urban: 3_000_000 },
    },
    BANDS,
  ],
  classes: [...BY_B1],
  living: LIVING_BY_MONTH,
  cite: 'Điều 3 Nghị định 07/2021/NĐ-CP; Phụ lục III Thông tư 07/2021/TT-BLĐTBXH (sửa đổi bởi Thông tư 02/2022/TT-BLĐTBXH)',
  citeLiving: 'Điểm c khoản 2 Điều 3 Nghị định 07/2021/NĐ-CP',
};

export const STANDARDS: readonly Standard[] = v.parse(v.array(StandardShape), [
  ND07,
  {
    ...ND07,
    id: 'tra-vinh-2021',
    name: 'Chuẩn nghèo đa chiều 2022-2025 và chuẩn hộ có thu nhập khá, giàu của tỉnh Trà Vinh',
    short: 'Chuẩn Trà Vinh',
    mark: 'TV',
    scope: 'province',
    limits: ND07.limits.map((limit) => (limit.name === 'TN_KHA' ? { ...limit, at: { rural: 10_000_000, urban: 12_000_000 } } : limit)),
    citeLiving: 'Điểm c khoản 2 Điều 3 Nghị định 07/2021/NĐ-CP; Quyết định 1326/QĐ-UBND ngày 08/7/2021 của UBND tỉnh Trà Vinh',
  },
]);

/** Whether a province has limits for households with khá, giàu incomes. */
export const hasBands = (standard: Pick<Standard, 'limits'>): boolean => (limitIn(standard, 'TN_KHA', 'rural') ?? 0) > 0;

export const standardById = (id: string): Standard | undefined => STANDARDS.find((standard) => standard.id === id);

/** The national standard in force on a day (yyyy-mm-dd); a province's own is used only through a plan. */
export const standardOn = (day: string, among: readonly Standard[] = STANDARDS): Standard | undefined =>
  among.find(({ scope, from, to }) => scope === 'nation' && from <= day && day <= to);
