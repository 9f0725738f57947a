/** The villages of a file: one name each, and every list uses it. */
import { tidy } from '../review/text.ts';
import type { Problem, Row } from '../review/types.ts';
import { villageKey, villageSlug } from '../review/village.ts';
import { problemAt } from './read-problem.ts';

/** Ids for the rows of the sheet Thôn. A name given twice is an error, and both rows stay. */
export function identifyVillages(rows: Row[], problems: Problem[]): void {
  const taken = new Map<string, number>();
  for (const row of rows) {
    const name = String(row.cells['name'] ?? '');
    const slug = villageSlug(name);
    const times = (taken.get(slug) ?? 0) + 1;
    taken.set(slug, times);
    row.id = times === 1 ? `v:${slug}` : `v:${slug}~${times}`;
    if (times === 1 && name !== '') continue;
    const place = { sheet: row.source?.sheet ?? '', row: row.source?.row };
    problems.push(name === '' ? problemAt(place, 'error', 'village-unnamed', 'thôn chưa có tên') : problemAt(place, 'error', 'village-twice', `${name} có hai dòng`));
  }
}

/** Finds the official name for a spelling; null where none or several fit. */
export class VillageNames {
  readonly #byKey = new Map<string, string | null>();
  readonly #exact: Set<string>;

  constructor(names: readonly string[]) {
    this.#exact = new Set(names);
    for (const name of this.#exact) {
      const key = villageKey(name);
      this.#byKey.set(key, this.#byKey.has(key) ? null : name);
    }
  }

  get size(): number {
    return this.#exact.size;
  }

  /** `guessed`: more than case, marks and spaces had to be read into it. */
  find(written: string): { name: string; guessed: boolean } | null {
    if (this.#exact.has(written)) return { name: written, guessed: false };
    const name = this.#byKey.get(villageKey(written));
    if (name) return { name, guessed: false };
    // 'Tổ 1, phường Huyền Tụng': an address that begins with the village.
    const first = this.#byKey.get(villageKey(written.replace(/[,;].*$/, '')));
    if (first && /[,;]/.test(written)) return { name: first, guessed: true };
    // A bare number, where exactly one village ends with it.
    if (!/^\d{1,3}$/.test(written)) return null;
    const ending = [...this.#byKey].filter(([key, full]) => full !== null && key.endsWith(` ${Number(written)}`));
    const only = ending.length === 1 ? ending[0]?.[1] : null;
    return only ? { name: only, guessed: true } : null;
  }
}

export function correctVillages(households: Row[], villages: Row[], problems: Problem[]): void {
  const names = new VillageNames(villages.map((row) => tidy(String(row.cells['name'] ?? ''))).filter((name) => name !== ''));
  const said = new Set<string>();
  for (const row of households) {
    const written = row.cells['village'];
    if (typeof written !== 'string' || names.size === 0) continue;
    const found = names.find(written);
    if (found) row.cells['village'] = found.name;
    if (said.has(written) || (found && !found.guessed)) continue;
    said.add(written);
    const place = { sheet: row.source?.sheet ?? '', row: row.source?.row };
    problems.push(found
      ? problemAt(place, 'warning', 'village-guessed', `thôn "${written}" được hiểu là ${found.name}: hãy xem lại`)
      : problemAt(place, 'warning', 'village-unknown', `thôn "${written}" không có trên trang Thôn`));
  }
}

/** Lists that differ only in spelling among themselves: the first spelling stands. For files without the sheet Thôn. */
export function unifySpelling(households: Row[]): void {
  const first = new Map<string, string>();
  for (const row of households) {
    const written = row.cells['village'];
    if (typeof written !== 'string') continue;
    const key = villageKey(written);
    const known = first.get(key);
    if (known === undefined) first.set(key, written);
    else row.cells['village'] = known;
  }
}
