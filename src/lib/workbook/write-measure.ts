/**
 * The width of a text. No font metrics are available where workbooks are written, so this estimates Times New Roman
 * by kinds of letters.
 */
import { BASE_FONT } from './write-styles.ts';

/** Widths in digits; a digit is half the font size wide. */
const KINDS: readonly [RegExp, number][] = [
  [/[iíìỉĩịjltrfI|.,;:'()!/ -]/, 0.6],
  [/[mwMW%…—]/, 1.6],
  [/\d/, 1],
  [/\p{Lu}/u, 1.4],
];
const OTHER = 0.92;

/**
 * Programs draw the same letters a little wider or narrower (a replacement font, screen pixels, the print scale): a
 * text that just fits in one program wraps in another, and its second line is cut off.
 */
const RESERVE = 1.08;

/** By code: lists have millions of letters, but few different ones. */
const known = new Float64Array(0x10000);

function digitsOfLetter(code: number): number {
  const letter = String.fromCodePoint(code);
  const digits = (KINDS.find(([kind]) => kind.test(letter))?.[1] ?? OTHER) * RESERVE;
  known[code] = digits;
  return digits;
}

function digitsOf(text: string): number {
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    digits += known[code] || digitsOfLetter(code);
    if (code > 0xffff) at++;
  }
  return digits;
}

/** Free space at both sides of a cell. */
const PADDING = 1;

/** No letter is wider. */
const WIDEST = Math.max(...KINDS.map(([, digits]) => digits)) * RESERVE;

/** The number of lines of a text in a column that is so many digits of its own size wide. */
export function linesOf(text: string, width: number): number {
  const room = Math.max(1, width - PADDING);
  // Most cells of a list: on one line, many whatever their letters are. Less a little, as the sum by words may be rounded otherwise.
  if ((text.length * WIDEST < room || digitsOf(text) < room - 0.001) && !text.includes('\n')) return 1;
  const space = digitsOf(' ');
  let lines = 0;
  for (const paragraph of text.split('\n')) {
    let used = Infinity;
    for (const word of paragraph.split(' ')) {
      const length = digitsOf(word);
      if (used + space + length <= room) {
        used += space + length;
        continue;
      }
      // A word longer than the column is broken over several lines.
      lines += Math.max(1, Math.ceil(length / room));
      used = length % room;
    }
  }
  return lines;
}

/**
 * Column width so that the longest of some texts fits on one line, in digits of the base font. Larger letters need
 * more free space; a little extra, so that rounding does not break the line.
 */
export const widthOf = (texts: readonly string[], size: number): number => {
  const letters = size / BASE_FONT.size;
  return (texts.reduce((most, text) => Math.max(most, digitsOf(text)), 0) + 0.05) * letters + PADDING * Math.max(1, letters);
};
