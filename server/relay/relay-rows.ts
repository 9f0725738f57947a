/**
 * Brings rows of another server's log, or of a device, into a room here: through the room's guard, and twice adds nothing. It knows no file
 * format; whoever has such rows brings them.
 *
 * Of an origin that this server trusts, each row stays its author's, and so do the client ids under which it was written. Of any other, the
 * rows are those of the person who brings them, and marked as unverified. The log's times are this server's; when the origin received a row
 * is noted beside the device.
 */
import { timeText } from '../../src/lib/cells/history-text.ts';
import type { Hub } from '../rooms/hub.ts';
import { recallFor, type RelayedRow, type RelayOutcome } from '../rooms/relayed.ts';

/** A row as the other log has it. */
export interface ForeignRow {
  update: Uint8Array;
  person: string;
  device: string;
  /** When the other log received it, in milliseconds. */
  at: number;
  /** Client ids that are this person's there. */
  clients: readonly number[];
}

export interface Origin {
  /** The server's name, or the name of the person whose device it is, for people to read. */
  name: string;
  trusted: boolean;
  /** Who brings the rows. */
  by: string;
  /** This log follows that one: its rows enter a locked list too. */
  follows?: boolean;
}

export const UNVERIFIED = 'gói chưa xác thực';

/** Rows taken in one turn of the hub: others who write wait for it. */
const PIECE = 500;

/** `before`: rows that were taken of earlier pieces, where a later one is not. */
export type Relayed = RelayOutcome & { before: number };

/**
 * Up to 500 rows all or none; more of them in pieces, each all or none.
 * @throws when the rows could not be stored.
 */
export async function relayRows(hub: Hub, room: string, rows: readonly ForeignRow[], origin: Origin): Promise<Relayed> {
  const sum = { kind: 'taken' as const, added: 0, late: 0, known: 0 };
  const [follows, recall] = [origin.follows ?? false, recallFor(rows)];
  for (let at = 0; at < rows.length; at += PIECE) {
    const outcome = await hub.relay(
      room,
      rows.slice(at, at + PIECE).map((row) => relayed(row, origin)),
      { follows, recall },
    );
    if (outcome.kind !== 'taken') return { ...outcome, before: sum.added + sum.late };
    for (const what of ['added', 'late', 'known'] as const) sum[what] += outcome[what];
  }
  return { ...sum, before: 0 };
}

const relayed = ({ update, person, device, at, clients }: ForeignRow, origin: Origin): RelayedRow =>
  origin.trusted
    ? { update, person, claims: clients, device: deviceText(device, `qua ${origin.name}`, at) }
    : { update, person: origin.by, claims: [], device: deviceText(UNVERIFIED, `của ${origin.name}`, at) };

const deviceText = (device: string, whence: string, at: number): string =>
  `${device.slice(0, 64)} (${whence.slice(0, 80)}, ${timeText(at)})`.trim();
