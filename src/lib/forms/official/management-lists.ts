/** Lists made from the result for those who work with it: the commune, the population database, the police, the notice board. */
import { NEAR_POOR, POOR } from '../../review/columns.ts';
import { LIVINGS, NOT_POOR } from '../../review/formula-columns.ts';
import { RULES_2021 } from '../../review/rules-2021.ts';
import { citedLaw } from '../../review/rules.ts';
import type { ListColumn, ListForm } from './description.ts';
import {
  AGE,
  B1,
  B2,
  BIRTH,
  CCCD,
  DECISION,
  ETHNIC,
  GROUPS,
  HEAD,
  HOUSEHOLD,
  LINE,
  listForm,
  MOVE,
  NAME,
  narrow,
  NOTE,
  RELATION,
  SEX,
  SIZE,
  USUAL_PLACE,
  VILLAGE,
} from './list-columns.ts';

const ofClass = (...labels: string[]): ListForm['which'] => labels.map((label) => ({ sheet: 'list01', where: { class: label } }));

const management = (id: string, title: string, label: string): ListForm =>
  listForm({
    id,
    number: `Phụ lục số ${id}`,
    title,
    reference: '(Mẫu của địa phương, cập nhật kết quả rà soát trong năm)',
    certainty: 'our-reading',
    ...USUAL_PLACE,
    lines: 'members',
    which: ofClass(label),
    columns: [
      narrow(LINE, 5),
      narrow(HOUSEHOLD, 5),
      narrow(NAME, 20),
      narrow(RELATION, 10),
      narrow(BIRTH, 11),
      narrow(AGE, 5),
      narrow(SEX, 6),
      narrow(CCCD, 13.5),
      narrow(ETHNIC, 9),
      narrow(VILLAGE, 12),
      narrow(SIZE, 6.5),
      narrow(B1, 5.5),
      narrow(B2, 5.5),
      ...GROUPS,
      narrow(MOVE, 15),
      ...DECISION,
      narrow(NOTE, 14),
    ],
  });

/** Everybody sees this list: only a household's name, where it lives and its result. */
const POSTED: readonly ListColumn[] = [LINE, HEAD, VILLAGE, SIZE];
const POSTING = {
  number: '',
  reference: `(Điều 4 ${citedLaw(RULES_2021, 'qd24-2021')})`,
  certainty: 'our-reading',
  orientation: 'portrait',
  ...USUAL_PLACE,
  lines: 'households',
  sorted: true,
  byVillage: true,
  notes: [
    'Niêm yết trong 03 ngày làm việc tại nhà văn hóa hoặc nhà sinh hoạt cộng đồng thôn và trụ sở Ủy ban nhân dân xã. ' +
      'Trường hợp có khiếu nại, Ban Chỉ đạo cấp xã tổ chức phúc tra trong thời gian không quá 07 ngày làm việc kể từ ngày nhận được khiếu nại.',
  ],
  signers: [
    { title: 'NGƯỜI LẬP DANH SÁCH', hint: '(Ký, ghi rõ họ tên)' },
    { office: 'TM. BAN CHỈ ĐẠO', title: 'TRƯỞNG BAN', hint: '(Ký, ghi rõ họ tên)' },
  ],
} as const satisfies Partial<ListForm>;

const FOUND = LIVINGS.filter(({ code }) => code !== 'need-b1' && code !== 'to-list-01');

export const MANAGEMENT_LISTS: readonly ListForm[] = [
  management('12', 'DANH SÁCH QUẢN LÝ HỘ NGHÈO', POOR),
  management('13', 'DANH SÁCH QUẢN LÝ HỘ CẬN NGHÈO', NEAR_POOR),
  listForm({
    id: 'Dân cư',
    number: '',
    title: 'DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO KẾT NỐI CƠ SỞ DỮ LIỆU QUỐC GIA VỀ DÂN CƯ',
    reference: '(Gửi cơ quan quản lý cơ sở dữ liệu quốc gia về dân cư để đối chiếu)',
    certainty: 'our-reading',
    ...USUAL_PLACE,
    lines: 'members',
    which: ofClass(POOR, NEAR_POOR),
    columns: [
      narrow(LINE, 5),
      narrow(HOUSEHOLD, 5),
      narrow(NAME, 20),
      narrow(CCCD, 13.5),
      narrow(BIRTH, 11),
      narrow(SEX, 6),
      narrow(ETHNIC, 9),
      { text: 'Mã dân tộc', source: { from: 'ethnicCode' }, width: 6, align: 'center' },
      narrow(RELATION, 10),
      { text: 'Tỉnh', source: { from: 'place', key: 'province' }, width: 14 },
      { text: 'Mã tỉnh', source: { from: 'place', key: 'provinceCode' }, width: 6, align: 'center' },
      { text: 'Huyện', source: { from: 'place', key: 'district' }, width: 18 },
      { text: 'Mã huyện', source: { from: 'place', key: 'districtCode' }, width: 7, align: 'center' },
      { text: 'Xã', source: { from: 'place', key: 'commune' }, width: 14 },
      { text: 'Mã xã', source: { from: 'place', key: 'communeCode' }, width: 7, align: 'center' },
      narrow(VILLAGE, 12),
      // A database reads each person alone, without the line above.
      { text: 'Phân loại hộ', source: { from: 'live', key: 'class', everyLine: true }, width: 12 },
      ...DECISION,
      narrow(B1, 5.5),
      narrow(B2, 5.5),
      ...GROUPS,
    ],
  }),
  listForm({
    id: 'Công an',
    number: '',
    title: 'DANH SÁCH NGƯỜI THUỘC HỘ NGHÈO, HỘ CẬN NGHÈO CHƯA CÓ SỐ CCCD/SỐ ĐỊNH DANH HỢP LỆ',
    reference: '(Đề nghị Công an xã xác minh và ghi số đúng)',
    certainty: 'our-reading',
    ...USUAL_PLACE,
    lines: 'unidentified',
    byVillage: true,
    which: ofClass(POOR, NEAR_POOR),
    columns: [
      LINE,
      NAME,
      BIRTH,
      SEX,
      RELATION,
      HEAD,
      VILLAGE,
      { ...CCCD, text: 'Số đang ghi' },
      { text: 'Chưa đúng ở chỗ', source: { from: 'idTrouble' }, width: 30 },
      { text: 'Số đúng (Công an xã ghi)', source: { from: 'nothing' }, width: 20 },
    ],
    signers: [
      { title: 'NGƯỜI LẬP DANH SÁCH', hint: '(Ký, ghi rõ họ tên)' },
      { title: 'CÔNG AN XÃ', hint: '(Ký, ghi rõ họ tên)' },
      { office: 'TM. ỦY BAN NHÂN DÂN', title: 'CHỦ TỊCH', hint: '(Ký tên, đóng dấu)' },
    ],
  }),
  listForm({
    ...POSTING,
    id: 'Niêm yết',
    title: 'NIÊM YẾT CÔNG KHAI KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO',
    which: ofClass(POOR, NEAR_POOR, NOT_POOR),
    columns: [...POSTED, { text: 'Kết quả phân loại', source: { from: 'live', key: 'class' }, width: 15 }, narrow(MOVE, 26)],
  }),
  listForm({
    ...POSTING,
    id: 'Niêm yết mức sống',
    title: 'NIÊM YẾT CÔNG KHAI KẾT QUẢ XÁC ĐỊNH MỨC SỐNG CỦA HỘ GIA ĐÌNH',
    reference: '(Kèm theo kế hoạch rà soát của địa phương)',
    living: true,
    which: FOUND.flatMap(({ label }) => (['list01', 'list02'] as const).map((sheet) => ({ sheet, where: { living: label } }))),
    columns: [...POSTED, { text: 'Mức sống', source: { from: 'live', key: 'living' }, width: 28 }],
  }),
];
