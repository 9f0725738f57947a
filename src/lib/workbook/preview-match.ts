/** Which row of the list an incoming row is. Every row of the list is matched at most once. */
import { fold } from '../review/text.ts';
import type { Row } from '../review/types.ts';
import { villageKey } from '../review/village.ts';

const textOf = (row: Row, key: string): string => String(row.cells[key] ?? '');
const yearOf = (row: Row): string => /\d{4}$/.exec(textOf(row, 'birth'))?.[0] ?? '';

/** Rows under a key, handed out one by one; only those nobody has yet. */
class Pool {
  readonly #rows = new Map<string, Row[]>();
  readonly #used: Set<Row>;

  constructor(rows: readonly Row[], keyOf: (row: Row) => string, used: Set<Row>) {
    this.#used = used;
    for (const row of rows) {
      const key = keyOf(row);
      if (key === '') continue;
      const list = this.#rows.get(key);
      if (list) list.push(row);
      else this.#rows.set(key, [row]);
    }
  }

  /** The next free row under a key. With `alone` only if it is the only one: two people can share a name. */
  take(key: string, alone = false): Row | undefined {
    if (key === '') return undefined;
    const free = (this.#rows.get(key) ?? []).filter((row) => !this.#used.has(row));
    if (alone && free.length > 1) return undefined;
    const row = free[0];
    if (row) this.#used.add(row);
    return row;
  }
}

type Key = (row: Row) => string;
const idNumber: Key = (row) => (/^\d{9,12}$/.test(textOf(row, 'cccd')) ? textOf(row, 'cccd') : '');
/** What cannot be guessed from half of it: all parts, or no key. */
const whole = (...parts: string[]): string => (parts.includes('') ? '' : parts.join('\u0000'));

/**
 * By Mã hộ where the file gives it; then by the head's CCCD; then by name and birth in the village. A code that was
 * made on reading counts only together with the same name: another file's T1-001 is another household.
 */
export function matchHouseholds(current: readonly Row[], incoming: readonly Row[], made: ReadonlySet<string>): Map<Row, Row> {
  const matches = new Map<Row, Row>();
  const used = new Set<Row>();
  const name: Key = (row) => fold(textOf(row, 'head'));
  const village: Key = (row) => villageKey(textOf(row, 'village'));
  const differ = (a: Row, b: Row): boolean => idNumber(a) !== '' && idNumber(b) !== '' && idNumber(a) !== idNumber(b);
  const passes: { key: Key; alone: boolean; only?: (row: Row) => boolean; strict?: boolean }[] = [
    { key: (row) => textOf(row, 'code'), alone: false, only: (row) => !made.has(row.id) },
    { key: idNumber, alone: true },
    { key: (row) => whole(name(row), textOf(row, 'birth'), village(row)), alone: false, strict: true },
    { key: (row) => whole(name(row), yearOf(row), village(row)), alone: true, strict: true },
    { key: (row) => whole(textOf(row, 'code'), name(row), village(row)), alone: true, only: (row) => made.has(row.id), strict: true },
  ];
  for (const { key, alone, only, strict } of passes) {
    const pool = new Pool(current, key, used);
    for (const row of incoming) {
      if (matches.has(row) || (only && !only(row))) continue;
      const found = pool.take(key(row), alone);
      if (!found) continue;
      // Same name and birth but two CCCD: two people.
      if (strict && differ(found, row)) used.delete(found);
      else matches.set(row, found);
    }
  }
  return matches;
}

/** By household and CCCD, then name and birth, then name and year, then the name alone where it is the only one. */
export function matchMembers(current: readonly Row[], incoming: readonly Row[], codeInList: (code: string) => string): Map<Row, Row> {
  const matches = new Map<Row, Row>();
  const used = new Set<Row>();
  const name: Key = (row) => fold(textOf(row, 'name'));
  const differ = (a: Row, b: Row, key: Key): boolean => key(a) !== '' && key(b) !== '' && key(a) !== key(b);
  const passes: { key: Key; alone: boolean }[] = [
    { key: idNumber, alone: false },
    { key: (row) => whole(name(row), textOf(row, 'birth')), alone: false },
    { key: (row) => whole(name(row), yearOf(row)), alone: true },
    { key: name, alone: true },
  ];
  for (const { key, alone } of passes) {
    const inHousehold = (code: string, row: Row): string => (key(row) === '' ? '' : whole(code, key(row)));
    const pool = new Pool(current, (row) => inHousehold(textOf(row, 'code'), row), used);
    for (const row of incoming) {
      if (matches.has(row)) continue;
      const found = pool.take(inHousehold(codeInList(textOf(row, 'code')), row), alone);
      if (!found) continue;
      // Two children of one name, born in two years or with two CCCD, are two children.
      if (key !== idNumber && (differ(found, row, idNumber) || differ(found, row, yearOf))) used.delete(found);
      else matches.set(row, found);
    }
  }
  return matches;
}
