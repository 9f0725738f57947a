/**
 * The formula columns. Each is one text, which the app evaluates, the workbook stores as a live formula, and "Vì sao?" explains. Nobody
 * types into them. `cite` names the article behind each rule.
 */
import { b1TableOf, isB1 } from './b1-tables.ts';
import { ARRIVING, CAUSES, LEAVING, NEAR_POOR, NOT_POOR, POOR, RURAL, URBAN } from './columns.ts';
import { clearText, conditionText, countText, indicatorRanges, labelOf, readBy, type Ruled } from './condition-text.ts';
import { isByArea, limitOf } from './limits.ts';
import type { Plan, Round } from './plans.ts';
import { ruleText, type Decision } from './decisions.ts';
import type { Standard } from './standards.ts';
import type { SheetId } from './types.ts';

export type FormulaKey = 'area' | 'b1Limit' | 'list' | 'b2' | 'computed' | 'class' | 'move' | 'living' | 'minority' | 'missing';

/** A formula's text; what the standard asks and decides differs by standard. @param asked all indicators in the order of the columns. */
type Text = string | ((standard: Ruled, asked?: readonly string[]) => string);

export interface FormulaColumn {
  key: FormulaKey;
  label: string;
  sheets: readonly SheetId[];
  /** By sheet, because the two lists have different columns. */
  formula: Partial<Record<SheetId, Text>>;
  width: number;
  cite: string;
  /** Standards without what it shows do not have the column. */
  has?(standard: Ruled): boolean;
}

export { NOT_POOR } from './columns.ts';
/** Shown in place of a result whose inputs are in conflict. */
export const UNSETTLED = '(chưa thống nhất)';

/** Kết quả phân loại: the labels of the column and their code in machine-readable output. */
export const CLASSES = [
  { code: 'poor', label: POOR },
  { code: 'near', label: NEAR_POOR },
  { code: 'none', label: NOT_POOR },
] as const;

/** Diễn biến: the labels of the column and their codes; Mẫu 7.2 and 7.3 count them in their columns. */
export const MOVES = [
  { code: 'poor-stays', label: 'Hộ nghèo cũ' },
  { code: 'poor-to-near', label: 'Hộ nghèo trở thành hộ cận nghèo' },
  { code: 'poor-escapes', label: 'Thoát nghèo, vượt chuẩn cận nghèo' },
  { code: 'near-to-poor', label: 'Hộ cận nghèo trở thành hộ nghèo' },
  { code: 'near-stays', label: 'Hộ cận nghèo cũ' },
  { code: 'near-escapes', label: 'Thoát cận nghèo' },
  { code: 'poor-new', label: 'Hộ nghèo phát sinh mới' },
  { code: 'near-new', label: 'Hộ cận nghèo phát sinh mới' },
  { code: 'poor-again', label: 'Tái nghèo' },
  { code: 'near-again', label: 'Tái cận nghèo' },
  { code: 'poor-other-in', label: 'Hộ nghèo khác tăng' },
  { code: 'near-other-in', label: 'Hộ cận nghèo khác tăng' },
  { code: 'poor-other-out', label: 'Hộ nghèo khác giảm' },
  { code: 'near-other-out', label: 'Hộ cận nghèo khác giảm' },
  { code: 'out', label: 'Ra khỏi địa bàn' },
] as const;
export type MoveCode = (typeof MOVES)[number]['code'];

/** Mức sống. `need-b1` and `to-list-01` are no results, but say what must be done first. */
export const LIVINGS = [
  { code: 'average', label: 'Hộ có mức sống trung bình' },
  { code: 'well-off', label: 'Hộ có thu nhập khá' },
  { code: 'rich', label: 'Hộ có thu nhập giàu' },
  { code: 'above', label: 'Trên mức sống trung bình' },
  { code: 'need-b1', label: 'Cần chấm Điểm B1' },
  { code: 'to-list-01', label: 'Phải đưa vào Danh sách 01' },
] as const;

export const codeOf = (table: readonly { code: string; label: string }[], label: unknown): string =>
  table.find((entry) => entry.label === label)?.code ?? '';
export const move = (code: MoveCode): string => MOVES.find((entry) => entry.code === code)?.label ?? '';
export const living = (code: (typeof LIVINGS)[number]['code']): string => LIVINGS.find((entry) => entry.code === code)?.label ?? '';

export interface Constant {
  value: number;
  label: string;
  /** Its source. */
  cite: string;
}

/** The constants of a round as defined names: an inspector sees NGUONG_B1_NT in a formula, and its value on the sheet Thông số. */
export function namesOf({
  standard,
  plan,
}: Pick<Round, 'standard'> & { plan: Pick<Plan, 'living'> & Partial<Pick<Plan, 'source'>> }): Record<string, Constant> {
  const constants = (living: boolean): [string, Constant][] =>
    standard.limits
      .filter((limit) => (limit.living ?? false) === living)
      .flatMap(({ name, label, at, cite = living ? standard.citeLiving : standard.cite }): [string, Constant][] =>
        isByArea(at)
          ? [
              [`${name}_NT`, { value: at.rural, label: `${label}, khu vực nông thôn`, cite }],
              [`${name}_TT`, { value: at.urban, label: `${label}, khu vực thành thị`, cite }],
            ]
          : [[name, { value: at, label, cite }]],
      );
  const asksLiving = {
    value: plan.living ? 1 : 0,
    label: 'Kế hoạch có xác định mức sống (1: có, 0: không)',
    cite: plan.source ?? '',
  };
  return Object.fromEntries([...constants(false), ['XET_MUC_SONG', asksLiving], ...constants(true)]);
}

/** Name of the table on the sheet Thôn: village name, area, … */
export const VILLAGE_TABLE = 'BANG_THON';

const is = (label: string, values: readonly string[]): string => `OR(${values.map((value) => `[${label}]="${value}"`).join(';')})`;

const OUT = is('Biến động', LEAVING);
const IN = is('Biến động', ARRIVING);
const WAS_POOR = `[Kết quả năm trước]="${POOR}"`;
const WAS_NEAR = `[Kết quả năm trước]="${NEAR_POOR}"`;
const causes = `[${CAUSES[0][1]}]:[${CAUSES[7][1]}]`;
const OUTCOMES: Readonly<Record<string, string>> = Object.fromEntries([...CLASSES, ...LIVINGS].map(({ code, label }) => [code, label]));
const ruled = (rule: readonly Decision[], standard: Ruled, asked?: readonly string[]): string =>
  ruleText(
    rule,
    (code) => `"${OUTCOMES[code] ?? ''}"`,
    (when) => conditionText(when, standard, asked),
  );

/**
 * Only a known count of 4 or more keeps a request off Danh sách 01, and not where somebody has said why it is reviewed all the same: a
 * family must not be dropped because of a blank.
 */
const REQUESTED = 'AND([Giấy đề nghị]="x";NOT(AND(ISNUMBER([Phiếu A]);[Phiếu A]>=NGUONG_PHIEU_A;[Lý do vẫn rà soát]="")))';

const needs = (condition: string, label: string): string => `IF(${condition};"${label}; ";"")`;
const NEEDS_BOTH = [
  needs('[Họ và tên chủ hộ]=""', 'Họ và tên chủ hộ'),
  needs('NOT(ISNUMBER([Số nhân khẩu]))', 'Số nhân khẩu'),
  needs('[Khu vực]=""', 'Khu vực của thôn'),
  needs('AND([Giấy đề nghị]="x";NOT(ISNUMBER([Phiếu A])))', 'Phiếu A'),
].join('&');
/** What must be a number before a rule can decide; Điểm B1 only where the living standard asks for it. */
const needsNumbers = (keys: readonly string[], where: string): string =>
  keys.map((key) => `&${needs(`AND(${where};NOT(ISNUMBER([${labelOf(key)}])))`, labelOf(key))}`).join('');
const incomesOf = (standard: Ruled): string[] => readBy(standard.living, standard).filter((key) => !isB1(key));

const LISTS = ['list01', 'list02'] as const;
const LIST01 = ['list01'] as const;

export const FORMULA_COLUMNS: readonly FormulaColumn[] = [
  {
    key: 'area',
    label: 'Khu vực',
    sheets: LISTS,
    formula: both(`IFERROR(VLOOKUP([Thôn];${VILLAGE_TABLE};2;FALSE)&"";"")`),
    width: 11,
    cite: 'Ghi cho từng thôn ở trang Thôn, theo ngày; không suy từ tên xã, phường, thị trấn',
  },
  {
    key: 'b1Limit',
    label: 'Ngưỡng Điểm B1',
    sheets: LISTS,
    formula: both(`IF([Khu vực]="${RURAL}";NGUONG_B1_NT;IF([Khu vực]="${URBAN}";NGUONG_B1_TT;""))`),
    has: (standard) => b1TableOf(standard) !== undefined,
    width: 9,
    cite: 'Phụ lục III Thông tư 07/2021/TT-BLĐTBXH (sửa đổi bởi Thông tư 02/2022/TT-BLĐTBXH)',
  },
  {
    key: 'list',
    label: 'Danh sách',
    sheets: LISTS,
    formula: {
      list01: `IF(OR(${WAS_POOR};${WAS_NEAR};${REQUESTED});"01";"02")`,
      list02: `IF(${REQUESTED};"01";"02")`,
    },
    width: 9,
    cite: 'Khoản 1 Điều 4 Quyết định 24/2021/QĐ-TTg',
  },
  {
    key: 'b2',
    label: 'Điểm B2',
    sheets: LIST01,
    formula: {
      list01: (standard, asked) => `DIEM_CHI_SO*${countText(indicatorRanges(standard, asked))}`,
    },
    has: (standard) => limitOf(standard, 'DIEM_CHI_SO') !== undefined,
    width: 8,
    cite: 'Phụ lục III, IV Thông tư 02/2022/TT-BLĐTBXH',
  },
  {
    key: 'computed',
    label: 'Kết quả theo điểm',
    sheets: LIST01,
    formula: { list01: byScores },
    has: ({ decided }) => decided === true,
    width: 15,
    cite: 'Điều 3 Nghị định 07/2021/NĐ-CP; Phụ lục III Thông tư 02/2022/TT-BLĐTBXH',
  },
  {
    key: 'class',
    label: 'Kết quả phân loại',
    sheets: LIST01,
    formula: {
      list01: (standard, asked) =>
        standard.decided
          ? 'IF(OR([Kết quả theo điểm]="";[Họp dân kết luận]="");[Kết quả theo điểm];[Họp dân kết luận])'
          : byScores(standard, asked),
    },
    width: 15,
    cite: 'Điều 3 Nghị định 07/2021/NĐ-CP; Phụ lục III Thông tư 02/2022/TT-BLĐTBXH',
  },
  {
    key: 'move',
    label: 'Diễn biến',
    sheets: LIST01,
    formula: {
      list01:
        `IF(${OUT};IF(${WAS_POOR};"${move('poor-other-out')}";IF(${WAS_NEAR};"${move('near-other-out')}";"${move('out')}"));` +
        `IF([Kết quả phân loại]="${POOR}";IF(${IN};"${move('poor-other-in')}";IF(${WAS_POOR};"${move('poor-stays')}";` +
        `IF(${WAS_NEAR};"${move('near-to-poor')}";IF([Từng thuộc diện]="${POOR}";"${move('poor-again')}";"${move('poor-new')}"))));` +
        `IF([Kết quả phân loại]="${NEAR_POOR}";IF(${IN};"${move('near-other-in')}";IF(${WAS_NEAR};"${move('near-stays')}";` +
        `IF(${WAS_POOR};"${move('poor-to-near')}";IF([Từng thuộc diện]="${NEAR_POOR}";"${move('near-again')}";"${move('near-new')}"))));` +
        `IF([Kết quả phân loại]="${NOT_POOR}";IF(${IN};"";IF(${WAS_POOR};"${move('poor-escapes')}";IF(${WAS_NEAR};"${move('near-escapes')}";"")));""))))`,
    },
    width: 22,
    cite: 'Mẫu 7.2, 7.3 Phụ lục VII Thông tư 07/2021/TT-BLĐTBXH',
  },
  {
    key: 'living',
    label: 'Mức sống',
    sheets: LISTS,
    formula: {
      list01: (standard, asked) =>
        `IF(XET_MUC_SONG=0;"";IF(${OUT};"";IF(AND([Danh sách]="01";[Kết quả phân loại]<>"${NOT_POOR}");"";` +
        `${ruled(standard.living, standard, asked)})))`,
      list02: (standard, asked) =>
        `IF(XET_MUC_SONG=0;"";IF([Danh sách]="01";"${living('to-list-01')}";${ruled(standard.living, standard, asked)}))`,
    },
    width: 27,
    cite: 'Điểm c khoản 2 Điều 3 Nghị định 07/2021/NĐ-CP; kế hoạch và chuẩn của tỉnh',
  },
  {
    key: 'minority',
    label: 'Hộ DTTS',
    sheets: LISTS,
    formula: both('IF(OR(AND([Dân tộc]<>"";[Dân tộc]<>"Kinh");AND([Dân tộc của vợ/chồng]<>"";[Dân tộc của vợ/chồng]<>"Kinh"));"x";"")'),
    width: 8,
    cite: 'Chủ hộ hoặc vợ, chồng của chủ hộ là người dân tộc thiểu số',
  },
  {
    key: 'missing',
    label: 'Thiếu thông tin',
    sheets: LISTS,
    formula: {
      list01: (standard, asked) =>
        `IF(${OUT};"";${NEEDS_BOTH}${needsNumbers(readBy(standard.classes, standard), '[Danh sách]="01"')}` +
        `&${needs(`NOT(${clearText(indicatorRanges(standard, asked), standard)})`, 'Chỉ số thiếu hụt ghi khác x')}` +
        `&${needs(`AND(OR([Kết quả phân loại]="${POOR}";[Kết quả phân loại]="${NEAR_POOR}");COUNTIF(${causes};"x")=0)`, 'Nguyên nhân nghèo')}` +
        `${needsNumbers(incomesOf(standard), `XET_MUC_SONG=1;OR([Danh sách]="02";[Kết quả phân loại]="${NOT_POOR}")`)})`,
      list02: (standard) =>
        `${NEEDS_BOTH}&${needs('[Danh sách]="01"', 'Phải đưa vào Danh sách 01')}` +
        needsNumbers(incomesOf(standard), 'XET_MUC_SONG=1') +
        readBy(standard.living, standard)
          .filter(isB1)
          .map((key) => `&${needs(`[Mức sống]="${living('need-b1')}"`, labelOf(key))}`)
          .join(''),
    },
    width: 24,
    cite: 'Những ô cần ghi để phân loại được hộ',
  },
];

function byScores(standard: Ruled, asked?: readonly string[]): string {
  return `IF([Danh sách]<>"01";"";IF(${OUT};"";${ruled(standard.classes, standard, asked)}))`;
}

function both(formula: string): Partial<Record<SheetId, Text>> {
  return { list01: formula, list02: formula };
}

export const formulaColumnsOf = (sheet: SheetId, standard: Ruled): readonly FormulaColumn[] =>
  FORMULA_COLUMNS.filter(({ sheets, has }) => sheets.includes(sheet) && (!has || has(standard)));

export function formulaText({ formula }: FormulaColumn, sheet: SheetId, standard: Ruled, asked?: readonly string[]): string | undefined {
  const text = formula[sheet];
  return typeof text === 'function' ? text(standard, asked) : text;
}

const SCORES: ReadonlySet<FormulaKey> = new Set(['b1Limit', 'b2', 'computed', 'class', 'living']);

/** The article behind a formula column, in a round by this standard. */
export const citeOf = ({ key, cite }: FormulaColumn, { citeScores }: Pick<Standard, 'citeScores'>): string =>
  citeScores !== undefined && SCORES.has(key) ? citeScores : cite;
