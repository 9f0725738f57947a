/** Which rows have a value that only one row should have, such as a Mã hộ or a CCCD. */
import type { CellValue } from '$lib/review/types.ts';

export class Holders {
  /** Nearly every value has one holder, and no set for it: a long list has thousands of them. */
  readonly #by = new Map<string, string | Set<string>>();

  /** Sorted by id, so that the first one does not depend on the order in which they came. */
  of(value: CellValue | undefined): readonly string[] {
    const rows = value === null || value === undefined ? undefined : this.#by.get(String(value));
    if (rows === undefined) return [];
    return typeof rows === 'string' ? [rows] : [...rows].sort();
  }

  learn(row: string, value: CellValue | undefined): void {
    if (value === null || value === undefined) return;
    const key = String(value);
    const rows = this.#by.get(key);
    if (rows === undefined) this.#by.set(key, row);
    else if (typeof rows !== 'string') rows.add(row);
    else if (rows !== row) this.#by.set(key, new Set([rows, row]));
  }

  forget(row: string, value: CellValue | undefined): void {
    const key = String(value);
    const rows = this.#by.get(key);
    if (rows === row) this.#by.delete(key);
    else if (rows instanceof Set) rows.delete(row);
  }
}
