/** What a list says outside its households' own cells: in sections, in the village row above, in its numbering. */
import { columnOf } from '../review/columns.ts';
import { tidy } from '../review/text.ts';
import type { Headings } from './headings.ts';
import { questionId, type Choice, type Questions } from './questions.ts';
import { columnLetter, type Grid, type GridCell } from './read-grid.ts';
import { problemAt } from './read-problem.ts';
import type { DataRow, TableRows } from './read-rows.ts';
import type { SheetRows } from './sheet-rows.ts';

const LAST_YEAR: Choice = { id: 'nam-truoc', label: 'Kết quả năm trước (hộ đang được quản lý khi bắt đầu rà soát)' };
const RESULT: Choice = { id: 'ket-qua', label: 'Kết quả rà soát của đợt này (chỉ để so với kết quả tính lại)' };
const IGNORED: Choice = { id: 'bo', label: 'Không lấy' };

const COMPUTED = 'Kết quả phân loại';

/** 'dòng 3, 5, 9, …' */
function rowNumbers(rows: readonly number[]): string {
  return `dòng ${rows
    .slice(0, 12)
    .map((row) => row + 1)
    .join(', ')}${rows.length > 12 ? ', …' : ''}`;
}

/** Columns 'Hộ nghèo' and 'Hộ cận nghèo' to tick, without a heading that says of which year. */
export function askClassColumns(grid: Grid, headings: Headings, questions: Questions): void {
  for (const found of headings.columns) {
    if (found.asked !== 'class') continue;
    const has = headings.columns.some(({ column }) => column?.key === 'lastYear');
    const answer = questions.ask({
      id: questionId('cot', { sheet: grid.name, row: headings.bottom + 1 }),
      text: `Trang ${grid.name}, cột ${columnLetter(found.index)} và ${columnLetter(found.index + 1)}: dấu ở các cột “${tidy(found.heading)}” là kết quả của khi nào?`,
      choices: has ? [RESULT, IGNORED] : [LAST_YEAR, RESULT, IGNORED],
    });
    if (answer === 'nam-truoc') found.column = columnOf(headings.sheet, 'lastYear') ?? null;
    else if (answer === 'ket-qua') found.formula = COMPUTED;
  }
}

/** 'A. HỘ NGHÈO' above its households. If each household has the same class for last year, no question is needed. */
export function takeSections(
  grid: Grid,
  { sheet, columns }: Headings,
  rows: readonly DataRow[],
  { rows: read, formulas }: SheetRows,
  questions: Questions,
): void {
  const under = rows.flatMap(({ section, row }, at) => (section === null || !read[at] ? [] : [{ section, row, own: read[at] }]));
  const known = columnOf(sheet, 'lastYear') !== undefined;
  if (under.every(({ section, own }) => own.cells['lastYear'] === section)) return;
  const sections = [...new Set(under.map(({ section }) => section))];
  const answer = questions.ask({
    id: questionId('muc', { sheet: grid.name }),
    text: `Trang ${grid.name}: ${under.length} hộ đứng dưới các mục “${sections.join('”, “')}” (từ dòng ${(under[0]?.row ?? 0) + 1}). Mục ấy là kết quả của khi nào?`,
    choices: known ? [LAST_YEAR, RESULT, IGNORED] : [RESULT, IGNORED],
  });
  if (answer === 'nam-truoc') for (const { section, own } of under) if (section !== 'Hộ không nghèo') own.cells['lastYear'] ??= section;
  if (answer === 'ket-qua')
    for (const { section, own } of under)
      formulas.push({
        row: own,
        label: COMPUTED,
        value: section,
        column: columnLetter(columns.find(({ column }) => column?.key === 'head')?.index ?? 0),
      });
}

/** Fills down a village that is written only in the first of its rows. */
export function fillVillagesDown(grid: Grid, { columns }: Headings, { rows, villageRows }: TableRows, questions: Questions): void {
  const index = columns.find(({ column }) => column?.key === 'village')?.index;
  if (index === undefined || villageRows) return;
  let above: GridCell | undefined;
  const blank: { cells: DataRow['cells']; row: number; from: GridCell }[] = [];
  for (const { cells, row } of rows) {
    const own = cells.get(index);
    if (own && tidy(String(own.value)) !== '') above = own;
    else if (above) blank.push({ cells, row, from: above });
  }
  if (blank.length === 0) return;
  const answer = questions.ask({
    id: questionId('thon-trong', { sheet: grid.name }),
    text: `Trang ${grid.name}, cột ${columnLetter(index)} (Thôn): ${blank.length} hộ để trống (${rowNumbers(blank.map(({ row }) => row))}). Có lấy thôn ghi gần nhất ở trên không?`,
    choices: [
      { id: 'dien', label: 'Có, lấy thôn ở dòng trên' },
      { id: 'de-trong', label: 'Không, để trống rồi chọn thôn sau' },
    ],
  });
  if (answer === 'dien') for (const { cells, from } of blank) cells.set(index, from);
}

/** The list should have as many households as running numbers; otherwise somebody must check. */
export function compareWithNumbers(
  grid: Grid,
  { rows, numberedNotRead }: TableRows,
  { reading, problems, householdOf, rows: all }: SheetRows,
): void {
  const read = all.filter(({ sheet }) => sheet !== 'members');
  // In a table with members only the heads are numbered.
  const heads = householdOf ? new Set(read.map(({ source }) => (source?.row ?? 0) - 1)) : null;
  const households = rows.filter(({ row }) => heads === null || heads.has(row));
  const without = households.filter(({ numbered }) => !numbered).map(({ row }) => row);
  const numbered = households.length - without.length + numberedNotRead.length;
  // A few scattered numbers are not a numbering.
  reading.numbered = numbered * 2 < households.length || numbered === 0 ? null : numbered;
  if (reading.numbered === null || (without.length === 0 && numberedNotRead.length === 0)) return;
  const parts = [
    ...(without.length > 0 ? [`${rowNumbers(without)} không có STT mà được đọc là hộ`] : []),
    ...(numberedNotRead.length > 0 ? [`${rowNumbers(numberedNotRead)} có STT mà không được đọc là hộ`] : []),
  ];
  problems.push(
    problemAt(
      { sheet: grid.name },
      'error',
      'count-differs',
      `đọc được ${households.length} hộ, còn cột STT có ${numbered} dòng đánh số: ${parts.join('; ')}`,
    ),
  );
}
