/**
 * Standards that are decreed but not fully known. A number that no published text gives is null and is never guessed. A person in charge
 * enters it with its source; only then can a round use the standard.
 */
import * as v from 'valibot';
import { B1_TABLES, isB1 } from './b1-tables.ts';
import type { Limit } from './limits.ts';
import { BY_B1, LIVING_BY_MONTH, ND07, type Standard } from './standards.ts';
import { tidy } from './text.ts';

type DraftFigure = number | null | { rural: number | null; urban: number | null };

/** A limit, and what is asked about it: `key` names it in a confirmation and never changes. */
export type DraftLimit = Omit<Limit, 'at'> & { at: DraftFigure; confirm?: { key: string; said: string; least: number; most: number } };

export interface DraftStandard extends Omit<Standard, 'limits' | 'from' | 'to' | 'citeScores'> {
  draft: true;
  /** Null where no text was seen: the person says it. */
  from: string | null;
  to: string | null;
  limits: readonly DraftLimit[];
  /** Keys of the score tables for Điểm B1 that it may mean; the first is meant by a confirmation that does not say. */
  b1Tables?: readonly string[];
  /** Keys of figures of which the first must be above the second. */
  above: readonly { higher: string; lower: string; said: string }[];
  /** What must be looked up before confirming. */
  open: readonly string[];
}

const MONEY = 1_000_000_000;
const formA: DraftLimit = {
  name: 'NGUONG_PHIEU_A',
  label: 'Số tiêu chí Phiếu A từ mức này thì không đưa vào Danh sách 01',
  at: null,
  confirm: { key: 'formALimit', said: 'Số tiêu chí Phiếu A', least: 1, most: 30 },
};
/** The label and unit of a limit are those of the standard before it. */
const likeND07 = (name: string, at: DraftFigure, confirm?: DraftLimit['confirm']): DraftLimit => {
  const limit = ND07.limits.find((each) => each.name === name);
  if (!limit) throw new Error(`unknown limit ${name}`);
  return { ...limit, at, ...(confirm && { confirm }) };
};
const unknown = { rural: null, urban: null };

const year = (name: string, label: string, at: number | null, confirm: DraftLimit['confirm'], living?: true): DraftLimit => ({
  name,
  label: `${label} (đồng/người/năm)`,
  unit: 'đồng/người/năm',
  at,
  ...(living && { living }),
  confirm,
});

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
    asks: ['b1', 'income'],
    b1Tables: ['b1', 'b1New'],
    limits: [
      likeND07('NGUONG_B1', unknown, { key: 'b1Limit', said: 'Điểm B1', least: 0, most: 1000 }),
      // Three indicators make a household poor; the points of the new form B2 are not known.
      likeND07('DIEM_CHI_SO', null, { key: 'pointsPerIndicator', said: 'Điểm của mỗi chỉ số thiếu hụt', least: 1, most: 100 }),
      likeND07('NGUONG_B2', null, { key: 'b2Poor', said: 'Điểm B2 của hộ nghèo', least: 1, most: 1000 }),
      formA,
      likeND07(
        'TN_CHUAN',
        { rural: 2_200_000, urban: 2_800_000 },
        { key: 'incomeLimit', said: 'Thu nhập chuẩn nghèo', least: 1, most: MONEY },
      ),
      likeND07('TN_TRUNG_BINH', unknown, { key: 'averageLimit', said: 'Thu nhập của hộ có mức sống trung bình', least: 1, most: MONEY }),
      likeND07('TN_KHA', { rural: 0, urban: 0 }),
    ],
    above: [
      {
        higher: 'averageLimit',
        lower: 'incomeLimit',
        said: 'Thu nhập của hộ có mức sống trung bình phải cao hơn thu nhập chuẩn nghèo.',
      },
    ],
    classes: [...BY_B1],
    living: LIVING_BY_MONTH,
    indicators: ['i1', 'i2', 'i3', 'i4', 'i5', 'i6', 'i7', 'i8', 'i9', 'i10', 'i11', 'i13'],
    // The draft decree repeats the wording of 2021 for these three; for the others nothing is published.
    hints: ['i1', 'i2', 'i3'],
    open: [
      'Điểm B1 tương ứng với 2.200.000 đồng (nông thôn) và 2.800.000 đồng (đô thị): chờ thông tư hướng dẫn.',
      'Điểm B1 chấm theo bảng của Thông tư 07/2021, 02/2022 hay theo bảng mới: chờ thông tư hướng dẫn.',
      'Thu nhập của hộ có mức sống trung bình: chưa thấy văn bản nào nêu.',
      'Điểm của mỗi chỉ số thiếu hụt và mức điểm B2 của hộ nghèo: Nghị định chỉ nêu từ 03 chỉ số.',
      'Số tiêu chí Phiếu A: theo quyết định thay Quyết định 24/2021/QĐ-TTg.',
      'Mười hai chỉ số lấy từ dự thảo: bỏ “Phương tiện phục vụ tiếp cận thông tin”, thêm “Xử lý rác thải”.',
      'Khi nào hộ thiếu hụt từng chỉ số: dự thảo chỉ giữ lời của năm 2021 về việc làm, người phụ thuộc và dinh dưỡng; các chỉ số khác chưa có lời gợi ý.',
    ],
    cite: 'Nghị định 351/2025/NĐ-CP',
    citeLiving: 'Nghị định 351/2025/NĐ-CP',
  },
  {
    id: 'tp-hcm-2026',
    name: 'Chuẩn nghèo đa chiều của Thành phố Hồ Chí Minh',
    short: 'Chuẩn TP. Hồ Chí Minh',
    mark: 'HCM',
    draft: true,
    scope: 'province',
    from: null,
    to: null,
    asks: ['incomeYear'],
    limits: [
      year('TN_NGHEO_NAM', 'Thu nhập cao nhất của hộ nghèo', 46_000_000, {
        key: 'poorLimit',
        said: 'Thu nhập của hộ nghèo',
        least: 1,
        most: 12 * MONEY,
      }),
      year('TN_CAN_NGHEO_NAM', 'Thu nhập cao nhất của hộ cận nghèo', 54_000_000, {
        key: 'nearLimit',
        said: 'Thu nhập của hộ cận nghèo',
        least: 1,
        most: 12 * MONEY,
      }),
      formA,
      year(
        'TN_TRUNG_BINH_NAM',
        'Thu nhập cao nhất của hộ có mức sống trung bình',
        null,
        { key: 'averageLimit', said: 'Thu nhập của hộ có mức sống trung bình', least: 1, most: 12 * MONEY },
        true,
      ),
    ],
    above: [
      { higher: 'nearLimit', lower: 'poorLimit', said: 'Thu nhập của hộ cận nghèo phải cao hơn thu nhập của hộ nghèo.' },
      {
        higher: 'averageLimit',
        lower: 'nearLimit',
        said: 'Thu nhập của hộ có mức sống trung bình phải cao hơn thu nhập của hộ cận nghèo.',
      },
    ],
    classes: [
      { when: 'NOT(ISNUMBER([Thu nhập bình quân năm]))', then: 'unknown' },
      { when: '[Thu nhập bình quân năm]>TN_CAN_NGHEO_NAM', then: 'none', yes: 'trên mức của hộ cận nghèo' },
      { when: '[Thu nhập bình quân năm]>TN_NGHEO_NAM', then: 'near', yes: 'trong mức của hộ cận nghèo', no: 'trong mức của hộ nghèo' },
      { then: 'poor' },
    ],
    living: [
      { when: 'NOT(ISNUMBER([Thu nhập bình quân năm]))', then: 'unknown' },
      { when: '[Thu nhập bình quân năm]<=TN_CAN_NGHEO_NAM', then: 'to-list-01' },
      { when: '[Thu nhập bình quân năm]<=TN_TRUNG_BINH_NAM', then: 'average' },
      { then: 'above' },
    ],
    // In the order of the reports on the resolution in force from 01/10/2024.
    indicators: ['i3', 'i4', 'i5', 'i6', 'i1', 'i14', 'i2', 'i7', 'i8', 'i9', 'i10', 'i11', 'i12'],
    hints: [],
    open: [
      'Nghị quyết, quyết định ban hành chuẩn, ngày có hiệu lực và ngày hết hiệu lực: Quyết định 505/QĐ-UBND ngày 26/01/2026 chỉ phê duyệt kết quả rà soát.',
      'Hộ nghèo có thu nhập bình quân từ 46.000.000 đồng/người/năm trở xuống, hộ cận nghèo trên 46.000.000 đến 54.000.000 đồng/người/năm: theo tin về Quyết định 505/QĐ-UBND; không thấy mức riêng cho nông thôn và thành thị.',
      'Hộ nghèo có còn phải thiếu hụt từ 03 chỉ số: tin về nghị quyết có hiệu lực từ 01/10/2024 nêu như vậy, tin về Quyết định 505/QĐ-UBND chỉ nêu thu nhập. Nếu có thì không dùng bản này mà viết chuẩn của Thành phố thành tệp.',
      'Mười ba chỉ số lấy từ tin về nghị quyết có hiệu lực từ 01/10/2024 (thêm “Bảo hiểm xã hội”): chưa thấy văn bản của năm 2026, chưa thấy lời nêu khi nào hộ thiếu hụt.',
      'Thu nhập của hộ có mức sống trung bình, số tiêu chí Phiếu A: chưa thấy văn bản nào nêu.',
    ],
    cite: '',
    citeLiving: '',
  },
];

export const draftById = (id: string): DraftStandard | undefined => DRAFTS.find((draft) => draft.id === id);
export const draftOn = (day: string): DraftStandard | undefined =>
  DRAFTS.find(({ scope, from, to }) => scope === 'nation' && from !== null && to !== null && from <= day && day <= to);

/** What a person confirms about a draft, by the keys of its limits. */
export interface Confirmed {
  standard: string;
  /** The text that the numbers come from. */
  basis: string;
  b1Table?: string;
  from?: string;
  to?: string;
  [key: string]: string | number | { rural: number; urban: number } | undefined;
}

const whole = (what: string, least: number, most: number) =>
  v.pipe(
    v.number(`Hãy ghi ${what}.`),
    v.integer(`${what} phải là số nguyên.`),
    v.minValue(least, `${what} phải từ ${least.toLocaleString('vi')}.`),
    v.maxValue(most, `${what} phải không quá ${most.toLocaleString('vi')}.`),
  );
const areas = (what: string, least: number, most: number) =>
  v.object({ rural: whole(`${what}, nông thôn`, least, most), urban: whole(`${what}, đô thị`, least, most) }, `Hãy ghi ${what}.`);
const day = (what: string) => v.pipe(v.string(`Hãy ghi ${what}.`), v.isoDate(`${what} phải là một ngày.`));

function figureShape({ at, confirm }: DraftLimit) {
  if (!confirm) throw new Error('a limit that nobody confirms');
  const { said, least, most } = confirm;
  return typeof at === 'object' && at !== null ? areas(said, least, most) : whole(said, least, most);
}

const above = (higher: Confirmed[string], lower: Confirmed[string]): boolean =>
  typeof higher === 'object' && typeof lower === 'object'
    ? higher.rural > lower.rural && higher.urban > lower.urban
    : Number(higher) > Number(lower);

/** Limits that a person confirms. */
export const askedLimits = (draft: DraftStandard): (DraftLimit & Required<Pick<DraftLimit, 'confirm'>>)[] =>
  draft.limits.flatMap((limit) => (limit.confirm ? [{ ...limit, confirm: limit.confirm }] : []));

function shapeOf(draft: DraftStandard): v.GenericSchema<unknown, Confirmed> {
  const { b1Tables, above: orders } = draft;
  const entries: Record<string, v.GenericSchema> = {
    standard: v.string(),
    ...Object.fromEntries(askedLimits(draft).map((limit) => [limit.confirm.key, figureShape(limit)])),
    ...(draft.from === null && { from: day('Ngày chuẩn có hiệu lực') }),
    ...(draft.to === null && { to: day('Ngày cuối chuẩn có hiệu lực') }),
    // Confirmations of before there were several tables do not say it.
    ...(b1Tables && { b1Table: v.optional(v.picklist(b1Tables, 'Hãy chọn bảng chấm điểm Điểm B1.')) }),
    basis: v.pipe(
      v.string('Hãy ghi văn bản làm căn cứ.'),
      v.transform(tidy),
      v.minLength(8, 'Hãy ghi số, ngày và tên văn bản làm căn cứ.'),
      v.maxLength(300, 'Tên văn bản quá dài.'),
    ),
  };
  return v.pipe(
    v.object(entries) as unknown as v.GenericSchema<unknown, Confirmed>,
    v.rawCheck<Confirmed>(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const { value } = dataset;
      const wrong = orders.find(({ higher, lower }) => !above(value[higher], value[lower]));
      if (wrong) addIssue({ message: wrong.said });
      if (value.from !== undefined && value.to !== undefined && value.to < value.from)
        addIssue({ message: 'Ngày cuối chuẩn có hiệu lực phải sau ngày có hiệu lực.' });
    }),
  );
}

const NO_DRAFT = 'Không có bộ chuẩn này.';

export const ConfirmedShape: v.GenericSchema<unknown, Confirmed> = v.lazy((input) => {
  const id = typeof input === 'object' && input !== null && 'standard' in input ? String(input.standard) : '';
  const draft = draftById(id);
  return draft ? shapeOf(draft) : v.custom<Confirmed>(() => false, NO_DRAFT);
});

/** The draft with the confirmed numbers: a standard like any other. */
export function confirmedStandard(values: Confirmed): Standard | undefined {
  const draft = draftById(values.standard);
  if (!draft) return undefined;
  const { id, name, short, mark, scope, indicators, hints, classes, living } = draft;
  const { basis, b1Table = draft.b1Tables?.[0] } = values;
  const from = draft.from ?? values.from;
  const to = draft.to ?? values.to;
  if (from === undefined || to === undefined) return undefined;
  const withBasis = (cite: string): string => [cite, basis].filter(Boolean).join('; ');
  const cite = withBasis(draft.cite);
  const limits = draft.limits.flatMap(({ confirm, at, ...limit }): Limit[] => {
    const figure = confirm ? values[confirm.key] : at;
    return figure === null || figure === undefined || typeof figure === 'string' ? [] : [{ ...limit, at: figure as Limit['at'] }];
  });
  // A confirmation from before something more was asked: it must be confirmed anew.
  if (limits.length < draft.limits.length) return undefined;
  return {
    id,
    name,
    short,
    mark,
    scope,
    from,
    to,
    asks: draft.asks.map((key) => (b1Table !== undefined && isB1(key) ? b1Table : key)),
    indicators,
    hints,
    limits,
    classes,
    living,
    cite,
    citeScores: cite,
    citeLiving: withBasis(draft.citeLiving),
  };
}

/** The score table that a confirmation means, in words. */
export const b1TableName = (key: string | undefined): string => B1_TABLES.find((table) => table.key === key)?.name ?? '';
