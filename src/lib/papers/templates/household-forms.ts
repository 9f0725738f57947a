/**
 * Mẫu số 01 and Mẫu số 04 of Quyết định 24/2021/QĐ-TTg. Titles, the footnote and the fields are those of the forms as far as they were seen;
 * what follows the reason on Mẫu số 01, and what follows Nơi thường trú on Mẫu số 04, is ours.
 */
import { paragraphList } from '../paragraphs.ts';
import {
  addressee,
  body,
  line,
  listTable,
  ownHead,
  PLACE_AND_DAY,
  signatures,
  title,
  when,
  written,
  type Block,
  type Part,
} from './layout.ts';

/** Close together: with five members the whole request is one page. */
const field = (text: string): Block => body(text, { align: 'left', after: 40 });
const signed = (): Block[] => [
  line(PLACE_AND_DAY, { italics: true, align: 'right', before: 120, keepNext: true }),
  ...signatures({ title: '', name: '', note: '', gap: 0 }, { title: 'NGƯỜI ĐỀ NGHỊ', name: '', gap: 700 }),
];
const formNumber = (number: string): Block => line(number, { size: 26, bold: true, align: 'right' });
const reason = (): Block[] => [body('Lý do đề nghị:', { keepNext: true }), ...written(paragraphList('lý do'))];

export const requestTemplate = (): Part[] => [
  {
    blocks: [
      formNumber('Mẫu số 01'),
      ...ownHead(),
      ...title('GIẤY ĐỀ NGHỊ', '{tiêu đề}{#chọn một} ⁽¹⁾{/chọn một}'),
      addressee('{kính gửi}'),
      field('Họ và tên: {họ và tên}. Giới tính (1: Nam; 2: Nữ): {giới tính}.'),
      field('Sinh ngày: {ngày sinh}. Dân tộc: {dân tộc}.'),
      field('Số CCCD/CMND: {số cccd}. Ngày cấp: {ngày cấp}.'),
      field('Nơi thường trú: {nơi thường trú}.'),
      field('Nơi ở hiện tại: {nơi ở hiện tại}.'),
      body('Thông tin các thành viên của hộ:', { keepNext: true }),
      listTable('từng thành viên', [
        { heading: 'TT', text: '{tt}', width: 8, align: 'center' },
        { heading: 'Họ và tên', text: '{họ và tên}', width: 28 },
        { heading: 'Giới tính (1: Nam; 2: Nữ)', text: '{giới tính}', width: 12, align: 'center' },
        { heading: 'Ngày, tháng, năm sinh', text: '{ngày sinh}', width: 16, align: 'center' },
        { heading: 'Quan hệ với chủ hộ', text: '{quan hệ}', width: 16 },
        { heading: 'Tình trạng (Có việc làm/ Không có việc làm/ Đang đi học)', text: '', width: 22 },
      ]),
      line('', { size: 2, after: 120 }),
      ...reason(),
      body('Tôi cam đoan những thông tin trên là đúng sự thật.', { keepNext: true }),
      ...signed(),
      ...when('chọn một', [
        line('⁽¹⁾ Ghi “rà soát hộ nghèo, hộ cận nghèo” hoặc “xác định hộ có mức sống trung bình”.', {
          size: 22,
          italics: true,
          align: 'left',
        }),
      ]),
    ],
  },
];

export const leavingTemplate = (): Part[] => [
  {
    blocks: [
      formNumber('Mẫu số 04'),
      ...ownHead(),
      ...title('GIẤY ĐỀ NGHỊ', 'CÔNG NHẬN HỘ THOÁT NGHÈO, HỘ THOÁT CẬN NGHÈO'),
      addressee('{kính gửi}'),
      field('Họ và tên: {họ và tên}. Giới tính: {ô nam} Nam   {ô nữ} Nữ.'),
      field('Sinh ngày: {ngày sinh}. Dân tộc: {dân tộc}.'),
      field('Số CCCD/CMND: {số cccd}. Ngày cấp: {ngày cấp}.'),
      field('Cơ quan cấp: {cơ quan cấp}.'),
      field('Nơi thường trú: {nơi thường trú}.'),
      body('Hộ gia đình tôi hiện là {diện hộ}. Tôi đề nghị rà soát và công nhận hộ gia đình tôi là {đề nghị công nhận}.'),
      ...reason(),
      body('Tôi cam đoan những thông tin trên là đúng sự thật.', { keepNext: true }),
      ...signed(),
    ],
  },
];
