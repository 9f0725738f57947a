/**
 * Biên bản họp dân. The head and the opening are those of Phụ lục V; what follows "Rà soát viên" was not seen, so it is ours
 * (docs/decisions/035-papers.md).
 */
import { paragraphList } from '../paragraphs.ts';
import { body, each, heading, title, unless, villageHead, when, written, type Part } from './layout.ts';
import { householdList } from './lists.ts';
import { chairAndSecretary, minutesEnd } from './minutes-parts.ts';

export const minutesTemplate = (): Part[] => [
  {
    blocks: [
      ...villageHead(),
      ...title('BIÊN BẢN', 'Kết quả họp dân để thống nhất kết quả rà soát'),
      body(
        'Hôm nay, {ngày họp}, bắt đầu lúc {giờ bắt đầu}, tại {nơi họp}, {tên thôn} đã tổ chức cuộc họp thống nhất kết quả rà soát hộ nghèo, hộ cận nghèo trên địa bàn.',
      ),
      ...chairAndSecretary(),
      body('- Thành phần tham gia:'),
      body(
        '+ Đại diện Ban Chỉ đạo cấp xã: {số ban chỉ đạo} người; đại diện tổ chức Đảng, đoàn thể: {số đoàn thể} người; đại diện Mặt trận Tổ quốc Việt Nam cấp xã: {số mặt trận} người;',
      ),
      body(
        '+ Đại diện {số hộ dự} hộ gia đình trên tổng số {số hộ danh sách} hộ gia đình có tên trong Danh sách hộ gia đình cần rà soát, chiếm tỷ lệ {tỷ lệ hộ dự}%;',
      ),
      body('+ Rà soát viên: {số rà soát viên} người;'),
      body('+ Hộ dân khác: {số hộ dân khác} người.'),
      ...when('có yêu cầu dự họp', [
        body('- Kế hoạch rà soát yêu cầu cuộc họp: {yêu cầu dự họp}.'),
        ...when('đủ thành phần', [body('Người dự họp đủ theo yêu cầu của kế hoạch.')]),
      ]),
      heading('I. NỘI DUNG'),
      body(
        'Chủ trì cuộc họp thông báo kết quả rà soát, phân loại hộ gia đình năm {năm rà soát} của {tên thôn}; cuộc họp thảo luận, trước hết về các hộ mới vào danh sách và các hộ ra khỏi danh sách.',
      ),
      heading('II. Ý KIẾN TẠI CUỘC HỌP'),
      ...written(paragraphList('ý kiến')),
      heading('III. KẾT QUẢ THỐNG NHẤT'),
      body(
        '1. {tên thôn} có **{số hộ nghèo}** hộ nghèo với {số nhân khẩu hộ nghèo} nhân khẩu; **{số hộ cận nghèo}** hộ cận nghèo với {số nhân khẩu hộ cận nghèo} nhân khẩu; **{số hộ thoát nghèo}** hộ thoát nghèo; **{số hộ thoát cận nghèo}** hộ thoát cận nghèo (có danh sách kèm theo biên bản này).',
      ),
      ...unless('có kết luận khác', [body('2. Cuộc họp không kết luận khác với kết quả theo điểm rà soát về hộ nào.')]),
      ...when('có kết luận khác', [body('2. Cuộc họp kết luận khác với kết quả theo điểm rà soát về các hộ sau:', { keepNext: true })]),
      ...each('từng kết luận khác', [
        body('- Hộ {chủ hộ}: theo điểm rà soát là {theo điểm}, cuộc họp kết luận là {kết luận}. Lý do: {lý do}'),
      ]),
      body('3. Số người đồng ý với kết quả trên: **{số đồng ý}** trên {số người dự} người dự họp, đạt tỷ lệ **{tỷ lệ đồng ý}%**.'),
      ...when('đã họp', [
        ...when('đạt', [body('Cuộc họp thống nhất kết quả rà soát nêu trên.')]),
        ...unless('đạt', [body('Tỷ lệ đồng ý dưới {tỷ lệ cần}%, kết quả được rà soát lại.')]),
      ]),
      ...minutesEnd(),
    ],
  },
  { blocks: householdList('DANH SÁCH KÈM THEO BIÊN BẢN HỌP DÂN {tên thôn in hoa}') },
];
