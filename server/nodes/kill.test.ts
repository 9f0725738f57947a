/** Two servers in processes of their own on one PostgreSQL; one is killed while everybody writes. */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PostgresLog } from '../log/postgres.ts';
import { LAN, rowsOf, storedDoc, THANH, until, VIET } from '../testing.ts';
import { BalancedCopy, startNode, type Node } from '../testing-nodes.ts';
import { startPostgres, type TestPostgres } from '../testing-postgres.ts';
import { ALONE } from './bus.ts';
import { openDatabase } from './database.ts';

let postgres: TestPostgres;
const children = new Set<ChildProcess>();
beforeAll(async () => void (postgres = await startPostgres()));
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await postgres.stop();
});

it('loses nothing of what it acknowledged when one of two servers is killed under load, and serves everybody again', async () => {
  const url = await postgres.newDatabase();
  const start = async (): Promise<Node> => {
    const node = await startNode(url);
    children.add(node.child);
    return node;
  };
  let up: Node[] = await Promise.all([start(), start()]);
  const copies = [LAN, THANH, VIET, LAN, THANH, VIET].map((person, i) => new BalancedCopy(person, () => up.map(({ port }) => port), i));
  await until(() => copies.every(({ provider }) => provider.synced));
  const row = (i: number): string => `h:${i}`;
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 40; i++) {
      copies.forEach((copy, who) => copy.write(row(who)));
      await sleep(3);
      if (i !== 20) continue;
      const [gone] = up.splice(round % 2, 1);
      gone?.child.kill('SIGKILL');
    }
    // Everybody is served by the one that is left.
    await until(() => copies.every(({ doc }) => copies.every((of, who) => rowsOf(doc, row(who)).length === of.written)));
    up = [...up, await start()];
  }
  const database = await openDatabase(url, () => undefined);
  const log = await PostgresLog.open({ database, bus: ALONE });
  const stored = await storedDoc(log);
  for (const [who, { written }] of copies.entries()) expect(rowsOf(stored, row(who))).toEqual([...Array(written).keys()]);
  for (const { provider } of copies) provider.destroy();
  await log.close();
  await database.close();
});
