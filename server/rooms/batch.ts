/** What one batch of work comes to: rows for the log, and by room what may go out once they are in it. */
import type { LateDecision, LogRow } from '../log/log.ts';
import type { Room } from './room.ts';

export class Batch {
  readonly rows: LogRow[] = [];
  /** Of locked lists. */
  readonly lateRows: LogRow[] = [];
  /** About late edits; stored with the rows that carry them out. */
  readonly decisions: LateDecision[] = [];
  /** Whoever asked for them waits for an answer. */
  readonly wishes: { fail(): void }[] = [];
  /** Whose documents have taken something. */
  readonly touched = new Set<Room>();
  /** Whose documents can no longer be trusted: to be made from the log again once the rows are in it. */
  readonly broken = new Set<Room>();
  /** Whom nobody had been in for a while. */
  readonly resting = new Set<Room>();
  readonly #out = new Map<Room, (() => void)[]>();

  /** Every room that had its turn. */
  get rooms(): Room[] {
    return [...this.#out.keys()];
  }

  /** Once all before it is durable; receipts go with it. */
  afterwards(room: Room, ...sends: (() => void)[]): void {
    const known = this.#out.get(room);
    if (known) known.push(...sends);
    else this.#out.set(room, sends);
  }

  /** Of this room nothing goes out, nor is it of any further use. */
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
