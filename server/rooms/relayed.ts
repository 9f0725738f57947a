/**
 * Rows of another log, from a bundle or another server: taken with their authors, all or none. Each passes the room's guard; of what the
 * room has already, nothing is added.
 */
import { CLOSE, type CloseReason } from '../../src/lib/sync/protocol.ts';
import { clientsIn } from './clients.ts';
import type { LiveDoc, Surroundings } from './live-doc.ts';
import { Recall } from './recall.ts';

export interface RelayedRow {
  update: Uint8Array;
  /** Whose it is from now on in this log. */
  person: string;
  device: string;
  /** Client ids that become this person's with it, where nobody has them here. */
  claims: readonly number[];
}

export type RelayOutcome =
  /** Numbers of rows. `late`: stored beside a locked list; `known`: the room had all of it. */
  | { kind: 'taken'; added: number; late: number; known: number }
  /** They build on rows that the room lacks. */
  | { kind: 'gap' }
  | { kind: 'refused'; reason: CloseReason };

export interface RelayWish {
  rows: readonly RelayedRow[];
  /**
   * They are of the log that this one follows, which has judged them: they enter the list also when it is locked, and what only that server
   * writes comes with them.
   */
  follows: boolean;
  /** Of these rows' clients, and of those that are brought after them. */
  recall: Recall;
  done: (outcome: RelayOutcome) => void;
  /** Called when it could not be stored and nothing of it was done. */
  fail: () => void;
}

/** What is left of a row once it is reduced to what the room lacks. */
interface NewOfRow {
  row: RelayedRow;
  updates: readonly Uint8Array[];
}

export type Trial =
  | { kind: 'tried'; rows: readonly NewOfRow[] }
  | Exclude<RelayOutcome, { kind: 'taken' }>
  /** Undecided until the log has been read for the rows' clients. */
  | { kind: 'recall' };

const bringerOf = ({ person, claims }: RelayedRow, mayRestore: boolean): Parameters<LiveDoc['apply']>[2] => ({
  person,
  mayRelay: true,
  claims: new Set(claims),
  mayRestore,
});

/** @param copy of the room's document: after a refusal it has some of the rows. */
export function tryRows(copy: LiveDoc, rows: readonly RelayedRow[], mayRestore: boolean, around: Surroundings): Trial {
  const tried: NewOfRow[] = [];
  for (const row of rows) {
    const applied = copy.apply(row.update, false, bringerOf(row, mayRestore), around);
    if (applied.kind === 'recall') return { kind: 'recall' };
    if (applied.kind === 'gap') return { kind: 'gap' };
    if (applied.kind === 'refuse') return { kind: 'refused', reason: applied.reason };
    if (applied.kind === 'broken') return { kind: 'refused', reason: CLOSE.badMessage };
    tried.push({ row, updates: applied.updates });
  }
  return { kind: 'tried', rows: tried };
}

/** For all clients of these rows, so that the log is read once however many works bring them. */
export const recallFor = (rows: readonly { update: Uint8Array }[]): Recall =>
  new Recall(
    rows.flatMap(({ update }) => {
      try {
        return clientsIn(update);
      } catch {
        // The guard refuses it in its turn.
        return [];
      }
    }),
  );
