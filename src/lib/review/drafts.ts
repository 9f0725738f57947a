/**
 * Standards that are decreed but not fully known. A number that no published text gives is null and is never guessed. A person in charge
 * enters it with its source; only then can a round use the standard.
 */
import * as v from 'valibot';
import type { Standard } from './standards.ts';
import { tidy } from './text.ts';

/** Numbers that a person confirms; in a draft, unknown ones are null. */
type Asked = 'b1Limit' | 'incomeLimit' | 'averageLimit' | 'pointsPerIndicator' | 'b2Poor' | 'formALimit';

export type DraftStandard = Omit<Standard, Asked | 'wellOffLimit' | 'citeScores'> & { [Key in Asked]: Standard[Key] | null } & {
  draft: true;
  /** What must be looked up before confirming. */
  open: readonly string[];
};

export const DRAFTS: readonly DraftStandard[] = [
  {
    id: 'nd351-2025',
    name: 'Chuẩn nghèo đa chiều quốc gia giai đoạn 2027-2030',
    short: 'Chuẩn 2027-2030',
    mark: '2027',
    draft: true,
    scope: 'nation',
    from: '2027-01-01',
    to: '2030-12-31',
    b1Limit: null,
    incomeLimit: { rural: 2_200_000, urban: 2_800_000 },
    averageLimit: null,
    // Three indicators make a household poor; the points of the new form B2 are not known.
    pointsPerIndicator: null,
    b2Poor: null,
    formALimit: null,
    indicators: ['i1', 'i2', 'i3', 'i4', 'i5', 'i6', 'i7', 'i8', 'i9', 'i10', 'i11', 'i13'],
    // The draft decree repeats the wording of 2021 for these three; for the others nothing is published.
    hints: ['i1', 'i2', 'i3'],
    open: [
      'Điểm B1 tương ứng với 2.200.000 đồng (nông thôn) và 2.800.000 đồng (đô thị): chờ thông tư hướng dẫn.',
      'Thu nhập của hộ có mức sống trung bình: chưa thấy văn bản nào nêu.',
      'Điểm của mỗi chỉ số thiếu hụt và mức điểm B2 của hộ nghèo: Nghị định chỉ nêu từ 03 chỉ số.',
      'Số tiêu chí Phiếu A: theo quyết định thay Quyết định 24/2021/QĐ-TTg.',
      'Mười hai chỉ số lấy từ dự thảo: bỏ “Phương tiện phục vụ tiếp cận thông tin”, thêm “Xử lý rác thải”.',
      'Khi nào hộ thiếu hụt từng chỉ số: dự thảo chỉ giữ lời của năm 2021 về việc làm, người phụ thuộc và dinh dưỡng; các chỉ số khác chưa có lời gợi ý.',
    ],
    cite: 'Nghị định 351/2025/NĐ-CP',
    citeLiving: 'Nghị định 351/2025/NĐ-CP',
  },
];

export const draftById = (id: string): DraftStandard | undefined => DRAFTS.find((draft) => draft.id === id);
export const draftOn = (day: string): DraftStandard | undefined =>
  DRAFTS.find(({ scope, from, to }) => scope === 'nation' && from <= day && day <= to);

const whole = (what: string, least: number, most: number) =>
  v.pipe(
    v.number(`Hãy ghi ${what}.`),
    v.integer(`${what} phải là số nguyên.`),
    v.minValue(least, `${what} phải từ ${least.toLocaleString('vi')}.`),
    v.maxValue(most, `${what} phải không quá ${most.toLocaleString('vi')}.`),
  );
const areas = (what: string, least: number, most: number) =>
  v.object({ rural: whole(`${what}, nông thôn`, least, most), urban: whole(`${what}, đô thị`, least, most) }, `Hãy ghi ${what}.`);

const above = (higher: { rural: number; urban: number }, lower: { rural: number; urban: number }): boolean =>
  higher.rural > lower.rural && higher.urban > lower.urban;

/** What a person in charge confirms about a draft. */
export const ConfirmedShape = v.pipe(
  v.object({
    standard: v.pipe(
      v.string(),
      v.check((id) => draftById(id) !== undefined, 'Không có bộ chuẩn này.'),
    ),
    b1Limit: areas('Điểm B1', 0, 1000),
    incomeLimit: areas('Thu nhập chuẩn nghèo', 1, 1_000_000_000),
    averageLimit: areas('Thu nhập của hộ có mức sống trung bình', 1, 1_000_000_000),
    pointsPerIndicator: whole('Điểm của mỗi chỉ số thiếu hụt', 1, 100),
    b2Poor: whole('Điểm B2 của hộ nghèo', 1, 1000),
    formALimit: whole('Số tiêu chí Phiếu A', 1, 30),
    /** The text that the numbers come from. */
    basis: v.pipe(
      v.string('Hãy ghi văn bản làm căn cứ.'),
      v.transform(tidy),
      v.minLength(8, 'Hãy ghi số, ngày và tên văn bản làm căn cứ.'),
      v.maxLength(300, 'Tên văn bản quá dài.'),
    ),
  }),
  v.check(
    ({ averageLimit, incomeLimit }) => above(averageLimit, incomeLimit),
    'Thu nhập của hộ có mức sống trung bình phải cao hơn thu nhập chuẩn nghèo.',
  ),
);
export type Confirmed = v.InferOutput<typeof ConfirmedShape>;

/** The draft with the confirmed numbers: a standard like any other. */
export function confirmedStandard({ standard, basis, ...values }: Confirmed): Standard | undefined {
  const draft = draftById(standard);
  if (!draft) return undefined;
  const { id, name, short, mark, scope, from, to, indicators, hints } = draft;
  const cite = `${draft.cite}; ${basis}`;
  return {
    ...values,
    id,
    name,
    short,
    mark,
    scope,
    from,
    to,
    wellOffLimit: null,
    indicators,
    hints,
    cite,
    citeScores: cite,
    citeLiving: `${draft.citeLiving}; ${basis}`,
  };
}
