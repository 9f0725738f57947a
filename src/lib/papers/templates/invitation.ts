/** Giấy mời in the form of Mẫu 1.8 of Nghị định 30/2020 (mời, tới dự, chủ trì, thời gian, địa điểm); its sentences are ours. */
import { body, closing, each, head, line, pageBreak, title, unless, when, type Part } from './layout.ts';

export const invitationTemplate = (): Part[] => [
  {
    numbered: 'một giấy',
    blocks: each('từng giấy', [
      ...head(),
      ...title('GIẤY MỜI', 'Họp dân thống nhất kết quả rà soát hộ nghèo, hộ cận nghèo năm {năm rà soát}'),
      ...when('mời chung', [
        body('Ủy ban nhân dân {xã} trân trọng kính mời:', { keepNext: true }),
        ...each('từng khách mời', [body('- {khách}')]),
      ]),
      ...unless('mời chung', [body('Ủy ban nhân dân {xã} trân trọng kính mời đại diện hộ gia đình ông (bà): **{chủ hộ}**, {tên thôn}')]),
      body('Tới dự cuộc họp dân của {tên thôn}.'),
      body('- Nội dung: {nội dung họp}.'),
      body('- Chủ trì: {chủ trì}.'),
      body('- Thời gian: {giờ họp}, {ngày họp}.'),
      body('- Địa điểm: {nơi họp}.'),
      body('Rất mong ông (bà) đến dự đúng thời gian, địa điểm trên./.', { keepNext: true }),
      line('', { after: 120, keepNext: true }),
      ...closing(),
      line('', { size: 2 }),
      ...when('còn giấy sau', [pageBreak()]),
    ]),
  },
];
