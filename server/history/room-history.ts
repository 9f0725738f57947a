/**
 * What a room's log comes to, kept in memory and carried on from where it was: the first question after a start reads
 * the whole log, every later one only what has come since.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Entry } from '../../src/lib/cells/entry.ts';
import { CellHistory, endsOf, type HistoryChange } from '../../src/lib/cells/history.ts';
import type { HistoryRow, UpdateLog } from '../log/log.ts';

export interface RoomChange extends HistoryChange {
  /** Its place among all changes of the room, from 1. */
  number: number;
  position: number;
  /** When the server received it: milliseconds. */
  at: number;
  person: string;
}

/** A cell that is not what it was. */
export interface NetChange extends Pick<RoomChange, 'row' | 'field' | 'from' | 'to' | 'at' | 'person' | 'claimed'> {
  /** Nothing was ever written into the row before. */
  isNew: boolean;
}

/** The log is read in parts, and others get their turn between them. */
const PAGE = 500;

export class RoomHistory {
  readonly #history = new CellHistory();
  readonly #changes: RoomChange[] = [];
  readonly #byRow = new Map<string, RoomChange[]>();
  /** By client: up to which clock its writes were brought by whom. One person, but for what came by file or after a restore. */
  readonly #bringers = new Map<number, { to: number; person: string }[]>();
  #count = 0;
  #upTo = 0;

  /** Position of the last row of the log it has read. */
  get upTo(): number {
    return this.#upTo;
  }

  async follow(log: UpdateLog, room: string): Promise<void> {
    for (;;) {
      const page = await log.history(room, this.#upTo, PAGE);
      for (const row of page) this.#take(row);
      if (page.length < PAGE) return;
      await turn();
    }
  }

  /**
   * Whose account a write first came by. Taking a choice back, declining and restoring write the very same entry anew,
   * under another's hand: it stays whose it was.
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

  /** Of these rows, or of one cell, as far as they may be told; the latest first, at most so many. */
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

  /** Up to where the room had been received at that time. */
  positionAt(at: number): number {
    return this.#changes[this.#first((change) => change.at > at) - 1]?.position ?? 0;
  }

  /** From what to what each cell went after one position, up to another; not those that came back to what they were. */
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
      // Numbered as in history-lines.ts, which also tells where an equal value was written again.
      this.#count++;
      if (same(from, to)) continue;
      const known: RoomChange = { ...change, number: this.#count, position, at, person };
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

/** The same values, in whatever order a conflict has them; a cell never written is as one cleared. */
function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  const [x, y] = [a, b].map((values) => new Set(values.length > 0 ? values : [null]));
  return x?.size === y?.size && [...(x ?? [])].every((value) => y?.has(value));
}

/** Each some megabytes: those asked for last. */
const KEPT = 6;

export class RoomHistories {
  readonly #log: UpdateLog;
  readonly #kept = new Map<string, RoomHistory>();
  /** One at a time: a whole history is worked through beside people who are editing. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(log: UpdateLog) {
    this.#log = log;
  }

  /** With everything received so far. */
  of(room: string): Promise<RoomHistory> {
    const mine = this.#last.then(() => this.#follow(room));
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  async #follow(room: string): Promise<RoomHistory> {
    const history = this.#kept.get(room) ?? new RoomHistory();
    this.#kept.delete(room);
    // Half read, it is not kept.
    await history.follow(this.#log, room);
    this.#kept.set(room, history);
    for (const oldest of this.#kept.keys()) if (this.#kept.size > KEPT) this.#kept.delete(oldest);
    return history;
  }
}
