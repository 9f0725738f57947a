/** What the minutes of every meeting have. The lines on chair and secretary are those of Phụ lục V; the end is ours. */
import { body, signatures, type Block } from './layout.ts';

export const chairAndSecretary = (): Block[] => [
  body('- Chủ trì cuộc họp: {chủ trì}, chức danh: {chức danh chủ trì}.'),
  body('- Thư ký cuộc họp: {thư ký}, chức danh: {chức danh thư ký}.'),
];

/** The secretary signs on the left, the chair on the right, on the page of the last words. */
export const minutesEnd = (): Block[] => [
  body(
    'Cuộc họp kết thúc lúc {giờ kết thúc} cùng ngày. Biên bản được lập thành 02 bản, đã đọc cho những người dự họp cùng nghe: 01 bản lưu tại {tên thôn}, 01 bản gửi Ban Chỉ đạo rà soát cấp xã./.',
    { keepNext: true },
  ),
  ...signatures(
    { title: 'THƯ KÝ', name: '{thư ký}' },
    { title: 'ĐẠI DIỆN HỘ DÂN', name: '{đại diện hộ dân}' },
    { title: 'CHỦ TRÌ', name: '{chủ trì}' },
  ),
];
