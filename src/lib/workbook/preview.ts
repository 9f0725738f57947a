/** What an import would change, cell by cell, before anything is written. Pure: nothing here touches the shared list. */
import { columnsOf, SHEETS } from '../review/columns.ts';
import type { CellValue, Problem, ReviewData, Row, SheetId } from '../review/types.ts';
import { fold, isUnmarked, spelling } from '../review/text.ts';
import { villageId, villageKey } from '../review/village.ts';
import { matchHouseholds, matchMembers, NEW, type Doubt, type Matching, type Same } from './preview-match.ts';
import { freeId, householdIds, memberIds } from './preview-ids.ts';
import type { WorkbookReading } from './read.ts';
import { questionId, Questions, type Answers, type Asked, type Question } from './questions.ts';
import { makeCode } from './read-codes.ts';
import { problemAt } from './read-problem.ts';
import { VillageNames } from './read-villages.ts';

export interface Tally {
  new: number;
  changed: number;
  unchanged: number;
}

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

/** Households without a village, until a person chooses one. */
export interface UnknownVillage {
  /** As written in the file; '' if blank. */
  village: string;
  households: { row: string; code: string; name: string; source?: Row['source'] }[];
}

/** A household that the list does not have; the preview shows its name before it is written. */
export interface NewHousehold {
  village: string;
  name: string;
  marks: string;
}

export interface ImportPreview {
  villages: Tally;
  households: (Tally & { village: string })[];
  members: Tally;
  added: NewHousehold[];
  changes: CellChange[];
  /** Blank cells of the file where the list has a value: the value stays. */
  keptWhereBlank: number;
  /** The file has a year, the list a full date of that year: the full date stays. */
  keptMorePrecise: number;
  /** Names without diacritics in the file: the list's spelling stays. */
  keptMarked: number;
  /** Households of the list that the file does not have: they stay. */
  notInFile: number;
  /** Persons on an earlier year's list who are not members of the household now: they may have left, and are not added. */
  notAdded: number;
  unknownVillages: UnknownVillage[];
  problems: Problem[];
  /** Questions that only arise when the list and the file are compared. */
  questions: Asked[];
  /** Only the cells to write, under the ids of their rows. */
  writes: Row[];
}

export interface PreviewChoices {
  /** Village as written in the file ('' if blank) -> the village it is. A name that the list does not have is created. */
  villages?: Readonly<Record<string, string>>;
  /** Row id of one household -> its village; overrides `villages`. */
  rows?: Readonly<Record<string, string>>;
  answers?: Answers;
}

const textOf = (row: Row, key: string): string => String(row.cells[key] ?? '');
/** The columns of this round that a list of an earlier year gives. */
const OF_EARLIER = new Set(['lastYear', 'formerly']);
const tally = (): Tally => ({ new: 0, changed: 0, unchanged: 0 });

/** '1977' or '06/1977' does not contradict '22/06/1977'. */
const lessPrecise = (after: CellValue, before: CellValue): boolean =>
  typeof after === 'string' &&
  typeof before === 'string' &&
  after.length < before.length &&
  /^(\d\d\/)?\d{4}$/.test(after) &&
  before.endsWith(`/${after}`);

const NAMES = new Set(['head', 'name']);
/** 'HA VAN DUNG' does not contradict 'Hà Văn Dũng'. */
const unmarked = (after: CellValue, before: CellValue): boolean =>
  typeof after === 'string' && typeof before === 'string' && isUnmarked(after) && !isUnmarked(before) && fold(after) === fold(before);

/** An earlier year fills empty cells; what people wrote this year stays. */
const written = (before: Row | undefined): Set<string> =>
  new Set(
    Object.entries(before?.cells ?? {}).flatMap(([key, value]) => (value === null || value === '' || OF_EARLIER.has(key) ? [] : [key])),
  );

interface Identity {
  village: string;
  household: string;
  name: string;
}

class Collector {
  readonly changes: CellChange[] = [];
  readonly writes: Row[] = [];
  keptWhereBlank = 0;
  keptMorePrecise = 0;
  keptMarked = 0;

  /** Compares one row; returns the tally it belongs to. */
  add(before: Row | undefined, after: Row, id: string, identity: Identity, skip: ReadonlySet<string> = new Set()): keyof Tally {
    // A household of list 01 that is also on list 02 stays on list 01, which has more columns.
    const sheet = before?.sheet === 'list01' && after.sheet === 'list02' ? 'list01' : after.sheet;
    const write: Row = { id, sheet, cells: {}, ...(after.source ? { source: after.source } : {}) };
    const moved = before !== undefined && before.sheet !== sheet;
    if (before && moved)
      this.changes.push({
        row: id,
        sheet,
        ...identity,
        key: 'sheet',
        label: 'Danh sách',
        before: SHEETS[before.sheet].name,
        after: SHEETS[sheet].name,
      });
    for (const { key, label, type } of columnsOf(sheet)) {
      const [old, value] = [before?.cells[key] ?? null, after.cells[key] ?? null];
      if (skip.has(key) || value === old) continue;
      if (value === null) this.keptWhereBlank++;
      else if (type === 'date' && lessPrecise(value, old)) this.keptMorePrecise++;
      else if (NAMES.has(key) && unmarked(value, old)) this.keptMarked++;
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

function previewVillages(current: ReviewData, incoming: readonly Row[], collector: Collector, taken: Set<string>): Tally {
  const result = tally();
  const known = new Map(current.villages.map((row) => [textOf(row, 'name'), row]));
  for (const row of incoming) {
    const before = known.get(textOf(row, 'name'));
    // The list's own spelling stays, because every household refers to it.
    const name = before ? textOf(before, 'name') : textOf(row, 'name');
    result[
      collector.add(
        before,
        row,
        before?.id ?? freeId(row.id, taken),
        { village: name, household: '', name },
        new Set(before ? ['name'] : []),
      )
    ]++;
  }
  return result;
}

/** A village of the file is one of the list if spelled the same; otherwise a person says which it is. */
function nameVillages(current: readonly Row[], incoming: readonly Row[], choices: PreviewChoices): { known: Row[]; unsaid: Row[] } {
  const names = new VillageNames(current.map((row) => textOf(row, 'name')));
  const like = new Map(current.map((row) => [villageKey(textOf(row, 'name')), row]));
  const known: Row[] = [];
  const unsaid: Row[] = [];
  for (const row of incoming) {
    const written = textOf(row, 'name');
    const name = ownValue(choices.villages, written) ?? names.find(written)?.name;
    if (name === undefined && like.has(villageKey(written))) unsaid.push(row);
    else known.push(name === undefined || name === written ? row : { ...row, cells: { ...row.cells, name } });
  }
  return { known, unsaid };
}

/** Gives each incoming household its village's name; a household without one is set aside. */
function placeHouseholds(
  rows: readonly Row[],
  names: VillageNames,
  choices: PreviewChoices,
): { placed: Row[]; unknown: UnknownVillage[]; created: string[] } {
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
    entry.households.push({
      row: row.id,
      code: textOf(row, 'code'),
      name: textOf(row, 'head'),
      ...(row.source ? { source: row.source } : {}),
    });
    unknown.set(written, entry);
  }
  return { placed, unknown: [...unknown.values()], created: [...created] };
}

const ownValue = (record: Readonly<Record<string, string>> | undefined, key: string): string | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined;

function sayUnknown(unknown: readonly UnknownVillage[]): Problem[] {
  return unknown.map(({ village, households }) => {
    const first = households[0];
    const what =
      village === ''
        ? `${households.length} hộ không ghi thôn`
        : `thôn "${village}" (${households.length} hộ) không có trong danh sách thôn của xã`;
    return problemAt(
      { sheet: first?.source?.sheet ?? '', row: first?.source?.row, household: first?.code },
      'error',
      'village-to-choose',
      `${what}: hãy chọn thôn trước khi ghi`,
    );
  });
}

export function previewImport(current: ReviewData, incoming: WorkbookReading, choices: PreviewChoices = {}): ImportPreview {
  const collector = new Collector();
  const problems: Problem[] = [];
  const questions = new Questions(choices.answers);
  const taken = new Set([...current.villages, ...current.households, ...current.members].map(({ id }) => id));
  const named = nameVillages(current.villages, incoming.data.villages, choices);
  const villages = previewVillages(current, named.known, collector, taken);
  const names = new VillageNames([...current.villages, ...named.known].map((row) => textOf(row, 'name')).filter((name) => name !== ''));
  // Existing rows keep their village if the file gives none.
  const made = new Set(incoming.madeCodes);
  const byMark = new Map(
    current.households.flatMap(
      (row) =>
        [
          [`code ${textOf(row, 'code')}`, row],
          [`cccd ${textOf(row, 'cccd')}`, row],
        ] as const,
    ),
  );
  const earlier = new Set(incoming.earlier);
  const located = incoming.data.households.map((row) => {
    if (textOf(row, 'village') !== '' && !earlier.has(row.id)) return row;
    const mark = made.has(row.id) ? 'cccd' : 'code';
    const known = textOf(row, mark) === '' ? undefined : byMark.get(`${mark} ${textOf(row, mark)}`);
    return known ? { ...row, cells: { ...row.cells, village: known.cells['village'] ?? null } } : row;
  });
  const { placed, unknown, created } = placeHouseholds(located, names, choices);
  for (const row of named.unsaid) {
    const village = textOf(row, 'name');
    if (!unknown.some((each) => each.village === village)) unknown.push({ village, households: [] });
  }
  problems.push(...sayUnknown(unknown));
  for (const name of created) {
    const row: Row = { id: `v:${villageId(name)}`, sheet: 'villages', cells: { name } };
    villages[collector.add(undefined, row, freeId(row.id, taken), { village: name, household: '', name })]++;
  }

  const matching = matchAsking('head', questions, made, (same) => matchHouseholds(current.households, placed, made, same));
  const { matches } = matching;
  const doubted = new Set(matching.doubts.map(({ row }) => row));
  problems.push(...sayRespelled(matching, 'head', made));
  const byVillage = new Map<string, Tally>();
  const added: NewHousehold[] = [];
  /** Mã hộ in the file -> what happened to that household. */
  const outcome = new Map<string, Outcome>();
  const codes = new Set([...current.households, ...placed.filter((row) => !made.has(row.id))].map((row) => textOf(row, 'code')));
  const counters = new Map<string, number>();
  const renamed = new Map<string, string>();
  const idOf = householdIds(placed);
  for (const row of placed) {
    if (doubted.has(row)) continue;
    const before = matches.get(row);
    const fileCode = textOf(row, 'code');
    let code = fileCode;
    if (made.has(row.id)) {
      code = before ? textOf(before, 'code') : codes.has(fileCode) ? makeCode(textOf(row, 'village'), codes, counters) : fileCode;
      codes.add(code);
    } else if (before && textOf(before, 'code') !== code) renamed.set(textOf(before, 'code'), code);
    const village = textOf(row, 'village');
    const id = before?.id ?? freeId(made.has(row.id) ? idOf(row, code) : row.id.includes('~') ? row.id : `h:${code}`, taken);
    const after: Row = { ...row, cells: { ...row.cells, code } };
    const kind = collector.add(
      before,
      after,
      id,
      { village, household: code, name: textOf(row, 'head') },
      earlier.has(row.id) ? written(before) : undefined,
    );
    const counts = byVillage.get(village) ?? tally();
    counts[kind]++;
    if (kind === 'new') added.push({ village, name: textOf(row, 'head'), marks: marksOf(after, made) });
    byVillage.set(village, counts);
    if (!outcome.has(fileCode)) outcome.set(fileCode, { code, village, earlier: earlier.has(row.id) });
    if (before && textOf(before, 'village') !== '' && textOf(before, 'village') !== village) {
      problems.push(
        problemAt(
          { sheet: row.source?.sheet ?? '', row: row.source?.row, household: code },
          'warning',
          'village-changed',
          `hộ ${textOf(row, 'head')} đang ở ${textOf(before, 'village')}, tệp ghi ${village}`,
        ),
      );
    }
  }

  const setAside = new Set([
    ...unknown.flatMap(({ households }) => households.map(({ code }) => code)),
    ...[...doubted].map((row) => textOf(row, 'code')),
  ]);
  const members = previewMembers({ current, incoming, outcome, setAside, renamed, collector, problems, taken, questions });
  const matched = new Set([...matches.values(), ...matching.doubts.flatMap(({ candidates }) => candidates)]);
  return {
    villages,
    members: members.tally,
    added,
    problems,
    questions: questions.asked,
    households: [...byVillage].map(([village, counts]) => ({ village, ...counts })),
    changes: collector.changes,
    keptWhereBlank: collector.keptWhereBlank,
    keptMorePrecise: collector.keptMorePrecise,
    keptMarked: collector.keptMarked,
    notAdded: members.notAdded,
    notInFile: current.households.filter((row) => !matched.has(row)).length,
    unknownVillages: unknown,
    writes: collector.writes,
  };
}

const MARKS = [
  ['birth', 'sinh'],
  ['cccd', 'CCCD'],
  ['code', 'Mã hộ'],
  ['size', 'nhân khẩu'],
] as const;
/** @param made ids of rows with a generated Mã hộ, which must not be shown as if it were from the file. */
const marksOf = (row: Row, made?: ReadonlySet<string>): string =>
  MARKS.flatMap(([key, label]) =>
    textOf(row, key) === '' || (key === 'code' && made?.has(row.id)) ? [] : [`${label} ${textOf(row, key)}`],
  ).join(', ');

const placeOf = (row: Row) => ({ sheet: row.source?.sheet ?? '', row: row.source?.row });
const WHAT = { head: 'hộ', name: 'người' } as const;

/** Lists the rows that were matched under another spelling. */
function sayRespelled({ matches, respelled }: Matching, nameKey: keyof typeof WHAT, made: ReadonlySet<string> = new Set()): Problem[] {
  return [...respelled].flatMap((row) => {
    const [given, known] = [textOf(row, nameKey), textOf(matches.get(row) ?? row, nameKey)];
    if (given === '' || isUnmarked(given) || spelling(given) === spelling(known)) return [];
    const household = made.has(row.id) ? '' : textOf(row, 'code');
    return [
      problemAt(
        { ...placeOf(row), ...(household && { household }) },
        'warning',
        'name-differs',
        `tệp ghi ${given}, danh sách đang có ${known}: được hiểu là một ${WHAT[nameKey]}, hãy xem lại`,
      ),
    ];
  });
}

/** Asks about each row that may be one of the list or a new one, and matches again with the answers: one answer may decide another. */
function matchAsking(
  nameKey: keyof typeof WHAT,
  questions: Questions,
  made: ReadonlySet<string>,
  match: (same: Same) => Matching,
): Matching {
  const same: Record<string, string> = {};
  const takenBy = new Map<string, Row>();
  for (;;) {
    const matching = match(same);
    const told = matching.doubts
      .filter(({ row }) => !Object.hasOwn(same, row.id))
      .flatMap((doubt) => {
        const question = whoIs(doubt, nameKey, made);
        const wanted = questions.answerTo(question);
        const rival = wanted === null ? undefined : takenBy.get(wanted);
        const answer = questions.ask(rival ? withoutTaken(question, wanted ?? '', rival, nameKey) : question);
        if (wanted !== null) same[doubt.row.id] = wanted;
        if (answer !== null && answer !== NEW) takenBy.set(answer, doubt.row);
        return wanted ?? [];
      });
    if (told.length === 0) return matching;
  }
}

const said = (row: Row, nameKey: keyof typeof WHAT, made?: ReadonlySet<string>): string =>
  [textOf(row, nameKey) || '(chưa có tên)', marksOf(row, made)].filter(Boolean).join(', ');

function whoIs({ row, candidates }: Doubt, nameKey: keyof typeof WHAT, made: ReadonlySet<string>): Question {
  const what = WHAT[nameKey];
  const where = textOf(row, 'village');
  return {
    id: questionId(nameKey === 'head' ? 'ho' : 'nguoi', placeOf(row)),
    text: `Trang ${row.source?.sheet ?? ''}, dòng ${row.source?.row ?? '?'}: ${said(row, nameKey, made)}${where && ` (${where})`} là ${what} nào trong danh sách đang có?`,
    choices: [...candidates.map((each) => ({ id: each.id, label: said(each, nameKey) })), { id: NEW, label: `Không phải: là ${what} mới` }],
  };
}

/** Two rows of the file were both answered to be this row of the list: the second is asked again, naming both. */
function withoutTaken(question: Question, taken: string, rival: Row, nameKey: keyof typeof WHAT): Question {
  const what = WHAT[nameKey];
  const label = question.choices.find(({ id }) => id === taken)?.label ?? '';
  const where = `Trang ${rival.source?.sheet ?? ''}, dòng ${rival.source?.row ?? '?'} (${textOf(rival, nameKey)})`;
  return {
    ...question,
    text: `${question.text} ${where} đã được trả lời là ${label}: hai dòng của tệp không thể cùng là một ${what}. Hãy chọn ${what} khác, hoặc sửa câu trả lời của dòng kia.`,
    choices: question.choices.filter(({ id }) => id !== taken),
  };
}

interface Outcome {
  code: string;
  village: string;
  earlier: boolean;
}

interface MemberContext {
  current: ReviewData;
  incoming: WorkbookReading;
  outcome: Map<string, Outcome>;
  setAside: ReadonlySet<string>;
  /** Households whose Mã hộ changes; their members follow. */
  renamed: Map<string, string>;
  collector: Collector;
  problems: Problem[];
  taken: Set<string>;
  questions: Questions;
}

function previewMembers({ current, incoming, outcome, setAside, renamed, collector, problems, taken, questions }: MemberContext): {
  tally: Tally;
  notAdded: number;
} {
  const result = tally();
  const currentCode = new Map([...renamed].map(([old, code]) => [code, old]));
  const villageOf = new Map(current.households.map((row) => [textOf(row, 'code'), textOf(row, 'village')]));
  for (const { code, village } of outcome.values()) villageOf.set(code, village);
  const orphans = new Map<string, Row>();
  const rows = incoming.data.members.flatMap((row) => {
    const fileCode = textOf(row, 'code');
    const household = outcome.get(fileCode);
    if (household) return [{ ...row, cells: { ...row.cells, code: household.code } }];
    if (villageOf.has(fileCode) && !setAside.has(fileCode)) return [row];
    if (!setAside.has(fileCode) && !orphans.has(fileCode)) orphans.set(fileCode, row);
    return [];
  });
  for (const [code, row] of orphans) {
    problems.push(
      problemAt(
        { sheet: row.source?.sheet ?? '', row: row.source?.row, household: code || undefined },
        'error',
        'member-left-out',
        `Mã hộ ${code === '' ? '(trống)' : code} không có trong danh sách, không ghi các thành viên của hộ này`,
      ),
    );
  }
  const made = new Set(incoming.madeCodes);
  const madeCodes = new Set(incoming.data.households.filter(({ id }) => made.has(id)).map((row) => textOf(row, 'code')));
  const uncoded = new Set(incoming.data.members.filter((row) => madeCodes.has(textOf(row, 'code'))).map(({ id }) => id));
  const matching = matchAsking('name', questions, uncoded, (same) =>
    matchMembers(current.members, rows, (code) => currentCode.get(code) ?? code, same),
  );
  const { matches } = matching;
  const doubted = new Set(matching.doubts.map(({ row }) => row));
  problems.push(...sayRespelled(matching, 'name'));
  const seen = new Set<Row>();
  const peopled = new Set(current.members.map((row) => textOf(row, 'code')));
  const idOf = memberIds(rows);
  const earlier = new Set([...outcome.values()].filter((each) => each.earlier).map(({ code }) => code));
  let notAdded = 0;
  for (const row of rows) {
    if (doubted.has(row)) continue;
    const before = matches.get(row);
    const code = textOf(row, 'code');
    if (!before && earlier.has(code) && peopled.has(currentCode.get(code) ?? code)) {
      notAdded++;
      continue;
    }
    if (before) seen.add(before);
    const id = before?.id ?? freeId(idOf(row), taken);
    result[
      collector.add(
        before,
        row,
        id,
        { village: villageOf.get(code) ?? '', household: code, name: textOf(row, 'name') },
        earlier.has(code) ? written(before) : undefined,
      )
    ]++;
  }
  for (const row of current.members) {
    const code = renamed.get(textOf(row, 'code'));
    if (code === undefined || seen.has(row)) continue;
    result[
      collector.add(
        row,
        { ...row, cells: { code } },
        row.id,
        { village: villageOf.get(code) ?? '', household: code, name: textOf(row, 'name') },
        new Set(
          columnsOf('members')
            .map(({ key }) => key)
            .filter((key) => key !== 'code'),
        ),
      )
    ]++;
  }
  return { tally: result, notAdded };
}
