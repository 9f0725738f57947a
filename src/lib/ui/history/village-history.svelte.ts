/** What of a village's history is on show: which part of the panel is open, and what has changed since the chosen point. */
import type { CellValue } from '$lib/review/types.ts';
import { isOfPeople } from '$lib/cells/restore.ts';
import { dateOf, type Entry } from '$lib/cells/entry.ts';
import type { SharedList } from '$lib/cells/shared-list.ts';
import type { Change } from './ask-history.ts';

export type HistoryTab = 'cell' | 'household' | 'since' | 'versions';

/** `from` is null if only this device was asked: it does not keep overwritten values. */
export type SeenChange = Omit<Change, 'from'> & { from: readonly CellValue[] | null };

export class VillageHistory {
  tab = $state<HistoryTab>('household');
  /** Whether only households with a change are shown. */
  onlyChanged = $state(false);
  /** The filter asks for changes since the last meeting. They are marked once they are known. */
  wantsMeeting = $state(false);
  #label = $state('');
  #changes = $state.raw<readonly SeenChange[] | null>(null);
  readonly #cells = $derived(new Map((this.#changes ?? []).map((change) => [`${change.row} ${change.field}`, change])));
  readonly #rows = $derived(new Set((this.#changes ?? []).map(({ row }) => row)));

  /** 'trước họp dân'; '' while nothing is marked. */
  get label(): string {
    return this.#label;
  }

  /** null while nothing is marked. */
  get changes(): readonly SeenChange[] | null {
    return this.#changes;
  }

  get rows(): ReadonlySet<string> {
    return this.#rows;
  }

  changeIn(row: string, field: string): SeenChange | undefined {
    return this.#cells.get(`${row} ${field}`);
  }

  mark(label: string, changes: readonly SeenChange[]): void {
    this.#label = label;
    this.#changes = changes.filter(({ row }) => isOfPeople(row));
  }

  clear(): void {
    this.#label = '';
    this.#changes = null;
    this.onlyChanged = false;
  }
}

/** What this device knows by itself: cells whose value was written after that time, by the writers' clocks. */
export function changesHere(list: SharedList, at: number, writer: (row: string, entry: Entry) => string): SeenChange[] {
  return list.rows().flatMap((row) =>
    list.fields(row).flatMap((field): SeenChange[] => {
      const entries = list.values(row, field);
      const last = entries.at(-1);
      const written = last ? dateOf(last.at).getTime() : 0;
      return last && written > at
        ? [
            {
              row,
              field,
              from: null,
              to: entries.map(({ value }) => value),
              at: written,
              name: writer(row, last),
              claimed: [],
              isNew: false,
            },
          ]
        : [];
    }),
  );
}
