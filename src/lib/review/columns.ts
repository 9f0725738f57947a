/**
 * The one table of input columns. The grid, the phone card, the import, the checks and the exports all read it. Labels are those of the
 * blank template. A round's standard says which indicators it counts (round-columns.ts). The eight causes are those of Mẫu 7.10 of Thông tư
 * 02/2022/TT-BLĐTBXH.
 */
import { B1_TABLES } from './b1-tables.ts';
import { ETHNIC_NAMES } from './ethnic.ts';
import { INDICATORS } from './indicators.ts';
import type { SheetId } from './types.ts';

export type ColumnType = 'text' | 'code' | 'cccd' | 'date' | 'integer' | 'money' | 'yes' | 'choice';

export interface Column {
  key: string;
  label: string;
  /** One or two words for the heading of a narrow column, when the label is long. */
  short?: string;
  type: ColumnType;
  sheets: readonly SheetId[];
  /** The merged heading above the column. */
  group?: string;
  /** Allowed values of a 'choice'; with `open`, others are kept without a problem. */
  choices?: readonly string[];
  open?: boolean;
  min?: number;
  max?: number;
  /** Other headings found in the lists that communes send; case, diacritics and numbering are ignored. */
  aliases?: readonly string[];
  /** Width in Excel characters. */
  width: number;
  /** A person's name, see cell-name.ts. */
  person?: true;
  /** Only where a standard of the round asks it, like the indicators; otherwise as if optional. */
  asked?: true;
  /** Not on the blank template; a sheet has it only when a row has a value. */
  optional?: true;
  /** The indicator that a hint is made for from this column: an optional one is offered where that indicator is counted. */
  feeds?: string;
  /**
   * Written by the commune's machine when a step is recorded (src/lib/process), never typed or imported; a list has it once a meeting
   * decided so.
   */
  recorded?: true;
  /** CCCD, date of birth and income: shown and exported only to those who need them. */
  personal?: boolean;
  /** For money: of a year; without it of a month. */
  per?: 'year';
  /** For dates: past dates only. Nobody is born in the future. */
  past?: true;
}

export const INDICATOR_GROUP = 'Các chỉ số thiếu hụt dịch vụ xã hội cơ bản';
export const CAUSE_GROUP = 'Nguyên nhân nghèo';

export const POOR = 'Hộ nghèo';
export const NEAR_POOR = 'Hộ cận nghèo';
export const NOT_POOR = 'Không nghèo';
export const RURAL = 'Nông thôn';
export const URBAN = 'Thành thị';

/** What a meeting decided otherwise than the scores say, and why. The names are those of fields that only the commune's machine writes. */
export const DECIDED = 'act.result';
export const DECIDED_WHY = 'act.why';

/** Changes that remove a household from the commune's totals, and those that add one. */
export const LEAVING = ['Chuyển đi', 'Chết', 'Nhập hộ'] as const;
export const ARRIVING = ['Chuyển đến', 'Tách hộ'] as const;

const LISTS = ['list01', 'list02'] as const;
const LIST01 = ['list01'] as const;
const MEMBERS = ['members'] as const;
const VILLAGES = ['villages'] as const;

/** The 8 causes of Mẫu 7.10, in the form's order. */
export const CAUSES = [
  ['c1', 'Không có đất sản xuất', 'Đất'],
  ['c2', 'Không có vốn sản xuất, kinh doanh', 'Vốn'],
  ['c3', 'Không có lao động', 'Lao động'],
  ['c4', 'Không có công cụ, phương tiện sản xuất', 'Công cụ'],
  ['c5', 'Không có kiến thức về sản xuất', 'Kiến thức'],
  ['c6', 'Không có kỹ năng lao động, sản xuất', 'Kỹ năng'],
  ['c7', 'Có người ốm đau, bệnh nặng, tai nạn', 'Ốm đau'],
  ['c8', 'Nguyên nhân khác', 'Khác'],
] as const;

/** Relations to the head, from Thông tư 55/2021/TT-BCA Điều 6 as the poverty forms use them; other words are kept. */
export const RELATIONS = [
  'Chủ hộ',
  'Vợ',
  'Chồng',
  'Con đẻ',
  'Con nuôi',
  'Con riêng',
  'Con dâu',
  'Con rể',
  'Cha đẻ',
  'Mẹ đẻ',
  'Cha vợ',
  'Mẹ vợ',
  'Cha chồng',
  'Mẹ chồng',
  'Ông nội',
  'Bà nội',
  'Ông ngoại',
  'Bà ngoại',
  'Cháu nội',
  'Cháu ngoại',
  'Chắt',
  'Cụ',
  'Anh ruột',
  'Chị ruột',
  'Em ruột',
  'Cháu ruột',
  'Người giám hộ',
  'Khác',
] as const;

const sex = ['Nam', 'Nữ'] as const;

/** Who gets the monthly social allowance: only an aged or a disabled person is a dependant by it (Nghị định 07/2021/NĐ-CP, indicator 2). */
export const AGED_OR_DISABLED = 'Người cao tuổi, người khuyết tật';
const ALLOWANCES = [AGED_OR_DISABLED, 'Đối tượng khác', 'Không'] as const;

/** What indicator 5 of Nghị định 07/2021/NĐ-CP tells apart; the first is enough at no age. */
export const SCHOOLING = {
  none: 'Không học, chưa tốt nghiệp THCS',
  inLowerSecondary: 'Đang học THCS',
  lowerSecondary: 'Đã tốt nghiệp THCS',
  inUpperSecondary: 'Đang học THPT, học nghề',
  upperSecondary: 'Đã tốt nghiệp THPT trở lên',
  vocational: 'Có bằng nghề: sơ cấp, trung cấp, cao đẳng',
  atWork: 'Doanh nghiệp đào tạo nghề tại chỗ',
} as const;

export const COLUMNS: readonly Column[] = [
  {
    key: 'name',
    label: 'Tên thôn',
    type: 'text',
    sheets: VILLAGES,
    width: 24,
    aliases: ['Thôn', 'Tên thôn, tổ dân phố', 'Tên ấp', 'Ấp', 'Khóm', 'Tổ dân phố', 'Đơn vị'],
  },
  { key: 'area', label: 'Khu vực', type: 'choice', choices: [RURAL, URBAN], sheets: VILLAGES, width: 14 },
  { key: 'areaFrom', label: 'Khu vực từ ngày', type: 'date', sheets: VILLAGES, width: 14, optional: true },
  { key: 'areaBefore', label: 'Khu vực trước đó', type: 'choice', choices: [RURAL, URBAN], sheets: VILLAGES, width: 14, optional: true },
  { key: 'households', label: 'Tổng số hộ dân cư', type: 'integer', min: 0, sheets: VILLAGES, width: 14, aliases: ['Tổng số hộ', 'Số hộ'] },
  {
    key: 'persons',
    label: 'Tổng số nhân khẩu',
    type: 'integer',
    min: 0,
    sheets: VILLAGES,
    width: 14,
    aliases: ['Số nhân khẩu', 'Số khẩu', 'Nhân khẩu'],
  },
  {
    key: 'minorityHouseholds',
    label: 'Số hộ dân tộc thiểu số',
    type: 'integer',
    min: 0,
    sheets: VILLAGES,
    width: 14,
    aliases: ['Số hộ DTTS', 'Hộ DTTS'],
  },
  {
    key: 'householdsLastYear',
    label: 'Tổng số hộ dân cư năm trước',
    type: 'integer',
    min: 0,
    sheets: VILLAGES,
    width: 14,
    optional: true,
    aliases: ['Tổng số hộ năm trước'],
  },
  {
    key: 'poorTarget',
    label: 'Chỉ tiêu giảm hộ nghèo',
    type: 'integer',
    min: 0,
    sheets: VILLAGES,
    width: 14,
    optional: true,
    aliases: ['Kế hoạch giảm hộ nghèo'],
  },
  // Set when a year's result is known; in the round of that year it is `poorTarget` (next-year.ts).
  {
    key: 'poorTargetNext',
    label: 'Chỉ tiêu giảm hộ nghèo năm sau',
    type: 'integer',
    min: 0,
    sheets: VILLAGES,
    width: 14,
    optional: true,
    aliases: ['Kế hoạch giảm hộ nghèo năm sau'],
  },
  { key: 'commune', label: 'Xã, phường', type: 'text', sheets: VILLAGES, width: 18, optional: true },

  { key: 'code', label: 'Mã hộ', type: 'code', sheets: [...LISTS, ...MEMBERS], width: 13, aliases: ['Mã số hộ', 'Mã hộ gia đình'] },
  {
    key: 'head',
    label: 'Họ và tên chủ hộ',
    type: 'text',
    person: true,
    sheets: LISTS,
    width: 24,
    aliases: ['Họ tên chủ hộ', 'Tên chủ hộ', 'Chủ hộ', 'Họ và tên'],
  },
  {
    key: 'name',
    label: 'Họ và tên',
    type: 'text',
    person: true,
    sheets: MEMBERS,
    width: 24,
    aliases: ['Họ tên', 'Họ và tên thành viên', 'Tên thành viên'],
  },
  {
    key: 'relation',
    label: 'Quan hệ với chủ hộ',
    type: 'choice',
    choices: RELATIONS,
    open: true,
    sheets: MEMBERS,
    width: 14,
    aliases: ['Quan hệ', 'QH với chủ hộ', 'Mối quan hệ với chủ hộ'],
  },
  {
    key: 'cccd',
    label: 'Số CCCD/ĐDCN',
    type: 'cccd',
    sheets: LISTS,
    width: 15,
    personal: true,
    aliases: ['Số CMND/CCCD', 'CCCD', 'Số CCCD', 'CMND/CCCD', 'Số định danh cá nhân', 'Số định danh', 'CCCD/ĐDCN', 'CCCD/số định danh'],
  },
  {
    key: 'birth',
    label: 'Ngày sinh',
    type: 'date',
    past: true,
    sheets: [...LISTS, ...MEMBERS],
    width: 12,
    personal: true,
    aliases: ['Năm sinh', 'Ngày tháng năm sinh', 'Ngày, tháng, năm sinh', 'Sinh ngày', 'NTNS'],
  },
  {
    key: 'sex',
    label: 'Giới tính',
    type: 'choice',
    choices: sex,
    sheets: [...LISTS, ...MEMBERS],
    width: 8,
    aliases: ['Nam/Nữ', 'GT', 'Giới'],
  },
  {
    key: 'ethnic',
    label: 'Dân tộc',
    type: 'choice',
    choices: ETHNIC_NAMES,
    open: true,
    sheets: [...LISTS, ...MEMBERS],
    width: 10,
    aliases: ['DT', 'Dân tộc chủ hộ'],
  },
  {
    key: 'cccd',
    label: 'Số CCCD/ĐDCN',
    type: 'cccd',
    sheets: MEMBERS,
    width: 15,
    personal: true,
    aliases: ['Số CMND/CCCD', 'CCCD', 'Số CCCD', 'CMND/CCCD', 'Số định danh cá nhân', 'Số định danh', 'CCCD/ĐDCN', 'CCCD/số định danh'],
  },
  {
    key: 'spouseEthnic',
    label: 'Dân tộc của vợ/chồng',
    type: 'choice',
    choices: ETHNIC_NAMES,
    open: true,
    sheets: LISTS,
    width: 12,
    aliases: ['DT vợ (chồng)', 'Dân tộc vợ/chồng', 'Dân tộc vợ (chồng)', 'DT vợ/chồng'],
  },
  {
    key: 'village',
    label: 'Thôn',
    type: 'text',
    sheets: LISTS,
    width: 14,
    aliases: [
      'Thôn/tổ',
      'Tên thôn',
      'Ấp',
      'Ấp/khóm',
      'Khóm',
      'Tổ dân phố',
      'Thôn, tổ dân phố',
      'Thôn (tổ dân phố)',
      'Địa chỉ',
      'Bản',
      'Xóm',
      'Xóm/bản',
      'Bản/xóm',
      'Thôn/bản',
      'Thôn/xóm',
      'Thôn, bản',
      'Thôn, xóm',
      'Buôn',
      'Làng',
      'Khu phố',
      'TDP',
    ],
  },
  {
    key: 'size',
    label: 'Số nhân khẩu',
    type: 'integer',
    min: 1,
    max: 40,
    sheets: LISTS,
    width: 9,
    aliases: ['Số khẩu', 'Nhân khẩu', 'Số người', 'Số thành viên', 'Tổng số khẩu', 'Tổng số nhân khẩu', 'NK'],
  },
  {
    key: 'lastYear',
    label: 'Kết quả năm trước',
    type: 'choice',
    choices: [POOR, NEAR_POOR],
    sheets: LIST01,
    width: 15,
    aliases: [
      'Phân loại hộ đầu kỳ',
      'Phân loại năm trước',
      'Kết quả đầu kỳ',
      'Phân loại hộ năm trước',
      'Diện hộ năm trước',
      'Diện hộ đầu kỳ',
      'Đầu kỳ',
      'Diện đầu kỳ',
      'Lý do đưa vào danh sách',
    ],
  },
  {
    key: 'formerly',
    label: 'Từng thuộc diện',
    type: 'choice',
    choices: [POOR, NEAR_POOR],
    sheets: LIST01,
    width: 15,
    aliases: ['Đã từng thuộc diện', 'Trước đây thuộc diện'],
  },
  {
    key: 'change',
    label: 'Biến động',
    type: 'choice',
    choices: [...LEAVING, ...ARRIVING],
    sheets: LIST01,
    width: 12,
    aliases: ['Tăng/giảm khác', 'Biến động khác', 'Tăng, giảm khác'],
  },
  { key: 'request', label: 'Giấy đề nghị', type: 'yes', sheets: LISTS, width: 8, aliases: ['Có giấy đề nghị', 'Giấy đề nghị rà soát'] },
  {
    key: 'formA',
    label: 'Phiếu A',
    type: 'integer',
    min: 0,
    max: 30,
    sheets: LISTS,
    width: 8,
    aliases: ['Kết quả phiếu A', 'Số tiêu chí Phiếu A', 'Phiếu A (số tiêu chí)'],
  },
  // Whether a household may be reviewed against Phiếu A is not known from any text seen: possible, with a reason.
  {
    key: 'formAWhy',
    label: 'Lý do vẫn rà soát',
    type: 'text',
    sheets: LISTS,
    width: 24,
    optional: true,
    aliases: ['Lý do vẫn rà soát dù Phiếu A', 'Vẫn rà soát vì'],
  },
  ...B1_TABLES.map(({ key, label, aliases }) => ({
    key,
    label,
    type: 'integer' as const,
    min: 0,
    max: 1000,
    sheets: LISTS,
    asked: true as const,
    width: label.length > 8 ? 12 : 8,
    aliases,
  })),
  ...INDICATORS.map(({ key, name, short }) => ({
    key,
    label: name,
    short,
    type: 'yes' as const,
    sheets: LIST01,
    group: INDICATOR_GROUP,
    width: 7,
  })),
  {
    key: 'houseArea',
    label: 'Diện tích nhà ở (m²)',
    short: 'Nhà m²',
    // Whole metres, cut off: whether it is less than 8 m² a head does not depend on the rest.
    type: 'integer',
    min: 1,
    max: 2000,
    sheets: LIST01,
    width: 9,
    optional: true,
    feeds: 'i8',
    aliases: ['Diện tích nhà ở', 'Diện tích nhà', 'Tổng diện tích nhà ở'],
  },
  {
    key: DECIDED,
    label: 'Họp dân kết luận',
    type: 'choice',
    choices: [POOR, NEAR_POOR, NOT_POOR],
    sheets: LIST01,
    width: 15,
    recorded: true,
  },
  { key: DECIDED_WHY, label: 'Lý do kết luận khác', type: 'text', sheets: LIST01, width: 24, recorded: true },
  {
    key: 'noLabour',
    label: 'Không có khả năng lao động',
    short: 'Không LĐ',
    type: 'yes',
    sheets: LISTS,
    width: 10,
    aliases: ['Hộ không có KNLĐ', 'Hộ không có khả năng lao động', 'Không có KNLĐ', 'KCKNLĐ'],
  },
  {
    key: 'merit',
    label: 'Có người có công',
    short: 'Có công',
    type: 'yes',
    sheets: LISTS,
    width: 10,
    aliases: ['Hộ có NCC', 'Hộ có người có công', 'Hộ có người có công với cách mạng', 'NCC'],
  },
  {
    key: 'farming',
    label: 'Làm nông, lâm, ngư, diêm nghiệp',
    short: 'Nông, lâm',
    type: 'yes',
    sheets: LISTS,
    width: 12,
    aliases: ['Hộ làm nông, lâm, ngư, diêm nghiệp', 'Làm nông nghiệp', 'Hộ làm nông, lâm, ngư nghiệp', 'Làm nông, lâm, ngư nghiệp'],
  },
  ...CAUSES.map(([key, label, short]) => ({ key, label, short, type: 'yes' as const, sheets: LIST01, group: CAUSE_GROUP, width: 9 })),
  {
    key: 'income',
    label: 'Thu nhập bình quân',
    type: 'money',
    min: 0,
    max: 1_000_000_000,
    sheets: LISTS,
    asked: true,
    width: 14,
    personal: true,
    aliases: ['Thu nhập bình quân (đồng/người/tháng)', 'TNBQ (đồng/người/tháng)', 'TNBQ', 'Thu nhập BQ', 'Thu nhập bình quân đầu người'],
  },
  {
    key: 'incomeYear',
    label: 'Thu nhập bình quân năm',
    type: 'money',
    min: 0,
    max: 12_000_000_000,
    sheets: LISTS,
    asked: true,
    width: 14,
    personal: true,
    per: 'year',
    aliases: ['Thu nhập bình quân năm (đồng/người/năm)', 'Thu nhập bình quân đầu người năm', 'TNBQ năm'],
  },
  {
    key: 'reviewer',
    label: 'Rà soát viên',
    type: 'text',
    sheets: LIST01,
    width: 18,
    aliases: ['Người rà soát', 'Điều tra viên', 'Cán bộ rà soát'],
  },
  { key: 'reviewedOn', label: 'Ngày rà soát', type: 'date', sheets: LIST01, width: 12, aliases: ['Ngày RS', 'Ngày điều tra'] },
  {
    key: 'noInsurance',
    label: 'Không có BHYT',
    short: 'Không BHYT',
    type: 'yes',
    sheets: MEMBERS,
    width: 10,
    aliases: ['Không có bảo hiểm y tế', 'Chưa có BHYT'],
  },
  { key: 'malnourished', label: 'Suy dinh dưỡng', type: 'yes', sheets: MEMBERS, width: 10 },
  {
    key: 'notInSchool',
    label: 'Không đi học đúng độ tuổi',
    short: 'Không đi học',
    type: 'yes',
    sheets: MEMBERS,
    width: 12,
    aliases: ['Không được đi học', 'Không đi học'],
  },
  {
    key: 'schooling',
    label: 'Trình độ, đào tạo nghề',
    short: 'Trình độ',
    type: 'choice',
    choices: Object.values(SCHOOLING),
    sheets: MEMBERS,
    width: 18,
    optional: true,
    feeds: 'i5',
    aliases: ['Trình độ giáo dục', 'Trình độ, bằng cấp'],
  },
  {
    key: 'allowance',
    label: 'Trợ cấp xã hội hằng tháng',
    short: 'Trợ cấp',
    type: 'choice',
    choices: ALLOWANCES,
    sheets: MEMBERS,
    width: 16,
    optional: true,
    feeds: 'i2',
    aliases: ['Hưởng trợ cấp xã hội hằng tháng', 'Trợ cấp xã hội', 'Trợ cấp hằng tháng'],
  },
  { key: 'note', label: 'Ghi chú', type: 'text', sheets: LISTS, width: 24 },
];

/** Tab name and printed title of each sheet. */
export const SHEETS: Record<SheetId, { name: string; title: string }> = {
  villages: { name: 'Thôn', title: 'DANH SÁCH THÔN, TỔ DÂN PHỐ' },
  list01: { name: 'Danh sách 01', title: 'DANH SÁCH HỘ GIA ĐÌNH RÀ SOÁT, XÁC ĐỊNH HỘ NGHÈO, HỘ CẬN NGHÈO' },
  list02: { name: 'Danh sách 02', title: 'DANH SÁCH HỘ GIA ĐÌNH RÀ SOÁT, XÁC ĐỊNH HỘ CÓ MỨC SỐNG TRUNG BÌNH, HỘ CÓ THU NHẬP KHÁ, GIÀU' },
  members: { name: 'Thành viên', title: 'DANH SÁCH THÀNH VIÊN HỘ GIA ĐÌNH' },
};

const bySheet: Record<SheetId, readonly Column[]> = {
  villages: COLUMNS.filter((c) => c.sheets.includes('villages')),
  list01: COLUMNS.filter((c) => c.sheets.includes('list01')),
  list02: COLUMNS.filter((c) => c.sheets.includes('list02')),
  members: COLUMNS.filter((c) => c.sheets.includes('members')),
};

/** Every input column of a sheet, whatever the round, in the order of the blank template. STT, the running number, is not stored. */
export const columnsOf = (sheet: SheetId): readonly Column[] => bySheet[sheet];

const index = new Map<string, Column>();
for (const sheet of Object.keys(bySheet) as SheetId[]) for (const column of bySheet[sheet]) index.set(`${sheet}.${column.key}`, column);

export const columnOf = (sheet: SheetId, key: string): Column | undefined => index.get(`${sheet}.${key}`);
