/**
 * Brings what a month decided into a running yearly list. Every name that is given here follows from the decision and the list alone, so two
 * machines that do it apart write the same rows. Only empty rows are filled, and only what stood before the month is replaced.
 */
import { HOUSEHOLD_PREFIX, isFilled, MEMBER_PREFIX, SHEET_FIELD } from '../cells/review-rooms.ts';
import type { CellWrite, SharedList } from '../cells/shared-list.ts';
import type { CellValue, Row } from '../review/types.ts';
import { otherRow, type Known, type MonthOffer, type MonthResult } from './month-results.ts';
import { historyOf, householdWrites, rowWrites } from './next-year.ts';

export function monthWrites(list: SharedList, { added, changed }: Pick<MonthOffer, 'added' | 'changed'>): CellWrite[] {
  const taken = new Set(list.rows(HOUSEHOLD_PREFIX).map((row) => String(list.get(row, 'code') ?? '')));
  const rows = new Set<string>();
  /** Its own name, or the other one where that row has something in it. */
  const place = (row: Row, result: MonthResult): string => {
    const id = rows.has(row.id) || isFilled(list, row.id) ? otherRow(row, result) : row.id;
    rows.add(id);
    return id;
  };
  return [
    ...added.flatMap((result): CellWrite[] => {
      const { household, members } = result;
      const code = freeCode(result, taken);
      taken.add(code);
      const id = place(household, result);
      // The other name is taken as well where the household was put aside since.
      if (isFilled(list, id)) return [];
      const named = { ...household, id, cells: { ...household.cells, code: code || null } };
      return [
        ...householdWrites(named, result.result, null),
        ...members.flatMap((member) => {
          const own = place(member, result);
          return isFilled(list, own) ? [] : rowWrites(MEMBER_PREFIX, { ...member, id: own, cells: { ...member.cells, code } }, null, {});
        }),
      ];
    }),
    ...changed.flatMap((known) => changeWrites(known)),
  ];
}

/** The code ties members to their household: one that the list has given to another household gets the month behind it. */
function freeCode({ household: { cells }, month: { year, month } }: MonthResult, taken: ReadonlySet<string>): string {
  const code = String(cells.code ?? '');
  return code !== '' && taken.has(code) ? `${code}-TX${String(year % 100).padStart(2, '0')}${String(month).padStart(2, '0')}` : code;
}

function changeWrites({ result: { household, result }, row }: Known): CellWrite[] {
  const history: Record<string, CellValue> = historyOf(household, result);
  const stood: Record<string, CellValue> = { ...row.cells, [SHEET_FIELD]: row.sheet };
  const isOwn = (field: string): boolean => field === 'formerly' && (stood[field] ?? null) !== (household.cells[field] ?? null);
  return Object.entries(history).flatMap(([field, value]) =>
    (stood[field] ?? null) === value || isOwn(field) ? [] : [{ row: row.id, field, value }],
  );
}
