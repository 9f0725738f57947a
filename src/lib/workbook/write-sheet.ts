/** All that we ask of a workbook library, so that it can be changed in one place: cells, merges, looks, print set-up. */
import type { Workbook, Worksheet } from 'exceljs';
import type { CellValue } from '../review/types.ts';
import { linesOf } from './write-measure.ts';
import { BASE_FONT, style, type Look } from './write-styles.ts';

/** 1 -> A, 27 -> AA */
export function letterOf(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

const MAX_CELL = 32_767;

/** What XML or Excel would refuse or read as something else; `_x0041_` is how OOXML writes a character by its code. */
export const clean = (text: string): string =>
  text
    .slice(0, MAX_CELL)
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

export interface PrintSetup {
  orientation: 'landscape' | 'portrait';
  paper?: 'A4' | 'A3';
  /** More than one only for working lists too wide for any paper; their first columns are then repeated. */
  pagesWide?: number;
  titleColumns?: string;
  /** Rows repeated on every page. */
  titles: [first: number, last: number];
  lastRow: number;
  lastColumn: number;
}

const MARKS = {
  good: { font: { color: { argb: 'FF006100' } }, fill: { type: 'pattern' as const, pattern: 'solid' as const, bgColor: { argb: 'FFC6EFCE' } } },
  bad: { font: { color: { argb: 'FF9C0006' }, bold: true }, fill: { type: 'pattern' as const, pattern: 'solid' as const, bgColor: { argb: 'FFFFC7CE' } } },
};

const PAPER = { A4: 9, A3: 8 } as const;
/** What the margins leave of A4, in points. */
const LONG_SIDE = 842 - 0.8 * 72;
const SHORT_SIDE = 595 - 1.05 * 72;
/** What a page takes without being made smaller, in digits of the base font. */
export const PAGE_WIDTH = { landscape: (LONG_SIDE / BASE_FONT.size) * 2 - 2, portrait: (SHORT_SIDE / BASE_FONT.size) * 2 - 2 } as const;

export class Sheet {
  readonly #sheet: Worksheet;
  readonly #uncached: boolean;
  #widths: number[] = [];
  readonly #heights = new Map<number, number>();

  constructor(book: Workbook, name: string, uncached: boolean) {
    this.#sheet = book.addWorksheet(name);
    this.#uncached = uncached;
  }

  /** Texts are stored as text whatever they look like: '=1+1' from a person is never a formula. */
  put(row: number, column: number, value: CellValue | undefined, look: Look): void {
    const cell = this.#sheet.getCell(row, column);
    if (value !== null && value !== undefined && value !== '') cell.value = typeof value === 'string' ? clean(value) : value;
    cell.style = style(look);
  }

  /** A formula with its value beside it, for readers that do not calculate. */
  live(row: number, column: number, formula: string, value: CellValue, look: Look): void {
    const cell = this.#sheet.getCell(row, column);
    cell.value = this.#uncached ? { formula } : { formula, result: typeof value === 'string' ? clean(value) : (value ?? '') };
    cell.style = style(look);
  }

  merge(top: number, left: number, bottom: number, right: number, value: CellValue, look: Look): void {
    this.put(top, left, value, look);
    if (top !== bottom || left !== right) this.#sheet.mergeCells(top, left, bottom, right);
  }

  /** @param open columns whose cells, also below the last row, may be typed into while the sheet is protected. */
  widths(widths: readonly number[], open: ReadonlySet<number> = new Set()): void {
    this.#widths = [...widths];
    widths.forEach((width, index) => {
      const column = this.#sheet.getColumn(index + 1);
      column.width = width;
      column.style = style(open.has(index + 1) ? { open: true } : {});
    });
  }

  height(row: number, points: number): void {
    this.#sheet.getRow(row).height = points;
    this.#heights.set(row, points);
  }

  /** Height for texts that wrap in their columns; spreadsheets work it out themselves only where nothing is merged. */
  fit(row: number, texts: readonly { text: string; from: number; to?: number; size?: number }[], least = 18): void {
    const needed = texts.map(({ text, from, to = from, size = BASE_FONT.size }) => {
      const width = this.#widths.slice(from - 1, to).reduce((sum, one) => sum + one, 0);
      return linesOf(text, (width * BASE_FONT.size) / size) * size * 1.25 + 4;
    });
    this.height(row, Math.min(400, Math.max(least, ...needed)));
  }

  /** Colours cells by what they say, as they are recalculated. */
  colour(top: number, left: number, bottom: number, right: number, words: Readonly<Record<string, 'good' | 'bad'>>): void {
    const first = `${letterOf(left)}${top}`;
    this.#sheet.addConditionalFormatting({
      ref: `${first}:${letterOf(right)}${bottom}`,
      rules: Object.entries(words).map(([word, mark], index) => ({ type: 'expression', priority: index + 1, formulae: [`${first}="${word}"`], style: MARKS[mark] })),
    });
  }

  /** Rows above and columns left of the cell stay in view. */
  freeze(row: number, column: number): void {
    this.#sheet.views = [{ state: 'frozen', xSplit: column - 1, ySplit: row - 1, topLeftCell: `${letterOf(column)}${row}`, activeCell: `${letterOf(column)}${row}` }];
  }

  print({ orientation, paper = 'A4', pagesWide = 1, titleColumns, titles, lastRow, lastColumn }: PrintSetup): void {
    Object.assign(this.#sheet.pageSetup, {
      paperSize: PAPER[paper],
      orientation,
      fitToPage: true,
      fitToWidth: pagesWide,
      fitToHeight: paper === 'A4' && this.#nearlyOnePage(lastRow, orientation) ? 1 : 0,
      horizontalCentered: true,
      // exceljs puts the '$' before each part itself.
      printArea: `A$1:${letterOf(lastColumn)}$${lastRow}`,
      printTitlesRow: `${titles[0]}:${titles[1]}`,
      ...(pagesWide > 1 && titleColumns && { printTitlesColumn: titleColumns }),
      firstPageNumber: 1,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.55, header: 0.2, footer: 0.25 },
    });
    this.#sheet.headerFooter.oddFooter = '&C&"Times New Roman,Regular"&10Trang &P';
  }

  /** A page that would carry nothing but the signatures is worse than slightly smaller letters. */
  #nearlyOnePage(lastRow: number, orientation: PrintSetup['orientation']): boolean {
    const [wide, high] = orientation === 'landscape' ? [LONG_SIDE, SHORT_SIDE] : [SHORT_SIDE, LONG_SIDE];
    const width = this.#widths.reduce((sum, one) => sum + one, 0) * (BASE_FONT.size / 2);
    let height = 0;
    for (let row = 1; row <= lastRow; row++) height += this.#heights.get(row) ?? BASE_FONT.size * 1.3;
    const pages = height / (high * Math.max(1, width / wide));
    return pages > 0.97 && pages < 1.4;
  }
}
