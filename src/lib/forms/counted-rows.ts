/** The rows that the forms count, with their cells as the terms need them. The figures and "which 7?" read the same rows. */
import type { Classified } from '../review/classify.ts';
import { isPersonal, UNSEEN } from '../review/personal.ts';
import type { CellValue, Row } from '../review/types.ts';
import { ageOn } from './age.ts';
import type { Term } from './official/description.ts';
import { homeKey } from './units.ts';

export interface CountedRow {
  sheet: Term['sheet'];
  row: Row;
  /** The row itself, or the member's household; undefined if no household has the member's code. */
  household: Row | undefined;
  persons: number;
  /** Reads an input or formula column. */
  read: (key: string) => CellValue;
}

/** @param members whether members' rows are needed. */
export function eachCounted(
  { data, results, round, withoutPersonal }: Classified,
  members: boolean,
  visit: (counted: CountedRow) => void,
): void {
  const homes = new Map<string, Row>();
  // Personal values are unknown here, not blank.
  const cellOf = ({ cells }: Row, key: string): CellValue => (withoutPersonal && isPersonal(key) ? UNSEEN : (cells[key] ?? null));
  const resultOf = (row: Row): Record<string, CellValue> | undefined => results.get(row.id);
  for (const row of data.households) {
    const result = resultOf(row);
    if (!homes.has(homeKey(row))) homes.set(homeKey(row), row);
    visit({
      sheet: row.sheet === 'list02' ? 'list02' : 'list01',
      row,
      household: row,
      persons: typeof row.cells.size === 'number' ? row.cells.size : 0,
      read: (key) => result?.[key] ?? cellOf(row, key),
    });
  }
  if (!members) return;
  const ageOf = ageOn(round.lastDay);
  for (const row of data.members) {
    const household = homes.get(homeKey(row));
    visit({
      sheet: 'members',
      row,
      household,
      persons: 1,
      // A member takes these from the household; the workbook's sheet Thành viên has the same two columns.
      read: (key) =>
        key === 'class'
          ? ((household && resultOf(household)?.class) ?? null)
          : key === 'age'
            ? withoutPersonal
              ? UNSEEN
              : ageOf(row.cells.birth ?? null)
            : cellOf(row, key),
    });
  }
}
