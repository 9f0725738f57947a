/** Reads one recognised sheet: its rows as our cells, what its columns are, and what looks wrong. */
import { columnOf, type Column } from '../review/columns.ts';
import { fold, tidy } from '../review/text.ts';
import type { Problem, Row } from '../review/types.ts';
import { villageKey } from '../review/village.ts';
import { ColumnValues } from './column-values.ts';
import { findHeadings, type Headings } from './headings.ts';
import type { HeadingColumn } from './heading-targets.ts';
import { decodeCell, detectEncoding, ENCODING_NAMES, isMixed, type TextEncoding } from './legacy-text.ts';
import { columnLetter, type Grid, type GridCell } from './read-grid.ts';
import { replacePlaceholders } from './placeholders.ts';
import { problemAt } from './read-problem.ts';
import { withWishes, type ColumnWishes } from './column-wishes.ts';
import { joinParts } from './heading-parts.ts';
import { questionId, type Questions } from './questions.ts';
import { askClassColumns, compareWithNumbers, fillVillagesDown, takeSections } from './read-household-rows.ts';
import { findResultHeadings } from './result-columns.ts';
import { tableRows, type DataRow } from './read-rows.ts';
import { splitFamilies } from './read-families.ts';
import type { SheetReading, SheetRows } from './sheet-rows.ts';
import { NO_UNIT, unitAbove } from './read-unit.ts';

/** Results and reports look like lists but are not: the app computes what they say. '9.2026' is a month, 9.2 a form. */
const REPORT_TAB = /^(mau|bieu|phu luc|pl) ?(so )?[6-9] \d+/;
const BARE_REPORT_TAB = /^(so )?(6 [12]|7 (1[01]|[1-9])|9 [1-9])(?!\d| \d)/;
const REPORT_TITLE = /sau khi ra soat|^tong hop (ket qua|dien bien)|^phan tich/;

const hasOldFont = ({ font }: GridCell): boolean => font === 'tcvn3' || font === 'vni';

export function decodeGrid(grid: Grid, fonts: readonly string[]): TextEncoding {
  const decode = (cell: GridCell, encoding: TextEncoding, mixed: boolean): void => {
    if (typeof cell.value === 'string') cell.value = decodeCell(cell.value, encoding, mixed);
  };
  // Text that a font explains is no evidence for the rest.
  const byFont: GridCell[] = [];
  const others: GridCell[] = [];
  const texts: string[] = [];
  for (const row of grid.rows.values())
    for (const cell of row.values()) {
      (hasOldFont(cell) ? byFont : others).push(cell);
      if (typeof cell.value === 'string' && !hasOldFont(cell)) texts.push(cell.value);
    }
  const encoding = detectEncoding(texts, grid.fontsKnown ? [] : fonts);
  const before = byFont.map(({ value }) => value);
  for (const cell of byFont) decode(cell, cell.font === 'vni' ? 'vni' : 'tcvn3', false);
  if (encoding !== 'unicode') {
    const mixed = isMixed(texts);
    for (const cell of others) decode(cell, encoding, mixed);
    return encoding;
  }
  const changed = byFont.find(({ value }, index) => value !== before[index]);
  return changed === undefined ? 'unicode' : changed.font === 'vni' ? 'vni' : 'tcvn3';
}

/** By its tab, or by a title above the headings; never by a note beside a household. */
function isReport(grid: Grid, { top }: Headings): boolean {
  const tab = fold(grid.name);
  if (REPORT_TAB.test(tab) || BARE_REPORT_TAB.test(tab)) return true;
  return [...grid.rows].some(
    ([row, cells]) => row < top && [...cells.values()].some(({ value }) => REPORT_TITLE.test(fold(String(value)))),
  );
}

const unrecognised = (grid: Grid, encoding: TextEncoding): SheetRows => ({
  reading: { name: grid.name, sheet: null, headingRows: [0, 0], columns: [], rows: 0, leftOut: [], encoding },
  rows: [],
  formulas: [],
  problems: [],
  unit: NO_UNIT,
});

function describe(grid: Grid, { sheet, result, family, top, bottom, columns }: Headings, encoding: TextEncoding): SheetReading {
  return {
    name: grid.name,
    sheet,
    ...(result && { result }),
    ...(family && { family }),
    encoding,
    headingRows: [top + 1, bottom + 1],
    rows: 0,
    leftOut: [],
    columns: columns.map(({ index, heading, column, formula, counter, part }) => {
      const whole = part && part.of !== index ? columns.find((other) => other.index === part.of) : undefined;
      const own = column?.label ?? formula ?? (counter ? 'STT' : undefined);
      const label = whole ? `${whole.column?.label ?? whole.formula ?? ''} (cùng cột ${columnLetter(whole.index)})` : own;
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

/** A village's name merged over its households applies to all of them. */
function spreadVillages(grid: Grid, { columns, bottom }: Headings): void {
  const index = columns.find(({ column }) => column?.key === 'village')?.index;
  for (const merge of grid.tall) {
    const name = merge.left === index && merge.top > bottom ? grid.rows.get(merge.top)?.get(merge.left) : undefined;
    if (name) for (let row = merge.top + 1; row <= merge.bottom; row++) grid.rows.get(row)?.set(merge.left, name);
  }
}

/** The code and name that identify a row in problems. */
function householdOf({ columns }: Headings, cells: Map<number, GridCell>): string | undefined {
  const index = columns.find(({ column }) => column?.key === 'code')?.index;
  const text = index === undefined ? '' : tidy(String(cells.get(index)?.value ?? ''));
  return text === '' ? undefined : text;
}

interface RowContext {
  grid: Grid;
  headings: Headings;
  values: ColumnValues;
  result: SheetRows;
}

function readRow({ grid, headings, values, result }: RowContext, data: DataRow): void {
  const row: Row = { id: '', sheet: headings.sheet, cells: {}, source: { sheet: grid.name, row: data.row + 1 } };
  const household = householdOf(headings, data.cells);
  const report = (found: HeadingColumn, column: Column | null, severity: Problem['severity'], code: string, what: string): void => {
    result.problems.push(
      problemAt(
        { sheet: grid.name, row: data.row + 1, column: columnLetter(found.index), label: column?.label ?? found.heading, household },
        severity,
        code,
        what,
      ),
    );
  };
  for (const found of headings.columns) {
    const cell = data.cells.get(found.index);
    if (!cell || (!found.column && found.formula === null)) continue;
    if (cell.error !== undefined) {
      if (found.column) report(found, found.column, 'error', 'formula-error', `ô có lỗi công thức ${cell.error}, coi như để trống`);
    } else if (cell.uncalculated) {
      if (found.column)
        report(
          found,
          found.column,
          'error',
          'formula-uncalculated',
          'ô có công thức chưa được tính: hãy mở tệp bằng Excel, lưu lại rồi nhập',
        );
    } else if (found.column) {
      const { value, problem } = values.read(found, found.column, cell, data.row);
      if (value === null) continue;
      row.cells[found.column.key] = value;
      if (found.sex) row.cells['sex'] = found.sex;
      if (problem) report(found, found.column, problem.severity, problem.code, problem.text);
    } else if (found.formula !== null) {
      const value = typeof cell.value === 'string' ? tidy(cell.value) : typeof cell.value === 'boolean' ? String(cell.value) : cell.value;
      result.formulas.push({ row, label: found.formula, value, column: columnLetter(found.index) });
    }
  }
  if ((headings.result || columnOf(headings.sheet, 'village')) && row.cells['village'] === undefined && data.village !== null)
    row.cells['village'] = data.village;
  result.rows.push(row);
}

/** Results of an earlier review are lists to read, whatever their tab is called; forms that we wrote ourselves are not. */
export function headingsOf(grid: Grid, questions: Questions): Headings | null {
  if (grid.isForm) return null;
  const results = findResultHeadings(grid);
  if (results) return results;
  const found = findHeadings(grid);
  if (!found || !isReport(grid, found)) return found;
  const answer = questions.ask({
    id: questionId('trang', { sheet: grid.name }),
    text: `Trang ${grid.name}: tên trang hoặc tiêu đề nói đây là biểu kết quả, biểu tổng hợp. Có đọc như một danh sách không?`,
    choices: [
      { id: 'bo', label: 'Không, bỏ qua trang này' },
      { id: 'doc', label: 'Có, đây là danh sách' },
    ],
    otherwise: 'bo',
  });
  return answer === 'doc' ? found : null;
}

export interface SheetContext {
  encoding: TextEncoding;
  /** Keys of the names on the sheet Thôn, which is read first. */
  fromVillageSheet: ReadonlySet<string>;
  today: Date;
  questions: Questions;
  columns: ColumnWishes;
}

export function readSheet(
  grid: Grid,
  found: Headings | null,
  { encoding, fromVillageSheet, today, questions, columns }: SheetContext,
): SheetRows {
  if (!found) return unrecognised(grid, encoding);
  const headings = withWishes(grid.name, found, columns);
  askClassColumns(grid, headings, questions);
  const reading = describe(grid, headings, encoding);
  const result: SheetRows = { reading, rows: [], formulas: [], problems: [], unit: unitAbove(grid, headings) };
  const warn = (code: string, what: string, row?: number): void => {
    result.problems.push(problemAt({ sheet: grid.name, row }, 'warning', code, what));
  };
  if (encoding !== 'unicode') warn('old-encoding', `viết bằng ${ENCODING_NAMES[encoding]}, đã chuyển sang Unicode: hãy xem lại`);
  if (grid.hidden) warn('hidden-sheet', 'trang đang ẩn, vẫn được đọc');
  if (grid.beyond > 0) warn('cells-beyond', `có ${grid.beyond} ô nằm quá cột thứ 200, không đọc`);
  replacePlaceholders(grid, headings, result.problems);
  joinParts(grid, headings.columns, headings.bottom);
  spreadVillages(grid, headings);
  const table = tableRows({ grid, headings, knownVillages: knownVillages(grid, headings, fromVillageSheet), questions });
  const { rows, leftOut } = table;
  if (isHouseholds(headings)) fillVillagesDown(grid, headings, table, questions);
  const values = new ColumnValues({ grid, headings, rows, today, questions, problems: result.problems });
  for (const data of rows) readRow({ grid, headings, values, result }, data);
  values.finish();
  if (isHouseholds(headings)) {
    takeSections(grid, headings, rows, result, questions);
    if (headings.family) splitFamilies(result, rows);
    compareWithNumbers(grid, table, result);
  }
  reading.rows = headings.family ? result.rows.filter(({ sheet }) => sheet !== 'members').length : rows.length;
  if (headings.family) reading.members = result.rows.length - reading.rows;
  reading.leftOut = leftOut;
  const hidden = rows.filter((row) => row.hidden).map(({ row }) => row + 1);
  if (hidden.length > 0)
    warn(
      'hidden-rows',
      `có ${hidden.length} dòng đang ẩn, vẫn được đọc: dòng ${hidden.slice(0, 10).join(', ')}${hidden.length > 10 ? '…' : ''}`,
    );
  for (const { row, text, as } of leftOut)
    if (as === 'note') warn('row-skipped', `không đọc dòng "${text.slice(0, 80)}" vì không giống một hộ hay một người`, row + 1);
  return result;
}

const isHouseholds = ({ sheet, result }: Headings): boolean => (sheet === 'list01' || sheet === 'list02') && !result;
