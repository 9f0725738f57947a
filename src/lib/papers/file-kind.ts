/** A file that is no Word document (.docx), told by its first bytes: what it is, and what to do. */
import { unzipSync } from 'fflate';
import { TEMPLATE_LIMIT } from '../process/paper-shape.ts';

const SAVE_AS = 'chọn Lưu thành (Save As), kiểu “Tài liệu Word (.docx)”, rồi chọn lại tệp đó ở đây';
const NOT_ZIP: readonly { begins: readonly number[]; text: string }[] = [
  {
    // A container of Microsoft: .doc, .xls, and any document that is closed with a password.
    begins: [0xd0, 0xcf, 0x11, 0xe0],
    text: `Tệp này là tệp kiểu cũ (.doc), hoặc có đặt mật khẩu. Hãy mở tệp bằng Word, bỏ mật khẩu nếu có, ${SAVE_AS}.`,
  },
  {
    begins: [...'%PDF'].map((letter) => letter.charCodeAt(0)),
    text: 'Tệp này là PDF, không sửa được thành mẫu. Hãy chọn tệp Word (.docx).',
  },
  { begins: [...'{\\rtf'].map((letter) => letter.charCodeAt(0)), text: `Tệp này là RTF. Hãy mở tệp bằng Word, ${SAVE_AS}.` },
  ...[
    [0x89, 0x50, 0x4e, 0x47],
    [0xff, 0xd8, 0xff],
    [0x47, 0x49, 0x46, 0x38],
    [0x42, 0x4d],
    [0x52, 0x49, 0x46, 0x46],
  ].map((begins) => ({
    begins,
    text: 'Tệp này là ảnh. Mẫu phải là tệp Word (.docx) có chữ; hãy tải mẫu có sẵn về rồi sửa trong Word.',
  })),
];

/** By a part that only that kind has. */
const ZIPPED: readonly { part: RegExp; text: string }[] = [
  { part: /^content\.xml$/, text: `Tệp này là của LibreOffice (.odt, .ods). Hãy mở tệp bằng LibreOffice, ${SAVE_AS}.` },
  { part: /^xl\//, text: 'Tệp này là bảng tính Excel. Mẫu phải là tệp Word (.docx).' },
  { part: /^ppt\//, text: 'Tệp này là tệp trình chiếu. Mẫu phải là tệp Word (.docx).' },
];

/** @returns null for what may be a Word document. */
export function otherKind(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return 'Tệp này trống, không có gì bên trong. Hãy chọn tệp khác.';
  if (bytes.length > TEMPLATE_LIMIT) return `Tệp lớn hơn ${TEMPLATE_LIMIT / 1024 / 1024} MB. Hãy bỏ bớt ảnh, hoặc giảm cỡ ảnh rồi lưu lại.`;
  const known = NOT_ZIP.find(({ begins }) => begins.every((byte, n) => bytes[n] === byte));
  if (known) return known.text;
  const names = namesIn(bytes);
  return ZIPPED.find(({ part }) => names.some((name) => part.test(name)) && !names.includes('word/document.xml'))?.text ?? null;
}

/** [] for what is no zip. */
function namesIn(bytes: Uint8Array): string[] {
  const names: string[] = [];
  try {
    unzipSync(bytes, { filter: ({ name }) => (names.push(name), false) });
  } catch {
    return [];
  }
  return names;
}
