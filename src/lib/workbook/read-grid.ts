/** The sheets of a workbook as plain Maps: nothing of the library, and no prototype that a heading could pollute. */
import { utils, type WorkSheet } from 'xlsx';
import { cellFonts, type CellFonts } from './cell-fonts.ts';
import { hiddenInOds, type HiddenParts } from './ods-hidden.ts';
import { decodeCsv, parseCsv } from './read-csv.ts';
import { workbookError } from './read-error.ts';
import { contains, formatOf } from './read-format.ts';
import { FORM_NAME } from './own-workbook.ts';
import { checkRepeats, LIMITS } from './read-limits.ts';
import { isBlank, isFrom1904, openBook, sheetOf, type GridCell } from './read-cells.ts';
import { Unzipped } from './read-zip.ts';
import type { SheetCells } from './scan-cells.ts';

export type { GridCell } from './read-cells.ts';

export interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface Grid {
  name: string;
  hidden: boolean;
  /** Created on an old Mac: its day numbers count from 1904. */
  date1904?: true;
  /** The font of every cell is known. */
  fontsKnown?: true;
  /** 'Đơn vị tính: …' above the first table of the sheet; it applies to the other tables unless they have their own. */
  unitLine?: string;
  /** A form in a workbook that we wrote: it is made from the lists, and is not a list itself. */
  isForm?: boolean;
  /** 0-based row -> 0-based column -> cell; only non-empty cells. Rows in order. */
  rows: Map<number, Map<number, GridCell>>;
  hiddenRows: Set<number>;
  /** The merge that covers a cell of the first rows, where headings are; see `mergeAt`. */
  merges: Map<number, Merge>;
  /** Merges over several rows of one column, however far down. */
  tall: Merge[];
  /** Number of cells beyond the last column we read. */
  beyond: number;
}

export interface GridBook {
  sheets: Grid[];
  fonts: string[];
  /** From the file's properties. */
  keywords: string;
}

/** Headings are searched down to this row. */
export const HEADING_ROWS = 60;
/** Maximum number of remembered cells under merges. */
const COVERED = 2_000_000;
const place = (row: number, column: number): number => row * LIMITS.columns + column;
export const mergeAt = (grid: Grid, row: number, column: number): Merge | undefined => grid.merges.get(place(row, column));

interface SheetFacts {
  hidden: boolean;
  date1904: boolean;
  fontsKnown: boolean;
  cells: SheetCells<GridCell>;
  hiddenRows: ReadonlySet<number>;
}

function gridOf(name: string, merges: WorkSheet['!merges'] = [], { hidden, date1904, fontsKnown, cells, hiddenRows }: SheetFacts): Grid {
  const grid: Grid = {
    name,
    hidden,
    rows: cells.rows,
    hiddenRows: new Set(),
    merges: new Map(),
    tall: [],
    beyond: cells.beyond,
    ...(date1904 && { date1904 }),
    ...(fontsKnown && { fontsKnown }),
  };
  if (grid.rows.size > LIMITS.rows) throw workbookError('too-many-rows', LIMITS.rows.toLocaleString('vi-VN'), name);
  // A stray cell far to the right is skipped and reported; a whole table out there is refused.
  if (grid.beyond > LIMITS.rows) throw workbookError('too-many-columns', String(LIMITS.columns), name);
  for (const r of [...cells.hiddenRows, ...hiddenRows]) if (grid.rows.has(r)) grid.hiddenRows.add(r);
  let covered = 0;
  for (const { s, e } of merges) {
    if (e.r > s.r && e.c === s.c) grid.tall.push({ top: s.r, left: s.c, bottom: Math.min(e.r, s.r + LIMITS.rows), right: e.c });
    const merge: Merge = { top: s.r, left: s.c, bottom: Math.min(e.r, s.r + HEADING_ROWS), right: Math.min(e.c, LIMITS.columns - 1) };
    // Headings can be anywhere. A million overlapping merges are not headings.
    covered += Math.max(0, merge.bottom - merge.top + 1) * Math.max(0, merge.right - merge.left + 1);
    if (covered > COVERED) break;
    for (let r = merge.top; r <= merge.bottom; r++) for (let c = merge.left; c <= merge.right; c++) grid.merges.set(place(r, c), merge);
  }
  return grid;
}

/** Font names in the styles: an old .VnTime or VNI font shows how the text is encoded. */
function fontNames(bytes: Uint8Array, files: ReadonlyMap<string, Uint8Array> | null): string[] {
  if (files) {
    const styles = new TextDecoder().decode(files.get('xl/styles.xml') ?? files.get('styles.xml'));
    return [...styles.matchAll(/<(?:name|rFont) val="([^"]*)"|style:font-name="([^"]*)"/g)].map((match) => match[1] ?? match[2] ?? '');
  }
  // In an .xls, font names are plain text, with one or two bytes for each letter.
  const ascii = (word: string): number[] => [...word].map((char) => char.charCodeAt(0));
  const wide = (word: string): number[] => ascii(word).flatMap((code) => [code, 0]);
  return ['.Vn', 'VNI-'].filter((word) => contains(bytes, ascii(word)) || contains(bytes, wide(word)));
}

/** Word documents, zipped pictures and others are zips too. */
function checkParts(files: ReadonlyMap<string, Uint8Array>): void {
  const names = [...files.keys()].map((name) => name.replaceAll('\\', '/').toLowerCase());
  const content = files.get('content.xml');
  if (content) checkRepeats(new TextDecoder().decode(content));
  else if (names.some((name) => name.startsWith('word/'))) throw workbookError('not-a-workbook', 'văn bản Word');
  else if (!names.some((name) => /(^|\/)workbook[^/]*\.(xml|bin)$/.test(name))) throw workbookError('not-a-workbook', 'tệp nén khác');
}

function readCsvGrid(bytes: Uint8Array, fileName: string): Grid {
  const name = fileName.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '') || 'CSV';
  const grid: Grid = { name, hidden: false, rows: new Map(), hiddenRows: new Set(), merges: new Map(), tall: [], beyond: 0 };
  parseCsv(decodeCsv(bytes)).forEach((fields, r) => {
    const row = new Map<number, GridCell>();
    fields.forEach((value, c) => {
      if (isBlank(value)) return;
      if (c >= LIMITS.columns) grid.beyond++;
      // Excel's own CSV has the CCCD without leading zeros: as a number it can be restored, with a warning.
      else row.set(c, { value: /^[1-9]\d{9,10}(\.0)?$/.test(value.trim()) ? Number(value) : value });
    });
    if (row.size > 0) grid.rows.set(r, row);
  });
  if (grid.rows.size > LIMITS.rows) throw workbookError('too-many-rows', LIMITS.rows.toLocaleString('vi-VN'), name);
  return grid;
}

/** 'Chỉ tiêu'!$A$1 -> Chỉ tiêu */
const sheetOfRef = (ref: string): string =>
  ref
    .slice(0, ref.lastIndexOf('!'))
    .replace(/^'(.*)'$/, '$1')
    .replaceAll("''", "'");

export function readGrids(bytes: Uint8Array, fileName: string): GridBook {
  if (bytes.length > LIMITS.fileSize) throw workbookError('too-big', '20 MB');
  const format = formatOf(bytes);
  if (format === 'csv') return { sheets: [readCsvGrid(bytes, fileName)], fonts: [], keywords: '' };
  const flat = format === 'fods' ? new TextDecoder().decode(bytes) : null;
  if (flat !== null) checkRepeats(flat);
  const zip = format === 'zip' ? new Unzipped(bytes) : null;
  if (zip) checkParts(zip.files);
  const fonts = zip?.files.has('xl/workbook.xml') ? cellFonts(zip.files) : null;
  const fontsOf = (name: string): CellFonts | undefined => fonts?.get(name);
  const { book, cells } = openBook(bytes, zip, fontsOf);
  if (book.SheetNames.length === 0) throw workbookError('damaged');
  if (book.SheetNames.length > LIMITS.sheets) throw workbookError('too-many-sheets', String(LIMITS.sheets));
  const date1904 = isFrom1904(book);
  const forms = new Set((book.Workbook?.Names ?? []).filter(({ Name }) => FORM_NAME.test(Name)).map(({ Ref }) => sheetOfRef(Ref)));
  const sheets: Grid[] = [];
  const content = flat ?? (zip?.files.has('content.xml') ? new TextDecoder().decode(zip.files.get('content.xml')) : null);
  const ods: HiddenParts[] = content === null ? [] : hiddenInOds(content);
  book.SheetNames.forEach((name, i) => {
    const [sheet, own] = [sheetOf(book, name), cells[i]];
    if (!sheet || !own) return;
    const hidden = (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0 || ods[i]?.sheet === true;
    sheets.push({
      ...gridOf(name, sheet['!merges'], {
        hidden,
        date1904,
        fontsKnown: fonts !== null,
        cells: own,
        hiddenRows: ods[i]?.rows ?? new Set(),
      }),
      isForm: forms.has(name),
    });
  });
  return { sheets, fonts: fontNames(bytes, zip?.files ?? null), keywords: String(book.Props?.Keywords ?? '') };
}

export const columnLetter = (column: number): string => utils.encode_col(column);
