/** `npm run bench:history`: questions about a list's history after a season. `--edits 5000` is a quick look. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as Y from 'yjs';
import { RoomHistories, RoomHistory } from '../server/history/room-history.ts';
import { SqliteLog } from '../server/log/sqlite.ts';
import { SharedList } from '../src/lib/cells/shared-list.ts';
import { entry, median, time } from './measure.ts';
import { save } from './results.ts';
import { season, SEASON } from './season.ts';

const { values } = parseArgs({ options: { edits: { type: 'string' } } });
const size =
  values.edits === undefined
    ? SEASON
    : { ...SEASON, edits: Number(values.edits), sessions: Math.ceil((SEASON.sessions * Number(values.edits)) / SEASON.edits) };
const ROOM = 'xa-a-2026.thon-1';
const WHAT = `${size.edits} edits in ${size.sessions} sessions`;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const folder = mkdtempSync(join(tmpdir(), 'rasoat-bench-'));
try {
  const { log: rows, mark } = season(ROOM, size);
  const log = new SqliteLog(folder);
  for (let at = 0; at < rows.length; at += 1_000) await log.append(rows.slice(at, at + 1_000));

  const whole = median([
    await timed(() => new RoomHistory().follow(log, ROOM)),
    await timed(() => new RoomHistory().follow(log, ROOM)),
    await timed(() => new RoomHistory().follow(log, ROOM)),
  ]);
  // The former way: a document, and one transaction for each log row.
  const before = await timed(async () => {
    const doc = new Y.Doc();
    const list = new SharedList(doc, '');
    for (const { update } of await log.history(ROOM)) Y.applyUpdate(doc, update);
    list.destroy();
  });

  const histories = new RoomHistories(log);
  await histories.of(ROOM);
  const doc = new Y.Doc();
  for (const { update } of rows) Y.applyUpdate(doc, update);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const list = new SharedList(doc, 'nguoi-1');
  const nexts: number[] = [];
  for (let value = 0; value < 20; value++) {
    for (let i = 0; i < 10; i++) list.set('h:H-7', 'note', `${value} ${i}`);
    await log.append(updates.splice(0).map((update) => ({ room: ROOM, update, person: 'nguoi-1', device: '', at: Date.now() })));
    nexts.push(await timed(() => histories.of(ROOM)));
  }
  const history = await histories.of(ROOM);
  const position = (await log.history(ROOM))[mark]?.position ?? 0;
  save([
    entry(`history of a list after ${WHAT}, the first time`, 'ms', whole, 'replay through a Y.Doc', before),
    entry('the same again, after 10 edits more', 'ms', median(nexts), 'the first time', whole),
    entry(
      'one cell’s history of it',
      'ms',
      time(200, () => history.of(['h:H-7'], 'b1', Infinity, 50)),
    ),
    entry(
      'one household’s history of it',
      'ms',
      time(200, () => history.of(['h:H-7'], undefined, Infinity, 50)),
    ),
    entry(
      `what changed in its last ${Math.round(size.edits / 100)} edits`,
      'ms',
      time(200, () => history.between(position)),
    ),
    entry(
      'what changed since its beginning',
      'ms',
      time(20, () => history.between(0)),
    ),
  ]);
  await log.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
