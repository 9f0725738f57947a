/** A room's history in memory. The first question after a start reads the whole log; each later one only the rows since then. */
import type { Entry } from '../../src/lib/cells/entry.ts';
import { CellHistory, endsOf, type HistoryChange } from '../../src/lib/cells/history.ts';
import { historyPages } from '../log/history-pages.ts';
import type { HistoryRow, UpdateLog } from '../log/log.ts';

export interface RoomChange extends HistoryChange {
  position: number;
  /** When the server received it: milliseconds. */
  at: number;
  person: string;
}

/** A cell whose values differ between two positions. */
export interface NetChange extends Pick<RoomChange, 'row' | 'field' | 'from' | 'to' | 'at' | 'person' | 'claimed'> {
  /** The row had no writes before. */
  isNew: boolean;
}

export class RoomHistory {
  readonly #history = new CellHistory();
  readonly #changes: RoomChange[] = [];
  readonly #byRow = new Map<string, RoomChange[]>();
  /** By client: who sent its writes, up to which clock. Usually one person; several after a rescue file or a restore. */
  readonly #bringers = new Map<number, { to: number; person: string }[]>();
  #upTo = 0;

  /** Position of the last row it has read. */
  get upTo(): number {
    return this.#upTo;
  }

  async follow(log: UpdateLog, room: string): Promise<void> {
    for await (const page of historyPages(log, room, { after: this.#upTo })) for (const row of page) this.#take(row);
  }

  /**
   * The account that first sent a write. Undoing a choice, declining and restoring write the same entry again, by another person: it
   * still belongs to the first.
   */
  bringerOf(client: number, clock: number): string | undefined {
    const written = this.#history.written(client, clock);
    const first =
      written &&
      this.#byRow
        .get(written.row)
        ?.find(({ field, came }) => field === written.named.field && came.some((entry) => sameEntry(entry, written.named.entry)));
    return first?.person ?? this.#bringers.get(client)?.find(({ to }) => clock < to)?.person;
  }

  /** Changes of these rows, or of one cell, that `tells` allows. The latest first, at most `limit`. */
  of(
    rows: readonly string[],
    field: string | undefined,
    before: number,
    limit: number,
    tells: (change: RoomChange) => boolean = () => true,
  ): { changes: RoomChange[]; older: number } {
    const found = rows
      .flatMap((row) => this.#byRow.get(row) ?? [])
      .filter((change) => change.number < before && (field === undefined || change.field === field) && tells(change));
    found.sort((a, b) => b.number - a.number);
    return { changes: found.slice(0, limit), older: Math.max(0, found.length - limit) };
  }

  /** Position of the last change that had been received at that time. */
  positionAt(at: number): number {
    return this.#changes[this.#first((change) => change.at > at) - 1]?.position ?? 0;
  }

  /** The net change of each cell after one position, up to another. Cells that returned to their old values are left out. */
  between(after: number, upTo = Infinity): NetChange[] {
    const cells = new Map<string, NetChange>();
    const start = this.#first((change) => change.position > after);
    for (let i = start; i < this.#changes.length; i++) {
      const change = this.#changes[i];
      if (!change || change.position > upTo) break;
      const { row, field, from, to, at, person, claimed } = change;
      const cell = `${row} ${field}`;
      const known = cells.get(cell);
      const isNew = known?.isNew ?? (this.#byRow.get(row)?.[0]?.position ?? 0) > after;
      cells.set(cell, { row, field, from: known?.from ?? from, to, at, person, claimed, isNew });
    }
    return [...cells.values()].filter(({ from, to }) => !same(from, to));
  }

  #take({ position, at, person, update }: HistoryRow): void {
    this.#upTo = position;
    for (const [client, to] of endsOf(update)) this.#brought(client, to, person);
    for (const change of this.#history.apply(update)) {
      const { row, from, to } = change;
      // The full history also has the lines where an equal value was written again.
      if (same(from, to)) continue;
      const known: RoomChange = { ...change, position, at, person };
      this.#changes.push(known);
      const ofRow = this.#byRow.get(row);
      if (ofRow) ofRow.push(known);
      else this.#byRow.set(row, [known]);
    }
  }

  #brought(client: number, to: number, person: string): void {
    const known = this.#bringers.get(client);
    const last = known?.at(-1);
    if (!known || !last) this.#bringers.set(client, [{ to, person }]);
    else if (to > last.to && last.person === person) last.to = to;
    else if (to > last.to) known.push({ to, person });
  }

  #first(isAfter: (change: RoomChange) => boolean): number {
    let [low, high] = [0, this.#changes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const change = this.#changes[middle];
      if (change && isAfter(change)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

const sameEntry = (a: Entry, b: Entry): boolean => a.value === b.value && a.author === b.author && a.at === b.at;

/** Compares values in any order. A cell that was never written equals a cleared one. */
function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  const [x, y] = [a, b].map((values) => new Set(values.length > 0 ? values : [null]));
  return x?.size === y?.size && [...(x ?? [])].every((value) => y?.has(value));
}

/** How many rooms stay in memory, the last used ones. Each takes some megabytes. */
const KEPT = 6;

export class RoomHistories {
  readonly #log: UpdateLog;
  readonly #kept = new Map<string, RoomHistory>();
  /** One at a time, because reading a whole history competes with people who are editing. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(log: UpdateLog) {
    this.#log = log;
  }

  /** The history with everything received so far. */
  of(room: string): Promise<RoomHistory> {
    const mine = this.#last.then(() => this.#follow(room));
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  async #follow(room: string): Promise<RoomHistory> {
    const history = this.#kept.get(room) ?? new RoomHistory();
    this.#kept.delete(room);
    // A history that was read only in part is not kept.
    await history.follow(this.#log, room);
    this.#kept.set(room, history);
    for (const oldest of this.#kept.keys()) if (this.#kept.size > KEPT) this.#kept.delete(oldest);
    return history;
  }
}
