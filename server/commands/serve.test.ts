/** The real command in its own process: starts, stops, and is killed in the middle of work. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, expect, inject, it } from 'vitest';
import * as Y from 'yjs';
import { readVillages } from '../../src/lib/cells/review-rooms.ts';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import { readActs } from '../../src/lib/process/act-rows.ts';
import { DECIDED } from '../../src/lib/review/columns.ts';
import { DATABASE } from '../log/sqlite-schema.ts';
import { SqliteLog } from '../log/sqlite.ts';
import { readRoom } from '../rooms/reader.ts';
import { LAN, lockList, RawClient, ROOM, rowsOf, storedDoc, THANH, until, VIET } from '../testing.ts';

/** As people start it. */
const COMMAND = fileURLToPath(new URL('../rasoat.js', import.meta.url));
const children: ChildProcessWithoutNullStreams[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

interface Started {
  child: ChildProcessWithoutNullStreams;
  output(): string;
  ended: Promise<number | null>;
}

function start(command: string, ...args: string[]): Started {
  const child = spawn(process.execPath, [command, 'serve', '--host', '127.0.0.1', ...args]);
  children.push(child);
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, output: () => output, ended };
}

/** Resolves when it has printed its address, or has ended. */
async function opened(started: Started): Promise<Started & { url: string }> {
  const { child, output } = started;
  await until(() => /http:\/\/localhost:\d+/.test(output()) || child.exitCode !== null);
  const port = /http:\/\/localhost:(\d+)/.exec(output())?.[1];
  return { ...started, url: `http://127.0.0.1:${port}` };
}

const serve = (...args: string[]): ReturnType<typeof opened> => opened(start(inject('built').command, ...args));

async function cookieOf(url: string, id: string): Promise<string> {
  const response = await fetch(`${url}/api/demo/enter`, { method: 'POST', body: JSON.stringify({ id }) });
  return (response.headers.get('set-cookie') ?? '').split(';')[0]!;
}

const parent = mkdtempSync(join(tmpdir(), 'rasoat-serve-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const data = (): string => mkdtempSync(join(parent, 'data-'));

it('starts the demo with its data, prints the address, and stops when asked', async () => {
  const folder = data();
  const { url, child, output, ended } = await opened(start(COMMAND, '--demo=2023', '--port', '0', '--data', folder));
  expect(output()).toContain('Sổ Rà Soát đang chạy: http://localhost:');
  expect(await (await fetch(`${url}/api/health`)).json()).toMatchObject({ ok: true });
  const viet = await new RawClient(url.replace('http', 'ws'), null, 'nong-thuong-2023.xa', { cookie: await cookieOf(url, VIET) }).sync();
  const commune = new SharedList(viet.doc, 'x');
  expect(commune.get('round', 'unit')).toBe('Xã Nông Thượng');
  expect(commune.rows().filter((row) => row.startsWith('v:'))).toHaveLength(12);
  const lan = await new RawClient(url.replace('http', 'ws'), null, ROOM, { cookie: await cookieOf(url, LAN) }).sync();
  expect(new SharedList(lan.doc, 'x').rows().some((row) => row.startsWith('h:'))).toBe(true);
  lan.write('h:moi', 1);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(lan.closed?.code).toBe(4502);
  const log = new SqliteLog(folder);
  if (lan.receipt > 0) expect(rowsOf(await storedDoc(log), 'h:moi')).toEqual([1]);
  await log.close();
});

it('prints its usage when asked', async () => {
  const asked = await serve('--help');
  expect([await asked.ended, asked.output()]).toEqual([0, expect.stringMatching(/^Cách dùng: rasoat serve /)]);
});

it('says what is wrong with its arguments, its port or its data', async () => {
  const wrong = await serve('--prot', '1');
  expect(await wrong.ended).toBe(2);
  expect(wrong.output()).toContain('Cách dùng');
  const folder = data();
  const first = await serve('--port', '0', '--data', folder);
  // Two servers on one folder would have two live copies of a list.
  const same = await serve('--port', '0', '--data', folder);
  expect(await same.ended).toBe(2);
  expect(same.output()).toContain('đang được dùng');
  const second = await serve('--port', new URL(first.url).port, '--data', data());
  expect(await second.ended).toBe(2);
  expect(second.output()).toContain('đang có chương trình khác dùng');
  first.child.kill('SIGINT');
  expect(await first.ended).toBe(0);
  const damaged = data();
  writeFileSync(join(damaged, DATABASE), 'rác'.repeat(3_000));
  const third = await serve('--port', '0', '--data', damaged);
  expect(await third.ended).toBe(2);
  expect(third.output()).toContain('Tệp dữ liệu bị hỏng');
  expect(readFileSync(join(damaged, DATABASE), 'utf8')).toBe('rác'.repeat(3_000));
  const emptied = data();
  writeFileSync(join(emptied, 'accounts-secret'), '');
  const fourth = await serve('--port', '0', '--data', emptied);
  expect([await fourth.ended, fourth.output()]).toEqual([2, expect.stringContaining('xóa tệp rồi chạy lại')]);
  expect(fourth.output()).not.toContain(' at ');
});

it('shuts down in order when its console was closed before', async () => {
  const { child, ended } = await serve('--port', '0', '--data', data());
  child.stdout.destroy();
  child.stderr.destroy();
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

it('shuts down in order even if asked while it is still starting', async () => {
  const folder = data();
  const { child, ended } = start(inject('built').command, '--demo=2023', '--port', '0', '--data', folder);
  await until(() => readdirSync(folder).length > 0);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

const reads = (client: RawClient): Promise<boolean> =>
  client.reached().then(
    () => true,
    () => false,
  );

/** How often it is killed; the bench uses more. */
const ROUNDS = Number(process.env.RASOAT_KILL_ROUNDS ?? 2);
const LOCKED = 'nong-thuong-2023.thon-4';

it('killed under full load, it loses no acknowledged edit, in the list or late', { timeout: 120_000 + ROUNDS * 10_000 }, async () => {
  const folder = data();
  const acknowledged: string[] = [];
  const late: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { url, child, ended } = await serve('--demo=2023', '--port', '0', '--data', folder);
    const cookies = await Promise.all([LAN, THANH].map((id) => cookieOf(url, id)));
    const ws = url.replace('http', 'ws');
    if (round === 0) await lockList(ws, 'x', 'thon-4', { cookie: await cookieOf(url, VIET) });
    const writers = await Promise.all(
      Array.from({ length: 8 }, async (_, i) => {
        const room = i < 6 ? ROOM : LOCKED;
        return { client: await new RawClient(ws, null, room, { cookie: cookies[i % 2]! }).sync(), sent: [] as string[] };
      }),
    );
    let running = true;
    const load = writers.map(async ({ client, sent }, i) => {
      for (let n = 0; running; n++) {
        const value = `${round}-${i}-${n}`;
        sent.push(value);
        client.write(`h:thu-${n % 20}`, value);
        // Not more than the server can read; where it has been killed nothing is read any more.
        if (n % 10 === 0 && !(await reads(client))) return;
      }
    });
    await until(() => writers.every(({ client }) => client.receipt + client.keptLate > 50));
    child.kill('SIGKILL');
    await ended;
    running = false;
    await Promise.all(load);
    await until(() => writers.every(({ client }) => client.closed !== null));
    for (const { client, sent } of writers) {
      acknowledged.push(...sent.slice(0, client.receipt));
      late.push(...sent.slice(client.receipt, client.keptLate));
    }
  }
  const log = new SqliteLog(folder);
  const valuesOf = (doc: Y.Doc): Set<unknown> => new Set(Array.from({ length: 20 }, (_, n) => rowsOf(doc, `h:thu-${n}`)).flat());
  const kept = valuesOf(await storedDoc(log));
  const locked = await storedDoc(log, LOCKED);
  expect([...valuesOf(locked)]).toEqual([]);
  for (const { update } of await log.late(LOCKED)) Y.applyUpdate(locked, update);
  const keptLate = valuesOf(locked);
  expect([acknowledged.length > 300 * ROUNDS, late.length > 100 * ROUNDS]).toEqual([true, true]);
  expect(acknowledged.filter((value) => !kept.has(value))).toEqual([]);
  expect(late.filter((value) => !keptLate.has(value))).toEqual([]);
  if (ROUNDS > 2) console.log(`${ROUNDS} kills: ${acknowledged.length} acknowledged, ${late.length} kept apart, 0 missing`);
  await log.close();
});

const MEETING = { day: '2023-10-10', place: 'Nhà văn hóa', chair: 'Nông Văn Thành', secretary: 'Hà Thị Lan', listed: 40 };
const PEOPLE = { committee: 0, bodies: 0, front: 0, reviewers: 0, others: 0 };
/** The last one sends the village back, so that it empties what was decided. */
const ACTS = [
  ['reviewed', {}],
  ['decided', { household: 'h:NT-03-0007', result: 'none', text: 'Con gửi tiền về' }],
  ['met', { ...MEETING, ...PEOPLE, agreeing: 10 }],
] as const;

it(
  'killed while a step is recorded, it has the whole of it or nothing: the act, the lock and the cells',
  { timeout: 180_000 },
  async () => {
    const folder = data();
    const stored = async () => {
      const log = new SqliteLog(folder);
      const [acts, locked] = await readRoom(log, 'nong-thuong-2023.xa', (list) => [
        readActs(list).map(({ kind }) => kind),
        readVillages(list).find(({ id }) => id === 'thon-3')?.lock !== null,
      ]);
      const decided = await readRoom(log, ROOM, (list) => list.rows('h:').filter((row) => list.get(row, DECIDED) !== null).length);
      await log.close();
      return { acts, locked, decided };
    };
    const wanted = [
      { acts: [], locked: false, decided: 0 },
      { acts: ['reviewed'], locked: true, decided: 0 },
      { acts: ['reviewed', 'decided'], locked: true, decided: 1 },
      { acts: ['reviewed', 'decided', 'met'], locked: false, decided: 0 },
    ];
    let [done, tries] = [0, 0];
    while (done < ACTS.length) {
      const { url, child, ended } = await serve('--demo=2023', '--port', '0', '--data', folder);
      const cookie = await cookieOf(url, VIET);
      const [kind, body] = ACTS[done] ?? ACTS[0];
      // The first try of each is cut at once, the second in the middle, the third is answered before.
      const answer = fetch(`${url}/api/acts/${ROOM}`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ kind, data: body }),
      }).then(
        (response) => response.json() as Promise<unknown>,
        () => null,
      );
      const cut = [0, 40, Infinity][tries % 3] ?? 0;
      const said = await Promise.race([answer, ...(cut === Infinity ? [] : [new Promise((resolve) => setTimeout(resolve, cut))])]);
      child.kill('SIGKILL');
      await ended;
      const now = await stored();
      expect(wanted).toContainEqual(now);
      // What was told as recorded is recorded.
      if (cut === Infinity) expect(said).toEqual({ kind: 'done' });
      expect(now.acts.length).toBeGreaterThanOrEqual(cut === Infinity ? done + 1 : done);
      tries = now.acts.length > done ? 0 : tries + 1;
      done = now.acts.length;
    }
  },
);
