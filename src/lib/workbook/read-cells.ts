/** The cells of a workbook as plain Maps: from the library, or past it where a sheet's XML can be read directly. */
import { read, utils, type WorkBook, type WorkSheet } from 'xlsx';
import { formatted, shownBy, type Formatted } from './cell-format.ts';
import { symbolOf, type CellFonts, type FontKind } from './cell-fonts.ts';
import { workbookError } from './read-error.ts';
import { LIMITS } from './read-limits.ts';
import type { Unzipped } from './read-zip.ts';
import { leaveToLibrary, scanCells, sheetData, withOneCell, type CellMaker, type SheetCells } from './scan-cells.ts';

export interface GridCell extends Formatted {
  value: string | number | boolean;
  /** '#REF!' and the like: the error value of the formula. */
  error?: string;
  /** A formula that was never calculated: the file has no value for it. */
  uncalculated?: boolean;
  /** Set if the font changes what the letters mean. */
  font?: FontKind;
}

export interface OpenBook {
  book: WorkBook;
  /** In the order of `SheetNames`; null for one that there is only by name. */
  cells: readonly (SheetCells<GridCell> | null)[];
}

interface LibraryCell {
  t?: string;
  v?: unknown;
  w?: string;
  f?: string;
  z?: unknown;
}

export const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

function textCell(value: string, font: FontKind | undefined): GridCell | null {
  if (isBlank(value)) return null;
  const symbol = symbolOf(value, font);
  return font && symbol === value ? { value: symbol, font } : { value: symbol };
}

function cellOf(cell: LibraryCell, font: FontKind | undefined): GridCell | null {
  if (cell.t === 'e') return { value: '', error: typeof cell.w === 'string' ? cell.w : '#LỖI' };
  const value = cell.v instanceof Date ? cell.v.getTime() / 86_400_000 + 25_569 : cell.v;
  if (typeof value === 'string') return textCell(value, font);
  if (typeof value === 'boolean') return { value };
  // A number keeps its value whatever the workbook's calendar; the column decides which numbers are dates.
  if (typeof value === 'number' && Number.isFinite(value))
    return { value, ...formatted(cell.t === 'n' ? cell.z : undefined, () => cell.w) };
  return cell.f === undefined ? null : { value: '', uncalculated: true };
}

function libraryCells(sheet: WorkSheet, fonts: CellFonts | undefined): SheetCells<GridCell> {
  const rows: SheetCells<GridCell>['rows'] = new Map();
  let beyond = 0;
  const data = (sheet['!data'] ?? []) as (LibraryCell | undefined)[][];
  // forEach skips the holes of a sparse array: a sheet that claims a million rows costs only what it contains.
  data.forEach((line, r) => {
    const row = new Map<number, GridCell>();
    line.forEach((cell, c) => {
      const copied = cell ? cellOf(cell, fonts?.get(utils.encode_cell({ r, c }))) : null;
      if (!copied) return;
      if (c >= LIMITS.columns) beyond++;
      else row.set(c, copied);
    });
    if (row.size > 0) rows.set(r, row);
  });
  const hiddenRows: number[] = [];
  (sheet['!rows'] ?? []).forEach((info, r) => {
    if (info?.hidden) hiddenRows.push(r);
  });
  return { rows, hiddenRows, beyond };
}

function parse(bytes: Uint8Array): WorkBook {
  try {
    return read(bytes, {
      type: 'array',
      dense: true,
      cellStyles: true,
      cellText: true,
      cellHTML: false,
      cellFormula: true,
      cellNF: true,
      cellDates: false,
      UTC: true,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw workbookError(/password|encrypt/i.test(message) ? 'protected' : 'damaged');
  }
}

/** What the library has read beside the cells; its types do not name all of it. */
interface BesideCells {
  Strings?: CellMaker<GridCell>['texts'];
  Styles?: { CellXf?: readonly { numFmtId?: number }[] };
  SSF?: Readonly<Record<number, string>>;
}

function makerOf(book: WorkBook, fonts: CellFonts | undefined): CellMaker<GridCell> {
  const { Strings: texts = [], Styles: { CellXf: styles } = {}, SSF: formats = {} } = book as BesideCells;
  const date1904 = isFrom1904(book);
  const hasFonts = fonts !== undefined && fonts.size > 0;
  return {
    texts,
    text: (value, r, c) => textCell(value, hasFonts ? fonts.get(utils.encode_cell({ r, c })) : undefined),
    number(value, style) {
      const format = formats[(style === null ? undefined : styles?.[style]?.numFmtId) ?? 0];
      // One of Excel's own that the file does not write out; the library then decides by which cell comes first.
      if (format === undefined) return leaveToLibrary();
      return format === 'General' ? { value } : { value, ...formatted(format, () => shownBy(format, value, date1904)) };
    },
    boolean: (value) => ({ value }),
    error: (said) => ({ value: '', error: said }),
    uncalculated: () => ({ value: '', uncalculated: true }),
  };
}

export const isFrom1904 = (book: WorkBook): boolean => book.Workbook?.WBProps?.date1904 === true;

/** Stands in place of the cells that the library need not read. */
const PASSED_BY = 'so-ra-soat:sheet:';

/** The library reads everything but the cells, which are most of a file. @returns null if it must read some of them. */
export function openPastLibrary(zip: Unzipped, fonts: FontsOf): OpenBook | null {
  const parts = zip.isAmbiguous ? [] : [...zip.files.values()].flatMap((file) => sheetData(file) ?? []);
  if (parts.length === 0) return null;
  const book = parse(zip.stored(new Map(parts.map((part, index) => [part.bytes, withOneCell(part, PASSED_BY + index)]))));
  const cells: (SheetCells<GridCell> | null)[] = [];
  for (const name of book.SheetNames) {
    const sheet = sheetOf(book, name);
    const first = (sheet?.['!data']?.[0]?.[0] as LibraryCell | undefined)?.v;
    const part = typeof first === 'string' && first.startsWith(PASSED_BY) ? parts[Number(first.slice(PASSED_BY.length))] : undefined;
    const scanned = part && scanCells(part, makerOf(book, fonts(name)));
    if (scanned === null) return null;
    cells.push(scanned ?? (sheet ? libraryCells(sheet, fonts(name)) : null));
  }
  return { book, cells };
}

type FontsOf = (sheet: string) => CellFonts | undefined;

/** A sheet named '__proto__' becomes the prototype of `Sheets`; reading finds it there anyway. */
export const sheetOf = ({ Sheets }: WorkBook, name: string): WorkSheet | undefined => Sheets[name];

/** @param zip the file's parts, if it is an archive. @throws WorkbookError */
export function openBook(bytes: Uint8Array, zip: Unzipped | null, fonts: FontsOf): OpenBook {
  const quick = zip && openPastLibrary(zip, fonts);
  return quick ?? openByLibrary(zip?.stored() ?? bytes, fonts);
}

/** The library reads everything. */
export function openByLibrary(bytes: Uint8Array, fonts: FontsOf): OpenBook {
  const book = parse(bytes);
  const cells = book.SheetNames.map((name) => {
    const sheet = sheetOf(book, name);
    return sheet ? libraryCells(sheet, fonts(name)) : null;
  });
  return { book, cells };
}
