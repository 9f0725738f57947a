/** The input sheets, laid out like the blank template, with the live formula columns to the right: reading one back changes nothing. */
import { SHEETS, type Column } from '../review/columns.ts';
import { UNSETTLED } from '../review/formula-columns.ts';
import type { CellValue, Row } from '../review/types.ts';
import type { InputLayout, LiveColumn } from './write-layout.ts';
import { widthOf } from './write-measure.ts';
import type { Sheet } from './write-sheet.ts';
import { COUNT, HEADING, TEXT, type Look } from './write-styles.ts';

export const FORMULA_GROUP = 'Cột công thức (không nhập)';
const groupOf = ({ by }: Pick<LiveColumn, 'by'>): string => (by === undefined ? FORMULA_GROUP : `${by}: ${FORMULA_GROUP}`);
/** Width of the A3 sheet, in digits of the base font, at a size that is still readable. */
const READABLE_WIDTH = 300;
const NUMBER: Look = { size: 11, align: 'center', border: true, open: true };

/** A long heading over a narrow column is turned upright. */
const isTurned = ({ label, width, type }: { label: string; width: number; type?: string }): boolean =>
  type === 'yes' && width <= 12 && label.length > 7;

/**
 * @param unit is written above the villages, where the import looks for the commune's name.
 * @param of year and commune of the list: a sheet may be moved into another workbook.
 */
export function writeInput(sheet: Sheet, layout: InputLayout, unit: string, of: string): void {
  const { inputs, lives, headingRow } = layout;
  const columns = [
    ...inputs.map((column) => ({ ...column, fill: undefined })),
    ...lives.map((column) => ({ ...column, group: groupOf(column), fill: 'computed' as const })),
  ];
  const isWide = layout.id === 'list01' || layout.id === 'list02';
  const widths = [6, ...columns.map((column) => (isTurned(column) ? Math.min(column.width, 6) : Math.max(column.width, 7)))];
  // STT and the input columns, also in rows that people add below.
  sheet.widths(widths, new Set(Array.from({ length: inputs.length + 1 }, (_, index) => index + 1)));
  sheet.put(1, 1, `${SHEETS[layout.id].title} · ${of}`, { size: 14, bold: true });
  sheet.height(1, 24);
  if (layout.id === 'villages') sheet.put(layout.groupRow, 2, unit, { size: 12, italic: true });
  sheet.put(headingRow, 1, 'STT', { ...HEADING, fill: 'heading' });
  columns.forEach((column, index) =>
    sheet.put(headingRow, index + 2, column.label, { ...HEADING, turned: isTurned(column), fill: column.fill ?? 'heading' }),
  );
  const upright = columns.filter(isTurned).map(({ label }) => label);
  sheet.height(headingRow, upright.length ? Math.min(190, widthOf(upright, 11) * 7) : 36);
  writeGroups(sheet, layout, columns);

  const texts = inputs.map((column) => look(column));
  const computed = lives.map(({ width }): Look => ({
    size: 11,
    border: true,
    fill: 'computed',
    ...(width <= 11 && { align: 'center' as const }),
  }));
  layout.rows.forEach((row, index) => {
    const at = layout.firstRow + index;
    sheet.put(at, 1, index + 1, NUMBER);
    inputs.forEach((column, offset) => sheet.put(at, offset + 2, inputValue(column, row), texts[offset] as Look));
    lives.forEach((column, offset) => writeLive(sheet, at, inputs.length + 2 + offset, row, column, computed[offset] as Look));
    sheet.done(at);
  });
  sheet.freeze(layout.firstRow, layout.id === 'villages' ? 3 : 4);
  sheet.print({
    orientation: isWide ? 'landscape' : 'portrait',
    paper: isWide ? 'A3' : 'A4',
    pagesWide: Math.ceil(widths.reduce((sum, width) => sum + width, 0) / READABLE_WIDTH),
    titleColumns: 'A:C',
    titles: [layout.groupRow, headingRow],
    lastRow: layout.lastRow,
    lastColumn: columns.length + 1,
  });
}

function writeGroups(sheet: Sheet, { groupRow }: InputLayout, columns: readonly { group?: string; fill?: 'computed' }[]): void {
  for (let from = 0; from < columns.length;) {
    const group = columns[from]?.group;
    let to = from;
    while (to + 1 < columns.length && columns[to + 1]?.group === group) to++;
    if (group) sheet.merge(groupRow, from + 2, groupRow, to + 2, group, { ...HEADING, fill: columns[from]?.fill ?? 'heading' });
    from = to + 1;
  }
  if (columns.some(({ group }) => group)) sheet.height(groupRow, 20);
}

function look({ type, width }: Column): Look {
  const base = { size: 11, border: true, open: true } as const;
  if (type === 'integer' || type === 'money') return { ...base, format: COUNT, ...(type === 'integer' && { align: 'center' as const }) };
  // Codes, dates and ID numbers are texts: Excel must not remove their leading zeros.
  if (type === 'code' || type === 'cccd' || type === 'date') return { ...base, format: TEXT };
  if (type === 'yes' || width <= 9) return { ...base, align: 'center' };
  return base;
}

function inputValue({ key, type }: Column, row: Row): CellValue {
  const value = row.cells[key] ?? null;
  return typeof value === 'number' && (type === 'code' || type === 'cccd' || type === 'date') ? String(value) : value;
}

function writeLive(sheet: Sheet, at: number, number: number, row: Row, column: LiveColumn, look: Look): void {
  const formula = column.formula(row);
  const value = column.value(row);
  // A formula would silently prefer the value written last.
  if (formula === null) sheet.put(at, number, value === UNSETTLED ? value : null, look);
  else sheet.live(at, number, formula, value, look);
}
