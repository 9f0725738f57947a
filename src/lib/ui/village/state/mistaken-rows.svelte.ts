/** The households of an open village that were written by mistake: which they are, put aside and taken back. */
import { createSubscriber } from 'svelte/reactivity';
import { mistakenHouseholds, mistakenWrites, type MistakenHousehold } from '$lib/cells/mistaken.ts';
import type { SharedList } from '$lib/cells/shared-list.ts';
import type { GridRow } from '$lib/grid/grid-row.ts';
import { MISTAKEN_FIELD } from '$lib/review/mistaken.ts';
import type { VillageBook } from './village-book.ts';
import type { Writing } from './writing.svelte.ts';

/** The parts of the village that they need. */
export interface MistakenHost {
  readonly list: SharedList;
  readonly book: Pick<VillageBook, 'rows' | 'household'>;
  readonly writing: Pick<Writing, 'say' | 'write'>;
}

export class MistakenRows {
  readonly #host: MistakenHost;
  readonly #subscribe: () => void;
  /** Their rows and their members', as last read. */
  #rows: ReadonlySet<string> = new Set();

  constructor(host: MistakenHost) {
    this.#host = host;
    this.#subscribe = createSubscriber((update) =>
      host.list.onChange((changes) => {
        if (changes.some(({ row, field }) => field === MISTAKEN_FIELD || field === 'code' || this.#rows.has(row))) update();
      }),
    );
  }

  /** Reactive; the last one put aside first. */
  get all(): readonly MistakenHousehold[] {
    this.#subscribe();
    const all = mistakenHouseholds(this.#host.list);
    this.#rows = new Set(all.flatMap(({ row, members, added }) => [row, ...members, ...added]));
    return all;
  }

  /** @returns the row that stood beside it, to go to; null where nothing was written, or none is left. */
  putAside(household: GridRow, reason: string): string | null {
    const { list, book, writing } = this.#host;
    const at = household.number - 1;
    const rows = book.rows(household.sheet);
    const beside = rows[at + 1] ?? rows[at - 1];
    if (!writing.write(mistakenWrites(list, household.id, reason))) return null;
    this.#say(household.id, `Đã để riêng ${this.nameOf(household.id)}. Lấy lại được ở “Hộ ghi nhầm”.`, true);
    return beside?.id ?? null;
  }

  takeBack(row: string): void {
    if (this.#host.writing.write(mistakenWrites(this.#host.list, row, null)))
      this.#say(row, `Đã lấy lại ${this.nameOf(row)} vào danh sách.`, false);
  }

  /** Of two values that people wrote differently, leaves the one that puts it aside. */
  keepAside(row: string, reason: string): void {
    if (this.#host.writing.write(mistakenWrites(this.#host.list, row, reason))) this.#say(row, `Đã để riêng ${this.nameOf(row)}.`, true);
  }

  /** Said while it is true. */
  #say(row: string, text: string, isAside: boolean): void {
    this.#host.writing.say(text, 'done', () => {
      const found = this.all.find((each) => each.row === row);
      return isAside ? found?.disputed === false : found === undefined;
    });
  }

  nameOf(row: string): string {
    return `hộ ${String(this.#host.book.household(row).cells.head ?? '') || '(chưa ghi tên)'}`;
  }
}
