/**
 * kill -9 under full load, again and again on the same store. Afterwards every update with a receipt must be there,
 * and every update that another client has received. A power cut is different: the fsync of every batch is for that,
 * and no process can test it on itself.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import * as Y from 'yjs';
import { SqliteLog } from '../server/log/sqlite.ts';
import { random } from './households.ts';
import type { Entry } from './measure.ts';
import { clocksOf, Crowd, inTime, seed } from './server-load.ts';
import { less } from './server-entries.ts';
import { inFolder, PEER_NAMES, ServerProcess, type Kind } from './server-process.ts';
import type { Plan } from './server-updates.ts';

interface Tally {
  acknowledged: number;
  acknowledgedLost: number;
  shown: number;
  shownLost: number;
}

const PEERS = ['y-websocket with LevelDB', 'hocuspocus'] as const;

export async function kills(plan: Plan, rounds: number, peerRounds: number): Promise<Entry[]> {
  const ours = await inFolder((folder) => killRounds('ours', folder, plan, rounds));
  const entries: Entry[] = [
    less(`server: acknowledged in ${rounds} rounds of kill -9 at full load`, 'updates', ours.acknowledged),
    less('server: acknowledged and lost in them', 'updates', ours.acknowledgedLost),
  ];
  for (const kind of PEERS) {
    const peer = await inFolder((folder) => killRounds(kind, folder, plan, peerRounds));
    const share = ({ shown, shownLost }: Tally): number => (100 * shownLost) / shown;
    entries.push(
      less(
        `server: shown to others and lost by kill -9 (${rounds} rounds, ${kind} ${peerRounds})`,
        '%',
        share(ours),
        PEER_NAMES[kind],
        share(peer),
      ),
    );
  }
  return entries;
}

async function killRounds(kind: Kind, folder: string, plan: Plan, rounds: number): Promise<Tally> {
  const next = random(9);
  const tally: Tally = { acknowledged: 0, acknowledgedLost: 0, shown: 0, shownLost: 0 };
  let clocks = new Map<number, number>();
  let last: { id: number; acknowledged: number; seen: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const server = await ServerProcess.start(kind, folder);
    const { port, dialect } = server;
    if (round === 0) {
      const seeders = await seed(plan, port, dialect);
      await server.flush();
      for (const seeder of seeders) seeder.close();
    } else {
      clocks = await clocksOf(plan, port, dialect);
      for (const { id, acknowledged, seen } of last) {
        tally.acknowledgedLost += Math.max(0, acknowledged - (clocks.get(id) ?? 0));
        tally.shownLost += Math.max(0, seen - (clocks.get(id) ?? 0));
      }
    }
    if (round === rounds) {
      await server.stop();
      break;
    }
    // Like a real copy: sends again what the server lacks.
    const crowd = await Crowd.open(plan, port, dialect, ({ id }) => clocks.get(id) ?? 0);
    const gone = underLoad(crowd, 1_000 * next()).then(() => server.kill());
    await inTime(crowd.saturateUntil(gone), 'the end of the links');
    let acknowledged = 0;
    last = crowd.members.map((member) => {
      acknowledged += member.receipt;
      tally.shown += member.seen - member.began;
      return { id: member.plan.id, acknowledged: member.acknowledged, seen: member.seen };
    });
    if (kind === 'ours' && acknowledged === 0)
      throw new Error(`nothing was acknowledged in round ${round}: there was no load when the server was killed`);
    tally.acknowledged += acknowledged;
  }
  if (kind === 'ours') tally.acknowledgedLost += await missingFromLog(folder, plan, last);
  console.log(`  ${kind}, ${rounds} rounds:`, JSON.stringify(tally));
  return tally;
}

/** Waits some time after the load has started. */
async function underLoad(crowd: Crowd, ms: number): Promise<void> {
  for (let waited = 0; crowd.finished < crowd.members.length * 3 && waited < 10_000; waited += 10) await sleep(10);
  await sleep(ms);
}

/** Checked in the file, not by the server's answer: applying an acknowledged update again must change nothing. */
async function missingFromLog(folder: string, plan: Plan, last: { id: number; acknowledged: number }[]): Promise<number> {
  const log = new SqliteLog(folder, { readonly: true });
  const acknowledged = new Map(last.map((client) => [client.id, client.acknowledged]));
  let missing = 0;
  for (const [index, { name }] of plan.rooms.entries()) {
    const doc = new Y.Doc();
    for (const update of (await log.load(name)).updates) Y.applyUpdate(doc, update);
    doc.on('update', () => missing++);
    for (const client of plan.clients) {
      if (client.room !== index) continue;
      for (const update of client.updates.slice(0, acknowledged.get(client.id) ?? 0)) Y.applyUpdate(doc, update);
    }
    doc.destroy();
  }
  await log.close();
  return missing;
}
