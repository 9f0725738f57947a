/** The commune's machine and the machine of a meeting as two real processes, killed and started again. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, inject, it } from 'vitest';
import { SqliteLog } from '../log/sqlite.ts';
import { Device, ID, LONG_PASSWORD, REVIEW } from '../people/testing.ts';
import { writerTo } from '../rooms/writer.ts';
import { rowsOf, storedDoc, until, type TestServer } from '../testing.ts';

const ROOM = `${ID}.thon-3`;
const children: ChildProcessWithoutNullStreams[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
const parent = mkdtempSync(join(tmpdir(), 'rasoat-hub-command-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

interface Started {
  port: number;
  output(): string;
  ended: Promise<number | null>;
  kill(): Promise<unknown>;
  device(): Device;
}

/** Resolves when it has printed its address, or has ended. */
async function start(command: 'serve' | 'hub', folder: string, ...args: string[]): Promise<Started> {
  const child = spawn(process.execPath, [inject('built').command, command, '--host', '127.0.0.1', '--no-https', '--data', folder, ...args]);
  children.push(child);
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const isUp = (): boolean => /localhost:\d+/.test(output) && (command === 'serve' || /hai chiều/.test(output));
  await until(() => isUp() || child.exitCode !== null, 60_000);
  const port = Number(/localhost:(\d+)/.exec(output)?.[1]);
  return {
    port,
    output: () => output,
    ended,
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
    device: () => new Device({ port, url: `ws://127.0.0.1:${port}` } as TestServer),
  };
}

const secretIn = async (started: Started, path: string): Promise<string> => {
  const link = new RegExp(`${path}#(\\S+)`);
  await until(() => link.test(started.output()), 60_000);
  return link.exec(started.output())?.[1] ?? '';
};

it('a hub serves on without the commune, also after a kill, and hands everything on when it is back', async () => {
  const [there, here] = [join(parent, 'xa'), join(parent, 'may-hop')];
  let commune = await start('serve', there, '--port', '0');
  const { port } = commune;
  const admin = commune.device();
  await admin.post('/api/first', {
    token: await secretIn(commune, 'bat-dau'),
    name: 'Quản trị',
    username: 'quan.tri',
    password: 'nui-rung-tay-bac',
  });
  await admin.post('/api/reviews', REVIEW);
  const made = (await admin.post('/api/people', { name: 'Trần Quốc Việt', role: 'commune', review: ID })).body;
  const officer = commune.device();
  await officer.enter('tran.quoc.viet', made.password as string);
  await officer.post('/api/password', { current: made.password, next: LONG_PASSWORD });
  await commune.kill();
  const log = new SqliteLog(there);
  const write = writerTo(log, { id: made.person.id as string, name: 'Trần Quốc Việt' }, '');
  await write(`${ID}.xa`, (list) => list.set('v:thon-3', 'name', 'Thôn 3'));
  await write(ROOM, (list) => list.set('h:1', 'head', 'Bàn A'));
  await log.close();
  commune = await start('serve', there, '--port', String(port));
  const { token } = (await officer.post('/api/hubs', { name: 'Máy Thôn 3', villages: ['thon-3'] })).body;

  const early = await start('hub', here, '--port', '0');
  expect([await early.ended, early.output()]).toEqual([2, expect.stringContaining('Lần đầu cần địa chỉ máy của xã và mã')]);
  const wrong = await start(
    'hub',
    here,
    '--port',
    '0',
    '--upstream',
    `http://127.0.0.1:${port}`,
    '--token',
    `${'0'.repeat(12)}.${'x'.repeat(32)}`,
  );
  expect([await wrong.ended, wrong.output()]).toEqual([2, expect.stringContaining('không nhận mã')]);

  const first = await start('hub', here, '--port', '0', '--upstream', `http://127.0.0.1:${port}`, `--token=${token as string}`);
  expect(first.output()).toContain('Máy họp “Máy Thôn 3” của Máy Xã Nông Thượng');
  if (process.platform !== 'win32') expect(statSync(join(here, 'may-hop.json')).mode & 0o777).toBe(0o600);
  const operator = first.device();
  const secret = await secretIn(first, 'bat-dau-may-hop');
  expect((await operator.post('/api/hub-operator', { token: secret, password: LONG_PASSWORD })).status).toBe(200);
  await until(async () => (await operator.get('/api/hub-status')).body.contact !== null, 30_000);
  await commune.kill();
  const writes = async (value: number): Promise<void> => {
    const copy = await operator.join(ROOM).sync();
    expect(rowsOf(copy.doc, 'h:1').length).toBeGreaterThan(0);
    copy.write('h:1', value);
    await until(() => copy.receipt > 0);
  };
  await writes(130);
  await first.kill();

  // Neither a network nor an argument is needed; the person is still signed in.
  const second = await start('hub', here, '--port', String(first.port));
  expect(second.output()).not.toContain('bat-dau-may-hop');
  await writes(135);
  expect((await operator.get('/api/hub-status')).body).toMatchObject({ reached: false, waiting: 2 });
  await start('serve', there, '--port', String(port));
  await until(async () => (await operator.get('/api/hub-status')).body.waiting === 0, 60_000);
  await second.kill();
  const lists = [];
  for (const folder of [there, here]) {
    const kept = new SqliteLog(folder, { readonly: true });
    const rows = (await kept.history(ROOM)).slice(1);
    expect(rows.map(({ person }) => person)).toEqual([made.person.id, made.person.id]);
    lists.push(rowsOf(await storedDoc(kept, ROOM), 'h:1'));
    await kept.close();
  }
  expect(lists).toEqual([
    ['Bàn A', 130, 135],
    ['Bàn A', 130, 135],
  ]);
}, 180_000);
