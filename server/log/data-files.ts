/** What in a data folder is ours, by name: a backup kept beside it, or whatever else lies there, is not. */
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE } from './sqlite-schema.ts';

/** Databases beside the log. */
export const BESIDE: readonly string[] = ['tai-khoan.db'];
export const DATABASES: readonly string[] = [DATABASE, ...BESIDE];
/** What SQLite keeps next to a database while it is in use. */
export const SIDES: readonly string[] = ['', '-wal', '-shm', '-journal'];
export const SECRETS: readonly string[] = ['accounts-secret', 'demo-secret'];
const LOCK = 'dang-chay.lock';

/** Lists of households, accounts and secrets: nobody else on this machine reads them, nor what an older version has left open. */
export function keepPrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  tighten(folder, 0o700);
  const names = [...DATABASES.flatMap((name) => SIDES.map((side) => name + side)), ...SECRETS, LOCK];
  for (const name of names) if (existsSync(join(folder, name))) tighten(join(folder, name), 0o600);
}

function tighten(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch (error) {
    // Of a folder that somebody else has made for us, or a disk that knows no rights.
    if (!['EPERM', 'ENOTSUP', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
