/** Full load and a steady pace against every server in turn, several times: a noisy machine is noisy for all. */
import { median, type Entry } from './measure.ts';
import { clocksOf, Crowd, seed, type Latency } from './server-load.ts';
import { less, more } from './server-entries.ts';
import { inFolder, PEER_NAMES, ServerProcess, type Kind } from './server-process.ts';
import type { Plan } from './server-updates.ts';

export interface LoadSettings {
  rounds: number;
  warmUpMs: number;
  fullMs: number;
  pacedMs: number;
  /** Updates a second from all clients together: one cell a second from each of a thousand people. */
  pace: number;
}

interface Measured {
  perSecond: number;
  /** CPU time of the server for each update, including sending it on to everybody. */
  cpuMicroseconds: number;
  delay: Latency;
  receipt: Latency;
  /** The time after the load until everything received was also stored. */
  behindMs: number;
  rowsACommit: number;
}

const KINDS: readonly Exclude<Kind, 'ours on PostgreSQL'>[] = ['ours', 'y-websocket', 'y-websocket with LevelDB', 'hocuspocus', 'relay'];

export async function throughput(plan: Plan, settings: LoadSettings): Promise<Entry[]> {
  const all = new Map<Kind, Measured[]>(KINDS.map((kind) => [kind, []]));
  for (let round = 0; round < settings.rounds; round++) {
    for (const kind of KINDS) {
      const measured = await inFolder((folder) => once(kind, folder, plan, settings));
      console.log(`  ${kind}:`, describe(measured));
      all.get(kind)?.push(measured);
    }
  }
  const middle = (kind: Kind, figure: (measured: Measured) => number): number => median((all.get(kind) ?? []).map(figure));
  const entries: Entry[] = [];
  for (const kind of KINDS) {
    if (kind === 'ours') continue;
    const peer = PEER_NAMES[kind];
    const pair = (figure: (measured: Measured) => number): [number, string, number] => [middle('ours', figure), peer, middle(kind, figure)];
    const at = `${plan.clients.length} clients in ${plan.rooms.length} rooms, against ${kind}`;
    entries.push(more(`server: saturated, ${at}`, 'updates/s', ...pair(({ perSecond }) => perSecond)));
    entries.push(less(`server: CPU for an update, ${at}`, 'µs', ...pair(({ cpuMicroseconds }) => cpuMicroseconds)));
    entries.push(less(`server: propagation p50 at ${settings.pace}/s, ${at}`, 'ms', ...pair(({ delay }) => delay.p50)));
    entries.push(less(`server: propagation p99 at ${settings.pace}/s, ${at}`, 'ms', ...pair(({ delay }) => delay.p99)));
  }
  const ours = (id: string, unit: string, value: number): Entry => less(`server: ${id}`, unit, value);
  entries.push(
    ours(
      'share of the limit (updates/s of the bare relay)',
      '%',
      (100 * middle('ours', ({ perSecond }) => perSecond)) / middle('relay', ({ perSecond }) => perSecond),
    ),
    ours(
      `receipt p50 at ${settings.pace}/s`,
      'ms',
      middle('ours', ({ receipt }) => receipt.p50),
    ),
    ours(
      `receipt p99 at ${settings.pace}/s`,
      'ms',
      middle('ours', ({ receipt }) => receipt.p99),
    ),
    ours(
      'updates in one commit at full load',
      'updates',
      middle('ours', ({ rowsACommit }) => rowsACommit),
    ),
    less(
      'server: stored after the load has stopped',
      'ms',
      middle('ours', ({ behindMs }) => behindMs),
      PEER_NAMES['y-websocket with LevelDB'],
      middle('y-websocket with LevelDB', ({ behindMs }) => behindMs),
    ),
  );
  return entries;
}

async function once(kind: Kind, folder: string, plan: Plan, { warmUpMs, fullMs, pacedMs, pace }: LoadSettings): Promise<Measured> {
  const server = await ServerProcess.start(kind, folder);
  try {
    const { port, dialect } = server;
    const seeders = await seed(plan, port, dialect);
    const crowd = await Crowd.open(plan, port, dialect);
    for (const seeder of seeders) seeder.close();
    await crowd.saturate(0, warmUpMs);
    await server.flush();
    const { delay, receipt, missed } = await crowd.pace(pace, pacedMs);
    if (missed !== 0) throw new Error(`${missed} deliveries did not come`);
    await server.flush();
    const before = await server.figures();
    const finished = crowd.finished;
    const perSecond = await crowd.saturate(warmUpMs / 2, fullMs);
    const after = await server.figures();
    const stopped = performance.now();
    await server.flush();
    const behindMs = performance.now() - stopped;
    // Forwarding an update does not prove that the server has it.
    if (dialect.answers) crowd.check(await clocksOf(plan, port, dialect));
    await crowd.close();
    return {
      perSecond,
      cpuMicroseconds: ((after.cpuMs - before.cpuMs) * 1_000) / (crowd.finished - finished),
      delay,
      receipt,
      behindMs,
      rowsACommit: ((after.rows ?? NaN) - (before.rows ?? NaN)) / ((after.commits ?? NaN) - (before.commits ?? NaN)),
    };
  } finally {
    await server.stop();
  }
}

const describe = ({ perSecond, cpuMicroseconds, delay, behindMs }: Measured): string =>
  `${Math.round(perSecond)} updates/s, ${cpuMicroseconds.toFixed(1)} µs of CPU each; paced p50 ${delay.p50.toFixed(2)} ms, p99 ${delay.p99.toFixed(2)} ms; stored ${Math.round(behindMs)} ms after`;
