/** What is typed about the villages, into the commune's own list. */
import { VILLAGE_PREFIX, type Village } from '$lib/cells/review-rooms.ts';
import type { CellWrite, SharedList } from '$lib/cells/shared-list.ts';
import { displayCell, readCell } from '$lib/review/cell-input.ts';
import type { Column } from '$lib/review/columns.ts';
import type { CellValue } from '$lib/review/types.ts';

export interface TypedVillage {
  village: Pick<Village, 'id' | 'name'>;
  column: Column;
  text: string;
  /** What stood in the cell when its typing began; not given for what is pasted. */
  seen?: CellValue;
}

export const rowOf = ({ id }: Pick<Village, 'id'>): string => VILLAGE_PREFIX + id;

/**
 * One write for all of it; what cannot be read is kept as it was typed.
 * @returns what the person should know, each naming its place.
 */
export function typeVillages(list: SharedList, typed: readonly TypedVillage[]): string[] {
  const notices: string[] = [];
  const writes = typed.map(({ village, column, text, seen }): CellWrite => {
    const { value, problem } = readCell(column, text);
    const [row, place] = [rowOf(village), `${village.name}, cột ${column.label}`];
    const now = list.get(row, column.key);
    if (problem) notices.push(`${place}: ${problem.text}.`);
    if (seen !== undefined && now !== seen && now !== value)
      notices.push(`${place}: trong lúc bạn đang ghi, ${list.entries(row, column.key).at(-1)?.author ?? 'người khác'} đã ghi ${displayCell(column, now) || '(trống)'}. Ô này nay theo giá trị của bạn.`);
    return { row, field: column.key, value };
  });
  list.write(writes);
  return notices;
}

/** A block from a worksheet, from one cell right and down; what lies beyond the table is left out. */
export function spread(block: readonly (readonly string[])[], villages: readonly Village[], columns: readonly Column[], at: { village: number; column: number }): TypedVillage[] {
  return block.flatMap((line, down) =>
    line.flatMap((text, right) => {
      const [village, column] = [villages[at.village + down], columns[at.column + right]];
      return village && column ? [{ village, column, text }] : [];
    }),
  );
}
