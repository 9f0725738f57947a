/** A log that forgets: for tests only, never a default. */
import type { LogRow, RoomHistory, UpdateLog } from './log.ts';

export class MemoryLog implements UpdateLog {
  readonly #rows: LogRow[] = [];
  readonly #snapshots = new Map<string, { snapshot: Uint8Array; upTo: number }>();

  async load(room: string): Promise<RoomHistory> {
    const kept = this.#snapshots.get(room);
    const from = kept?.upTo ?? 0;
    const tail = this.#rows.flatMap((row, i) => (row.room === room && i + 1 > from ? [{ position: i + 1, update: row.update }] : []));
    return {
      updates: [...(kept ? [kept.snapshot] : []), ...tail.map((row) => row.update)],
      upTo: tail.at(-1)?.position ?? from,
      tail: tail.length,
    };
  }

  async append(rows: readonly LogRow[]): Promise<number> {
    this.#rows.push(...rows.map((row) => ({ ...row, update: row.update.slice() })));
    return this.#rows.length;
  }

  async compact(room: string, snapshot: Uint8Array, upTo: number): Promise<void> {
    if (upTo > (this.#snapshots.get(room)?.upTo ?? 0)) this.#snapshots.set(room, { snapshot: snapshot.slice(), upTo });
  }

  async rooms(): Promise<string[]> {
    return [...new Set(this.#rows.map((row) => row.room))].sort();
  }

  async audit(room: string): Promise<LogRow[]> {
    return this.#rows.filter((row) => row.room === room);
  }

  async close(): Promise<void> {}
}
