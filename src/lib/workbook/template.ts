/** The blank workbook for villages. Reading it back gives nothing, and everything typed into it is recognised. */
import { SHEETS, type Column } from '../review/columns.ts';
import { roundColumns, type Survey } from '../review/round-columns.ts';
import type { ScoreTable } from '../review/score-table.ts';
import type { SheetId } from '../review/types.ts';
import { Book } from './write-book.ts';
import { letterOf } from './write-rows.ts';
import { blankSheets, writeScoreSheets } from './write-scores.ts';
import { USUAL_PAGE } from './write-sheet-xml.ts';
import type { Sheet } from './write-sheet.ts';
import { CALIBRI, COUNT, HEADING, TEXT, type Look } from './write-styles.ts';

const TITLE_ROW = 1;
const HEADING_ROW = 3;
const LAST_ROW = 1500;
const LISTS_TAB = 'Danh mục';
const LOW: Look = { vertical: 'bottom' };

/** Excel turns 006… into a number and 1/9/2023 into a date, unless the column is text. */
const isText = (column: Column): boolean => ['cccd', 'date', 'code', 'text', 'choice', 'yes'].includes(column.type);

/** Choices longer than the 255 characters of a validation are written in columns of their own, on a sheet that comes last. */
class ChoiceLists {
  readonly #lists: (readonly string[])[] = [];

  range(choices: readonly string[]): string {
    if (!this.#lists.includes(choices)) this.#lists.push(choices);
    const letter = letterOf(this.#lists.indexOf(choices) + 1);
    return `'${LISTS_TAB}'!$${letter}$1:$${letter}$${choices.length}`;
  }

  write(sheet: Sheet): void {
    this.#lists.forEach((choices, column) => choices.forEach((choice, row) => sheet.put(row + 1, column + 1, choice, LOW)));
  }
}

function offer(sheet: Sheet, number: number, { type, label, choices = [], open }: Column, lists: ChoiceLists): void {
  const place = [number, HEADING_ROW + 1, LAST_ROW] as const;
  if (type === 'yes') sheet.choices(...place, '"x"', label, { message: 'Ghi x nếu có, để trống nếu không.' });
  if (type === 'choice') sheet.choices(...place, lists.range(choices), label, { free: open === true });
}

function addSheet(sheet: Sheet, id: SheetId, survey: Survey, lists: ChoiceLists): void {
  const columns = roundColumns(id, survey).filter(({ recorded }) => !recorded);
  sheet.columns([
    { width: 6, look: LOW },
    ...columns.map((column) => ({ width: column.width, look: { ...LOW, format: isText(column) ? TEXT : COUNT } })),
  ]);
  sheet.put(TITLE_ROW, 1, SHEETS[id].title, { ...LOW, bold: true, size: 14 });
  sheet.height(HEADING_ROW, 80);
  ['STT', ...columns.map(({ label }) => label)].forEach((label, index) =>
    sheet.put(HEADING_ROW, index + 1, label, { ...HEADING, size: 12, format: TEXT }),
  );
  columns.forEach((column, index) => offer(sheet, index + 2, column, lists));
  sheet.freeze(HEADING_ROW + 1, id === 'villages' ? 3 : 4);
  sheet.page({
    ...USUAL_PAGE,
    paper: 'A4',
    orientation: 'landscape',
    fit: { wide: 1, high: 0 },
    titles: [HEADING_ROW, HEADING_ROW],
  });
}

/** @param survey what the lists ask. @param tables the commune's score tables in use. */
export function blankTemplate(survey: Survey, tables: readonly ScoreTable[] = []): Promise<Uint8Array> {
  const book = new Book({ title: 'Mẫu danh sách rà soát' }, { font: CALIBRI });
  const lists = new ChoiceLists();
  for (const id of ['villages', 'list01', 'list02', 'members'] as const) addSheet(book.sheet(SHEETS[id].name), id, survey, lists);
  writeScoreSheets((name) => book.sheet(name), blankSheets(tables), null);
  lists.write(book.sheet(LISTS_TAB, { hidden: true }));
  return book.bytes();
}
