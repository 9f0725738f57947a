/** A sheet while it is written: cells, merges, looks, print set-up. */
import type { CellValue } from '../review/types.ts';
import { linesOf } from './write-measure.ts';
import { pageBreaks } from './write-pages.ts';
import { letterOf, Rows } from './write-rows.ts';
import { sheetXml, USUAL_PAGE, type Choices, type PageSetup } from './write-sheet-xml.ts';
import { BASE_FONT, type Look, type Looks, type Mark } from './write-styles.ts';
import { clean, textXml, type SharedTexts } from './write-xml.ts';

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
/** Excel allows a title of 32 letters. */
const MOST_TITLE = 32;

/** In inches. */
const MARGINS = { left: 0.4, right: 0.4, top: 0.5, bottom: 0.55, header: 0.2, footer: 0.25 } as const;
interface Room {
  wide: number;
  high: number;
}
/** A page without the margins, in points. */
const room = (width: number, height: number): Room => ({
  wide: width - (MARGINS.left + MARGINS.right) * 72,
  high: height - (MARGINS.top + MARGINS.bottom) * 72,
});
const pages = (short: number, long: number) => ({ landscape: room(long, short), portrait: room(short, long) });
const PAGES = { A4: pages(595, 842), A3: pages(842, 1_191) } as const;
const digits = (points: number): number => (points / BASE_FONT.size) * 2 - 2;
/** The width of an A4 page without scaling, in digits of the base font. */
export const PAGE_WIDTH = { landscape: digits(PAGES.A4.landscape.wide), portrait: digits(PAGES.A4.portrait.wide) } as const;

/** What a sheet has from its workbook. */
export interface SheetBook {
  looks: Looks;
  texts: SharedTexts;
  /** Formulas without stored values. */
  uncached: boolean;
  isProtected: boolean;
}

export class Sheet {
  readonly name: string;
  readonly #book: SheetBook;
  readonly #rows = new Rows();
  #widths: number[] = [];
  #columnLooks: number[] = [];
  readonly #kept = new Set<number>();
  readonly #merges: string[] = [];
  readonly #colours: { range: string; first: string; words: Readonly<Record<string, Mark>> }[] = [];
  readonly #choices: Choices[] = [];
  #frozen: { row: number; column: number } | null = null;
  #filter: string | null = null;
  #page = USUAL_PAGE;
  #breaks: readonly number[] = [];
  #hasFormulas = false;

  /** Made by a Book. */
  constructor(name: string, book: SheetBook) {
    this.name = name;
    this.#book = book;
  }

  /** Texts are stored as text whatever they look like: '=1+1' typed by a person is never a formula. */
  put(row: number, column: number, value: CellValue | undefined, look: Look): void {
    const { looks, texts } = this.#book;
    const content =
      value === null || value === undefined || value === ''
        ? '/>'
        : typeof value === 'number'
          ? `><v>${value}</v></c>`
          : ` t="s"><v>${texts.numberOf(value)}</v></c>`;
    this.#rows.set(row, column, looks.numberOf(look), content);
  }

  /** A formula with its value, for readers that do not calculate. */
  live(row: number, column: number, formula: string, value: CellValue, look: Look): void {
    const { looks, uncached } = this.#book;
    this.#hasFormulas = true;
    const written = `<f>${textXml(formula)}</f>`;
    const content = uncached
      ? `>${written}</c>`
      : typeof value === 'number'
        ? `>${written}<v>${value}</v></c>`
        : ` t="str">${written}<v>${textXml(clean(value ?? ''))}</v></c>`;
    this.#rows.set(row, column, looks.numberOf(look), content);
  }

  merge(top: number, left: number, bottom: number, right: number, value: CellValue, look: Look): void {
    this.put(top, left, value, look);
    if (top === bottom && left === right) return;
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) if (row !== top || column !== left) this.put(row, column, null, look);
    this.#merges.push(`${letterOf(left)}${top}:${letterOf(right)}${bottom}`);
  }

  /** No cell of this row will be written any more: a long list then needs little memory. Its height may still be set. */
  done(row: number): void {
    this.#rows.done(row);
  }

  /** @param open columns whose cells can be edited while the sheet is protected, also below the last row. */
  widths(widths: readonly number[], open: ReadonlySet<number> = new Set()): void {
    this.columns(widths.map((width, index) => ({ width, look: open.has(index + 1) ? { open: true } : {} })));
  }

  /** @param columns each with the look of its cells that nothing is written into. */
  columns(columns: readonly { width: number; look: Look }[]): void {
    this.#widths = columns.map(({ width }) => width);
    this.#columnLooks = columns.map(({ look }) => this.#book.looks.numberOf(look));
  }

  height(row: number, points: number): void {
    this.#rows.height(row, Math.ceil(points / STEP) * STEP);
  }

  /** These rows never begin a page. */
  keepWithAbove(from: number, to = from): void {
    for (let row = from; row <= to; row++) this.#kept.add(row);
  }

  /** Sets the height for wrapping texts; spreadsheets calculate it only where nothing is merged. */
  fit(row: number, texts: readonly { text: string; from: number; to?: number; size?: number }[], least = 18): void {
    let needed = least;
    for (const { text, from, to = from, size = BASE_FONT.size } of texts) {
      let width = 0;
      for (let column = from; column <= to; column++) width += this.#widths[column - 1] ?? 0;
      needed = Math.max(needed, linesOf(text, (width * BASE_FONT.size) / size) * size * 1.25 + 4);
    }
    this.height(row, Math.min(400, needed));
  }

  /** Colours cells by their value, as they are recalculated. */
  colour(top: number, left: number, bottom: number, right: number, words: Readonly<Record<string, Mark>>): void {
    const first = `${letterOf(left)}${top}`;
    this.#colours.push({ range: `${first}:${letterOf(right)}${bottom}`, first, words });
  }

  hide(row: number): void {
    this.#rows.hide(row);
  }

  /**
   * The texts of a column that may be chosen; another is refused, and the message names `what`.
   * @param list a range, or texts between quotation marks.
   */
  choices(
    column: number,
    first: number,
    last: number,
    list: string,
    what: string,
    { message = 'Hãy chọn một giá trị trong danh sách.', free = false }: { message?: string; free?: boolean } = {},
  ): void {
    this.#choices.push({ column, first, last, list, title: clean(what).slice(0, MOST_TITLE), message, free });
  }

  /** Keeps rows above and columns left of the cell in view. */
  freeze(row: number, column: number): void {
    this.#frozen = { row, column };
  }

  /** Buttons on the headings, to choose and sort by. */
  filter(top: number, left: number, bottom: number, right: number): void {
    this.#filter = `${letterOf(left)}${top}:${letterOf(right)}${bottom}`;
  }

  print({ orientation, paper = 'A4', pagesWide = 1, titleColumns, titles, lastRow, lastColumn, paged }: PrintSetup): void {
    const size = PAGES[paper][orientation];
    const onePage = (paged || paper === 'A4') && this.#nearlyOnePage(lastRow, size);
    if (paged && !onePage) this.#breakPages(size, titles, lastRow);
    this.page({
      paper,
      orientation,
      fit: { wide: pagesWide, high: onePage ? 1 : 0 },
      margins: MARGINS,
      titles,
      ...(pagesWide > 1 && titleColumns && { titleColumns }),
      area: { row: lastRow, column: lastColumn },
      numbered: true,
    });
  }

  /** For a sheet that is not laid out by `print`. */
  page(setup: PageSetup): void {
    this.#page = setup;
  }

  get hasFormulas(): boolean {
    return this.#hasFormulas;
  }

  /** Ranges that the workbook stores for the sheet. */
  get printed(): Pick<PageSetup, 'area' | 'titles' | 'titleColumns'> {
    return this.#page;
  }

  /** The sheet's file. Written once: the rows are given away. */
  xml(): Iterable<string | Uint8Array> {
    return sheetXml({
      rows: this.#rows,
      columns: this.#widths.map((width, index) => ({ width, look: this.#columnLooks[index] ?? 0 })),
      frozen: this.#frozen,
      isProtected: this.#book.isProtected,
      filter: this.#filter,
      merges: this.#merges,
      colours: this.#colours,
      choices: this.#choices,
      page: this.#page,
      breaks: this.#breaks,
    });
  }

  /** Slightly smaller letters are better than a page with only the signatures. */
  #nearlyOnePage(lastRow: number, size: Room): boolean {
    const scale = this.#scaleOn(size);
    const height = this.#heightsTo(lastRow).reduce((sum, one) => sum + one, 0);
    const pages = height / (size.high / Math.min(1, scale));
    return pages > 0.97 && pages < 1.4;
  }

  /** The scale that makes the sheet one page wide. */
  #scaleOn({ wide }: Room): number {
    return wide / (this.#widths.reduce((sum, one) => sum + one, 0) * (BASE_FONT.size / 2));
  }

  #heightsTo(lastRow: number): number[] {
    return Array.from({ length: lastRow }, (_, index) => this.#rows.heightOf(index + 1) ?? USUAL_HEIGHT);
  }

  #breakPages(size: Room, [first, last]: PrintSetup['titles'], lastRow: number): void {
    // Programs choose automatic heights differently, so every height is set.
    for (let row = 1; row <= lastRow; row++) if (this.#rows.heightOf(row) === undefined) this.height(row, USUAL_HEIGHT);
    const heights = this.#heightsTo(lastRow);
    const scale = this.#scaleOn(size);
    const repeated = heights.slice(first - 1, last).reduce((sum, height) => sum + height, 0);
    // Whole percents, as printed.
    const breaksAt = (percent: number): number[] => pageBreaks({ heights, page: (size.high * 100) / percent, repeated, glued: this.#kept });
    const most = Math.floor(Math.min(1, scale) * 100);
    let best = { percent: most, breaks: breaksAt(most) };
    for (let percent = most - 1; best.breaks.length > 0 && best.breaks.length < FEW_PAGES && percent > most * 0.88; percent--) {
      const breaks = breaksAt(percent);
      if (breaks.length < best.breaks.length) best = { percent, breaks };
    }
    // A sheet can only ask to fit the page's width, so it is printed smaller by making it wider.
    if (best.percent < most) {
      const wider = (scale * 100) / (best.percent + 0.5);
      this.#widths = this.#widths.map((width) => width * wider);
    }
    this.#breaks = best.breaks;
  }
}
