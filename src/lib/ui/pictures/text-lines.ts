/** Breaks the words beside a mark into lines: SVG text does not wrap, and a sheet must look the same in a browser and as an image. */

/** Width of a letter in parts of the font's size; on the wide side for the fonts of the pages. */
const LETTER = 0.6;

export const textWidth = (text: string, size: number): number => text.length * size * LETTER;

/**
 * @param width in pixels.
 * @param most lines; what does not fit ends in an ellipsis.
 */
export function textLines(text: string, width: number, size: number, most = 2): string[] {
  // Half a letter over the edge is less than the margin of every mark.
  const letters = Math.max(4, Math.round(width / (size * LETTER)));
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const fits = lines.slice(0, most).map((line) => (line.length > letters ? `${line.slice(0, letters - 1)}…` : line));
  const last = fits.at(-1);
  if (lines.length > most && last !== undefined) fits[fits.length - 1] = `${last.slice(0, letters - 1)}…`;
  return fits;
}
