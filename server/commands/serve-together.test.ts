/** The real command, twice on one PostgreSQL, as people start it behind a balancer: what one knows, the other knows. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import * as wire from '../rooms/wire.ts';
import { startPostgres, type TestPostgres } from '../testing-postgres.ts';
import { RawClient, rowsOf, until } from '../testing.ts';

let postgres: TestPostgres;
const parent = mkdtempSync(join(tmpdir(), 'rasoat-together-'));
const children = new Set<ChildProcess>();
beforeAll(async () => void (postgres = await startPostgres()));
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});
afterAll(async () => {
  await postgres.stop();
  rmSync(parent, { recursive: true, force: true });
});

interface Ran {
  child: ChildProcess;
  url: string;
  said: () => string;
  ended: Promise<number | null>;
}

async function rasoat(database: string, ...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [inject('built').command, ...args], { env: { ...process.env, DATABASE_URL: database } });
  children.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await until(() => /http:\/\/localhost:\d+/.test(output) || child.exitCode !== null);
  return { child, url: `http://127.0.0.1:${/http:\/\/localhost:(\d+)/.exec(output)?.[1]}`, said: () => output, ended };
}
const serve = (database: string): Promise<Ran> =>
  rasoat(database, 'serve', '--host', '127.0.0.1', '--port', '0', '--no-https', '--data', mkdtempSync(join(parent, 'node-')));

const post = (url: string, path: string, body: unknown, cookie = ''): Promise<Response> =>
  fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', cookie }, body: JSON.stringify(body) });
const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');

const VIET = { name: 'Trần Quốc Việt', username: 'viet', password: 'mot-mat-khau-dai-1' };

it('serves people on whichever of two servers they come to, and after one is killed', async () => {
  const database = await postgres.newDatabase();
  const [a, b] = await Promise.all([serve(database), serve(database)]);
  await until(() => a.said().includes('#'));
  const token = /#(\S+)/.exec(a.said())?.[1];
  // The link of one, opened at the other.
  const first = await post(b.url, '/api/first', { token, ...VIET });
  expect([first.status, await first.text()]).toEqual([200, expect.any(String)]);
  const cookie = cookieOf(first);
  expect(await (await fetch(`${a.url}/api/me`, { headers: { cookie } })).json()).toMatchObject({
    person: { name: VIET.name, role: 'admin' },
  });
  expect((await post(a.url, '/api/first', { token, ...VIET, username: 'khac' })).status).toBe(410);

  const review = { commune: 'Xã Nông Thượng', province: 'Tỉnh Bắc Kạn', year: 2026, plan: '' };
  const made = await post(a.url, '/api/reviews', review, cookie);
  expect(made.status).toBe(200);
  const {
    review: { id },
  } = (await made.json()) as { review: { id: string } };
  const person = { name: 'Hà Thị Lan', role: 'commune', review: id, villages: 'all', unit: 0 };
  const added = (await (await post(b.url, '/api/people', person, cookie)).json()) as { password: string; person: { username: string } };
  const signedIn = await post(a.url, '/api/enter', { username: added.person.username, password: added.password });
  const next = await post(b.url, '/api/password', { current: added.password, next: 'mat-khau-khac-22' }, cookieOf(signedIn));
  expect(next.status).toBe(200);
  const lan = cookieOf(next);

  const room = `${id}.xa`;
  const [onA, onB] = await Promise.all(
    [a, b].map(({ url }) => new RawClient(url.replace('http', 'ws'), null, room, { cookie: lan }).sync()),
  );
  if (!onA || !onB) throw new Error('not connected');
  expect(new SharedList(onB.doc, '').get('round', 'unit')).toBe('Xã Nông Thượng');
  onA.write('v:thon-1', 5);
  await until(() => rowsOf(onB.doc, 'v:thon-1').includes(5));
  a.child.kill('SIGKILL');
  await until(() => onA.closed !== null);
  const later = await new RawClient(b.url.replace('http', 'ws'), null, room, { cookie: lan }).sync();
  expect(rowsOf(later.doc, 'v:thon-1')).toEqual([5]);

  // The commands read the same data, also while a server runs.
  const verified = await rasoat(database, 'verify');
  expect([await verified.ended, verified.said()]).toEqual([0, expect.stringContaining(`${room}: `)]);
  const audited = await rasoat(database, 'audit', room);
  expect([await audited.ended, audited.said()]).toEqual([0, expect.stringContaining('Hà Thị Lan')]);
  // A bundle is made and taken beside the servers, with the key that they share.
  later.doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'server' && later.socket.send(wire.update(update)));
  new SharedList(later.doc, 'Hà Thị Lan').set('v:thon-1', 'name', 'Thôn 1');
  const village = await new RawClient(b.url.replace('http', 'ws'), null, `${id}.thon-1`, { cookie: lan }).sync();
  village.write('h:1', 7);
  await until(() => village.receipt > 0);
  const bundled = await rasoat(database, 'bundle', 'make', `${id}.thon-1`, '-o', join(parent, 'goi'));
  expect([await bundled.ended, bundled.said()]).toEqual([0, expect.stringContaining('1 danh sách')]);
  const taken = await rasoat(database, 'bundle', 'apply', join(parent, 'goi'));
  expect([await taken.ended, taken.said()]).toEqual([0, expect.stringContaining('thêm 0 dòng')]);
  const units = await rasoat(database, 'audit', '--units');
  expect(await units.ended).toBe(0);
  const backup = await rasoat(database, 'backup', join(parent, 'x.db'));
  expect([await backup.ended, backup.said()]).toEqual([2, expect.stringContaining('pg_dump')]);
  const restored = await rasoat(database, 'restore');
  expect([await restored.ended, restored.said()]).toEqual([0, expect.stringContaining('30 ngày')]);
  b.child.kill('SIGTERM');
  expect(await b.ended).toBe(0);

  const folder = join(parent, 'postgres-cu');
  mkdirSync(folder);
  const carried = await rasoat(database, 'migrate', database, folder);
  expect([await carried.ended, carried.said()]).toEqual([0, expect.stringContaining('Đã chuyển xong')]);
  const same = await rasoat(database, 'verify', '--data', folder);
  expect([await same.ended, same.said()]).toEqual([0, expect.stringContaining(`${room}: `)]);
});

it('commands that read find nothing in an empty database, say so, and make nothing in it', async () => {
  const database = await postgres.newDatabase();
  for (const args of [
    ['verify'],
    ['audit', 'a-2026.thon-1'],
    ['audit', '--units'],
    ['bundle', 'make', 'a-2026.thon-1'],
    ['bundle', 'trust'],
    ['restore'],
  ]) {
    const asked = await rasoat(database, ...args);
    expect([args, await asked.ended, asked.said()]).toEqual([args, 2, expect.stringContaining(`Không có dữ liệu trong 127.0.0.1:`)]);
  }
  const client = new pg.Client(database);
  await client.connect();
  const { rows } = await client.query(
    `SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'
     UNION SELECT nspname FROM pg_namespace WHERE nspname NOT IN ('public', 'information_schema') AND nspname NOT LIKE 'pg\\_%'`,
  );
  await client.end();
  expect(rows).toEqual([]);
});

it('says what is wrong with its database, and not its password', async () => {
  for (const url of ['postgres://ai:bi-mat-lam@127.0.0.1:1/khong-co', (await postgres.newDatabase()).replace(/\/[^/]+$/, '/khong-co')]) {
    const refused = await serve(url);
    expect(await refused.ended).toBe(2);
    expect(refused.said()).toContain('Không mở được cơ sở dữ liệu 127.0.0.1');
    expect(refused.said()).not.toContain('bi-mat-lam');
    expect(refused.said()).not.toContain(' at ');
  }
});
