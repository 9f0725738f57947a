/** Cells in the text format of worksheets: tabs between columns, line ends between rows, quotes around a cell that contains either. */

type Block = string[][];

/** Which quotes open a cell: none; all that are closed; or those, except one that stands alone in its cell. */
type Quotes = 'none' | 'all' | 'no-marks';

const LINE_END = /\r\n|\r|\n/;

/**
 * Excel quotes a cell only when it contains a line end or a tab, so a ditto mark (") stands alone. Reading it as the start of a quoted cell
 * would swallow what follows. A copied block is a rectangle: when one reading gives none, the next is tried.
 */
export function readBlock(text: string): Block {
  if (text === '') return [];
  // Most blocks have no quotes: just split them.
  if (!text.includes('"')) return cut(text, 'none');
  const asMarks = cut(text, 'no-marks');
  if (isRectangle(asMarks)) return asMarks;
  return (['all', 'none'] as const).map((quotes) => cut(text, quotes)).find(isRectangle) ?? asMarks;
}

const isRectangle = (block: Block): boolean => block.every((line) => line.length === block[0]?.length);

function cut(text: string, quotes: Quotes): Block {
  if (quotes === 'none')
    return text
      .replace(/(\r\n|\r|\n)$/, '')
      .split(LINE_END)
      .map((line) => line.split('\t'));
  const rows: Block = [[]];
  for (let at = 0; at <= text.length;) {
    const quoted = quotedAt(text, at, quotes);
    const plain = quoted === null ? plainAt(text, at) : '';
    rows.at(-1)?.push(quoted?.words ?? plain);
    at = quoted?.end ?? at + plain.length;
    if (at >= text.length) break;
    if (text[at] === '\t') at++;
    else {
      at += text.startsWith('\r\n', at) ? 2 : 1;
      // Programs add a line end after the last row: it starts no new row.
      if (at < text.length) rows.push([]);
      else break;
    }
  }
  return rows;
}

const endsCell = (char: string | undefined): boolean => char === undefined || char === '\t' || char === '\r' || char === '\n';

function plainAt(text: string, from: number): string {
  let to = from;
  while (!endsCell(text[to])) to++;
  return text.slice(from, to);
}

/** The quoted cell that starts here, if its quote closes right before a tab, a line end or the end of the text. */
function quotedAt(text: string, from: number, quotes: Quotes): { words: string; end: number } | null {
  if (text[from] !== '"' || (quotes === 'no-marks' && endsCell(text[from + 1]))) return null;
  for (let close = text.indexOf('"', from + 1); close !== -1; close = text.indexOf('"', close + 2)) {
    if (text[close + 1] === '"') continue;
    // Two quotes with nothing between them are the cell's own text in Excel.
    if (close === from + 1 || !endsCell(text[close + 1])) return null;
    return { words: text.slice(from + 1, close).replaceAll('""', '"'), end: close + 1 };
  }
  return null;
}

export const writeBlock = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t')).join('\r\n');
