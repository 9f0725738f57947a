/** The workbook that a commune hands in: its lists, the forms, the values they use and what must agree, all of it live. */
import { ageOn } from '../forms/age.ts';
import { communesOf } from '../forms/derived.ts';
import { formLabel, sheetNameOf, type ListForm, type CommuneLocation, type SummaryForm } from '../forms/official/description.ts';
import type { Sheets } from '../forms/live.ts';
import { passageIdentities } from '../forms/passage.ts';
import { fillEach, fillPassages, type WantedForms } from '../forms/report.ts';
import { titled } from '../forms/titled.ts';
import type { Figure, Filled } from '../forms/identities.ts';
import { membersCount, type Forms } from '../forms/registry.ts';
import { hasDatedAreas } from '../review/areas.ts';
import { marked, markedName } from '../review/by-standard.ts';
import type { Classified } from '../review/classify.ts';
import type { EthnicCodes } from '../review/ethnic.ts';
import { VILLAGE_TABLE } from '../review/formula-columns.ts';
import { markLine, markWords, type WorkbookMark } from './list-year.ts';
import { BASIS_SHEET, CHECK_SHEET, formName } from './own-workbook.ts';
import { writeBasis, writeChecks } from './write-basis.ts';
import { Book } from './write-book.ts';
import type { Round } from '../review/plans.ts';
import { mayRecognise } from '../review/recognise.ts';
import type { ScoreTable } from '../review/score-table.ts';
import type { Standard } from '../review/standards.ts';
import type { Row } from '../review/types.ts';
import { unsettledHouseholds, unsettledText } from '../review/unsettled.ts';
import { writeInput } from './write-input.ts';
import { answeredSheets, writeScoreSheets } from './write-scores.ts';
import { layoutOf, listLayout, seenBy, sheetRef, summaryLayout, type Layout, type ListLayout, type SummaryLayout } from './write-layout.ts';
import { writeListForm } from './write-list-form.ts';
import { letterOf } from './write-rows.ts';
import type { Sheet } from './write-sheet.ts';
import { writeSummary } from './write-summary.ts';
import type { Packer } from './write-zip.ts';

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
  /** The forms where they have been filled already, by each standard of the round. */
  filled?: readonly Filled[];
  /** Ids of forms by each standard of the round, and of the passages to it; if absent, all. */
  forms?: WantedForms;
  /** Ours with the province's own, by each standard of the round; without them ours. */
  from?: readonly Forms[];
  /** The commune's score tables: their answers are written where households have any. */
  tables?: readonly ScoreTable[];
  /** Instead of the compression that browsers have too. */
  pack?: Packer;
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

/** The forms by one standard of the round, and what they refer to. */
interface WrittenSet {
  filled: Filled;
  /** The lists as its formulas see them. */
  lists(layout: Layout): Sheets;
  /** Only beside the main one. */
  standard?: Standard;
}

export async function writeReport(classified: Classified, options: WriteOptions = {}): Promise<Uint8Array> {
  const { data, round, beside = [] } = classified;
  const mark = {
    unit: options.place?.commune ?? options.unit ?? data.unit,
    year: round.plan.year,
    standard: round.standard.id,
    round: options.review ?? '',
  };
  const book = reportBook(round, mark, options);
  const sets = setsOf(classified, options);
  const passages = beside.length > 0 ? fillPassages(classified, options.forms?.flat()) : { forms: [], lists: [], classified };
  const unit = options.unit ?? data.unit;
  const lists = layoutOf(classified, { members: [...sets, { filled: passages }].some(({ filled }) => membersCount(filled)) });
  const villages = lists.input('villages');
  const dated = hasDatedAreas(data.villages, round) ? villages : undefined;
  const forms: string[] = [];
  const names: { name: string; ref: string }[] = [];
  const formsIn = ({ forms: summaries, lists: own }: Pick<Filled, 'forms' | 'lists'>): number => summaries.length + own.length;
  // Of each set Thông số and Kiểm tra; at last the file itself.
  const of = lists.inputs.length + formsIn(passages) + sets.reduce((sum, { filled }) => sum + formsIn(filled) + 2, 0) + 1;
  let number = 0;
  const step = async (name: string): Promise<void> => options.onStep?.({ name, number: ++number, of, done: (number - 1) / of });
  const add = async (name: string, said = name): Promise<Sheet> => {
    await book.pack();
    await step(said);
    return book.sheet(name);
  };

  for (const input of lists.inputs) writeInput(await add(input.name), input, unit, markLine(mark));
  const answered = answeredSheets(options.tables ?? [], data.households, ({ id }) => classified.results.get(id)?.area ?? null);
  writeScoreSheets((name) => book.sheet(name), answered, lists);
  const communeOf = communesOf(classified);
  const place = (household: Row): CommuneLocation => ({ commune: String(communeOf(household) ?? unit), ...options.place });
  const addForm = (form: ListForm | SummaryForm): Promise<Sheet> => {
    const name = sheetNameOf(form);
    forms.push(name);
    return add(name, formLabel(form));
  };
  const writeForms = async (filled: Pick<Filled, 'forms' | 'lists'>, of: Classified, seen: Sheets): Promise<Drawn> => {
    const unsettled = unsettledHouseholds(of).length;
    const about = {
      unit,
      year: round.plan.year,
      ...(mayRecognise(of).length > 0 && { preliminary: true }),
      ...(unsettled > 0 && { note: unsettledText(unsettled) }),
      lists: seen,
    };
    const listForms = filled.lists.map(listLayout);
    const summaries = filled.forms.map(summaryLayout);
    const context = { ...about, place, ethnicCodes: options.ethnicCodes ?? 'tctk', classified: of, ageOf: ageOn(round.lastDay) };
    for (const layout of listForms) writeListForm(await addForm(layout.filled.form), layout, context);
    for (const layout of summaries) writeSummary(await addForm(layout.filled.form), layout, { ...about, summaries });
    return { listForms, summaries };
  };
  const drawn = [];
  for (const { filled, lists: seen } of sets) drawn.push(await writeForms(filled, filled.classified, seen(lists)));
  const passed = await writeForms(passages, passages.classified, lists);
  for (const [index, { filled, lists: seen, standard }] of sets.entries()) {
    const nameOf = (name: string): string => (standard ? markedName(name, standard) : name);
    const sheetOf = (name: string): string => (standard ? marked(name, standard) : name);
    const basis = sheetOf(BASIS_SHEET);
    names.push(
      ...writeBasis(await add(basis), filled.classified.round, {
        name: basis,
        of: markLine(mark),
        nameOf,
        ...(index === 0 && dated && { dated: { rows: dated.rows, cell: (row, key) => lists.cell(row.id, key) } }),
      }),
    );
    const { listForms = [], summaries = [] } = drawn[index] ?? {};
    const others = standard ? [standard] : beside.map((other) => other.round.standard);
    const written = [...filled.forms, ...passages.forms];
    const isWritten = (figure: Figure): boolean => 'form' in figure && written.some(({ form }) => form.id === figure.form);
    writeChecks(await add(sheetOf(CHECK_SHEET)), {
      filled: { ...filled, forms: written },
      lists: seen(lists),
      summaries: [...summaries, ...passed.summaries],
      listForms,
      nameOf,
      identities: others
        .flatMap((other) => passageIdentities([round.standard, other], standard ?? round.standard))
        .filter(({ left, right }) => isWritten(left) && isWritten(right)),
    });
  }

  await step('tệp Excel');
  for (const { name, ref } of names) book.define(name, ref);
  forms.forEach((name, index) => book.define(formName(index), `${sheetRef(name)}$A$1`));
  if (villages && !dated)
    book.define(
      VILLAGE_TABLE,
      `${sheetRef(villages.name)}$B$${villages.firstRow}:$${letterOf(villages.inputs.length + 1)}$${villages.lastRow}`,
    );
  return book.bytes();
}

interface Drawn {
  listForms: ListLayout[];
  summaries: SummaryLayout[];
}

/** Of a round of several standards each form says which it speaks of, and the names of sheets are told apart. */
function setsOf(classified: Classified, { filled, forms, from }: WriteOptions): WrittenSet[] {
  const sets = filled ?? fillEach(classified, forms, from);
  return sets.map((own, index): WrittenSet => {
    if (index === 0) return { filled: sets.length > 1 ? titled(own, false) : own, lists: (layout) => layout };
    const { standard } = own.classified.round;
    return { filled: titled(own, true), lists: (layout) => seenBy(layout, standard), standard };
  });
}

const BROUGHT = 'Số của từng đơn vị lấy từ bộ biểu của đơn vị đó; các tổng, hiệu và tỷ lệ trên trang này là công thức.';

/**
 * The summaries of a district or province without its lists, which are too many for one workbook: each commune has its own.
 * @param filled by each standard of the round.
 */
export function writeSummaries(filled: readonly Filled[], options: Pick<WriteOptions, 'uncached' | 'pack'> = {}): Promise<Uint8Array> {
  const [main] = filled;
  if (!main) throw new Error('no forms to write');
  const { data, round } = main.classified;
  const book = reportBook(round, { unit: data.unit, year: round.plan.year, standard: round.standard.id, round: '' }, options);
  const sets = filled.length > 1 ? filled.map((own, index) => titled(own, index > 0)) : filled;
  sets.forEach((set, index) => {
    const summaries = set.forms.map(summaryLayout);
    const about = { unit: data.unit, year: round.plan.year, lists: null, summaries, note: BROUGHT };
    for (const layout of summaries) writeSummary(book.sheet(sheetNameOf(layout.filled.form)), layout, about);
    const { standard } = set.classified.round;
    writeChecks(book.sheet(index === 0 ? CHECK_SHEET : marked(CHECK_SHEET, standard)), {
      filled: set,
      lists: layoutOf(set.classified, { members: false }),
      summaries,
      listForms: [],
    });
  });
  return book.bytes();
}

/** Dated to the round's day: the same lists give the same bytes. */
const reportBook = (round: Round, mark: WorkbookMark, { uncached, pack }: Pick<WriteOptions, 'uncached' | 'pack'>): Book =>
  new Book(
    { title: markLine(mark), subject: round.standard.name, keywords: markWords(mark), day: round.lastDay },
    { isProtected: true, ...(uncached && { uncached }), ...(pack && { pack }) },
  );
