/** A list form: one line for each household or person; household data are live references to the lists. */
import { ageFormula } from '../forms/age.ts';
import { notesOf, type ListColumn, type ListForm, type Source } from '../forms/official/description.ts';
import { listCell, type ListCellContext } from '../forms/list-cell.ts';
import { rowWith, type ListLine } from '../forms/list-lines.ts';
import type { Sheets } from '../forms/live.ts';
import { displayCell } from '../review/cell-input.ts';
import { columnOf, type Column } from '../review/columns.ts';
import { ETHNIC_CODES, type EthnicCodes } from '../review/ethnic.ts';
import type { CellValue, SheetId } from '../review/types.ts';
import { writeHeader, writeSignatures, type Frame } from './write-frame.ts';
import type { ListLayout } from './write-layout.ts';
import { widthOf } from './write-measure.ts';
import { PAGE_WIDTH, type Sheet } from './write-sheet.ts';
import { COUNT, HEADING, NUMBERING, TEXT, type Look } from './write-styles.ts';

/** Lines that stay on a page with the signatures. */
const SIGNED = 3;

/** With few columns the letters can be larger. */
const bodyOf = ({ columns }: ListForm): number => (columns.length > 14 ? 11 : 13);

export interface ListFormContext extends ListCellContext {
  unit: string;
  year: number;
  ethnicCodes: EthnicCodes;
  lists: Sheets;
  /** Printed below the list. */
  note?: string;
  preliminary?: boolean;
}

export function writeListForm(sheet: Sheet, layout: ListLayout, context: ListFormContext): void {
  const { form, sections } = layout.filled;
  const { headingRow, lastColumn } = layout;
  const { columns, firstColumn } = form;
  const body = bodyOf(form);
  const looks = columns.map((column) => drawnBy(column, body));
  // Each is found once, for the widths and for the lines.
  const values = sections.map(({ lines }) =>
    lines.map((entry) => columns.map(({ source }) => listCell(source, entry, NO_NUMBERS, context))),
  );
  const widths = widthsOf(layout.filled, looks, values);
  sheet.widths(widths);
  const frame: Frame = { ...form, unit: context.unit, year: context.year, widths, ...(context.preliminary && { preliminary: true }) };
  writeHeader(sheet, frame);
  columns.forEach(({ text }, index) => {
    sheet.put(headingRow, firstColumn + index, text, { ...HEADING, size: body });
    sheet.put(headingRow + 1, firstColumn + index, index + 1, { ...NUMBERING, size: 9 });
  });
  sheet.fit(
    headingRow,
    columns.map(({ text }, index) => ({ text, from: firstColumn + index, size: body + 0.5 })),
    40,
  );

  // Filled anew for each line: a list has hundreds of thousands of cells.
  const texts = columns.map((_, index) => ({ text: '', from: firstColumn + index, size: body }));
  let row = form.firstRow;
  let line = 0;
  let household = 0;
  for (const [section, { heading, lines }] of sections.entries()) {
    if (heading !== undefined) {
      // The first column stays empty: a number there would start a household.
      sheet.put(row, firstColumn, null, { border: true });
      sheet.merge(row, firstColumn + 1, row, lastColumn, heading, { size: body, bold: true, border: true });
      sheet.height(row++, 20);
      sheet.keepWithAbove(row);
    }
    if (lines.length === 0) columns.forEach((_, index) => sheet.put(row, firstColumn + index, null, { size: body, border: true }));
    if (lines.length === 0) row++;
    for (const [at, entry] of lines.entries()) {
      line++;
      if (entry.isHead) household++;
      const own = values[section]?.[at] ?? [];
      looks.forEach((look, index) => {
        const { from } = look.source;
        const value = from === 'line' ? line : from === 'household' ? (entry.isHead ? household : null) : (own[index] ?? null);
        writeCell(sheet, row, firstColumn + index, look, entry, value, context);
        (texts[index] as { text: string }).text = shown(look, entry, value);
      });
      sheet.fit(row, texts, body + 6);
      sheet.done(row++);
    }
  }

  const names = columns.findLastIndex(
    ({ source }) => (source.from === 'text' && source.key === 'head') || (source.from === 'member' && source.key === 'name'),
  );
  sheet.freeze(form.firstRow, firstColumn + names + 1);
  let next = layout.lastRow + 1;
  for (const note of [...codeNotes(form, context), ...notesOf(form), ...(context.note ? [context.note] : [])]) {
    sheet.merge(next, firstColumn, next, lastColumn, note, { size: 11, italic: true, wrap: true });
    sheet.fit(next++, [{ text: note, from: firstColumn, to: lastColumn, size: 11 }]);
  }
  const signers = form.signers?.filter(({ village }) => !village || sections.length === 1);
  const last = writeSignatures(sheet, next + 1, frame, signers);
  // Signatures must not be alone on a page.
  sheet.keepWithAbove(Math.max(form.firstRow, layout.lastRow - SIGNED + 2), last);
  sheet.print({
    orientation: form.orientation ?? 'landscape',
    titles: [headingRow, headingRow + 1],
    lastRow: last,
    lastColumn,
    paged: true,
  });
}

/** Two incompatible schemes are in use: a list with codes says which one it has. */
const codeNotes = ({ columns }: ListForm, { ethnicCodes }: ListFormContext): string[] =>
  columns.some(({ source }) => source.from === 'ethnicCode')
    ? [`Mã dân tộc theo ${ETHNIC_CODES[ethnicCodes]}; để trống nếu danh mục chưa có mã.`]
    : [];

/** What is the same for each cell of a column. */
interface Drawn {
  source: Source;
  /** Of the lists, where the column refers to them. */
  columns: ReadonlyMap<SheetId, Column | undefined>;
  plain: Look;
  text: Look;
  money: Look;
}

/** Made once for each column, not for each cell: a look that is one object is found by identity, and three million are not kept. */
function drawnBy({ source, align }: ListColumn, size: number): Drawn {
  const look: Look = { size, border: true, wrap: true, ...(align && { align }) };
  const lists = ['list01', 'list02'] as const;
  return {
    source,
    columns: new Map(source.from === 'live' ? lists.map((sheet) => [sheet, columnOf(sheet, source.key)]) : []),
    plain: source.from === 'nothing' ? { ...look, open: true } : look,
    text: { ...look, format: TEXT },
    money: { ...look, format: COUNT },
  };
}

/** The text that a cell will show, for widths and heights; money with its dots. */
function shown({ source, columns }: Drawn, { household }: ListLine, value: CellValue): string {
  if (NUMBERED.has(source.from)) return '';
  const column = source.from === 'live' ? columns.get(household.sheet) : undefined;
  return column ? displayCell(column, value) : typeof value === 'string' ? value : String(value ?? '');
}

/** Short numbers, which need no measuring. */
const NUMBERED: ReadonlySet<Source['from']> = new Set(['line', 'household', 'age']);
const NO_NUMBERS = { line: 0, household: 0 };

/** Names of classes, communes, relations: read at a glance, and ugly when wrapped. Longer texts are sentences. */
const WORD = 20;

/**
 * As wide as its texts and the longest word of its heading need, up to the form's maximum; never so narrow that a
 * word or the name of a class is broken. A list with few columns fills the page.
 */
function widthsOf({ form, sections }: ListLayout['filled'], looks: readonly Drawn[], values: readonly CellValue[][][]): number[] {
  const body = bodyOf(form);
  const columns = form.columns.map((column, index) => {
    const texts = new Set<string>();
    sections.forEach(({ lines }, section) =>
      lines.forEach((line, at) => texts.add(shown(looks[index] as Drawn, line, values[section]?.[at]?.[index] ?? null))),
    );
    // Nothing to measure, or filled in by hand.
    if (texts.size === 0 || column.source.from === 'nothing') return column.width;
    // Notes that are empty now will be written by hand.
    const least = column.source.from === 'text' && column.source.key === 'note' ? 11 : 4;
    const all = [...texts];
    const unbroken = widthOf(
      all.filter((text) => text.length <= WORD && (column.source.from !== 'member' || column.source.key !== 'name')),
      body,
    );
    return Math.max(unbroken, widthOf(column.text.split(' '), body * 1.1), Math.min(column.width, Math.max(least, widthOf(all, body))));
  });
  const free = PAGE_WIDTH[form.orientation ?? 'landscape'] / columns.reduce((sum, width) => sum + width, 0);
  return [...Array.from({ length: form.firstColumn - 1 }, () => 2), ...columns.map((width) => width * Math.max(1, free))];
}

function writeCell(
  sheet: Sheet,
  row: number,
  column: number,
  { source, columns, plain, text, money }: Drawn,
  entry: ListLine,
  value: CellValue,
  context: ListFormContext,
): void {
  const { household, isHead } = entry;
  if (source.from === 'age') {
    const address = context.lists.cell(rowWith(entry, 'birth').id, 'birth');
    return address ? sheet.live(row, column, ageFormula(address), value, plain) : sheet.put(row, column, null, plain);
  }
  if (source.from === 'live') {
    const address = context.lists.cell(household.id, source.key);
    if (!address || !(isHead || source.everyLine)) return sheet.put(row, column, null, plain);
    // A reference to an empty cell would show 0.
    const look = columns.get(household.sheet)?.type === 'money' ? money : plain;
    return sheet.live(row, column, `IF(${address}="","",${address})`, value ?? '', look);
  }
  // ID numbers, codes and dates are texts: Excel must not remove their leading zeros.
  const isText = source.from === 'member' || source.from === 'place' || source.from === 'ethnicCode';
  sheet.put(row, column, isText && value !== null ? String(value) : value, isText ? text : plain);
}
