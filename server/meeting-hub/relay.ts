/**
 * The exchange of a meeting hub with the commune's machine, room by room and both ways. It may be cut at any point: what each side has taken
 * is durable there, and what is exchanged again adds nothing.
 */
import type { LateRow, UpdateLog } from '../log/log.ts';
import type { Exchanged, Held, RelayStore } from '../log/relay-store.ts';
import { relayRows } from '../relay/relay-rows.ts';
import type { Hub } from '../rooms/hub.ts';
import { raise, rowsAfter, withClients, type SentRow } from './rows-after.ts';
import type { TakenRows } from './take-rows.ts';
import { Away, Unwelcome, type Upstream } from './upstream.ts';

export interface RelayOptions {
  hub: Hub;
  log: UpdateLog;
  store: RelayStore;
  upstream: Upstream;
  /** How the commune's machine is called in the log, for people to read. */
  upstreamName: () => string;
  /** Names of people whose writes come from there. */
  rememberNames: (people: readonly { id: string; name: string }[]) => Promise<void>;
  report: (text: string, error: unknown) => void;
}

export class Relay {
  readonly #of: RelayOptions;
  /** Why a room was not exchanged at the last contact. */
  readonly troubles = new Map<string, string>();
  /** Rooms exchanged from the start once more, because one side lacks what it once had; once, or it would never end. */
  readonly #startedOver = new Set<string>();

  constructor(options: RelayOptions) {
    this.#of = options;
  }

  /**
   * Exchanges these rooms once. What goes wrong in one leaves the others alone.
   * @param again offers what upstream did not take once more, because its accounts may have changed.
   * @throws Away, Unwelcome
   */
  async exchange(rooms: readonly string[], again: boolean): Promise<void> {
    for (const room of rooms) {
      try {
        await this.#pull(room);
        if (again) await this.#offerAgain(room);
        await this.#push(room);
        await this.#pushLate(room);
        this.troubles.delete(room);
      } catch (error) {
        if (error instanceof Away || error instanceof Unwelcome) throw error;
        this.troubles.set(room, error instanceof Error ? error.message : String(error));
        this.#of.report(`Chưa trao đổi được ${room} với máy của xã`, error);
      }
    }
  }

  /** How many rows of these rooms upstream has not received, besides those that it does not take. */
  async waiting(rooms: readonly string[]): Promise<number> {
    let count = 0;
    for (const room of rooms) {
      const at = this.#of.store.exchanged(room);
      for (let after = at.pushed; ;) {
        const page = await rowsAfter(this.#of.log, room, after, at.clocks);
        count += page.rows.length;
        if (!page.more || page.isOther) break;
        after = page.upTo;
      }
      count += (await this.#lateAfter(room, at.pushedLate)).length;
    }
    return count;
  }

  async #pull(room: string): Promise<void> {
    const { store, upstream, hub } = this.#of;
    for (;;) {
      const at = store.exchanged(room);
      const page = await upstream.rows(room, at.pulled, at.clocks);
      if (page.isOther) {
        // It was restored from a backup: everything is offered and asked for once more.
        store.save(room, NOTHING());
        continue;
      }
      await this.#of.rememberNames(page.names.map(([id, name]) => ({ id, name })));
      if (page.rows.length > 0) {
        const outcome = await relayRows(hub, room, page.rows, { name: this.#of.upstreamName(), trusted: true, by: '', follows: true });
        if (outcome.kind === 'gap') {
          if (this.#startOver(room)) continue;
          throw new Error('Dữ liệu của xã nối tiếp những gì máy này chưa có.');
        }
        if (outcome.kind === 'refused') throw new Error(outcome.reason.text);
        raise(at.clocks, page.rows);
      }
      if (page.upTo !== at.pulled) store.save(room, { ...at, pulled: page.upTo });
      if (!page.more) return;
    }
  }

  async #push(room: string): Promise<void> {
    for (;;) {
      const at = this.#of.store.exchanged(room);
      const page = await rowsAfter(this.#of.log, room, at.pushed, at.clocks);
      // This log was restored from a backup.
      const next = { ...at, pushed: page.isOther ? 0 : page.upTo };
      await this.#offer(room, 'row', page.rows, next);
      if (!page.more) return;
    }
  }

  async #pushLate(room: string): Promise<void> {
    const at = this.#of.store.exchanged(room);
    const late = await this.#lateAfter(room, at.pushedLate);
    const last = late.at(-1);
    if (last) await this.#offer(room, 'late', await this.#sendable(room, late), { ...at, pushedLate: last.id });
  }

  /** Offers rows and notes what became of them. */
  async #offer(room: string, kind: Held['kind'], rows: readonly SentRow[], next: Exchanged): Promise<void> {
    const { store, upstream } = this.#of;
    const taken = rows.length > 0 ? await upstream.take(room, rows) : null;
    const held = taken ? heldOf(room, kind, rows, taken) : [];
    // Upstream lacks what it once had, although it refuses nothing: all of it is offered once more.
    if (held.some(({ code }) => code === 'gap') && !this.#hasRefused(room, held) && this.#startOver(room)) return;
    if (taken) noteTaken(next.clocks, rows, taken);
    store.save(room, next, held);
  }

  #startOver(room: string): boolean {
    if (this.#startedOver.has(room)) return false;
    this.#startedOver.add(room);
    this.#of.store.save(room, NOTHING());
    return true;
  }

  #hasRefused(room: string, held: readonly Held[]): boolean {
    return [...this.#of.store.held(room), ...held].some(({ code }) => code !== 'gap');
  }

  /** In their order, since some may build on others. */
  async #offerAgain(room: string): Promise<void> {
    const { store, upstream, log } = this.#of;
    const held = store.held(room);
    if (held.length === 0) return;
    const late = new Map((await log.late(room)).map((row) => [row.id, row]));
    for (const one of held) {
      const [row] =
        one.kind === 'late'
          ? [late.get(one.position)].map((found) => found && { ...found, position: found.id })
          : await log.history(room, one.position - 1, 1);
      const rows = row?.position === one.position ? await withClients(log, room, [row]) : [];
      const at = store.exchanged(room);
      const taken = rows.length > 0 ? await upstream.take(room, rows) : null;
      if (taken && taken.held.length > 0) store.save(room, at, heldOf(room, one.kind, rows, taken));
      else {
        if (taken) noteTaken(at.clocks, rows, taken);
        store.save(room, at);
        store.release(one);
      }
    }
  }

  async #lateAfter(room: string, id: number): Promise<LateRow[]> {
    return (await this.#of.log.late(room)).filter((row) => row.id > id && row.state === 'waiting');
  }

  #sendable(room: string, late: readonly LateRow[]): Promise<SentRow[]> {
    return withClients(
      this.#of.log,
      room,
      late.map((row) => ({ ...row, position: row.id })),
    );
  }
}

const NOTHING = (): Exchanged => ({ pulled: 0, pushed: 0, pushedLate: 0, clocks: new Map() });

const heldOf = (room: string, kind: Held['kind'], rows: readonly SentRow[], { held }: TakenRows): Held[] =>
  held.flatMap(({ index, code, reason }) => {
    const row = rows[index];
    return row ? [{ room, kind, position: row.position, person: row.person, code, reason }] : [];
  });

/** Late edits are there, but not in the list: what becomes of them must still come back. */
function noteTaken(clocks: Map<number, number>, rows: readonly SentRow[], { late, held }: TakenRows): void {
  if (late > 0) return;
  const not = new Set(held.map(({ index }) => index));
  raise(
    clocks,
    rows.filter((_, index) => !not.has(index)),
  );
}
