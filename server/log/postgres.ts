/**
 * The log in PostgreSQL, written by several servers. Each write holds the one row of `log_end`, so positions rise in the order of the
 * commits, on all servers (decision 040).
 */
import { gunzipSync, gzipSync } from 'node:zlib';
import type pg from 'pg';
import { parseRoom } from '../../src/lib/review/people.ts';
import type { Bus } from '../nodes/bus.ts';
import { DATABASE_AWAY, inTransaction, type Database } from '../nodes/database.ts';
import { aloneOn } from './alone-on.ts';
import { InTurn } from './in-turn.ts';
import type {
  HistoryRow,
  LateDecision,
  LastSent,
  LateRow,
  LoadedRoom,
  LogRow,
  News,
  SharedLog,
  Turn,
  UpdateLog,
  Version,
  Written,
} from './log.ts';
import { POSTGRES_SCHEMA } from './postgres-schema.ts';
import { NO_NEWS } from './turns.ts';

type Stored<T extends LogRow> = Omit<T, 'update' | 'clients'> & { data: Buffer };
type StoredDecision = Omit<LateDecision, 'value'> & { value: string };
interface End {
  position: number;
  latest: number;
  relayUntil: number;
}

const NEWS = 'log';
const ROW = 'id AS position, room, data, person, device, at';
const LATE = 'id, room, data, person, device, at, state';
const DECISION = 'room, client, clock, "row", field, value, person, verdict, reason, decided_by AS "by", at';

/** A row, a late edit or a decision that another server has written. */
interface Piece {
  id: number;
  room: string;
  data: Buffer | null;
  person: string;
  device: string;
  at: number;
  /** Of a row. */
  clients: number[] | null;
  /** Of a late edit. */
  state: LateRow['state'] | null;
  decision: StoredDecision | null;
}
const WITHIN = 'id > $1 AND id <= $2 AND room = ANY($3)';
const PIECES = `
  SELECT id, room, data, person, device, at, NULL::text AS state, NULL::json AS decision,
    (SELECT json_agg(client) FROM writer WHERE writer.room = log.room AND writer.position = log.id) AS clients
  FROM log WHERE ${WITHIN}
  UNION ALL SELECT ${LATE}, NULL, NULL FROM late WHERE ${WITHIN}
  UNION ALL SELECT id, room, NULL, person, '', at, NULL, (SELECT row_to_json(d) FROM (SELECT ${DECISION}) AS d), NULL
  FROM late_decision WHERE ${WITHIN}
  ORDER BY id`;

/** Where the top unit above a review's commune is not known, its rows are in partition 0. */
const NO_PROVINCE = 0;

/** @returns the province whose partition a review's rows belong in; null when that is not known yet. */
export type ProvinceOf = (review: string) => Promise<number | null>;

export interface PostgresLogOptions {
  database: Database;
  bus: Bus;
  provinceOf?: ProvinceOf;
}

export class PostgresLog implements UpdateLog {
  readonly missing = false;
  readonly shared: SharedLog;
  readonly #database: Database;
  readonly #pool: pg.Pool;
  readonly #bus: Bus;
  readonly #provinceOf: ProvinceOf;
  /** The province of each room that is known to be in the table `room`. */
  readonly #rooms = new Map<string, number>();
  readonly #turns = new InTurn();
  #writer: pg.Client | null = null;
  #end: End;
  /** Which history the database goes on with; null when it has to be asked again. */
  #timeline: string | null;
  #lastTimeline: string;

  private constructor({ database, bus, provinceOf = async () => null }: PostgresLogOptions, end: End, timeline: string) {
    this.#database = database;
    this.#pool = database.pool;
    this.#bus = bus;
    this.#provinceOf = provinceOf;
    this.#end = end;
    this.#timeline = this.#lastTimeline = timeline;
    this.shared = {
      openedAt: end.position,
      turn: (after, rooms) => this.#turn(after, rooms),
      news: (after, rooms) => this.#newsOf(this.#pool, after, rooms),
      changed: (after) => this.#changed(after),
      onNews: (listener) => this.#onNews(listener),
    };
  }

  /** Makes the tables where they are missing. */
  static async open(options: PostgresLogOptions): Promise<PostgresLog> {
    const { pool } = options.database;
    await inTransaction(pool, async (client) => {
      // Two servers that start at once would both make the tables, and one of them fail.
      await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('so-ra-soat/schema', 0))`);
      await client.query(POSTGRES_SCHEMA);
    });
    return PostgresLog.#opened(options);
  }

  /** Makes nothing. @returns null for a database in which no server has made its tables. */
  static async openExisting(options: PostgresLogOptions): Promise<PostgresLog | null> {
    const { rows } = await options.database.pool.query<{ oid: string | null }>(`SELECT to_regclass('log_end') AS oid`);
    return rows[0]?.oid == null ? null : PostgresLog.#opened(options);
  }

  static async #opened(options: PostgresLogOptions): Promise<PostgresLog> {
    const { pool } = options.database;
    const end = (await pool.query<End>(END)).rows[0];
    if (!end) throw new Error('log_end is empty');
    return new PostgresLog(options, end, await timelineOf(pool));
  }

  /** Makes the room known, and a partition for its province where that is the first. */
  static async placeRoom(client: pg.ClientBase, name: string, province: number): Promise<number> {
    await client.query(`CREATE TABLE IF NOT EXISTS log_of_${province} PARTITION OF log FOR VALUES IN (${province})`);
    await client.query('INSERT INTO room (name, province) VALUES ($1, $2)', [name, province]);
    return province;
  }

  get latest(): number {
    return this.#end.latest;
  }

  /** As of the last turn or news. */
  get relayUntil(): number {
    return this.#end.relayUntil;
  }

  async load(room: string): Promise<LoadedRoom> {
    const [loaded, writers] = await Promise.all([
      this.#pool.query<{ id: number; data: Buffer; snapshot: boolean }>({
        name: 'load',
        text: `WITH kept AS (SELECT up_to AS id, data FROM snapshot WHERE room = $1)
               SELECT id, data, true AS snapshot FROM kept
               UNION ALL SELECT id, data, false FROM log WHERE room = $1 AND id > coalesce((SELECT id FROM kept), 0)
               ORDER BY snapshot DESC, id`,
        values: [room],
      }),
      this.#pool.query<{ client: number; person: string }>('SELECT client, person FROM writer WHERE room = $1', [room]),
    ]);
    const [first] = loaded.rows;
    const snapshot = first?.snapshot ? unpacked(room, first.data) : null;
    const rows = first?.snapshot && snapshot === null ? await this.#allRows(room) : loaded.rows.filter((row) => !row.snapshot);
    return {
      updates: [...(snapshot ? [snapshot] : []), ...rows.map(({ data }) => new Uint8Array(data))],
      upTo: rows.at(-1)?.id ?? (snapshot ? (first?.id ?? 0) : 0),
      tail: rows.length,
      writers: new Map(writers.rows.map(({ client, person }) => [client, person])),
    };
  }

  async append(rows: readonly LogRow[], decisions: readonly LateDecision[] = []): Promise<number> {
    return (await this.#write(rows, decisions, [])).position;
  }

  async keepLate(rows: readonly LogRow[]): Promise<number[]> {
    return (await this.#write([], [], rows)).late;
  }

  /** One server a room: another that is at it already makes the same snapshot. */
  async compact(room: string, snapshot: Uint8Array, upTo: number): Promise<void> {
    await inTransaction(this.#pool, async (client) => {
      const { rows } = await client.query<{ free: boolean }>(
        `SELECT pg_try_advisory_xact_lock(hashtextextended('so-ra-soat/snapshot/' || $1, 0)) AS free`,
        [room],
      );
      if (!rows[0]?.free) return;
      await client.query(
        `INSERT INTO snapshot (room, data, up_to) VALUES ($1, $2, $3)
         ON CONFLICT (room) DO UPDATE SET data = excluded.data, up_to = excluded.up_to WHERE excluded.up_to >= snapshot.up_to`,
        [room, gzipSync(snapshot), upTo],
      );
    });
  }

  async rooms(): Promise<string[]> {
    const { rows } = await this.#pool.query<{ name: string }>('SELECT name FROM room ORDER BY name COLLATE "C"');
    return rows.map(({ name }) => name);
  }

  async ends(rooms: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await this.#pool.query<{ room: string; position: number | null }>(
      'SELECT room, (SELECT max(id) FROM log WHERE log.room = given.room) AS position FROM unnest($1::text[]) AS given (room)',
      [rooms],
    );
    return new Map(rows.flatMap(({ room, position }): [string, number][] => (position === null ? [] : [[room, position]])));
  }

  async lastReceived(rooms: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await this.#pool.query<{ room: string; at: string | null }>(
      'SELECT room, (SELECT at FROM log WHERE log.room = given.room ORDER BY id DESC LIMIT 1) AS at FROM unnest($1::text[]) AS given (room)',
      [rooms],
    );
    return new Map(rows.flatMap(({ room, at }): [string, number][] => (at === null ? [] : [[room, Number(at)]])));
  }

  async history(room: string, after = 0, limit = Infinity): Promise<HistoryRow[]> {
    const { rows } = await this.#pool.query<Stored<HistoryRow>>(`SELECT ${ROW} FROM log WHERE room = $1 AND id > $2 ORDER BY id LIMIT $3`, [
      room,
      after,
      Number.isFinite(limit) ? limit : null,
    ]);
    return rows.map(asRow);
  }

  async lastSent(room: string, after: number): Promise<LastSent[]> {
    const { rows } = await this.#pool.query<Record<keyof LastSent, string>>(
      'SELECT person, device, max(at) AS at, max(id) AS position FROM log WHERE room = $1 AND id > $2 GROUP BY person, device',
      [room, after],
    );
    return rows.map((row) => ({ ...row, at: Number(row.at), position: Number(row.position) }));
  }

  async late(room: string): Promise<LateRow[]> {
    return (await this.#pool.query<Stored<LateRow>>(`SELECT ${LATE} FROM late WHERE room = $1 ORDER BY id`, [room])).rows.map(asRow);
  }

  async markLate(ids: readonly number[], state: LateRow['state']): Promise<void> {
    await this.#pool.query('UPDATE late SET state = $1 WHERE id = ANY($2::int8[])', [state, ids]);
  }

  async lateRooms(): Promise<string[]> {
    const { rows } = await this.#pool.query<{ room: string }>(
      `SELECT DISTINCT room COLLATE "C" AS room FROM late WHERE state = 'waiting' ORDER BY room`,
    );
    return rows.map(({ room }) => room);
  }

  async decisions(of: { room: string } | { person: string }): Promise<LateDecision[]> {
    const [column, value] = 'room' in of ? ['room', of.room] : ['person', of.person];
    const { rows } = await this.#pool.query<StoredDecision>(`SELECT ${DECISION} FROM late_decision WHERE ${column} = $1 ORDER BY id`, [
      value,
    ]);
    return rows.map(asDecision);
  }

  async nameVersion(version: Omit<Version, 'id' | 'position'>): Promise<Version> {
    const { room, at, name, kind, person } = version;
    const { rows } = await this.#pool.query<{ id: number; position: number }>(
      `INSERT INTO version (room, position, at, name, kind, person)
       VALUES ($1, (SELECT coalesce(max(id), 0) FROM log WHERE room = $1), $2, $3, $4, $5) RETURNING id, position`,
      [room, at, name, kind, person],
    );
    return { ...version, ...(rows[0] as { id: number; position: number }) };
  }

  async versions(room: string): Promise<Version[]> {
    const { rows } = await this.#pool.query<Version>(
      'SELECT id, room, position, at, name, kind, person FROM version WHERE room = $1 ORDER BY id',
      [room],
    );
    return rows;
  }

  alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#turns.run(`alone ${name}`, () => aloneOn(this.#database, name, work));
  }

  async close(): Promise<void> {
    await this.#writer?.end().catch(() => undefined);
    this.#writer = null;
  }

  async #write(rows: readonly LogRow[], decisions: readonly LateDecision[], late: readonly LogRow[]): Promise<Written> {
    const turn = await this.#turn(Infinity, []);
    return turn.write(rows, decisions, late);
  }

  /** One turn after the other on the one connection that writes. */
  #turn(after: number, rooms: readonly string[]): Promise<Turn> {
    return new Promise((given, refused) => {
      this.#turns
        .run(
          'write',
          () =>
            new Promise<void>((over) => {
              this.#begin(after, rooms, over).then(given, (error: unknown) => {
                over();
                refused(this.#lostWriter(error));
              });
            }),
        )
        .catch(refused);
    });
  }

  async #begin(after: number, rooms: readonly string[], over: () => void): Promise<Turn> {
    const client = (this.#writer ??= await this.#database.connect());
    // In one message. Each statement sees what was committed before it, so the position is read after the lock is had.
    const [, locked] = (await client.query(`BEGIN; ${END} FOR UPDATE`)) as unknown as pg.QueryResult<End>[];
    const end = locked?.rows[0];
    if (!end) throw new Error('log_end is empty');
    const news = await this.#newsOf(client, after, rooms, end);
    let isOver = false;
    const finish = async <T>(last: () => Promise<T>): Promise<T> => {
      if (isOver) throw new Error('this turn is over');
      isOver = true;
      try {
        return await last();
      } catch (error) {
        throw this.#lostWriter(error);
      } finally {
        over();
      }
    };
    return {
      news,
      write: (...given) => finish(() => this.#commit(client, end, ...given)),
      end: async () => {
        if (!isOver) await finish(async () => void (await client.query('ROLLBACK')));
      },
    };
  }

  async #commit(
    client: pg.Client,
    end: End,
    rows: readonly LogRow[],
    decisions: readonly LateDecision[],
    late: readonly LogRow[],
  ): Promise<Written> {
    let { position, latest } = end;
    const place = <R extends LogRow>(row: R): R & { id: number } => ({ ...row, id: ++position, at: (latest = Math.max(latest, row.at)) });
    const placed = rows.map(place);
    const last = position;
    const placedLate = late.map(place);
    const provinces = await this.#provinces(client, rows);
    const claims = placed.flatMap(({ room, person, id, clients = [] }) => clients.map((of) => ({ room, client: of, person, id })));
    if (claims.length > 0) await insertClaims(client, claims);
    if (placedLate.length > 0) await insertLate(client, placedLate);
    if (decisions.length > 0)
      await insertDecisions(
        client,
        decisions.map((decision) => ({ ...decision, id: ++position })),
      );
    await insertRows(client, placed, provinces, { position, latest, message: `${this.#bus.node} ${NEWS} ${position}` });
    await client.query('COMMIT');
    this.#end = { ...end, position, latest };
    for (const [room, province] of provinces) this.#rooms.set(room, province);
    return { position: last, late: placedLate.map(({ id }) => id), upTo: position };
  }

  /** What was committed after a position: all of it, because no row ever appears behind another. */
  async #newsOf(on: pg.Pool | pg.Client, after: number, rooms: readonly string[], known?: End): Promise<News> {
    const end = known ?? (await on.query<End>(END)).rows[0];
    if (!end) throw new Error('log_end is empty');
    // Who only appends knows nothing yet, and must not hear it in the hub's place.
    const isAnother = Number.isFinite(after) && ((await this.#isOtherTimeline(on)) || end.position < after);
    this.#end = end;
    const upTo = end.position;
    if (isAnother || upTo <= after || rooms.length === 0) return { ...NO_NEWS, isAnother, upTo };
    // One statement: in a turn, each further one would keep the other servers waiting.
    const { rows } = await on.query<Piece>({ name: 'news', text: PIECES, values: [after, upTo, rooms] });
    const news = { isAnother, upTo, rows: [] as HistoryRow[], late: [] as LateRow[], decisions: [] as LateDecision[] };
    for (const { id, data, clients, state, decision, ...row } of rows) {
      if (decision) news.decisions.push(asDecision(decision));
      else if (data && state) news.late.push(asRow<LateRow>({ ...row, id, data, state }));
      else if (data) news.rows.push({ ...asRow<HistoryRow>({ ...row, position: id, data }), ...(clients && { clients }) });
    }
    return news;
  }

  async #changed(after: number): Promise<{ upTo: number; rooms: string[] }> {
    const { rows } = await this.#pool.query<{ room: string | null; position: number }>(
      `SELECT changed.room, log_end.position FROM log_end LEFT JOIN
         (SELECT DISTINCT room FROM log WHERE id > $1) AS changed ON true`,
      [after],
    );
    return { upTo: rows[0]?.position ?? after, rooms: rows.flatMap(({ room }) => room ?? []) };
  }

  /** A copy that takes over, and a return to an earlier moment, begin a new timeline; they also break every connection. */
  async #isOtherTimeline(on: pg.Pool | pg.Client): Promise<boolean> {
    this.#timeline ??= await timelineOf(on);
    const isOther = this.#timeline !== this.#lastTimeline;
    this.#lastTimeline = this.#timeline;
    return isOther;
  }

  #onNews(listener: () => void): () => void {
    const again = (): void => {
      this.#timeline = null;
      listener();
    };
    const stops = [this.#bus.on(NEWS, listener), this.#bus.onAgain(again)];
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** The province of each room of these rows. A room keeps the one it began with. */
  async #provinces(client: pg.Client, rows: readonly LogRow[]): Promise<Map<string, number>> {
    const names = [...new Set(rows.map(({ room }) => room))];
    const unknown = names.filter((name) => !this.#rooms.has(name));
    const placed = new Map<string, number>();
    if (unknown.length > 0) {
      // In the same transaction: another connection would wait for this one, which waits for it.
      const known = await client.query<{ name: string; province: number }>('SELECT name, province FROM room WHERE name = ANY($1)', [
        unknown,
      ]);
      for (const { name, province } of known.rows) placed.set(name, province);
      for (const name of unknown.filter((each) => !placed.has(each))) {
        const province = (await this.#provinceOf(parseRoom(name)?.review ?? name)) ?? NO_PROVINCE;
        placed.set(name, await PostgresLog.placeRoom(client, name, province));
      }
    }
    return new Map(names.map((name) => [name, this.#rooms.get(name) ?? placed.get(name) ?? NO_PROVINCE]));
  }

  async #allRows(room: string): Promise<{ id: number; data: Buffer }[]> {
    return (await this.#pool.query<{ id: number; data: Buffer }>('SELECT id, data FROM log WHERE room = $1 ORDER BY id', [room])).rows;
  }

  /** What the connection was doing is undone by the database; the next turn takes a new one. */
  #lostWriter(error: unknown): unknown {
    void this.#writer?.end().catch(() => undefined);
    this.#writer = null;
    this.#timeline = null;
    return (error as { code?: unknown } | null)?.code === undefined && error instanceof Error
      ? Object.assign(new Error(error.message, { cause: error }), { code: DATABASE_AWAY })
      : error;
  }
}

const END = 'SELECT position, latest, relay_until AS "relayUntil" FROM log_end';

async function timelineOf(on: pg.Pool | pg.Client): Promise<string> {
  const { rows } = await on.query<{ timeline: string }>('SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8) AS timeline');
  return rows[0]?.timeline ?? '';
}

const asRow = <T extends LogRow>({ data, ...row }: Stored<T>): T => ({ ...row, update: new Uint8Array(data) }) as unknown as T;
const asDecision = (row: StoredDecision): LateDecision => ({ ...row, value: JSON.parse(row.value) as LateDecision['value'] });

/** A snapshot only saves time: an unreadable one is ignored, because all the rows it was made from are still there. */
function unpacked(room: string, data: Buffer): Uint8Array | null {
  try {
    return gunzipSync(data);
  } catch (error) {
    console.warn(`Bản thu gọn của ${room} hỏng, đọc lại từ đầu`, error);
    return null;
  }
}

type Placed = LogRow & { id: number };

/** All updates travel as one value: as an array, each byte would travel as two letters. */
function packed(rows: readonly Placed[]): { bytes: Buffer; starts: number[]; sizes: number[] } {
  let start = 1;
  const starts: number[] = [];
  for (const { update } of rows) {
    starts.push(start);
    start += update.length;
  }
  return { bytes: Buffer.concat(rows.map(({ update }) => update)), starts, sizes: rows.map(({ update }) => update.length) };
}

const rowValues = (rows: readonly Placed[]): unknown[] => {
  const { bytes, starts, sizes } = packed(rows);
  return [
    bytes,
    rows.map(({ id }) => id),
    rows.map(({ room }) => room),
    starts,
    sizes,
    rows.map(({ person }) => person),
    rows.map(({ device }) => device),
    rows.map(({ at }) => at),
  ];
};
const GIVEN = 'unnest($2::int8[], $3::text[], $4::int[], $5::int[], $6::text[], $7::text[], $8::int8[]';

/** Moves the end as well, and tells the other servers at the commit. */
async function insertRows(
  client: pg.Client,
  rows: readonly Placed[],
  provinces: ReadonlyMap<string, number>,
  { position, latest, message }: { position: number; latest: number; message: string },
): Promise<void> {
  await client.query({
    name: 'rows',
    text: `WITH added AS (
             INSERT INTO log (id, room, data, person, device, at, province)
             SELECT id, room, substring($1::bytea FROM start FOR size), person, device, at, province
             FROM ${GIVEN}, $9::int8[]) AS given (id, room, start, size, person, device, at, province)
           ), moved AS (UPDATE log_end SET position = $10, latest = $11)
           SELECT pg_notify('rasoat', $12)`,
    values: [...rowValues(rows), rows.map(({ room }) => provinces.get(room) ?? NO_PROVINCE), position, latest, message],
  });
}

async function insertLate(client: pg.Client, rows: readonly Placed[]): Promise<void> {
  await client.query({
    name: 'late',
    text: `INSERT INTO late (id, room, data, person, device, at)
           SELECT id, room, substring($1::bytea FROM start FOR size), person, device, at
           FROM ${GIVEN}) AS given (id, room, start, size, person, device, at)`,
    values: rowValues(rows),
  });
}

async function insertClaims(
  client: pg.Client,
  claims: readonly { room: string; client: number; person: string; id: number }[],
): Promise<void> {
  await client.query({
    name: 'claims',
    text: `INSERT INTO writer (room, client, person, position)
           SELECT * FROM unnest($1::text[], $2::int8[], $3::text[], $4::int8[]) ON CONFLICT (room, client) DO NOTHING`,
    values: [
      claims.map((claim) => claim.room),
      claims.map((claim) => claim.client),
      claims.map((claim) => claim.person),
      claims.map((claim) => claim.id),
    ],
  });
}

async function insertDecisions(client: pg.Client, decisions: readonly (LateDecision & { id: number })[]): Promise<void> {
  await client.query({
    name: 'decisions',
    text: `INSERT INTO late_decision (id, room, client, clock, "row", field, value, person, verdict, reason, decided_by, at)
           SELECT * FROM unnest($1::int8[], $2::text[], $3::int8[], $4::int8[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
             $10::text[], $11::text[], $12::int8[]) ON CONFLICT (room, client, clock) DO NOTHING`,
    values: [
      decisions.map(({ id }) => id),
      decisions.map(({ room }) => room),
      decisions.map(({ client: of }) => of),
      decisions.map(({ clock }) => clock),
      decisions.map(({ row }) => row),
      decisions.map(({ field }) => field),
      decisions.map(({ value }) => JSON.stringify(value)),
      decisions.map(({ person }) => person),
      decisions.map(({ verdict }) => verdict),
      decisions.map(({ reason }) => reason),
      decisions.map(({ by }) => by),
      decisions.map(({ at }) => at),
    ],
  });
}
