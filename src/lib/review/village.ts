import { COMMUNE_ROOM } from './people.ts';
import { shortHash } from './short-hash.ts';
import { fold, tidy } from './text.ts';

export interface VillageName {
  id: string;
  name: string;
}

/** 'Thôn Nà Đán' -> 'thon-na-dan': plain letters for ids and file names, never the name of the commune's own room. */
export function villageSlug(name: string): string {
  const slug = fold(name)
    .replaceAll(' ', '-')
    .replace(/[^a-z0-9-]+/g, '')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return slug === '' || slug === COMMUNE_ROOM ? `thon${slug && '-'}${slug}` : slug;
}

/** The kind of place at the start of a name. */
const KIND =
  /^(tổ dân phố|khu dân cư|cụm dân cư|khu phố|khối phố|khu vực|tiểu khu|thôn|tổ|ấp|khóm|bản|xóm|khu|khối|cụm|đội|buôn|làng|phố)( số)?(?= |$)/;

const small = (name: string): string => tidy(name).toLocaleLowerCase('vi');

/** 'Bản Nà Cạp' -> 'bản'; '' when a name does not state its kind. */
export const villageKindOf = (name: string): string => KIND.exec(small(name))?.[1] ?? '';

/** 'Tổ số 3' -> '3', 'Nà Cạp' -> 'nà cạp': a name without the kind of place. */
export const withoutKind = (name: string): string => small(name).replace(KIND, '');

/**
 * The village's part of row ids and room names: 'Thôn 3' -> 'thon-3', 'Nà Lân' -> 'na-lan-1x9fzq'. Two devices that are not connected give
 * the same id to the same name, and different ids to Lan and Lân. An existing village keeps its id.
 */
export function villageId(name: string): string {
  const slug = villageSlug(name);
  const own = withoutKind(name);
  const isWhole = slug.length < 60 && /^[\x20-\x7E]*$/.test(own);
  return isWhole ? slug : `${slug}-${shortHash(villageSpelling(name))}`;
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/**
 * A village's name without what makes no difference: case, spaces, punctuation, zeros before a number, and the tone position within a word
 * (Hòa, Hoà). The tone itself counts: Nà Cáp and Nà Cạp are two villages until somebody says otherwise.
 */
export const villageSpelling = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.replace(/^0+(?=\d)/, '').replace(TONES, '') + (word.match(TONES) ?? []).join(''))
    .join(' ');

/** How forms and lists call the row that adds up the others. */
const SUM_ROWS: ReadonlySet<string> = new Set(
  ['Tổng cộng', 'Tổng số', 'Tổng', 'Cộng', 'Toàn xã', 'Tong cong', 'Tong so'].map((name) => villageSpelling(name)),
);

/** A village of this name would be read as the sum of the others. */
export const isSumName = (name: string): boolean => SUM_ROWS.has(villageSpelling(name));
export const sumNameText = (name: string): string => `“${tidy(name)}” là tên dòng cộng trên biểu, không đặt tên thôn như vậy được.`;

/** The same for all spellings of one village, but two villages may share it: diacritics are ignored. Never enough to treat them as one. */
export const villageKey = (name: string): string => fold(name).replace(/\b0+(?=\d)/g, '');
