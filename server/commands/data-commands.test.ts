import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
  closeSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { backup, restore, verify } from './data-commands.ts';
import { backupData } from '../log/backup.ts';
import { lockData } from '../log/data-lock.ts';
import { SqliteLog } from '../log/sqlite.ts';
import { TemplateStore } from '../log/template-store.ts';
import { LAN, RawClient, ROOM, rowsOf, storedDoc, testServer, THANH, until } from '../testing.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-data-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const folderOf = (): string => mkdtempSync(join(parent, 'd-'));

/** Runs a command and records its output. */
async function run(command: (args: string[]) => Promise<number>, ...args: string[]): Promise<{ status: number; said: string }> {
  let said = '';
  const keep = (text: unknown): boolean => ((said += String(text)), true);
  const spies = [vi.spyOn(process.stdout, 'write').mockImplementation(keep), vi.spyOn(process.stderr, 'write').mockImplementation(keep)];
  try {
    return { status: await command(args), said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** Some rooms with a snapshot in the middle, a late edit, and accounts. */
async function filled(): Promise<string> {
  const folder = folderOf();
  const log = new SqliteLog(folder);
  for (const room of ['x.xa', ROOM]) {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    const write = (value: number): void => doc.getArray('h:1').push([['b1', value, 'lan', 1]]);
    for (let i = 0; i < 30; i++) write(i);
    const upTo = await log.append(
      updates.splice(0).map((update) => ({ room, update, person: LAN, device: 'd', at: 1, clients: [doc.clientID] })),
    );
    await log.compact(room, Y.encodeStateAsUpdate(doc), upTo);
    write(30);
    await log.append(updates.map((update) => ({ room, update, person: LAN, device: 'd', at: 2 })));
  }
  await log.keepLate([{ room: ROOM, update: Y.encodeStateAsUpdate(new Y.Doc()), person: LAN, device: 'd', at: 3 }]);
  await log.close();
  const accounts = new Database(join(folder, 'tai-khoan.db'));
  accounts.exec("CREATE TABLE people (name TEXT); INSERT INTO people VALUES ('Hà Thị Lan')");
  accounts.close();
  const templates = TemplateStore.open(folder);
  await templates.put({ review: 'x', paper: 'minutes', name: 'a.docx', bytes: new Uint8Array([1, 2]), by: 'Lan', at: 1 });
  templates.close();
  return folder;
}

describe('backup and restore', () => {
  it('a backup made while people write is consistent, and restores everything with the accounts', async () => {
    const folder = await filled();
    const log = new SqliteLog(folder);
    const server = await testServer({ log });
    const lan = await new RawClient(server.url, LAN).sync();
    let writing = true;
    const load = (async () => {
      for (let n = 0; writing; n++) {
        lan.write(`h:${n % 5}`, `v${n}`);
        await lan.reached();
      }
    })();
    await until(() => lan.receipt > 20);
    const before = lan.receipt;
    const file = join(parent, 'sao-luu.db');
    expect(await run(backup, file, '--data', folder)).toMatchObject({ status: 0 });
    writing = false;
    await load;
    await server.close();
    await log.close();
    expect((await run(backup, file, '--data', folder)).said).toContain('Đã có tệp');

    const target = folderOf();
    const { status, said } = await run(restore, file, '--data', target);
    expect([status, said]).toEqual([0, expect.stringContaining('Đã khôi phục')]);
    expect((await run(verify, '--data', target)).status).toBe(0);
    const restored = new SqliteLog(target);
    const doc = await storedDoc(restored);
    const kept = Array.from({ length: 5 }, (_, n) => rowsOf(doc, `h:${n}`)).flat();
    // Everything acknowledged before it began is in it.
    for (let n = 0; n < before; n++) expect(kept).toContain(`v${n}`);
    expect(await restored.late(ROOM)).toHaveLength(1);
    expect(restored.relayUntil).toBeGreaterThan(Date.now());
    await restored.close();
    const accounts = new Database(join(target, 'tai-khoan.db'), { readonly: true });
    expect(accounts.prepare('SELECT name FROM people').get()).toEqual({ name: 'Hà Thị Lan' });
    accounts.close();
    const templates = TemplateStore.open(target);
    const [{ sha = '' } = {}] = await templates.versions(['x']);
    expect(await templates.bytes(['x'], sha)).toEqual(Buffer.from([1, 2]));
    expect([await templates.bytes(['y'], sha), await templates.versions(['y'])]).toEqual([null, []]);
    templates.close();
    expect(readdirSync(parent).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('keeps the old data aside, and changes nothing while a server runs or when the backup is damaged', async () => {
    const folder = await filled();
    const file = join(parent, 'hai.db');
    await run(backup, file, '--data', folder);
    const release = lockData(folder);
    expect(await run(restore, file, '--data', folder)).toMatchObject({ status: 2, said: expect.stringContaining('đang được dùng') });
    release();
    const broken = join(parent, 'hong.db');
    cpSync(file, broken);
    damage(broken);
    const other = join(parent, 'la.db');
    writeFileSync(other, 'không phải cơ sở dữ liệu');
    for (const bad of [broken, other, join(parent, 'khong-co.db')]) expect((await run(restore, bad, '--data', folder)).status).toBe(2);
    expect(readdirSync(folder).filter((name) => name.startsWith('dang-khoi-phuc') || name.startsWith('truoc-khi'))).toEqual([]);
    expect((await run(verify, '--data', folder)).status).toBe(0);
    expect((await run(restore, file, '--data', folder)).status).toBe(0);
    const aside = readdirSync(folder).find((name) => name.startsWith('truoc-khi-khoi-phuc-')) ?? '';
    expect(existsSync(join(folder, aside, 'so-ra-soat.db')) && existsSync(join(folder, aside, 'tai-khoan.db'))).toBe(true);
  });

  it('lets other copies bring back what the backup lacks', async () => {
    const folder = await filled();
    const log = new SqliteLog(folder);
    let server = await testServer({ log });
    const [lan, thanh] = [await new RawClient(server.url, LAN).sync(), await new RawClient(server.url, THANH).sync()];
    lan.write('h:1', 'trước');
    await until(() => lan.receipt === 1 && rowsOf(thanh.doc, 'h:1').includes('trước'));
    const file = join(parent, 'ba.db');
    await run(backup, file, '--data', folder);
    lan.write('h:1', 'sau');
    await until(() => lan.receipt === 2 && rowsOf(thanh.doc, 'h:1').includes('sau'));
    await server.close();
    await log.close();
    await run(restore, file, '--data', folder);
    const restored = new SqliteLog(folder);
    server = await testServer({ log: restored });
    // Lan's device is gone; only Thành's copy still has her last edit.
    const again = await new RawClient(server.url, THANH).open();
    await until(() => again.heard.includes('step1'));
    again.socket.send(Uint8Array.of(0, 1, ...lengthAnd(Y.encodeStateAsUpdate(thanh.doc))));
    await until(async () => rowsOf(await storedDoc(restored), 'h:1').includes('sau'));
    await server.close();
    await restored.close();
  });
});

describe('verify', () => {
  it('finds a snapshot that contradicts the rows, a missing row, and a damaged file', async () => {
    const folder = await filled();
    expect(await run(verify, '--data', folder)).toMatchObject({ status: 0, said: expect.stringContaining('31 lần ghi, khớp') });
    const changes = [
      'DELETE FROM log WHERE id = 12',
      "UPDATE log SET data = x'0000' WHERE id = 3",
      "DELETE FROM snapshot WHERE room = 'x.xa'; DELETE FROM log WHERE id = 5",
    ];
    for (const change of changes) {
      const copy = folderOf();
      cpSync(folder, copy, { recursive: true });
      const db = new Database(join(copy, 'so-ra-soat.db'));
      db.exec(change);
      db.close();
      const { status, said } = await run(verify, '--data', copy);
      expect([status, said]).toEqual([1, expect.stringContaining('x.xa: ')]);
    }
    damage(join(folder, 'so-ra-soat.db'));
    expect(await run(verify, '--data', folder)).toMatchObject({ status: 1, said: expect.stringContaining('bị hỏng') });
    expect((await run(verify, '--data', folderOf())).status).toBe(2);
  });
});

/** Overwrites the middle of a file with garbage. */
function damage(path: string): void {
  const handle = openSync(path, 'r+');
  const { size } = statSync(path);
  writeSync(handle, Buffer.alloc(8_192, 0xa5), 0, 8_192, Math.floor(size / 2 / 4_096) * 4_096);
  closeSync(handle);
  expect(readFileSync(path).length).toBe(Math.max(size, Math.floor(size / 2 / 4_096) * 4_096 + 8_192));
}

function lengthAnd(bytes: Uint8Array): number[] {
  const length: number[] = [];
  for (let left = bytes.length; ; left >>= 7) {
    length.push(left > 127 ? (left & 127) | 128 : left);
    if (left <= 127) return [...length, ...bytes];
  }
}

describe('a backup', () => {
  const mode = (path: string): number => statSync(path).mode & 0o777;

  it('finishes while people write to a large log, holds the state of one moment, and blocks nobody', async () => {
    const folder = folderOf();
    const log = new SqliteLog(folder);
    const big = Buffer.alloc(64 * 1024, 7);
    for (let i = 0; i < 60; i++)
      await log.append(Array.from({ length: 20 }, () => ({ room: 'x.xa', update: big, person: LAN, device: 'd', at: 1 })));
    const file = join(parent, 'lon.db');
    const seen: number[] = [];
    let written = 0;
    // One write between any two steps: a backup that restarts each time would never finish.
    const rows = await backupData(folder, file, (done) => {
      seen.push(done);
      if (seen.length > 500) throw new Error('the backup keeps restarting');
      const other = new Database(join(folder, 'so-ra-soat.db'));
      other.prepare('INSERT INTO log (room, data, person, device, at) VALUES (?, ?, ?, ?, ?)').run('x.xa', big, LAN, 'd', 1);
      other.close();
      written++;
    });
    expect([rows, written > 5, seen.every((done, i) => i === 0 || done >= seen[i - 1]!)]).toEqual([1_200, true, true]);
    expect(await log.history('x.xa')).toHaveLength(1_200 + written);
    await log.close();
  });

  it('contains our files by name, whatever else is in the folder; a restore leaves other files alone', async () => {
    const folder = await filled();
    const first = join(folder, 'sao-luu.db');
    await run(backup, first, '--data', folder);
    writeFileSync(join(folder, 'ghi-chu.db'), 'của tôi');
    const second = join(folder, 'sao-luu-2.db');
    expect((await run(backup, second, '--data', folder)).status).toBe(0);
    expect(statSync(second).size).toBeLessThan(statSync(first).size + 8_192);
    expect(await run(restore, second, '--data', folder)).toMatchObject({ status: 0 });
    expect([existsSync(first), readFileSync(join(folder, 'ghi-chu.db'), 'utf8'), (await run(verify, '--data', folder)).status]).toEqual([
      true,
      'của tôi',
      0,
    ]);
    // A backup of an older version that packed other files too.
    const db = new Database(second);
    db.prepare("INSERT INTO beside (name, data) VALUES ('sao-luu.db', ?), ('../../ra-ngoai.db', ?)").run(
      readFileSync(first),
      Buffer.alloc(1),
    );
    db.close();
    const target = folderOf();
    expect((await run(restore, second, '--data', target)).status).toBe(0);
    expect([existsSync(join(target, 'sao-luu.db')), existsSync(join(parent, 'ra-ngoai.db'))]).toEqual([false, false]);
  });

  it('removes what a killed backup left, and nothing of one in progress', async () => {
    const folder = await filled();
    const file = join(folderOf(), 'a.db');
    const dead = `${file}.999999999.part`;
    const [alive, other] = [`${file}.${process.ppid}.part`, `${file}x.999999999.part`];
    for (const part of [dead, `${dead}.beside`, `${dead}-journal`, alive, other]) writeFileSync(part, '');
    await run(backup, file, '--data', folder);
    expect([dead, `${dead}.beside`, `${dead}-journal`, alive, other].map((part) => existsSync(part))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it.skipIf(process.platform === 'win32')(
    'and all data are readable only by the owner, also files that an older version left open',
    async () => {
      const folder = await filled();
      writeFileSync(join(folder, 'accounts-secret'), Buffer.alloc(32));
      for (const name of ['so-ra-soat.db', 'tai-khoan.db', 'accounts-secret']) chmodSync(join(folder, name), 0o644);
      chmodSync(folder, 0o755);
      lockData(folder)();
      const file = join(parent, 'rieng.db');
      await run(backup, file, '--data', folder);
      expect((await run(restore, file, '--data', folder)).status).toBe(0);
      const names = readdirSync(folder);
      expect([mode(file), mode(folder), ...names.map((name) => mode(join(folder, name)))]).toEqual([
        0o600,
        0o700,
        ...names.map((name) => (statSync(join(folder, name)).isDirectory() ? 0o700 : 0o600)),
      ]);
      const fresh = join(folderOf(), 'moi');
      await new SqliteLog(fresh).close();
      expect(mode(join(fresh, 'so-ra-soat.db'))).toBe(0o600);
    },
  );

  it('that cannot be made says why in words', async () => {
    const folder = await filled();
    const inFile = join(folder, 'so-ra-soat.db', 'a.db');
    expect(await run(backup, inFile, '--data', folder)).toMatchObject({
      status: 2,
      said: expect.stringMatching(/^Không làm được: \S+so-ra-soat\.db: đã có một tệp cùng tên\.$/m),
    });
    expect(await run(backup, '--tep', 'x')).toMatchObject({
      status: 2,
      said: expect.stringMatching(/^Tham số không hợp lệ: --tep x\nCách dùng/),
    });
  });
});
