/** Rows of one room as another server gets them: in order, in pages, without what it is known to have. */
import type { ForeignRow } from '../relay/relay-rows.ts';
import type { HistoryRow, UpdateLog } from '../log/log.ts';
import { clocksIn } from '../rooms/clients.ts';

export interface SentRow extends ForeignRow {
  position: number;
}

export interface RowPage {
  rows: SentRow[];
  /** Everything up to this position is in this page, in an earlier one, or known there. */
  upTo: number;
  more: boolean;
  /** This log has no row at `after`: it was restored from a backup, or is another log. What was known of it counts no more. */
  isOther: boolean;
}

/** Rows read for one page, and bytes after which it ends; a row that is longer is a page by itself. */
const ROWS = 300;
const BYTES = 1024 * 1024;

export type Clocks = ReadonlyMap<number, number>;

/** @param known how far the other has each client id's writes. */
export async function rowsAfter(log: Pick<UpdateLog, 'history' | 'load'>, room: string, after: number, known: Clocks): Promise<RowPage> {
  if (after > 0 && (await log.history(room, after - 1, 1))[0]?.position !== after) return { rows: [], upTo: 0, more: true, isOther: true };
  const read = await log.history(room, after, ROWS);
  const rows: HistoryRow[] = [];
  let size = 0;
  let upTo = after;
  for (const row of read) {
    const isNew = !isKnown(row.update, known);
    if (isNew && rows.length > 0 && size + row.update.length > BYTES) break;
    upTo = row.position;
    if (!isNew) continue;
    rows.push(row);
    size += row.update.length;
  }
  const more = read.length === ROWS || upTo !== (read.at(-1)?.position ?? after);
  return { rows: await withClients(log, room, rows), upTo, more, isOther: false };
}

/** With the client ids that are the author's. */
export async function withClients<T extends { update: Uint8Array; person: string; device: string; at: number; position: number }>(
  log: Pick<UpdateLog, 'load'>,
  room: string,
  rows: readonly T[],
): Promise<SentRow[]> {
  if (rows.length === 0) return [];
  const { writers } = await log.load(room);
  return rows.map(({ update, person, device, at, position }) => ({
    update,
    person,
    device,
    at,
    position,
    clients: [...clocksIn(update).keys()].filter((client) => writers.get(client) === person),
  }));
}

/** Of a copy with a gap, the log has its values and then its deletions: a row of deletions alone is always sent. */
function isKnown(update: Uint8Array, known: Clocks): boolean {
  const clocks = [...clocksIn(update)];
  return clocks.length > 0 && clocks.every(([client, clock]) => (known.get(client) ?? 0) >= clock);
}

/** Notes that the other has these rows. */
export function raise(clocks: Map<number, number>, rows: readonly Pick<ForeignRow, 'update'>[]): void {
  for (const { update } of rows)
    for (const [client, clock] of clocksIn(update)) clocks.set(client, Math.max(clock, clocks.get(client) ?? 0));
}
