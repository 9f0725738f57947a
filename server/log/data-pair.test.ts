/** A log next to accounts that know another one, on real files. */
import Database from 'better-sqlite3';
import { copyFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { backup, restore, verify } from '../commands/data-commands.ts';
import { Accounts } from '../people/accounts.ts';
import { LAN, RawClient, ROOM, testServer, until } from '../testing.ts';
import { keepPair, pairFinding } from './data-pair.ts';
import { SqliteLog } from './sqlite.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-pair-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const report = (text: string, error: unknown): never => {
  throw new Error(text, { cause: error });
};

async function append(log: SqliteLog): Promise<void> {
  const doc = new Y.Doc();
  doc.getArray('h:1').push([['b1', 1, 'lan', 1]]);
  await log.append([{ room: ROOM, update: Y.encodeStateAsUpdate(doc), person: LAN, device: '', at: 1 }]);
}

/** A folder as a server leaves it, with one person in it and three edits. */
async function served(): Promise<string> {
  const folder = mkdtempSync(join(parent, 'd-'));
  const [log, accounts] = [new SqliteLog(folder), await Accounts.open(folder)];
  await accounts.create({ name: 'Quản trị', role: 'admin', review: '', villages: [], unit: 0 });
  const stop = keepPair(accounts.db.file!, log, report);
  for (let i = 0; i < 3; i++) await append(log);
  stop();
  accounts.close();
  await log.close();
  return folder;
}

const logFile = (folder: string): string => join(folder, 'so-ra-soat.db');
const removeLog = (folder: string): void => ['', '-wal', '-shm'].forEach((side) => rmSync(logFile(folder) + side, { force: true }));

describe('a log next to accounts', () => {
  const wrong: [string, (folder: string) => void | Promise<void>, RegExp][] = [
    ['that is gone', removeLog, /không còn, trong khi vẫn có tài khoản của 1 người/],
    ['that was emptied', (folder) => (removeLog(folder), writeFileSync(logFile(folder), '')), /bị trống, trong khi/],
    ['that was made anew', async (folder) => (removeLog(folder), new SqliteLog(folder).close()), /bị trống, trong khi/],
    [
      "that is another's",
      async (folder) => {
        removeLog(folder);
        const log = new SqliteLog(folder);
        for (let i = 0; i < 9; i++) await append(log);
        await log.close();
      },
      /không phải tệp đi cùng/,
    ],
    [
      'whose rows were taken out',
      (folder) => {
        const db = new Database(logFile(folder));
        db.exec('DELETE FROM log');
        db.close();
      },
      /là bản cũ: có 0 lần ghi.*ít nhất 3/,
    ],
    ['whose accounts are gone', (folder) => rmSync(join(folder, 'tai-khoan.db')), /Tệp tài khoản tai-khoan.db không còn/],
    ['whose accounts were emptied', (folder) => truncateSync(join(folder, 'tai-khoan.db'), 0), /Tệp tài khoản tai-khoan.db/],
  ];
  it.each(wrong)('%s is detected, with advice', async (_name, change, words) => {
    const folder = await served();
    expect(pairFinding(folder)).toBeNull();
    await change(folder);
    expect(pairFinding(folder)).toMatch(words);
    expect(pairFinding(folder)).toContain(`rasoat restore TỆP --data ${folder}`);
    expect(await verify(['--data', folder])).toBe(1);
  });

  it('an older log than the accounts know is detected', async () => {
    const folder = await served();
    copyFileSync(logFile(folder), join(parent, 'cu.db'));
    const [log, accounts] = [new SqliteLog(folder), await Accounts.open(folder)];
    await append(log);
    keepPair(accounts.db.file!, log, report)();
    accounts.close();
    await log.close();
    removeLog(folder);
    copyFileSync(join(parent, 'cu.db'), logFile(folder));
    expect(pairFinding(folder)).toMatch(/là bản cũ: có 3 lần ghi, trong khi trước đó đã nhận ít nhất 4/);
  });

  it('the log of an older version is accepted, and one restored from a backup matches its accounts', async () => {
    const folder = await served();
    const file = join(parent, `${Date.now()}.db`);
    expect(await backup([file, '--data', folder])).toBe(0);
    const log = new SqliteLog(folder);
    await append(log);
    await log.close();
    removeLog(folder);
    expect(await restore([file, '--data', folder])).toBe(0);
    expect([pairFinding(folder), await verify(['--data', folder])]).toEqual([null, 0]);
    const accounts = new Database(join(folder, 'tai-khoan.db'));
    accounts.exec('DROP TABLE log_mark');
    accounts.close();
    expect(pairFinding(folder)).toBeNull();
    expect(pairFinding(mkdtempSync(join(parent, 'd-')))).toBeNull();
  });

  it('a log deleted while the server runs accepts nothing more, and the health reports it', async () => {
    const folder = await served();
    const log = new SqliteLog(folder);
    const server = await testServer({ log });
    const lan = await new RawClient(server.url, LAN).sync();
    removeLog(folder);
    expect(server.hub.health).toMatchObject({ ok: false, code: 'missing', text: expect.stringContaining('rasoat restore') });
    lan.write('h:2', 1);
    await until(() => lan.closed !== null);
    expect([lan.closed?.code, lan.receipt]).toEqual([4501, 0]);
    await server.close();
    await log.close();
  });
});
