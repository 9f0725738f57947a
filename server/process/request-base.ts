/** What the commune's other rounds know of a village and its households, for a request of a monthly review. */
import type { Known } from '../../src/lib/api/process.ts';
import { ORDER_FIELD, readVillages } from '../../src/lib/cells/review-rooms.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import { knownHouseholds } from '../../src/lib/process/known-households.ts';
import type { RequestBase } from '../../src/lib/process/request-writes.ts';
import { AREA_KEYS } from '../../src/lib/review/areas.ts';
import { parseRoom, roomName } from '../../src/lib/review/people.ts';
import type { CellValue } from '../../src/lib/review/types.ts';
import type { UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';
import { readHomes } from './moved-homes.ts';
import { readRoundLists } from './round-lists.ts';

type Sisters = (review: string) => Promise<readonly string[]>;

async function knownRows(log: UpdateLog, sisters: Sisters, room: string, inUse: InUse, today: string) {
  const place = parseRoom(room);
  if (!place?.village) return [];
  const others = await sisters(place.review);
  const homes = await readHomes(log, [place.review, ...others]);
  const lists = await readRoundLists(log, others, place.village, homes, inUse, today);
  const newest = lists.sort((a, b) => (a.classified.round.lastDay < b.classified.round.lastDay ? 1 : -1));
  return knownHouseholds(newest, today);
}

export async function knownIn(log: UpdateLog, sisters: Sisters, room: string, inUse: InUse, today: string): Promise<Known[]> {
  const text = (value: CellValue | undefined): string => String(value ?? '');
  return (await knownRows(log, sisters, room, inUse, today)).map(({ household: { id, cells }, members, result, from }) => ({
    ...{ household: id, head: text(cells.head), code: text(cells.code), cccd: text(cells.cccd) },
    ...{ size: typeof cells.size === 'number' ? cells.size : null, members: members.length, result, from },
  }));
}

/** @param household the row that the request names; '' for a household that no round has. */
export async function requestBase(
  log: UpdateLog,
  sisters: Sisters,
  room: string,
  household: string,
  inUse: InUse,
  today: string,
): Promise<RequestBase> {
  const { review = '', village = '' } = parseRoom(room) ?? {};
  const known = household === '' ? [] : await knownRows(log, sisters, room, inUse, today);
  return {
    village: village === null ? null : await villageCells(log, await sisters(review), village),
    known: known.find(({ household: { id } }) => id === household) ?? null,
  };
}

async function villageCells(log: UpdateLog, reviews: readonly string[], village: string): Promise<RequestBase['village']> {
  for (const review of reviews) {
    const found = await readRoom(log, roomName(review, null), (list) => {
      const villages = readVillages(list);
      const order = villages.findIndex(({ id }) => id === village);
      const here = villages[order];
      return here && { name: here.name, ...areaCells(here.row.cells), [ORDER_FIELD]: order };
    });
    if (found) return found;
  }
  return null;
}

const areaCells = (cells: Readonly<Record<string, CellValue>>): Record<string, CellValue> =>
  Object.fromEntries(AREA_KEYS.map((key) => [key, cells[key] ?? null]));
