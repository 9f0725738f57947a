/**
 * Text as people type it, and text as we compare it. Lists arrive with decomposed diacritics, no-break spaces and either tone position (hòa
 * / hoà). Stored text is tidied, compared text is folded.
 */
import { remember } from './remember.ts';

/**
 * Letters that are the same after every normalization to NFC, and no kind of space: ASCII, and the Latin letters that Vietnamese is written
 * with. What is written with them alone is read letter by letter.
 */
const isUsual = (code: number): boolean =>
  (code > 0x20 && code < 0x7f) || (code > 0xa0 && code < 0x250 && code !== 0xad) || (code >= 0x1e00 && code < 0x1f00);
const SPACE = 0x20;

/** Most of a list: usual letters with single spaces between. */
function isTidy(text: string): boolean {
  let wasSpace = true;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === SPACE ? wasSpace : !isUsual(code)) return false;
    wasSpace = code === SPACE;
  }
  return !wasSpace;
}

/** For storing: NFC, no control or zero-width characters, single spaces, trimmed. */
export function tidy(text: string): string {
  if (text === '' || isTidy(text)) return text;
  return (
    text
      .normalize('NFC')
      // Zero-width characters and direction marks come with text pasted from web pages and Zalo.
      .replace(/[\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g, '')
      .replace(/[\s\u0000-\u001F\u007F-\u009F]+/g, ' ')
      .trim()
  );
}

const foldAny = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Code of a usual letter -> code of what it folds to, or of a space; 0 when not known yet. */
const foldedCodes = new Uint16Array(0x1f00);
const buffer = new Uint16Array(100);

function foldedCode(code: number): number {
  const folded = foldAny(String.fromCharCode(code));
  return (foldedCodes[code] = folded === '' ? SPACE : folded.charCodeAt(0));
}

function foldNew(text: string): string {
  if (text.length > buffer.length) return foldAny(text);
  let used = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== SPACE && !isUsual(code)) return foldAny(text);
    const folded = code === SPACE ? SPACE : foldedCodes[code] || foldedCode(code);
    if (folded !== SPACE || (used > 0 && buffer[used - 1] !== SPACE)) buffer[used++] = folded;
  }
  if (used > 0 && buffer[used - 1] === SPACE) used--;
  return String.fromCharCode.apply(null, buffer.subarray(0, used) as unknown as number[]);
}

/** For matching only: lower case, no diacritics (so tone position does not matter), đ as d, punctuation as one space. */
export const fold = remember(foldNew);

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
export const foldTight = remember((text) => fold(text).replaceAll(' ', ''));
