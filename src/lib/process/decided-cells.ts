/** What a meeting decided otherwise than the scores say, as cells of the list: in every grid, form and workbook beside what is computed. */
import { HOUSEHOLD_PREFIX } from '../cells/review-rooms.ts';
import type { CellWrite, SharedList } from '../cells/shared-list.ts';
import { DECIDED, DECIDED_WHY } from '../review/columns.ts';
import { RESULT_LABELS } from './agenda.ts';
import type { Standing } from './standing.ts';

/** @returns what the list's cells need so that they say what stands; nothing where they do. */
export function decidedWrites(list: SharedList, { decided }: Pick<Standing, 'decided'>): CellWrite[] {
  const rows = new Set([...decided.keys(), ...list.rows(HOUSEHOLD_PREFIX).filter((row) => list.get(row, DECIDED) !== null)]);
  return [...rows].flatMap((row) => {
    const data = decided.get(row)?.data;
    const cells = [
      { row, field: DECIDED, value: data ? RESULT_LABELS[data.result] : null },
      { row, field: DECIDED_WHY, value: data?.text ?? null },
    ];
    return cells.filter(({ field, value }) => list.get(row, field) !== value);
  });
}
