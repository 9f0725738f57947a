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

/** Lists have millions of letters, but few different ones. */
const known = new Map<string, number>();

function digitsOfLetter(letter: string): number {
  const digits = (KINDS.find(([kind]) => kind.test(letter))?.[1] ?? OTHER) * RESERVE;
  known.set(letter, digits);
  return digits;
}

const digitsOf = (text: string): number => {
  let digits = 0;
  for (const letter of text) digits += known.get(letter) ?? digitsOfLetter(letter);
  return digits;
};

/** Free space at both sides of a cell. */
const PADDING = 1;

/** The number of lines of a text in a column that is so many digits of its own size wide. */
export function linesOf(text: string, width: number): number {
  const room = Math.max(1, width - PADDING);
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
