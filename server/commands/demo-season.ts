/**
 * The middle of a season: this year's round of the demo commune, created with last year's villages, filled from last
 * year's results, and edited by its people, also offline at doors. It is the same for everybody.
 */
import { readFile } from 'node:fs/promises';
import { commentWrites, type NewComment } from '../../src/lib/cells/comments.ts';
import { LOCKED_FIELD, roomWrites, VILLAGE_PREFIX } from '../../src/lib/cells/review-rooms.ts';
import type { CellWrite, SharedList } from '../../src/lib/cells/shared-list.ts';
import { roomName, type Person } from '../../src/lib/review/people.ts';
import type { CellValue, ReviewData, Row } from '../../src/lib/review/types.ts';
import { placeResults } from '../../src/lib/workbook/place-results.ts';
import { readWorkbook } from '../../src/lib/workbook/read.ts';
import { readSample, seedReview } from './demo-data.ts';
import type { UpdateLog } from '../log/log.ts';
import { DEMO_REVIEW, SEASON_PEOPLE, SEASON_REVIEW, SEASON_YEAR } from '../people/demo.ts';
import { Recorder } from '../rooms/recorder.ts';
import { CONFLICTS, DEVICES, LATE, LOCKS, NEW_HOUSEHOLDS, STAGES, TALKS, type Edit, type Stage } from './season-deeds.ts';

const RESULTS = new URL('../../tests/fixtures/nong-thuong-2025-ket-qua.xlsx', import.meta.url);
/** When the finished round was imported, and when this one was created. */
const BEFORE = Date.parse('2023-12-14T15:00:00+07:00');
const BEGIN = Date.parse(`${SEASON_YEAR}-11-02T08:00:00+07:00`);
/** Scores change a little from one review to the next. */
const MOVES = [0, 5, -10, 15, 0, -5, 40, 10];
/** Columns that identify a household, or belong to another year. */
const NOT_SCORED = new Set([
  'code',
  'head',
  'cccd',
  'birth',
  'sex',
  'ethnic',
  'village',
  'lastYear',
  'formerly',
  'change',
  'request',
  'formA',
  'reviewer',
  'reviewedOn',
  'note',
]);

const momentOf = (day: number, minute: number): number =>
  Date.parse(`${SEASON_YEAR}-11-${String(day).padStart(2, '0')}T08:00:00+07:00`) + minute * 60_000;
const dayText = (day: number): string => `${String(day).padStart(2, '0')}/11/${SEASON_YEAR}`;
const textOf = (row: Row, key: string): string => String(row.cells[key] ?? '');

function person(id: string): Person {
  const found = SEASON_PEOPLE.find((one) => one.id === id);
  if (!found) throw new Error(`no person ${id} in the demo`);
  return found;
}

const villageRoom = (village: string): string => roomName(SEASON_REVIEW, village);

/** The households of a village in the order of its list, and the last known findings of each. */
interface VillageRows {
  ids: string[];
  found: Map<string, Row>;
}

function scored(season: Recorder, { village, by, day, done, without = [] }: Stage, { ids, found }: VillageRows): void {
  const reviewer = person(by);
  ids.slice(0, Math.round(ids.length * done)).forEach((id, index) => {
    const before = found.get(id);
    if (!before) return;
    const cells: [string, CellValue][] = Object.entries(before.cells).filter(
      ([key]) => !NOT_SCORED.has(key) && !(without.includes(index) && /^(b1|c\d)$/.test(key)),
    );
    const writes = cells.map(([field, value]): CellWrite => ({
      row: id,
      field,
      value: field === 'b1' && typeof value === 'number' ? Math.max(0, value + (MOVES[index % MOVES.length] ?? 0)) : value,
    }));
    writes.push({ row: id, field: 'reviewer', value: reviewer.name }, { row: id, field: 'reviewedOn', value: dayText(day) });
    season.write(villageRoom(village), reviewer, momentOf(day, index * 25), (list) => list.write(writes));
  });
}

const edits =
  (ids: readonly string[], all: readonly Edit[]) =>
  (list: SharedList): void =>
    void list.write(all.map(({ place, field, value }) => ({ row: ids[place] ?? '', field, value })));

/** Last year's results as this round's households, read and placed as on the page. */
async function lastResults(villages: readonly Row[]): Promise<ReviewData> {
  const reading = readWorkbook(new Uint8Array(await readFile(RESULTS)), 'nong-thuong-2025-ket-qua.xlsx');
  const { data } = placeResults(reading, { round: SEASON_YEAR }).reading;
  return { ...data, villages: [...villages] };
}

/** Only if this round does not exist yet: what people did in the demo stays. */
export async function seedSeason(log: UpdateLog): Promise<void> {
  if ((await log.rooms()).some((room) => room.startsWith(`${SEASON_REVIEW}.`))) return;
  const season = new Recorder((id) => DEVICES[id] ?? '');
  const officer = person('tran-quoc-viet');
  const sample = await readSample();
  if (!(await log.rooms()).some((room) => room.startsWith(`${DEMO_REVIEW}.`)))
    await seedReview(sample, async (room, fill) => season.write(room, officer, BEFORE, fill));

  const data = await lastResults(sample.villages);
  const round = { unit: 'Xã Nông Thượng', year: SEASON_YEAR, plan: `dinh-ky-${SEASON_YEAR}`, area: 'rural' };
  const known = new Map(sample.households.map((row) => [textOf(row, 'cccd'), row]));
  const villages = new Map<string, VillageRows>();
  for (const [room, writes] of roomWrites(SEASON_REVIEW, data, round)) {
    season.write(room, officer, BEGIN, (list) => list.write(writes));
    villages.set(room, { ids: [...new Set(writes.map(({ row }) => row))].filter((row) => row.startsWith('h:')), found: new Map() });
    for (const { row, field, value } of writes) {
      const before = field === 'cccd' ? known.get(String(value)) : undefined;
      if (before && row.startsWith('h:')) villages.get(room)?.found.set(row, before);
    }
  }
  const rowsOf = (village: string): VillageRows => villages.get(villageRoom(village)) ?? { ids: [], found: new Map() };

  for (const { village, by, day, id, cells } of NEW_HOUSEHOLDS)
    season.write(villageRoom(village), person(by), momentOf(day, 5), (list) =>
      list.write(Object.entries({ sheet: 'list01', ...cells }).map(([field, value]) => ({ row: `h:${id}`, field, value }))),
    );
  for (const stage of STAGES) scored(season, stage, rowsOf(stage.village));
  for (const { village, sides } of CONFLICTS) {
    const { ids } = rowsOf(village);
    season.apart(
      villageRoom(village),
      sides.map(({ by, day, minute, edits: all }) => ({ by: person(by), at: momentOf(day, minute), fill: edits(ids, all) })),
    );
  }
  TALKS.forEach(({ village, by, day, place, ...comment }, index) => {
    const about: NewComment = { ...comment, row: rowsOf(village).ids[place] ?? '' };
    season.write(villageRoom(village), person(by), momentOf(day, 480), (list) => list.write(commentWrites(`mau-${index + 1}`, about)));
  });
  for (const { village, day } of LOCKS)
    season.write(roomName(SEASON_REVIEW, null), officer, momentOf(day, 540), (list) =>
      list.set(VILLAGE_PREFIX + village, LOCKED_FIELD, 'x'),
    );
  for (const { village, by, day, received, edits: all } of LATE)
    season.tooLate(villageRoom(village), person(by), momentOf(day, 90), momentOf(received, 60), edits(rowsOf(village).ids, all));

  // The log is ordered by time of receipt.
  await log.append(season.rows.sort((a, b) => a.at - b.at));
  await log.keepLate(season.late);
}
