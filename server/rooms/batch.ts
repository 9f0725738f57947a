/** The result of one batch of work: rows for the log, and for each room what may be sent once those rows are durable. */
import type { LateDecision, LogRow } from '../log/log.ts';
import type { Room } from './room.ts';

export class Batch {
  readonly rows: LogRow[] = [];
  /** Rows of edits to locked lists. */
  readonly lateRows: LogRow[] = [];
  /** Decisions about late edits, stored together with the rows that carry them out. */
  readonly decisions: LateDecision[] = [];
  /** Requests whose callers wait for an answer. */
  readonly wishes: { fail(): void }[] = [];
  /** Rooms whose documents have changed. */
  readonly touched = new Set<Room>();
  /** Rooms whose documents can no longer be trusted: reloaded from the log once the rows are in it. */
  readonly broken = new Set<Room>();
  /** Rooms that nobody has been in for a while. */
  readonly resting = new Set<Room>();
  /** Those who look at rooms once this batch is stored. */
  readonly looks: { room: Room; look: (room: Room) => void }[] = [];
  /** Sends what other servers have written: it is durable, whatever becomes of this batch. */
  sendOn = (): void => undefined;
  readonly #out = new Map<Room, (() => void)[]>();

  /** Every room that had work in this batch. */
  get rooms(): Room[] {
    return [...this.#out.keys()];
  }

  /** To be sent once everything before it is durable, together with the receipts. */
  afterwards(room: Room, ...sends: (() => void)[]): void {
    const known = this.#out.get(room);
    if (known) known.push(...sends);
    else this.#out.set(room, sends);
  }

  /** Sends nothing for this room, and does not reload it. */
  forget(room: Room): void {
    this.#out.delete(room);
    this.broken.delete(room);
  }

  letOut(): void {
    for (const [room, sends] of this.#out) {
      room.together(() => {
        for (const send of sends) send();
        for (const connection of room.connections) connection.sendReceipt();
      });
    }
  }
}
