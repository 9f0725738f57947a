/** The two lists that a review begins with, and the lists of living standards made from the second. */
import { living, move, NOT_POOR } from '../../review/formula-columns.ts';
import { CIRCULAR_07, type ListColumn, type ListForm, type Signer } from './description.ts';
import { B1, B2, BIRTH, CCCD, ETHNIC, HEAD, LINE, listForm, NOTE, SIZE, USUAL_PLACE, VILLAGE } from './list-columns.ts';

const LOCAL = '(Mẫu của địa phương, kèm theo kế hoạch rà soát)';

/** The commune's committee makes the lists together with the village and the reviewers. */
const DRAWN_UP: readonly Signer[] = [
  { title: 'RÀ SOÁT VIÊN', hint: '(Ký, ghi rõ họ tên)', village: true },
  { title: 'TRƯỞNG THÔN', hint: '(Ký, ghi rõ họ tên)', village: true },
  { title: 'NGƯỜI LẬP DANH SÁCH', hint: '(Ký, ghi rõ họ tên)' },
  { office: 'TM. BAN CHỈ ĐẠO', title: 'TRƯỞNG BAN', hint: '(Ký, ghi rõ họ tên)' },
];

const REQUEST: ListColumn = { text: 'Giấy đề nghị', source: { from: 'live', key: 'request' }, width: 8, align: 'center' };
const FARMING: ListColumn = {
  text: 'Làm nông, lâm, ngư, diêm nghiệp',
  source: { from: 'live', key: 'farming' },
  width: 13,
  align: 'center',
};
const INCOME: ListColumn = {
  text: 'Thu nhập bình quân (đồng/ người/ tháng)',
  source: { from: 'live', key: 'income' },
  width: 14,
  align: 'center',
};
const LIVING: ListColumn = { text: 'Mức sống', source: { from: 'live', key: 'living' }, width: 26 };

const livingList = (id: string, title: string, codes: readonly Parameters<typeof living>[0][], more: readonly ListColumn[]): ListForm =>
  listForm({
    id,
    title,
    reference: LOCAL,
    certainty: 'our-reading',
    living: true,
    ...USUAL_PLACE,
    lines: 'households',
    byVillage: true,
    which: codes.flatMap((code) => (['list01', 'list02'] as const).map((sheet) => ({ sheet, where: { living: living(code) } }))),
    columns: [LINE, HEAD, BIRTH, CCCD, ETHNIC, VILLAGE, SIZE, FARMING, INCOME, ...more, NOTE],
  });

export const REVIEW_LISTS: readonly ListForm[] = [
  listForm({
    id: 'Phụ lục I',
    number: 'Phụ lục I (Danh sách 01)',
    title: 'DANH SÁCH HỘ GIA ĐÌNH CẦN RÀ SOÁT',
    reference: CIRCULAR_07,
    certainty: 'our-reading',
    ...USUAL_PLACE,
    lines: 'households',
    byVillage: true,
    // On either sheet: a request with less than four criteria belongs here.
    which: (['list01', 'list02'] as const).map((sheet) => ({ sheet, where: { list: '01' } })),
    columns: [
      LINE,
      HEAD,
      CCCD,
      { ...VILLAGE, text: 'Địa chỉ' },
      SIZE,
      { text: 'Lý do: kết quả năm trước', source: { from: 'live', key: 'lastYear' }, width: 14 },
      { ...REQUEST, text: 'Lý do: giấy đề nghị' },
      { text: 'Phiếu A (số tiêu chí)', source: { from: 'live', key: 'formA' }, width: 8, align: 'center' },
      { ...B1, text: 'Điểm A (B1)' },
      { ...B2, text: 'Điểm B (B2)' },
      { text: 'Kết quả phân loại', source: { from: 'live', key: 'class' }, width: 14 },
      { text: 'Biến động', source: { from: 'live', key: 'change' }, width: 11 },
      { text: 'Rà soát viên', source: { from: 'text', key: 'reviewer' }, width: 20 },
      NOTE,
    ],
    signers: DRAWN_UP,
  }),
  listForm({
    id: '9.1',
    number: 'Mẫu số 9.1 (Danh sách 02)',
    title: 'DANH SÁCH HỘ GIA ĐÌNH RÀ SOÁT, XÁC ĐỊNH HỘ CÓ MỨC SỐNG TRUNG BÌNH, HỘ CÓ THU NHẬP KHÁ, GIÀU',
    reference: LOCAL,
    certainty: 'our-reading',
    living: true,
    ...USUAL_PLACE,
    lines: 'households',
    byVillage: true,
    which: [
      // Entered on list 01 without a reason to be there. Those who moved away are no longer in the commune.
      { sheet: 'list01', where: { list: '02', move: { not: move('out') } } },
      { sheet: 'list01', where: { class: NOT_POOR } },
      { sheet: 'list02', where: { list: '02' } },
    ],
    columns: [
      LINE,
      HEAD,
      CCCD,
      ETHNIC,
      VILLAGE,
      SIZE,
      { text: 'Kết quả ở Danh sách 01', source: { from: 'live', key: 'class' }, width: 13 },
      REQUEST,
      FARMING,
      INCOME,
      B1,
      LIVING,
      NOTE,
    ],
    signers: DRAWN_UP,
  }),
];

export const LIVING_LISTS: readonly ListForm[] = [
  livingList('9.4', 'DANH SÁCH HỘ CÓ MỨC SỐNG TRUNG BÌNH', ['average'], []),
  { ...livingList('9.5', 'DANH SÁCH HỘ CÓ THU NHẬP KHÁ, GIÀU', ['well-off', 'rich'], [LIVING]), bands: true },
];
