/** Rows of the tables of a store as plain values that both SQLite and PostgreSQL have, to be carried from one to the other and compared. */
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import type pg from 'pg';

/** Booleans are 0 and 1, times ISO texts, as SQLite has them. */
export type Value = string | number | null | Buffer;
export type Row = Record<string, Value>;

export interface Tables {
  /** Names of a table's columns. */
  columns(table: string): Promise<string[]>;
  pages(table: string): AsyncIterable<Row[]>;
  put(table: string, rows: readonly Row[]): Promise<void>;
  /** After all rows: what the store counts by itself goes on after the last. */
  finish(table: string): Promise<void>;
}

/** Rows read or written at once. */
const PAGE = 500;
/** PostgreSQL takes 65,535 values in one statement. */
const VALUES = 30_000;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export class SqliteTables implements Tables {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  static names(db: Database.Database): string[] {
    const rows = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name").all();
    return (rows as { name: string }[]).map(({ name }) => name);
  }

  async columns(table: string): Promise<string[]> {
    return (this.#db.pragma(`table_info(${quoted(table)})`) as { name: string }[]).map(({ name }) => name);
  }

  async *pages(table: string): AsyncIterable<Row[]> {
    let page: Row[] = [];
    for (const row of this.#db.prepare(`SELECT * FROM ${quoted(table)}`).iterate()) {
      page.push(row as Row);
      if (page.length === PAGE) {
        yield page;
        page = [];
      }
    }
    if (page.length > 0) yield page;
  }

  async put(table: string, rows: readonly Row[]): Promise<void> {
    const [first] = rows;
    if (!first) return;
    const columns = Object.keys(first);
    const insert = this.#db.prepare(
      `INSERT INTO ${quoted(table)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    this.#db.transaction(() => {
      for (const row of rows) insert.run(...columns.map((column) => row[column] ?? null));
    })();
  }

  /** AUTOINCREMENT goes on after the largest id that was ever there. */
  async finish(): Promise<void> {}
}

export class PostgresTables implements Tables {
  readonly #client: pg.ClientBase;
  readonly #schema: string;

  /** @param client in a transaction of the caller's own. */
  constructor(client: pg.ClientBase, schema: string) {
    this.#client = client;
    this.#schema = schema;
  }

  async columns(table: string): Promise<string[]> {
    return (await this.#types(table)).map(({ name }) => name);
  }

  async *pages(table: string): AsyncIterable<Row[]> {
    await this.#client.query(`DECLARE each CURSOR FOR SELECT * FROM ${this.#name(table)}`);
    try {
      for (;;) {
        const { rows } = await this.#client.query<Record<string, unknown>>(`FETCH ${PAGE} FROM each`);
        if (rows.length === 0) return;
        yield rows.map(plain);
      }
    } finally {
      await this.#client.query('CLOSE each');
    }
  }

  async put(table: string, rows: readonly Row[]): Promise<void> {
    const [first] = rows;
    if (!first) return;
    const columns = Object.keys(first);
    const types = new Map((await this.#types(table)).map(({ name, type }) => [name, type]));
    const atOnce = Math.max(1, Math.floor(VALUES / columns.length));
    for (let from = 0; from < rows.length; from += atOnce) {
      const values: unknown[] = [];
      const places = rows.slice(from, from + atOnce).map((row) => {
        for (const column of columns) values.push(asStored(row[column] ?? null, types.get(column)));
        return `(${columns.map((_, i) => `$${values.length - columns.length + i + 1}`).join(', ')})`;
      });
      await this.#client.query(`INSERT INTO ${this.#name(table)} (${columns.map(quoted).join(', ')}) VALUES ${places.join(', ')}`, values);
    }
  }

  async finish(table: string): Promise<void> {
    const name = this.#name(table);
    for (const { name: column } of (await this.#types(table)).filter(({ counts }) => counts))
      await this.#client.query(
        `SELECT setval(pg_get_serial_sequence($1, $2), greatest(1, max(${quoted(column)})), max(${quoted(column)}) IS NOT NULL) FROM ${name}`,
        [name, column],
      );
  }

  async #types(table: string): Promise<{ name: string; type: string; counts: boolean }[]> {
    const { rows } = await this.#client.query<{ name: string; type: string; counts: boolean }>(
      `SELECT column_name AS name, data_type AS type, is_identity = 'YES' OR coalesce(column_default LIKE 'nextval(%', false) AS counts
       FROM information_schema.columns WHERE table_schema = $1 AND table_name = $2 ORDER BY ordinal_position`,
      [this.#schema, table],
    );
    return rows;
  }

  #name(table: string): string {
    return `${quoted(this.#schema)}.${quoted(table)}`;
  }
}

/** Rows of one table in any order: equal tables have equal marks. */
export class Mark {
  #count = 0;
  #sum = 0n;
  readonly #columns: readonly string[];

  constructor(columns: readonly string[]) {
    this.#columns = [...columns].sort();
  }

  add(rows: readonly Row[]): void {
    for (const row of rows) {
      const hash = createHash('sha256')
        .update(JSON.stringify(this.#columns.map((column) => shown(row[column] ?? null))))
        .digest('hex');
      this.#sum = (this.#sum + BigInt(`0x${hash}`)) % 2n ** 256n;
      this.#count++;
    }
  }

  get count(): number {
    return this.#count;
  }

  isSame(other: Mark): boolean {
    return this.#count === other.#count && this.#sum === other.#sum;
  }
}

/** A text and the bytes of the same letters are different values. */
const shown = (value: Value): unknown => (Buffer.isBuffer(value) ? { bytes: value.toString('base64') } : value);

const plain = (row: Record<string, unknown>): Row =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value instanceof Date ? value.toISOString() : typeof value === 'boolean' ? Number(value) : (value as Value),
    ]),
  );

const asStored = (value: Value, type = ''): unknown => (type === 'boolean' && value !== null ? Boolean(value) : value);
