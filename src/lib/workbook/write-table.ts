/**
 * A table of one of our pages as a workbook of its own, to print and to keep: no official form, no formulas. It holds what its maker puts
 * into it and nothing else.
 */
import type { CellValue } from '../review/types.ts';
import { formName } from './own-workbook.ts';
import { Book } from './write-book.ts';
import { writeHeader, writeSignatures, type Frame } from './write-frame.ts';
import { sheetRef } from './write-layout.ts';
import { widthOf } from './write-measure.ts';
import { PAGE_WIDTH } from './write-sheet.ts';
import { HEADING, TEXT, type Look } from './write-styles.ts';

export interface TableColumn {
  text: string;
  align?: Look['align'];
  /** The widest that it may be, in digits; longer texts wrap. */
  most: number;
}

export interface PrintedTable {
  /** Of the sheet. */
  name: string;
  unit: string;
  title: string;
  /** Below the title: which part of the whole it is. */
  note: string;
  /** The day it was made, yyyy-mm-dd. */
  day: string;
  columns: readonly TableColumn[];
  rows: readonly (readonly CellValue[])[];
  /** Columns that stay in view beside the others. */
  fixed: number;
}

const BODY = 11;
const TITLE_ROW = 4;
const HEADING_ROW = TITLE_ROW + 3;
const FIRST_ROW = HEADING_ROW + 1;
/** Lines that stay on a page with the signatures. */
const SIGNED = 3;

export function writeTable(table: PrintedTable): Promise<Uint8Array> {
  const { name, title, note, unit, columns, rows } = table;
  const book = new Book({ title, day: table.day });
  // Read back, it is a paper of ours and no list of households.
  book.define(formName(0), `${sheetRef(name)}$A$1`);
  const sheet = book.sheet(name);
  const widths = widthsOf(table);
  sheet.widths(widths);
  const frame: Frame = { unit, id: '', number: '', title, reference: note, titleRow: TITLE_ROW, firstColumn: 1, widths };
  writeHeader(sheet, frame);
  columns.forEach(({ text }, index) => sheet.put(HEADING_ROW, index + 1, text, HEADING));
  sheet.fit(
    HEADING_ROW,
    columns.map(({ text }, index) => ({ text, from: index + 1, size: BODY + 0.5 })),
    30,
  );
  const looks = columns.map(({ align }): Look => ({ size: BODY, border: true, wrap: true, ...(align && { align }) }));
  const texts = looks.map((look): Look => ({ ...look, format: TEXT }));
  rows.forEach((cells, at) => {
    const row = FIRST_ROW + at;
    cells.forEach((value, index) => sheet.put(row, index + 1, value, (typeof value === 'number' ? looks : texts)[index] ?? {}));
    sheet.fit(
      row,
      cells.map((value, index) => ({ text: String(value ?? ''), from: index + 1, size: BODY })),
    );
    sheet.done(row);
  });
  const lastRow = FIRST_ROW + rows.length - 1;
  sheet.filter(HEADING_ROW, 1, lastRow, columns.length);
  sheet.freeze(FIRST_ROW, table.fixed + 1);
  const last = writeSignatures(sheet, lastRow + 2, frame);
  sheet.keepWithAbove(Math.max(FIRST_ROW, lastRow - SIGNED + 2), last);
  sheet.print({ orientation: 'landscape', titles: [HEADING_ROW, HEADING_ROW], lastRow: last, lastColumn: columns.length, paged: true });
  return book.bytes();
}

/** As wide as the texts need, up to the column's most, and no word of a heading broken. A narrow table fills the page. */
function widthsOf({ columns, rows }: PrintedTable): number[] {
  const widths = columns.map(({ text, most }, index) =>
    Math.max(
      widthOf(text.split(' '), BODY * 1.1),
      Math.min(
        most,
        widthOf(
          rows.map((cells) => String(cells[index] ?? '')),
          BODY,
        ),
      ),
    ),
  );
  const free = PAGE_WIDTH.landscape / widths.reduce((sum, width) => sum + width, 0);
  return widths.map((width) => width * Math.max(1, free));
}
