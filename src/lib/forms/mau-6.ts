/** Mẫu 6.1 and 6.2 of Phụ lục VI, Thông tư 07/2021/TT-BLĐTBXH, in the column layout of the workbooks that communes send. */
import { NEAR_POOR, POOR } from '../review/columns.ts';
import { move, type MoveCode } from '../review/formula-columns.ts';
import { CIRCULAR_07, type ListForm } from './description.ts';
import { AGE, B1, B2, BIRTH, CCCD, DECISION, ETHNIC, GROUPS, HOUSEHOLD, LINE, listForm, MOVE, NAME, narrow, RELATION, SEX, SIZE, VILLAGE } from './list-columns.ts';

/** Mẫu 6.2 has a sheet for each class that was left. */
const left = (id: string, title: string, moves: readonly MoveCode[]): ListForm =>
  listForm({
    id,
    partOf: '6.2',
    number: 'Mẫu số 6.2',
    title,
    reference: CIRCULAR_07,
    certainty: 'published',
    titleRow: 5,
    firstRow: 10,
    firstColumn: 2,
    lines: 'members',
    which: moves.map((code) => ({ sheet: 'list01', where: { move: move(code) } })),
    columns: [
      HOUSEHOLD,
      NAME,
      RELATION,
      SEX,
      narrow(BIRTH, 12),
      narrow(CCCD, 15.5),
      narrow(ETHNIC, 9),
      { ...VILLAGE, text: 'Địa chỉ', width: 16 },
      B1,
      B2,
      { text: 'Kết quả phân loại', source: { from: 'live', key: 'class' }, width: 13 },
      { text: 'Ghi chú', source: { from: 'nothing' }, width: 11 },
      narrow(MOVE, 28),
      AGE,
      SIZE,
    ],
  });

export const RESULT_LISTS: readonly ListForm[] = [
  listForm({
    id: '6.1',
    title: 'DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO SAU KHI RÀ SOÁT',
    reference: CIRCULAR_07,
    certainty: 'published',
    titleRow: 4,
    firstRow: 8,
    firstColumn: 1,
    lines: 'members',
    which: [POOR, NEAR_POOR].map((label) => ({ sheet: 'list01', where: { class: label } })),
    columns: [
      narrow(LINE, 5),
      narrow(HOUSEHOLD, 5),
      { text: 'Họ và tên chủ hộ', source: { from: 'text', key: 'head', headOnly: true }, width: 16 },
      { text: 'Họ và tên thành viên', source: { from: 'member', key: 'name' }, width: 16 },
      narrow(RELATION, 10),
      narrow(BIRTH, 11),
      narrow(SEX, 6),
      narrow(CCCD, 13.5),
      { text: 'Tỉnh', source: { from: 'place', key: 'province' }, width: 11 },
      { text: 'Huyện', source: { from: 'place', key: 'district' }, width: 11 },
      { text: 'Mã huyện', source: { from: 'place', key: 'districtCode' }, width: 7, align: 'center' },
      { text: 'Xã', source: { from: 'place', key: 'commune' }, width: 14 },
      { text: 'Mã xã', source: { from: 'place', key: 'communeCode' }, width: 7, align: 'center' },
      narrow(VILLAGE, 12),
      narrow(ETHNIC, 9),
      { text: 'Phân loại hộ', source: { from: 'live', key: 'class' }, width: 8 },
      ...DECISION,
      narrow(B1, 5.5),
      narrow(B2, 5.5),
      ...GROUPS,
      { text: 'Ghi chú', source: { from: 'nothing' }, width: 8 },
      narrow(AGE, 5),
      narrow(SIZE, 6.5),
    ],
  }),
  // Those who became near poor have left the poor as well; they stay on Mẫu 6.1 as near poor.
  left('6.2 thoát nghèo', 'DANH SÁCH HỘ THOÁT NGHÈO SAU KHI RÀ SOÁT', ['poor-to-near', 'poor-escapes']),
  // A near-poor household that became poor has not escaped: only column 3 of Mẫu 7.3.
  left('6.2 thoát cận nghèo', 'DANH SÁCH HỘ THOÁT CẬN NGHÈO SAU KHI RÀ SOÁT', ['near-escapes']),
];
