/**
 * Giấy chứng nhận hộ nghèo, hộ cận nghèo (Mẫu số 03). The number, the fields and both tables are those of the form; their order on the page, the
 * sentence that certifies and the explanation of the indicators' numbers were not seen and are ours. The form's own legal bases have been
 * replaced since, so those of the rules in force stand there. The second layout, two on a page, is ours as well.
 */
import { INDICATOR_COLUMNS } from '../indicator-columns.ts';
import {
  centred,
  columns,
  each,
  HALF_WIDTH,
  issuer,
  line,
  listTable,
  nation,
  pair,
  TEXT_WIDTH,
  unless,
  when,
  type Block,
  type Part,
  type TableColumn,
} from './layout.ts';

/** Sizes in half points. */
interface Size {
  width: number;
  text: number;
  table: number;
  title: number;
  signature: number;
  after: number;
  /** Within the cells of a table. */
  padding: number;
}
const WHOLE: Size = { width: TEXT_WIDTH, text: 26, table: 22, title: 28, signature: 1200, after: 50, padding: 40 };
const HALF: Size = { width: HALF_WIDTH, text: 19, table: 16, title: 22, signature: 600, after: 16, padding: 10 };

const MEMBERS: readonly TableColumn[] = [
  { heading: 'STT', text: '{stt}', width: 7, align: 'center' },
  { heading: 'Họ và tên', text: '{họ tên}', width: 31 },
  { heading: 'Dân tộc', text: '{dân tộc}', width: 12 },
  { heading: 'Mối quan hệ với chủ hộ', text: '{quan hệ}', width: 15 },
  { group: 'Năm sinh', heading: 'Nam', text: '{năm sinh nam}', width: 10, align: 'center' },
  { group: 'Năm sinh', heading: 'Nữ', text: '{năm sinh nữ}', width: 10, align: 'center' },
  { heading: 'Ghi chú (thay đổi thành viên)', text: '', width: 15 },
];

const YEAR: readonly TableColumn[] = [
  { heading: 'Năm', text: '{năm phân loại}', width: 9, align: 'center' },
  { heading: 'N/ CN', text: '{n cn}', width: 7, align: 'center' },
];
const CONFIRMED: readonly TableColumn[] = [
  { heading: 'Ngày', text: '{ngày công nhận}', width: 14, align: 'center' },
  { heading: 'Xác nhận của Chủ tịch UBND xã', text: '', width: 18 },
];
const TWELVE = INDICATOR_COLUMNS.map((n): TableColumn => ({
  group: 'Chỉ tiêu thiếu hụt',
  heading: String(n),
  text: `{chỉ tiêu ${n}}`,
  width: 4.4,
  align: 'center',
}));
const NUMBERED: readonly TableColumn[] = [{ heading: 'Chỉ tiêu thiếu hụt', text: '{các chỉ tiêu}', width: 53 }];

function certificate({ width, text, table, title, signature, after, padding }: Size): Block[] {
  const left = Math.round(width * 0.42);
  const plain = (words: string): Block => line(words, { size: text, after });
  const part = (words: string): Block => line(words, { size: text, bold: true, before: after, after, keepNext: true });
  const years = (shown: readonly TableColumn[]): Block =>
    listTable('từng năm', [...YEAR, ...shown, ...CONFIRMED], { size: table, width, padding });
  return [
    columns(
      {
        width: left,
        blocks: [...issuer(left, text), centred('Số: {số giấy}/GCN-HN.HCN', { size: text, before: after })],
      },
      { width: width - left, blocks: nation(width - left, text) },
    ),
    centred('GIẤY CHỨNG NHẬN HỘ NGHÈO, HỘ CẬN NGHÈO', { size: title, bold: true, before: 3 * after, after: 2 * after }),
    ...each('từng căn cứ', [line('{căn cứ}', { size: text, italics: true, after })]),
    centred('{thẩm quyền} CHỨNG NHẬN', { size: text, bold: true, before: after, after }),
    plain('Hộ gia đình {ông bà}: **{chủ hộ}**. Dân tộc: {dân tộc}. Là: **{loại hộ}**'),
    plain('Số CCCD/CMND: {cccd}; ngày cấp: {ngày cấp cccd}'),
    plain('Nơi thường trú: {nơi thường trú}'),
    part('I. DANH SÁCH THÀNH VIÊN'),
    listTable('từng thành viên', MEMBERS, { size: table, width, padding }),
    part('II. KẾT QUẢ PHÂN LOẠI HỘ GIA ĐÌNH GIAI ĐOẠN {giai đoạn}'),
    ...when('đủ 12 chỉ tiêu', [years(TWELVE)]),
    ...unless('đủ 12 chỉ tiêu', [years(NUMBERED)]),
    // Two tables without a paragraph between them become one.
    line('', { size: 2 }),
    columns(
      {
        width: left,
        blocks: [
          line('N: hộ nghèo; CN: hộ cận nghèo. {tên các chỉ tiêu}.', { size: table - 2, italics: true, before: after, align: 'left' }),
        ],
      },
      {
        width: width - left,
        blocks: [
          centred('{địa danh}, ngày {ngày} tháng {tháng} năm {năm}', { size: text, italics: true, before: after }),
          ...each('từng dòng chức vụ', [centred('{dòng chức vụ}', { size: text, bold: true, keepNext: true })]),
          centred('', { size: text, after: signature, keepNext: true }),
          centred('{người ký}', { size: text, bold: true }),
        ],
      },
    ),
  ];
}

/** Starts a page; a table cannot. */
const newPage = (): Block => line('', { size: 2, pageBreakBefore: true });

export const certificatesTemplate = (): Part[] => [
  {
    pages: 'pairs',
    blocks: each('từng trang đôi', [
      newPage(),
      pair(
        [...each('giấy trái', certificate(HALF)), line('', { size: 2 })],
        [...each('giấy phải', certificate(HALF)), line('', { size: 2 })],
      ),
    ]),
  },
  { pages: 'sheets', blocks: each('từng giấy', [newPage(), ...certificate(WHOLE)]) },
];
