/** A log in memory: for tests only, never a default. */
import { InTurn } from './in-turn.ts';
import type { HistoryRow, LateDecision, LastSent, LateRow, LogRow, LoadedRoom, UpdateLog, Version } from './log.ts';

export class MemoryLog implements UpdateLog {
  readonly shared = null;
  relayUntil = 0;
  readonly missing = false;
  readonly #rows: HistoryRow[] = [];
  readonly #snapshots = new Map<string, { snapshot: Uint8Array; upTo: number }>();
  readonly #writers = new Map<string, Map<number, string>>();
  readonly #versions: Version[] = [];
  readonly #turns = new InTurn();
  #late: LateRow[] = [];
  #decisions: LateDecision[] = [];

  get latest(): number {
    return Math.max(this.#rows.at(-1)?.at ?? 0, this.#late.at(-1)?.at ?? 0);
  }

  async load(room: string): Promise<LoadedRoom> {
    const kept = this.#snapshots.get(room);
    const from = kept?.upTo ?? 0;
    const tail = this.#rows.filter((row) => row.room === room && row.position > from);
    return {
      updates: [...(kept ? [kept.snapshot] : []), ...tail.map((row) => row.update)],
      upTo: tail.at(-1)?.position ?? from,
      tail: tail.length,
      writers: new Map(this.#writers.get(room)),
    };
  }

  async append(rows: readonly LogRow[], decisions: readonly LateDecision[] = []): Promise<number> {
    const copies = rows.map((row) => ({ ...row, update: row.update.slice() }));
    for (const { clients, ...row } of copies) {
      this.#rows.push({ ...row, at: Math.max(row.at, this.latest), position: this.#rows.length + 1 });
      const writers = this.#writers.get(row.room) ?? new Map<number, string>();
      for (const client of clients ?? []) if (!writers.has(client)) writers.set(client, row.person);
      this.#writers.set(row.room, writers);
    }
    for (const d of decisions)
      if (!this.#decisions.some(({ room, client, clock }) => room === d.room && client === d.client && clock === d.clock))
        this.#decisions.push({ ...d });
    return this.#rows.length;
  }

  async compact(room: string, snapshot: Uint8Array, upTo: number): Promise<void> {
    if (upTo >= (this.#snapshots.get(room)?.upTo ?? 0)) this.#snapshots.set(room, { snapshot: snapshot.slice(), upTo });
  }

  async rooms(): Promise<string[]> {
    return [...new Set(this.#rows.map((row) => row.room))].sort();
  }

  async ends(rooms: readonly string[]): Promise<Map<string, number>> {
    return new Map(this.#rows.filter(({ room }) => rooms.includes(room)).map(({ room, position }) => [room, position]));
  }

  async lastReceived(rooms: readonly string[]): Promise<Map<string, number>> {
    return new Map(this.#rows.filter(({ room }) => rooms.includes(room)).map(({ room, at }) => [room, at]));
  }

  async history(room: string, after = 0, limit = Infinity): Promise<HistoryRow[]> {
    return this.#rows.filter((row) => row.room === room && row.position > after).slice(0, limit);
  }

  async lastSent(room: string, after: number): Promise<LastSent[]> {
    const last = new Map<string, LastSent>();
    for (const { person, device, at, position } of await this.history(room, after))
      last.set(JSON.stringify([person, device]), { person, device, at, position });
    return [...last.values()];
  }

  async keepLate(rows: readonly LogRow[]): Promise<number[]> {
    let { latest } = this;
    const kept = rows.map(({ clients: _, ...row }, i): LateRow => ({
      ...row,
      at: (latest = Math.max(latest, row.at)),
      update: row.update.slice(),
      id: this.#late.length + i + 1,
      state: 'waiting',
    }));
    this.#late.push(...kept);
    return kept.map(({ id }) => id);
  }

  async late(room: string): Promise<LateRow[]> {
    return this.#late.filter((row) => row.room === room);
  }

  async markLate(ids: readonly number[], state: LateRow['state']): Promise<void> {
    this.#late = this.#late.map((row) => (ids.includes(row.id) ? { ...row, state } : row));
  }

  async lateRooms(): Promise<string[]> {
    return [...new Set(this.#late.filter(({ state }) => state === 'waiting').map(({ room }) => room))].sort();
  }

  async decisions(of: { room: string } | { person: string }): Promise<LateDecision[]> {
    return this.#decisions.filter(({ room, person }) => ('room' in of ? room === of.room : person === of.person));
  }

  async nameVersion(version: Omit<Version, 'id' | 'position'>): Promise<Version> {
    const position = this.#rows.findLast(({ room }) => room === version.room)?.position ?? 0;
    const named = { ...version, id: this.#versions.length + 1, position };
    this.#versions.push(named);
    return named;
  }

  async versions(room: string): Promise<Version[]> {
    return this.#versions.filter((version) => version.room === room);
  }

  alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#turns.run(name, work);
  }

  async close(): Promise<void> {}
}
