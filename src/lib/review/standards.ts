/**
 * Poverty standards as data. A round's date selects the standard; a plan may name a local one. A new standard is a new entry here; one that
 * is not fully known is a draft (drafts.ts).
 */
import * as v from 'valibot';

const byArea = v.object({ rural: v.number(), urban: v.number() });
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
  /** Highest Điểm B1 (score A) that is still within the income standard. */
  b1Limit: byArea,
  /** Points for each deprived indicator, and the Điểm B2 (score B) from which a household is poor. */
  pointsPerIndicator: v.number(),
  b2Poor: v.number(),
  /** From this number of criteria of Phiếu A, a request is not taken onto Danh sách 01. */
  formALimit: v.number(),
  /** Income limits in đồng per person and month: of poor households, of average living, and of well-off where a province has bands. */
  incomeLimit: byArea,
  averageLimit: byArea,
  wellOffLimit: v.nullable(byArea),
  /** Keys of the indicators counted in Điểm B2, in the decree's order (indicators.ts), and of those whose hint holds. */
  indicators: v.pipe(v.array(v.string()), v.minLength(1)),
  hints: v.array(v.string()),
  /** The source of points and classes, when it is not that of 2021 and 2022, which the formula columns cite. */
  citeScores: v.optional(v.string()),
  cite: v.string(),
  citeLiving: v.string(),
});
export type Standard = v.InferOutput<typeof StandardShape>;

/** The short name within a sentence: 'chuẩn 2027-2030'. */
export const inSentence = (short: string): string => short.replace(/^C/, 'c');

const TWELVE = ['i1', 'i2', 'i3', 'i4', 'i5', 'i6', 'i7', 'i8', 'i9', 'i10', 'i11', 'i12'];

/** Nghị định 07/2021/NĐ-CP Điều 3, kept in force to the end of 2026 by Nghị định 351/2025/NĐ-CP; scores: Thông tư 07/2021, 02/2022. */
export const ND07: Standard = {
  id: 'nd07-2021',
  name: 'Chuẩn nghèo đa chiều giai đoạn 2022-2025 (kéo dài đến hết năm 2026)',
  short: 'Chuẩn 2022-2025',
  mark: '2022',
  scope: 'nation',
  from: '2022-01-01',
  to: '2026-12-31',
  b1Limit: { rural: 140, urban: 175 },
  pointsPerIndicator: 10,
  b2Poor: 30,
  formALimit: 4,
  incomeLimit: { rural: 1_500_000, urban: 2_000_000 },
  averageLimit: { rural: 2_250_000, urban: 3_000_000 },
  wellOffLimit: null,
  indicators: TWELVE,
  hints: TWELVE,
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
    wellOffLimit: { rural: 10_000_000, urban: 12_000_000 },
    citeLiving: 'Điểm c khoản 2 Điều 3 Nghị định 07/2021/NĐ-CP; Quyết định 1326/QĐ-UBND ngày 08/7/2021 của UBND tỉnh Trà Vinh',
  },
]);

export const standardById = (id: string): Standard | undefined => STANDARDS.find((standard) => standard.id === id);

/** The national standard in force on a day (yyyy-mm-dd); a province's own is used only through a plan. */
export const standardOn = (day: string, among: readonly Standard[] = STANDARDS): Standard | undefined =>
  among.find(({ scope, from, to }) => scope === 'nation' && from <= day && day <= to);
