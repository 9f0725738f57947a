/** `npm run bench:bundle`: a week's work of one village of 300 households as a bundle: its size, and the time to make and apply it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeBundle } from '../server/bundles/make-bundle.ts';
import { ownKey } from '../server/bundles/own-key.ts';
import { openBundle, takeBundle } from '../server/bundles/take-bundle.ts';
import { OriginStore } from '../server/log/origin-store.ts';
import { SqliteLog } from '../server/log/sqlite.ts';
import { Hub } from '../server/rooms/hub.ts';
import { writerTo } from '../server/rooms/writer.ts';
import { entry, median } from './measure.ts';
import { save } from './results.ts';
import { season } from './season.ts';

const ROOM = 'xa-a-2026.thon-1';
/** Five people, eight sessions a day each, with the import of the list. */
const WEEK = { rows: 300, edits: 5_000, sessions: 280 };
const RUNS = 5;
const parent = mkdtempSync(join(tmpdir(), 'rasoat-bench-'));

async function folderWith(rows: ReturnType<typeof season>['log']): Promise<{ log: SqliteLog; folder: string }> {
  const folder = mkdtempSync(join(parent, 'd-'));
  const log = new SqliteLog(folder);
  await writerTo(
    log,
    { id: 'xa', name: 'Xã' },
    '',
  )('xa-a-2026.xa', (list) =>
    list.write([
      { row: 'round', field: 'unit', value: 'Xã A' },
      { row: 'round', field: 'year', value: 2026 },
      { row: 'v:thon-1', field: 'name', value: 'Thôn 1' },
    ]),
  );
  for (let at = 0; at < rows.length; at += 1_000) await log.append(rows.slice(at, at + 1_000));
  return { log, folder };
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

try {
  const { log: rows } = season(ROOM, WEEK);
  const origin = await folderWith(rows);
  const key = ownKey(origin.folder);
  const make = () =>
    makeBundle({ log: origin.log, namesOf: async () => (id) => id, key, server: 'Máy thôn 1' }, { rooms: [ROOM], by: null });
  const made: number[] = [];
  let bytes = new Uint8Array();
  for (let run = 0; run < RUNS; run++) {
    const { ms, result } = await timed(make);
    made.push(ms);
    bytes = new Uint8Array(result.bytes);
  }
  const figures = { first: [] as number[], again: [] as number[], read: [] as number[] };
  for (let run = 0; run < RUNS; run++) {
    // The list as imported, and the week's work in the file.
    const target = await folderWith(rows.slice(0, 1));
    const hub = new Hub({ log: target.log, report: (text, error) => console.error(text, error) });
    const origins = OriginStore.inMemory();
    await origins.trust({ key: key.key, name: 'Máy thôn 1', at: 1 });
    const here = { log: target.log, hub, origins, ownKey: null };
    const { ms, result: read } = await timed(async () => openBundle(bytes, here));
    figures.read.push(ms);
    figures.first.push((await timed(() => takeBundle(read, here, 'xa'))).ms);
    figures.again.push((await timed(() => takeBundle(read, here, 'xa'))).ms);
    await hub.close();
    origins.close();
    await target.log.close();
  }
  const what = `a week of a village (${WEEK.rows} households, ${rows.length} log rows)`;
  const raw = rows.reduce((sum, { update }) => sum + update.length, 0);
  const asJson = gzipSync(JSON.stringify(rows.map(({ update, ...row }) => ({ ...row, update: Buffer.from(update).toString('base64') }))));
  save([
    entry(`bundle of ${what}: size`, 'KB', bytes.length / 1024, 'the same rows as gzipped JSON', asJson.length / 1024),
    entry(`bundle of ${what}: the updates alone, unpacked`, 'KB', raw / 1024),
    entry(`bundle of ${what}: make`, 'ms', median(made)),
    entry(`bundle of ${what}: read and verify`, 'ms', median(figures.read)),
    entry(`bundle of ${what}: apply`, 'ms', median(figures.first)),
    entry(`bundle of ${what}: apply again, nothing added`, 'ms', median(figures.again)),
  ]);
  await origin.log.close();
} finally {
  rmSync(parent, { recursive: true, force: true });
}
