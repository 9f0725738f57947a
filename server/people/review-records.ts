/** Reads and starts reviews' rooms directly in the log, without opening them. */
import {
  BESIDE_FIELD,
  besideOf,
  HOUSEHOLD_PREFIX,
  listedRows,
  ORDER_FIELD,
  readVillages,
  ROUND_ROW,
  VILLAGE_PREFIX,
} from '../../src/lib/cells/review-rooms.ts';
import { AREA_KEYS } from '../../src/lib/review/areas.ts';
import type { CellValue } from '../../src/lib/review/types.ts';
import { SHAPE_FIELD } from '../../src/lib/shapes/shape.ts';
import type { CellWrite, SharedList } from '../../src/lib/cells/shared-list.ts';
import { parseRoom, roomName } from '../../src/lib/review/people.ts';
import { isSumName, sumNameText } from '../../src/lib/review/village.ts';
import { carriedTables } from '../../src/lib/cells/score-records.ts';
import { HttpError } from '../http/error.ts';
import type { UpdateLog } from '../log/log.ts';
import { nextLists } from './next-lists.ts';
import type { ReviewRecords } from './review-routes.ts';
import { villageNumbersIn } from '../../src/lib/process/next-year.ts';
import type { Act } from '../../src/lib/process/acts.ts';
import { readActs } from '../../src/lib/process/act-rows.ts';
import { liveActs } from '../../src/lib/process/standing.ts';
import { monthRequests } from '../process/month-requests.ts';
import { readRoom } from '../rooms/reader.ts';
import { writerTo } from '../rooms/writer.ts';

export const recordsIn = (log: UpdateLog): ReviewRecords => ({
  // Writes directly into the log, before anybody can be connected to the room.
  begin: (by) => async (review, cells, before) => {
    const round = Object.entries(cells).flatMap(([field, value]) => (value === null ? [] : [{ row: ROUND_ROW, field, value }]));
    const villages =
      before === null
        ? []
        : await readRoom(log, roomName(before.review, null), (list) => [...villageWrites(list, cells.year), ...carriedTables(list)]);
    const write = writerTo(log, by, 'tao-dot');
    await write(roomName(review, null), (list) => list.write([...round, ...villages]));
    if (!before?.lists) return;
    const lists = await nextLists(log, before.review, before.lists);
    for (const [village, { writes }] of lists) if (writes.length > 0) await write(roomName(review, village), (list) => list.write(writes));
  },
  next: ({ review, lists }) => nextLists(log, review, lists),
  villages: (review) => readRoom(log, roomName(review, null), (list) => readVillages(list).map(({ id, name }) => ({ id, name }))),
  round: (review) => readRoom(log, roomName(review, null), (list) => list.snapshotRow(ROUND_ROW)),
  requests: (review, inUse, today) => monthRequests(log, review, inUse, today),
  async work(review) {
    const households = [];
    for (const name of await log.rooms()) {
      const room = parseRoom(name);
      if (room?.review === review && room.village !== null)
        households.push(await readRoom(log, name, (list) => listedRows(list, HOUSEHOLD_PREFIX).length));
    }
    const [cells, decided] = await readRoom(log, roomName(review, null), (list) => [list.snapshotRow(ROUND_ROW), decidedIn(list).size]);
    const { unit, year, standard, [BESIDE_FIELD]: beside } = cells;
    return {
      villages: households.filter((count) => count > 0).length,
      households: households.reduce((sum, count) => sum + count, 0),
      decided,
      unit: String(unit ?? ''),
      year: typeof year === 'number' ? year : null,
      standard: String(standard ?? ''),
      beside: besideOf(beside),
    };
  },
  async lists() {
    const counts = new Map<string, number>();
    for (const name of await log.rooms()) {
      const room = parseRoom(name);
      if (room?.village) counts.set(room.review, (counts.get(room.review) ?? 0) + 1);
    }
    return counts;
  },
});

const DECIDED: ReadonlySet<Act['kind']> = new Set(['sent', 'recognised', 'refused']);

/** Villages that were sent up or recognised, or of which a month's request was answered, as far as that was not taken back. */
export const decidedIn = (commune: SharedList): Set<string> =>
  new Set(liveActs(readActs(commune)).flatMap(({ kind, village }) => (DECIDED.has(kind) ? [village] : [])));

/**
 * A village's name, area with its day, place on the map, order and targets continue in the next round; its state, such as the lock, does
 * not.
 * @throws HttpError when a village is called like the sum of all.
 */
function villageWrites(list: SharedList, year: CellValue | undefined): CellWrite[] {
  const from = list.get(ROUND_ROW, 'year');
  const villages = readVillages(list);
  const sum = villages.find(({ name }) => isSumName(name));
  if (sum) throw new HttpError(409, 'village-name', `${sumNameText(sum.name)} Hãy đổi tên thôn ấy ở đợt trước, rồi lập đợt này.`);
  return villages.flatMap(({ id, name, row: { cells } }, order) =>
    Object.entries({
      ...Object.fromEntries(AREA_KEYS.map((key) => [key, cells[key] ?? null])),
      ...(typeof from === 'number' && typeof year === 'number' && villageNumbersIn(cells, from, year)),
      [SHAPE_FIELD]: cells[SHAPE_FIELD] ?? null,
      name,
      [ORDER_FIELD]: order,
    }).flatMap(([field, value]) => (value === null ? [] : [{ row: VILLAGE_PREFIX + id, field, value }])),
  );
}
