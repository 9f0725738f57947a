/**
 * Backup to one file: the log, copied page by page as of one moment while people write on, and inside it the folder's other databases
 * (accounts are small). The file is either complete or not there.
 */
import Database from 'better-sqlite3';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { reasonOf } from '../faults/command-faults.ts';
import { BESIDE, DATABASES, DERIVED, SIDES } from './data-files.ts';
import { lockData } from './data-lock.ts';
import { pairUp } from './data-pair.ts';
import { DATABASE, SCHEMA } from './sqlite-schema.ts';

/** How long after a restore copies may bring back what others had written as well. */
export const RELAY_MS = 30 * 24 * 3_600_000;
/** Pages copied in one step: 8 MB, after which progress is reported. */
const PAGES = 2_000;

export class BackupError extends Error {}

/** Reports progress, in bytes or pages. */
export type Progress = (done: number, of: number) => void;

/** @returns the number of log rows in the backup. */
export async function backupData(folder: string, file: string, progress: Progress = () => undefined): Promise<number> {
  if (!existsSync(join(folder, DATABASE))) throw new BackupError(`Không có dữ liệu trong ${folder}.`);
  const part = `${resolve(file)}.${process.pid}.part`;
  mkdirSync(dirname(part), { recursive: true });
  removeLeft(resolve(file));
  const removeParts = (): void => {
    for (const left of [part, `${part}.beside`, `${part}-journal`]) rmSync(left, { force: true });
  };
  const stop = (): never => {
    removeParts();
    process.exit(2);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    await copyDatabase(join(folder, DATABASE), part, progress);
    const db = new Database(part);
    try {
      // One file, so that it can be carried on a stick.
      db.pragma('journal_mode = DELETE');
      db.exec('DROP TABLE IF EXISTS beside; CREATE TABLE beside (name TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT');
      for (const name of BESIDE.filter((each) => existsSync(join(folder, each)))) {
        await copyDatabase(join(folder, name), `${part}.beside`);
        db.prepare('INSERT INTO beside (name, data) VALUES (?, ?)').run(name, readFileSync(`${part}.beside`));
        rmSync(`${part}.beside`);
      }
      if (integrityOf(db) !== 'ok') throw new BackupError('Bản sao lưu vừa ghi không đọc lại được.');
      const { rows } = db.prepare('SELECT count(*) AS rows FROM log').get() as { rows: number };
      db.close();
      flush(part);
      renameSync(part, file);
      return rows;
    } finally {
      db.close();
    }
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    removeParts();
  }
}

/** Removes parts that a killed process left of the same backup. */
function removeLeft(file: string): void {
  for (const name of readdirSync(dirname(file))) {
    const [, pid] = name.startsWith(`${basename(file)}.`)
      ? (/^\.(\d+)\.part(?:\.beside|-journal)?$/.exec(name.slice(basename(file).length)) ?? [])
      : [];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(dirname(file), name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Replaces the data with a backup. The old data is moved aside, never deleted.
 * @param verify checks the unpacked folder before anything is touched; throws when it is not sound.
 * @returns the folder that the old data was moved to; null when there was none.
 */
export async function restoreData(file: string, folder: string, verify: (folder: string) => Promise<void>): Promise<string | null> {
  const release = lockData(folder);
  const unpacked = mkdtempSync(join(folder, 'dang-khoi-phuc-'));
  try {
    unpack(file, unpacked);
    await verify(unpacked);
    return replace(unpacked, folder);
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
    release();
  }
}

/** `ok`, or what is wrong. The page numbers that SQLite reports help nobody. */
export function integrityOf(db: Database.Database): string {
  return db.pragma('integrity_check', { simple: true }) === 'ok' ? 'ok' : 'nội dung không còn nguyên vẹn';
}

/** `ok`, or what is wrong with the file. Never throws, not even for a file that cannot be read. */
export function integrityOfFile(path: string): string {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      return integrityOf(db);
    } finally {
      db.close();
    }
  } catch (error) {
    return reasonOf(error);
  }
}

/**
 * Copies the database as of now. Without the open read transaction, SQLite starts over whenever somebody has written and, with a large log,
 * never ends; with it, writers do not wait.
 */
async function copyDatabase(from: string, to: string, progress: Progress = () => undefined): Promise<void> {
  rmSync(to, { force: true });
  writeFileSync(to, '', { mode: 0o600 });
  const db = new Database(from, { readonly: true, fileMustExist: true });
  try {
    db.exec('BEGIN; SELECT 1 FROM sqlite_master');
    await db.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        progress(totalPages - remainingPages, totalPages);
        return PAGES;
      },
    });
  } finally {
    db.close();
  }
}

function unpack(file: string, folder: string): void {
  const path = join(folder, DATABASE);
  copyFileSync(file, path);
  chmodSync(path, 0o600);
  if (integrityOfFile(path) !== 'ok') throw new BackupError(`${file} không phải bản sao lưu đọc được.`);
  const db = new Database(path);
  try {
    const isOurs = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'beside'").get();
    if (!isOurs) throw new BackupError(`${file} không phải bản sao lưu của Sổ Rà Soát.`);
    for (const { name, data } of db.prepare('SELECT name, data FROM beside').all() as { name: string; data: Buffer }[]) {
      // Only our own files, by name: the backup may come from anybody, and older ones contain whatever was in the folder.
      if (!BESIDE.includes(name)) continue;
      writeFileSync(join(folder, name), data, { mode: 0o600 });
      flush(join(folder, name));
    }
    db.exec(`DROP TABLE beside; ${SCHEMA}`);
    db.prepare("INSERT INTO meta (key, value) VALUES ('relay_until', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value").run(
      Date.now() + RELAY_MS,
    );
  } finally {
    db.close();
  }
  pairUp(folder);
  flush(path);
}

function replace(unpacked: string, folder: string): string | null {
  const old = [...DATABASES, ...DERIVED]
    .flatMap((name) => SIDES.map((side) => name + side))
    .filter((name) => existsSync(join(folder, name)));
  const aside = join(folder, `truoc-khi-khoi-phuc-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`);
  if (old.length > 0) mkdirSync(aside, { mode: 0o700 });
  for (const name of old) renameSync(join(folder, name), join(aside, name));
  for (const name of DATABASES.filter((each) => existsSync(join(unpacked, each)))) renameSync(join(unpacked, name), join(folder, name));
  return old.length > 0 ? aside : null;
}

function flush(path: string): void {
  const handle = openSync(path, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}
