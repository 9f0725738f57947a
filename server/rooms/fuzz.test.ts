/**
 * Honest people work among hostile messages, on the real hub. RASOAT_FUZZ=100000 (`npm run test:fuzz`) is the long run; the daily run has a
 * few thousand messages. A failure names its seed; client ids are random, so it may take several runs to reproduce it.
 */
import { setImmediate as turn } from 'node:timers/promises';
import * as Y from 'yjs';
import { expect, it } from 'vitest';
import { MemoryLog } from '../log/memory.ts';
import { rowsOf, storedDoc } from '../testing.ts';
import { HonestCopy, HostileCopy, hostile, randomOf } from './fuzz-copies.ts';
import { Hub } from './hub.ts';

const MESSAGES = Number(process.env.RASOAT_FUZZ ?? 5_000);
const ROUND = 2_500;
const ROWS = ['h:0', 'h:1', 'h:2', 'h:3', 'h:4', 'h:5'];
const FIELDS = ['b1', 'size', 'head'];

interface Counts {
  hostile: number;
  closed: Record<number, number>;
  honest: number;
}

async function round(seed: number, counts: Counts): Promise<void> {
  const random = randomOf(seed);
  const log = new MemoryLog();
  const reports: string[] = [];
  const hub = new Hub({ log, report: (text) => reports.push(text), compactAfter: 300 });
  const room = `r.thon-${seed}`;
  const people = ['lan', 'thanh', 'viet'].map((person) => new HonestCopy(hub, room, person));
  let bad = new HostileCopy(hub, room);

  const quiet = async (): Promise<void> => {
    for (let i = 0; i < 400 && (i < 6 || !people.every((copy) => copy.isAcknowledged)); i++) await turn();
    expect(
      people.every((copy) => copy.isAcknowledged),
      `seed ${seed}: honest edits wait for ever`,
    ).toBe(true);
  };

  for (let sent = 0, step = 0; sent < ROUND; step++) {
    const copy = people[random(people.length)]!;
    if (random(100) < 4) {
      if (copy.link) copy.leave();
      else copy.connect();
    } else if (random(100) < 25) {
      counts.honest++;
      copy.write(ROWS[random(ROWS.length)]!, FIELDS[random(FIELDS.length)]!, `${copy.person}-${step}`);
    }
    const pool = people.flatMap((one) => one.sent.slice(-60));
    if (pool.length > 0) {
      sent++;
      counts.hostile++;
      bad.link.send(hostile(random, pool, bad.doc).bytes);
    }
    if (random(8) === 0) await turn();
    if (bad.link.closed) {
      const { code } = bad.link.closed;
      counts.closed[code] = (counts.closed[code] ?? 0) + 1;
      bad.link.leave();
      bad = new HostileCopy(hub, room);
      await turn();
    }
    if (step % 500 === 499) {
      await quiet();
      await same(log, room, hub, seed);
    }
  }
  for (const copy of people) if (!copy.link) copy.connect();
  await quiet();
  const stored = await same(log, room, hub, seed);
  const ever = new Set((await log.history(room)).flatMap(({ update, person }) => (person === 'ke-pha' ? [] : valuesIn(update))));
  for (const copy of people) {
    expect(copy.link?.closed, `seed ${seed}: an honest copy was thrown out`).toBeNull();
    // No divergence: an honest copy shows what the log contains.
    for (const row of ROWS) expect(rowsOf(copy.doc, row), `seed ${seed}`).toEqual(rowsOf(stored, row));
    // No false receipt: what was acknowledged is in the log, in a row of its writer.
    expect(
      [...copy.acknowledged].filter((value) => !ever.has(value)),
      `seed ${seed}`,
    ).toEqual([]);
  }
  await hub.close();
}

/** The live document, as a newcomer gets it, equals the replay of the log: from its rows and from its snapshot. */
async function same(log: MemoryLog, room: string, hub: Hub, seed: number): Promise<Y.Doc> {
  const newcomer = new HonestCopy(hub, room, 'moi');
  for (let i = 0; i < 20; i++) await turn();
  const raw = new Y.Doc();
  for (const { update } of await log.history(room)) Y.applyUpdate(raw, update);
  const stored = await storedDoc(log, room);
  for (const doc of [raw, stored]) {
    expect(Y.encodeStateVector(newcomer.doc), `seed ${seed}`).toEqual(Y.encodeStateVector(doc));
    expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null]);
    for (const name of newcomer.doc.share.keys())
      expect(newcomer.doc.getArray(name).toArray(), `seed ${seed} ${name}`).toEqual(doc.getArray(name).toArray());
    expect([...doc.share.keys()].filter((name) => name.length > 240)).toEqual([]);
  }
  newcomer.leave();
  return stored;
}

const valuesIn = (update: Uint8Array): unknown[] =>
  Y.decodeUpdate(update).structs.flatMap((struct) =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentAny ? (struct.content.arr as unknown[][]).map((entry) => entry[1]) : [],
  );

it(`${MESSAGES} hostile messages change nothing for honest people`, { timeout: 60_000 + MESSAGES * 12 }, async () => {
  const counts: Counts = { hostile: 0, closed: {}, honest: 0 };
  for (let seed = 1; counts.hostile < MESSAGES; seed++) await round(seed, counts);
  // The test is only meaningful when all of this has happened.
  expect(Object.keys(counts.closed)).toEqual(expect.arrayContaining(['4400', '4415', '4416', '4417', '4418', '4419']));
  console.log(JSON.stringify(counts));
});
