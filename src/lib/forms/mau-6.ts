/** Mẫu 6.1 and 6.2 of Phụ lục VI, Thông tư 07/2021/TT-BLĐTBXH, in the column layout of the workbooks that communes send. */
import { NEAR_POOR, POOR } from '../review/columns.ts';
import { move } from '../review/formula-columns.ts';
import { CIRCULAR_07, type ListForm } from './description.ts';

export const LIST_FORMS: readonly ListForm[] = [
  {
    id: '6.1',
    title: 'DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO SAU KHI RÀ SOÁT',
    reference: CIRCULAR_07,
    certainty: 'published',
    titleRow: 4,
    firstRow: 8,
    firstColumn: 1,
    columns: [
      { text: 'STT', source: { from: 'line' }, width: 5, align: 'center' },
      // Readers of this list start a new household at each line that has this number.
      { text: 'STT hộ', source: { from: 'household' }, width: 5, align: 'center' },
      { text: 'Họ và tên chủ hộ', source: { from: 'text', key: 'head', headOnly: true }, width: 16 },
      { text: 'Họ và tên thành viên', source: { from: 'member', key: 'name' }, width: 16 },
      { text: 'Quan hệ với chủ hộ', source: { from: 'member', key: 'relation' }, width: 10 },
      { text: 'Ngày sinh', source: { from: 'member', key: 'birth' }, width: 11, align: 'center' },
      { text: 'Giới tính', source: { from: 'member', key: 'sex' }, width: 6, align: 'center' },
      { text: 'Số CCCD/ số định danh', source: { from: 'member', key: 'cccd' }, width: 13.5, align: 'center' },
      { text: 'Tỉnh', source: { from: 'place', key: 'province' }, width: 11 },
      { text: 'Huyện', source: { from: 'place', key: 'district' }, width: 11 },
      { text: 'Mã huyện', source: { from: 'place', key: 'districtCode' }, width: 7, align: 'center' },
      { text: 'Xã', source: { from: 'place', key: 'commune' }, width: 14 },
      { text: 'Mã xã', source: { from: 'place', key: 'communeCode' }, width: 7, align: 'center' },
      { text: 'Thôn', source: { from: 'text', key: 'village' }, width: 12 },
      { text: 'Dân tộc', source: { from: 'member', key: 'ethnic' }, width: 9, align: 'center' },
      { text: 'Phân loại hộ', source: { from: 'live', key: 'class' }, width: 8 },
      { text: 'Quyết định công nhận', source: { from: 'nothing' }, width: 9 },
      { text: 'Ngày ban hành quyết định', source: { from: 'nothing' }, width: 10, align: 'center' },
      { text: 'Điểm B1', source: { from: 'live', key: 'b1' }, width: 5.5, align: 'center' },
      { text: 'Điểm B2', source: { from: 'live', key: 'b2' }, width: 5.5, align: 'center' },
      { text: 'Hộ DTTS', source: { from: 'live', key: 'minority' }, width: 5.5, align: 'center' },
      { text: 'Hộ không có khả năng lao động', source: { from: 'live', key: 'noLabour' }, width: 7, align: 'center' },
      { text: 'Hộ có thành viên người có công', source: { from: 'live', key: 'merit' }, width: 7.5, align: 'center' },
      { text: 'Nguyên nhân nghèo', source: { from: 'causes' }, width: 19 },
      { text: 'Ghi chú', source: { from: 'nothing' }, width: 8 },
      { text: 'Tuổi', source: { from: 'age' }, width: 5, align: 'center' },
      { text: 'Số nhân khẩu', source: { from: 'live', key: 'size' }, width: 6.5, align: 'center' },
    ],
    sections: [{ where: { key: 'class', values: [POOR, NEAR_POOR] } }],
  },
  {
    id: '6.2',
    title: 'DANH SÁCH HỘ THOÁT NGHÈO, HỘ THOÁT CẬN NGHÈO SAU KHI RÀ SOÁT',
    reference: CIRCULAR_07,
    certainty: 'published',
    titleRow: 5,
    firstRow: 10,
    firstColumn: 2,
    columns: [
      { text: 'STT hộ', source: { from: 'household' }, width: 6, align: 'center' },
      { text: 'Họ và tên', source: { from: 'member', key: 'name' }, width: 25 },
      { text: 'Quan hệ với chủ hộ', source: { from: 'member', key: 'relation' }, width: 12 },
      { text: 'Giới tính', source: { from: 'member', key: 'sex' }, width: 7, align: 'center' },
      { text: 'Ngày sinh', source: { from: 'member', key: 'birth' }, width: 12, align: 'center' },
      { text: 'Số CCCD/ số định danh', source: { from: 'member', key: 'cccd' }, width: 15.5, align: 'center' },
      { text: 'Dân tộc', source: { from: 'member', key: 'ethnic' }, width: 9, align: 'center' },
      { text: 'Địa chỉ', source: { from: 'text', key: 'village' }, width: 16 },
      { text: 'Điểm B1', source: { from: 'live', key: 'b1' }, width: 7, align: 'center' },
      { text: 'Điểm B2', source: { from: 'live', key: 'b2' }, width: 7, align: 'center' },
      { text: 'Kết quả phân loại', source: { from: 'live', key: 'class' }, width: 13 },
      { text: 'Ghi chú', source: { from: 'nothing' }, width: 11 },
      { text: 'Diễn biến', source: { from: 'live', key: 'move' }, width: 28 },
      { text: 'Tuổi', source: { from: 'age' }, width: 6, align: 'center' },
      { text: 'Số nhân khẩu', source: { from: 'live', key: 'size' }, width: 8, align: 'center' },
    ],
    sections: [
      // Those who became near poor have left the poor as well; they stay on Mẫu 6.1 as near poor.
      { heading: 'I. DANH SÁCH HỘ THOÁT NGHÈO SAU KHI RÀ SOÁT', where: { key: 'move', values: [move('poor-to-near'), move('poor-escapes')] } },
      // A near-poor household that became poor has not escaped: only column 3 of Mẫu 7.3.
      { heading: 'II. DANH SÁCH HỘ THOÁT CẬN NGHÈO SAU KHI RÀ SOÁT', where: { key: 'move', values: [move('near-escapes')] } },
    ],
  },
];
