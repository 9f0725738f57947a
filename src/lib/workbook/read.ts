/** Reads the workbooks that communes send: ours, last year's, and those typed by people who never saw our headings. */
import type { FormulaValue } from '../review/check-formula-values.ts';
import type { Problem, ReviewData, Row, SheetId } from '../review/types.ts';
import { tidy } from '../review/text.ts';
import { villageKey } from '../review/village.ts';
import { checkIdNumbers, fillCodes, fillMemberCodes, identifyHouseholds, identifyMembers, mergeLists } from './read-codes.ts';
import { questionId, Questions, type Answers, type Asked } from './questions.ts';
import { readGrids, type Grid } from './read-grid.ts';
import type { ColumnWishes } from './column-wishes.ts';
import { NO_UNIT } from './read-unit.ts';
import { findHeadings } from './headings.ts';
import { tablesOf } from './tables.ts';
import { mayBeVillage, villageOfTab } from './village-words.ts';
import { decodeGrid, headingsOf, readSheet } from './read-sheet.ts';
import type { SheetReading, SheetRows } from './sheet-rows.ts';
import { correctVillages, identifyVillages, unifySpelling, VillageNames } from './read-villages.ts';
import { listsOf, readMark, type ListsOf } from './list-year.ts';
import { limitProblems, problemAt } from './read-problem.ts';
import { isAnswers, isPoints, readAnswers, type AnsweredSheet } from './read-scores.ts';
import { readResults, type ResultSheet } from './read-results.ts';
import { findResultHeadings } from './result-columns.ts';

export { WorkbookError, type WorkbookErrorCode } from './read-error.ts';
export type { FormulaValue } from '../review/check-formula-values.ts';
export type { SheetReading } from './sheet-rows.ts';

export interface WorkbookReading {
  data: ReviewData;
  sheets: SheetReading[];
  problems: Problem[];
  formulaValues: FormulaValue[];
  /** Ids of households whose Mã hộ was generated: they are matched by CCCD or name, never by code. */
  madeCodes: string[];
  /** Everything that the file leaves open, answered or not: while one question is open nothing may be written. */
  questions: Asked[];
  /** Results of a review (Mẫu 6.1, 6.2); the round decides what they mean, see placeResults. */
  results: ResultSheet[];
  /** Ids of households that only a list of an earlier year has, once placed: they never overwrite a list's values. */
  earlier?: string[];
  /** Sheets of answers to score tables. */
  answered?: AnsweredSheet[];
  /** The year of the lists, if the file says it; see listsAsResults. */
  of?: ListsOf | null;
  /** The district and the province that the lists name above their headings, as written; '' for none. */
  above?: { district: string; province: string };
}

/** The person's choices about a file, beyond what the file says itself. */
export interface Wishes {
  answers?: Answers;
  /** The columns that the person assigns differently than we recognised them. */
  columns?: ColumnWishes;
}

/** One sheet for each village, named after it: nothing else says where its households live. */
function villageFromTab({ reading, rows }: SheetRows, names: VillageNames, questions: Questions): void {
  if ((reading.sheet !== 'list01' && reading.sheet !== 'list02') || reading.result) return;
  const households = rows.filter(({ sheet }) => sheet !== 'members');
  if (households.length === 0 || households.some((row) => row.cells['village'] !== undefined)) return;
  const village = villageOfTab(reading.name) ?? askTab(reading.name, households.length, names, questions);
  if (village !== null) for (const row of households) row.cells['village'] = village;
}

function askTab(tab: string, households: number, names: VillageNames, questions: Questions): string | null {
  const village = mayBeVillage(tab);
  // With a single village there is nothing to ask.
  if (village === null || names.size === 1) return null;
  const known = names.find(village);
  if (known && !known.guessed) return known.name;
  const answer = questions.ask({
    id: questionId('ten-trang', { sheet: tab }),
    text: `Trang ${tab}: ${households} hộ không ghi thôn. “${village}” trong tên trang có phải là thôn của các hộ này không?`,
    choices: [
      { id: 'thon', label: `Phải, các hộ này ở ${village}` },
      { id: 'khong', label: 'Không, để trống rồi chọn thôn sau' },
    ],
  });
  return answer === 'thon' ? village : null;
}

const rowsOf = (sheets: readonly SheetRows[], ...ids: SheetId[]): Row[] =>
  sheets
    .filter(({ reading }) => !reading.result)
    .flatMap(({ rows }) => rows)
    .filter(({ sheet }) => ids.includes(sheet));

/** Excel's plain "CSV" writes '?' for every Vietnamese letter that the code page lacks: 'H? t\u00EAn ch? h?'. */
function lettersLost(grids: readonly Grid[]): boolean {
  let lost = 0;
  for (const { rows } of grids)
    for (const row of rows.values())
      for (const { value } of row.values()) if (typeof value === 'string' && /\p{L}\?|\?\p{L}/u.test(value)) lost++;
  return lost >= 5;
}

function nothingRecognised(grids: readonly Grid[]): Problem {
  const place = {
    sheet: grids
      .map(({ name }) => name)
      .slice(0, 5)
      .join(', '),
  };
  return lettersLost(grids)
    ? problemAt(
        place,
        'error',
        'letters-lost',
        'chữ có dấu đã bị thay bằng dấu ? khi lưu tệp: hãy mở tệp gốc bằng Excel, lưu lại thành .xlsx hoặc "CSV UTF-8"',
      )
    : problemAt(
        place,
        'error',
        'nothing-recognised',
        'không nhận ra danh sách nào: cần ít nhất cột Họ và tên chủ hộ và vài cột của bản mẫu',
      );
}

/** `today` decides the century of two-digit years. Throws WorkbookError if the file cannot be read at all. */
export function readWorkbook(
  bytes: Uint8Array,
  fileName: string,
  today: Date = new Date(),
  { answers, columns = {} }: Wishes = {},
): WorkbookReading {
  const questions = new Questions(answers);
  const { sheets: all, fonts, keywords } = readGrids(bytes, fileName);
  const grids = all.filter((grid) => !isAnswers(grid) && !isPoints(grid));
  const found = grids.flatMap((grid) => {
    // Decoded first, because the headings are in the old encoding too.
    const encoding = decodeGrid(grid, fonts);
    return tablesOf(grid, headingsOf(grid, questions), findHeadings).map((table) => ({ ...table, encoding }));
  });
  // If only the forms of one of our workbooks were kept, Mẫu 6.1 counts as last year's list.
  if (found.every(({ headings }) => headings === null)) for (const each of found) each.headings = findResultHeadings(each.grid);
  const read =
    (names: ReadonlySet<string>) =>
    ({ grid, encoding, headings }: (typeof found)[number]): SheetRows =>
      readSheet(grid, headings, { encoding, fromVillageSheet: names, today, questions, columns });
  const villageSheets = found.filter(({ headings }) => headings?.sheet === 'villages').map(read(new Set()));
  const villages = rowsOf(villageSheets, 'villages');
  // The names on the sheet Thôn identify village rows between households.
  const names = new Set(villages.map((row) => villageKey(String(row.cells['name'] ?? ''))).filter((key) => key !== ''));
  const ofVillages = found.filter(({ headings }) => headings?.sheet === 'villages');
  const sheets = found.map((each) => villageSheets[ofVillages.indexOf(each)] ?? read(names)(each));
  const named = new VillageNames(villages.map((row) => tidy(String(row.cells['name'] ?? ''))).filter((name) => name !== ''));
  for (const sheet of sheets) villageFromTab(sheet, named, questions);
  const mark = readMark(keywords, grids);
  const results = sheets
    .flatMap((sheet, index) => readResults(found[index]?.grid as Grid, sheet, fileName) ?? [])
    .map((result) => (mark ? { ...result, year: mark.year } : result));
  const problems = sheets.flatMap((sheet) => sheet.problems);
  const lists = rowsOf(sheets, 'list01', 'list02');
  const members = rowsOf(sheets, 'members');
  identifyVillages(villages, problems);
  if (villages.length > 0) correctVillages(lists, villages, problems, questions);
  else unifySpelling(lists, questions);
  const made = fillCodes(lists, members, problems);
  for (const { householdOf } of sheets)
    for (const [member, household] of householdOf ?? []) member.cells['code'] = household.cells['code'] ?? null;
  const households = mergeLists(lists, problems);
  const answered = readAnswers(all, households);
  problems.push(...answered.problems);
  fillMemberCodes(members, households, problems);
  identifyHouseholds(households, problems);
  identifyMembers(members, households, problems);
  checkIdNumbers(households, 'head', problems);
  checkIdNumbers(members, 'name', problems);
  for (const row of households) {
    if (row.cells['head'] === undefined)
      problems.push(
        problemAt(
          { sheet: row.source?.sheet ?? '', row: row.source?.row, household: String(row.cells['code']) },
          'error',
          'head-missing',
          'hộ chưa có họ và tên chủ hộ',
        ),
      );
  }
  if (sheets.every(({ reading }) => reading.sheet === null)) problems.push(nothingRecognised(grids));
  const unit = sheets.find(({ unit: { name } }) => name !== '')?.unit ?? NO_UNIT;
  const formulaValues = sheets.flatMap(({ formulas, reading }) =>
    formulas.map(({ row, label, value, column }) => ({
      household: String(row.cells['code'] ?? ''),
      label,
      value,
      sheet: reading.name,
      row: row.source?.row ?? 0,
      column,
    })),
  );
  return {
    data: { unit: mark?.unit || unit.name, villages, households, members },
    above: { district: unit.district, province: unit.province },
    sheets: sheets.map(({ reading }) => reading),
    problems: limitProblems(problems),
    formulaValues,
    madeCodes: households.filter((row) => made.has(row)).map((row) => row.id),
    results,
    questions: questions.asked,
    ...(answered.sheets.length > 0 && { answered: answered.sheets }),
    of: listsOf(
      mark,
      found.flatMap(({ grid, headings }) =>
        headings && !headings.result && (headings.sheet === 'list01' || headings.sheet === 'list02') ? [{ grid, top: headings.top }] : [],
      ),
      households,
    ),
  };
}
