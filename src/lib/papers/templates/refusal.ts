/** Trả lời không công nhận: no form was seen. The letter is ours and says no more than the request, the result and the reason. */
import { paragraphList } from '../paragraphs.ts';
import { addressee, body, closing, head, line, unless, when, written, type Part } from './layout.ts';

export const refusalTemplate = (): Part[] => [
  {
    blocks: [
      ...head('V/v trả lời đề nghị {đề nghị}'),
      addressee('{kính gửi}'),
      body(
        'Ủy ban nhân dân {xã} đã nhận Giấy đề nghị ({mẫu giấy}) của ông (bà) {người nộp giấy} {ngày nhận}, đề nghị {đề nghị} đối với hộ ông (bà) {chủ hộ}, {tên thôn}.',
      ),
      ...when('theo phiếu a', [
        body(
          'Qua nhận dạng nhanh đặc điểm hộ gia đình (Phiếu A), hộ có {số tiêu chí} tiêu chí nên không thuộc diện đưa vào danh sách cần rà soát.',
        ),
      ]),
      ...unless('theo phiếu a', [
        body('Ủy ban nhân dân {xã} đã tổ chức rà soát theo quy trình; kết quả rà soát của hộ: {kết quả rà soát}.'),
      ]),
      body('Chủ tịch Ủy ban nhân dân {xã} không {đề nghị} đối với hộ trên. Lý do:', { keepNext: true }),
      ...written(paragraphList('lý do')),
      body(
        'Nếu không đồng ý với nội dung trả lời này, ông (bà) có quyền khiếu nại theo quy định của pháp luật. Khi hoàn cảnh của hộ thay đổi, hộ có thể gửi giấy đề nghị mới.',
      ),
      body('Ủy ban nhân dân {xã} trả lời để ông (bà) được biết./.', { keepNext: true }),
      line('', { after: 120, keepNext: true }),
      ...closing(),
    ],
  },
];
