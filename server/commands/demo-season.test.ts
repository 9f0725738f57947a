/** The demo's season could have come from honest copies with their rights, and is the same at every start. */
import { beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readComments } from '../../src/lib/cells/comments.ts';
import { readReview, readVillages } from '../../src/lib/cells/review-rooms.ts';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import { classifyAll } from '../../src/lib/review/classify.ts';
import { mayWrite, parseRoom, roomName } from '../../src/lib/review/people.ts';
import { chooseRound } from '../../src/lib/review/plans.ts';
import { seedSeason } from './demo-season.ts';
import { MemoryLog } from '../log/memory.ts';
import { SEASON_PEOPLE, SEASON_REVIEW } from '../people/demo.ts';
import { judge } from '../../src/lib/sync/guard/guard.ts';

const log = new MemoryLog();
const lists = new Map<string, SharedList>();
let commune: SharedList;

async function open(room: string): Promise<SharedList> {
  const doc = new Y.Doc();
  for (const update of (await log.load(room)).updates) Y.applyUpdate(doc, update);
  return new SharedList(doc, 'nobody');
}

beforeAll(async () => {
  await seedSeason(log);
  commune = await open(roomName(SEASON_REVIEW, null));
  for (const { id } of readVillages(commune)) lists.set(id, await open(roomName(SEASON_REVIEW, id)));
});

it('is the same at every start, and keeps what people changed', async () => {
  const again = new MemoryLog();
  await seedSeason(again);
  for (const room of await log.rooms()) expect(await again.history(room)).toEqual(await log.history(room));
  const before = (await log.history(roomName(SEASON_REVIEW, 'thon-3'))).length;
  await seedSeason(log);
  expect(await log.history(roomName(SEASON_REVIEW, 'thon-3'))).toHaveLength(before);
});

it('is written by people with the right, in updates that the server accepts', async () => {
  for (const room of (await log.rooms()).filter((name) => name.startsWith(`${SEASON_REVIEW}.`))) {
    const doc = new Y.Doc();
    for (const { person, update } of await log.history(room)) {
      const writer = SEASON_PEOPLE.find(({ id }) => id === person);
      const place = parseRoom(room);
      expect(writer && place && mayWrite(writer, place)).toBe(true);
      expect(judge(doc, update).kind).toBe('apply');
      Y.applyUpdate(doc, update);
    }
  }
});

it('names the device of every edit in plain words', async () => {
  for (const room of (await log.rooms()).filter((name) => name.startsWith(`${SEASON_REVIEW}.`)))
    for (const { device } of await log.history(room)) expect(device).toMatch(/^(điện thoại|máy tính) của \p{L}+$/u);
});

it('has villages at every stage: locked, done, begun, not begun; with conflicts, missing scores, late edits, comments', async () => {
  const data = readReview(commune, lists);
  const { results } = classifyAll(data, chooseRound({ plan: 'dinh-ky-2026', area: 'rural' }));
  const conflicts = [...lists].flatMap(([village, list]) => list.conflicts().map(({ field }) => `${village} ${field}`));
  expect(conflicts).toEqual(['thon-3 b1', 'thon-3 b1', 'thon-5 size']);
  expect(
    readVillages(commune)
      .filter(({ lock }) => lock)
      .map(({ id }) => id),
  ).toEqual(['thon-1', 'thon-4']);
  expect(await log.lateRooms()).toEqual([roomName(SEASON_REVIEW, 'thon-4')]);
  expect([...lists.values()].flatMap((list) => readComments(list)).map(({ task }) => task)).toContain(true);
  const share = (village: string): number => {
    const rows = data.households.filter((row) => row.cells.village === village && results.get(row.id)?.list === '01');
    return rows.filter(({ cells }) => typeof cells.b1 === 'number').length / rows.length;
  };
  expect([share('Thôn 2'), share('Thôn 11')]).toEqual([1, 0]);
  for (const village of ['Thôn 3', 'Thôn 6', 'Thôn 7']) expect([share(village) > 0, share(village) < 1]).toEqual([true, true]);
  expect(data.households.filter(({ cells }) => cells.lastYear).length).toBeGreaterThan(40);
});
