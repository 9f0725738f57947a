/** Which rows have a value that only one row should have, such as a Mã hộ or a CCCD. */
import type { CellValue } from '$lib/review/types.ts';

export class Holders {
  readonly #by = new Map<string, Set<string>>();

  /** Sorted by id, so that the first one does not depend on the order in which they came. */
  of(value: CellValue | undefined): readonly string[] {
    const rows = value === null || value === undefined ? undefined : this.#by.get(String(value));
    return rows ? [...rows].sort() : [];
  }

  learn(row: string, value: CellValue | undefined): void {
    if (value === null || value === undefined) return;
    const rows = this.#by.get(String(value)) ?? new Set();
    this.#by.set(String(value), rows.add(row));
  }

  forget(row: string, value: CellValue | undefined): void {
    this.#by.get(String(value))?.delete(row);
  }
}
