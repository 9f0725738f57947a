/** A data folder, as the source or the target of a migration. */
import Database from 'better-sqlite3';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASES } from '../log/data-files.ts';
import { lockData } from '../log/data-lock.ts';
import { pairFinding } from '../log/data-pair.ts';
import { OriginStore } from '../log/origin-store.ts';
import { SqliteLog } from '../log/sqlite.ts';
import { DATABASE } from '../log/sqlite-schema.ts';
import { TemplateStore } from '../log/template-store.ts';
import { openPeopleDb } from '../people/accounts-db.ts';
import { MigrateError, SECRET_FILES, type Part, type Rest, type Source, type Target } from './sides.ts';
import { SqliteTables, type Row, type Tables } from './tables.ts';

export class FolderSource implements Source {
  readonly #folder: string;
  readonly #release: () => void;
  readonly #open: Database.Database[] = [];

  private constructor(folder: string, release: () => void) {
    this.#folder = folder;
    this.#release = release;
  }

  /** @throws MigrateError, DataInUse */
  static open(folder: string): FolderSource {
    if (!existsSync(join(folder, DATABASE))) throw new MigrateError(`Không có dữ liệu trong ${folder}.`);
    const release = lockData(folder);
    const unpaired = pairFinding(folder);
    if (unpaired) {
      release();
      throw new MigrateError(`Chưa chuyển gì. ${unpaired}`);
    }
    return new FolderSource(folder, release);
  }

  async open({ file }: Part): Promise<{ names: string[]; tables: Tables }> {
    // A folder that was never served has only a log.
    if (!existsSync(join(this.#folder, file))) return { names: [], tables: new SqliteTables(new Database(':memory:')) };
    const db = new Database(join(this.#folder, file), { readonly: true, fileMustExist: true });
    this.#open.push(db);
    return { names: SqliteTables.names(db), tables: new SqliteTables(db) };
  }

  async rest(): Promise<Rest> {
    const db = new Database(join(this.#folder, DATABASE), { readonly: true });
    try {
      const row = db.prepare("SELECT value FROM meta WHERE key = 'relay_until'").get() as { value: number } | undefined;
      const secrets = Object.entries(SECRET_FILES)
        .map(([name, file]) => [name, join(this.#folder, file)] as const)
        .filter(([, path]) => existsSync(path))
        .map(([name, path]) => [name, readFileSync(path)] as const);
      return { relayUntil: row?.value ?? 0, secrets: new Map(secrets) };
    } finally {
      db.close();
    }
  }

  async close(): Promise<void> {
    for (const db of this.#open) db.close();
    this.#release();
  }
}

/** Filled beside the folder's own files, which get their names at the end. */
export class FolderTarget implements Target {
  readonly #folder: string;
  readonly #filled: string;
  readonly #release: () => void;
  readonly #open: Database.Database[] = [];

  private constructor(folder: string, filled: string, release: () => void) {
    this.#folder = folder;
    this.#filled = filled;
    this.#release = release;
  }

  /** @throws MigrateError, DataInUse */
  static async open(folder: string): Promise<FolderTarget> {
    const release = lockData(folder);
    const [there] = DATABASES.filter((name) => existsSync(join(folder, name)));
    if (there) {
      release();
      throw new MigrateError(`Trong ${folder} đã có ${there}. Hãy chọn một thư mục trống.`);
    }
    const filled = mkdtempSync(join(folder, 'dang-chuyen-'));
    // They make their tables.
    await new SqliteLog(filled).close();
    (await openPeopleDb(filled)).close();
    TemplateStore.open(filled).close();
    OriginStore.open(filled).close();
    return new FolderTarget(folder, filled, release);
  }

  async open({ file }: Part): Promise<{ names: string[]; tables: Tables }> {
    const db = new Database(join(this.#filled, file));
    db.pragma('synchronous = FULL');
    // The rows come in an order of their own; what refers to what was checked where they come from.
    db.pragma('foreign_keys = OFF');
    this.#open.push(db);
    return { names: SqliteTables.names(db), tables: new SqliteTables(db) };
  }

  async complete(_: string, rows: readonly Row[]): Promise<readonly Row[]> {
    return rows;
  }

  async finish({ relayUntil, secrets }: Rest): Promise<void> {
    const db = new Database(join(this.#filled, DATABASE));
    if (relayUntil > 0) db.prepare("INSERT INTO meta (key, value) VALUES ('relay_until', ?)").run(relayUntil);
    db.close();
    for (const [name, secret] of secrets)
      writeFileSync(join(this.#filled, SECRET_FILES[name] ?? name), secret, { mode: 0o600, flush: true });
  }

  async commit(): Promise<void> {
    for (const db of this.#open) db.pragma('wal_checkpoint(TRUNCATE)');
    for (const db of this.#open.splice(0)) db.close();
    // The log comes last: without it, the folder is no data folder yet.
    const names = [...Object.values(SECRET_FILES), ...DATABASES.filter((name) => name !== DATABASE), DATABASE];
    for (const name of names) if (existsSync(join(this.#filled, name))) renameSync(join(this.#filled, name), join(this.#folder, name));
  }

  async close(): Promise<void> {
    for (const db of this.#open) db.close();
    rmSync(this.#filled, { recursive: true, force: true });
    this.#release();
  }
}
