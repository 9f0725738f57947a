/** The workbook that a commune hands in: its lists, the forms, the values they use and what must agree, all of it live. */
import type { Workbook } from 'exceljs';
import { ageOn } from '../forms/age.ts';
import { communesOf } from '../forms/derived.ts';
import { formLabel, sheetNameOf, type ListForm, type CommuneLocation, type SummaryForm } from '../forms/official/description.ts';
import { fillReport } from '../forms/report.ts';
import type { Filled } from '../forms/identities.ts';
import { membersCount, type Forms } from '../forms/registry.ts';
import type { Classified } from '../review/classify.ts';
import type { EthnicCodes } from '../review/ethnic.ts';
import { VILLAGE_TABLE } from '../review/formula-columns.ts';
import { markLine, markWords, type WorkbookMark } from './list-year.ts';
import { BASIS_SHEET, CHECK_SHEET, formName } from './own-workbook.ts';
import { writeBasis, writeChecks } from './write-basis.ts';
import type { Round } from '../review/plans.ts';
import { mayRecognise } from '../review/recognise.ts';
import type { Row } from '../review/types.ts';
import { unsettledHouseholds, unsettledText } from '../review/unsettled.ts';
import { writeInput } from './write-input.ts';
import { layoutOf, listLayout, sheetRef, summaryLayout } from './write-layout.ts';
import { writeListForm } from './write-list-form.ts';
import { letterOf, Sheet } from './write-sheet.ts';
import { BASE_FONT } from './write-styles.ts';
import { writeSummary } from './write-summary.ts';
import { fixZipDates } from './write-zip.ts';

export interface WriteOptions {
  /** Formulas without stored values, to compare a recalculation with ours. */
  uncached?: boolean;
  /** As printed on the forms; if absent, the lists' own. */
  unit?: string;
  /** Id of the review of the lists. */
  review?: string;
  place?: CommuneLocation;
  /** Coding scheme for ethnic groups; if absent, the scheme of 1979, which most systems use. */
  ethnicCodes?: EthnicCodes;
  /** The forms, if they are filled already. */
  filled?: Filled;
  /** Ids of forms; if absent, all of the round. */
  forms?: readonly string[];
  /** Ours with the province's own; if absent, ours. */
  from?: Forms;
  /** Called before each step and awaited; throwing ends the writing. */
  onStep?: (step: WritingStep) => void | Promise<void>;
}

/** The current step: a sheet, or at the end the file. */
export interface WritingStep {
  name: string;
  /** 1 … of */
  number: number;
  of: number;
  /** The share of the work done before this step: 0 to 1. */
  done: number;
}

/** Measured with 1,850 households: building the file takes longer than filling all its sheets. */
const SHEETS_SHARE = 0.45;

export async function writeReport(classified: Classified, options: WriteOptions = {}): Promise<Uint8Array> {
  const { data, round } = classified;
  const mark = {
    unit: options.place?.commune ?? options.unit ?? data.unit,
    year: round.plan.year,
    standard: round.standard.id,
    round: options.review ?? '',
  };
  const book = await newBook(round, mark);
  const filled = options.filled ?? fillReport(classified, options.forms, options.from);
  const unit = options.unit ?? data.unit;
  const unsettled = unsettledHouseholds(classified).length;
  const preliminary = mayRecognise(classified).length > 0;
  const about = {
    unit,
    year: round.plan.year,
    ...(preliminary && { preliminary }),
    ...(unsettled > 0 && { note: unsettledText(unsettled) }),
  };

  const lists = layoutOf(classified, { members: membersCount(filled) });
  const summaries = filled.forms.map(summaryLayout);
  const listForms = filled.lists.map(listLayout);
  const forms: string[] = [];
  // Thông số, Kiểm tra and the file itself.
  const of = lists.inputs.length + listForms.length + summaries.length + 3;
  let number = 0;
  const step = async (name: string): Promise<void> =>
    options.onStep?.({ name, number: ++number, of, done: (SHEETS_SHARE * (number - 1)) / (of - 1) });
  const add = async (name: string, said = name): Promise<Sheet> => {
    await step(said);
    return new Sheet(book, name, options.uncached ?? false);
  };

  for (const input of lists.inputs) writeInput(await add(input.name), input, unit, markLine(mark));
  const communeOf = communesOf(classified);
  const place = (household: Row): CommuneLocation => ({ commune: String(communeOf(household) ?? unit), ...options.place });
  const context = { ...about, place, ethnicCodes: options.ethnicCodes ?? 'tctk', classified, lists, ageOf: ageOn(round.lastDay) };
  const addForm = (form: ListForm | SummaryForm): Promise<Sheet> => {
    const name = sheetNameOf(form);
    forms.push(name);
    return add(name, formLabel(form));
  };
  for (const layout of listForms) writeListForm(await addForm(layout.filled.form), layout, context);
  for (const layout of summaries) writeSummary(await addForm(layout.filled.form), layout, { ...about, lists, summaries });
  const names = writeBasis(await add(BASIS_SHEET), round, markLine(mark));
  writeChecks(await add(CHECK_SHEET), { filled, lists, summaries, listForms });

  await step('tệp Excel');
  for (const { name, ref } of names) book.definedNames.add(ref, name);
  forms.forEach((name, index) => book.definedNames.add(`${sheetRef(name)}$A$1`, formName(index)));
  const villages = lists.input('villages');
  if (villages)
    book.definedNames.add(
      `${sheetRef(villages.name)}$B$${villages.firstRow}:$${letterOf(villages.inputs.length + 1)}$${villages.lastRow}`,
      VILLAGE_TABLE,
    );
  return bytesOf(book);
}

const BROUGHT = 'Số của từng đơn vị lấy từ bộ biểu của đơn vị đó; các tổng, hiệu và tỷ lệ trên trang này là công thức.';

/** The summaries of a district or province without its lists, which are too many for one workbook: each commune has its own. */
export async function writeSummaries(filled: Filled, options: Pick<WriteOptions, 'uncached'> = {}): Promise<Uint8Array> {
  const { data, round } = filled.classified;
  const book = await newBook(round, { unit: data.unit, year: round.plan.year, standard: round.standard.id, round: '' });
  const summaries = filled.forms.map(summaryLayout);
  const add = (name: string): Sheet => new Sheet(book, name, options.uncached ?? false);
  for (const layout of summaries)
    writeSummary(add(sheetNameOf(layout.filled.form)), layout, {
      unit: data.unit,
      year: round.plan.year,
      lists: null,
      summaries,
      note: BROUGHT,
    });
  writeChecks(add(CHECK_SHEET), { filled, lists: layoutOf(filled.classified, { members: false }), summaries, listForms: [] });
  return bytesOf(book);
}

async function newBook(round: Round, mark: WorkbookMark): Promise<Workbook> {
  // Half a megabyte; a page loads it only for an export.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  // No person's name, and the round's day instead of the current time: the same lists give the same bytes.
  book.creator = book.lastModifiedBy = 'Sổ Rà Soát';
  book.created = book.modified = new Date(`${round.lastDay}T00:00:00Z`);
  book.title = markLine(mark);
  book.subject = round.standard.name;
  book.keywords = markWords(mark);
  book.calcProperties.fullCalcOnLoad = true;
  return book;
}

/** Against accidental changes, not against people: there is no password, so anybody can remove it to change a formula. */
const PROTECTION = { formatCells: true, formatColumns: true, formatRows: true, sort: true, autoFilter: true };

async function bytesOf(book: Workbook): Promise<Uint8Array> {
  for (const sheet of book.worksheets) await sheet.protect('', PROTECTION);
  setDefaultFont(book);
  return fixZipDates(new Uint8Array(await book.xlsx.writeBuffer()));
}

/** exceljs writes Calibri as the default font and has no option for it: the part is changed while it is added to the zip. */
function setDefaultFont(book: Workbook): void {
  const writer = book.xlsx as unknown as { addStyles(zip: Zip, model: { styles: { xml: string } }): Promise<void> };
  const font = `<font><family val="${BASE_FONT.family}"/><sz val="${BASE_FONT.size}"/><name val="${BASE_FONT.name}"/></font>`;
  writer.addStyles = (zip, { styles }) => {
    zip.append(styles.xml.replace(/(<fonts[^>]*>)<font>.*?<\/font>/, `$1${font}`), { name: 'xl/styles.xml' });
    return Promise.resolve();
  };
}

interface Zip {
  append(content: string, entry: { name: string }): void;
}
