/** A PostgreSQL database, as the source or the target of a migration: one transaction. */
import type pg from 'pg';
import { parseRoom } from '../../src/lib/review/people.ts';
import { PostgresLog } from '../log/postgres.ts';
import { OriginStore } from '../log/origin-store.ts';
import { TemplateStore } from '../log/template-store.ts';
import { ALONE } from '../nodes/bus.ts';
import { openDatabase, type Database } from '../nodes/database.ts';
import { openSharedPeopleDb } from '../people/accounts-db.ts';
import { provinceOf } from '../people/province.ts';
import { MigrateError, SECRET_FILES, type Part, type Rest, type Source, type Target } from './sides.ts';
import { PostgresTables, type Row, type Tables } from './tables.ts';

class PostgresSide {
  protected readonly database: Database;
  protected readonly client: pg.Client;

  protected constructor(database: Database, client: pg.Client) {
    this.database = database;
    this.client = client;
  }

  async open({ schema }: Part): Promise<{ names: string[]; tables: Tables }> {
    const { rows } = await this.client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1`,
      [schema],
    );
    return { names: rows.map(({ name }) => name), tables: new PostgresTables(this.client, schema) };
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
    await this.database.close();
  }
}

/** A long transaction that nothing may end but itself. */
async function begin(database: Database, isolation: string): Promise<pg.Client> {
  const client = await database.connect();
  await client.query('SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0');
  await client.query(`BEGIN ISOLATION LEVEL ${isolation}`);
  return client;
}

async function openMade(url: string): Promise<Database> {
  const database = await openDatabase(url, () => undefined);
  // They make their tables.
  await (await PostgresLog.open({ database, bus: ALONE })).close();
  (await openSharedPeopleDb(database)).close();
  (await TemplateStore.openOn(database)).close();
  (await OriginStore.openOn(database)).close();
  return database;
}

export class PostgresSource extends PostgresSide implements Source {
  /** Sees one moment, and holds the right to write: no server can accept an edit that would stay behind. */
  static async open(url: string): Promise<PostgresSource> {
    const database = await openMade(url);
    const client = await begin(database, 'REPEATABLE READ');
    await client.query('SELECT position FROM log_end FOR UPDATE');
    return new PostgresSource(database, client);
  }

  async rest(): Promise<Rest> {
    const until = await this.client.query<{ value: number }>('SELECT relay_until AS value FROM log_end');
    const { rows } = await this.client.query<{ name: string; value: Buffer }>(
      'SELECT name, value FROM people.secret WHERE name = ANY($1)',
      [Object.keys(SECRET_FILES)],
    );
    return { relayUntil: until.rows[0]?.value ?? 0, secrets: new Map(rows.map(({ name, value }) => [name, value])) };
  }
}

export class PostgresTarget extends PostgresSide implements Target {
  readonly #provinces = new Map<string, number>();

  /** @throws MigrateError when something is in it already. */
  static async open(url: string): Promise<PostgresTarget> {
    const database = await openMade(url);
    const client = await begin(database, 'READ COMMITTED');
    const { rows } = await client.query<{ used: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM room) OR EXISTS (SELECT 1 FROM late) OR EXISTS (SELECT 1 FROM people."user") OR
         EXISTS (SELECT 1 FROM people.unit) OR EXISTS (SELECT 1 FROM templates.template) AS used FROM (SELECT 1 FROM log_end FOR UPDATE) AS held`,
    );
    if (rows[0]?.used) {
      await client.end();
      await database.close();
      throw new MigrateError('Cơ sở dữ liệu này đã có dữ liệu. Hãy tạo một cơ sở dữ liệu trống.');
    }
    return new PostgresTarget(database, client);
  }

  async complete(table: string, rows: readonly Row[]): Promise<readonly Row[]> {
    if (table === 'writer') return rows.map((row) => ({ ...row, position: 0 }));
    if (table !== 'log') return rows;
    const placed = [];
    for (const row of rows) placed.push({ ...row, province: await this.#place(String(row.room)) });
    return placed;
  }

  async finish({ relayUntil, secrets }: Rest): Promise<void> {
    await this.client.query(
      `UPDATE log_end SET
         position = greatest((SELECT max(id) FROM log), (SELECT max(id) FROM late), (SELECT max(id) FROM late_decision), 0),
         latest = greatest((SELECT max(at) FROM log), (SELECT max(at) FROM late), 0), relay_until = $1`,
      [relayUntil],
    );
    for (const [name, secret] of secrets)
      await this.client.query(
        'INSERT INTO people.secret (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
        [name, secret],
      );
  }

  async commit(): Promise<void> {
    await this.client.query('COMMIT');
  }

  /** The room is known to the database before its first row, with a partition for its province. */
  async #place(room: string): Promise<number> {
    const known = this.#provinces.get(room);
    if (known !== undefined) return known;
    const province = await PostgresLog.placeRoom(this.client, room, (await provinceOf(this.client, parseRoom(room)?.review ?? room)) ?? 0);
    this.#provinces.set(room, province);
    return province;
  }
}
