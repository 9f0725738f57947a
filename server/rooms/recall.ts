/** Everything that some clients ever wrote, even if it has been overwritten since. It reads the whole raw log, so it is rarely asked. */
import * as Y from 'yjs';
import { entryAt } from '../../src/lib/sync/agreement.ts';
import { historyPages } from '../log/history-pages.ts';
import type { UpdateLog } from '../log/log.ts';

/** Of one room. Once read, it reads on from there: rows never change. */
export class Recall {
  readonly #found: ReadonlyMap<number, Map<number, unknown>>;
  /** Position of the last row that was read. */
  #upTo = 0;
  #lateUpTo = 0;
  /** How far the room had come when this was last read; null before. */
  #room: { upTo: number; late: number } | null = null;

  constructor(clients: Iterable<number>) {
    this.#found = new Map([...clients].map((client) => [client, new Map<number, unknown>()]));
  }

  /**
   * @param upTo position of the last row of the room.
   * @param late number of late edits that wait in it.
   */
  async read(log: UpdateLog, room: string, { upTo, late }: { upTo: number; late: number }): Promise<void> {
    for await (const page of historyPages(log, room, { after: this.#upTo }))
      for (const { update, position } of page) {
        this.#take(update);
        this.#upTo = position;
      }
    for (const { id, update } of await log.late(room)) {
      if (id <= this.#lateUpTo) continue;
      this.#take(update);
      this.#lateUpTo = id;
    }
    this.#room = { upTo, late };
  }

  /** Whether the room has nothing that was not read. */
  covers({ upTo, late }: { upTo: number; late: number }): boolean {
    return this.#room !== null && this.#room.upTo === upTo && this.#room.late === late;
  }

  /** A client's entries by clock; null for a client that it was not asked about. */
  of(client: number): ReadonlyMap<number, unknown> | null {
    return this.#found.get(client) ?? null;
  }

  #take(update: Uint8Array): void {
    if (![...Y.parseUpdateMeta(update).to.keys()].some((client) => this.#found.has(client))) return;
    for (const struct of Y.decodeUpdate(update).structs) {
      const entries = this.#found.get(struct.id.client);
      if (!entries || !(struct instanceof Y.Item)) continue;
      for (let clock = struct.id.clock; clock < struct.id.clock + struct.length; clock++) {
        const entry = entryAt(struct, clock);
        if (entry !== undefined) entries.set(clock, entry);
      }
    }
  }
}
