/** The blank workbook for villages. Reading it back gives nothing, and everything typed into it is recognised. */
import ExcelJS from 'exceljs';
import { SHEETS, type Column } from '../review/columns.ts';
import { roundColumns, type Survey } from '../review/round-columns.ts';
import type { ScoreTable } from '../review/score-table.ts';
import type { SheetId } from '../review/types.ts';
import { blankSheets, writeScoreSheets } from './write-scores.ts';
import { Sheet, validate } from './write-sheet.ts';

const TITLE_ROW = 1;
const HEADING_ROW = 3;
const LAST_ROW = 1500;
const LISTS_TAB = 'Danh mục';
const FONT: Partial<ExcelJS.Font> = { name: 'Times New Roman', size: 12 };
const THIN: Partial<ExcelJS.Borders> = {
  top: { style: 'thin' },
  left: { style: 'thin' },
  bottom: { style: 'thin' },
  right: { style: 'thin' },
};

/** Excel turns 006… into a number and 1/9/2023 into a date, unless the column is text. */
const isText = (column: Column): boolean => ['cccd', 'date', 'code', 'text', 'choice', 'yes'].includes(column.type);

/** Choices longer than the 255 characters of a validation are written in columns of their own. */
class ChoiceLists {
  readonly #sheet: ExcelJS.Worksheet;
  readonly #formulas = new Map<readonly string[], string>();

  constructor(book: ExcelJS.Workbook) {
    this.#sheet = book.addWorksheet(LISTS_TAB, { state: 'hidden' });
  }

  formula(choices: readonly string[]): string {
    const known = this.#formulas.get(choices);
    if (known !== undefined) return known;
    const index = this.#formulas.size + 1;
    choices.forEach((choice, i) => {
      this.#sheet.getCell(i + 1, index).value = choice;
    });
    const letter = this.#sheet.getColumn(index).letter;
    const formula = `'${LISTS_TAB}'!$${letter}$1:$${letter}$${choices.length}`;
    this.#formulas.set(choices, formula);
    return formula;
  }
}

function validationOf(column: Column, lists: ChoiceLists): ExcelJS.DataValidation | null {
  const stop = { allowBlank: true, showErrorMessage: true, errorStyle: 'stop', errorTitle: column.label };
  if (column.type === 'yes') return { ...stop, type: 'list', formulae: ['"x"'], error: 'Ghi x nếu có, để trống nếu không.' };
  if (column.type === 'choice')
    return {
      ...stop,
      type: 'list',
      formulae: [lists.formula(column.choices ?? [])],
      showErrorMessage: column.open !== true,
      error: 'Hãy chọn một giá trị trong danh sách.',
    };
  return null;
}

function addSheet(book: ExcelJS.Workbook, id: SheetId, survey: Survey, lists: ChoiceLists): void {
  const sheet = book.addWorksheet(SHEETS[id].name, {
    views: [{ state: 'frozen', xSplit: id === 'villages' ? 2 : 3, ySplit: HEADING_ROW }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${HEADING_ROW}:${HEADING_ROW}`,
    },
  });
  const columns = roundColumns(id, survey).filter(({ recorded }) => !recorded);
  sheet.getColumn(1).width = 6;
  sheet.getColumn(1).style = { font: FONT };
  columns.forEach((column, i) => {
    const target = sheet.getColumn(i + 2);
    target.width = column.width;
    target.style = { font: FONT, numFmt: isText(column) ? '@' : '#,##0' };
  });
  const title = sheet.getCell(TITLE_ROW, 1);
  title.value = SHEETS[id].title;
  title.font = { ...FONT, bold: true, size: 14 };
  const headings = sheet.getRow(HEADING_ROW);
  headings.height = 80;
  ['STT', ...columns.map(({ label }) => label)].forEach((label, i) => {
    const cell = headings.getCell(i + 1);
    cell.value = label;
    cell.font = { ...FONT, bold: true };
    cell.alignment = { wrapText: true, horizontal: 'center', vertical: 'middle' };
    cell.border = THIN;
    cell.numFmt = '@';
  });
  columns.forEach((column, i) => {
    const validation = validationOf(column, lists);
    if (validation) validate(sheet, i + 2, HEADING_ROW + 1, LAST_ROW, validation);
  });
}

/** @param survey what the lists ask. @param tables the commune's score tables in use. */
export async function blankTemplate(survey: Survey, tables: readonly ScoreTable[] = []): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const lists = new ChoiceLists(book);
  for (const id of ['villages', 'list01', 'list02', 'members'] as const) addSheet(book, id, survey, lists);
  writeScoreSheets((name) => new Sheet(book, name, false), blankSheets(tables), null);
  // The choice lists were made first because the sheets refer to them; they come last.
  book.worksheets.forEach((sheet, i) => {
    (sheet as unknown as { orderNo: number }).orderNo = sheet.name === LISTS_TAB ? 100 : i;
  });
  book.views = [{ x: 0, y: 0, width: 20_000, height: 12_000, firstSheet: 0, activeTab: 0, visibility: 'visible' }];
  return new Uint8Array(await book.xlsx.writeBuffer());
}
