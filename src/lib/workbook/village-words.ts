/** Finds a village's name in a row, a tab or a title. */
import { tidy } from '../review/text.ts';

// With diacritics: 'Tô Văn Bằng' and 'Bàn Văn Đạt' are people.
const VILLAGE_WORD =
  /^((thôn|tổ|tổ dân phố|tdp|ấp|khóm|bản|xóm|khu|khu phố|khu vực|khu dân cư|kp|kdc|tiểu khu|tk|cụm|cụm dân cư|khối|khối phố|đội|phố|buôn|làng|plei|plây|bon|sóc|phum)(?=[\s\d.]|$)|(thon|to|ap|khom|ban|xom|khu|doi|khoi) ?\d)/iu;

/** 'Khu Thị Bản' is a person's name. */
const MIDDLE_NAME = /^\p{L}+\s(văn|thị|van|thi)\s\p{L}/iu;

export const hasVillageWord = (text: string): boolean => VILLAGE_WORD.test(tidy(text)) && !MIDDLE_NAME.test(tidy(text));

/** 'THÔN 1 (xã Tân Lập cũ)' -> 'Thôn 1 (xã Tân Lập cũ)': capitals are layout, not part of the name. */
function inSmallLetters(name: string): string {
  const [, head = name, tail = ''] = /^([^(]*)(.*)$/s.exec(name) ?? [];
  if (head !== head.toUpperCase() || head === head.toLowerCase()) return name;
  return head.toLowerCase().replace(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase()) + tail;
}

/** The number of residents or the head's name is not part of the village's name; text in brackets may be. */
const COUNTED = /\s*[:(–-]?\s*\(?\s*(?:tổng( số)?:?\s*|có\s*)?\d+\s*(hộ|khẩu|nhân khẩu|người|nk)(?!\p{L}).*$/iu;

/** 'I. TỔ 1: 16 hộ' -> 'Tổ 1'; 'Thôn 1 - Đồng Tâm' stays unchanged. */
export const villageName = (text: string): string =>
  inSmallLetters(
    tidy(
      text
        .replace(/^\s*(\d{1,2}|[IVX]{1,5}|[A-Z])\s*[.)\-:]\s*/, '')
        .replace(COUNTED, '')
        .replace(/\s*:.*$/, ''),
    ),
  );

const LIST_WORDS =
  /^(danh sách|ds|d\/s|biểu|bảng|hộ nghèo|hộ cận nghèo|hộ|nghèo|cận nghèo|rà soát|hn|hcn|và|,|\.|-|_|\+|&)(?!\p{L})[\s.,_-]*/iu;
/** The suffix that Excel and LibreOffice add to a copied sheet. */
const COPY = /\s*(\(\d+\)|_\d+)$/;

export const withoutCopyMark = (tab: string): string => tab.replace(COPY, '');

/** 'DS thôn 1 (2)' -> 'Thôn 1', 'HỘ NGHÈO KHUỔI NÀ 2023' -> 'Khuổi Nà': a tab's name without the words that any list has. */
function ownWords(tab: string): string {
  let name = withoutCopyMark(tidy(tab));
  while (LIST_WORDS.test(name)) name = name.replace(LIST_WORDS, '');
  name = villageName(name.replace(/\s*[-–_,(]?\s*(năm\s*)?20\d\d\)?$/iu, ''));
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** null if the tab does not name a village by its word. */
export function villageOfTab(tab: string): string | null {
  const name = ownWords(tab);
  return hasVillageWord(name) && /\s\S|\d/.test(name) ? name : null;
}

/** Names that programs and offices give to tabs and that name no place. */
const NO_PLACE =
  /^(sheets?|trang( tính)?|bảng( tính)?|tờ|table|book|worksheet|list|tháng|quý|đợt|lần|xã|phường|thị trấn|huyện|tỉnh|mẫu|phụ lục|tổng|kết quả|chính thức|bổ sung|dự kiến|nháp|cũ|mới|in|dữ liệu|data)(?!\p{L})/iu;

/** 'Khuổi Nà': may be a village; only a person can say. */
export function mayBeVillage(tab: string): string | null {
  const name = ownWords(tab);
  return /^\p{L}{2,}/u.test(name) && /^[\p{L}\p{M}\d\s'’-]+$/u.test(name) && !NO_PLACE.test(name) ? name : null;
}

// Each letter in both cases, because here case matters: a name begins with a capital.
const inAnyCase = (words: string): string =>
  words
    .split('|')
    .flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()])
    .join('|');
const IN_TITLE = new RegExp(
  `(?:^|[\\s,(:–-])((?:${inAnyCase('thôn|ấp|khóm|xóm|tổ dân phố|tdp|khu phố|tiểu khu|buôn')})\\s+(?:(?:${inAnyCase('số')})\\s+)?(?:\\d+|\\p{Lu}[^,;:()\\d–]{0,30}?)|(?:${inAnyCase('tổ|khu|khối|đội|cụm|bản|làng')})\\s+(?:(?:${inAnyCase('số')})\\s+)?\\d+)` +
    `(?=\\s*(?:$|[,;:()–-]|\\s(?:${inAnyCase('năm|xã|phường|thị trấn|huyện')})\\s))`,
  'u',
);
/** 'nông thôn mới', 'các thôn trên địa bàn': the word without a name. */
const NO_NAME =
  /(nông|các|của|từng|mỗi|theo|cấp|trưởng)\s+(thôn|ấp|khóm|xóm|tdp|tổ dân phố|khu phố|buôn)|(thôn|ấp|khóm|xóm|tdp|khu phố|buôn)\s+(trên|của|thuộc|mới(?!\s*(?:$|[,;:()–-]|(?:năm|xã|phường|thị trấn|huyện)\s))|và|trong|có|đã|rà)/iu;

/** 'DANH SÁCH HỘ NGHÈO THÔN 2 NĂM 2023' -> 'Thôn 2'; null if a title names no village, or more than one. */
export function villageInTitle(texts: readonly string[]): string | null {
  const names = new Set(
    texts
      .filter((text) => /danh sách|biểu|tổng hợp|kết quả|rà soát/iu.test(text) && !NO_NAME.test(text))
      .flatMap((text) => {
        const found = IN_TITLE.exec(tidy(text))?.[1];
        return found === undefined ? [] : [villageName(found)];
      }),
  );
  const [name] = names;
  return names.size === 1 && name !== undefined ? name.charAt(0).toUpperCase() + name.slice(1) : null;
}
