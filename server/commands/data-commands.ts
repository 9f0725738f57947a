/** `rasoat backup`, `rasoat restore`, `rasoat verify`: the data of one folder, with or without a running server. */
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { argumentFault, failureText } from '../faults/command-faults.ts';
import { BackupError, backupData, integrityOfFile, RELAY_MS, restoreData } from '../log/backup.ts';
import { DATABASES } from '../log/data-files.ts';
import { DataInUse } from '../log/data-lock.ts';
import { pairFinding } from '../log/data-pair.ts';
import type { UpdateLog } from '../log/log.ts';
import { DatabaseUnusable, type Database } from '../nodes/database.ts';
import { SqliteLog } from '../log/sqlite.ts';
import { DATABASE } from '../log/sqlite-schema.ts';
import { verifyRoom } from '../rooms/verify.ts';
import { databaseUrl, lookedIn, openToRead, type Readable } from './stores.ts';

/** Progress is shown from this size on, in pages of 4 KB. */
const TOLD_FROM = 16_000;

const USAGE = 'Cách dùng:\n  rasoat backup TỆP [--data THƯ_MỤC]\n  rasoat restore TỆP [--data THƯ_MỤC]\n  rasoat verify [--data THƯ_MỤC]';

const OF_POSTGRES =
  'Dữ liệu ở PostgreSQL được sao lưu và khôi phục bằng công cụ của chính PostgreSQL (pg_dump, pg_basebackup): xem docs/deploy.md. Nếu muốn làm với một thư mục dữ liệu, hãy ghi --data THƯ_MỤC.';
const isOfPostgres = (args: readonly string[]): boolean => databaseUrl() !== null && !args.some((arg) => arg.startsWith('--data'));

export async function backup(args: string[]): Promise<number> {
  if (isOfPostgres(args)) {
    complain(OF_POSTGRES);
    return 2;
  }
  return run(args, 1, async (folder, file) => {
    if (existsSync(file)) throw new BackupError(`Đã có tệp ${file}. Hãy chọn tên khác.`);
    let told = 0;
    const rows = await backupData(folder, file, (done, of) => {
      const tenths = Math.floor((10 * done) / of);
      // A small backup is finished before anybody could read the progress.
      if (of > TOLD_FROM && tenths > told && tenths < 10) say(`Đã chép ${(told = tenths) * 10}%…`);
    });
    say(`Đã sao lưu ${rows} lần ghi vào ${file}. Nên chạy “rasoat restore” thử trên một thư mục khác.`);
    return 0;
  });
}

export async function restore(args: string[]): Promise<number> {
  if (isOfPostgres(args)) return restoredPostgres(args);
  return run(args, 1, async (folder, file) => {
    if (!existsSync(file)) throw new BackupError(`Không có tệp ${file}.`);
    const aside = await restoreData(file, folder, async (unpacked) => {
      const wrong = await findingsOf(unpacked);
      if (wrong.length > 0) throw new BackupError(`Bản sao lưu hỏng, chưa thay gì: ${wrong.join('; ')}`);
    });
    say(`Đã khôi phục vào ${folder}.${aside ? ` Dữ liệu cũ nằm ở ${aside}.` : ''}`);
    say('Trong 30 ngày tới, máy của mọi người gửi lại được những gì bản sao lưu chưa có.');
    return 0;
  });
}

/** After PostgreSQL's own restore: what the database lost may exist only on people's devices. */
async function restoredPostgres(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    complain(OF_POSTGRES);
    return 2;
  }
  return onPostgres(async ({ at }) => {
    await (at as Database).pool.query('UPDATE log_end SET relay_until = $1', [Date.now() + RELAY_MS]);
    say('Trong 30 ngày tới, máy của mọi người gửi lại được những gì cơ sở dữ liệu đã khôi phục còn thiếu.');
    return 0;
  });
}

async function onPostgres(work: (data: Readable) => Promise<number>): Promise<number> {
  try {
    const data = await openToRead(undefined);
    if (!data) {
      complain(`Không có dữ liệu trong ${lookedIn(undefined)}.`);
      return 2;
    }
    try {
      return await work(data);
    } finally {
      await data.close();
    }
  } catch (error) {
    complain(error instanceof DatabaseUnusable ? error.message : failureText(error));
    return 2;
  }
}

export async function verify(args: string[]): Promise<number> {
  if (isOfPostgres(args))
    return onPostgres(async ({ log }) => {
      const wrong = await wrongRooms(log, say);
      for (const text of wrong) complain(text);
      if (wrong.length > 0) return 1;
      say('Dữ liệu nguyên vẹn.');
      return 0;
    });
  return run(args, 0, async (folder) => {
    if ((statSync(join(folder, DATABASE), { throwIfNoEntry: false })?.size ?? 0) === 0) {
      const unpaired = pairFinding(folder);
      if (!unpaired) throw new BackupError(`Không có dữ liệu trong ${folder}.`);
      complain(unpaired);
      return 1;
    }
    const wrong = await findingsOf(folder, say);
    // A damaged file cannot be queried.
    const unpaired = wrong.length === 0 ? pairFinding(folder) : null;
    if (unpaired) wrong.push(unpaired);
    for (const text of wrong) complain(text);
    if (wrong.length > 0) return 1;
    say('Dữ liệu nguyên vẹn.');
    return 0;
  });
}

/** Everything wrong with a folder's data, in words; empty if it is sound. */
async function findingsOf(folder: string, tell: (text: string) => void = () => undefined): Promise<string[]> {
  const wrong: string[] = [];
  for (const name of DATABASES.filter((each) => existsSync(join(folder, each)))) {
    const found = integrityOfFile(join(folder, name));
    if (found !== 'ok') wrong.push(`Tệp ${name} bị hỏng: ${found}.`);
  }
  // In a damaged file, rows may fail in ways that only look like problems of their own.
  if (wrong.length > 0) return wrong;
  const log = new SqliteLog(folder, { readonly: true });
  try {
    return await wrongRooms(log, tell);
  } finally {
    await log.close();
  }
}

/** Reads every list as a server reads it. */
export async function wrongRooms(log: UpdateLog, tell: (text: string) => void = () => undefined): Promise<string[]> {
  const wrong: string[] = [];
  for (const room of await log.rooms()) {
    const finding = await verifyRoom(log, room);
    if (finding.ok) tell(`${room}: ${finding.rows} lần ghi, khớp`);
    else wrong.push(`${room}: ${finding.text}`);
  }
  return wrong;
}

async function run(args: string[], files: number, command: (folder: string, file: string) => Promise<number>): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { data: { type: 'string' } } });
    if (positionals.length !== files) throw new WrongArguments();
    return await command(resolve(values.data ?? 'data'), resolve(positionals[0] ?? ''));
  } catch (error) {
    if (error instanceof WrongArguments || argumentFault(error) !== null) complain(`Tham số không hợp lệ: ${args.join(' ')}\n${USAGE}`);
    else if (error instanceof BackupError || error instanceof DataInUse) complain(error.message);
    else complain(failureText(error));
    return 2;
  }
}

class WrongArguments extends Error {}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);
