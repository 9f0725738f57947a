/** How much room a text takes. Nobody measures fonts for us where workbooks are written, so: Times New Roman, by kinds of letters. */
import { BASE_FONT } from './write-styles.ts';

/** Widths in digits, each half its font's size. */
const KINDS: readonly [RegExp, number][] = [
  [/[iíìỉĩịjltrfI|.,;:'()!/ -]/, 0.6],
  [/[mwMW%…—]/, 1.6],
  [/\d/, 1],
  [/\p{Lu}/u, 1.4],
];
const OTHER = 0.92;

/**
 * Programs draw the same letters a little wider or narrower (another font in place of Times New Roman, a screen's pixels,
 * the scale of a printed page): a text that just fits in one wraps in the other, and its second line is cut.
 */
const RESERVE = 1.08;

/** Lists have millions of letters, and few different ones. */
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

/** What a cell keeps free on both sides. */
const PADDING = 1;

/** Lines that a text takes in a column so many digits of its own size wide. */
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
 * Column width for the longest of some texts on one line, in digits of the base font. Larger letters keep more free; a
 * hair more, so that no sum of fractions breaks the line.
 */
export const widthOf = (texts: readonly string[], size: number): number => {
  const letters = size / BASE_FONT.size;
  return (texts.reduce((most, text) => Math.max(most, digitsOf(text)), 0) + 0.05) * letters + PADDING * Math.max(1, letters);
};
