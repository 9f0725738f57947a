/**
 * A standby takes over from a primary that was killed, under two running servers with people writing. Both are clusters of the machine's
 * own PostgreSQL, because the one from npm has no pg_basebackup.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PostgresLog } from '../../server/log/postgres.ts';
import { ALONE } from '../../server/nodes/bus.ts';
import { openDatabase } from '../../server/nodes/database.ts';
import { Cable } from '../../server/testing-cable.ts';
import { BalancedCopy, startNode, type Node } from '../../server/testing-nodes.ts';
import { LAN, rowsOf, storedDoc, THANH, until, VIET } from '../../server/testing.ts';

const VERSIONS = '/usr/lib/postgresql';
const tools = existsSync(VERSIONS)
  ? readdirSync(VERSIONS)
      .map((version) => join(VERSIONS, version, 'bin'))
      .find((bin) => existsSync(join(bin, 'pg_basebackup')))
  : undefined;
if (tools === undefined) throw new Error('needs PostgreSQL of the machine (Debian: apt-get install postgresql)');

/** PostgreSQL does not run as root. */
const asOwner = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
function idOf(which: string): number {
  return Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
}
const run = (tool: string, ...args: string[]): void =>
  void execFileSync(join(tools, tool), args, { ...asOwner, stdio: ['ignore', 'ignore', 'inherit'], cwd: '/' });

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

let folder = '';
const running = new Set<string>();
const children = new Set<Node>();
let cable: Cable | undefined;

async function startCluster(data: string): Promise<number> {
  const port = await freePort();
  run(
    'pg_ctl',
    '-D',
    data,
    '-w',
    '-l',
    `${data}.log`,
    '-o',
    `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''`,
    'start',
  );
  running.add(data);
  return port;
}

const stop = (data: string): void => {
  run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
  running.delete(data);
};

async function ask<T extends pg.QueryResultRow>(port: number, text: string): Promise<T[]> {
  const client = new pg.Client(`postgres://postgres@127.0.0.1:${port}/postgres`);
  await client.connect();
  const { rows } = await client.query<T>(text);
  await client.end();
  return rows;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rasoat-standby-'));
  await chmod(folder, 0o777);
});
afterAll(async () => {
  for (const { child } of children) child.kill('SIGKILL');
  cable?.close();
  for (const data of running) stop(data);
  await rm(folder, { recursive: true, force: true });
});

it.each(['*', ''])(
  'a standby that takes over has all that was acknowledged, or gets it from the devices (synchronous: "%s")',
  async (names) => {
    const [primary, standby] = [join(folder, `primary${names.length}`), join(folder, `standby${names.length}`)];
    run('initdb', '-D', primary, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C');
    const first = await startCluster(primary);
    run(
      'pg_basebackup',
      '-h',
      '127.0.0.1',
      '-p',
      String(first),
      '-U',
      'postgres',
      '-D',
      standby,
      '-R',
      '-Xs',
      '-C',
      '-S',
      'du_phong',
      '-c',
      'fast',
    );
    const second = await startCluster(standby);
    await until(async () => (await ask(first, 'SELECT 1 FROM pg_stat_replication')).length === 1);
    await ask(first, `ALTER SYSTEM SET synchronous_standby_names = '${names}'`);
    await ask(first, 'SELECT pg_reload_conf()');

    cable = await Cable.to(first);
    const url = `postgres://postgres@127.0.0.1:${cable.port}/postgres`;
    const up = [await startNode(url), await startNode(url)];
    for (const node of up) children.add(node);
    const copies = [LAN, THANH, VIET, LAN].map((person, i) => new BalancedCopy(person, () => up.map(({ port }) => port), i));
    await until(() => copies.every(({ provider }) => provider.synced));
    const row = (i: number): string => `h:${i}`;
    for (let i = 0; i < 60; i++) {
      copies.forEach((copy, who) => copy.write(row(who)));
      await sleep(5);
      if (i !== 30) continue;
      stop(primary);
      run('pg_ctl', '-D', standby, '-w', 'promote');
      cable.leadTo(second);
      if (names === '') await ask(second, `UPDATE log_end SET relay_until = ${Date.now() + 600_000}`);
    }
    await until(() => copies.every(({ doc }) => copies.every((of, who) => rowsOf(doc, row(who)).length === of.written)));
    const database = await openDatabase(`postgres://postgres@127.0.0.1:${second}/postgres`, () => undefined);
    const log = await PostgresLog.open({ database, bus: ALONE });
    const stored = await storedDoc(log);
    for (const [who, { written }] of copies.entries()) expect(rowsOf(stored, row(who))).toEqual([...Array(written).keys()]);
    for (const { provider } of copies) provider.destroy();
    await log.close();
    await database.close();
    for (const { child } of up) child.kill('SIGKILL');
    stop(standby);
  },
);
