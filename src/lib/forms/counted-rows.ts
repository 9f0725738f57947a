/** The rows that the forms count, with their cells as the terms ask for them. The count and the households behind it read the same. */
import type { Classified } from '../review/classify.ts';
import { isPersonal, UNSEEN } from '../review/personal.ts';
import type { CellValue, Row } from '../review/types.ts';
import { ageOn } from './age.ts';
import type { Term } from './description.ts';
import { codeOfRow } from './units.ts';

export interface CountedRow {
  sheet: Term['sheet'];
  row: Row;
  /** The row's own, or the member's; undefined where no household has the member's code. */
  household: Row | undefined;
  persons: number;
  /** Input or formula column. */
  read: (key: string) => CellValue;
}

/** @param members whether theirs are asked for. */
export function eachCounted(
  { data, results, round, withoutPersonal }: Classified,
  members: boolean,
  visit: (counted: CountedRow) => void,
): void {
  const homes = new Map<string, Row>();
  // Of what is personal nothing is known here, not that it is blank.
  const cellOf = ({ cells }: Row, key: string): CellValue => (withoutPersonal && isPersonal(key) ? UNSEEN : (cells[key] ?? null));
  const resultOf = (row: Row): Record<string, CellValue> | undefined => results.get(row.id);
  for (const row of data.households) {
    const result = resultOf(row);
    if (!homes.has(codeOfRow(row))) homes.set(codeOfRow(row), row);
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
    const household = homes.get(codeOfRow(row));
    visit({
      sheet: 'members',
      row,
      household,
      persons: 1,
      // A member counts with the household; the sheet Thành viên of the workbook has the same two columns.
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
