/** Ids of rows that are new to the list: the same on every device that imports them, in any order. */
import { columnsOf } from '../review/columns.ts';
import { shortHash } from '../review/short-hash.ts';
import { spelling } from '../review/text.ts';
import type { Row } from '../review/types.ts';

/** An unused id: the wished one, or with ~2, ~3, … */
export function freeId(wished: string, taken: Set<string>): string {
  let id = wished;
  for (let n = 2; taken.has(id); n++) id = `${wished}~${n}`;
  taken.add(id);
  return id;
}

const HOUSEHOLD = {
  who: ['village', 'head', 'birth', 'cccd'],
  all: [
    'village',
    ...columnsOf('list01')
      .map(({ key }) => key)
      .filter((key) => key !== 'code'),
  ],
};
const MEMBER = { who: ['code', 'name', 'birth', 'cccd'], all: columnsOf('members').map(({ key }) => key) };

const said = (row: Row, keys: readonly string[], written: (text: string) => string): string =>
  keys.map((key) => written(String(row.cells[key] ?? ''))).join('\n');
const exactly = (text: string): string => text;

/** A short hash of the person. Namesakes are distinguished by all their cells, exactly as written (Hoà, Hòa). */
function hashes(rows: readonly Row[], { who, all }: typeof HOUSEHOLD): (row: Row) => string {
  const times = new Map<string, number>();
  for (const row of rows) times.set(said(row, who, spelling), (times.get(said(row, who, spelling)) ?? 0) + 1);
  return (row) => {
    const person = said(row, who, spelling);
    return shortHash((times.get(person) ?? 0) > 1 ? said(row, all, exactly) : person);
  };
}

/** Generated codes depend on the file's order, and two villages can have the same initials: so the id also depends on the people. */
export function householdIds(rows: readonly Row[]): (row: Row, code: string) => string {
  const hashOf = hashes(rows, HOUSEHOLD);
  return (row, code) => `h:${code}.${hashOf(row)}`;
}

/** The order of persons in a household depends on the file's order. */
export function memberIds(rows: readonly Row[]): (row: Row) => string {
  const hashOf = hashes(rows, MEMBER);
  return (row) => `m:${String(row.cells['code'] ?? '')}.${hashOf(row)}`;
}
