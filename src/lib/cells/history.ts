/**
 * A room's history, replayed update by update: which cells each one changed, from what to what. It holds one list,
 * however long the log is; who wrote and when is said by the log's row, never by the entry.
 */
import * as Y from 'yjs';
import type { CellValue } from '../review/types.ts';
import type { Entry } from './entry.ts';
import { SharedList, type CellChange } from './shared-list.ts';

export interface HistoryChange {
  row: string;
  field: string;
  /** Every live value, the standing one last; more than one is a conflict. */
  from: readonly CellValue[];
  to: readonly CellValue[];
  /** Under whose name the entries that came were written: claims. */
  claimed: readonly string[];
}

const NONE: readonly Entry[] = [];

export class CellHistory {
  readonly #doc = new Y.Doc();
  readonly #list = new SharedList(this.#doc, '');
  readonly #entries = new Map<string, Map<string, readonly Entry[]>>();
  #changed: CellChange[] = [];

  constructor() {
    this.#list.onChange((changes) => this.#changed.push(...changes));
  }

  /** @returns what the update changed; a row that only brings what is known changes nothing. */
  apply(update: Uint8Array): HistoryChange[] {
    this.#changed = [];
    Y.applyUpdate(this.#doc, update);
    const changes: HistoryChange[] = [];
    for (const { row, field } of this.#changed) {
      const before = this.#entries.get(row)?.get(field) ?? NONE;
      const after = this.#list.entries(row, field);
      const fields = this.#entries.get(row) ?? new Map<string, readonly Entry[]>();
      this.#entries.set(row, fields.set(field, after));
      const came = after.filter((entry) => !before.includes(entry));
      const [from, to] = [distinct(before), distinct(after)];
      if (came.length > 0 || from.length !== to.length) changes.push({ row, field, from, to, claimed: [...new Set(came.map(({ author }) => author))] });
    }
    return changes;
  }

  /** As it stands now: for reading. */
  get list(): SharedList {
    return this.#list;
  }

  /** The value that stands now. */
  get(row: string, field: string): CellValue {
    return this.#list.get(row, field);
  }

  close(): void {
    this.#list.destroy();
    this.#doc.destroy();
  }
}

/** As SharedList.values: one of each, the standing one last. */
function distinct(entries: readonly Entry[]): CellValue[] {
  const values = new Set<CellValue>();
  for (const { value } of entries) {
    values.delete(value);
    values.add(value);
  }
  return [...values];
}
