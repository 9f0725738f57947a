/**
 * Which words of our templates are known from an official text, and which are ours because no text at hand has them. Shown on the page of
 * templates, never on a paper.
 */
import type { PaperId } from '../process/paper-kinds.ts';

export interface OurWords {
  /** Which part of the paper. */
  part: string;
  /** The words with which it begins in our template. */
  begins: string;
}

export interface Wording {
  /** What follows a text, and which; '' where no text at hand has anything of the paper. */
  known: string;
  ours: readonly OurWords[];
}

const DECREE_24 = 'Quyết định 24/2021/QĐ-TTg';

export const WORDING: Readonly<Record<PaperId, Wording>> = {
  request: {
    known: `Tên, ghi chú ở cuối và các mục kê khai theo Mẫu số 01 của ${DECREE_24}.`,
    ours: [{ part: 'Câu cam đoan sau lý do đề nghị', begins: 'Tôi cam đoan những thông tin trên' }],
  },
  leaving: {
    known: `Tên và các mục kê khai đến Nơi thường trú theo Mẫu số 04 của ${DECREE_24}.`,
    ours: [
      { part: 'Câu đề nghị', begins: 'Hộ gia đình tôi hiện là' },
      { part: 'Lý do và câu cam đoan', begins: 'Lý do đề nghị:' },
    ],
  },
  refusal: {
    known: '',
    ours: [{ part: 'Toàn bộ nội dung trả lời', begins: 'Ủy ban nhân dân {xã} đã nhận Giấy đề nghị' }],
  },
  recheck: {
    known: '',
    ours: [{ part: 'Toàn bộ danh sách: tên, các dòng và các cột của bảng', begins: 'Hộ cần phúc tra kết quả rà soát' }],
  },
  invitation: {
    known: 'Bố cục theo mẫu giấy mời (Mẫu 1.8) của Nghị định 30/2020/NĐ-CP.',
    ours: [
      { part: 'Câu mời', begins: 'Ủy ban nhân dân {xã} trân trọng kính mời' },
      { part: 'Nội dung, chủ trì, thời gian, địa điểm và câu cuối', begins: 'Tới dự cuộc họp dân của' },
    ],
  },
  minutes: {
    known: 'Tên, phần mở đầu và thành phần dự họp đến dòng Rà soát viên theo Phụ lục V của Thông tư 07/2021/TT-BLĐTBXH.',
    ours: [
      { part: 'Từ dòng Hộ dân khác: nội dung, ý kiến, kết quả thống nhất', begins: '+ Hộ dân khác:' },
      { part: 'Phần kết thúc và chỗ ký', begins: 'Cuộc họp kết thúc lúc' },
      { part: 'Danh sách kèm theo biên bản', begins: 'DANH SÁCH KÈM THEO BIÊN BẢN' },
    ],
  },
  livingMinutes: {
    known: 'Chỉ biết tên Mẫu 9.3; bố cục theo Phụ lục V của Thông tư 07/2021/TT-BLĐTBXH.',
    ours: [
      { part: 'Toàn bộ nội dung biên bản', begins: 'Kết quả họp dân để thống nhất kết quả xác định mức sống' },
      { part: 'Phần kết thúc và chỗ ký', begins: 'Cuộc họp kết thúc lúc' },
      { part: 'Danh sách kèm theo biên bản', begins: 'DANH SÁCH KÈM THEO BIÊN BẢN' },
    ],
  },
  posting: {
    known: `Thời hạn, nơi niêm yết và phúc tra theo Điều 4 của ${DECREE_24} và kế hoạch của huyện Trà Cú năm 2023.`,
    ours: [
      { part: 'Toàn bộ lời văn của thông báo', begins: 'Ủy ban nhân dân {xã} thông báo niêm yết công khai' },
      { part: 'Danh sách kèm theo', begins: 'DANH SÁCH NIÊM YẾT CÔNG KHAI' },
    ],
  },
  opinion: {
    known: `Điều 4 của ${DECREE_24} yêu cầu báo cáo bằng văn bản, không có mẫu.`,
    ours: [
      { part: 'Toàn bộ các phần, lời văn và bảng', begins: 'Thực hiện {căn cứ thực hiện}' },
      { part: 'Các phụ lục', begins: 'DANH SÁCH HỘ NGHÈO NĂM' },
    ],
  },
  decision: {
    known: `Tên của quyết định theo Mẫu số 02 của ${DECREE_24}.`,
    ours: [
      { part: 'Điều 1, cả cách liệt kê các danh sách', begins: 'Điều 1. Công nhận' },
      { part: 'Điều 2', begins: 'Điều 2. Quyết định này' },
      { part: 'Điều 3', begins: 'Điều 3.' },
      { part: 'Các phụ lục: tên và các cột của bảng', begins: 'DANH SÁCH {danh sách in hoa}' },
    ],
  },
  livingDecision: {
    known: 'Chỉ biết tên Mẫu 9.6.',
    ours: [
      { part: 'Điều 1, cả cách liệt kê các danh sách', begins: 'Điều 1. Công nhận' },
      { part: 'Điều 2', begins: 'Điều 2. Quyết định này' },
      { part: 'Điều 3', begins: 'Điều 3.' },
      { part: 'Các phụ lục: tên và các cột của bảng', begins: 'DANH SÁCH {danh sách in hoa}' },
    ],
  },
  certificates: {
    known: `Số, các mục và hai bảng theo Mẫu số 03 của ${DECREE_24}; căn cứ lấy theo bộ quy định đang dùng.`,
    ours: [
      { part: 'Câu chứng nhận', begins: '{thẩm quyền} CHỨNG NHẬN' },
      { part: 'Dòng giải thích số của các chỉ tiêu', begins: 'N: hộ nghèo; CN: hộ cận nghèo.' },
      { part: 'Thứ tự trên trang, và kiểu hai giấy một trang', begins: 'GIẤY CHỨNG NHẬN HỘ NGHÈO, HỘ CẬN NGHÈO' },
    ],
  },
  weekly: {
    known: 'Chỉ biết tên Phụ lục 10 trong kế hoạch của huyện Trà Cú năm 2023.',
    ours: [{ part: 'Toàn bộ lời văn và bảng', begins: 'Tiến độ rà soát hộ nghèo, hộ cận nghèo trên địa bàn' }],
  },
  preliminary: {
    known: 'Các phần, tên các mục và các câu của mục III theo Báo cáo sơ bộ của thành phố Bắc Kạn năm 2023.',
    ours: [
      { part: 'Câu nhận xét khi số hộ tăng, không đổi, hoặc chưa đạt chỉ tiêu', begins: '{#hộ nghèo giảm}' },
      { part: 'Câu về hộ có mức sống trung bình', begins: '- Tổng số hộ làm nông nghiệp' },
      { part: 'Kết quả theo chuẩn thứ hai', begins: 'Theo {tên chuẩn}:' },
      { part: 'Phụ lục: tên và các cột của bảng', begins: 'TỔNG HỢP KẾT QUẢ SƠ BỘ' },
    ],
  },
  final: {
    known: 'Các phần, tên các mục và các câu của mục III theo Báo cáo sơ bộ của thành phố Bắc Kạn năm 2023.',
    ours: [
      { part: 'Câu nhận xét khi số hộ tăng, không đổi, hoặc chưa đạt chỉ tiêu', begins: '{#hộ nghèo giảm}' },
      { part: 'Câu về hộ có mức sống trung bình', begins: '- Tổng số hộ làm nông nghiệp' },
      { part: 'Kết quả theo chuẩn thứ hai', begins: 'Theo {tên chuẩn}:' },
      { part: 'Các bảng về diễn biến, thiếu hụt, nguyên nhân', begins: '2. Diễn biến hộ nghèo, hộ cận nghèo' },
      { part: 'Các phụ lục: tên và các cột của bảng', begins: 'TỔNG HỢP KẾT QUẢ RÀ SOÁT' },
    ],
  },
};
