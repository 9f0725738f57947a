/**
 * Lists of another year than the round's are not lists of this round. They are read as the results of their year, as
 * Mẫu 6.1 and 6.2 of that year would give them.
 */
import { textOf } from '../review/check-place.ts';
import { classifyAll, type Classified } from '../review/classify.ts';
import { LEAVING, NEAR_POOR, POOR } from '../review/columns.ts';
import { NOT_POOR } from '../review/formula-columns.ts';
import { groupBy } from '../review/group-by.ts';
import { chooseRound, RoundError, type Area } from '../review/plans.ts';
import type { CellValue, ReviewData, Row } from '../review/types.ts';
import { problemAt } from './read-problem.ts';
import type { ResultHousehold, ResultSheet } from './read-results.ts';
import type { ResultKind } from './result-forms.ts';
import type { WorkbookReading } from './read.ts';

type Readable = Pick<WorkbookReading, 'data' | 'results' | 'problems' | 'formulaValues' | 'madeCodes' | 'of'>;

/** Name of the results that lists were turned into. */
export const LISTS = 'Danh sách của tệp';

/** Personal details stay true from year to year; findings do not. */
const IDENTITY = ['head', 'village', 'cccd', 'birth', 'sex', 'ethnic', 'spouseEthnic', 'size'] as const;
const OF_MEMBER = ['name', 'relation', 'birth', 'sex', 'ethnic', 'cccd'] as const;

const pick = (row: Row, keys: readonly string[]): Row['cells'] =>
  Object.fromEntries(keys.flatMap((key) => (textOf(row, key) === '' ? [] : [[key, row.cells[key] ?? null]])));

/** The year of a file's lists: chosen by the person, else from the file, else the round's. */
export function yearOfLists({ of, results }: Pick<WorkbookReading, 'of' | 'results'>, round: number, said?: number): number {
  // If the file also has lists of results, the person's choice is about those, unless the lists have a year themselves.
  return (of || results.length === 0 ? said : undefined) ?? of?.year ?? round;
}

/** The class from the file if it has one; otherwise computed by the standard of that year. */
function classesOf({ data, formulaValues }: Readable, year: number): (household: Row) => CellValue {
  const said = new Map(
    formulaValues.filter(({ label }) => label === 'Kết quả phân loại').map(({ household, value }) => [household, value]),
  );
  const [rural, urban] = (['rural', 'urban'] as const).map((area) => countedBy(data, year, area));
  return (household) => {
    const counted = rural?.get(household.id)?.class ?? null;
    // If the village's area is unknown, only a class that is the same in both areas.
    return said.get(textOf(household, 'code')) ?? (counted === urban?.get(household.id)?.class ? counted : null);
  };
}

function countedBy(data: ReviewData, year: number, area: Area): Classified['results'] {
  try {
    return classifyAll(data, chooseRound({ year, area })).results;
  } catch (error) {
    // No standard is known for that year.
    if (error instanceof RoundError) return new Map();
    throw error;
  }
}

const RESULTS: ReadonlySet<unknown> = new Set([POOR, NEAR_POOR, NOT_POOR]);
const KINDS: readonly ResultKind[] = ['classes', 'left-poor', 'left-near'];

/** For households that left a list, the class they had; null for those who were on none. */
function kindOf(household: Row, found: CellValue): ResultKind | null {
  if (found === POOR || found === NEAR_POOR) return 'classes';
  if (found !== NOT_POOR) return null;
  const had = [textOf(household, 'lastYear'), textOf(household, 'formerly')];
  return had.includes(POOR) ? 'left-poor' : had.includes(NEAR_POOR) ? 'left-near' : null;
}

export function listsAsResults<Reading extends Readable>(reading: Reading, round: number, said?: number): Reading {
  const year = yearOfLists(reading, round, said);
  const { data, of } = reading;
  if (year === round || data.households.length === 0) return reading;
  const classOf = classesOf(reading, year);
  const found = new Map(data.households.map((row) => [row, classOf(row)]));
  // A list that only has that year's layout gives no results: it is this round's own, with an old title.
  const says = [...found.values()].some((value) => value === POOR || value === NEAR_POOR);
  if (!says && said === undefined && of?.ours !== true) return reading;
  const made = new Set(reading.madeCodes);
  const members = groupBy(data.members, (row) => textOf(row, 'code'));
  const stays = data.households.filter((row) => !LEAVING.some((reason) => reason === row.cells['change']));
  const households = (kind: ResultKind): ResultHousehold[] =>
    stays
      .filter((row) => kindOf(row, found.get(row) ?? null) === kind)
      .map((row) => ({
        row: {
          id: '',
          sheet: 'list01',
          cells: { ...pick(row, made.has(row.id) ? IDENTITY : [...IDENTITY, 'code']) },
          ...(row.source && { source: row.source }),
        },
        members: (members.get(textOf(row, 'code')) ?? []).map((member): Row => ({
          id: '',
          sheet: 'members',
          cells: pick(member, OF_MEMBER),
          ...(member.source && { source: member.source }),
        })),
        class: kind === 'classes' ? (found.get(row) ?? null) : null,
        found: { b1: null, b2: null, noLabour: null, merit: null },
      }));
  const sheets = KINDS.map((kind): ResultSheet => ({ name: LISTS, kind, year, households: households(kind) })).filter(
    (sheet) => sheet.households.length > 0,
  );
  const open = stays.filter((row) => row.sheet === 'list01' && !RESULTS.has(found.get(row) ?? ''));
  const unknown =
    open[0] &&
    problemAt(
      { sheet: open[0].source?.sheet ?? '', row: open[0].source?.row },
      'warning',
      'result-unknown',
      `${open.length} hộ của năm ${year} chưa có kết quả phân loại, nên không biết kết quả năm ấy`,
    );
  return {
    ...reading,
    problems: [...reading.problems, ...(unknown ? [unknown] : [])],
    data: { ...data, villages: data.villages.map((row) => ({ ...row, cells: pick(row, ['name', 'area']) })), households: [], members: [] },
    results: [...reading.results, ...sheets],
    formulaValues: [],
    madeCodes: [],
    of: null,
  };
}
