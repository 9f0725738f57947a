/** Which village of the list each village and household of a file belongs to, and what a person has to say about it. */
import { textOf } from '../review/check-place.ts';
import type { Problem, ReviewData, Row } from '../review/types.ts';
import { villageKey } from '../review/village.ts';
import { tally, type Collector, type Tally } from './preview-changes.ts';
import { freeId } from './preview-ids.ts';
import { problemAt } from './read-problem.ts';
import { VillageNames } from './read-villages.ts';

/** Households without a village, until a person chooses one. */
export interface UnknownVillage {
  /** As written in the file; '' if blank. */
  village: string;
  households: { row: string; code: string; name: string; source?: Row['source'] }[];
}

/** What a person has said about villages. */
export interface VillageChoices {
  /** Village as written in the file ('' if blank) -> the village it is. A name that the list does not have is created. */
  villages?: Readonly<Record<string, string>>;
  /** Row id of one household -> its village; overrides `villages`. */
  rows?: Readonly<Record<string, string>>;
}

export function previewVillages(current: ReviewData, incoming: readonly Row[], collector: Collector, taken: Set<string>): Tally {
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
export function nameVillages(current: readonly Row[], incoming: readonly Row[], choices: VillageChoices): { known: Row[]; unsaid: Row[] } {
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
export function placeHouseholds(
  rows: readonly Row[],
  names: VillageNames,
  choices: VillageChoices,
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

export function sayUnknown(unknown: readonly UnknownVillage[]): Problem[] {
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
