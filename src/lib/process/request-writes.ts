/** What a request writes beside its act: the village of the household into the review, and the household with its members into the list. */
import { ASIDE_FIELD, HOUSEHOLD_PREFIX, MEMBER_PREFIX, SHEET_FIELD, VILLAGE_PREFIX } from '../cells/review-rooms.ts';
import type { CellWrite, SharedList } from '../cells/shared-list.ts';
import { newId } from '../cells/new-ids.ts';
import { monthOf, type Month, type Round } from '../review/plans.ts';
import type { CellValue, Row } from '../review/types.ts';
import type { Act, ActData, WantedAct } from './acts.ts';
import { isToList, isTurnedDown } from './requests.ts';
import { householdWrites, rowWrites } from './next-year.ts';
import type { Standard } from '../review/standards.ts';

/** A household as the commune's rounds know it. */
export interface KnownHousehold {
  household: Row;
  members: readonly Row[];
  /** Its result today; '' for none. */
  result: string;
  /** Name of the round that it is from. */
  from: string;
}

/** What the commune's other rounds know of the place of a request. */
export interface RequestBase {
  /** The village's row, where another round has this village. */
  village: Readonly<Record<string, CellValue>> | null;
  known: KnownHousehold | null;
}

interface RequestPlace {
  month: Month;
  /** Of the request, in this month. */
  number: number;
  standard: Standard;
  known: KnownHousehold | null;
}

/** Codes of new households say the month and the request: no other round gives the same. */
const newCode = ({ month: { year, month }, number }: RequestPlace): string =>
  `TX${String(year % 100).padStart(2, '0')}${String(month).padStart(2, '0')}-${String(number).padStart(2, '0')}`;

const rowOfRequest = ({ known }: RequestPlace): string => known?.household.id ?? newId(HOUSEHOLD_PREFIX);

/** Into the village's list. @param row of the household. */
function listWrites(data: ActData<'requested'>, row: string, place: RequestPlace): CellWrite[] {
  const { known, standard } = place;
  const turnedDown = isTurnedDown(data, standard);
  const cells: Record<string, CellValue> = {
    [ASIDE_FIELD]: null,
    [SHEET_FIELD]: 'list01',
    // Giấy đề nghị is that of who asks to be listed (Mẫu số 01).
    ...(data.ask === 'enter' && { request: 'x', formA: data.formA ?? null }),
    ...(turnedDown && { formAWhy: data.why ?? null }),
    ...(!known && { head: data.head }),
    ...(!known?.household.cells.code && { code: newCode(place) }),
  };
  const kept = known ? householdWrites(known.household, known.result, null).filter(({ field }) => !(field in cells)) : [];
  return [
    ...kept,
    ...Object.entries(cells).map(([field, value]) => ({ row, field, value })),
    ...(known?.members ?? []).flatMap((member) => [
      ...rowWrites(MEMBER_PREFIX, member, null, {}),
      { row: member.id, field: ASIDE_FIELD, value: null },
    ]),
  ];
}

/** Takes a household and its members off the list, or puts them on it again: their cells stay. */
function asideWrites(list: SharedList, row: string, aside: boolean): CellWrite[] {
  const code = list.get(row, 'code');
  const members = code === null ? [] : list.rows(MEMBER_PREFIX).filter((member) => list.get(member, 'code') === code);
  return [row, ...members].map((each) => ({ row: each, field: ASIDE_FIELD, value: aside ? 'x' : null }));
}

/** A village of another round, as it comes into this one: its name and area under the same id. */
const villageWrites = (village: string, cells: Readonly<Record<string, CellValue>>): CellWrite[] =>
  Object.entries(cells).flatMap(([field, value]) => (value === null ? [] : [{ row: VILLAGE_PREFIX + village, field, value }]));

export interface RequestScene {
  village: string;
  round: Pick<Round, 'plan' | 'standard'>;
  /** All acts of the review. */
  acts: readonly Act[];
  list: SharedList;
  base: RequestBase | null;
}

/** @returns the act as it is recorded, and what is written with it into the commune's records and into the list. */
export function requestWrites(
  wanted: WantedAct,
  { village, round, acts, list, base }: RequestScene,
): { wanted: WantedAct; commune: CellWrite[]; village: CellWrite[] } {
  const nothing = { wanted, commune: [], village: [] };
  const month = monthOf(round.plan.id);
  if (wanted.kind === 'requested' && month) {
    const number = acts.filter(({ kind }) => kind === 'requested').length + 1;
    const place = { month, number, standard: round.standard, known: base?.known ?? null };
    const household = rowOfRequest(place);
    const listed = isToList(wanted.data, round.standard);
    const head = String(place.known?.household.cells.head ?? wanted.data.head);
    return {
      wanted: { ...wanted, data: { ...wanted.data, head, household, listed: listed ? 'yes' : 'no' } },
      commune: villageWrites(village, base?.village ?? {}),
      village: listed ? listWrites(wanted.data, household, place) : [],
    };
  }
  const asked = wanted.kind === 'retracted' || wanted.kind === 'undone' ? acts.find(({ id }) => id === wanted.data.of) : undefined;
  if (!asked) return nothing;
  const request = asked.kind === 'retracted' ? acts.find(({ id }) => id === asked.data.of) : asked;
  if (request?.kind !== 'requested' || request.data.listed === 'no') return nothing;
  // A withdrawal that is taken back puts the household on the list again; everything else here takes it off.
  return { ...nothing, village: asideWrites(list, request.data.household, asked.kind !== 'retracted') };
}
