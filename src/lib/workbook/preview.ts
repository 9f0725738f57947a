/** What an import would change, cell by cell, before anything is written. Pure: nothing here touches the shared list. */
import { columnsOf, SHEETS } from '../review/columns.ts';
import type { CellValue, Problem, ReviewData, Row, SheetId } from '../review/types.ts';
import { villageSlug, villageSpelling } from '../review/village.ts';
import { matchHouseholds, matchMembers } from './preview-match.ts';
import type { WorkbookReading } from './read.ts';
import { Questions, type Answers, type Asked } from './questions.ts';
import { makeCode } from './read-codes.ts';
import { problemAt } from './read-problem.ts';
import { VillageNames } from './read-villages.ts';

export interface Tally { new: number; changed: number; unchanged: number }

export interface CellChange {
  row: string;
  sheet: SheetId;
  village: string;
  /** Mã hộ; '' for a village. */
  household: string;
  name: string;
  key: string;
  label: string;
  before: CellValue;
  after: CellValue;
}

/** Households that belong nowhere until a person says where. */
export interface UnknownVillage {
  /** As written in the file; '' where nothing was. */
  village: string;
  households: { row: string; code: string; name: string; source?: Row['source'] }[];
}

export interface ImportPreview {
  villages: Tally;
  households: (Tally & { village: string })[];
  members: Tally;
  changes: CellChange[];
  /** Blank cells of the file where the list has a value: the value stays. */
  keptWhereBlank: number;
  /** A year in the file where the list has the full date of that year: the full date stays. */
  keptMorePrecise: number;
  /** Households of the list that the file does not have: they stay. */
  notInFile: number;
  /** Persons of an earlier year's list who are not among the household's members now: they may have left, and are not added. */
  notAdded: number;
  unknownVillages: UnknownVillage[];
  problems: Problem[];
  /** What only the list and the file together leave open. */
  questions: Asked[];
  /** Only the cells to write, under the ids of the rows they belong to. */
  writes: Row[];
}

export interface PreviewChoices {
  /** Village as written in the file ('' where blank) -> the village it is. A name that is not on the list is created. */
  villages?: Readonly<Record<string, string>>;
  /** Row id of one household -> its village; stands above `villages`. */
  rows?: Readonly<Record<string, string>>;
  answers?: Answers;
}

const textOf = (row: Row, key: string): string => String(row.cells[key] ?? '');
/** What a list of an earlier year does say of this one. */
const OF_EARLIER = new Set(['lastYear', 'formerly']);
const tally = (): Tally => ({ new: 0, changed: 0, unchanged: 0 });

/** '1977' or '06/1977' says nothing against '22/06/1977'. */
const lessPrecise = (after: CellValue, before: CellValue): boolean =>
  typeof after === 'string' && typeof before === 'string' && after.length < before.length && /^(\d\d\/)?\d{4}$/.test(after) && before.endsWith(`/${after}`);

/** An earlier year fills what is empty; what people wrote this year stands. */
const written = (before: Row | undefined): Set<string> =>
  new Set(Object.entries(before?.cells ?? {}).flatMap(([key, value]) => (value === null || value === '' || OF_EARLIER.has(key) ? [] : [key])));

interface Identity { village: string; household: string; name: string }

class Collector {
  readonly changes: CellChange[] = [];
  readonly writes: Row[] = [];
  keptWhereBlank = 0;
  keptMorePrecise = 0;

  /** Compares one row; returns which tally it belongs to. */
  add(before: Row | undefined, after: Row, id: string, identity: Identity, skip: ReadonlySet<string> = new Set()): keyof Tally {
    // A household of list 01 that also comes on list 02 stays on list 01: there it has more columns, not fewer.
    const sheet = before?.sheet === 'list01' && after.sheet === 'list02' ? 'list01' : after.sheet;
    const write: Row = { id, sheet, cells: {}, ...(after.source ? { source: after.source } : {}) };
    const moved = before !== undefined && before.sheet !== sheet;
    if (before && moved) this.changes.push({ row: id, sheet, ...identity, key: 'sheet', label: 'Danh sách', before: SHEETS[before.sheet].name, after: SHEETS[sheet].name });
    for (const { key, label, type } of columnsOf(sheet)) {
      const [old, value] = [before?.cells[key] ?? null, after.cells[key] ?? null];
      if (skip.has(key) || value === old) continue;
      if (value === null) this.keptWhereBlank++;
      else if (type === 'date' && lessPrecise(value, old)) this.keptMorePrecise++;
      else {
        write.cells[key] = value;
        if (before) this.changes.push({ row: id, sheet, ...identity, key, label, before: old, after: value });
      }
    }
    if (before && !moved && Object.keys(write.cells).length === 0) return 'unchanged';
    this.writes.push(write);
    return before ? 'changed' : 'new';
  }
}

/** An id nobody has: the wished one, or with ~2, ~3, … */
function freeId(wished: string, taken: Set<string>): string {
  let id = wished;
  for (let n = 2; taken.has(id); n++) id = `${wished}~${n}`;
  taken.add(id);
  return id;
}

function previewVillages(current: ReviewData, incoming: readonly Row[], collector: Collector, taken: Set<string>): Tally {
  const result = tally();
  const known = new Map(current.villages.map((row) => [villageSpelling(textOf(row, 'name')), row]));
  for (const row of incoming) {
    const before = known.get(villageSpelling(textOf(row, 'name')));
    // The list's own spelling stays: every household refers to it.
    const name = before ? textOf(before, 'name') : textOf(row, 'name');
    result[collector.add(before, row, before?.id ?? freeId(row.id, taken), { village: name, household: '', name }, new Set(before ? ['name'] : []))]++;
  }
  return result;
}

/** Gives each incoming household its village's one name; what has none is set aside. */
function placeHouseholds(rows: readonly Row[], names: VillageNames, choices: PreviewChoices): { placed: Row[]; unknown: UnknownVillage[]; created: string[] } {
  const placed: Row[] = [];
  const created = new Set<string>();
  const unknown = new Map<string, UnknownVillage>();
  for (const row of rows) {
    const written = textOf(row, 'village');
    const chosen = ownValue(choices.rows, row.id) ?? ownValue(choices.villages, written);
    const found = names.find(chosen ?? written)?.name ?? (chosen === undefined || chosen === '' ? undefined : chosen);
    if (found !== undefined) {
      if (names.find(found) === null) created.add(found);
      placed.push({ ...row, cells: { ...row.cells, village: found } });
      continue;
    }
    const entry = unknown.get(written) ?? { village: written, households: [] };
    entry.households.push({ row: row.id, code: textOf(row, 'code'), name: textOf(row, 'head'), ...(row.source ? { source: row.source } : {}) });
    unknown.set(written, entry);
  }
  return { placed, unknown: [...unknown.values()], created: [...created] };
}

const ownValue = (record: Readonly<Record<string, string>> | undefined, key: string): string | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined;

function sayUnknown(unknown: readonly UnknownVillage[]): Problem[] {
  return unknown.map(({ village, households }) => {
    const first = households[0];
    const what = village === '' ? `${households.length} hộ không ghi thôn` : `thôn "${village}" (${households.length} hộ) không có trong danh sách thôn của xã`;
    return problemAt({ sheet: first?.source?.sheet ?? '', row: first?.source?.row, household: first?.code }, 'error', 'village-to-choose', `${what}: hãy chọn thôn trước khi ghi`);
  });
}

export function previewImport(current: ReviewData, incoming: WorkbookReading, choices: PreviewChoices = {}): ImportPreview {
  const collector = new Collector();
  const problems: Problem[] = [];
  const questions = new Questions(choices.answers);
  const taken = new Set([...current.villages, ...current.households, ...current.members].map(({ id }) => id));
  const villages = previewVillages(current, incoming.data.villages, collector, taken);
  const names = new VillageNames([...current.villages, ...incoming.data.villages.filter((row) => !current.villages.some((known) => villageSpelling(textOf(known, 'name')) === villageSpelling(textOf(row, 'name'))))].map((row) => textOf(row, 'name')).filter((name) => name !== ''));
  // Known rows keep their village where the file says none.
  const made = new Set(incoming.madeCodes);
  const byMark = new Map(current.households.flatMap((row) => [[`code ${textOf(row, 'code')}`, row], [`cccd ${textOf(row, 'cccd')}`, row]] as const));
  const earlier = new Set(incoming.earlier);
  const located = incoming.data.households.map((row) => {
    if (textOf(row, 'village') !== '' && !earlier.has(row.id)) return row;
    const mark = made.has(row.id) ? 'cccd' : 'code';
    const known = textOf(row, mark) === '' ? undefined : byMark.get(`${mark} ${textOf(row, mark)}`);
    return known ? { ...row, cells: { ...row.cells, village: known.cells['village'] ?? null } } : row;
  });
  const { placed, unknown, created } = placeHouseholds(located, names, choices);
  problems.push(...sayUnknown(unknown));
  for (const name of created) {
    const row: Row = { id: `v:${villageSlug(name)}`, sheet: 'villages', cells: { name } };
    villages[collector.add(undefined, row, freeId(row.id, taken), { village: name, household: '', name })]++;
  }

  const matches = matchHouseholds(current.households, placed, made);
  const byVillage = new Map<string, Tally>();
  /** Mã hộ in the file -> what became of that household. */
  const outcome = new Map<string, Outcome>();
  const codes = new Set([...current.households, ...placed.filter((row) => !made.has(row.id))].map((row) => textOf(row, 'code')));
  const counters = new Map<string, number>();
  const renamed = new Map<string, string>();
  for (const row of placed) {
    const before = matches.get(row);
    const fileCode = textOf(row, 'code');
    let code = fileCode;
    if (made.has(row.id)) {
      code = before ? textOf(before, 'code') : codes.has(fileCode) ? makeCode(textOf(row, 'village'), codes, counters) : fileCode;
      codes.add(code);
    } else if (before && textOf(before, 'code') !== code) renamed.set(textOf(before, 'code'), code);
    const village = textOf(row, 'village');
    const id = before?.id ?? freeId(row.id.includes('~') ? row.id : `h:${code}`, taken);
    const after: Row = { ...row, cells: { ...row.cells, code } };
    const kind = collector.add(before, after, id, { village, household: code, name: textOf(row, 'head') }, earlier.has(row.id) ? written(before) : undefined);
    const counts = byVillage.get(village) ?? tally();
    counts[kind]++;
    byVillage.set(village, counts);
    if (!outcome.has(fileCode)) outcome.set(fileCode, { code, village, earlier: earlier.has(row.id) });
    if (before && textOf(before, 'village') !== '' && textOf(before, 'village') !== village) {
      problems.push(problemAt({ sheet: row.source?.sheet ?? '', row: row.source?.row, household: code }, 'warning', 'village-changed', `hộ ${textOf(row, 'head')} đang ở ${textOf(before, 'village')}, tệp ghi ${village}`));
    }
  }

  const setAside = new Set(unknown.flatMap(({ households }) => households.map(({ code }) => code)));
  const members = previewMembers({ current, incoming, outcome, setAside, renamed, collector, problems, taken });
  const matched = new Set([...matches.values()]);
  return {
    villages, members: members.tally, problems, questions: questions.asked,
    households: [...byVillage].map(([village, counts]) => ({ village, ...counts })),
    changes: collector.changes, keptWhereBlank: collector.keptWhereBlank, keptMorePrecise: collector.keptMorePrecise,
    notAdded: members.notAdded,
    notInFile: current.households.filter((row) => !matched.has(row)).length,
    unknownVillages: unknown, writes: collector.writes,
  };
}

interface Outcome { code: string; village: string; earlier: boolean }

interface MemberContext {
  current: ReviewData;
  incoming: WorkbookReading;
  outcome: Map<string, Outcome>;
  setAside: ReadonlySet<string>;
  /** Households whose Mã hộ changes: their members follow. */
  renamed: Map<string, string>;
  collector: Collector;
  problems: Problem[];
  taken: Set<string>;
}

function previewMembers({ current, incoming, outcome, setAside, renamed, collector, problems, taken }: MemberContext): { tally: Tally; notAdded: number } {
  const result = tally();
  const currentCode = new Map([...renamed].map(([old, code]) => [code, old]));
  const villageOf = new Map(current.households.map((row) => [textOf(row, 'code'), textOf(row, 'village')]));
  for (const { code, village } of outcome.values()) villageOf.set(code, village);
  const orphans = new Map<string, Row>();
  const rows = incoming.data.members.flatMap((row) => {
    const fileCode = textOf(row, 'code');
    const household = outcome.get(fileCode);
    if (household) return [{ ...row, cells: { ...row.cells, code: household.code } }];
    if (villageOf.has(fileCode)) return [row];
    if (!setAside.has(fileCode) && !orphans.has(fileCode)) orphans.set(fileCode, row);
    return [];
  });
  for (const [code, row] of orphans) {
    problems.push(problemAt({ sheet: row.source?.sheet ?? '', row: row.source?.row, household: code || undefined }, 'error', 'member-left-out', `Mã hộ ${code === '' ? '(trống)' : code} không có trong danh sách, không ghi các thành viên của hộ này`));
  }
  const matches = matchMembers(current.members, rows, (code) => currentCode.get(code) ?? code);
  const seen = new Set<Row>();
  const counts = new Map<string, number>();
  for (const { cells } of current.members) counts.set(String(cells['code'] ?? ''), (counts.get(String(cells['code'] ?? '')) ?? 0) + 1);
  const peopled = new Set(counts.keys());
  const earlier = new Set([...outcome.values()].filter((each) => each.earlier).map(({ code }) => code));
  let notAdded = 0;
  for (const row of rows) {
    const before = matches.get(row);
    const code = textOf(row, 'code');
    if (!before && earlier.has(code) && peopled.has(currentCode.get(code) ?? code)) {
      notAdded++;
      continue;
    }
    if (before) seen.add(before);
    else counts.set(code, (counts.get(code) ?? 0) + 1);
    const id = before?.id ?? freeId(`m:${code}:${counts.get(code) ?? 1}`, taken);
    result[collector.add(before, row, id, { village: villageOf.get(code) ?? '', household: code, name: textOf(row, 'name') }, earlier.has(code) ? written(before) : undefined)]++;
  }
  for (const row of current.members) {
    const code = renamed.get(textOf(row, 'code'));
    if (code === undefined || seen.has(row)) continue;
    result[collector.add(row, { ...row, cells: { code } }, row.id, { village: villageOf.get(code) ?? '', household: code, name: textOf(row, 'name') }, new Set(columnsOf('members').map(({ key }) => key).filter((key) => key !== 'code')))]++;
  }
  return { tally: result, notAdded };
}
