/**
 * Thông báo niêm yết công khai. No form is prescribed: the wording is ours; the term, the places and the re-check are those of mục 6.5 of the
 * plan of Trà Cú (Điều 4 Quyết định 24/2021/QĐ-TTg), the four lists with households and persons those of notices of communes.
 */
import { annexHead, bases, body, closing, head, heading, line, title, when, type Part } from './layout.ts';
import { householdList } from './lists.ts';

const RESULT = 'kết quả rà soát hộ nghèo, hộ cận nghèo năm {năm rà soát}';
const counted = (list: string, end: string): string => `- Hộ ${list}: **{số hộ ${list}}** hộ, {số nhân khẩu hộ ${list}} nhân khẩu${end}`;

export const postingTemplate = (): Part[] => [
  {
    blocks: [
      ...head(),
      ...title('THÔNG BÁO', `Niêm yết công khai ${RESULT} của {tên thôn}`),
      ...bases(),
      body(`Ủy ban nhân dân {xã} thông báo niêm yết công khai ${RESULT} của {tên thôn} như sau:`),
      heading('1. Kết quả rà soát'),
      body(counted('nghèo', ';')),
      body(counted('cận nghèo', ';')),
      body(counted('thoát nghèo', ';')),
      body(counted('thoát cận nghèo', '.')),
      body('(Có danh sách kèm theo Thông báo này)', { italics: true }),
      heading('2. Nơi và thời gian niêm yết'),
      body('- Nơi niêm yết, thông báo: {nơi niêm yết}.'),
      body('- Thời gian: {thời hạn niêm yết}, từ {niêm yết từ ngày} đến hết {niêm yết đến ngày}.'),
      heading('3. Phản ánh, khiếu nại'),
      body(
        '- Trong thời gian niêm yết, người dân có ý kiến khác gửi phản ánh, khiếu nại đến {nơi nhận phản ánh}, chậm nhất hết {niêm yết đến ngày}.',
      ),
      body(
        '- Khi có khiếu nại, Ban Chỉ đạo rà soát cấp xã tổ chức phúc tra theo đúng quy trình rà soát, không quá {thời hạn phúc tra} kể từ ngày nhận được khiếu nại; kết quả phúc tra được niêm yết công khai trong {thời hạn niêm yết}.',
      ),
      body(
        '- Hết thời gian niêm yết mà không có phản ánh, khiếu nại thì kết quả trên được coi là đã thống nhất; Ủy ban nhân dân {xã} {#có xin ý kiến}báo cáo, xin ý kiến {người cho ý kiến}, sau đó {/có xin ý kiến}trình Chủ tịch Ủy ban nhân dân {xã} xem xét, công nhận./.',
        { keepNext: true },
      ),
      line('', { after: 120, keepNext: true }),
      ...closing(),
    ],
  },
  {
    blocks: [
      ...annexHead('Phụ lục', 'DANH SÁCH NIÊM YẾT CÔNG KHAI CỦA {tên thôn in hoa}'),
      ...householdList(null),
      ...when('có hộ ở hai danh sách', [
        body('Ghi chú: hộ thoát nghèo trở thành hộ cận nghèo có tên ở cả danh sách II và danh sách III.', { italics: true, indent: false }),
      ]),
    ],
  },
];
