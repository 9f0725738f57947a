/** Which rows carry one value, such as a Mã hộ or a CCCD, that should be one row's alone. */
import type { CellValue } from '$lib/review/types.ts';

export class Holders {
  readonly #by = new Map<string, Set<string>>();

  /** By id: the same first one, whichever was heard of first. */
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
