/**
 * Text as people type it, and text as we compare it. Lists arrive with decomposed diacritics, no-break spaces and either tone position (hòa
 * / hoà). Stored text is tidied, compared text is folded.
 */

/** For storing: NFC, no control or zero-width characters, single spaces, trimmed. */
export function tidy(text: string): string {
  return (
    text
      .normalize('NFC')
      // Zero-width characters and direction marks come with text pasted from web pages and Zalo.
      .replace(/[\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g, '')
      .replace(/[\s\u0000-\u001F\u007F-\u009F]+/g, ' ')
      .trim()
  );
}

// The same headings and choices are folded many times while a list is read. Limited, so that no file can fill the memory.
const remembered = new Map<string, string>();

/** For matching only: lower case, no diacritics (so tone position does not matter), đ as d, punctuation as one space. */
export function fold(text: string): string {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const folded = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (text.length <= 100) {
    if (remembered.size > 5000) remembered.clear();
    remembered.set(text, folded);
  }
  return folded;
}

/** Grave, acute, hook, tilde and dot: the five tones. Circumflex, breve and horn make other letters. */
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** For comparing names with all their diacritics: ignores only case, spaces and the tone position within a syllable (hòa, hoà). */
export function spelling(text: string): string {
  const words = tidy(text).toLocaleLowerCase('vi').normalize('NFD').split(' ');
  return words
    .map((word) => word.replace(TONE, '') + (word.match(TONE) ?? []).join(''))
    .join(' ')
    .normalize('NFC');
}

/** Written without any diacritics, as on old machines and in e-mails. */
export const isUnmarked = (text: string): boolean => /^[^\p{M}đ]*$/iu.test(text.normalize('NFD'));

/** Folded and without spaces: headings and choices are often run together or broken over lines. */
export const foldTight = (text: string): string => fold(text).replaceAll(' ', '');
