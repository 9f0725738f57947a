/** Biên bản họp dân on Danh sách 02 (Mẫu 9.3). Only its name is known: it follows Phụ lục V, and the wording is ours. */
import { body, each, heading, line, listTable, title, unless, villageHead, when, type Part } from './layout.ts';
import { HOUSEHOLD_COLUMNS } from './lists.ts';
import { chairAndSecretary, minutesEnd } from './minutes-parts.ts';

export const livingMinutesTemplate = (): Part[] => [
  {
    blocks: [
      ...villageHead(),
      ...title('BIÊN BẢN', 'Kết quả họp dân để thống nhất kết quả xác định mức sống của hộ gia đình (Danh sách 02)'),
      body(
        'Hôm nay, {ngày họp}, bắt đầu lúc {giờ bắt đầu}, tại {nơi họp}, {tên thôn} đã tổ chức cuộc họp thống nhất kết quả xác định mức sống của các hộ gia đình trên địa bàn.',
      ),
      ...chairAndSecretary(),
      body(
        '- Thành phần tham gia: {số người dự} người, trong đó đại diện {số hộ dự} hộ gia đình trên tổng số {số hộ danh sách} hộ gia đình có tên trong Danh sách 02.',
      ),
      heading('I. NỘI DUNG'),
      body('Chủ trì cuộc họp thông báo kết quả xác định mức sống của hộ gia đình năm {năm rà soát} của {tên thôn}; cuộc họp thảo luận.'),
      heading('II. Ý KIẾN TẠI CUỘC HỌP'),
      body('{ý kiến}'),
      heading('III. KẾT QUẢ THỐNG NHẤT'),
      ...each('từng mức sống', [body('- {mức sống}: **{số hộ}** hộ, {số nhân khẩu} nhân khẩu;')]),
      body('(có danh sách kèm theo biên bản này).'),
      body('Số người đồng ý với kết quả trên: **{số đồng ý}** trên {số người dự} người dự họp.'),
      ...minutesEnd(),
    ],
  },
  {
    blocks: [
      line('DANH SÁCH KÈM THEO BIÊN BẢN HỌP DÂN {tên thôn in hoa}', { bold: true, align: 'center', after: 200 }),
      ...each('từng mức sống', [
        heading('{mức sống}: {số hộ} hộ, {số nhân khẩu} nhân khẩu'),
        ...unless('có hộ', [body('Không có.')]),
        ...when('có hộ', [listTable('từng hộ', HOUSEHOLD_COLUMNS.slice(0, 3)), line('', { after: 120 })]),
      ]),
      line('', { size: 2 }),
    ],
  },
];
