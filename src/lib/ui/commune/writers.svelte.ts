/**
 * Who wrote what in one room, as far as it is known. Pages ask only here. An entry only claims a name; the commune's
 * log knows which account sent it. Shown entries are looked up together and once, because the author of a write never
 * changes. Entries that were not received yet are looked up again after something was received.
 */
import { SvelteMap } from 'svelte/reactivity';
import { HISTORY } from '$lib/api/history.ts';
import { idText, type WriteId } from '$lib/cells/causes.ts';
import type { Entry } from '$lib/cells/entry.ts';
import type { SharedList } from '$lib/cells/shared-list.ts';
import { ask, reasonOf } from '../parts/ask.ts';
import { wroteText, type Wrote } from './wrote.ts';

/** Maximum of one request; the server accepts no more. */
const MOST = 200;
/** A text that must be shown waits at most this long for the log. */
const PATIENCE = 2_000;

export interface WritersOptions {
  room: string;
  /** The person of this page. */
  me: string;
  list(): SharedList;
  /** Reactive. */
  status(): { unsent: number; connected: boolean };
}

export class Writers {
  readonly me: string;
  readonly #room: string;
  readonly #list: WritersOptions['list'];
  readonly #status: WritersOptions['status'];
  readonly #known = new SvelteMap<string, { name: string; account: string }>();
  /** The unsent count when each write was last looked up. */
  readonly #asked = new Map<string, number>();
  #open: string[] = [];
  #answered: Promise<void> = Promise.resolve();
  /** The position of an entry in its document never changes. */
  #places: { of: SharedList['doc']; ids: WeakMap<Entry, WriteId> } | null = null;

  constructor({ room, me, list, status }: WritersOptions) {
    this.me = me;
    this.#room = room;
    this.#list = list;
    this.#status = status;
  }

  /** Grows with each answer of the log. */
  get learned(): number {
    return this.#known.size;
  }

  /** The author of an entry in the list. Reactive, like everything here. */
  of(row: string, entry: Entry): Wrote {
    return this.ofWrite(entry.author, this.#idOf(row, entry));
  }

  ofWrite(claimed: string, write: WriteId | undefined): Wrote {
    const { connected, unsent } = this.#status();
    const known = write && this.#known.get(idText(write));
    if (write && known === undefined && connected) this.#ask(idText(write), unsent);
    return {
      claimed,
      known: known?.name,
      account: known?.account,
      own: claimed === this.me && (write?.client === this.#list().doc.clientID || unsent > 0),
    };
  }

  /** 'Nông Văn Thành (ghi tên Hà Thị Lan)' */
  words(row: string, entry: Entry): string {
    return wroteText(this.of(row, entry), this.me);
  }

  /** The author of a cell's value; '' if nobody has written it. */
  wordsIn(row: string, field: string): string {
    const entry = this.#list().entries(row, field).at(-1);
    return entry ? this.words(row, entry) : 'người khác';
  }

  /** The same for the present value, for texts shown once: waits until the log has answered or will not answer. */
  async tellIn(row: string, field: string): Promise<string> {
    const entry = this.#list().entries(row, field).at(-1);
    const write = entry && this.#idOf(row, entry);
    if (!entry || !write) return this.wordsIn(row, field);
    this.ofWrite(entry.author, write);
    await Promise.race([this.#answered, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    return wroteText(this.ofWrite(entry.author, write), this.me);
  }

  #idOf(row: string, entry: Entry): WriteId | undefined {
    const list = this.#list();
    if (this.#places?.of !== list.doc) this.#places = { of: list.doc, ids: new WeakMap() };
    const { ids } = this.#places;
    if (!ids.has(entry)) for (const [each, id] of list.idsOf(row)) ids.set(each, id);
    return ids.get(entry);
  }

  #ask(write: string, unsent: number): void {
    if (this.#asked.get(write) === unsent) return;
    this.#asked.set(write, unsent);
    if (this.#open.push(write) === 1) this.#answered = this.#answered.then(() => this.#askAll());
  }

  async #askAll(): Promise<void> {
    const open = this.#open.splice(0);
    for (let at = 0; at < open.length; at += MOST) {
      const writes = open.slice(at, at + MOST);
      try {
        const { bringers } = await ask(HISTORY.bringers, { room: this.#room, query: writes.map((write) => ['w', write] as const) });
        for (const { write, name, account } of bringers) this.#known.set(write, { name, account });
      } catch (error) {
        // Names stay marked as claims until they are shown again.
        console.warn('who wrote is not known', reasonOf(error));
        for (const write of writes) this.#asked.delete(write);
      }
    }
  }
}
