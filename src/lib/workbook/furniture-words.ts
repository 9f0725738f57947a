/**
 * Words in rows that are not households. They decide only together with the row's shape. If they are written with
 * diacritics, they are compared with diacritics: Tống Công Sơn, Tô Trường Giang and Trương Bân are people.
 */
import { fold, tidy } from '../review/text.ts';

const SUMS = [
  'tổng cộng',
  'tổng số',
  'tổng hợp',
  'tổng',
  'cộng',
  'cộng dồn',
  'lũy kế',
  'luỹ kế',
  'mang sang',
  'chuyển sang',
  'trang trước',
  'toàn xã',
  'toàn phường',
  'toàn thị trấn',
  'toàn huyện',
  'toàn thôn',
  'toàn bản',
  'toàn ấp',
  'toàn tổ',
  'số hộ',
  'trong đó',
];
const SIGNATURES = [
  'người lập',
  'người lập biểu',
  'lập biểu',
  'người tổng hợp',
  'người rà soát',
  'người kiểm tra',
  'cán bộ lập',
  'cán bộ tổng hợp',
  'công chức',
  'chủ tịch',
  'phó chủ tịch',
  'kt. chủ tịch',
  'kt chủ tịch',
  'tm. ủy ban',
  'tm ủy ban',
  'tm. uỷ ban',
  'tm uỷ ban',
  'tm. ubnd',
  'tm ubnd',
  'tm. ban chỉ đạo',
  'tm ban chỉ đạo',
  't/m',
  'thủ trưởng',
  'nơi nhận',
  'xác nhận của',
  'xác nhận',
  'trưởng thôn',
  'trưởng ấp',
  'trưởng khóm',
  'trưởng bản',
  'trưởng ban',
  'trưởng xóm',
  'trưởng khu',
  'tổ trưởng',
  'thôn trưởng',
  'bí thư',
  'đại diện',
  'ký tên',
  'ký, ghi rõ họ tên',
  'ký, đóng dấu',
  'ký và ghi rõ',
];
/** Titles above a list, repeated above its next page or table. */
const TITLES = [
  'cộng hòa xã hội',
  'cộng hoà xã hội',
  'độc lập tự do',
  'ubnd',
  'ủy ban nhân dân',
  'uỷ ban nhân dân',
  'danh sách',
  'phụ lục',
  'biểu',
  'mẫu số',
  'kèm theo',
  'ban hành kèm theo',
  'đơn vị tính',
  'ghi chú',
  'ban chỉ đạo',
];
const DATED = /\bngay( \d{1,2})? ?thang( \d{1,2})? ?nam( \d{2,4})?( |$)/;

/** Ignores tone position (hòa, hoà) and case. */
const marked = (text: string): string =>
  tidy(text)
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
const bare = (text: string): boolean => fold(text) === marked(text);

/** Whether the text begins with one of the words, as whole words. */
function beginsWith(text: string, words: ReadonlySet<string>, folded: ReadonlySet<string>): boolean {
  const own = marked(text);
  const among = bare(text) ? folded : words;
  for (let end = own.indexOf(' '); ; end = own.indexOf(' ', end + 1)) {
    if (among.has(end === -1 ? own : own.slice(0, end))) return true;
    if (end === -1 || end > 40) return false;
  }
}

const wordsOf = (list: readonly string[]) => ({ words: new Set(list.map(marked)), folded: new Set(list.map(fold)) });
const sums = wordsOf(SUMS);
const signatures = wordsOf(SIGNATURES);

const titles = wordsOf(TITLES);

const withoutNumber = (text: string): string => text.replace(/^[\s(*\-+–]*(?:(\d{1,2}|[IVX]{1,5}|[A-Z])\s*[.)\-:]\s*)?/, '');

export const saysSum = (text: string): boolean => beginsWith(withoutNumber(text), sums.words, sums.folded);
export const saysTitle = (text: string): boolean => beginsWith(withoutNumber(text), titles.words, titles.folded);
export const saysSignature = (text: string): boolean =>
  beginsWith(withoutNumber(text), signatures.words, signatures.folded) || DATED.test(fold(text));

/** Two to six words, each capitalised or all capitals, and nothing else: a person, or a village written without "thôn". */
export const looksLikeName = (text: string): boolean => /^\p{Lu}[\p{L}'’]*(\s+\p{Lu}[\p{L}'’]*){1,5}$/u.test(tidy(text));
