/**
 * The answers to the commune's score tables: a sheet for each table, one row a household and one column an item, with the sum as a live
 * formula over the points on the sheet Bảng điểm. read-scores.ts reads the sheets back.
 */
import { areaName } from '../review/areas.ts';
import { labelOf } from '../review/condition-text.ts';
import { fieldOf, isTick, sumOf, tableFor, TICKED, type ScoreItem, type ScoreTable } from '../review/score-table.ts';
import type { CellValue, Row } from '../review/types.ts';
import { POINTS_SHEET, SCORE_HEADINGS, SCORE_ROWS } from './own-workbook.ts';
import type { Sheets } from '../forms/live.ts';
import { sheetRef } from './write-layout.ts';
import { letterOf } from './write-rows.ts';
import type { Sheet } from './write-sheet.ts';
import { COUNT, HEADING, TEXT, type Look } from './write-styles.ts';

/** The rows of a table on the sheet Bảng điểm. */
interface PointRows {
  first: number;
  last: number;
  /** First and last row of each item's options. */
  options: ReadonlyMap<string, readonly [number, number]>;
}

export interface ScoreSheet {
  name: string;
  table: ScoreTable;
  households: readonly Row[];
}

/**
 * The tables that have an answer, each with the households that it scores.
 * @param areaOf the column Khu vực of a household.
 */
export const answeredSheets = (
  tables: readonly ScoreTable[],
  households: readonly Row[],
  areaOf: (household: Row) => CellValue,
): ScoreSheet[] =>
  tables.flatMap((table) => {
    const own = households.filter((row) => tableFor(tables, table.scores, areaOf(row)) === table);
    return own.some((row) => sumOf(table, row.cells).answered > 0) ? [{ name: nameOf(table), table, households: own }] : [];
  });

export const blankSheets = (tables: readonly ScoreTable[]): ScoreSheet[] =>
  tables.map((table) => ({ name: nameOf(table), table, households: [] }));

/** 'Phiếu A', 'Phiếu B1 NT' */
function nameOf({ scores, area }: ScoreTable): string {
  const label = labelOf(scores).replace('Điểm', 'Phiếu');
  return `${label}${area === '' ? '' : area === 'rural' ? ' NT' : ' TT'}`;
}

const CELL: Look = { size: 11, border: true };
const OPEN: Look = { ...CELL, open: true, format: TEXT };
const SUM: Look = { ...CELL, fill: 'computed', align: 'center', format: COUNT };
const LEAD = SCORE_HEADINGS.length;
/** Rows of a blank sheet that add up what is typed into them. */
const BLANK_ROWS = 300;
const POINT_HEADINGS = ['Mẫu', 'Vùng', 'Khu vực', 'Nhóm', 'Mục', 'Phương án', 'Điểm', 'Mã mục', 'Ghi', 'Phải trả lời'];
const POINT_WIDTHS = [12, 30, 12, 26, 40, 34, 8, 18, 34, 10];

/** @param lists where the scores of the lists stand; null for the blank workbook. */
export function writeScoreSheets(add: (name: string) => Sheet, sheets: readonly ScoreSheet[], lists: Pick<Sheets, 'cell'> | null): void {
  if (sheets.length === 0) return;
  const places = placesOf(sheets);
  for (const sheet of sheets) writeAnswers(add(sheet.name), sheet, places.get(sheet.table) as PointRows, lists);
  writePoints(add(POINTS_SHEET), sheets);
}

function placesOf(sheets: readonly ScoreSheet[]): ReadonlyMap<ScoreTable, PointRows> {
  let row = 2;
  return new Map(
    sheets.map(({ table }) => {
      const first = row;
      const options = new Map(
        table.items.map((item) => {
          const from = row;
          row += item.options.length;
          return [fieldOf(item), [from, row - 1] as const];
        }),
      );
      return [table, { first, last: row - 1, options }];
    }),
  );
}

function writePoints(sheet: Sheet, sheets: readonly ScoreSheet[]): void {
  sheet.widths(POINT_WIDTHS);
  POINT_HEADINGS.forEach((heading, index) => sheet.put(1, index + 1, heading, { ...HEADING, fill: 'heading' }));
  let at = 2;
  for (const { table } of sheets)
    for (const item of table.items)
      for (const option of item.options) {
        const words = [table.form, table.region, areaName(table.area || undefined), item.group, item.name, isTick(item) ? '' : option.text];
        const keys = [fieldOf(item), isTick(item) ? TICKED : option.text];
        words.forEach((word, index) => sheet.put(at, index + 1, word, CELL));
        sheet.put(at, 7, option.points, { ...CELL, format: COUNT });
        keys.forEach((key, index) => sheet.put(at, index + 8, key, CELL));
        sheet.put(at, 10, isTick(item) ? 0 : 1, CELL);
        at++;
      }
  sheet.freeze(2, 1);
  sheet.print({ orientation: 'landscape', titles: [1, 1], lastRow: at - 1, lastColumn: 7 });
}

function writeAnswers(sheet: Sheet, { name, table, households }: ScoreSheet, points: PointRows, lists: Pick<Sheets, 'cell'> | null): void {
  const { items } = table;
  const [sumColumn, listed, agrees] = [LEAD + items.length + 1, LEAD + items.length + 2, LEAD + items.length + 3];
  const headings = [
    ...SCORE_HEADINGS,
    ...items.map((item) => item.name),
    'Cộng',
    ...(lists ? [`${labelOf(table.scores)} trong danh sách`, 'Khớp'] : []),
  ];
  const widths = [6, 10, 16, 13, 24, ...items.map((item) => (isTick(item) ? 10 : 18)), 9, ...(lists ? [12, 9] : [])];
  sheet.widths(widths, new Set(Array.from({ length: LEAD + items.length }, (_, index) => index + 1)));
  const about = [table.form, table.region && `vùng ${table.region}`].filter(Boolean).join(', ');
  sheet.put(1, 1, [name.toUpperCase(), about].filter(Boolean).join(' · '), { size: 14, bold: true });
  items.forEach((item, index) => sheet.put(SCORE_ROWS.groups, LEAD + 1 + index, item.group, { ...HEADING, fill: 'heading' }));
  headings.forEach((heading, index) => sheet.put(SCORE_ROWS.headings, index + 1, heading, { ...HEADING, fill: 'heading' }));
  sheet.fit(
    SCORE_ROWS.headings,
    headings.map((text, index) => ({ text, from: index + 1 })),
  );
  // The fields of the items, for reading it back: a heading may be corrected by hand.
  items.forEach((item, index) => sheet.put(SCORE_ROWS.fields, LEAD + 1 + index, fieldOf(item), CELL));
  sheet.hide(SCORE_ROWS.fields);

  const last = SCORE_ROWS.first + (households.length || BLANK_ROWS) - 1;
  const sum = sumFormula(items, points, sumColumn);
  for (let at = SCORE_ROWS.first; at <= last; at++) {
    const row = households[at - SCORE_ROWS.first];
    const lead = row
      ? [at - SCORE_ROWS.first + 1, row.sheet === 'list02' ? '02' : '01', row.cells.village, row.cells.code, row.cells.head]
      : [];
    for (let column = 1; column <= LEAD; column++) sheet.put(at, column, lead[column - 1] ?? null, OPEN);
    items.forEach((item, index) => sheet.put(at, LEAD + 1 + index, row?.cells[fieldOf(item)] ?? null, OPEN));
    const { points: total, open, answered } = row ? sumOf(table, row.cells) : { points: 0, open: items, answered: 0 };
    const known = answered > 0 && open.length === 0 ? total : '';
    sheet.live(at, sumColumn, sum(at), known, SUM);
    if (!lists || !row) continue;
    const ref = lists.cell(row.id, table.scores);
    const written = row.cells[table.scores] ?? '';
    sheet.live(at, listed, ref ? `IF(${ref}="","",${ref})` : '""', written, SUM);
    const [a, b] = [`${letterOf(sumColumn)}${at}`, `${letterOf(listed)}${at}`];
    sheet.live(
      at,
      agrees,
      `IF(OR(${a}="",${b}=""),"",IF(${a}=${b},"khớp","lệch"))`,
      known === '' || written === '' ? '' : known === written ? 'khớp' : 'lệch',
      SUM,
    );
  }
  items.forEach((item, index) => {
    const [from, to] = points.options.get(fieldOf(item)) ?? [0, 0];
    sheet.choices(LEAD + 1 + index, SCORE_ROWS.first, last, `${sheetRef(POINTS_SHEET)}$I$${from}:$I$${to}`, item.name);
  });
  if (lists) sheet.colour(SCORE_ROWS.first, agrees, last, agrees, { khớp: 'good', lệch: 'bad' });
  sheet.freeze(SCORE_ROWS.first, LEAD + 1);
  sheet.print({
    orientation: 'landscape',
    paper: 'A3',
    titles: [SCORE_ROWS.groups, SCORE_ROWS.headings],
    lastRow: last,
    lastColumn: headings.length,
  });
}

/**
 * The points of the answers, once each item that must be answered has an answer that the table knows; before that nothing. One product of
 * the points' column with the answers' row: texts are compared whole, so no option is read as a pattern or a comparison.
 */
function sumFormula(items: readonly ScoreItem[], { first, last }: PointRows, sumColumn: number): (row: number) => string {
  const column = (letter: string): string => `${sheetRef(POINTS_SHEET)}$${letter}$${first}:$${letter}$${last}`;
  const [from, to] = [letterOf(LEAD + 1), letterOf(sumColumn - 1)];
  const needed = items.filter((item) => !isTick(item)).length;
  const fields = `${from}$${SCORE_ROWS.fields}:${to}$${SCORE_ROWS.fields}`;
  return (row) => {
    const answers = `${from}${row}:${to}${row}`;
    const match = `(${column('H')}=${fields})*(${column('I')}=${answers})`;
    return `IF(COUNTA(${answers})=0,"",IF(SUMPRODUCT(${match}*${column('J')})<${needed},"",SUMPRODUCT(${match}*${column('G')})))`;
  };
}
