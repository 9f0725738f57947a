/**
 * Text typed before Unicode. TCVN3 (.VnTime and its family) stores each Vietnamese letter as one code above 0xA0; VNI
 * stores a vowel followed by a code for its diacritics. Both arrive as Latin-1 letters: 'Hé nghÌo', 'Hoä ngheøo'.
 * Tables: TCVN 5712:1993 (VN3), and the VNI Windows character set.
 */

import { remember } from '../review/remember.ts';

export type TextEncoding = 'unicode' | 'tcvn3' | 'vni';

// Runs of codes: the first code, then the letters from there on. Capitals with a tone have no code: .VnTimeH draws
// small letters as capitals.
const TCVN3 = new Map<string, string>();
for (const [from, letters] of [
  [0xa1, 'ĂÂÊÔƠƯĐăâêôơưđ'],
  [0xb5, 'àảãáạ'],
  [0xbb, 'ằẳẵắ'],
  [0xc6, 'ặầẩẫấậè'],
  [0xce, 'ẻẽéẹềểễếệìỉ'],
  [0xdc, 'ĩíịò'],
  [0xe1, 'ỏõóọồổỗốộờởỡớợù'],
  [0xf1, 'ủũúụừửữứựỳỷỹýỵ'],
] as const) {
  [...letters].forEach((letter, i) => TCVN3.set(String.fromCharCode(from + i), letter));
}

// VNI: a vowel, then the code of its diacritics. The same codes, shifted to capitals, follow capitals.
const VNI_MARKS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  a: {
    ù: 'á',
    ø: 'à',
    û: 'ả',
    õ: 'ã',
    ï: 'ạ',
    ê: 'ă',
    é: 'ắ',
    è: 'ằ',
    ú: 'ẳ',
    ü: 'ẵ',
    ë: 'ặ',
    â: 'â',
    á: 'ấ',
    à: 'ầ',
    å: 'ẩ',
    ã: 'ẫ',
    ä: 'ậ',
  },
  e: { ù: 'é', ø: 'è', û: 'ẻ', õ: 'ẽ', ï: 'ẹ', â: 'ê', á: 'ế', à: 'ề', å: 'ể', ã: 'ễ', ä: 'ệ' },
  o: { ù: 'ó', ø: 'ò', û: 'ỏ', õ: 'õ', ï: 'ọ', â: 'ô', á: 'ố', à: 'ồ', å: 'ổ', ã: 'ỗ', ä: 'ộ' },
  u: { ù: 'ú', ø: 'ù', û: 'ủ', õ: 'ũ', ï: 'ụ' },
  y: { ù: 'ý', ø: 'ỳ', û: 'ỷ', õ: 'ỹ' },
  ô: { ù: 'ớ', ø: 'ờ', û: 'ở', õ: 'ỡ', ï: 'ợ' },
  ö: { ù: 'ứ', ø: 'ừ', û: 'ử', õ: 'ữ', ï: 'ự' },
};
const VNI_SINGLE: Readonly<Record<string, string>> = { ñ: 'đ', ô: 'ơ', ö: 'ư', í: 'í', ì: 'ì', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ' };

const VNI = new Map<string, string>();
for (const [letter, decoded] of Object.entries(VNI_SINGLE)) {
  VNI.set(letter, decoded);
  VNI.set(letter.toUpperCase(), decoded.toUpperCase());
}
for (const [base, marks] of Object.entries(VNI_MARKS)) {
  for (const [mark, decoded] of Object.entries(marks)) {
    VNI.set(base + mark, decoded);
    for (const capital of [base.toUpperCase() + mark, base.toUpperCase() + mark.toUpperCase()]) VNI.set(capital, decoded.toUpperCase());
  }
}

// Longest first, and only pairs that exist: 'öôùc' is ö + ôù + c.
const VNI_FOUND = new RegExp([...VNI.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');

const LEGACY = /[\u00A1-\u00FF]/;
// A letter that only Unicode has. Then the cell already is Unicode, whatever the rest of the sheet is.
const BEYOND = /[\u0100-\u01FF\u0300-\u0323\u1EA0-\u1EF9]/;

/** Whether people continued in Unicode; a single title typed over an old list does not count. */
export function isMixed(texts: readonly string[]): boolean {
  const unicode = texts.filter((text) => BEYOND.test(text)).length;
  return unicode * 5 >= texts.filter((text) => !BEYOND.test(text) && !isGood(text)).length;
}

/** Decodes one encoding. Text that already is Unicode is returned unchanged. */
export function decodeText(text: string, encoding: TextEncoding): string {
  if (encoding === 'unicode' || !LEGACY.test(text) || BEYOND.test(text)) return text;
  if (encoding === 'tcvn3') return text.replace(/[\u00A1-\u00FF]/g, (char) => TCVN3.get(char) ?? char);
  return text.replace(VNI_FOUND, (found) => VNI.get(found) ?? found);
}

const SYLLABLE = /^(ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?[aăâeêioôơuưy]{1,3}(ch|ng|nh|[cmnpt])?$/;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
// A capital after a small letter is a sign of the wrong table: 'ViÖt', 'Ñình'.
const MIXED = /\p{Ll}.*\p{Lu}/u;

/** A Vietnamese syllable: its letters in the usual order, with at most one tone. */
function isSyllable(word: string): boolean {
  const marked = word.normalize('NFD');
  if ((marked.match(TONES) ?? []).length > 1 || MIXED.test(word)) return false;
  return SYLLABLE.test(marked.replace(TONES, '').normalize('NFC').toLowerCase());
}

const WORD_ENDS = /[\s/,.()\-:;0-9]+/;

/** How many of the words with Latin-1 letters become Vietnamese in each encoding. */
const scores = remember((text): Readonly<Record<TextEncoding, number>> => {
  const good = { unicode: 0, tcvn3: 0, vni: 0 };
  for (const word of text.split(WORD_ENDS)) {
    // A single letter is no evidence: it may be a tick of Wingdings.
    if (word.length <= 1 || !LEGACY.test(word)) continue;
    const own = scoresOfWord(word);
    for (const encoding of ENCODINGS) good[encoding] += own[encoding];
  }
  return good;
});

const ENCODINGS = ['unicode', 'tcvn3', 'vni'] as const;
const scoresOfWord = remember((word): Readonly<Record<TextEncoding, number>> => {
  const of = (encoding: TextEncoding): number => (isSyllable(decodeText(word, encoding)) ? 1 : -1);
  return { unicode: of('unicode'), tcvn3: of('tcvn3'), vni: of('vni') };
});

/** The encoding of a column or a sheet. `fonts` are the font names of its styles, if the format has them. */
export function detectEncoding(texts: Iterable<string>, fonts: readonly string[] = []): TextEncoding {
  const total = { unicode: 0, tcvn3: 0, vni: 0 };
  for (const text of texts) {
    if (!LEGACY.test(text) || BEYOND.test(text)) continue;
    const own = scores(text);
    for (const encoding of ENCODINGS) total[encoding] += own[encoding];
  }
  const best = total.tcvn3 >= total.vni ? 'tcvn3' : 'vni';
  const named = fonts.some((font) => (best === 'tcvn3' ? /^\.Vn/i : /^VNI[- ]/i).test(font));
  // If no font names the encoding, a few odd words are not enough reason to rewrite people's names.
  return total[best] - total.unicode >= (named ? 1 : 3) ? best : 'unicode';
}

/** Every word with a Latin-1 letter already is a Vietnamese syllable: Tô Bé. */
const isGood = (text: string): boolean => text.split(WORD_ENDS).every((word) => !LEGACY.test(word) || isSyllable(word));

/**
 * Decodes one cell of a sheet that as a whole is in `encoding`. A cell that reads better unchanged is left alone; if
 * people continued in Unicode (`mixed`), a cell that reads well is left alone too.
 */
export function decodeCell(text: string, encoding: TextEncoding, mixed = false): string {
  if (encoding === 'unicode' || text.trim().length === 1 || (mixed && isGood(text))) return text;
  return scores(text).unicode > scores(text)[encoding] ? text : decodeText(text, encoding);
}

export const ENCODING_NAMES: Record<TextEncoding, string> = { unicode: 'Unicode', tcvn3: 'phông TCVN3 (.VnTime)', vni: 'phông VNI' };
