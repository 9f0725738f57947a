/** What was copied elsewhere: the plain text has the words, the HTML table next to it knows the shape. */
import { readTable, type CopiedTable } from './clipboard-html.ts';
import { readBlock } from './clipboard.ts';

/** When they disagree on rows or columns, the table wins: a line end inside a Word cell looks like the end of a row. */
export function readCopied(text: string, html: string, tableOf: (html: string) => CopiedTable | null = readTable): string[][] {
  const block = readBlock(text);
  const table = /<table[\s>]/i.test(html) ? tableOf(html) : null;
  if (!table || table.rows.length === 0) return block;
  if (text === '') return table.rows;
  return table.beside || sameShape(block, table.rows) ? block : table.rows;
}

const widthOf = (block: readonly (readonly string[])[]): number => Math.max(0, ...block.map((line) => line.length));
const sameShape = (a: readonly (readonly string[])[], b: readonly (readonly string[])[]): boolean =>
  a.length === b.length && widthOf(a) === widthOf(b);
