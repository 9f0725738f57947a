/**
 * Writes besides the edits: snapshots, and the marks of late edits that have entered. Nobody waits for them, and when they fail nothing is
 * lost. Called only between two commits, when a document holds exactly what is in the log.
 */
import type { UpdateLog } from '../log/log.ts';
import type { Report } from './hub-health.ts';
import type { Room } from './room.ts';

export interface CompactionLimits {
  /** Number of rows since the last snapshot after which a room in use is compacted. */
  compactAfter: number;
  /** The same for a room that is being closed: then its next opening loads one snapshot. */
  compactAtRest: number;
}

export class Upkeep {
  readonly #log: UpdateLog;
  readonly #report: Report;
  readonly #limits: CompactionLimits;

  constructor(log: UpdateLog, report: Report, limits: CompactionLimits) {
    this.#log = log;
    this.#report = report;
    this.#limits = limits;
  }

  async afterCommit(room: Room): Promise<void> {
    await this.#compact(room, this.#limits.compactAfter);
    await this.#markEntered(room);
  }

  async beforeRest(room: Room): Promise<void> {
    await this.#compact(room, this.#limits.compactAtRest);
  }

  /** Compacts from the live document; merging a long log took 9 s at 20,000 rows. */
  async #compact(room: Room, rows: number): Promise<void> {
    if (room.state !== 'ready' || room.tail < rows) return;
    room.tail = 0;
    try {
      await this.#log.compact(room.name, room.snapshot(), room.upTo);
    } catch (error) {
      // The rows are safe without it; it is retried after as many rows again.
      this.#report(`Không thu gọn được ${room.name}`, error);
    }
  }

  /** Marks late edits that an unlocked list has received since. */
  async #markEntered(room: Room): Promise<void> {
    if (room.late.length === 0 || room.state !== 'ready') return;
    const entered = room.late.filter(({ update }) => room.has(update)).map(({ id }) => id);
    if (entered.length === 0) return;
    try {
      await this.#log.markLate(entered, 'entered');
      room.late = room.late.filter(({ id }) => !entered.includes(id));
    } catch (error) {
      // They are in the list and in the log; the mark is retried with the next edit.
      this.#report(`Không ghi được trạng thái sửa đổi muộn của ${room.name}`, error);
    }
  }
}
