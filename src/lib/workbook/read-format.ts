/** The format of a file, from its first bytes. The name is not reliable: some systems export web pages as .xls. */
import { workbookError } from './read-error.ts';

export type FileFormat = 'zip' | 'cfb' | 'csv' | 'fods';

const starts = (bytes: Uint8Array, ...head: number[]): boolean => head.every((byte, i) => bytes[i] === byte);

const FOREIGN: readonly { head: number[]; what: string }[] = [
  { head: [0x89, 0x50, 0x4e, 0x47], what: 'ảnh PNG' },
  { head: [0xff, 0xd8, 0xff], what: 'ảnh JPEG' },
  { head: [0x47, 0x49, 0x46, 0x38], what: 'ảnh GIF' },
  { head: [0x25, 0x50, 0x44, 0x46], what: 'tệp PDF' },
  { head: [0x52, 0x61, 0x72, 0x21], what: 'tệp nén RAR' },
  { head: [0x37, 0x7a, 0xbc, 0xaf], what: 'tệp nén 7z' },
  { head: [0x1f, 0x8b], what: 'tệp nén gzip' },
  { head: [0x7b, 0x5c, 0x72, 0x74, 0x66], what: 'tệp văn bản RTF' },
];

const utf16 = (word: string): number[] => [...word].flatMap((char) => [char.charCodeAt(0), 0]);

export function contains(bytes: Uint8Array, needle: readonly number[]): boolean {
  const first = needle[0] ?? 0;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (needle.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}

/** Word and PowerPoint use the same containers; the content decides. */
function checkContainer(bytes: Uint8Array): void {
  if (contains(bytes, utf16('EncryptedPackage')) || contains(bytes, utf16('EncryptionInfo'))) throw workbookError('protected');
  if (contains(bytes, utf16('WordDocument'))) throw workbookError('not-a-workbook', 'văn bản Word');
}

/** Text has no zero bytes, except UTF-16, which has one in about every second place. */
function looksLikeText(bytes: Uint8Array): boolean {
  if (starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff)) return true;
  const sample = bytes.subarray(0, 4096);
  return sample.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

export function formatOf(bytes: Uint8Array): FileFormat {
  if (bytes.length === 0) throw workbookError('empty');
  if (starts(bytes, 0x50, 0x4b)) return 'zip';
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    checkContainer(bytes);
    return 'cfb';
  }
  const foreign = FOREIGN.find(({ head }) => starts(bytes, ...head));
  if (foreign) throw workbookError('not-a-workbook', foreign.what);
  const head = new TextDecoder('latin1')
    .decode(bytes.subarray(0, 8192))
    .replace(/\u0000/g, '')
    .toLowerCase();
  if (head.includes('<office:document')) {
    if (head.includes('opendocument.spreadsheet')) return 'fods';
    throw workbookError('not-a-workbook', 'văn bản của LibreOffice');
  }
  // Excel 2003 XML, which the library reads like the other formats.
  if (head.includes('urn:schemas-microsoft-com:office:spreadsheet') && head.includes('<workbook')) return 'cfb';
  if (/<(w:worddocument|pkg:package)/.test(head)) throw workbookError('not-a-workbook', 'văn bản Word');
  if (/^\s*(mime-version|content-type: multipart)/m.test(head)) throw workbookError('not-a-workbook', 'trang web lưu thành một tệp (.mht)');
  if (/^id;p/.test(head)) throw workbookError('not-a-workbook', 'tệp SYLK (.slk)');
  if (/^\s*[{[]\s*["{[]/.test(head)) throw workbookError('not-a-workbook', 'tệp JSON');
  if (/<(!doctype html|html|table|head|body|meta)/.test(head)) throw workbookError('html');
  if (/^\s*<\?xml/.test(head)) throw workbookError('not-a-workbook', 'tệp XML khác');
  if (!looksLikeText(bytes)) throw workbookError('not-a-workbook', '');
  return 'csv';
}
