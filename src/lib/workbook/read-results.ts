/** A list of results from a file: rows of members are grouped into households, and the year is determined. */
import { textOf } from '../review/check-place.ts';
import { isIdNumber } from '../review/identity.ts';
import { fold, spelling, tidy } from '../review/text.ts';
import type { CellValue, Problem, Row } from '../review/types.ts';
import { mostYear, yearsOf } from '../review/review-year.ts';
import { isHead } from './head-row.ts';
import { titlesAbove, yearInTitles } from './list-year.ts';
import type { Grid } from './read-grid.ts';
import { problemAt } from './read-problem.ts';
import type { SheetRows } from './sheet-rows.ts';
import { HOUSEHOLD_NUMBER } from './result-columns.ts';
import type { ResultKind } from './result-forms.ts';

export interface ResultHousehold {
  /** As a household of Danh sách 01, with what stays true from year to year: who and where they are. */
  row: Row;
  /** As rows of Thành viên, without a code. */
  members: Row[];
  /** Phân loại hộ; null on the lists of those who left. */
  class: CellValue;
  /** The findings of that review, and what each review asks again. */
  found: Record<'b1' | 'b2' | 'noLabour' | 'merit', CellValue>;
}

export interface ResultSheet {
  name: string;
  kind: ResultKind;
  /** The year of the review from the file; null if the file has none. */
  year: number | null;
  households: ResultHousehold[];
}

const PERSON = ['name', 'relation', 'birth', 'sex', 'ethnic', 'cccd'] as const;
const OF_HEAD = ['cccd', 'birth', 'sex', 'ethnic'] as const;
const FOUND = ['b1', 'b2', 'noLabour', 'merit'] as const;

const nameOf = (row: Row): string => textOf(row, 'name') || textOf(row, 'head');

/**
 * Identifies a person within a household: the same CCCD and date of birth; without a CCCD, the same name and date of
 * birth, because twins are two.
 */
export function personKey(row: Row): string | null {
  const birth = textOf(row, 'birth');
  if (isIdNumber(row.cells['cccd'])) return `${textOf(row, 'cccd')}\n${birth}`;
  return birth === '' ? null : `${spelling(nameOf(row))}\n${birth}`;
}

/** A row with STT hộ begins a household; if the number was forgotten, the next 'Chủ hộ' does. */
function groupRows(rows: readonly Row[]): { groups: Row[][]; unnumbered: Row[] } {
  const groups: Row[][] = [];
  const unnumbered: Row[] = [];
  const numbered = rows.some((row) => textOf(row, HOUSEHOLD_NUMBER) !== '');
  let last = '';
  // The persons of the current household; a sheet can be one household of a hundred thousand rows.
  let persons = new Set<string>();
  let headed = false;
  for (const row of rows) {
    const number = textOf(row, HOUSEHOLD_NUMBER);
    const person = personKey(row);
    // The same head again is a row pasted twice, and is dropped as such.
    const newHead = isHead(row) && headed && !(person !== null && persons.has(person));
    // Some people fill the number down to every member; villages may restart at 1.
    if (groups.length === 0 || (number !== '' && number !== last) || newHead) {
      groups.push([]);
      persons = new Set();
      headed = false;
      if (numbered && number === '') unnumbered.push(row);
    }
    groups.at(-1)?.push(row);
    if (person !== null) persons.add(person);
    headed ||= isHead(row);
    if (number !== '') last = number;
  }
  return { groups, unnumbered };
}

function householdOf(
  rows: readonly Row[],
  above: ResultHousehold | undefined,
  taken: (key: 'class' | 'village', row: Row) => void,
): ResultHousehold {
  const head = rows.find(isHead) ?? (rows[0] as Row);
  // If the head's name and the members' names are in two columns, the head's row may fill only its own.
  const members = rows.map((row): Row => ({
    id: '',
    sheet: 'members',
    ...(row.source && { source: row.source }),
    cells: Object.fromEntries(
      PERSON.flatMap((key) => {
        const value = key === 'name' ? nameOf(row) : key === 'relation' && row === head ? 'Chủ hộ' : row.cells[key];
        return value === undefined || value === null || value === '' ? [] : [[key, value]];
      }),
    ),
  }));
  const first = (key: string): CellValue => rows.find((row) => textOf(row, key) !== '')?.cells[key] ?? null;
  const carried = (key: 'class' | 'village', value: CellValue | undefined): CellValue => {
    const said = first(key);
    if (said !== null || value === null || value === undefined) return said;
    taken(key, head);
    return value;
  };
  const spouse = rows.find((row) => row !== head && /^(vo|chong)$/.test(fold(textOf(row, 'relation'))));
  const cells: Row['cells'] = { head: nameOf(head), size: first('size') ?? rows.length };
  const also: Record<string, CellValue> = {
    code: first('code'),
    village: carried('village', above?.row.cells['village']),
    spouseEthnic: spouse?.cells['ethnic'] ?? null,
  };
  for (const key of OF_HEAD) also[key] = head.cells[key] ?? null;
  for (const [key, value] of Object.entries(also)) if (value !== null && value !== '') cells[key] = value;
  return {
    row: { id: '', sheet: 'list01', cells, ...(head.source && { source: head.source }) },
    members,
    class: carried('class', above?.class),
    found: Object.fromEntries(FOUND.map((key) => [key, first(key)])) as ResultHousehold['found'],
  };
}

function yearOf(grid: Grid, sheet: SheetRows, fileName: string): number | null {
  const said =
    yearInTitles(titlesAbove(grid, sheet.reading.headingRows[0] - 1)) ??
    yearInTitles([grid.name]) ??
    mostYear(yearsOf(sheet.rows, 'decidedOn'))?.year;
  if (said) return said;
  const named = /(?:^|\D)(20[2-9]\d)(?!\d)/.exec(fileName.replace(/^.*[/\\]/, ''))?.[1];
  return named ? Number(named) : null;
}

/** The most frequent value of the column Xã; lists of those who left have the commune only in the title. */
function communeOf(rows: readonly Row[]): string {
  const times = new Map<string, number>();
  for (const row of rows)
    if (textOf(row, 'commune') !== '') times.set(textOf(row, 'commune'), (times.get(textOf(row, 'commune')) ?? 0) + 1);
  const most = tidy([...times].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '');
  return /^(xã|phường|thị trấn|đặc khu)\s/iu.test(most) ? most : '';
}

/** @returns the list, and the commune it names; problems are added to the sheet. */
export function readResults(grid: Grid, sheet: SheetRows, fileName: string): ResultSheet | null {
  const { reading, rows, problems } = sheet;
  if (!reading.result) return null;
  const say = (severity: Problem['severity'], code: string, what: string, row?: Row): void =>
    void problems.push(problemAt({ sheet: reading.name, row: row?.source?.row }, severity, code, what));
  const { groups, unnumbered } = groupRows(rows);
  for (const row of unnumbered)
    say('warning', 'household-unnumbered', `${nameOf(row)} là chủ hộ mà không có STT hộ, được hiểu là một hộ mới`, row);
  const inherited = { class: [] as Row[], village: [] as Row[] };
  const households: ResultHousehold[] = [];
  for (const group of groups) {
    const seen = new Set<string>();
    const kept = group.filter((row) => {
      const key = personKey(row);
      if (key === null || !seen.has(key)) {
        if (key !== null) seen.add(key);
        return true;
      }
      say(
        'warning',
        'person-twice',
        `${nameOf(row)} đã có trong hộ này (trùng ${/\d{9}/.test(textOf(row, 'cccd')) ? 'CCCD' : 'họ tên'} và ngày sinh), bỏ dòng lặp`,
        row,
      );
      return false;
    });
    households.push(householdOf(kept, households.at(-1), (key, row) => inherited[key].push(row)));
  }
  for (const [key, label] of [
    ['class', 'Phân loại hộ'],
    ['village', 'Thôn'],
  ] as const) {
    const [row] = inherited[key];
    if (row) say('warning', `${key}-carried-down`, `${inherited[key].length} hộ không ghi ${label}, lấy theo hộ ở trên: hãy xem lại`, row);
  }
  if (reading.result === 'classes') {
    for (const { row } of households.filter((household) => household.class === null))
      say('error', 'result-without-class', `hộ ${textOf(row, 'head')} không ghi Phân loại hộ nên không biết kết quả`, row);
  }
  if (sheet.unit.name === '') sheet.unit = { ...sheet.unit, name: communeOf(rows) };
  return { name: reading.name, kind: reading.result, year: yearOf(grid, sheet, fileName), households };
}
