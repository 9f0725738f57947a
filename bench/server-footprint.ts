/** The cost of a server at rest: memory, and opening lists that nobody has open. The files are in the system's cache. */
import { setTimeout as sleep } from 'node:timers/promises';
import { median, type Entry } from './measure.ts';
import { Crowd, inTime, seed } from './server-load.ts';
import { less } from './server-entries.ts';
import { inFolder, PEER_NAMES, ServerProcess, type Kind } from './server-process.ts';
import type { Plan } from './server-updates.ts';
import { WireClient, type Ear } from './server-wire.ts';

/** For each client; 214 for each room. */
const EDITS = 25;
const MB = 1024 * 1024;
/** In the bench, our server closes a room a second after the last client has left. */
const IDLE_MS = 3_000;

const KINDS = ['ours', 'y-websocket with LevelDB', 'hocuspocus'] as const;

interface Footprint {
  emptyMb: number;
  openMb: number;
  idleMb: number;
  /** The part that the program itself still holds; the rest belongs to the allocator, for the next room. */
  emptyHeapMb: number;
  openHeapMb: number;
  idleHeapMb: number;
  oneMs: number;
  allMs: number;
}

export async function footprint(plan: Plan, rounds: number): Promise<Entry[]> {
  const found = new Map<Kind, Footprint>();
  for (const kind of KINDS) {
    const measured = await inFolder((folder) => measure(kind, folder, plan, rounds));
    console.log(
      `  ${kind}:`,
      JSON.stringify(measured, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value)),
    );
    found.set(kind, measured);
  }
  return KINDS.slice(1).flatMap((kind) => {
    const pair = (figure: keyof Footprint): [number, string, number] => [
      found.get('ours')?.[figure] ?? NaN,
      PEER_NAMES[kind as keyof typeof PEER_NAMES],
      found.get(kind)?.[figure] ?? NaN,
    ];
    const all = `${plan.rooms.length} rooms`;
    return [
      less(`server: memory (RSS) before any room, against ${kind}`, 'MB', ...pair('emptyMb')),
      less(`server: memory (RSS) with ${all} open, against ${kind}`, 'MB', ...pair('openMb')),
      less(`server: memory (RSS) after they idle, against ${kind}`, 'MB', ...pair('idleMb')),
      less(`server: memory held by the program with ${all} open, against ${kind}`, 'MB', ...pair('openHeapMb')),
      less(`server: memory held by the program after they idle, against ${kind}`, 'MB', ...pair('idleHeapMb')),
      less(`server: cold opening of one room, against ${kind}`, 'ms', ...pair('oneMs')),
      less(`server: cold opening of ${all}, against ${kind}`, 'ms', ...pair('allMs')),
    ];
  });
}

async function measure(kind: Kind, folder: string, plan: Plan, rounds: number): Promise<Footprint> {
  await withServer(kind, folder, async (server) => {
    const seeders = await seed(plan, server.port, server.dialect);
    const crowd = await Crowd.open(plan, server.port, server.dialect);
    await crowd.bring(EDITS);
    await server.flush();
    for (const seeder of seeders) seeder.close();
    await crowd.close();
    await server.flush();
  });
  const runs: Footprint[] = [];
  for (let round = 0; round < rounds; round++) {
    const oneMs = await withServer(kind, folder, async (server) => (await open(server, plan, 1)).ms);
    runs.push(
      await withServer(kind, folder, async (server) => {
        const empty = await server.memory();
        const { ms, close } = await open(server, plan, plan.rooms.length);
        const full = await server.memory();
        close();
        await sleep(IDLE_MS);
        const idle = await server.memory();
        if (idle.rooms) throw new Error(`${idle.rooms} rooms of ${kind} are still open`);
        return {
          emptyMb: empty.rss / MB,
          openMb: full.rss / MB,
          idleMb: idle.rss / MB,
          emptyHeapMb: empty.heapUsed / MB,
          openHeapMb: full.heapUsed / MB,
          idleHeapMb: idle.heapUsed / MB,
          oneMs,
          allMs: ms,
        };
      }),
    );
  }
  const figures = Object.keys(runs[0] ?? {}) as (keyof Footprint)[];
  return Object.fromEntries(figures.map((figure) => [figure, median(runs.map((run) => run[figure]))])) as unknown as Footprint;
}

/** From the first packet to the last packet of the list: some servers say "synced" long before. */
async function open(server: ServerProcess, plan: Plan, count: number): Promise<{ ms: number; close: () => void }> {
  const start = performance.now();
  const opening = plan.rooms.slice(0, count).map(async ({ name, seed: list }, index) => {
    let opened: () => void = () => undefined;
    const whenOpened = new Promise<void>((resolve) => (opened = resolve));
    const ear: Ear = { sync: (_from, kind, _bytes, from, to) => kind !== 0 && to - from > list.length / 2 && opened() };
    const wire = new WireClient(server.port, server.dialect, name, index, 'xa', ear);
    await wire.whenOpen;
    wire.step1();
    await whenOpened;
    return wire;
  });
  const wires = await inTime(Promise.all(opening), 'the lists');
  return { ms: performance.now() - start, close: () => wires.forEach((wire) => wire.close()) };
}

async function withServer<T>(kind: Kind, folder: string, work: (server: ServerProcess) => Promise<T>): Promise<T> {
  const server = await ServerProcess.start(kind, folder);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}
