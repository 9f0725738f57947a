/** Everything we use of a workbook library, so that it can be replaced in one place: cells, merges, looks, print set-up. */
import type { DataValidation, Workbook, Worksheet } from 'exceljs';
import type { CellValue } from '../review/types.ts';
import { linesOf } from './write-measure.ts';
import { pageBreaks } from './write-pages.ts';
import { BASE_FONT, style, type Look } from './write-styles.ts';

/** 1 -> A, 27 -> AA */
export function letterOf(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

const MAX_CELL = 32_767;

/** Removes what XML or Excel rejects or reads as something else; `_x0041_` is OOXML's notation for a character by its code. */
export const clean = (text: string): string =>
  text
    .slice(0, MAX_CELL)
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

export interface PrintSetup {
  orientation: 'landscape' | 'portrait';
  paper?: 'A4' | 'A3';
  /** More than one only for working lists that are too wide for any paper; their first columns are then repeated. */
  pagesWide?: number;
  titleColumns?: string;
  /** Rows repeated on every page. */
  titles: [first: number, last: number];
  lastRow: number;
  lastColumn: number;
  /** We set the page breaks: rows kept together stay so. */
  paged?: true;
}

/** Height of a line with the largest letters that a form has outside its tables. */
const USUAL_HEIGHT = 17.25;
/** For so few pages, one page less is worth slightly smaller letters. */
const FEW_PAGES = 3;
/** Programs store heights in these steps. */
const STEP = 0.75;

const MARKS = {
  good: {
    font: { color: { argb: 'FF006100' } },
    fill: { type: 'pattern' as const, pattern: 'solid' as const, bgColor: { argb: 'FFC6EFCE' } },
  },
  bad: {
    font: { color: { argb: 'FF9C0006' }, bold: true },
    fill: { type: 'pattern' as const, pattern: 'solid' as const, bgColor: { argb: 'FFFFC7CE' } },
  },
};

const PAPER = { A4: 9, A3: 8 } as const;
/** In inches. */
const MARGINS = { left: 0.4, right: 0.4, top: 0.5, bottom: 0.55, header: 0.2, footer: 0.25 } as const;
const [SHORT, LONG] = [595, 842];
/** A4 without the margins, in points. */
const room = (width: number, height: number): { wide: number; high: number } => ({
  wide: width - (MARGINS.left + MARGINS.right) * 72,
  high: height - (MARGINS.top + MARGINS.bottom) * 72,
});
const PAGE = { landscape: room(LONG, SHORT), portrait: room(SHORT, LONG) } as const;
const digits = (points: number): number => (points / BASE_FONT.size) * 2 - 2;
/** The width of a page without scaling, in digits of the base font. */
export const PAGE_WIDTH = { landscape: digits(PAGE.landscape.wide), portrait: digits(PAGE.portrait.wide) } as const;

/** One rule for a whole range of a column; the types of exceljs offer only single cells. */
export function validate(sheet: Worksheet, column: number, first: number, last: number, rule: DataValidation): void {
  const { dataValidations } = sheet as unknown as { dataValidations: { add(range: string, rule: DataValidation): void } };
  const letter = letterOf(column);
  dataValidations.add(`${letter}${first}:${letter}${last}`, rule);
}

export class Sheet {
  readonly #sheet: Worksheet;
  readonly #uncached: boolean;
  #widths: number[] = [];
  readonly #heights = new Map<number, number>();
  readonly #kept = new Set<number>();

  constructor(book: Workbook, name: string, uncached: boolean) {
    this.#sheet = book.addWorksheet(name);
    this.#uncached = uncached;
  }

  /** Texts are stored as text whatever they look like: '=1+1' typed by a person is never a formula. */
  put(row: number, column: number, value: CellValue | undefined, look: Look): void {
    const cell = this.#sheet.getCell(row, column);
    if (value !== null && value !== undefined && value !== '') cell.value = typeof value === 'string' ? clean(value) : value;
    cell.style = style(look);
  }

  /** A formula with its value, for readers that do not calculate. */
  live(row: number, column: number, formula: string, value: CellValue, look: Look): void {
    const cell = this.#sheet.getCell(row, column);
    cell.value = this.#uncached ? { formula } : { formula, result: typeof value === 'string' ? clean(value) : (value ?? '') };
    cell.style = style(look);
  }

  merge(top: number, left: number, bottom: number, right: number, value: CellValue, look: Look): void {
    this.put(top, left, value, look);
    if (top !== bottom || left !== right) this.#sheet.mergeCells(top, left, bottom, right);
  }

  /** @param open columns whose cells can be edited while the sheet is protected, also below the last row. */
  widths(widths: readonly number[], open: ReadonlySet<number> = new Set()): void {
    this.#widths = [...widths];
    widths.forEach((width, index) => {
      const column = this.#sheet.getColumn(index + 1);
      column.width = width;
      column.style = style(open.has(index + 1) ? { open: true } : {});
    });
  }

  height(row: number, points: number): void {
    const height = Math.ceil(points / STEP) * STEP;
    this.#sheet.getRow(row).height = height;
    this.#heights.set(row, height);
  }

  /** These rows never begin a page. */
  keepWithAbove(from: number, to = from): void {
    for (let row = from; row <= to; row++) this.#kept.add(row);
  }

  /** Sets the height for wrapping texts; spreadsheets calculate it only where nothing is merged. */
  fit(row: number, texts: readonly { text: string; from: number; to?: number; size?: number }[], least = 18): void {
    const needed = texts.map(({ text, from, to = from, size = BASE_FONT.size }) => {
      const width = this.#widths.slice(from - 1, to).reduce((sum, one) => sum + one, 0);
      return linesOf(text, (width * BASE_FONT.size) / size) * size * 1.25 + 4;
    });
    this.height(row, Math.min(400, Math.max(least, ...needed)));
  }

  /** Colours cells by their value, as they are recalculated. */
  colour(top: number, left: number, bottom: number, right: number, words: Readonly<Record<string, 'good' | 'bad'>>): void {
    const first = `${letterOf(left)}${top}`;
    this.#sheet.addConditionalFormatting({
      ref: `${first}:${letterOf(right)}${bottom}`,
      rules: Object.entries(words).map(([word, mark], index) => ({
        type: 'expression',
        priority: index + 1,
        formulae: [`${first}="${word}"`],
        style: MARKS[mark],
      })),
    });
  }

  hide(row: number): void {
    this.#sheet.getRow(row).hidden = true;
  }

  /** The texts of a column that may be chosen, from a range; another is refused, and the message names `what`. */
  choices(column: number, first: number, last: number, range: string, what: string): void {
    validate(this.#sheet, column, first, last, {
      type: 'list',
      formulae: [range],
      allowBlank: true,
      showErrorMessage: true,
      errorStyle: 'stop',
      // Excel allows a title of 32 letters.
      errorTitle: clean(what).slice(0, 32),
      error: 'Hãy chọn một giá trị trong danh sách.',
    });
  }

  /** Keeps rows above and columns left of the cell in view. */
  freeze(row: number, column: number): void {
    this.#sheet.views = [
      {
        state: 'frozen',
        xSplit: column - 1,
        ySplit: row - 1,
        topLeftCell: `${letterOf(column)}${row}`,
        activeCell: `${letterOf(column)}${row}`,
      },
    ];
  }

  /** Buttons on the headings, to choose and sort by. */
  filter(top: number, left: number, bottom: number, right: number): void {
    this.#sheet.autoFilter = { from: { row: top, column: left }, to: { row: bottom, column: right } };
  }

  print({ orientation, paper = 'A4', pagesWide = 1, titleColumns, titles, lastRow, lastColumn, paged }: PrintSetup): void {
    const onePage = paper === 'A4' && this.#nearlyOnePage(lastRow, orientation);
    if (paged && !onePage) this.#breakPages(orientation, titles, lastRow);
    Object.assign(this.#sheet.pageSetup, {
      paperSize: PAPER[paper],
      orientation,
      fitToPage: true,
      fitToWidth: pagesWide,
      fitToHeight: onePage ? 1 : 0,
      horizontalCentered: true,
      // exceljs itself adds the '$' before each part.
      printArea: `A$1:${letterOf(lastColumn)}$${lastRow}`,
      printTitlesRow: `${titles[0]}:${titles[1]}`,
      ...(pagesWide > 1 && titleColumns && { printTitlesColumn: titleColumns }),
      firstPageNumber: 1,
      margins: MARGINS,
    });
    this.#sheet.headerFooter.oddFooter = '&C&"Times New Roman,Regular"&10Trang &P';
  }

  /** Slightly smaller letters are better than a page with only the signatures. */
  #nearlyOnePage(lastRow: number, orientation: PrintSetup['orientation']): boolean {
    const { high, scale } = this.#paper(orientation);
    const height = this.#heightsTo(lastRow).reduce((sum, one) => sum + one, 0);
    const pages = height / (high / Math.min(1, scale));
    return pages > 0.97 && pages < 1.4;
  }

  /** The height of a page, and the scale that makes the sheet one page wide. */
  #paper(orientation: PrintSetup['orientation']): { high: number; scale: number } {
    const { wide, high } = PAGE[orientation];
    const width = this.#widths.reduce((sum, one) => sum + one, 0) * (BASE_FONT.size / 2);
    return { high, scale: wide / width };
  }

  #heightsTo(lastRow: number): number[] {
    return Array.from({ length: lastRow }, (_, index) => this.#heights.get(index + 1) ?? USUAL_HEIGHT);
  }

  #breakPages(orientation: PrintSetup['orientation'], [first, last]: PrintSetup['titles'], lastRow: number): void {
    // Programs choose automatic heights differently, so every height is set.
    for (let row = 1; row <= lastRow; row++) if (!this.#heights.has(row)) this.height(row, USUAL_HEIGHT);
    const heights = this.#heightsTo(lastRow);
    const { high, scale } = this.#paper(orientation);
    const repeated = heights.slice(first - 1, last).reduce((sum, height) => sum + height, 0);
    // Whole percents, as printed.
    const breaksAt = (percent: number): number[] => pageBreaks({ heights, page: (high * 100) / percent, repeated, glued: this.#kept });
    const most = Math.floor(Math.min(1, scale) * 100);
    let best = { percent: most, breaks: breaksAt(most) };
    for (let percent = most - 1; best.breaks.length > 0 && best.breaks.length < FEW_PAGES && percent > most * 0.88; percent--) {
      const breaks = breaksAt(percent);
      if (breaks.length < best.breaks.length) best = { percent, breaks };
    }
    // A sheet can only ask to fit the page's width, so it is printed smaller by making it wider.
    if (best.percent < most) this.#widen((scale * 100) / (best.percent + 0.5));
    for (const row of best.breaks) this.#sheet.getRow(row).addPageBreak();
  }

  #widen(times: number): void {
    this.#widths = this.#widths.map((width) => width * times);
    this.#widths.forEach((width, index) => {
      this.#sheet.getColumn(index + 1).width = width;
    });
  }
}
