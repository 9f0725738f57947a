/**
 * Five people edit one village's list offline for a day, 500 edits each, come back to a real server in random order, and
 * the commune settles everything. Then all copies are equal, and every edit is accounted for: kept, overwritten (by its
 * own writer, before anybody else saw it), or settled. SEED=… runs another day.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import { afterAll, expect, it } from 'vitest';
import { dayOf, shuffled, type Edit } from '../../bench/day.ts';
import { households, random } from '../../bench/households.ts';
import { commune } from '../../bench/lists.ts';
import { SqliteLog } from '../../server/log/sqlite.ts';
import { DEMO_OFFICER, DEMO_REVIEW } from '../../server/people/demo.ts';
import { seedReview } from '../../server/commands/demo-data.ts';
import { openCells } from '../../server/history/evidence.ts';
import { writerTo } from '../../server/rooms/writer.ts';
import { AWAY, Deaf, ROOM, socketOf, testServer, until } from '../../server/testing.ts';
import { seenWrites } from '../../src/lib/cells/apart.ts';
import type { Entry } from '../../src/lib/cells/entry.ts';
import { HOUSEHOLD_PREFIX } from '../../src/lib/cells/review-rooms.ts';
import { HouseholdFigures } from '../../src/lib/forms/household-figures.ts';
import { byConsequence } from '../../src/lib/forms/consequence.ts';
import { formsFor } from '../../src/lib/forms/registry.ts';
import { Classifier } from '../../src/lib/review/classify.ts';
import type { Person } from '../../src/lib/review/people.ts';
import { chooseRound } from '../../src/lib/review/plans.ts';
import { MemoryCopy, memoryDevice } from '../../src/lib/sync/memory-copy.ts';
import { DeviceLines } from '../../src/lib/sync/line/device-line.ts';
import { openRoom, type OpenRoom } from '../../src/lib/sync/room-connection.ts';
import { questionsOf } from '../../src/lib/ui/reconcile/apart-question.ts';
import { conflictsOf } from '../../src/lib/ui/reconcile/village-conflicts.ts';

const SEED = Number(process.env.SEED ?? 1);
const EDITS = Number(process.env.EDITS ?? 500);
const PEOPLE: Person[] = ['Hà Thị Lan', 'Nông Văn Thành', 'Lường Văn Hiếu', 'Bàn Thị Mai', 'Triệu Văn Sơn'].map((name, index) => ({
  id: `p${index}`,
  name,
  role: 'reviewer',
  review: DEMO_REVIEW,
  villages: ['thon-3'],
}));
const ALL = [...PEOPLE, DEMO_OFFICER];
const folder = mkdtempSync(join(tmpdir(), 'ra-soat-day-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Fate = 'kept' | 'overwritten by its writer' | 'settled';
interface Made extends Edit {
  who: number;
  entry: Entry;
}

const cellOf = ({ row, field }: Pick<Edit, 'row' | 'field'>): string => `${row} ${field}`;
const isSame = (a: Entry, b: Entry): boolean => a.value === b.value && a.author === b.author && a.at === b.at;

it(`five people, ${EDITS} edits each, apart for a day: all copies equal, every value accounted for (day ${SEED})`, async () => {
  const log = new SqliteLog(folder);
  const data = commune('Xã Nông Thượng', 3, households(450));
  await seedReview(data, writerTo(log, DEMO_OFFICER, 'nhap'));
  const server = await testServer({
    log,
    signIn: {
      me: () => ({ demo: true, person: null }),
      whoIs: (request) => ALL.find(({ id }) => id === request.headers['x-person']) ?? null,
      leave: () => undefined,
    },
  });
  let second = Date.UTC(2023, 9, 2, 0, 0, 0);
  const devices = new Map(ALL.map(({ id }) => [id, memoryDevice()]));
  const connect = ({ id, name }: Person, url: string): OpenRoom =>
    openRoom({
      room: ROOM,
      person: { id, name },
      url,
      mayWrite: true,
      lines: new DeviceLines(socketOf(id)),
      openCopy: (copy, doc, readFirst) => new MemoryCopy(copy, doc, devices.get(id), readFirst),
      BroadcastChannelImpl: Deaf as unknown as typeof BroadcastChannel,
      clock: () => (second += 1000),
    });
  const received = ({ status: { current } }: OpenRoom): boolean => current.connected && current.unsent === 0;

  // In the morning everybody has the list and goes offline. Their devices keep what they write.
  const morning = PEOPLE.map((person) => connect(person, server.url));
  await until(() => morning.every((room) => received(room) && room.list.rows().length > 0), 60_000);
  const rows = morning[0]!.list.rows().filter((row) => row.startsWith(HOUSEHOLD_PREFIX));
  const base = new Map(rows.map((row) => [row, morning[0]!.list.snapshotRow(row)]));
  await Promise.all(morning.map((room) => room.close()));
  const made: Made[] = [];
  for (const [who, person] of PEOPLE.entries()) {
    const away = connect(person, AWAY);
    await away.whenLoaded;
    for (const edit of dayOf(SEED * 100 + who, rows, EDITS * 3)) {
      // A value that the cell already has is not written.
      if (away.list.get(edit.row, edit.field) === edit.value) continue;
      away.list.set(edit.row, edit.field, edit.value);
      made.push({ ...edit, who, entry: away.list.entries(edit.row, edit.field).at(-1)! });
      if (made.length === (who + 1) * EDITS) break;
    }
    expect(away.status.current.unsent).toBe(EDITS);
    await away.close();
  }
  expect(made).toHaveLength(PEOPLE.length * EDITS);

  // In the evening they come back one after another, in any order.
  const rooms = new Map<string, OpenRoom>();
  for (const person of shuffled(SEED, PEOPLE)) {
    const room = connect(person, server.url);
    rooms.set(person.id, room);
    await until(() => received(room), 120_000);
  }
  const officer = connect(DEMO_OFFICER, server.url);
  rooms.set(DEMO_OFFICER.id, officer);
  const vector = ({ list }: OpenRoom): string =>
    JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(list.doc))].sort(([a], [b]) => a - b));
  const shown = ({ list }: OpenRoom): unknown =>
    list.rows().map((row) => [
      row,
      ...list
        .fields(row)
        .sort()
        .map((field) => [field, list.entries(row, field).map(({ value, author, at }) => [value, author, at])]),
    ]);
  const equal = (): boolean => new Set([...rooms.values()].map(vector)).size === 1;
  await until(() => [...rooms.values()].every(received) && equal(), 120_000);
  for (const room of rooms.values()) expect(shown(room)).toEqual(shown(officer));

  // In each cell exactly the last entry of each writer is alive; each writer overwrote their own earlier ones.
  const fates = new Map<Made, Fate>();
  const last = new Map<string, Map<number, Made>>();
  for (const one of made) {
    const writers = last.get(cellOf(one)) ?? new Map<number, Made>();
    const earlier = writers.get(one.who);
    if (earlier) fates.set(earlier, 'overwritten by its writer');
    last.set(cellOf(one), writers.set(one.who, one));
  }
  for (const [cell, writers] of last) {
    const [row = '', field = ''] = cell.split(' ');
    const live = officer.list.entries(row, field);
    expect(live).toHaveLength(writers.size);
    for (const { entry } of writers.values()) expect(live.some((one) => isSame(one, entry))).toBe(true);
  }

  // The officer works as on the page: one value of each cell, and each household that was written apart.
  const round = chooseRound({ year: 2023, area: 'rural' });
  const classifier = new Classifier(round, data.villages);
  const figures = new HouseholdFigures(formsFor(round).summaries);
  const read = () => conflictsOf(officer.list, { id: 'thon-3', name: 'Thôn 3' }, classifier, figures);
  const open = read();
  const known = new Map((await openCells(log, ROOM)).map((cell) => [`${cell.row} ${cell.field}`, cell]));
  const conflicts = open.households.flatMap(({ cells }) => cells);
  expect(conflicts.length).toBe(officer.list.conflicts().length);
  for (const { row, field, entries } of conflicts) {
    const evidence = known.get(`${row} ${field}`);
    expect(evidence?.before ?? null).toEqual(base.get(row)?.[field] ?? null);
    for (const { value, author } of entries)
      expect(PEOPLE.find(({ name }) => name === author)?.id).toBe(
        evidence?.brought.find((one) => one.value === value && one.author === author)?.person,
      );
  }
  const next = random(SEED);
  const chosen = new Map<string, Entry>();
  for (const household of byConsequence(open.households, ({ consequence }) => consequence.level))
    officer.list.settleAll(
      household.cells.map(({ row, field, entries }) => {
        const entry = entries[Math.floor(next() * entries.length)]!;
        chosen.set(`${row} ${field}`, entry);
        return { row, field, value: entry.value };
      }),
    );
  const asked = read().apart.map((household) =>
    questionsOf(
      household,
      classifier,
      (field) => known.get(`${household.row.id} ${field}`)?.before,
      ({ entry: { author } }) => ({ claimed: author, known: undefined }),
    ),
  );
  expect(asked.every(({ unknown }) => !unknown)).toBe(true);
  const questions = asked.flatMap((one) => one.asked);
  for (const { household, pairs } of questions) officer.list.write(seenWrites(household.row.id, pairs));

  await until(() => [...rooms.values()].every(received) && equal(), 120_000);
  for (const room of rooms.values()) {
    expect(shown(room)).toEqual(shown(officer));
    expect(room.list.conflicts()).toEqual([]);
  }
  const after = read();
  expect(after.households).toEqual([]);
  expect(
    after.apart.flatMap(
      (household) =>
        questionsOf(
          household,
          classifier,
          (field) => known.get(`${household.row.id} ${field}`)?.before,
          ({ entry: { author } }) => ({ claimed: author, known: undefined }),
        ).asked,
    ),
  ).toEqual([]);

  for (const [cell, writers] of last) {
    const [row = '', field = ''] = cell.split(' ');
    const choice = chosen.get(cell);
    expect(
      officer.list.entries(row, field).length === 1 || new Set(officer.list.entries(row, field).map(({ value }) => value)).size === 1,
    ).toBe(true);
    for (const one of writers.values()) fates.set(one, choice ? 'settled' : 'kept');
    // The current value is the chosen one, or the one that all writers of the cell agree on.
    const standing = officer.list.get(row, field);
    if (choice) expect(standing).toBe(choice.value);
    else for (const { value } of writers.values()) expect(standing).toBe(value);
  }
  expect(fates.size).toBe(made.length);
  const counts: Record<string, number> = {};
  for (const fate of fates.values()) counts[fate] = (counts[fate] ?? 0) + 1;
  console.log({
    edits: made.length,
    ...counts,
    conflicts: conflicts.length,
    households: open.households.length,
    apart: open.apart.length,
    asked: questions.length,
  });
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(made.length);
  await Promise.all([...rooms.values()].map((room) => room.close()));
  await server.close();
});
