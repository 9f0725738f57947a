/** One recognised sheet: its rows as our cells, what was found of its columns, and what looks wrong. */
import { readCell } from '../review/cell-input.ts';
import { columnOf, type Column } from '../review/columns.ts';
import { fold, tidy } from '../review/text.ts';
import type { CellValue, Problem, Row, SheetId } from '../review/types.ts';
import { villageKey } from '../review/village.ts';
import { findHeadings, type HeadingColumn, type Headings } from './headings.ts';
import { decodeCell, detectEncoding, ENCODING_NAMES, type TextEncoding } from './legacy-text.ts';
import { columnLetter, type Grid, type GridCell } from './read-grid.ts';
import { problemAt } from './read-problem.ts';
import { findResultHeadings } from './result-columns.ts';
import type { ResultKind } from './result-forms.ts';
import { tableRows, unitAbove, type DataRow } from './read-rows.ts';

export interface SheetReading {
  name: string;
  /** null: not one of our lists. */
  sheet: SheetId | null;
  /** A list of results (Mẫu 6.1, 6.2): members, with their household's result. */
  result?: ResultKind;
  /** 1-based. */
  headingRows: [number, number];
  columns: { column: string; heading: string; key: string | null; label?: string }[];
  rows: number;
  encoding: TextEncoding;
}

export interface RawFormula { row: Row; label: string; value: CellValue; column: string }

export interface SheetRows {
  reading: SheetReading;
  /** Ids are given later, when the codes of all sheets are known. */
  rows: Row[];
  formulas: RawFormula[];
  problems: Problem[];
  unit: string;
}

/** Results and reports look like lists and are none: what they say is computed here. */
const REPORT_TAB = /^((mau|bieu|phu luc|pl) ?)?(so )?[6-9] \d+/;
const REPORT_TITLE = /sau khi ra soat|^tong hop (ket qua|dien bien)|^phan tich/;

export function decodeGrid(grid: Grid, fonts: readonly string[]): TextEncoding {
  const texts = function* (): Generator<string> {
    for (const row of grid.rows.values()) for (const { value } of row.values()) if (typeof value === 'string') yield value;
  };
  const encoding = detectEncoding(texts(), fonts);
  if (encoding === 'unicode') return encoding;
  for (const row of grid.rows.values()) {
    for (const cell of row.values()) if (typeof cell.value === 'string') cell.value = decodeCell(cell.value, encoding);
  }
  return encoding;
}

function isReport(grid: Grid): boolean {
  if (grid.isForm || REPORT_TAB.test(fold(grid.name))) return true;
  for (const [row, cells] of grid.rows) {
    if (row > 12) break;
    for (const { value } of cells.values()) if (REPORT_TITLE.test(fold(String(value)))) return true;
  }
  return false;
}

const unrecognised = (grid: Grid, encoding: TextEncoding): SheetRows => ({
  reading: { name: grid.name, sheet: null, headingRows: [0, 0], columns: [], rows: 0, encoding }, rows: [], formulas: [], problems: [], unit: '',
});

function describe(grid: Grid, { sheet, result, top, bottom, columns }: Headings, encoding: TextEncoding): SheetReading {
  return {
    name: grid.name, sheet, ...(result && { result }), encoding, headingRows: [top + 1, bottom + 1], rows: 0,
    columns: columns.map(({ index, heading, column, formula, counter }) => {
      const label = column?.label ?? formula ?? (counter ? 'STT' : undefined);
      return { column: columnLetter(index), heading, key: column?.key ?? null, ...(label === undefined ? {} : { label }) };
    }),
  };
}

function knownVillages(grid: Grid, headings: Headings, fromVillageSheet: ReadonlySet<string>): Set<string> {
  const known = new Set(fromVillageSheet);
  const index = headings.columns.find(({ column }) => column?.key === 'village')?.index;
  if (index === undefined) return known;
  for (const [row, cells] of grid.rows) {
    const cell = row > headings.bottom ? cells.get(index) : undefined;
    if (cell) known.add(villageKey(String(cell.value)));
  }
  return known;
}

/** A village's name merged over its households is said once and meant for all of them. */
function spreadVillages(grid: Grid, { columns, bottom }: Headings): void {
  const index = columns.find(({ column }) => column?.key === 'village')?.index;
  for (const merge of grid.tall) {
    const name = merge.left === index && merge.top > bottom ? grid.rows.get(merge.top)?.get(merge.left) : undefined;
    if (name) for (const [row, cells] of grid.rows) if (row > merge.top && row <= merge.bottom) cells.set(merge.left, name);
  }
}

/** The code and name by which a row's problems are known. */
function householdOf({ columns }: Headings, cells: Map<number, GridCell>): string | undefined {
  const index = columns.find(({ column }) => column?.key === 'code')?.index;
  const text = index === undefined ? '' : tidy(String(cells.get(index)?.value ?? ''));
  return text === '' ? undefined : text;
}

interface RowContext { grid: Grid; headings: Headings; today: Date; result: SheetRows }

function readRow({ grid, headings, today, result }: RowContext, data: DataRow): void {
  const row: Row = { id: '', sheet: headings.sheet, cells: {}, source: { sheet: grid.name, row: data.row + 1 } };
  const household = householdOf(headings, data.cells);
  const report = (found: HeadingColumn, column: Column | null, severity: Problem['severity'], code: string, what: string): void => {
    result.problems.push(problemAt({ sheet: grid.name, row: data.row + 1, column: columnLetter(found.index), label: column?.label ?? found.heading, household }, severity, code, what));
  };
  for (const found of headings.columns) {
    const cell = data.cells.get(found.index);
    if (!cell || (!found.column && found.formula === null)) continue;
    if (cell.error !== undefined) {
      if (found.column) report(found, found.column, 'error', 'formula-error', `ô có lỗi công thức ${cell.error}, coi như để trống`);
    } else if (cell.uncalculated) {
      if (found.column) report(found, found.column, 'error', 'formula-uncalculated', 'ô có công thức chưa được tính: hãy mở tệp bằng Excel, lưu lại rồi nhập');
    } else if (found.column) {
      const { value, problem } = readCell(found.column, cell.value, today);
      if (value === null) continue;
      row.cells[found.column.key] = value;
      if (found.sex) row.cells['sex'] = found.sex;
      if (problem) report(found, found.column, problem.severity, problem.code, problem.text);
    } else if (found.formula !== null) {
      const value = typeof cell.value === 'string' ? tidy(cell.value) : typeof cell.value === 'boolean' ? String(cell.value) : cell.value;
      result.formulas.push({ row, label: found.formula, value, column: columnLetter(found.index) });
    }
  }
  if ((headings.result || columnOf(headings.sheet, 'village')) && row.cells['village'] === undefined && data.village !== null) row.cells['village'] = data.village;
  result.rows.push(row);
}

/** Results of an earlier review are lists to be read, whatever their tab is called; the forms that we wrote ourselves are not. */
export function headingsOf(grid: Grid): Headings | null {
  return (grid.isForm ? null : findResultHeadings(grid)) ?? (isReport(grid) ? null : findHeadings(grid));
}

/** `fromVillageSheet`: keys of the names on the sheet Thôn, which is read first. */
export function readSheet(grid: Grid, headings: Headings | null, encoding: TextEncoding, fromVillageSheet: ReadonlySet<string>, today: Date): SheetRows {
  if (!headings) return unrecognised(grid, encoding);
  const reading = describe(grid, headings, encoding);
  const result: SheetRows = { reading, rows: [], formulas: [], problems: [], unit: unitAbove(grid, headings) };
  const warn = (code: string, what: string, row?: number): void => { result.problems.push(problemAt({ sheet: grid.name, row }, 'warning', code, what)); };
  if (encoding !== 'unicode') warn('old-encoding', `viết bằng ${ENCODING_NAMES[encoding]}, đã chuyển sang Unicode: hãy xem lại`);
  if (grid.hidden) warn('hidden-sheet', 'trang đang ẩn, vẫn được đọc');
  if (grid.beyond > 0) warn('cells-beyond', `có ${grid.beyond} ô nằm quá cột thứ 200, không đọc`);
  spreadVillages(grid, headings);
  const { rows, skipped } = tableRows(grid, headings, knownVillages(grid, headings, fromVillageSheet));
  for (const data of rows) readRow({ grid, headings, today, result }, data);
  reading.rows = rows.length;
  const hidden = rows.filter((row) => row.hidden).map(({ row }) => row + 1);
  if (hidden.length > 0) warn('hidden-rows', `có ${hidden.length} dòng đang ẩn, vẫn được đọc: dòng ${hidden.slice(0, 10).join(', ')}${hidden.length > 10 ? '…' : ''}`);
  for (const { row, text } of skipped) warn('row-skipped', `không đọc dòng "${text.slice(0, 80)}" vì không giống một hộ hay một người`, row + 1);
  return result;
}
