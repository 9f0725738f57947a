/**
 * `npm run bench:relay`: a week's work of ten villages of 300 households, handed on by a meeting hub: seconds and bytes. With `SHORT=1` a
 * small part of it, whose figures are not kept.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RelayStore } from '../server/log/relay-store.ts';
import { SqliteLog } from '../server/log/sqlite.ts';
import { Relay } from '../server/meeting-hub/relay.ts';
import { rowsAfter } from '../server/meeting-hub/rows-after.ts';
import { takeRows } from '../server/meeting-hub/take-rows.ts';
import type { Upstream } from '../server/meeting-hub/upstream.ts';
import { Hub } from '../server/rooms/hub.ts';
import { entry } from './measure.ts';
import { save } from './results.ts';
import { season } from './season.ts';

const isShort = process.env.SHORT === '1';
const VILLAGES = isShort ? 2 : 10;
const WEEK = isShort ? { rows: 30, edits: 100, sessions: 20 } : { rows: 300, edits: 5_000, sessions: 280 };
const parent = mkdtempSync(join(tmpdir(), 'rasoat-bench-'));
const report = (text: string, error: unknown): void => console.error(text, error);

interface Machine {
  log: SqliteLog;
  hub: Hub;
}
function machine(): Machine {
  const log = new SqliteLog(mkdtempSync(join(parent, 'd-')));
  return { log, hub: new Hub({ log, report }) };
}

/** The commune's machine as its routes answer, with the bytes that would go over the line. */
function lineTo({ log, hub }: Machine): Upstream & { bytes: number } {
  const count = (what: unknown): void => {
    line.bytes += JSON.stringify(what, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value instanceof Map ? [...value] : value,
    ).length;
  };
  const line = {
    bytes: 0,
    async rows(...[room, after, known]: Parameters<Upstream['rows']>) {
      const page = { ...(await rowsAfter(log, room, after, known)), names: [] };
      count([room, after, known, page]);
      return page;
    },
    async take(...[room, rows]: Parameters<Upstream['take']>) {
      const taken = await takeRows(hub, room, rows, { name: 'Máy họp', trusted: true, by: '' }, () => null);
      count([room, rows, taken]);
      return taken;
    },
  };
  return line;
}

try {
  const rooms = Array.from({ length: VILLAGES }, (_, i) => `xa-a-2026.thon-${i + 1}`);
  const [there, here] = [machine(), machine()];
  let written = 0;
  for (const room of rooms) {
    const { log: rows } = season(room, WEEK);
    written += rows.length;
    // The list as imported is on both; the week's work is at the hub.
    await there.log.append(rows.slice(0, 1));
    for (let at = 0; at < rows.length; at += 1_000) await here.log.append(rows.slice(at, at + 1_000));
  }
  const upstream = lineTo(there);
  const store = RelayStore.inMemory();
  const relay = new Relay({
    hub: here.hub,
    log: here.log,
    store,
    upstream,
    upstreamName: () => 'Máy xã',
    rememberNames: () => Promise.resolve(),
    report,
  });
  const timed = async (): Promise<{ ms: number; kb: number }> => {
    upstream.bytes = 0;
    const start = performance.now();
    await relay.exchange(rooms, false);
    return { ms: performance.now() - start, kb: upstream.bytes / 1024 };
  };
  const first = await timed();
  const again = await timed();
  if (relay.troubles.size > 0 || (await relay.waiting(rooms)) > 0) throw new Error('not everything was handed on');
  const what = `a week of ${VILLAGES} villages (${written} log rows) from a meeting hub to the commune`;
  const entries = [
    entry(`${what}: time`, 's', first.ms / 1_000),
    entry(`${what}: over the line, as JSON`, 'KB', first.kb),
    entry(`${what}: once more, nothing new: time`, 'ms', again.ms),
    entry(`${what}: once more, nothing new: over the line`, 'KB', again.kb),
  ];
  if (isShort) console.log(entries);
  else save(entries);
  for (const { log, hub } of [there, here]) {
    await hub.close();
    await log.close();
  }
  store.close();
} finally {
  rmSync(parent, { recursive: true, force: true });
}
