/** Combines several workbooks of one commune into one review: a file for each village, or lists and members in separate files. */
import { CODE_TWICE, NO_HOUSEHOLD } from '../../src/lib/review/identity.ts';
import type { Problem, ReviewData, Row } from '../../src/lib/review/types.ts';
import { villageSpelling } from '../../src/lib/review/village.ts';
import { correctVillages, unifySpelling } from '../../src/lib/workbook/read-villages.ts';
import type { ResultSheet } from '../../src/lib/workbook/read-results.ts';
import { Questions, type Answers, type Asked } from '../../src/lib/workbook/questions.ts';
import type { FormulaValue, WorkbookReading } from '../../src/lib/workbook/read.ts';

export interface ReadFile {
  /** The file's name without its folder. */
  name: string;
  reading: WorkbookReading;
}

export interface Merged {
  data: ReviewData;
  problems: Problem[];
  formulaValues: FormulaValue[];
  madeCodes: string[];
  results: ResultSheet[];
  questions: Asked[];
}

const codeOf = (row: Row): string => String(row.cells.code ?? '');

export function mergeReadings(files: readonly ReadFile[], answers: Answers): Merged {
  const questions = new Questions(answers);
  const [only] = files;
  if (files.length === 1 && only) return only.reading;
  const data: ReviewData = { unit: '', villages: [], households: [], members: [] };
  const problems: Problem[] = [];
  const formulaValues: FormulaValue[] = [];
  const results: ResultSheet[] = [];
  const made: Row[] = [];
  for (const file of files) {
    const reading = named(file);
    // A member's household may be in another file; this is checked once all files are combined.
    problems.push(...reading.problems.filter(({ code }) => code !== NO_HOUSEHOLD.code));
    formulaValues.push(...reading.formulaValues);
    results.push(...reading.results);
    const codes = new Set(reading.madeCodes);
    made.push(...reading.data.households.filter(({ id }) => codes.has(id)));
    data.unit ||= reading.data.unit;
    addVillages(data, reading.data.villages);
    addHouseholds(data, reading, problems);
  }
  if (data.villages.length) correctVillages(data.households, data.villages, problems, questions);
  else unifySpelling(data.households, questions);
  giveIds(data);
  return {
    data,
    problems,
    formulaValues,
    madeCodes: made.map(({ id }) => id),
    results,
    questions: [...files.flatMap(({ reading }) => reading.questions), ...questions.asked],
  };
}

/** Sheets of different files have the same names, so the file's name is added to them. */
function named({ name, reading }: ReadFile): WorkbookReading {
  const sheet = (own: string): string => `${own} (tệp ${name})`;
  const row = (each: Row): Row => ({
    ...each,
    cells: { ...each.cells },
    source: each.source && { ...each.source, sheet: sheet(each.source.sheet) },
  });
  return {
    ...reading,
    data: {
      unit: reading.data.unit,
      villages: reading.data.villages.map(row),
      households: reading.data.households.map(row),
      members: reading.data.members.map(row),
    },
    problems: reading.problems.map((problem) => ({
      ...problem,
      sheet: problem.sheet && sheet(problem.sheet),
      text: `Tệp ${name}, ${problem.text.replace(/^Trang/, 'trang')}`,
    })),
    formulaValues: reading.formulaValues.map((value) => ({ ...value, sheet: sheet(value.sheet) })),
    results: reading.results.map((result) => ({
      ...result,
      name: sheet(result.name),
      households: result.households.map((each) => ({ ...each, row: row(each.row), members: each.members.map(row) })),
    })),
  };
}

/** The first row of a village is used; later ones fill its empty cells. */
function addVillages(data: ReviewData, villages: readonly Row[]): void {
  for (const village of villages) {
    const known = data.villages.find(
      ({ cells }) => villageSpelling(String(cells.name ?? '')) === villageSpelling(String(village.cells.name ?? '')),
    );
    if (!known) data.villages.push(village);
    else for (const [key, value] of Object.entries(village.cells)) known.cells[key] ??= value;
  }
}

function addHouseholds(data: ReviewData, { data: added, madeCodes }: WorkbookReading, problems: Problem[]): void {
  const taken = new Map(data.households.map((row) => [codeOf(row), row]));
  const made = new Set(madeCodes);
  const fresh = added.households.filter((row) => {
    const first = taken.get(codeOf(row));
    if (!first) return true;
    if (made.has(row.id)) {
      renumber(row, added.members, taken);
      return true;
    }
    // Found not poor on Danh sách 01, it is also on Danh sách 02: one household, on list 01.
    if (first.sheet !== row.sheet) {
      const [main, other] = first.sheet === 'list01' ? [first, row] : [row, first];
      for (const [key, value] of Object.entries(other.cells)) main.cells[key] ??= value;
      if (main === row) data.households.splice(data.households.indexOf(first), 1, row);
      return false;
    }
    problems.push(twice(row, first));
    return false;
  });
  const withMembers = new Set(data.members.map(codeOf));
  data.households.push(...fresh);
  data.members.push(...added.members.filter((row) => !withMembers.has(codeOf(row))));
}

function twice(row: Row, first: Row): Problem {
  const place = `Trang ${row.source?.sheet}, dòng ${row.source?.row}`;
  const text = `${place}, cột Mã hộ: Mã hộ ${codeOf(row)} (${row.cells.head ?? ''}) đã có ở trang ${first.source?.sheet}, dòng ${first.source?.row} (${first.cells.head ?? ''}); dòng này không được tính.`;
  return {
    ...CODE_TWICE,
    text,
    sheet: row.source?.sheet,
    row: row.source?.row,
    column: 'Mã hộ',
    household: codeOf(row),
  };
}

/** Generated codes start from the beginning in each file. */
function renumber(row: Row, members: readonly Row[], taken: ReadonlyMap<string, Row>): void {
  const old = codeOf(row);
  let n = 2;
  while (taken.has(`${old}-${n}`)) n++;
  row.cells.code = `${old}-${n}`;
  for (const member of members) if (codeOf(member) === old) member.cells.code = `${old}-${n}`;
}

function giveIds({ villages, households, members }: ReviewData): void {
  const taken = new Set<string>();
  for (const row of [...villages, ...households, ...members]) {
    const base = row.id;
    for (let n = 2; taken.has(row.id); n++) row.id = `${base}~${n}`;
    taken.add(row.id);
  }
}
