/** Danh sách hộ cần phúc tra: no form is prescribed, all of it is ours. The result of the re-check is written by hand. */
import { body, line, listTable, signatures, title, unless, villageHead, when, type Part, type TableColumn } from './layout.ts';

const byHand = (heading: string, width: number, group?: string): TableColumn => ({
  heading,
  text: '',
  width,
  ...(group !== undefined && { group }),
});

export const recheckTemplate = (): Part[] => [
  {
    blocks: [
      ...villageHead(),
      ...title('DANH SÁCH', 'Hộ cần phúc tra kết quả rà soát hộ nghèo, hộ cận nghèo năm {năm rà soát}'),
      ...when('chọn ngẫu nhiên', [
        body(
          '- Chọn ngẫu nhiên {số hộ ngẫu nhiên} trong {số hộ danh sách} hộ có tên trong Danh sách hộ gia đình cần rà soát; mã chọn: **{mã chọn}**.',
        ),
      ]),
      body('- Tổng số hộ cần phúc tra: {số hộ chọn} hộ.', { keepNext: true }),
      ...unless('có hộ', [body('Không có hộ nào.')]),
      ...when('có hộ', [
        listTable(
          'từng hộ',
          [
            { heading: 'STT', text: '{stt}', width: 8, align: 'center' },
            { heading: 'Mã hộ', text: '{mã hộ}', width: 17 },
            { heading: 'Họ và tên chủ hộ', text: '{chủ hộ}', width: 23 },
            { heading: 'Kết quả rà soát', text: '{kết quả}', width: 13 },
            { heading: 'Lý do chọn', text: '{lý do chọn}', width: 15 },
            byHand('Điểm B1', 11, 'Kết quả phúc tra'),
            byHand('Điểm B2', 11, 'Kết quả phúc tra'),
            byHand('Phân loại', 13, 'Kết quả phúc tra'),
            byHand('Ghi chú', 11),
          ],
          { size: 22 },
        ),
        line('', { after: 120 }),
      ]),
      body('Phúc tra xong ngày ….. tháng ….. năm ……….', { keepNext: true }),
      ...signatures({ title: 'NGƯỜI LẬP DANH SÁCH', name: '{người lập}' }, { title: 'NGƯỜI PHÚC TRA', name: '' }),
    ],
  },
];
