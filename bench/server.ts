/**
 * `npm run bench:server`: compares our server with others. Each is a child process, on 127.0.0.1 only; this process
 * makes the load. Takes about a quarter of an hour; with `--short`, as at the end of `npm run bench`, a few minutes.
 */
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Entry } from './measure.ts';
import { save } from './results.ts';
import { bytes } from './server-bytes.ts';
import { less } from './server-entries.ts';
import { footprint } from './server-footprint.ts';
import { kills } from './server-kill.ts';
import { percentiles } from './server-load.ts';
import { inFolder } from './server-process.ts';
import { throughput } from './server-throughput.ts';
import { makePlan } from './server-updates.ts';

const { short } = parseArgs({ options: { short: { type: 'boolean', default: false } } }).values;
const LONG = {
  updatesEach: 600,
  load: { rounds: 5, warmUpMs: 2_000, fullMs: 6_000, pacedMs: 5_000, pace: 1_000 },
  kills: 20,
  peerKills: 3,
  footprints: 5,
};
const SHORT = {
  updatesEach: 400,
  load: { rounds: 1, warmUpMs: 1_000, fullMs: 3_000, pacedMs: 3_000, pace: 1_000 },
  kills: 20,
  peerKills: 1,
  footprints: 1,
};
const settings = short ? SHORT : LONG;
const LIMIT_MS = 30 * 60_000;

setTimeout(() => {
  console.error('the bench of the server took too long');
  process.exit(1);
}, LIMIT_MS).unref();

/** The cost of a disk sync on this machine: every figure of a server that syncs depends on it. */
async function sync(): Promise<Entry[]> {
  return inFolder(async (folder) => {
    const file = openSync(join(folder, 'sync'), 'w');
    const page = Buffer.alloc(4_096, 1);
    const times = Array.from({ length: 2_000 }, () => {
      const start = performance.now();
      writeSync(file, page, 0, page.length, 0);
      fdatasyncSync(file);
      return performance.now() - start;
    });
    closeSync(file);
    const { p50, p99 } = percentiles(times);
    return [less("server: this disk's write and fdatasync of 4 KB", 'ms', p50), less('server: one fsync of this disk, p99', 'ms', p99)];
  });
}

async function part(name: string, work: () => Promise<Entry[]>): Promise<Entry[]> {
  console.log(`${name} (load of the machine ${loadavg()[0]?.toFixed(1)})`);
  return work();
}

const plan = makePlan(settings.updatesEach);
const entries = [
  ...(await sync()),
  ...(await part('Full load and a steady pace', () => throughput(plan, settings.load))),
  ...(await part('Memory and cold opening', () => footprint(plan, settings.footprints))),
  ...(await part('Bytes', () => bytes(plan))),
  ...(await part('kill -9', () => kills(plan, settings.kills, settings.peerKills))),
];
save(entries);
process.exit(0);
