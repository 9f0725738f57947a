/** The PostgreSQL database that several servers (nodes) share: `DATABASE_URL=postgres://…`. */
import pg from 'pg';

/** What is wrong with the database itself, in words for whoever starts the server. */
export class DatabaseUnusable extends Error {}

/** Error code: the database does not answer. */
export const DATABASE_AWAY = 'DATABASE_AWAY';

const INT8 = 20;

/** Positions and times are far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** A connection that hangs must fail: nobody waits longer than this for one statement. */
const ANSWER_MS = 30_000;

/** Every connection waits for the disk at each commit, whatever the database's own default is. */
const connectionOf = (url: string): pg.ClientConfig => ({
  connectionString: url,
  types,
  keepAlive: true,
  connectionTimeoutMillis: 10_000,
  query_timeout: ANSWER_MS,
  statement_timeout: ANSWER_MS,
  // Without the right to write, no other node could write either: a node that stops in the middle loses it.
  idle_in_transaction_session_timeout: 10_000,
  options: '-c synchronous_commit=on',
  application_name: 'so-ra-soat',
});

export interface Database {
  readonly url: string;
  readonly pool: pg.Pool;
  /** @returns a connection of the caller's own, to be ended by the caller. */
  connect(): Promise<pg.Client>;
  close(): Promise<void>;
}

/**
 * @param url postgres://user:password@host:port/database
 * @throws DatabaseUnusable
 */
export async function openDatabase(url: string, report: (text: string, error: unknown) => void): Promise<Database> {
  const config = connectionOf(url);
  const pool = new pg.Pool({ ...config, max: 10 });
  // One that breaks while it is used tells its query; without a listener it would also end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  // An idle connection that breaks is replaced at its next use.
  pool.on('error', (error) => report('Mất một kết nối tới cơ sở dữ liệu', error));
  const database: Database = {
    url,
    pool,
    connect: async () => {
      const client = new pg.Client(config);
      client.on('error', () => undefined);
      await client.connect();
      return client;
    },
    close: () => pool.end(),
  };
  try {
    await mustBeFit(pool);
    return database;
  } catch (error) {
    await pool.end();
    if (error instanceof DatabaseUnusable) throw error;
    throw new DatabaseUnusable(`Không mở được cơ sở dữ liệu ${placeOf(url)}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** One transaction on a connection of the pool. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: unknown = null;
  try {
    await client.query('BEGIN');
    const done = await work(client);
    await client.query('COMMIT');
    return done;
  } catch (error) {
    broken = error;
    await client.query('ROLLBACK').then(
      () => (broken = null),
      () => undefined,
    );
    throw error;
  } finally {
    // A connection that could not even roll back is not used again.
    client.release(broken instanceof Error ? broken : broken !== null);
  }
}

/** Where a database is, without its password. */
export function placeOf(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}${port && `:${port}`}${pathname}`;
  } catch {
    return '(địa chỉ không đọc được)';
  }
}

/** A database that does not wait for its disk, or is only a copy of another, would lose what was acknowledged. */
async function mustBeFit(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ fsync: string; standby: boolean; encoding: string; version: number }>(
    `SELECT current_setting('fsync') AS fsync, pg_is_in_recovery() AS standby,
       current_setting('server_encoding') AS encoding, current_setting('server_version_num')::int AS version`,
  );
  const [{ fsync, standby, encoding, version } = { fsync: '', standby: false, encoding: '', version: 0 }] = rows;
  if (version < 140_000) throw new DatabaseUnusable('Cần PostgreSQL 14 trở lên.');
  if (encoding !== 'UTF8') throw new DatabaseUnusable(`Cơ sở dữ liệu phải dùng bảng mã UTF8, hiện là ${encoding}.`);
  if (standby) throw new DatabaseUnusable('Cơ sở dữ liệu này là bản dự phòng chỉ đọc. Hãy dùng địa chỉ của bản chính.');
  if (fsync !== 'on')
    throw new DatabaseUnusable('Cơ sở dữ liệu đang tắt fsync: mất điện là mất dữ liệu đã nhận. Hãy bật lại fsync trong postgresql.conf.');
}
