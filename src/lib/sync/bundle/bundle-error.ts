/** Why a bundle is refused, for the person who opened it. Nothing of it has been applied. */
export type BundleErrorCode =
  'no-bundle' | 'newer' | 'damaged' | 'too-large' | 'forged' | 'hostile' | 'other-round' | 'other-village' | 'gap' | 'no-right';

const AGAIN = 'Hãy xin người gửi chép hoặc gửi lại tệp.';

export const BUNDLE_TEXTS: Readonly<Record<'no-bundle' | 'newer' | 'damaged' | 'too-large' | 'forged' | 'hostile' | 'gap', string>> = {
  'no-bundle': 'Đây không phải gói thay đổi của Sổ Rà Soát (tên tệp kết thúc bằng .goi-ra-soat).',
  newer: 'Gói này do một bản Sổ Rà Soát mới hơn tạo ra. Hãy cập nhật Sổ Rà Soát trên máy này rồi mở lại gói.',
  damaged: `Gói bị hỏng hoặc bị cắt mất một phần khi chép, nên chưa nhận gì. ${AGAIN}`,
  'too-large': 'Gói lớn quá mức cho phép. Hãy xin người gửi tạo gói nhỏ hơn: từng thôn một, hoặc chỉ từ sau một ngày.',
  forged: `Chữ ký trong gói không khớp với nội dung: gói đã bị sửa sau khi ký, nên chưa nhận gì. ${AGAIN}`,
  hostile: 'Trong gói có nội dung không đúng cách ghi của sổ, nên chưa nhận gì. Hãy hỏi người gửi đã tạo gói bằng gì.',
  gap: 'Gói này nối tiếp những thay đổi mà ở đây chưa có. Hãy nhận gói trước đó đã, hoặc xin gói có cả danh sách.',
};

export class BundleError extends Error {
  readonly code: BundleErrorCode;

  constructor(code: keyof typeof BUNDLE_TEXTS);
  constructor(code: BundleErrorCode, text: string);
  constructor(code: BundleErrorCode, text?: string) {
    super(text ?? BUNDLE_TEXTS[code as keyof typeof BUNDLE_TEXTS]);
    this.name = 'BundleError';
    this.code = code;
  }
}
