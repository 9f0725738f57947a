/** Which files in a data folder are ours, by name. Backups kept there and any other files are not. */
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ORIGINS_FILE } from './origin-store.ts';
import { RELAY_FILE } from './relay-store.ts';
import { DATABASE } from './sqlite-schema.ts';
import { SUMMARIES_FILE } from './summary-store.ts';
import { TEMPLATES_FILE } from './template-store.ts';

/** Databases next to the log. */
export const BESIDE: readonly string[] = ['tai-khoan.db', TEMPLATES_FILE, ORIGINS_FILE, RELAY_FILE];
/** Made from the log: no backup contains them. */
export const DERIVED: readonly string[] = [SUMMARIES_FILE];
export const DATABASES: readonly string[] = [DATABASE, ...BESIDE];
/** The files that SQLite keeps next to a database in use. */
export const SIDES: readonly string[] = ['', '-wal', '-shm', '-journal'];
export const SECRETS: readonly string[] = ['accounts-secret', 'demo-secret', 'bundle-key', 'may-hop.json'];
const LOCK = 'dang-chay.lock';

/** Lists of households, accounts and secrets: makes them private to this user, also files that an older version left readable. */
export function keepPrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  tighten(folder, 0o700);
  const names = [...[...DATABASES, ...DERIVED].flatMap((name) => SIDES.map((side) => name + side)), ...SECRETS, LOCK];
  for (const name of names) if (existsSync(join(folder, name))) tighten(join(folder, name), 0o600);
}

function tighten(path: string, mode: number): void {
  // Windows has no such modes, and may refuse the attempt while another program holds the file.
  if (process.platform === 'win32') return;
  try {
    chmodSync(path, mode);
  } catch (error) {
    // The folder was made by somebody else, or the disk has no permissions.
    if (!['EPERM', 'ENOTSUP', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
