/**
 * Whether the log and the accounts of a data folder belong together. A server that starts with an empty log, next to people who had written
 * one, would take the first returning client for the owner of everybody's edits. So the accounts remember which log they belong to and its
 * last position, and the log remembers that it had accounts.
 */
import Database from 'better-sqlite3';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SECRETS } from './data-files.ts';
import type { SqliteLog } from './sqlite.ts';
import { DATABASE } from './sqlite-schema.ts';

const ACCOUNTS = 'tai-khoan.db';
const MARK_MS = 60_000;

interface LogState {
  /** null for a log that an older version has written. */
  id: number | null;
  position: number;
  hadAccounts: boolean;
}

interface AccountsState {
  people: number;
  reviews: number;
  mark: { id: number; position: number } | null;
}

/** @returns what is wrong, in words that say what to do; null when they belong together, or nothing exists yet. */
export function pairFinding(folder: string): string | null {
  const [log, accounts] = [logState(folder), accountsState(folder)];
  const known = accounts !== null && (accounts.mark !== null || accounts.reviews > 0);
  if (known && (log === null || (accounts.mark === null && log.position === 0)))
    return lost(
      folder,
      `Tệp danh sách ${DATABASE} ${existsSync(join(folder, DATABASE)) ? 'bị trống' : 'không còn'}, trong khi vẫn có tài khoản của ${accounts.people} người`,
    );
  if (accounts?.mark && log?.id != null && log.id !== accounts.mark.id)
    return lost(
      folder,
      log.position === 0
        ? `Tệp danh sách ${DATABASE} bị trống, trong khi vẫn có tài khoản của ${accounts.people} người`
        : `Tệp danh sách ${DATABASE} không phải tệp đi cùng các tài khoản ở đây`,
    );
  if (accounts?.mark && log && log.position < accounts.mark.position)
    return lost(
      folder,
      `Tệp danh sách ${DATABASE} là bản cũ: có ${log.position} lần ghi, trong khi trước đó đã nhận ít nhất ${accounts.mark.position}`,
    );
  const hadAccounts = log?.hadAccounts ?? false;
  const hadSecret = log !== null && log.position > 0 && accounts === null && existsSync(join(folder, SECRETS[0] ?? ''));
  if ((hadAccounts || hadSecret) && (accounts?.people ?? 0) === 0)
    return lost(
      folder,
      `Tệp tài khoản ${ACCOUNTS} ${existsSync(join(folder, ACCOUNTS)) ? 'bị trống' : 'không còn'}, trong khi danh sách vẫn có`,
    );
  return null;
}

const lost = (folder: string, what: string): string =>
  `${what}.\nKhôi phục từ bản sao lưu bằng lệnh “rasoat restore TỆP --data ${folder}”: dữ liệu đang có được cất riêng, máy của mọi người gửi lại những gì bản sao lưu chưa có. Đừng xóa tệp nào trước khi khôi phục xong.`;

/**
 * Records each in the other, and updates the record while the server runs.
 * @returns a function that stops it, after a last update.
 */
export function keepPair(accounts: Database.Database, log: SqliteLog, report: (text: string, error: unknown) => void): () => void {
  accounts.exec(
    'CREATE TABLE IF NOT EXISTS log_mark (one INTEGER PRIMARY KEY CHECK (one = 1), id INTEGER NOT NULL, position INTEGER NOT NULL) STRICT',
  );
  const put = accounts.prepare(
    'INSERT INTO log_mark (one, id, position) VALUES (1, ?, ?) ON CONFLICT (one) DO UPDATE SET id = excluded.id, position = excluded.position',
  );
  let told = -1;
  const mark = (): void => {
    try {
      const { position } = log;
      // Within a change of the accounts, it would become part of it.
      if (position === told || log.missing || accounts.inTransaction || accounts.prepare('SELECT 1 FROM user LIMIT 1').get() === undefined)
        return;
      log.hasAccounts();
      put.run(log.id, position);
      told = position;
    } catch (error) {
      report('Không ghi được dấu của danh sách bên các tài khoản', error);
    }
  };
  mark();
  const timer = setInterval(mark, MARK_MS).unref();
  return () => {
    clearInterval(timer);
    mark();
  };
}

/** Pairs what was restored together: the accounts of a backup may be a moment newer than its log. */
export function pairUp(folder: string): void {
  const log = logState(folder);
  if (log?.id == null || !existsSync(join(folder, ACCOUNTS))) return;
  const accounts = new Database(join(folder, ACCOUNTS));
  try {
    if (has(accounts, 'log_mark')) accounts.prepare('UPDATE log_mark SET id = ?, position = ?').run(log.id, log.position);
  } finally {
    accounts.close();
  }
}

function logState(folder: string): LogState | null {
  return look(join(folder, DATABASE), (db) => {
    if (!has(db, 'log')) return null;
    const meta = has(db, 'meta')
      ? new Map((db.prepare('SELECT key, value FROM meta').all() as { key: string; value: number }[]).map(({ key, value }) => [key, value]))
      : new Map<string, number>();
    const { position } = db.prepare('SELECT coalesce(max(id), 0) AS position FROM log').get() as { position: number };
    return { id: meta.get('id') ?? null, position, hadAccounts: meta.get('accounts') === 1 };
  });
}

function accountsState(folder: string): AccountsState | null {
  return look(join(folder, ACCOUNTS), (db) => {
    const count = (table: string): number =>
      has(db, table) ? (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n : 0;
    const mark = has(db, 'log_mark')
      ? (db.prepare('SELECT id, position FROM log_mark').get() as AccountsState['mark'] | undefined)
      : undefined;
    return { people: count('user'), reviews: count('review'), mark: mark ?? null };
  });
}

function look<T>(path: string, read: (db: Database.Database) => T | null): T | null {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) return null;
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

const has = (db: Database.Database, table: string): boolean =>
  db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) !== undefined;
