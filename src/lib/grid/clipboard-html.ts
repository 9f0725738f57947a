/** HTML tables as worksheets put them on the clipboard next to the plain text. */

export interface CopiedCell {
  /** As shown. */
  text: string;
  /** The number itself, without thousands separators, so that no program reads 1.500 as one and a half. */
  number?: number;
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/**
 * Worksheets prefer this to the plain text. Everything but numbers is marked as text (`@`), for Excel and for LibreOffice (`sdnum`):
 * otherwise they drop the leading zeros of a CCCD, swap a date's day and month, and calculate '=…'.
 */
export function writeTable(rows: readonly (readonly CopiedCell[])[]): string {
  const cell = ({ text, number }: CopiedCell): string =>
    number === undefined
      ? `<td sdnum="1066;0;@" style='mso-number-format:"\\@";white-space:pre-wrap'>${escape(text).replaceAll('\n', '<br>')}</td>`
      : `<td align="right" x:num="${number}" sdval="${number}">${escape(text)}</td>`;
  return `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><meta charset="utf-8"><table>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table></html>`;
}

export interface CopiedTable {
  rows: string[][];
  /** There is text outside the table, so the table is not all that was copied. */
  beside: boolean;
}

/**
 * The first table of a copied page as text. Parsed into its own document: nothing in it runs, loads or enters our page. A merged cell gives
 * its text once, in its first position.
 */
export function readTable(html: string): CopiedTable | null {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const table = page.querySelector('table');
  if (!table) return null;
  const rows: string[][] = [];
  // Excel ends its tables with a row of no height that only sets widths.
  const lines = [...table.rows].filter((line) => !(line.style.display === 'none' && line.textContent?.trim() === ''));
  lines.forEach((line, down) => {
    const row = (rows[down] ??= []);
    let across = 0;
    for (const cell of line.cells) {
      while (row[across] !== undefined) across++;
      const text = words(cell);
      for (let y = 0; y < Math.min(cell.rowSpan || 1, lines.length - down); y++)
        for (let x = 0; x < Math.min(cell.colSpan, 1_000); x++) (rows[down + y] ??= [])[across + x] = y + x === 0 ? text : '';
    }
  });
  table.remove();
  return { rows: rows.map((row) => Array.from(row, (text) => text ?? '')), beside: words(page.body) !== '' };
}

const LINE_END = '\u0000';

function words(element: HTMLElement): string {
  for (const hidden of element.querySelectorAll('style, script')) hidden.remove();
  for (const end of element.querySelectorAll('br')) end.replaceWith(LINE_END);
  // Word wraps each paragraph of a cell in a block element.
  for (const block of element.querySelectorAll('p, div, li, tr')) block.append(LINE_END);
  // Line ends of the HTML source are spaces.
  return (element.textContent ?? '')
    .replace(/\s+/g, ' ')
    .split(LINE_END)
    .map((line) => line.trim())
    .filter((line, index, lines) => line !== '' || (index > 0 && lines[index - 1] !== ''))
    .join('\n')
    .trim();
}
