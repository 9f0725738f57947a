/**
 * `npm run bench:nodes`: servers that share one PostgreSQL (started here, from npm), against one of them and one on SQLite, in one run.
 * All processes, the database and the clients too, share this machine's cores: read the figures as ratios.
 */
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import * as Y from 'yjs';
import { PostgresLog } from '../server/log/postgres.ts';
import { ALONE } from '../server/nodes/bus.ts';
import { openDatabase } from '../server/nodes/database.ts';
import { startPostgres, type TestPostgres } from '../server/testing-postgres.ts';
import { random } from './households.ts';
import { median, type Entry } from './measure.ts';
import { save } from './results.ts';
import { clocksOf, Crowd, seed, type Latency } from './server-load.ts';
import { less, more } from './server-entries.ts';
import { inFolder, ServerProcess } from './server-process.ts';
import { makePlan, type Plan } from './server-updates.ts';

const { short, rounds } = parseArgs({
  options: { short: { type: 'boolean', default: false }, rounds: { type: 'string', default: '3' } },
}).values;
const LONG = {
  updatesEach: 600,
  rounds: Number(rounds),
  warmUpMs: 2_000,
  fullMs: 5_000,
  pacedMs: 5_000,
  pace: 1_000,
  kills: 20,
  cutMs: 60_000,
};
const settings = short ? { ...LONG, rounds: 1, kills: 3, cutMs: 10_000 } : LONG;

interface Measured {
  perSecond: number;
  cpuMicroseconds: number;
  delay: Latency;
  receipt: Latency;
}

const SETUPS = { 'one on SQLite': 0, 'one on PostgreSQL': 1, 'two on PostgreSQL': 2 } as const;
type Setup = keyof typeof SETUPS;

async function measured(servers: readonly ServerProcess[], plan: Plan): Promise<Measured> {
  const [first] = servers;
  if (!first) throw new Error('no server');
  const { dialect } = first;
  const ports = servers.map(({ port }) => port);
  const seeders = await seed(plan, first.port, dialect);
  const crowd = await Crowd.open(plan, ports, dialect);
  for (const seeder of seeders) seeder.close();
  await crowd.saturate(0, settings.warmUpMs);
  const { delay, receipt, missed } = await crowd.pace(settings.pace, settings.pacedMs);
  if (missed !== 0) throw new Error(`${missed} deliveries did not come`);
  const cpu = async (): Promise<number> =>
    (await Promise.all(servers.map((server) => server.figures()))).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const [before, finished] = [await cpu(), crowd.finished];
  const perSecond = await crowd.saturate(settings.warmUpMs / 2, settings.fullMs);
  const cpuMicroseconds = (((await cpu()) - before) * 1_000) / (crowd.finished - finished);
  for (const port of ports) crowd.check(await clocksOf(plan, port, dialect));
  await crowd.close();
  return { perSecond, cpuMicroseconds, delay, receipt };
}

async function throughput(plan: Plan, postgres: TestPostgres): Promise<Entry[]> {
  const all = new Map<Setup, Measured[]>();
  for (let round = 0; round < settings.rounds; round++)
    for (const [setup, nodes] of Object.entries(SETUPS) as [Setup, number][]) {
      const one = await inFolder(async (folder) => {
        const url = nodes > 0 ? await postgres.newDatabase() : '';
        const servers = await Promise.all(
          Array.from({ length: Math.max(1, nodes) }, () => ServerProcess.start(nodes > 0 ? 'ours on PostgreSQL' : 'ours', url || folder)),
        );
        try {
          return await measured(servers, plan);
        } finally {
          for (const server of servers) await server.stop();
        }
      });
      console.log(`  ${setup}:`, JSON.stringify(one));
      all.set(setup, [...(all.get(setup) ?? []), one]);
    }
  const middle = (setup: Setup, figure: (one: Measured) => number): number => median((all.get(setup) ?? []).map(figure));
  const at = `${plan.clients.length} clients in ${plan.rooms.length} rooms shared by both, ${availableParallelism()} cores for everything`;
  const entries: Entry[] = [];
  for (const peer of ['one on PostgreSQL', 'one on SQLite'] as const) {
    const pair = (figure: (one: Measured) => number): [number, string, number] => [
      middle('two on PostgreSQL', figure),
      peer,
      middle(peer, figure),
    ];
    entries.push(
      more(`nodes: two on PostgreSQL saturated, ${at}, against ${peer}`, 'updates/s', ...pair(({ perSecond }) => perSecond)),
      less(`nodes: CPU of the servers for an update, against ${peer}`, 'µs', ...pair(({ cpuMicroseconds }) => cpuMicroseconds)),
      less(`nodes: propagation p50 at ${settings.pace}/s, against ${peer}`, 'ms', ...pair(({ delay }) => delay.p50)),
      less(`nodes: propagation p99 at ${settings.pace}/s, against ${peer}`, 'ms', ...pair(({ delay }) => delay.p99)),
      less(`nodes: receipt p50 at ${settings.pace}/s, against ${peer}`, 'ms', ...pair(({ receipt }) => receipt.p50)),
      less(`nodes: receipt p99 at ${settings.pace}/s, against ${peer}`, 'ms', ...pair(({ receipt }) => receipt.p99)),
    );
  }
  return entries;
}

/** One of two is killed at full load, again and again on one database; its clients go to the other. */
async function kills(plan: Plan, postgres: TestPostgres): Promise<Entry[]> {
  const url = await postgres.newDatabase();
  const start = (): Promise<ServerProcess> => ServerProcess.start('ours on PostgreSQL', url);
  const next = random(9);
  const servers = [await start(), await start()];
  const again: number[] = [];
  let [acknowledged, lost] = [0, 0];
  let last: { id: number; acknowledged: number }[] = [];
  const [{ port: firstPort, dialect }] = servers as [ServerProcess, ServerProcess];
  const seeders = await seed(plan, firstPort, dialect);
  for (const seeder of seeders) seeder.close();
  for (let round = 0; round < settings.kills; round++) {
    const clocks = await clocksOf(plan, servers[0]?.port ?? 0, dialect);
    for (const { id, acknowledged: told } of last) lost += Math.max(0, told - (clocks.get(id) ?? 0));
    const crowd = await Crowd.open(
      plan,
      servers.map(({ port }) => port),
      dialect,
      ({ id }) => clocks.get(id) ?? 0,
    );
    const dies = round % 2;
    await crowd.saturateWhile(
      (async () => {
        for (let waited = 0; crowd.finished < crowd.members.length * 2 && waited < 10_000; waited += 10) await sleep(10);
        await sleep(500 * next());
        await servers[dies]?.kill();
        const began = performance.now();
        // What the dead server's connections were told counts before they are replaced.
        last = crowd.members.map((member) => ({ id: member.plan.id, acknowledged: member.acknowledged }));
        await sleep(10);
        await crowd.reconnect(plan, servers[1 - dies]?.port ?? 0, dialect);
        again.push(performance.now() - began);
      })(),
    );
    // A new connection counts its receipts from nothing.
    last = crowd.members.map(({ plan: { id }, acknowledged: told }, i) => ({
      id,
      acknowledged: Math.max(told, last[i]?.acknowledged ?? 0),
    }));
    acknowledged += crowd.members.reduce((sum, { began }, i) => sum + (last[i]?.acknowledged ?? began) - began, 0);
    await crowd.close();
    servers[dies] = await start();
  }
  const missing = await missingFromLog(url, plan, last);
  for (const server of servers) await server.stop();
  console.log(`  ${settings.kills} kills:`, JSON.stringify({ acknowledged, lost, missing, again }));
  return [
    less(`nodes: acknowledged while one of two is killed at full load, ${settings.kills} rounds`, 'updates', acknowledged),
    less('nodes: acknowledged and lost in them', 'updates', lost + missing),
    less('nodes: until the 500 clients of the killed one have their lists from the other, median', 'ms', median(again)),
    less('nodes: the same, longest', 'ms', Math.max(...again)),
  ];
}

/** Applying an acknowledged update again to what is in the log must change nothing. */
async function missingFromLog(url: string, plan: Plan, last: readonly { id: number; acknowledged: number }[]): Promise<number> {
  const database = await openDatabase(url, () => undefined);
  const log = await PostgresLog.open({ database, bus: ALONE });
  const told = new Map(last.map(({ id, acknowledged }) => [id, acknowledged]));
  let missing = 0;
  for (const [index, { name }] of plan.rooms.entries()) {
    const doc = new Y.Doc();
    for (const update of (await log.load(name)).updates) Y.applyUpdate(doc, update);
    doc.on('update', () => missing++);
    for (const client of plan.clients)
      if (client.room === index) for (const update of client.updates.slice(0, told.get(client.id) ?? 0)) Y.applyUpdate(doc, update);
    doc.destroy();
  }
  await log.close();
  await database.close();
  return missing;
}

/** No server can listen for a minute; people go on writing on both. */
async function cut(plan: Plan, postgres: TestPostgres): Promise<Entry[]> {
  const url = await postgres.newDatabase();
  const servers = [await ServerProcess.start('ours on PostgreSQL', url), await ServerProcess.start('ours on PostgreSQL', url)];
  const [{ port, dialect }] = servers as [ServerProcess, ServerProcess];
  const seeders = await seed(plan, port, dialect);
  const crowd = await Crowd.open(
    plan,
    servers.map((server) => server.port),
    dialect,
  );
  for (const seeder of seeders) seeder.close();
  const client = new pg.Client(url);
  await client.connect();
  let cuts = 0;
  const timer = setInterval(() => {
    void client
      .query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'`,
      )
      .then(({ rowCount }) => (cuts += rowCount ?? 0));
  }, 50);
  const { delay, missed } = await crowd.pace(200, settings.cutMs);
  clearInterval(timer);
  await client.end();
  for (const server of servers) crowd.check(await clocksOf(plan, server.port, dialect));
  await crowd.close();
  for (const server of servers) await server.stop();
  console.log(`  LISTEN cut ${cuts} times:`, JSON.stringify(delay));
  return [
    less(`nodes: deliveries missed while LISTEN is cut for ${settings.cutMs / 1_000} s (200 updates/s)`, 'deliveries', missed),
    less('nodes: propagation p99 meanwhile', 'ms', delay.p99),
  ];
}

const plan = makePlan(settings.updatesEach);
const postgres = await startPostgres(['-c', 'max_connections=200']);
try {
  // Saved part by part: a later one that fails costs only itself.
  for (const part of [throughput, kills, cut]) save(await part(plan, postgres));
} finally {
  await postgres.stop();
}
process.exit(0);
