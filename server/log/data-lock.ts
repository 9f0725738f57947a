/**
 * Only one server may use a data folder, and none while it is being restored: two live copies of a room would diverge. The lock is SQLite's
 * own on a separate file, which the system releases however the process ends; a file with a process id would stay after a power cut.
 */
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { keepPrivate } from './data-files.ts';

export class DataInUse extends Error {
  constructor(folder: string) {
    super(`Thư mục dữ liệu ${folder} đang được dùng bởi một bản Sổ Rà Soát khác đang chạy.`);
    this.name = 'DataInUse';
  }
}

/**
 * @returns a function that releases the lock.
 * @throws DataInUse
 */
export function lockData(folder: string): () => void {
  keepPrivate(folder);
  const db = new Database(join(folder, 'dang-chay.lock'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    throw (error as { code?: string }).code?.startsWith('SQLITE_BUSY') ? new DataInUse(folder) : error;
  }
  return () => db.close();
}
