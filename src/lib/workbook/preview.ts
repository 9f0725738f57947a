/** What an import would change, cell by cell, before anything is written. Pure: nothing here touches the shared list. */
import { textOf } from '../review/check-place.ts';
import type { Problem, ReviewData, Row } from '../review/types.ts';
import { villageId } from '../review/village.ts';
import { marksOf, matchAsking, sayRespelled } from './preview-asking.ts';
import { Collector, tally, written, type CellChange, type Tally } from './preview-changes.ts';
import { freeId, householdIds } from './preview-ids.ts';
import { matchHouseholds } from './preview-match.ts';
import { previewMembers, type Outcome } from './preview-members.ts';
import {
  nameVillages,
  placeHouseholds,
  previewVillages,
  sayUnknown,
  type UnknownVillage,
  type VillageChoices,
} from './preview-villages.ts';
import { Questions, type Answers, type Asked } from './questions.ts';
import { makeCode } from './read-codes.ts';
import { problemAt } from './read-problem.ts';
import { VillageNames } from './read-villages.ts';
import type { WorkbookReading } from './read.ts';

const NOT_TAKEN: Problem = {
  code: 'decided-not-taken',
  severity: 'warning',
  text: 'Cột Họp dân kết luận, Lý do kết luận khác trong tệp khác với danh sách: không nhập, vì kết luận của cuộc họp ghi ở trang Các bước.',
};

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

export interface PreviewChoices extends VillageChoices {
  answers?: Answers;
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
    problems: collector.notTaken > 0 ? [...problems, NOT_TAKEN] : problems,
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
