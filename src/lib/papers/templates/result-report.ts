/**
 * Báo cáo kết quả sơ bộ and báo cáo kết quả chính thức. Parts, headings and the sentences of III follow Báo cáo sơ bộ of thành phố Bắc Kạn
 * (2023). Ours are: the wording of the comparison where the number of poor households has not fallen or the target is not met, the sentences
 * on average living standards and on a second standard, the choice and order of the tables, and the annexes.
 */
import { paragraphList } from '../paragraphs.ts';
import {
  addressee,
  annexHead,
  body,
  closing,
  each,
  head,
  heading,
  line,
  listTable,
  title,
  when,
  written,
  type Block,
  type Part,
  type TableColumn,
} from './layout.ts';

const REVIEW = 'rà soát hộ nghèo, hộ cận nghèo';
const PLACE = 'trên địa bàn {xã}';

const text = (name: string, before = ''): Block[] => written(paragraphList(name), before);

const opening = (result: string): Block[] => [
  ...head(),
  ...title('BÁO CÁO', `${result} ${REVIEW} ${PLACE}, năm {năm rà soát}`),
  addressee('{kính gửi}'),
  body(
    `Thực hiện {căn cứ thực hiện}, Ủy ban nhân dân {xã} báo cáo ${result.toLocaleLowerCase('vi')} ${REVIEW} năm {năm rà soát} ${PLACE} như sau:`,
  ),
  heading('I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO'),
  ...text('chỉ đạo'),
  body(`Các văn bản chỉ đạo thực hiện công tác ${REVIEW} ${PLACE}:`, { keepNext: true }),
  ...text('văn bản chỉ đạo', '- '),
  heading('II. QUÁ TRÌNH TRIỂN KHAI THỰC HIỆN'),
  heading('1. Công tác chuẩn bị rà soát'),
  ...text('chuẩn bị'),
  heading('2. Quá trình triển khai thực hiện'),
  body('- Tổng số thôn, tổ dân phố tiến hành rà soát: {số thôn đã rà soát}/{số thôn} thôn, tổ dân phố.'),
  body('- Thời gian tổ chức tiến hành triển khai thực hiện rà soát từ {từ ngày} đến hết {đến ngày}.'),
  ...text('triển khai', '- '),
];

const compared = (name: string): string =>
  `- Tổng số ${name}: {số ${name}} hộ, tỷ lệ {tỷ lệ ${name}}%{#so với năm trước}, {so sánh ${name}} so với năm {năm trước}{/so với năm trước}.`;

const remark = (name: string, end: string): string =>
  `{#${name} giảm}Kết quả tỷ lệ ${name} của {xã} giảm từ {số ${name} năm trước} hộ, tỷ lệ {tỷ lệ ${name} năm trước}% xuống còn {số ${name}} hộ, tỷ lệ {tỷ lệ ${name}}%{/${name} giảm}` +
  `{#${name} tăng}Số ${name} của {xã} tăng từ {số ${name} năm trước} hộ, tỷ lệ {tỷ lệ ${name} năm trước}% lên {số ${name}} hộ, tỷ lệ {tỷ lệ ${name}}%{/${name} tăng}` +
  `{#${name} không đổi}Số ${name} của {xã} không tăng, không giảm so với năm {năm trước}: {số ${name}} hộ, tỷ lệ {tỷ lệ ${name}}%{/${name} không đổi}${end}`;

/** By each standard of the round; its name where there are several. */
const figures = (): Block[] => [
  ...when('nhiều chuẩn', [body('**Theo {tên chuẩn}:**', { keepNext: true })]),
  body('Tổng số hộ dân trên địa bàn: {tổng số hộ} hộ, trong đó:', { keepNext: true }),
  body(compared('hộ nghèo')),
  body(compared('hộ cận nghèo')),
  ...when('có mức sống trung bình', [
    body(
      '- Tổng số hộ làm nông nghiệp, lâm nghiệp, ngư nghiệp có mức sống trung bình: {số hộ mức sống trung bình} hộ, tỷ lệ {tỷ lệ hộ mức sống trung bình}%.',
    ),
  ]),
];

const remarks = (): Block[] =>
  each(
    'từng chuẩn',
    when('so với năm trước', [
      body(remark('hộ nghèo', '{#có chỉ tiêu}, {so với chỉ tiêu} (kế hoạch giảm {chỉ tiêu giảm hộ nghèo} hộ){/có chỉ tiêu}.')),
      body(remark('hộ cận nghèo', '.')),
    ]),
  );

const assessment = (): Block[] => [
  heading('IV. ĐÁNH GIÁ CHUNG'),
  heading('1. Thuận lợi'),
  ...text('thuận lợi'),
  heading('2. Hạn chế và nguyên nhân'),
  ...text('hạn chế'),
];

const ending = (result: string): Block[] => [
  body(`Trên đây là báo cáo ${result} ${REVIEW} năm {năm rà soát} của Ủy ban nhân dân {xã}./.`, { keepNext: true }),
  line('', { after: 120, keepNext: true }),
  ...closing(),
];

const number = (name: string, of: string, width: number, group?: string): TableColumn => ({
  ...{ heading: name, text: `{${of}}`, width, align: 'center' },
  ...(group !== undefined && { group }),
});
const UNIT: readonly TableColumn[] = [number('TT', 'stt', 7), { heading: 'Đơn vị', text: '{đơn vị}', width: 24 }];

/** The last row takes its figures from the one line of 'dòng cộng'. */
const byUnit = (columns: readonly TableColumn[]): Block => {
  const last = columns.length - 1;
  return listTable('từng đơn vị', columns, {
    size: 22,
    total: columns.map(({ text: cell }, n) =>
      n === 0 ? '{#dòng cộng}{stt}' : n === 1 ? 'Cộng' : `${cell}${n === last ? '{/dòng cộng}' : ''}`,
    ),
  });
};

const before = (name: string, group: string): TableColumn[] => [
  number('Năm trước', `${name} năm trước`, 11, group),
  number('Năm nay', name, 10, group),
  number('Tỷ lệ %', `tỷ lệ ${name}`, 10, group),
  number('Tăng (+), giảm (-)', `tăng giảm ${name}`, 11, group),
];
const withYearBefore = (): Block =>
  byUnit([
    ...UNIT,
    number('Tổng số hộ dân cư', 'hộ dân cư', 12),
    ...before('hộ nghèo', 'Hộ nghèo'),
    ...before('hộ cận nghèo', 'Hộ cận nghèo'),
  ]);

const ofKind = (kind: string): TableColumn[] => [
  number('Số hộ', `hộ ${kind}`, 9, `Hộ ${kind}`),
  number('Tỷ lệ %', `tỷ lệ hộ ${kind}`, 9, `Hộ ${kind}`),
  number('Số khẩu', `khẩu hộ ${kind}`, 10, `Hộ ${kind}`),
  number('Tỷ lệ %', `tỷ lệ khẩu hộ ${kind}`, 9, `Hộ ${kind}`),
];
const results = (): Block =>
  byUnit([
    ...UNIT,
    number('Số hộ', 'hộ dân cư', 10, 'Dân cư'),
    number('Số khẩu', 'nhân khẩu dân cư', 11, 'Dân cư'),
    ...ofKind('nghèo'),
    ...ofKind('cận nghèo'),
  ]);

const perStandard = (table: Block): Block[] =>
  each('từng chuẩn', [...when('nhiều chuẩn', [body('**Theo {tên chuẩn}:**', { keepNext: true })]), table, line('', { after: 120 })]);

/** The last annex, where pictures are wanted. */
const pictures = (): Part => ({
  blocks: when('kèm hình', [...annexHead('Phụ lục hình vẽ', 'KẾT QUẢ RÀ SOÁT QUA HÌNH VẼ'), line('{hình vẽ}')]),
});

export const preliminaryTemplate = (): Part[] => [
  {
    blocks: [
      ...opening('Kết quả sơ bộ công tác'),
      heading('III. KẾT QUẢ THỰC HIỆN'),
      heading('1. Kết quả giảm tỷ lệ hộ nghèo, hộ cận nghèo'),
      ...each('từng chuẩn', figures()),
      body('(Có biểu tổng hợp chi tiết kèm theo)', { italics: true }),
      heading('2. Nhận xét'),
      ...remarks(),
      ...assessment(),
      ...ending('kết quả sơ bộ công tác'),
    ],
  },
  {
    blocks: [
      ...annexHead('Phụ lục', `TỔNG HỢP KẾT QUẢ SƠ BỘ ${REVIEW.toLocaleUpperCase('vi')} NĂM {năm rà soát}`),
      ...perStandard(withYearBefore()),
    ],
  },
  pictures(),
];

const moves = (kind: string): Block[] => [
  body(`Diễn biến hộ ${kind}:`, { keepNext: true }),
  listTable(`từng diễn biến hộ ${kind}`, [
    { heading: 'Nội dung', text: '{nội dung}', width: 64 },
    number('Số hộ', 'hộ', 18),
    number('Số khẩu', 'khẩu', 18),
  ]),
  line('', { after: 120 }),
];

const analyses = (): Block[] => [
  heading('2. Diễn biến hộ nghèo, hộ cận nghèo'),
  ...each('từng chuẩn', when('so với năm trước', [...moves('nghèo'), ...moves('cận nghèo')])),
  heading('3. Mức độ thiếu hụt các dịch vụ xã hội cơ bản'),
  ...perStandard(
    listTable('từng chỉ số thiếu hụt', [
      number('STT', 'stt', 7),
      { heading: 'Chỉ số', text: '{chỉ số}', width: 45 },
      number('Số hộ', 'hộ nghèo', 12, 'Hộ nghèo'),
      number('Tỷ lệ %', 'tỷ lệ hộ nghèo', 12, 'Hộ nghèo'),
      number('Số hộ', 'hộ cận nghèo', 12, 'Hộ cận nghèo'),
      number('Tỷ lệ %', 'tỷ lệ hộ cận nghèo', 12, 'Hộ cận nghèo'),
    ]),
  ),
  heading('4. Nguyên nhân nghèo'),
  ...perStandard(
    listTable('từng nguyên nhân', [
      number('STT', 'stt', 7),
      { heading: 'Nguyên nhân', text: '{nguyên nhân}', width: 57 },
      number('Số hộ nghèo', 'hộ nghèo', 18),
      number('Số hộ cận nghèo', 'hộ cận nghèo', 18),
    ]),
  ),
  body('Một hộ có thể có nhiều nguyên nhân.', { italics: true }),
];

export const finalTemplate = (): Part[] => [
  {
    blocks: [
      ...opening('Kết quả'),
      heading('III. KẾT QUẢ THỰC HIỆN'),
      heading('1. Kết quả giảm tỷ lệ hộ nghèo, hộ cận nghèo'),
      ...each('từng chuẩn', figures()),
      body('(Có biểu tổng hợp chi tiết kèm theo)', { italics: true }),
      ...analyses(),
      heading('5. Nhận xét'),
      ...remarks(),
      ...assessment(),
      heading('3. Kiến nghị, đề xuất'),
      ...text('kiến nghị'),
      ...ending('kết quả'),
    ],
  },
  {
    blocks: [...annexHead('Phụ lục I', `TỔNG HỢP KẾT QUẢ ${REVIEW.toLocaleUpperCase('vi')} NĂM {năm rà soát}`), ...perStandard(results())],
  },
  {
    blocks: [
      ...annexHead('Phụ lục II', 'SO SÁNH HỘ NGHÈO, HỘ CẬN NGHÈO VỚI NĂM {năm trước}'),
      ...each('từng chuẩn', when('so với năm trước', [withYearBefore()])),
    ],
  },
  pictures(),
];
