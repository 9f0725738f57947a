/**
 * The meaning of a list of results for a round. The class of the year before is this round's 'Kết quả năm trước'. The
 * class of an older year, or of those who left, is 'Từng thuộc diện'. Scores, causes and groups belong to the review
 * that found them: they are taken over only if that review is this round.
 */
import { textOf } from '../review/check-place.ts';
import { isIdNumber } from '../review/identity.ts';
import { NEAR_POOR, POOR } from '../review/columns.ts';
import { groupBy } from '../review/group-by.ts';
import { spelling } from '../review/text.ts';
import type { CellValue, Problem, ReviewData, Row } from '../review/types.ts';
import { villageSpelling } from '../review/village.ts';
import { LISTS, listsAsResults } from './lists-as-results.ts';
import { matchHouseholds } from './preview-match.ts';
import { checkIdNumbers, fillCodes, identifyMembers } from './read-codes.ts';
import { problemAt } from './read-problem.ts';
import { Questions, type Answers } from './questions.ts';
import { personKey, type ResultHousehold, type ResultSheet } from './read-results.ts';
import { correctVillages, unifySpelling } from './read-villages.ts';
import { RESULT_FORMS } from './result-forms.ts';
import type { WorkbookReading } from './read.ts';

/** One reading, or several combined. */
type Readable = Pick<WorkbookReading, 'data' | 'results' | 'problems' | 'formulaValues' | 'madeCodes' | 'of' | 'questions'>;

export interface PlacedResults<Reading> {
  reading: Reading;
  /** What was read as what, one sentence for each sheet. */
  words: string[];
}

type Meaning = 'own' | 'before' | 'older' | 'later';
const meaningOf = (year: number, round: number): Meaning =>
  year > round ? 'later' : year === round ? 'own' : year === round - 1 ? 'before' : 'older';

const TAKEN: Record<Meaning, (year: number, round: number) => string> = {
  own: (year) => `kết quả của chính đợt ${year}: lấy Điểm B1 và các cột nhóm; Điểm B2 và Phân loại hộ chỉ để so với kết quả tính lại`,
  before: (year, round) =>
    `kết quả năm ${year} → cột Kết quả năm trước của đợt ${round}. Điểm B1, B2, nguyên nhân và các cột nhóm là của năm ${year}, không lấy`,
  older: (year, round) =>
    `kết quả năm ${year}, trước đợt ${round} nhiều năm → cột Từng thuộc diện. Điểm B1, B2, nguyên nhân và các cột nhóm không lấy`,
  later: (year, round) => `kết quả năm ${year}, sau đợt ${round}: không lấy gì`,
};
const LEFT = (year: number, round: number): string =>
  `hộ đã thoát theo kết quả năm ${year} → cột Từng thuộc diện của đợt ${round}. Điểm B1, B2 không lấy`;

/** The year of a file's results, if the file says one. */
export function resultYear(results: readonly ResultSheet[]): number | null {
  return results.find(({ year }) => year !== null)?.year ?? null;
}

/** Says once, for all households, what is taken from lists of another year. */
function listSentence(lists: readonly ResultSheet[], year: number, round: number): string {
  const count = (...kinds: ResultSheet['kind'][]): number =>
    lists.reduce((sum, { kind, households }) => sum + (kinds.includes(kind) ? households.length : 0), 0);
  const [on, left] = [count('classes'), count('left-poor', 'left-near')];
  const said = `Danh sách trong tệp là của năm ${year}, không phải của đợt ${round}`;
  if (year > round) return `${said}: không lấy gì.`;
  const column = year === round - 1 ? 'Kết quả năm trước' : 'Từng thuộc diện';
  return `${said}: chỉ lấy kết quả của ${on} hộ nghèo, cận nghèo (cột ${column})${left > 0 ? ` và ${left} hộ đã thoát (cột Từng thuộc diện)` : ''}. Điểm, nguyên nhân, ý kiến họp dân và mọi thứ khác của năm ${year} không lấy; hộ khác của tệp không ghi.`;
}

function sentence({ name, kind, households }: ResultSheet, year: number, round: number): string {
  const meaning = meaningOf(year, round);
  const what = kind !== 'classes' && (meaning === 'before' || meaning === 'older') ? LEFT(year, round) : TAKEN[meaning](year, round);
  return `Trang “${name}” (${RESULT_FORMS[kind]}, ${households.length} hộ): ${what}.`;
}

/** The cells that a result becomes. */
function cellsOf(kind: ResultSheet['kind'], household: ResultHousehold, meaning: Meaning): Row['cells'] {
  const left = kind === 'left-poor' ? POOR : kind === 'left-near' ? NEAR_POOR : null;
  if (meaning === 'own') {
    const { b2: _computed, ...found } = household.found;
    // Those who left during this review were on the list when it began.
    return { ...found, ...(left && { lastYear: left }) };
  }
  if (meaning === 'before' && left === null) return { lastYear: household.class };
  return { formerly: left ?? household.class };
}

const isList = ({ name }: ResultSheet): boolean => name.startsWith(LISTS);
const placeOf = (row: Row) => ({ sheet: row.source?.sheet ?? '', row: row.source?.row });
const fill = (row: Row, cells: Record<string, CellValue>): void => {
  for (const [key, value] of Object.entries(cells)) if (value !== null && value !== '') row.cells[key] ??= value;
};

/** Identifies the same head again: by CCCD, or by name and date of birth in one village. */
function headKey(row: Row): string | null {
  if (isIdNumber(row.cells['cccd'])) return textOf(row, 'cccd');
  return textOf(row, 'birth') === ''
    ? null
    : `${spelling(textOf(row, 'head'))}\n${textOf(row, 'birth')}\n${villageSpelling(textOf(row, 'village'))}`;
}

interface Joined {
  row: Row;
  members: Row[];
  /** The first sheet it was on. */
  sheet: string;
  /** Nothing of it belongs to this round. */
  earlier: boolean;
  /** The values computed there, for comparison. */
  values: WorkbookReading['formulaValues'];
}

/** Mẫu 6.1 and 6.2 both name those who became near poor, so they are joined; a block pasted twice is reported. */
function join(
  data: ReviewData,
  results: readonly ResultSheet[],
  meaningFor: (sheet: ResultSheet) => Meaning,
  problems: Problem[],
  questions: Questions,
): Joined[] {
  const byHead = new Map<string, Joined>();
  const joined: Joined[] = [];
  for (const sheet of results) {
    const meaning = meaningFor(sheet);
    if (meaning === 'later') continue;
    if (data.villages.length > 0)
      correctVillages(
        sheet.households.map(({ row }) => row),
        data.villages,
        problems,
        questions,
      );
    for (const household of sheet.households) {
      const key = headKey(household.row);
      const known = key === null ? undefined : byHead.get(key);
      const own = known ?? { row: household.row, members: [], sheet: sheet.name, earlier: true, values: [] };
      if (known?.sheet === sheet.name)
        problems.push(
          problemAt(
            placeOf(household.row),
            'warning',
            'household-twice',
            `hộ ${textOf(household.row, 'head')} đã có ở dòng ${known.row.source?.row}, gộp vào đó`,
          ),
        );
      if (!known) {
        joined.push(own);
        if (key !== null) byHead.set(key, own);
      }
      const persons = new Set(own.members.map(personKey));
      own.members.push(...household.members.filter((member) => personKey(member) === null || !persons.has(personKey(member))));
      fill(own.row, { ...household.row.cells, ...cellsOf(sheet.kind, household, meaning) });
      if (meaning !== 'own') continue;
      own.earlier = false;
      own.values.push(...computedOf(household));
    }
  }
  return joined;
}

/** The list's values for columns that are computed here; the code is filled in once it is known. */
function computedOf({ class: said, found, row: { source } }: ResultHousehold): WorkbookReading['formulaValues'] {
  const value = (label: string, column: string, held: CellValue): WorkbookReading['formulaValues'] =>
    held === null ? [] : [{ household: '', label, value: held, sheet: source?.sheet ?? '', row: source?.row ?? 0, column }];
  return [...value('Kết quả phân loại', 'Phân loại hộ', said), ...value('Điểm B2', 'Điểm B2', found.b2)];
}

/** Gives each row an unused id. */
function giveIds(rows: readonly Row[], households: readonly Row[]): void {
  const taken = new Set(households.map(({ id }) => id));
  for (const row of rows) {
    const id = `h:${textOf(row, 'code')}`;
    row.id = id;
    for (let n = 2; taken.has(row.id); n++) row.id = `${id}~${n}`;
    taken.add(row.id);
  }
}

/** Merges the lists of results into the lists of a round; `year` is the person's choice and overrides the file. */
export function placeResults<Reading extends Readable>(
  file: Reading,
  { round, year, answers }: { round: number; year?: number | undefined; answers?: Answers },
): PlacedResults<Reading> {
  const reading = listsAsResults(file, round, year);
  if (reading.results.length === 0) return { reading, words: [] };
  const { data, results } = structuredClone({ data: reading.data, results: reading.results });
  const questions = new Questions(answers);
  const yearOf = (sheet: ResultSheet): number => year ?? sheet.year ?? round - 1;
  const problems: Problem[] = [];
  const joined = join(data, results, (sheet) => meaningOf(yearOf(sheet), round), problems, questions);
  if (data.villages.length === 0) unifySpelling([...data.households, ...joined.map(({ row }) => row)], questions);

  joined.forEach(({ row }, index) => {
    row.id = `r:${index}`;
  });
  const uncoded = new Set(joined.filter(({ row }) => textOf(row, 'code') === '').map(({ row }) => row.id));
  const { matches, doubts } = matchHouseholds(
    data.households,
    joined.map(({ row }) => row),
    uncoded,
  );
  for (const { row, candidates } of doubts) {
    const like = candidates
      .map((each) => `${textOf(each, 'head')} (dòng ${each.source?.row ?? '?'} trang ${each.source?.sheet ?? ''})`)
      .join(', ');
    problems.push(
      problemAt(
        placeOf(row),
        'error',
        'match-to-choose',
        `không rõ hộ ${textOf(row, 'head')} có phải là ${like}: để thành một hộ riêng, hãy xem lại`,
      ),
    );
  }
  for (const [row, known] of matches) fill(known, row.cells);
  const added = joined.filter(({ row }) => !matches.has(row));
  const rows = added.map(({ row }) => row);
  const made = fillCodes([...data.households, ...rows], data.members, problems);
  giveIds(rows, data.households);
  // The list's own members are this year's: a person who is not among them may have left.
  const withMembers = new Set(data.members.map((row) => textOf(row, 'code')));
  const members = joined.flatMap(({ row, members: own }) => {
    const code = textOf(matches.get(row) ?? row, 'code');
    return withMembers.has(code) ? [] : own.map((member): Row => ({ ...member, cells: { code, ...member.cells } }));
  });
  data.households.push(...rows);
  data.members.push(...members);
  identifyMembers(members, data.households, problems);
  checkIdNumbers(members, 'name', problems);
  const formulaValues = joined.flatMap(({ row, values }) =>
    values.map((value) => ({ ...value, household: textOf(matches.get(row) ?? row, 'code') })),
  );
  return {
    words: [
      ...[...groupBy(results.filter(isList), yearOf)].map(([of, lists]) => listSentence(lists, of, round)),
      ...results.filter((sheet) => !isList(sheet)).map((sheet) => sentence(sheet, yearOf(sheet), round)),
    ],
    reading: {
      ...reading,
      data,
      questions: [...reading.questions, ...questions.asked],
      problems: [...reading.problems, ...problems],
      formulaValues: [...reading.formulaValues, ...formulaValues],
      madeCodes: [...reading.madeCodes, ...rows.filter((row) => made.has(row)).map(({ id }) => id)],
      earlier: added.filter(({ earlier }) => earlier).map(({ row }) => row.id),
    },
  };
}
