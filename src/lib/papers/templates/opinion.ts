/**
 * Báo cáo, xin ý kiến. Điều 4 of Quyết định 24/2021/QĐ-TTg asks for a report in writing and gives no form: parts, sentences and tables are
 * ours. Figures and movements are those of Mẫu 7.1 to 7.3.
 */
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
  unless,
  when,
  type Block,
  type Part,
  type TableColumn,
} from './layout.ts';
import { HOUSEHOLDS_WITH_VILLAGE, LISTS } from './lists.ts';

const RESULT = 'kết quả rà soát hộ nghèo, hộ cận nghèo';
const number = (name: string, of: string, width: number, group?: string): TableColumn => ({
  ...{ heading: name, text: `{${of}}`, width, align: 'center' },
  ...(group !== undefined && { group }),
});
const UNIT: readonly TableColumn[] = [number('STT', 'stt', 8), { heading: 'Thôn, tổ dân phố', text: '{thôn}', width: 22 }];
const counted = (name: string): TableColumn[] => {
  const group = name.charAt(0).toLocaleUpperCase('vi') + name.slice(1);
  return [number('Hộ', `số ${name}`, 9, group), number('Khẩu', `số nhân khẩu ${name}`, 9, group)];
};
const space = (): Block => line('', { after: 120 });

const movements = (name: string): Block[] => [
  body(`Diễn biến ${name} so với năm {năm trước}:`, { keepNext: true }),
  listTable(`từng diễn biến ${name}`, [
    { heading: 'Nội dung', text: '{nội dung}', width: 60 },
    number('Số hộ', 'hộ', 20),
    number('Số nhân khẩu', 'khẩu', 20),
  ]),
  space(),
];

const results = (): Block[] =>
  each('từng chuẩn', [
    ...when('nhiều chuẩn', [body('**Theo {tên chuẩn}:**', { keepNext: true })]),
    body('Tổng số hộ dân trên địa bàn: {tổng số hộ} hộ, trong đó:', { keepNext: true }),
    ...['hộ nghèo', 'hộ cận nghèo'].map((name) =>
      body(
        `- Tổng số ${name}: {số ${name}} hộ, {số nhân khẩu ${name}} nhân khẩu, tỷ lệ {tỷ lệ ${name}}%{#so với năm trước}, {so sánh ${name}} so với năm {năm trước}{/so với năm trước}.`,
      ),
    ),
    ...when('so với năm trước', [...movements('hộ nghèo'), ...movements('hộ cận nghèo')]),
  ]);

const annex = (list: string, n: number): Part => ({
  blocks: [
    ...annexHead(`Phụ lục ${['I', 'II', 'III', 'IV'][n] ?? ''}`, `DANH SÁCH ${list.toLocaleUpperCase('vi')} NĂM {năm rà soát}`),
    ...unless(`từng ${list}`, [body('Không có.')]),
    ...when(`có ${list}`, [
      listTable(`từng ${list}`, HOUSEHOLDS_WITH_VILLAGE),
      line('', { after: 60 }),
      body(`Tổng cộng: {số ${list}} hộ, {số nhân khẩu ${list}} nhân khẩu./.`, { bold: true }),
    ]),
  ],
});

export const opinionTemplate = (): Part[] => [
  {
    blocks: [
      ...head(),
      ...title('BÁO CÁO', 'Kết quả rà soát hộ nghèo, hộ cận nghèo năm {năm rà soát} trên địa bàn {xã} và xin ý kiến'),
      addressee('{kính gửi}'),
      body(`Thực hiện {căn cứ thực hiện}, Ủy ban nhân dân {xã} báo cáo ${RESULT} năm {năm rà soát} và xin ý kiến như sau:`),
      heading('I. TỔ CHỨC RÀ SOÁT, HỌP DÂN, NIÊM YẾT'),
      body('- Thời gian rà soát: từ {từ ngày} đến hết {đến ngày}.'),
      body(
        '- Số thôn, tổ dân phố đã họp dân thống nhất kết quả: {số thôn họp dân}/{số thôn}; đã hết thời gian niêm yết công khai: {số thôn niêm yết}/{số thôn}.',
      ),
      listTable(
        'từng thôn',
        [
          ...UNIT,
          number('Ngày họp', 'ngày họp dân', 15, 'Họp dân'),
          number('Số người dự', 'số người dự', 10, 'Họp dân'),
          number('Đồng ý %', 'tỷ lệ đồng ý', 11, 'Họp dân'),
          number('Từ ngày', 'niêm yết từ', 15, 'Niêm yết'),
          number('Đến hết ngày', 'niêm yết đến', 15, 'Niêm yết'),
          number('Số phản ánh', 'số phản ánh', 10),
        ],
        { size: 22 },
      ),
      space(),
      heading('II. KẾT QUẢ RÀ SOÁT'),
      ...results(),
      body('Kết quả từng thôn, tổ dân phố:', { keepNext: true }),
      listTable('từng thôn', [...UNIT, ...LISTS.flatMap(counted)], {
        size: 22,
        total: ['', 'Tổng cộng', ...LISTS.flatMap((name) => [`{số ${name}}`, `{số nhân khẩu ${name}}`])],
      }),
      space(),
      heading('III. PHẢN ÁNH, KHIẾU NẠI VÀ KẾT QUẢ PHÚC TRA'),
      ...unless('có phản ánh', [body('Trong thời gian niêm yết không có phản ánh, khiếu nại.')]),
      ...when('có phản ánh', [
        body('Đã nhận {số phản ánh} phản ánh, khiếu nại; đã phúc tra, trả lời {số phản ánh đã trả lời}:', { keepNext: true }),
        listTable(
          'từng phản ánh',
          [
            number('STT', 'stt', 8),
            { heading: 'Thôn, tổ dân phố', text: '{thôn}', width: 16 },
            { heading: 'Hộ', text: '{chủ hộ}', width: 19 },
            number('Ngày nhận', 'ngày nhận', 15),
            { heading: 'Nội dung', text: '{nội dung}', width: 26 },
            { heading: 'Kết quả phúc tra', text: '{kết quả}', width: 26 },
          ],
          { size: 22 },
        ),
        space(),
      ]),
      ...when('có kết luận khác', [
        body('Hộ mà cuộc họp dân kết luận khác với kết quả theo điểm rà soát:', { keepNext: true }),
        ...each('từng kết luận khác', [
          body('- Hộ {chủ hộ}, {thôn}: theo điểm rà soát là {theo điểm}, cuộc họp kết luận là {kết luận}. Lý do: {lý do}'),
        ]),
      ]),
      heading('IV. ĐỀ NGHỊ'),
      body(
        'Ủy ban nhân dân {xã} đề nghị {kính gửi} xem xét, cho ý kiến bằng văn bản về kết quả rà soát và các danh sách kèm theo{#có thời hạn} trong {thời hạn ý kiến}, kể từ ngày nhận được báo cáo này{/có thời hạn}, để Chủ tịch Ủy ban nhân dân {xã} quyết định công nhận./.',
        { keepNext: true },
      ),
      line('', { after: 120, keepNext: true }),
      ...closing(),
    ],
  },
  ...LISTS.map(annex),
];
