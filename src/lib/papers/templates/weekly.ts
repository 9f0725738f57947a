/** Báo cáo tiến độ. The plan of Trà Cú names phụ lục 10 without its table: all of the wording and the table are ours. */
import { paragraphList } from '../paragraphs.ts';
import { addressee, body, closing, head, heading, line, listTable, title, when, written, type Part, type TableColumn } from './layout.ts';

const column = (name: string, of: string, width: number, group?: string): TableColumn => ({
  ...{ heading: name, text: `{${of}}`, width, align: 'center' },
  ...(group !== undefined && { group }),
});

export const weeklyTemplate = (): Part[] => [
  {
    blocks: [
      ...head(),
      ...title('BÁO CÁO', 'Tiến độ rà soát hộ nghèo, hộ cận nghèo trên địa bàn {xã}, năm {năm rà soát}'),
      ...when('có kỳ', [line('(Kỳ báo cáo trước {giờ gửi} {thứ}, {kỳ báo cáo})', { italics: true, align: 'center' })]),
      addressee('{kính gửi}'),
      body(
        'Thực hiện {căn cứ thực hiện}, Ủy ban nhân dân {xã} báo cáo tiến độ rà soát hộ nghèo, hộ cận nghèo trên địa bàn tính đến {số liệu đến} như sau:',
      ),
      heading('1. Tiến độ chung'),
      body('- Số hộ cần rà soát: {số hộ rà soát} hộ; đã rà soát, phân loại: {số hộ đã rà soát} hộ, đạt {tỷ lệ rà soát}%.'),
      body(
        '- Kết quả đến nay: {số hộ nghèo} hộ nghèo, {số hộ cận nghèo} hộ cận nghèo, {số hộ không nghèo} hộ không nghèo, không cận nghèo.',
      ),
      ...when('có danh sách 02', [
        body('- Xác định mức sống (Danh sách 02): {số hộ danh sách 02} hộ, đã xác định {số hộ đã xác định} hộ, đạt {tỷ lệ xác định}%.'),
      ]),
      body(
        '- Số thôn, tổ dân phố đã chốt rà soát: {số thôn chốt rà soát}/{số thôn}; đã họp dân thống nhất kết quả: {số thôn họp dân}/{số thôn}; đã niêm yết: {số thôn niêm yết}/{số thôn}; đã có quyết định công nhận: {số thôn công nhận}/{số thôn}.',
      ),
      heading('2. Tiến độ từng đơn vị'),
      listTable(
        'từng đơn vị',
        [
          column('TT', 'stt', 5),
          { heading: 'Đơn vị', text: '{đơn vị}', width: 21 },
          column('Cần rà soát', 'phải rà soát', 8, 'Số hộ'),
          column('Đã rà soát', 'đã rà soát', 8, 'Số hộ'),
          column('Tỷ lệ %', 'tiến độ', 9, 'Số hộ'),
          column('Chốt rà soát', 'chốt rà soát', 10),
          column('Họp dân', 'họp dân', 13),
          column('Niêm yết', 'niêm yết', 14),
          column('Công nhận', 'công nhận', 13),
        ],
        { size: 22 },
      ),
      line('', { after: 120 }),
      heading('3. Khó khăn, vướng mắc'),
      ...written(paragraphList('khó khăn')),
      heading('4. Kiến nghị, đề xuất'),
      ...written(paragraphList('kiến nghị')),
      body('Trên đây là báo cáo tiến độ rà soát hộ nghèo, hộ cận nghèo của Ủy ban nhân dân {xã}./.', { keepNext: true }),
      line('', { after: 120, keepNext: true }),
      ...closing(),
    ],
  },
];
