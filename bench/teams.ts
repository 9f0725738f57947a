/**
 * `npm run bench:teams`: the season of a city against one server. 117 villages, five devices each, 500 edits of each device: three of them
 * write all day and see each other's edits; two have no network and come back in the evening, all within a few seconds. The server and all
 * devices share this machine. Afterwards every edit is in the log, and every summary equals its list or knows that it is behind.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import * as Y from 'yjs';
import { SharedList } from '../src/lib/cells/shared-list.ts';
import { inUse, NOTHING_OWN } from '../src/lib/forms/own.ts';
import { withOwn } from '../src/lib/forms/registry.ts';
import { roomName } from '../src/lib/review/people.ts';
import { byEachStandard } from '../src/lib/review/plans.ts';
import { vietnamDay } from '../src/lib/review/vietnam-day.ts';
import { DATABASE } from '../server/log/sqlite-schema.ts';
import { SqliteLog } from '../server/log/sqlite.ts';
import { SummaryStore } from '../server/log/summary-store.ts';
import { verifySummaries } from '../server/summaries/verify.ts';
import { dayOf } from './day.ts';
import type { Entry } from './measure.ts';
import { save } from './results.ts';
import { communesOf, SIZES, writeCommune, YEAR, type Size } from './seed-lists.ts';
import { less } from './server-entries.ts';
import { Crowd, inTime, percentiles, seed, type Latency } from './server-load.ts';
import { DIALECTS, inFolder, PEER_NAMES, ServerProcess } from './server-process.ts';
import { clientIndex, FIRST_CLIENT, type ClientPlan, type Plan } from './server-updates.ts';
import { originOf, WireClient, type Ear } from './server-wire.ts';

const { short } = parseArgs({ options: { short: { type: 'boolean', default: false } } }).values;
/** `bench/server-child.ts` lets everybody into this review. */
const REVIEW = 'bench-2023';
const SIZE: Size = SIZES.commune;
const ROOMS = SIZE.villages;
const ALL_DAY = 3;
const AWAY = 2;
const EDITS = short ? 60 : 500;
/** Edits a second of all together: a hundred times as many as in a working day of eight hours. */
const PACE = 1_000;
/** Devices that come back in a second, in the evening. */
const BACK = 25;
const MB = 1024 * 1024;

interface Team {
  plan: Plan;
  /** The day of each device without a network, as one update. */
  away: { id: number; room: number; update: Uint8Array }[];
}

/** What each device writes into its own copy of the list, beginning with the same list. */
async function teams(folder: string): Promise<Team> {
  const log = new SqliteLog(folder);
  for (const { data } of communesOf(SIZE)) await writeCommune(log, REVIEW, data, { year: YEAR });
  const lists = await Promise.all(
    Array.from({ length: ROOMS }, async (_, room) => {
      const name = roomName(REVIEW, `thon-${room + 1}`);
      return { name, seed: Y.mergeUpdates((await log.load(name)).updates) };
    }),
  );
  await log.close();
  const clients: ClientPlan[] = [];
  const away: Team['away'] = [];
  // Consecutive devices are in different villages, as the paced load wants them.
  for (let slot = 0; slot < ALL_DAY + AWAY; slot++)
    for (const [room, list] of lists.entries()) {
      const id = FIRST_CLIENT + slot * ROOMS + room;
      const updates = dayOn(list.seed, id, slot);
      if (slot < ALL_DAY) clients.push({ id, room, updates });
      else away.push({ id, room, update: Y.mergeUpdates(updates) });
    }
  return { plan: { rooms: lists, clients }, away };
}

/** Each reviewer has a part of the houses, and goes to some of the others' as well: then two people write the same cell. */
function dayOn(list: Uint8Array, id: number, slot: number): Uint8Array[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, list);
  const own = new SharedList(doc, `Người rà soát ${slot + 1}`);
  const all = own.rows().filter((row) => row.startsWith('h:'));
  const rows = all.filter((_, index) => index % (ALL_DAY + AWAY) === slot || index % 20 === 0);
  doc.clientID = id;
  const updates: Uint8Array[] = [];
  // A copy in Node's buffer pool: there are hundreds of thousands.
  doc.on('update', (update: Uint8Array) => updates.push(Buffer.from(update)));
  for (const { row, field, value } of dayOf(id, rows, EDITS * 2)) {
    own.set(row, field, value);
    if (updates.length === EDITS) break;
  }
  own.destroy();
  doc.destroy();
  if (updates.length < EDITS) throw new Error(`only ${updates.length} edits`);
  return updates;
}

/** From a device's first message after its return until the others in the village have its whole day, and until it knows that it is stored. */
async function evening({ plan, away }: Team, port: number): Promise<{ delay: Latency; receipt: Latency }> {
  const sentAt = new Map<number, number>();
  const delays: number[] = [];
  const receipts: number[] = [];
  const dialect = DIALECTS.ours;
  let all: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (all = resolve));
  const isDone = (): void => {
    if (delays.length === away.length && receipts.length === away.length) all();
  };
  const watching: Ear = {
    sync: (_from, kind, bytes, start) => {
      const began = kind === 2 ? sentAt.get(originOf(bytes, start).client) : undefined;
      if (began === undefined) return;
      delays.push(performance.now() - began);
      isDone();
    },
  };
  const watchers = await Promise.all(
    plan.rooms.map(async ({ name }, room) => {
      const wire = new WireClient(port, dialect, name, room, 'xa', watching);
      await wire.whenOpen;
      wire.step1();
      return wire;
    }),
  );
  await sleep(2_000);
  const returned: WireClient[] = [];
  for (const [nth, { id, room, update }] of away.entries()) {
    const returning: Ear = {
      sync: () => undefined,
      receipt: () => {
        receipts.push(performance.now() - (sentAt.get(id) ?? 0));
        isDone();
      },
    };
    const wire = new WireClient(port, dialect, plan.rooms[room]?.name ?? '', clientIndex(id), `may-${id}`, returning);
    returned.push(wire);
    void wire.whenOpen.then(() => {
      sentAt.set(id, performance.now());
      wire.step1();
      wire.step2(update);
    });
    if (nth % BACK === BACK - 1) await sleep(1_000);
  }
  await inTime(finished, 'the days of those who were away');
  for (const wire of [...watchers, ...returned]) wire.close();
  return { delay: percentiles(delays), receipt: percentiles(receipts) };
}

/** Throws if an edit is not in the log, or a summary differs from its list. */
async function everything({ plan, away }: Team, folder: string): Promise<void> {
  const log = new SqliteLog(folder);
  const summaries = SummaryStore.open(folder);
  for (const [room, { name }] of plan.rooms.entries()) {
    const doc = new Y.Doc();
    for (const update of (await log.load(name)).updates) Y.applyUpdate(doc, update);
    const has = Y.decodeStateVector(Y.encodeStateVector(doc));
    for (const { id } of [...plan.clients, ...away].filter((device) => device.room === room))
      if (has.get(id) !== EDITS) throw new Error(`${name}: ${has.get(id) ?? 0} of ${EDITS} edits of ${id}`);
    doc.destroy();
  }
  const forms = async (_: string, round: Parameters<typeof byEachStandard>[0]) => byEachStandard(round).map((alone) => withOwn([], alone));
  const found = { right: 0, behind: 0, wrong: 0 };
  for await (const finding of verifySummaries(log, summaries, inUse(NOTHING_OWN), forms, vietnamDay(Date.now()))) {
    if (finding.kind === 'wrong') throw new Error(`the summary of ${finding.village} is wrong`);
    found[finding.kind] += 1;
  }
  // What the end of the server left uncounted is behind, and says so.
  console.log(`all edits are there; summaries: ${JSON.stringify(found)}`);
  summaries.close();
  await log.close();
}

const rowBytes = (folder: string): { rows: number; bytes: number } => {
  const db = new Database(join(folder, DATABASE), { readonly: true });
  const found = db.prepare('SELECT count(*) AS rows, sum(length(data)) AS bytes FROM log').get() as { rows: number; bytes: number };
  db.close();
  return found;
};

const entries = await inFolder(async (folder): Promise<Entry[]> => {
  const team = await teams(folder);
  const { plan, away } = team;
  const [online, edits] = [plan.clients.length * EDITS, (plan.clients.length + away.length) * EDITS];
  console.log(`${plan.rooms.length} villages, ${plan.clients.length} devices online and ${away.length} away, ${edits} edits`);
  const before = { ...rowBytes(folder), file: statSync(join(folder, DATABASE)).size };
  const ms = (online * 1_000) / PACE;

  const server = await ServerProcess.start('ours', folder);
  const crowd = await Crowd.open(plan, server.port, server.dialect);
  const start = await server.figures();
  const day = await crowd.pace(PACE, ms);
  const noon = await server.figures();
  if (day.missed !== 0) throw new Error(`${day.missed} deliveries did not come`);
  await crowd.close();
  const back = await evening(team, server.port);
  const night = await server.figures();
  await server.stop();
  await everything(team, folder);
  const after = { ...rowBytes(folder), file: statSync(join(folder, DATABASE)).size };

  const peer = await inFolder(async (empty) => {
    const other = await ServerProcess.start('y-websocket', empty);
    const seeders = await seed(plan, other.port, other.dialect);
    const others = await Crowd.open(plan, other.port, other.dialect);
    for (const seeder of seeders) seeder.close();
    const began = await other.figures();
    const { delay } = await others.pace(PACE, ms);
    const ended = await other.figures();
    await others.close();
    await other.stop();
    return { delay, cpu: (ended.cpuMs - began.cpuMs) / online, rss: ended.rss };
  });
  const name = PEER_NAMES['y-websocket'];
  const at = `${ROOMS} teams of ${ALL_DAY + AWAY}`;
  return [
    less(`${at}: an edit to the others at ${PACE}/s, p50`, 'ms', day.delay.p50, name, peer.delay.p50),
    less(`${at}: an edit to the others at ${PACE}/s, p99`, 'ms', day.delay.p99, name, peer.delay.p99),
    less(`${at}: an edit stored, as its device is told, p99`, 'ms', day.receipt.p99),
    less(
      `${at}: CPU of the server for an edit, summaries included`,
      'µs',
      ((noon.cpuMs - start.cpuMs) * 1_000) / online,
      name,
      peer.cpu * 1_000,
    ),
    less(`${at}: memory (RSS) of the server at the end of the day`, 'MB', noon.rss / MB, name, peer.rss / MB),
    less(`${at}: a day of ${EDITS} edits without a network to the others, ${BACK} devices a second, p50`, 'ms', back.delay.p50),
    less(`${at}: a day of ${EDITS} edits without a network to the others, ${BACK} devices a second, p99`, 'ms', back.delay.p99),
    less(`${at}: CPU of the server in the evening`, 's', (night.cpuMs - noon.cpuMs) / 1_000),
    less(`${at}: bytes of the log's rows for an edit`, 'bytes', (after.bytes - before.bytes) / edits),
    less(
      `${at}: bytes of the database's file for an edit, with index, ids and compacted lists`,
      'bytes',
      (after.file - before.file) / edits,
    ),
  ];
});
save(entries);
process.exit(0);
